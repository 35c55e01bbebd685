"""The five letters of a line: each follows the record, and says so where the record cannot tell."""

from dataclasses import replace

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import queries, rules
from liuxin.performance.indicators.words import (
    Answer,
    Evidence,
    Finding,
    Grain,
    Letter,
    Purpose,
    Result,
    Scale,
    Subject,
)
from tests.factories.goals import bind, goal_of_person
from tests.factories.history import KEY
from tests.factories.indicators import HEARTS, SYSTEM, draft, line, proposed, rated
from tests.factories.organisation import make_person, make_position
from tests.factories.plan import make_cycle, make_objective
from tests.factories.work import APRIL, AT, MARCH, Work, on_record

pytestmark = pytest.mark.spec("P2.2")
SCALE = Scale(Direction.HIGHER, 60, 80, 95)
OBJECTIVE = Purpose("objective", Bilingual("一次办好", "Settled the first time"))


def by_person(people: int = 10, periods: int = 6) -> tuple[Result, ...]:
    """Results that stay with people: half of them above 80."""
    return tuple(
        Result(person, period, 62.0 + 4 * person + period % 2, 40)
        for person in range(people)
        for period in range(periods)
    )


def evidence(**changes: object) -> Evidence:
    """All in order: recorded, enough, moderate, serving an objective, as long as the cycle."""
    results = by_person()
    told: dict[str, object] = {
        "key": "promises_kept",
        "measure": library.MEASURES["promises_kept"],
        "subject": Subject.PERSON,
        "grain": Grain.QUARTER,
        "is_retired": False,
        "missing": (),
        "results": results,
        "few": 0,
        "trial": rules.try_standard(results, SCALE, measure="promises_kept", digits=1),
        "serves": (OBJECTIVE,),
        "cycle_fits": True,
    }
    return Evidence(**(told | changes))  # type: ignore[arg-type]


def letter(seen: Evidence, wanted: Letter) -> Finding:
    return next(each for each in rules.check_smart(seen) if each.letter is wanted)


def said(seen: Evidence, wanted: Letter) -> tuple[Answer, str]:
    found = letter(seen, wanted)
    return found.answer, found.code.removeprefix("indicators.smart.")


def tried(values: list[float]) -> dict[str, object]:
    results = tuple(Result(i % 10, i // 10, value, 40) for i, value in enumerate(values))
    return {"results": results, "trial": rules.try_standard(results, SCALE, measure="promises_kept", digits=1)}


def test_a_line_in_order_meets_every_letter() -> None:
    assert [each.answer for each in rules.check_smart(evidence())] == [Answer.MET] * 5


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"measure": None}, "undefined"),
        ({"is_retired": True}, "retired"),
        ({"measure": library.MEASURES["transfers_per_case"]}, "unit_only"),
    ],
)
def test_specific_fails_without_a_definition_and_where_it_belongs_to_the_unit(
    changes: dict[str, object], code: str
) -> None:
    assert said(evidence(**changes), Letter.SPECIFIC) == (Answer.FAILS, code)


def test_a_lead_may_be_held_to_what_belongs_to_the_unit() -> None:
    seen = evidence(measure=library.MEASURES["transfers_per_case"], subject=Subject.UNIT)
    assert said(seen, Letter.SPECIFIC) == (Answer.MET, "defined")


def test_measurable_follows_what_is_recorded_and_how_much_each_person_has() -> None:
    assert said(evidence(), Letter.MEASURABLE) == (Answer.MET, "enough")
    assert letter(evidence(), Letter.MEASURABLE).params == {"usual": 40, "least": 30, "have": 60, "all": 60}
    assert said(evidence(missing=("case.promise_judged",)), Letter.MEASURABLE) == (Answer.FAILS, "not_recorded")
    assert said(evidence(few=61), Letter.MEASURABLE) == (Answer.FAILS, "too_few")
    assert said(evidence(results=(), few=0), Letter.MEASURABLE) == (Answer.CANNOT_TELL, "no_results")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([85.0] * 50 + [70.0] * 50, (Answer.MET, "moderate")),
        ([85.0] * 10 + [70.0] * 90, (Answer.FAILS, "too_tight")),
        ([85.0] * 98 + [70.0] * 2, (Answer.FAILS, "too_loose")),
        ([85.0] * 88 + [70.0] * 12, (Answer.CANNOT_TELL, "cannot_tell")),
    ],
)
def test_attainable_follows_the_trial_on_history(values: list[float], told: tuple[Answer, str]) -> None:
    assert said(evidence(**tried(values)), Letter.ATTAINABLE) == told


def test_attainable_cannot_be_told_from_a_thin_record() -> None:
    found = letter(evidence(**tried([85.0] * 19)), Letter.ATTAINABLE)
    assert (found.answer, found.code) == (Answer.CANNOT_TELL, "indicators.too_little_history")


def test_relevant_fails_until_an_objective_names_the_measure() -> None:
    assert said(evidence(serves=()), Letter.RELEVANT) == (Answer.FAILS, "serves_nothing")
    found = letter(evidence(), Letter.RELEVANT)
    assert (found.answer, found.params["purposes"]) == (Answer.MET, (OBJECTIVE.name,))


def test_relevant_says_whether_a_person_can_move_it_or_that_this_cannot_be_told() -> None:
    chance = tuple(Result(i % 10, i // 10, float((i * 7919) % 101), 40) for i in range(2000))
    cases = {
        "spread_of_people": by_person(),
        "spread_of_chance": chance,
        "spread_unknown": by_person(periods=1),
    }
    for code, results in cases.items():
        beside = letter(evidence(results=results), Letter.RELEVANT).beside
        assert beside is not None
        assert beside.code == f"indicators.smart.{code}"
    assert letter(evidence(results=chance), Letter.RELEVANT).answer is Answer.FAILS
    assert letter(evidence(results=by_person(periods=1)), Letter.RELEVANT).answer is Answer.CANNOT_TELL


def test_timed_follows_the_length_of_the_cycle() -> None:
    assert said(evidence(), Letter.TIMED) == (Answer.MET, "timed")
    assert said(evidence(cycle_fits=False), Letter.TIMED) == (Answer.FAILS, "other_length")
    assert said(evidence(cycle_fits=None), Letter.TIMED) == (Answer.CANNOT_TELL, "no_cycle")
    waits = evidence(measure=library.MEASURES["reopened_within_14_days"])
    assert letter(waits, Letter.TIMED).params["days"] == 14


def test_a_rated_line_without_ratings_is_specific_and_not_yet_measurable() -> None:
    trial = replace(evidence().trial, results=(), points=(), steps=(), people=(), wanted=())
    seen = evidence(key=HEARTS, measure=library.RATED[HEARTS], results=(), missing=("ratings",), trial=trial)
    assert said(seen, Letter.SPECIFIC) == (Answer.MET, "defined")
    assert said(seen, Letter.MEASURABLE) == (Answer.CANNOT_TELL, "no_ratings")


@pytest.mark.django_db
def test_the_check_of_a_set_follows_the_record_the_strategy_and_the_cycle(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()
    desk, standing = make_position(), organisation.standing(SYSTEM, AT)
    key = draft(line(yardstick=Scale(Direction.HIGHER, 20, 50, 80)), position_id=desk)

    def answers() -> dict[Letter, Answer]:
        found = queries.checked(standing, queries.indicator_set(standing, key))["promises_kept"]
        return {each.letter: each.answer for each in found.findings}

    assert answers()[Letter.MEASURABLE] is Answer.FAILS
    works = [Work(make_person(position=desk), cases=40, kept=kept, period=MARCH) for kept in range(40)]
    on_record(*works, Work(make_person(position=desk), cases=1, kept=1, period=APRIL))
    before = answers()
    assert (before[Letter.MEASURABLE], before[Letter.ATTAINABLE]) == (Answer.MET, Answer.MET)
    assert before[Letter.RELEVANT] is Answer.FAILS
    make_objective(measure="promises_kept")
    assert answers()[Letter.RELEVANT] is Answer.CANNOT_TELL
    assert answers()[Letter.TIMED] is Answer.CANNOT_TELL


@pytest.mark.django_db
def test_a_set_of_months_fails_in_a_cycle_of_a_quarter() -> None:
    made = make_cycle(3, phase=2)
    standing = organisation.standing(SYSTEM, AT)
    found = queries.indicator_set(standing, proposed(made, line(weight="60"), rated()))
    checked = queries.checked(standing, found)
    assert {key: each.failing[-1] for key, each in checked.items()} == {
        "promises_kept": Letter.TIMED,
        HEARTS: Letter.TIMED,
    }


@pytest.mark.django_db
def test_a_signed_goal_that_names_the_measure_is_what_it_serves_and_nobody_is_named() -> None:
    made = make_cycle(3)
    standing = organisation.standing(SYSTEM, AT)
    found = queries.indicator_set(standing, draft(line(), position_id=made.place.position))

    def relevant() -> Finding:
        findings = queries.checked(standing, found)["promises_kept"].findings
        return next(each for each in findings if each.letter is Letter.RELEVANT)

    goal = goal_of_person(made, made.place.people[0], said={"measure_key": "promises_kept"})
    assert relevant().code == "indicators.smart.serves_nothing"
    bind(goal)
    assert relevant().params["purposes"] == (Bilingual("1 个个人目标", "1 goals of people"),)
