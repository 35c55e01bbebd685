"""A rule set applied: once, whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, RuleBrokenError
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.actions.held import RULES, locked, require_writer, standing_of
from liuxin.performance.outcomes.actions.trials import BATCH, require_ready
from liuxin.performance.outcomes.models import (
    Application,
    Consequence,
    Decision,
    ImprovementPlan,
    RuleSet,
    TrialLine,
)
from liuxin.performance.outcomes.queries.trials import lines_of, score_of
from liuxin.performance.outcomes.words import ConsequenceKind, RuleState, Side, Split
from liuxin.performance.plan import queries as plan

PATTERN = "results"


@dataclass(frozen=True, slots=True)
class _Made:
    """What is being applied: the row, its application, who applies it and why."""

    row: RuleSet
    application: Application
    done: Split
    reason: str
    by: int
    at: datetime


def apply_rule_set(*, rule_set_id: int, reason: str, by: Actor, at: datetime) -> int:
    """Apply a rule set that two people approved, in one transaction, and give the key of the application.

    Raises `RuleBrokenError` with `outcomes.applied_already`, `.wrong_state`, `.pilot_applies_nothing`,
    `.results_not_final`, `.record_changed`, `.cases_undecided`; `ConflictError("outcomes.applied_meanwhile")` where
    somebody else was first or a person has a consequence in this cycle already.
    """
    standing = standing_of(by, at)
    said = rules.check_reason(reason)
    try:
        with transaction.atomic():
            row, found = locked(rule_set_id)
            applier = require_writer(standing, row.department_id)
            rules.check_state(found.state, RuleState.APPROVED)
            if plan.cycle(found.cycle).is_pilot:
                raise RuleBrokenError("outcomes.pilot_applies_nothing")
            trial, _ground, done = require_ready(found, at)
            _bind(row)
            application = Application.objects.create(
                rule_set=row, trial=trial, by_id=applier, reason=said, at=at, paid_fen=sum(done.amounts.values())
            )
            _write(_Made(row, application, done, said, applier, at), by)
    except IntegrityError as error:
        raise ConflictError("outcomes.applied_meanwhile") from error
    return application.pk


def _bind(row: RuleSet) -> None:
    settled = None if row.agreement_id is None else agreements.settlement_of(row.agreement_id)
    row.state, row.settlement_id = RuleState.APPLIED.value, None if settled is None else settled.id
    row.save(update_fields=["state", "settlement"])


def _write(made: _Made, by: Actor) -> None:
    lines = [(row, decision) for row, _ground, decision in lines_of(made.application.trial_id)]
    plans = _open_plans(made, lines)
    rows = [_consequence(made, row, decision, plans) for row, decision in lines]
    Consequence.objects.bulk_create(rows, batch_size=BATCH)
    history.record(_events(made, rows, plans), by=by, at=made.at)


def _open_plans(made: _Made, lines: Sequence[tuple[TrialLine, Decision | None]]) -> dict[int, int]:
    """Open a plan beside everything that is withheld; what it holds is written with the person afterwards."""
    ready = dict(
        ImprovementPlan.objects.filter(cycle=made.row.cycle_id).values_list("person", "pk"),
    )
    wanted = [(row, decision) for row, decision in lines if decision and _is_withheld(row, decision)]
    new = [_plan(made, row, decision) for row, decision in wanted if row.person_id not in ready]
    ImprovementPlan.objects.bulk_create(new, batch_size=BATCH)
    return ready | {each.person_id: each.pk for each in new}


def _is_withheld(row: TrialLine, decision: Decision | None) -> bool:
    return row.side == Side.UNDER and decision is not None and not decision.takes_part


def _plan(made: _Made, row: TrialLine, decision: Decision) -> ImprovementPlan:
    score = score_of(row)
    if score is None or row.card_id is None:
        raise RuleBrokenError("outcomes.plan_without_gap", floor=made.row.floor)
    return ImprovementPlan(
        cycle_id=made.row.cycle_id,
        department_id=row.department_id,
        person_id=row.person_id,
        supporter_id=row.manager_id or decision.by_id,
        pattern=PATTERN,
        card_id=row.card_id,
        points=score.points,
        low=score.low,
        high=score.high,
        floor=made.row.floor,
        reason=decision.reason,
        opened_by_id=decision.by_id,
        opened_at=made.at,
        changed_at=made.at,
    )


def _consequence(made: _Made, row: TrialLine, decision: Decision | None, plans: Mapping[int, int]) -> Consequence:
    amount = made.done.amounts.get(row.person_id, 0)
    kind = _kind(row, decision, amount)
    return Consequence(
        application=made.application,
        cycle_id=made.row.cycle_id,
        person_id=row.person_id,
        line=row,
        kind=kind.value,
        amount_fen=amount,
        decided_by_id=made.by if decision is None else decision.by_id,
        reason=made.reason if decision is None else decision.reason,
        plan_id=plans.get(row.person_id) if kind is ConsequenceKind.WITHHELD else None,
    )


def _kind(row: TrialLine, decision: Decision | None, amount: int) -> ConsequenceKind:
    if Side(row.side).is_mute:
        return ConsequenceKind.NO_RULE
    if _is_withheld(row, decision):
        return ConsequenceKind.WITHHELD
    return ConsequenceKind.BONUS if amount else ConsequenceKind.NO_SHARE


def _events(made: _Made, rows: Iterable[Consequence], plans: Mapping[int, int]) -> Iterable[NewEvent]:
    key, at = str(made.row.pk), made.at
    cycle = made.row.cycle_id
    whole = {"cycle": cycle, "version": made.row.version, "paid_fen": made.application.paid_fen}
    yield NewEvent("outcomes.rule_applied", RULES, key, whole, at)
    for row in rows:
        told: dict[str, Plain] = {
            "cycle": cycle,
            "rule_set": made.row.pk,
            "kind": row.kind,
            "amount_fen": row.amount_fen,
        }
        yield NewEvent("outcomes.consequence_set", "person", str(row.person_id), told, at)
        if row.plan_id is not None:
            plan_told = {"person": row.person_id, "cycle": cycle}
            yield NewEvent("outcomes.plan_opened", "improvement_plan", str(plans[row.person_id]), plan_told, at)
