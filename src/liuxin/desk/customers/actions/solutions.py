"""What can be offered, and the rules by which customers are told apart: both are data of the organisation."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.keeping import allow, event, numbers
from liuxin.desk.customers.models import LifeCycleStage, Segment, Site, Solution
from liuxin.desk.customers.words import Condition, Fact, NewSolution
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError


@transaction.atomic
def add_solution(*, solution: NewSolution, by: Actor, at: datetime) -> int:
    """Put a solution into the catalogue."""
    allow(permissions.may_keep_solutions, by=by, at=at)
    row = Solution(code=f"Y-{numbers('solution', 1):04d}")
    _fill(row, solution)
    row.save(force_insert=True)
    history.record([event("solution.added", "solution", row.code, at, {"solution": row.pk})], by=by, at=at)
    return row.pk


@transaction.atomic
def change_solution(*, key: int, solution: NewSolution, by: Actor, at: datetime) -> None:
    """Write a solution anew."""
    allow(permissions.may_keep_solutions, by=by, at=at)
    row = _solution(key)
    _fill(row, solution)
    row.save()
    history.record([event("solution.changed", "solution", row.code, at, {"solution": row.pk})], by=by, at=at)


@transaction.atomic
def retire_solution(*, key: int, retired: bool, by: Actor, at: datetime) -> None:
    """Take a solution out of the catalogue, or back into it; needs that chose it go on."""
    allow(permissions.may_keep_solutions, by=by, at=at)
    row = _solution(key)
    row.retired_at = at if retired else None
    row.save(update_fields=["retired_at"])
    told = event("solution.retired", "solution", row.code, at, {"solution": row.pk, "retired": retired})
    history.record([told], by=by, at=at)


@transaction.atomic
def save_segment(
    *, key: int | None, name_zh: str, name_en: str, rule: Sequence[Condition], by: Actor, at: datetime
) -> int:
    """Save a segment: a rule by name. Who is in it follows from the record at every look."""
    checked = checked_rule(rule=rule, by=by, at=at)
    row = _segment(key) if key is not None else Segment(code=f"G-{numbers('segment', 1):04d}")
    row.name_zh = rules.checked_text(name_zh, field="name_zh", longest=200, required=not name_en.strip())
    row.name_en = rules.checked_text(name_en, field="name_en", longest=200, required=False)
    row.rule, row.person_id, row.at = rules.to_plain(checked), by.person_id, at
    row.save()
    told = event("segment.saved", "segment", row.code, at, {"segment": row.pk, "conditions": len(checked)})
    history.record([told], by=by, at=at)
    return row.pk


@transaction.atomic
def retire_segment(*, key: int, by: Actor, at: datetime) -> None:
    """Take a segment out of use."""
    allow(permissions.may_keep_segments, by=by, at=at)
    row = _segment(key)
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    history.record([event("segment.retired", "segment", row.code, at, {"segment": row.pk})], by=by, at=at)


def checked_rule(*, rule: Sequence[Condition], by: Actor, at: datetime) -> tuple[Condition, ...]:
    """Give a rule if it can be asked of the record as it is now; nothing is written."""
    allow(permissions.may_keep_segments, by=by, at=at)
    wanted = {value for one in rule if one.fact is Fact.SITE for value in one.among if value.isdigit()}
    return rules.checked(
        rule,
        stages=frozenset(LifeCycleStage.objects.values_list("code", flat=True)),
        sites=frozenset(str(key) for key in Site.objects.filter(pk__in=wanted).values_list("pk", flat=True)),
    )


def _fill(row: Solution, new: NewSolution) -> None:
    row.name_zh = rules.checked_text(new.zh, field="name_zh", longest=200, required=not new.en.strip())
    row.name_en = rules.checked_text(new.en, field="name_en", longest=200, required=False)
    row.text_zh = rules.checked_text(new.text_zh, field="text_zh", longest=4000, required=False)
    row.text_en = rules.checked_text(new.text_en, field="text_en", longest=4000, required=False)


def _solution(key: int) -> Solution:
    row = Solution.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFoundError("customers.no_such_solution", field="solution")
    return row


def _segment(key: int) -> Segment:
    row = Segment.objects.select_for_update().filter(pk=key, retired_at__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_segment", field="segment")
    return row
