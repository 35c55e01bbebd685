"""The four questions: change the record and the sentence changes; thin it and it says that it cannot tell."""

from dataclasses import replace

import pytest

from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback.queries import content
from liuxin.performance.feedback.rules import answers, boxed, selected
from liuxin.performance.feedback.words import (
    Blocked,
    BoundGoal,
    Cited,
    Duty,
    Ground,
    Heart,
    Measure,
    Mix,
    Point,
    Present,
    Question,
    Section,
)

pytestmark = pytest.mark.spec("P5.3")
GOAL = BoundGoal(7, "Keep promises", "93 %", 3, "2016-03-31")
KEPT = Measure(11, "promises_kept", 50, 80, 70.0, 66.0, 74.0, 120, "measured", 80.0, 72.0, 88.0)
EMPTY = Ground(None, (), None, (), None, None, (), None, None)


def told(ground: Ground, question: Question) -> list[str]:
    return [point.code.removeprefix("feedback.point.") for point in answers(ground) if point.question is question]


def point(ground: Ground, code: str) -> Point:
    return next(each for each in answers(ground) if each.code == f"feedback.point.{code}")


def test_an_empty_record_tells_nothing_and_says_so_for_every_question():
    assert told(EMPTY, Question.SHOULD) == ["no_goal", "no_duties"]
    assert told(EMPTY, Question.DID) == ["hearts_cannot_tell"]
    assert told(EMPTY, Question.WHY) == [
        "no_obstacle", "mix_not_recorded", "staffing_not_recorded", "changes_not_recorded", "own_part",
    ]  # fmt: skip
    assert told(EMPTY, Question.IMPROVE) == ["improve_cannot_tell"]


def test_a_signed_goal_says_what_was_signed_and_leads_to_it():
    ground = replace(EMPTY, goals=(GOAL,))
    found = point(ground, "goal")
    assert (found.params["version"], found.cites, found.key) == (3, Cited.GOAL, "7")
    changed = replace(ground, goals=(replace(GOAL, version=4, target="95 %"),))
    assert point(changed, "goal").params["target"] == "95 %"


def test_a_duty_stands_with_its_share_of_time():
    ground = replace(EMPTY, duties=(Duty(5, "T1", Bilingual("当日回访", "Call back the same day"), 40),))
    assert point(ground, "duty").params == {
        "text": {"zh": "当日回访", "en": "Call back the same day"},
        "share": 40,
    }
    assert (point(ground, "duty").cites, point(ground, "duty").key) == (Cited.JOB, "5")
    assert told(ground, Question.SHOULD) == ["no_goal", "duty"]


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [(101, 110, "above"), (72, 88, "short"), (92, 104, "not_apart")],
)
def test_what_was_done_is_certain_only_where_the_whole_interval_clears_the_target(low: float, high: float, code: str):
    ground = replace(EMPTY, lines=(replace(KEPT, score=(low + high) / 2, score_low=low, score_high=high),))
    assert told(ground, Question.DID)[0] == code


def test_a_line_without_enough_cases_cannot_tell_and_says_why():
    thin = replace(KEPT, value=None, score=None, score_low=None, score_high=None, n=3, why="too_few")
    found = point(replace(EMPTY, lines=(thin,)), "cannot_tell")
    assert (found.params["why"], found.params["n"], found.key) == ("too_few", 3, "11")


def test_hearts_are_told_only_where_enough_raters_saw_them():
    hearts = (Heart("care", 4.24, 4), Heart("attention", 2.6, 4))
    ground = replace(EMPTY, hearts=hearts)
    assert point(ground, "highest_heart").params == {"heart": "care", "level": 4.2, "raters": 4}
    assert point(ground, "lowest_heart").params == {"heart": "attention", "level": 2.6, "raters": 4}
    assert told(replace(ground, hearts=None), Question.DID) == ["hearts_cannot_tell"]
    assert told(replace(ground, hearts=()), Question.DID) == ["hearts_cannot_tell"]


def test_praise_is_counted():
    assert point(replace(EMPTY, praise=2), "praise").params == {"count": 2}


def test_causes_outside_the_person_stand_first_and_the_own_part_last_and_open():
    ground = replace(
        EMPTY, obstacles=(Blocked(112, 6, is_cleared=True),), mix=(Mix("priority", "1", 19, 100, 12, 400),)
    )
    codes = told(ground, Question.WHY)
    assert codes[0] == "obstacle_late"
    assert codes[-1] == "own_part"


def test_an_obstacle_that_is_still_there_comes_before_one_cleared_late():
    ground = replace(EMPTY, obstacles=(Blocked(1, 9, is_cleared=True), Blocked(2, 3, is_cleared=False)))
    assert told(ground, Question.WHY)[:2] == ["obstacle_open", "obstacle_late"]
    assert (point(ground, "obstacle_late").params["days"], point(ground, "obstacle_late").key) == (9, "1")
    assert told(EMPTY, Question.WHY)[0] == "no_obstacle"


def test_other_kinds_of_cases_than_the_others_are_told_only_beyond_chance():
    harder = replace(EMPTY, mix=(Mix("priority", "1", 30, 100, 48, 400),))
    found = point(harder, "more_of")
    assert (found.params["own"], found.params["others"]) == (30.0, 12.0)
    assert point(replace(EMPTY, mix=(Mix("priority", "1", 2, 100, 80, 400),)), "less_of").params["own"] == 2.0
    assert told(replace(EMPTY, mix=(Mix("priority", "1", 14, 100, 48, 400),)), Question.WHY)[1] == "mix_alike"
    assert told(replace(EMPTY, mix=(Mix("priority", "1", 8, 19, 48, 400),)), Question.WHY)[1] == "mix_cannot_tell"


def test_presence_is_told_where_it_is_recorded():
    ground = replace(EMPTY, absence=(Present("ext.attendance", 71.0, 95.0),))
    assert point(ground, "presence").params == {"measure": "ext.attendance", "value": 71.0, "others": 95.0}


def test_what_changed_since_the_freeze_is_told_and_nothing_changed_is_not_a_cause():
    assert point(replace(EMPTY, changed_since=4), "changed_since").params == {"count": 4}
    assert "changed_since" not in told(replace(EMPTY, changed_since=0), Question.WHY)


@pytest.mark.spec("P5.5")
def test_what_to_improve_is_ranked_by_its_effect_on_the_total():
    """Half the weight and twice as far is worth as much: weight times distance decides, not the distance alone."""
    near = replace(KEPT, measure="near", weight=60, score=90, score_low=85, score_high=95)
    far = replace(KEPT, measure="far", weight=10, score=60, score_low=50, score_high=70)
    ground = replace(EMPTY, lines=(far, near))
    found = [each for each in answers(ground) if each.question is Question.IMPROVE]
    assert [(each.params["measure"], each.params["gain"]) for each in found] == [("near", 6.0), ("far", 4.0)]
    heavier = replace(EMPTY, lines=(replace(far, weight=40), near))
    assert point(heavier, "improve").params == {"measure": "far", "target": 80, "gain": 16.0}


def test_what_is_not_surely_under_its_target_comes_after_what_is():
    unsure = replace(KEPT, measure="unsure", weight=60, score=90, score_low=80, score_high=101)
    sure = replace(KEPT, measure="sure", weight=10, score=95, score_low=93, score_high=97)
    ground = replace(EMPTY, lines=(unsure, sure))
    assert told(ground, Question.IMPROVE) == ["improve", "improve_unsure"]


def test_nothing_under_target_is_said_as_such():
    good = replace(KEPT, score=105, score_low=101, score_high=110)
    assert told(replace(EMPTY, lines=(good,)), Question.IMPROVE) == ["nothing_under_target"]


@pytest.mark.spec("P5.5")
@pytest.mark.parametrize("minutes", [30, 35, 45, 60])
def test_the_boxes_of_an_outline_fill_the_talk_exactly(minutes: int):
    boxes = boxed(content().sections, minutes)
    assert sum(box.minutes for box in boxes) == minutes
    assert [box.code for box in boxes] == ["opening", "listen", "results", "causes", "actions", "closing"]
    assert min(box.minutes for box in boxes) >= 2


@pytest.mark.spec("P5.5")
def test_the_time_decides_how_many_sentences_there_are_and_the_weightiest_stay():
    lines = tuple(replace(KEPT, measure=f"m{i}", score=90 - i, score_low=0, score_high=99) for i in range(9))
    ground = replace(EMPTY, lines=lines, obstacles=tuple(Blocked(i, i, is_cleared=True) for i in range(1, 9)))
    points = answers(ground)

    def kept(minutes: int) -> dict[Question, int]:
        boxes = {box.code: box.minutes for box in boxed(content().sections, minutes)}
        return {ask: sum(each.question is ask for each in selected(points, boxes)) for ask in Question}

    assert kept(30) == {Question.SHOULD: 5, Question.DID: 4, Question.WHY: 6, Question.IMPROVE: 3}
    assert kept(60) == {Question.SHOULD: 8, Question.DID: 7, Question.WHY: 9, Question.IMPROVE: 3}
    boxes = {"results": 6, "causes": 6, "actions": 2}
    chosen = selected(points, boxes)
    assert [each.params["measure"] for each in chosen if each.question is Question.IMPROVE] == ["m8"]
    assert chosen[-2].code == "feedback.point.own_part"


def test_a_section_keeps_its_name_when_it_is_scaled():
    assert boxed((Section("a", Bilingual("甲", "A"), 1),), 7) == (Section("a", Bilingual("甲", "A"), 7),)


@pytest.mark.spec("P4.3", "P5.3")
@pytest.mark.parametrize(
    ("value", "code", "by"), [(3.6, "fair_stricter", 0.4), (2.9, "fair_milder", 0.3), (3.2, "fair_alike", 0.0)]
)
def test_what_is_due_to_the_raters_is_said_and_follows_the_values(value: float, code: str, by: float):
    rated = replace(KEPT, measure="rated.six_hearts", value=value, raw=3.2, is_fair=True)
    found = point(replace(EMPTY, lines=(rated,)), code)
    assert found.params == {"measure": "rated.six_hearts", "raw": 3.2, "value": value, "by": pytest.approx(by)}
    assert (found.cites, found.key) == (Cited.LINE, "11")


@pytest.mark.spec("P4.3", "P5.3")
def test_where_severity_is_not_known_the_letter_says_that_it_cannot_tell():
    raw = replace(KEPT, measure="rated.six_hearts", value=3.2, raw=3.2)
    assert "fair_cannot_tell" in told(replace(EMPTY, lines=(raw,)), Question.DID)
    for line in (KEPT, replace(raw, value=None, score=None)):
        assert not [code for code in told(replace(EMPTY, lines=(line,)), Question.DID) if code.startswith("fair_")]
