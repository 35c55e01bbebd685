"""What is done with rule sets before anybody approves them: drafted, written, published, discarded."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes import queries, rules
from liuxin.performance.outcomes.actions.held import (
    RULES,
    locked,
    require_unchanged,
    require_writer,
    standing_of,
    tell,
)
from liuxin.performance.outcomes.models import RuleBase, RuleSet
from liuxin.performance.outcomes.words import NewRuleSet, RuleState
from liuxin.performance.plan import queries as plan

LONGEST_NAME = 200


def draft_rule_set(*, cycle_id: int, new: NewRuleSet, by: Actor, at: datetime) -> int:
    """Draft the next version of a rule for a cycle and give its key."""
    author = require_writer(standing_of(by, at), new.department)
    _check(cycle_id, new)
    with transaction.atomic():
        row = _create(cycle_id, queries.last_version(cycle_id) + 1, new, author, at)
        _write_bases(row, new.terms.bases)
        told = {"cycle": cycle_id, "version": row.version, "pool_fen": row.pool_fen, "floor": row.floor}
        tell([("outcomes.rule_drafted", told)], RULES, row.pk, by, at)
    return row.pk


def write_rule_set(*, rule_set_id: int, new: NewRuleSet, expect: datetime, by: Actor, at: datetime) -> None:
    """Write a rule set anew, as it was last changed at `expect`; what was tried before no longer counts.

    Its cycle and its department stay.
    """
    standing = standing_of(by, at)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.DRAFT, RuleState.TRIED)
        require_unchanged(row.changed_at, expect)
        _check(row.cycle_id, new)
        row.name_zh, row.name_en = new.name.zh.strip(), new.name.en.strip()
        row.pool_fen, row.floor, row.attendance = new.terms.pool_fen, new.terms.floor, new.terms.attendance
        row.state, row.changed_at = RuleState.DRAFT.value, at
        row.save()
        row.bases.all().delete()
        _write_bases(row, new.terms.bases)
        told = {"cycle": row.cycle_id, "version": row.version, "pool_fen": row.pool_fen, "floor": row.floor}
        tell([("outcomes.rule_written", told)], RULES, row.pk, by, at)


def publish_rule_set(*, rule_set_id: int, by: Actor, at: datetime) -> None:
    """Open a rule set to everybody: from this day on people can know by what they are paid."""
    standing = standing_of(by, at)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.DRAFT, RuleState.TRIED)
        if row.published_at is not None:
            raise RuleBrokenError("outcomes.published_already")
        row.published_at = at
        row.save(update_fields=["published_at"])
        tell([("outcomes.rule_published", {"cycle": row.cycle_id, "version": row.version})], RULES, row.pk, by, at)


def withdraw_rule_set(*, rule_set_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Withdraw a rule set that nobody was asked to approve; it stays on record."""
    standing = standing_of(by, at)
    rules.check_reason(reason)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.DRAFT, RuleState.TRIED)
        row.state, row.changed_at = RuleState.WITHDRAWN.value, at
        row.save(update_fields=["state", "changed_at"])
        tell([("outcomes.rule_withdrawn", {"cycle": row.cycle_id, "version": row.version})], RULES, row.pk, by, at)


def _check(cycle_id: int, new: NewRuleSet) -> None:
    _check_name(new.name)
    rules.check_terms(new.terms)
    queries.check_attendance(new.terms.attendance)
    departments = plan.cycle(cycle_id).departments
    if new.department is not None and new.department not in departments:
        raise BadInputError("outcomes.department_not_in_cycle", field="department")


def _check_name(name: Bilingual) -> None:
    if not name.zh.strip() and not name.en.strip():
        raise BadInputError("outcomes.name_needed", field="name_zh")
    if max(len(name.zh), len(name.en)) > LONGEST_NAME:
        raise BadInputError("outcomes.name_too_long", field="name_zh", most=LONGEST_NAME)


def _create(cycle_id: int, version: int, new: NewRuleSet, author: int, at: datetime) -> RuleSet:
    try:
        with transaction.atomic():
            return RuleSet.objects.create(
                cycle_id=cycle_id,
                department_id=new.department,
                version=version,
                name_zh=new.name.zh.strip(),
                name_en=new.name.en.strip(),
                pool_fen=new.terms.pool_fen,
                floor=new.terms.floor,
                attendance=new.terms.attendance,
                author_id=author,
                changed_at=at,
            )
    except IntegrityError as error:
        raise ConflictError("outcomes.version_taken", version=version) from error


def _write_bases(row: RuleSet, bases: Mapping[int, Decimal]) -> None:
    RuleBase.objects.bulk_create(
        RuleBase(rule_set=row, position_id=position, factor=factor) for position, factor in sorted(bases.items())
    )
