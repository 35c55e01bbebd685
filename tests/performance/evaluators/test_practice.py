"""Practice: the cases that come with Liuxin, and accuracy told in words that follow the ratings."""

from collections.abc import Callable, Mapping

import pytest

from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.performance.evaluators import queries, rules
from liuxin.performance.evaluators.words import Component, Judged, Ratings, Verdict

PRACTICE = queries.practice()
EIGHT = [case.code for case in PRACTICE.cases[:8]]
CRITERIA = [criterion.code for criterion in PRACTICE.criteria]
Change = Callable[[str, int], int]


def rated(change: Change = lambda _, level: level) -> Ratings:
    """Give eight cases rated as the reference does, changed; levels stay on the scale."""
    return {
        case: {
            criterion: min(max(change(criterion, level), 1), 5) for criterion, level in PRACTICE.reference[case].items()
        }
        for case in EIGHT
    }


def verdict(change: Change = lambda _, level: level) -> Verdict:
    return rules.verdict(rated(change), PRACTICE)


def told(found: Verdict) -> list[str]:
    return [rules.headline(found).code, *(each.code for each in rules.beside(found))]


@pytest.mark.spec("P3.3")
def test_twelve_cases_come_with_references_on_eight_criteria_and_reasons():
    assert len(PRACTICE.cases) == 12
    assert CRITERIA == [
        "care",
        "love",
        "sincerity",
        "attention",
        "dedication",
        "perseverance",
        "resolution",
        "policy",
    ]
    for case in PRACTICE.cases:
        assert list(case.reference) == CRITERIA
        assert all(each.why.zh and each.why.en and 1 <= each.level <= 5 for each in case.reference.values())
    assert all(set(each.anchors) == {1, 2, 3, 4, 5} for one in PRACTICE.criteria for each in one.behaviours)
    assert [len(one.behaviours) for one in PRACTICE.criteria] == [5, 5, 5, 5, 5, 5, 1, 1]


def test_the_limits_are_those_of_the_file():
    limits = PRACTICE.limits

    assert (limits.elevation, limits.differential_elevation, limits.stereotype_accuracy) == (0.4, 0.5, 0.45)
    assert (limits.differential_accuracy, limits.correlation) == (0.7, 0.7)


def test_who_rates_as_the_reference_does_is_told_to_have_passed():
    found = verdict()

    assert found.passed
    assert told(found) == ["evaluators.told.passed", "evaluators.told.tells_apart", "evaluators.told.all_near"]
    assert rules.mending(found) == ()
    assert {line.judged for line in found.criteria} == {Judged.WITHIN}


def test_who_rates_everything_higher_is_told_so_with_how_much():
    found = verdict(lambda _, level: level + 1)

    assert not found.passed
    assert Component.ELEVATION in found.beyond
    assert rules.headline(found).code == "evaluators.told.too_high"
    assert rules.headline(found).params == {"by": found.accuracy.elevation}
    assert 0.5 < found.accuracy.elevation < 1
    assert rules.mending(found)[0].code == "evaluators.mend.too_high"


def test_who_rates_everything_lower_is_told_the_opposite():
    found = verdict(lambda _, level: level - 1)

    assert rules.headline(found).code == "evaluators.told.too_low"
    assert rules.mending(found)[0].code == "evaluators.mend.too_low"


def test_who_gives_threes_throughout_tells_no_cases_apart():
    found = verdict(lambda *_: 3)

    assert found.accuracy.correlation == 0.0
    assert Component.CORRELATION in found.beyond
    assert "evaluators.told.does_not_tell_apart" in told(found)


def test_who_is_strict_on_one_criterion_is_told_which():
    found = verdict(lambda criterion, level: level - 2 if criterion == "attention" else level)

    assert found.furthest.criterion == "attention"
    assert found.furthest.judged is Judged.FAR_LOW
    [furthest] = [each for each in rules.beside(found) if each.code == "evaluators.told.furthest"]
    assert furthest.params["criterion"] == "attention"
    line = next(line for line in found.components if line.component is Component.STEREOTYPE_ACCURACY)
    assert line.within is (found.accuracy.stereotype_accuracy <= 0.45)


def test_references_all_alike_cannot_tell_whether_cases_are_told_apart():
    case = EIGHT[0]
    found = rules.verdict({case: PRACTICE.reference[case]}, PRACTICE)

    assert found.accuracy.correlation is None
    assert "evaluators.told.correlation_unknown" in told(found)
    assert not found.passed


def test_a_component_is_within_its_limit_up_to_the_limit_itself():
    line = next(line for line in verdict().components if line.component is Component.ELEVATION)

    assert (line.value, line.limit, line.within) == (0.0, 0.4, True)


def levels(**changed: int) -> Mapping[str, int]:
    return {**PRACTICE.reference["leak_night"], **changed}


@pytest.mark.parametrize(
    ("case", "given", "code", "field"),
    [
        ("nowhere", levels(), "evaluators.no_such_practice_case", "case"),
        ("leak_night", levels(kindness=3), "evaluators.no_such_criterion", "levels"),
        ("leak_night", levels(care=6), "evaluators.level_outside", "care"),
        ("leak_night", levels(care=0), "evaluators.level_outside", "care"),
        ("leak_night", {"care": 3}, "evaluators.criterion_unrated", "love"),
    ],
)
def test_ratings_that_are_none_are_refused_by_name(case: str, given: Mapping[str, int], code: str, field: str):
    with pytest.raises(BadInputError) as problem:
        rules.check_levels(PRACTICE, case, given, ())
    assert (problem.value.code, problem.value.field) == (code, field)


def test_a_case_that_was_rated_is_not_rated_again():
    with pytest.raises(RuleBrokenError) as problem:
        rules.check_levels(PRACTICE, "leak_night", levels(), ["leak_night"])
    assert problem.value.code == "evaluators.case_already_rated"
