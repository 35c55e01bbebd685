"""Guilford 1954, Psychometric Methods, p. 282: three senior scientists rate seven juniors on five traits, 1 to 9.

The expected numbers are those of a full Newton joint maximum likelihood of the project's own, in the frame of Linacre's
Facets example (juniors and traits centred, judges floating); where they come from is said in the file.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from liuxin.engines.ratings import rasch

VECTOR = json.loads((Path(__file__).parent.parent / "vectors" / "mfrm_guilford.json").read_text(encoding="utf-8"))
EXPECTED, TOLERANCE = VECTOR["expected"], VECTOR["tolerance"]
FACETS = ("judge", "person", "item")


@pytest.fixture(scope="module")
def fitted() -> rasch.Fit:
    judge, person, item, score = np.array(VECTOR["data"]["rows"]).T
    found = rasch.fit(
        {"judge": judge, "person": person, "item": item},
        score,
        lowest=1,
        highest=9,
        positive=("person",),
        floating="judge",
        corrected=False,
    )
    assert isinstance(found, rasch.Fit)
    return found


def _expected(facet: str, figure: str) -> list[float]:
    return [element[figure] for element in EXPECTED["facets"][facet]["elements"]]


@pytest.mark.parametrize("facet", FACETS)
def test_measures_are_the_expected_ones(fitted: rasch.Fit, facet: str):
    assert fitted.facets[facet].measure.tolist() == pytest.approx(
        _expected(facet, "measure"), abs=TOLERANCE["measure"] / 1000
    )


@pytest.mark.parametrize("facet", FACETS)
def test_errors_are_the_expected_ones(fitted: rasch.Fit, facet: str):
    assert fitted.facets[facet].error.tolist() == pytest.approx(_expected(facet, "se"), abs=TOLERANCE["se"] / 1000)


@pytest.mark.parametrize("facet", FACETS)
def test_fit_is_the_expected_one(fitted: rasch.Fit, facet: str):
    found = fitted.facets[facet]

    assert found.infit.tolist() == pytest.approx(_expected(facet, "infit"), abs=TOLERANCE["infit_outfit"] / 1000)
    assert found.outfit.tolist() == pytest.approx(_expected(facet, "outfit"), abs=TOLERANCE["infit_outfit"] / 1000)


@pytest.mark.parametrize("facet", FACETS)
def test_fair_averages_are_the_expected_ones(fitted: rasch.Fit, facet: str):
    assert rasch.fair_averages(fitted, facet).value.tolist() == pytest.approx(
        _expected(facet, "fair_average"), abs=TOLERANCE["fair_average"] / 1000
    )


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize("divided", ["population", "sample"])
def test_spread_is_the_expected_one(fitted: rasch.Fit, facet: str, divided: str):
    found = getattr(fitted.facets[facet], divided)

    assert {name: getattr(found, name) for name in EXPECTED["facets"][facet][divided]} == pytest.approx(
        EXPECTED["facets"][facet][divided], abs=TOLERANCE["separation_reliability"] / 1000
    )


@pytest.mark.parametrize("facet", FACETS)
def test_whether_all_are_alike_is_the_expected_chi_square(fitted: rasch.Fit, facet: str):
    expected = EXPECTED["facets"][facet]

    assert (fitted.facets[facet].chi2, fitted.facets[facet].freedom) == pytest.approx(
        (expected["fixed_chi2"], expected["df"])
    )
    assert fitted.facets[facet].rmse == pytest.approx(expected["rmse"])


def test_thresholds_are_the_expected_ones_and_disordered(fitted: rasch.Fit):
    assert fitted.thresholds[0].tolist() == pytest.approx(EXPECTED["steps_F2_to_F9"])
    assert fitted.disordered.tolist() == [True]


def test_the_likelihood_and_what_was_counted_are_the_expected_ones(fitted: rasch.Fit):
    assert fitted.log_likelihood == pytest.approx(EXPECTED["loglik"])
    assert fitted.counts[0].tolist() == EXPECTED["category_counts_1_to_9"]
    for facet in FACETS:
        found = fitted.facets[facet]
        totals = np.rint(found.mean * found.count).astype(int).tolist()

        assert totals == EXPECTED["total_scores"][facet]
        assert found.count.tolist() == _expected(facet, "count")


def test_expected_ratings_add_up_to_the_given_ones(fitted: rasch.Fit):
    scores = np.array(VECTOR["data"]["rows"])[:, 3]

    assert np.bincount(fitted.design.codes[0], fitted.expected).tolist() == pytest.approx(
        np.bincount(fitted.design.codes[0], scores).tolist()
    )
