"""How sure the decision on practice is: sentences that follow the cases, the ratings and the verdict."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuxin.engines.ratings.qualification import Inaccuracy, qualification
from liuxin.performance.evaluators import queries, rules
from liuxin.performance.evaluators.words import Ratings, Said

PRACTICE = queries.practice()
Change = Callable[[str, int], int]


def said(cases: int, change: Change = lambda _, level: level) -> tuple[Said, ...]:
    given: Ratings = {
        case.code: {
            criterion: min(max(change(criterion, reference.level), 1), 5)
            for criterion, reference in case.reference.items()
        }
        for case in PRACTICE.cases[:cases]
    }
    return rules.sureness(rules.verdict(given, PRACTICE), PRACTICE)


@pytest.mark.spec("P3.3")
def test_who_passed_hears_first_how_often_an_unfit_rater_would():
    unfit, fit, same = said(8)

    assert (unfit.code, unfit.params) == ("evaluators.sure.unfit_times", {"cases": 8, "times": 8})
    assert (fit.code, fit.params["cases"]) == ("evaluators.sure.fit_times", 8)
    assert same.code == "evaluators.sure.same_always"


def test_who_did_not_pass_hears_first_how_often_a_fit_rater_would_not():
    fit, unfit, same = said(8, lambda _, level: level + 1)

    assert (fit.code, unfit.code) == ("evaluators.sure.fit_times", "evaluators.sure.unfit_times")
    assert same.code == "evaluators.sure.same_never"


def test_more_cases_change_what_is_said():
    eight, twelve = said(8), said(12)

    assert {each.params["cases"] for each in twelve} == {12}
    assert float(twelve[1].params["times"]) < float(eight[1].params["times"])


def test_who_is_near_the_limits_hears_that_it_might_have_gone_either_way():
    near = said(8, lambda criterion, level: level + (criterion in {"care", "love", "sincerity"}))[-1]

    assert near.code == "evaluators.sure.same_times"
    assert 5 < float(near.params["times"]) < 95


def test_one_case_cannot_tell():
    assert said(1) == (Said("ratings.cannot_tell.too_few", {"has": 1, "needs": 2}),)


def test_the_error_rates_of_the_page_of_accuracy_are_computed():
    page = Path(__file__).resolve().parents[3] / "docs" / "statistics" / "accuracy.md"
    limits = PRACTICE.limits
    most = Inaccuracy(
        limits.elevation, limits.differential_elevation, limits.stereotype_accuracy, limits.differential_accuracy
    )
    for cases in (8, 12):
        reference = [[row.level for row in case.reference.values()] for case in PRACTICE.cases[:cases]]
        found: Any = qualification(reference, most, limits.correlation, most, (1, 5), draws=2000)
        row = f"| {cases} | {100 * found.unfit_pass.value:.1f} % | {100 * found.fit_fail.value:.1f} % |"
        assert row in page.read_text(encoding="utf-8")
