"""What is done at the end of a cycle: the last phase completed, the system reviewed, the next cycle opened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.outcomes import permissions, queries, rules
from liuxin.performance.outcomes.actions.held import person_of, standing_of, tell
from liuxin.performance.outcomes.models import Review, ReviewDecision, ReviewFigure
from liuxin.performance.outcomes.queries.ground import LIUXIN
from liuxin.performance.outcomes.words import FigureCode
from liuxin.performance.plan import actions as plan_actions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase

CYCLES = "cycle"
NO_RULE = "outcomes.missing.rule_not_applied"
PLAN_NOT_SIGNED = "outcomes.missing.plan_not_signed"


def finish_outcomes(*, cycle_id: int, department: int, by: Actor, at: datetime, reason: str = "") -> None:
    """Complete phase 6 of a department: a rule was applied to every result, and every plan is signed by both.

    Where no rule was applied, a reason says why; in a pilot nothing is applied and none is needed.
    """
    if not permissions.may_finish(standing_of(by, at), department):
        raise NotAllowedError("outcomes.may_not_finish")
    plan.require_phase(cycle_id, department, Phase.OUTCOMES)
    progress = queries.phase_progress(LIUXIN, cycle_id)[department]
    if PLAN_NOT_SIGNED in progress.missing:
        raise RuleBrokenError("outcomes.missing.plan_not_signed")
    with transaction.atomic():
        if NO_RULE in progress.missing:
            if progress.done:
                raise RuleBrokenError("outcomes.missing.rule_not_applied")
            _keep(cycle_id, FigureCode.RULES_APPLIED, rules.check_reason(reason), by, at)
        plan_actions.complete_phase(cycle_id=cycle_id, department=department, phase=Phase.OUTCOMES, by=by, at=at)


def decide_in_review(*, cycle_id: int, figure: str, text: str, by: Actor, at: datetime) -> None:
    """Write down what was decided about the system; `figure` names what it answers to, or nothing."""
    if not permissions.may_review(standing_of(by, at)):
        raise NotAllowedError("outcomes.may_not_review")
    if figure and figure not in set(FigureCode):
        raise BadInputError("outcomes.no_such_figure", field="figure")
    said = rules.check_reason(text)
    with transaction.atomic():
        _keep(cycle_id, figure, said, by, at)


def close_review(*, cycle_id: int, by: Actor, at: datetime) -> None:
    """Close the review: its figures are frozen as they stand. Asks for a decision and for all six phases done."""
    standing = standing_of(by, at)
    if not permissions.may_review(standing):
        raise NotAllowedError("outcomes.may_not_review")
    found = queries.figures(cycle_id, at)
    with transaction.atomic():
        row = _held(cycle_id, at)
        rules.check_closable(row.decisions.count())
        if any(way.now <= Phase.OUTCOMES for way in plan.phases(cycle_id).values()):
            raise RuleBrokenError("outcomes.phases_open")
        ReviewFigure.objects.bulk_create(
            ReviewFigure(
                review=row,
                order=order,
                code=each.code,
                value=each.value,
                whole=each.whole,
                missing=each.missing,
                low=each.low,
                high=each.high,
            )
            for order, each in enumerate(found, start=1)
        )
        row.closed_at, row.closed_by_id = at, person_of(standing)
        row.save(update_fields=["closed_at", "closed_by"])
        told = {"figures": len(found), "decisions": row.decisions.count()}
        tell([("outcomes.review_closed", told)], CYCLES, cycle_id, by, at)


def open_next_cycle(
    *,
    cycle_id: int,
    code: str,
    name: Bilingual,
    period: Period,
    departments: Sequence[int],
    phase_dues: Mapping[int, date],
    by: Actor,
    at: datetime,
    is_pilot: bool = False,
) -> int:
    """Open the cycle that follows with all that this one leaves for it, close this one, and give the new key.

    Raises `RuleBrokenError("outcomes.review_first")` while the review is open.
    """
    if queries.review(LIUXIN, cycle_id, at).closed_at is None:
        raise RuleBrokenError("outcomes.review_first")
    carry = queries.lessons(cycle_id, at)
    with transaction.atomic():
        if plan.cycle(cycle_id).is_open:
            plan_actions.close_cycle(cycle_id=cycle_id, by=by, at=at)
        made = plan_actions.open_cycle(
            code=code,
            name=name,
            period=period,
            departments=departments,
            phase_dues=phase_dues,
            is_pilot=is_pilot,
            carry=carry,
            carry_from=cycle_id,
            by=by,
            at=at,
        )
        tell([("outcomes.cycle_carried", {"to": made, "lessons": len(carry)})], CYCLES, cycle_id, by, at)
    return made


def _keep(cycle_id: int, figure: str, text: str, by: Actor, at: datetime) -> None:
    row = _held(cycle_id, at)
    ReviewDecision.objects.create(
        review=row, figure=str(figure), text=text, by_id=person_of(standing_of(by, at)), at=at
    )
    tell([("outcomes.review_decided", {"figure": str(figure)})], CYCLES, cycle_id, by, at)


def _held(cycle_id: int, at: datetime) -> Review:
    plan.cycle(cycle_id)
    Review.objects.get_or_create(cycle_id=cycle_id, defaults={"opened_at": at})
    row = Review.objects.select_for_update().get(cycle=cycle_id)
    rules.check_open(is_closed=row.closed_at is not None)
    return row
