"""Improvement plans: when one may begin, what it must hold, and what came of it."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.outcomes.rules.checks import SHORTEST_REASON
from liuxin.performance.outcomes.words import (
    Effect,
    EffectVerdict,
    Ending,
    Hold,
    Measured,
    NewPlan,
    PlanPattern,
    PlanState,
    Score,
)

MOST_GOALS = 3
LONGEST_DAYS = 366


def holds(*, talk_held: bool, open_obstacles: int) -> tuple[Hold, ...]:
    """Give what the manager's part still lacks."""
    lacking = ((Hold.TALK_NOT_HELD, not talk_held), (Hold.OBSTACLE_OPEN, open_obstacles > 0))
    return tuple(hold for hold, is_lacking in lacking if is_lacking)


def check_start(score: Score | None, floor: float, lacking: Sequence[Hold]) -> Score:
    """Let a plan begin only where the whole interval is under the floor and the manager's part is done."""
    if score is None or score.high >= floor:
        raise RuleBrokenError("outcomes.plan_without_gap", floor=floor)
    if Hold.TALK_NOT_HELD in lacking:
        raise RuleBrokenError("outcomes.plan_talk_not_held")
    if lacking:
        raise RuleBrokenError("outcomes.plan_obstacle_open")
    return score


def check_dates(pattern: PlanPattern, start: date, end: date | None = None) -> tuple[date, ...]:
    """Give the check dates that the pattern asks for; the last is the last day."""
    last = end or start + timedelta(days=pattern.days)
    steps = range(1, max(0, (last - start).days - 1) // pattern.check_days + 1)
    return (*(start + timedelta(days=pattern.check_days * step) for step in steps), last)


def check_content(plan: NewPlan) -> None:
    """Ask for one to three goals with a standard each, support with a date, and dates in order.

    What is wrong is named by its place: the field, and the line among what was written.
    """
    _check_goals(plan)
    if not 0 < (plan.ends_on - plan.starts_on).days <= LONGEST_DAYS:
        raise BadInputError("outcomes.plan_ends_before_start", field="ends_on", most=LONGEST_DAYS)
    _check_support(plan)
    _check_dates(plan)


def _check_goals(plan: NewPlan) -> None:
    if not 1 <= len(plan.goals) <= MOST_GOALS:
        raise BadInputError("outcomes.one_to_three_goals", field="goals", most=MOST_GOALS)
    for line, goal in enumerate(plan.goals, start=1):
        for field, text in (("goals", goal.text), ("standard", goal.standard)):
            if len(text.strip()) < SHORTEST_REASON:
                raise BadInputError("outcomes.goal_needs_standard", field=field, line=line, least=SHORTEST_REASON)


def _check_support(plan: NewPlan) -> None:
    if not plan.support:
        raise BadInputError("outcomes.plan_without_support", field="support")
    for line, each in enumerate(plan.support, start=1):
        if len(each.text.strip()) < SHORTEST_REASON:
            raise BadInputError("outcomes.support_too_short", field="support", line=line, least=SHORTEST_REASON)
        if each.due_on > plan.ends_on:
            raise BadInputError("outcomes.support_after_end", field="due_on", line=line)


def _check_dates(plan: NewPlan) -> None:
    if not plan.check_dates:
        raise BadInputError("outcomes.plan_without_check", field="check_dates")
    before = plan.starts_on
    for line, day in enumerate(plan.check_dates, start=1):
        if not before < day <= plan.ends_on:
            raise BadInputError("outcomes.check_outside_plan", field="check_dates", line=line)
        before = day


def check_plan_state(state: PlanState, *allowed: PlanState) -> None:
    """Refuse a step of a plan out of order."""
    if state not in allowed:
        raise RuleBrokenError("outcomes.plan_wrong_state")


def check_ending(ending: Ending, undone: int, *, extended: bool) -> None:
    """Refuse an ending before the checks were made, and a second extension."""
    if ending is Ending.NOT_ENDED:
        raise BadInputError("outcomes.ending_needed", field="ending")
    if ending is Ending.EXTENDED and extended:
        raise RuleBrokenError("outcomes.extended_once")
    if undone and ending not in {Ending.WITHDRAWN, Ending.EXTENDED}:
        raise RuleBrokenError("outcomes.checks_open", count=undone)


def effect(before: Measured | None, after: Measured | None, direction: Direction) -> Effect:
    """Set a reading after beside one before: the difference in the better direction, with its interval.

    Two independent readings, each side of the interval for itself (Zou & Donner 2008); without both, or without a
    direction that is better, it cannot be told.
    """
    if before is None or after is None or direction not in {Direction.HIGHER, Direction.LOWER}:
        return Effect(before, after, None, None, None, EffectVerdict.CANNOT_TELL, direction)
    old, new = (before, after) if direction is Direction.HIGHER else (_turned(before), _turned(after))
    gain = new.value - old.value
    low = gain - math.hypot(new.value - new.low, old.high - old.value)
    high = gain + math.hypot(new.high - new.value, old.value - old.low)
    verdict = EffectVerdict.NOT_TOLD_APART
    if low > 0:
        verdict = EffectVerdict.BETTER
    elif high < 0:
        verdict = EffectVerdict.WORSE
    return Effect(before, after, gain, low, high, verdict, direction)


def _turned(one: Measured) -> Measured:
    return Measured(-one.value, -one.high, -one.low, one.n)


def better(effects: Iterable[Effect]) -> tuple[int, int]:
    """Give how many plans made things better, of those where it can be told."""
    told = [each.verdict for each in effects if each.verdict is not EffectVerdict.CANNOT_TELL]
    return told.count(EffectVerdict.BETTER), len(told)
