"""When an improvement plan may begin, what it must hold, and what came of it."""

from dataclasses import replace
from datetime import date

import pytest

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import (
    EffectVerdict,
    Ending,
    Hold,
    Measured,
    NewGoal,
    NewPlan,
    NewSupport,
    Score,
)

pytestmark = pytest.mark.spec("P6.2")
START = date(2016, 5, 2)
PLAN = NewPlan(
    pattern="skill",
    measure="promises_kept",
    goals=(NewGoal("call back in time", "promise of the front desk"),),
    support=(NewSupport("a mentor each week", 3, date(2016, 5, 9)),),
    starts_on=START,
    ends_on=date(2016, 7, 1),
    check_dates=(date(2016, 5, 16), date(2016, 7, 1)),
)


def test_a_plan_begins_only_where_the_whole_interval_is_under_the_floor():
    under = Score(50, 45, 59.9)
    assert rules.check_start(under, 60, ()) is under
    for score in (Score(50, 45, 60), Score(58, 50, 66), None):
        with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_without_gap"):
            rules.check_start(score, 60, ())


@pytest.mark.parametrize(
    ("talk", "obstacles", "found"),
    [
        (True, 0, ()),
        (False, 0, (Hold.TALK_NOT_HELD,)),
        (True, 2, (Hold.OBSTACLE_OPEN,)),
        (False, 1, (Hold.TALK_NOT_HELD, Hold.OBSTACLE_OPEN)),
    ],
)
def test_the_managers_part_comes_first(*, talk: bool, obstacles: int, found: tuple[Hold, ...]):
    assert rules.holds(talk_held=talk, open_obstacles=obstacles) == found
    if found:
        with pytest.raises(RuleBrokenError, match=f"outcomes.plan_{found[0]}"):
            rules.check_start(Score(50, 45, 55), 60, found)


def test_check_dates_follow_the_pattern_and_the_last_is_the_last_day():
    assert rules.check_dates(rules.plan_pattern("conduct"), START) == (
        date(2016, 5, 9),
        date(2016, 5, 16),
        date(2016, 5, 23),
        date(2016, 5, 30),
        date(2016, 6, 1),
    )
    assert rules.check_dates(rules.plan_pattern("skill"), START, date(2016, 5, 5)) == (date(2016, 5, 5),)


def test_a_whole_plan_passes():
    rules.check_content(PLAN)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"goals": ()}, "one_to_three_goals"),
        ({"goals": [*PLAN.goals] * 4}, "one_to_three_goals"),
        ({"goals": (NewGoal("call back in time", " "),)}, "goal_needs_standard"),
        ({"support": ()}, "plan_without_support"),
        ({"support": (replace(PLAN.support[0], text=" "),)}, "support_too_short"),
        ({"support": (replace(PLAN.support[0], due_on=date(2016, 8, 1)),)}, "support_after_end"),
        ({"ends_on": START}, "plan_ends_before_start"),
        ({"check_dates": ()}, "plan_without_check"),
        ({"check_dates": (date(2016, 7, 1), date(2016, 5, 16))}, "check_outside_plan"),
        ({"check_dates": (date(2016, 8, 1),)}, "check_outside_plan"),
        ({"check_dates": (START,)}, "check_outside_plan"),
    ],
)
def test_what_a_plan_lacks_is_named(changes: dict[str, object], code: str):
    with pytest.raises(BadInputError, match=f"outcomes.{code}"):
        rules.check_content(replace(PLAN, **changes))  # type: ignore[arg-type]  # fields of a plan


MAY, JUNE = date(2016, 5, 16), date(2016, 6, 16)
CLEAR, UNCLEAR = PLAN.goals[0], NewGoal("call back in time", " ")


@pytest.mark.parametrize(
    ("changes", "field", "line"),
    [
        ({"check_dates": (MAY, JUNE, date(2016, 7, 2))}, "check_dates", 3),
        ({"check_dates": (MAY, MAY)}, "check_dates", 2),
        ({"check_dates": (JUNE, MAY, date(2016, 7, 1))}, "check_dates", 2),
        ({"check_dates": (START, MAY)}, "check_dates", 1),
        ({"support": (*PLAN.support, replace(PLAN.support[0], text=" "))}, "support", 2),
        ({"support": (*PLAN.support, replace(PLAN.support[0], due_on=date(2016, 8, 1)))}, "due_on", 2),
        ({"goals": (CLEAR, CLEAR, UNCLEAR)}, "standard", 3),
        ({"goals": (CLEAR, replace(CLEAR, text="x"))}, "goals", 2),
    ],
)
def test_what_is_wrong_is_named_by_its_place(changes: dict[str, object], field: str, line: int):
    with pytest.raises(BadInputError) as error:
        rules.check_content(replace(PLAN, **changes))  # type: ignore[arg-type]  # fields of a plan
    assert (error.value.field, error.value.line) == (field, line)


def test_a_plan_ends_when_its_checks_were_made_and_is_extended_once():
    rules.check_ending(Ending.MET, 0, extended=True)
    rules.check_ending(Ending.WITHDRAWN, 3, extended=False)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.checks_open"):
        rules.check_ending(Ending.NOT_MET, 1, extended=False)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.extended_once"):
        rules.check_ending(Ending.EXTENDED, 0, extended=True)
    with pytest.raises(BadInputError, match=r"outcomes\.ending_needed"):
        rules.check_ending(Ending.NOT_ENDED, 0, extended=False)


BEFORE = Measured(70, 65, 75, 40)


@pytest.mark.parametrize(
    ("after", "direction", "verdict"),
    [
        (Measured(85, 80, 90, 40), Direction.HIGHER, EffectVerdict.BETTER),
        (Measured(85, 80, 90, 40), Direction.LOWER, EffectVerdict.WORSE),
        (Measured(74, 69, 79, 40), Direction.HIGHER, EffectVerdict.NOT_TOLD_APART),
        (Measured(55, 50, 60, 40), Direction.LOWER, EffectVerdict.BETTER),
        (Measured(85, 80, 90, 40), Direction.BAND, EffectVerdict.CANNOT_TELL),
        (None, Direction.HIGHER, EffectVerdict.CANNOT_TELL),
    ],
)
def test_an_effect_is_told_only_where_the_interval_clears_nothing(
    after: Measured | None, direction: Direction, verdict: EffectVerdict
):
    assert rules.effect(BEFORE, after, direction).verdict is verdict


def test_the_interval_of_a_difference_comes_from_both_readings():
    found = rules.effect(BEFORE, Measured(85, 82, 89, 40), Direction.HIGHER)
    assert found.difference == 15
    assert found.low == pytest.approx(15 - (3**2 + 5**2) ** 0.5)
    assert found.high == pytest.approx(15 + (4**2 + 5**2) ** 0.5)


def test_plans_that_made_things_better_are_counted_among_those_that_can_be_told():
    told = rules.effect(BEFORE, Measured(85, 80, 90, 40), Direction.HIGHER)
    same = rules.effect(BEFORE, BEFORE, Direction.HIGHER)
    unknown = rules.effect(BEFORE, None, Direction.HIGHER)
    assert rules.better([told, same, unknown]) == (1, 2)
