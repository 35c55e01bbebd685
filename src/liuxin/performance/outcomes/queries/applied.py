"""Reads of consequences: open to the person and to whom the person's scores are open."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.outcomes import permissions
from liuxin.performance.outcomes.models import Application, Consequence
from liuxin.performance.outcomes.queries.rules_of import views
from liuxin.performance.outcomes.queries.trials import score_of
from liuxin.performance.outcomes.words import ConsequenceKind, ConsequenceView, Letter, Side


def consequences(
    standing: Standing, at: datetime, *, cycle_id: int | None = None, rule_set_id: int | None = None
) -> tuple[ConsequenceView, ...]:
    """Give the consequences that the standing may see, by cycle and person, the latest cycle first."""
    rows = _rows().order_by("-cycle__period_end", "person")
    if cycle_id is not None:
        rows = rows.filter(cycle=cycle_id)
    if rule_set_id is not None:
        rows = rows.filter(application__rule_set=rule_set_id)
    return _open(standing, rows, at)


def consequence(standing: Standing, consequence_id: int, at: datetime) -> ConsequenceView:
    """Give a consequence. Raises `NotFoundError` also where the standing may not see it."""
    found = _open(standing, _rows().filter(pk=consequence_id), at)
    if not found:
        raise NotFoundError("outcomes.no_such_consequence", consequence=consequence_id)
    return found[0]


def letter(standing: Standing, consequence_id: int, at: datetime) -> Letter:
    """Give what a person is told of a consequence, with the hash of exactly that."""
    found = consequence(standing, consequence_id, at)
    row = _rows().get(pk=consequence_id)
    rule = views([row.application.rule_set])[0]
    settled = None if rule.agreement is None else agreements.settlement_of(rule.agreement)
    made = Letter(
        consequence=found,
        rule=rule,
        base=row.line.base,
        presence=row.line.presence,
        pool_people=row.application.consequences.filter(kind=ConsequenceKind.BONUS).count(),
        approved_by=rule.approvers,
        approved_at=None if settled is None else settled.at,
        sha256="",
    )
    return _sealed(made)


def application_of(rule_set_id: int) -> tuple[int, str, datetime] | None:
    """Give who applied a rule set, why and when; None while nobody has."""
    found = Application.objects.filter(rule_set=rule_set_id).values_list("by", "reason", "at").first()
    return None if found is None else (found[0], found[1], found[2])


def last_amounts(before: datetime, people: Iterable[int]) -> dict[int, int]:
    """Give what each got in the latest cycle before an instant in which anything was applied."""
    earlier = Consequence.objects.filter(cycle__period_end__lte=before)
    last = earlier.order_by("-cycle__period_end", "-cycle").values_list("cycle", flat=True).first()
    if last is None:
        return {}
    return dict(earlier.filter(cycle=last, person__in=set(people)).values_list("person", "amount_fen"))


def _rows() -> QuerySet[Consequence]:
    return Consequence.objects.select_related("line", "application__rule_set")


def _open(standing: Standing, rows: QuerySet[Consequence], at: datetime) -> tuple[ConsequenceView, ...]:
    if standing.is_anonymous:
        return ()
    if not (standing.is_system or standing.sees_everything or standing.hr_everywhere or standing.hr_departments):
        rows = rows.filter(Q(person=standing.person_id) | Q(person__in=standing.reports))
    found = list(rows)
    opened = evaluation.people_open(standing, {row.person_id for row in found}, at)
    return tuple(_view(row) for row in found if permissions.may_see_person(standing, row.person_id, opened))


def _view(row: Consequence) -> ConsequenceView:
    return ConsequenceView(
        id=row.pk,
        rule_set=row.application.rule_set_id,
        cycle=row.cycle_id,
        person=row.person_id,
        kind=ConsequenceKind(row.kind),
        side=Side(row.line.side),
        amount_fen=row.amount_fen,
        score=score_of(row.line),
        decided_by=row.decided_by_id,
        reason=row.reason,
        at=row.application.at,
        plan=row.plan_id,
    )


def _sealed(made: Letter) -> Letter:
    found, rule = made.consequence, made.rule
    score = None if found.score is None else [found.score.points, found.score.low, found.score.high]
    told = [
        *(found.id, found.cycle, found.person, found.kind.value, found.side.value, found.amount_fen, score),
        *(found.decided_by, found.reason, found.at.isoformat(), found.plan),
        *(rule.id, rule.version, rule.terms.pool_fen, rule.terms.floor, str(made.base), str(made.presence)),
        *(made.pool_people, list(made.approved_by)),
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return replace(made, sha256=hashlib.sha256(text.encode()).hexdigest())
