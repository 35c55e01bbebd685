"""Thresholds of their own for every element of a facet."""

import numpy as np
import pytest

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.telling import Ints
from tests.engines.ratings.rasch import brute
from tools.bench.ratings._drawing import Drawn, drawn, levels

OWN = ((-2.0, -0.7, 0.7, 2.0), (-0.8, -0.3, 0.3, 0.8), (0.5, -1.0, 1.0, -0.5))
"""Thresholds of three criteria; those of the third are out of order."""


def _drawn(ratees: int, seed: int) -> tuple[Drawn, Ints]:
    table = drawn(ratees=ratees, raters=8, each=4, criteria=3, seed=seed)
    chance = np.random.default_rng(seed)
    eta = table.ability[table.ratees] - table.severity[table.raters] - table.difficulty[table.criteria]
    given = np.zeros(len(eta), np.int64)
    for criterion, thresholds in enumerate(OWN):
        mine = table.criteria == criterion
        given[mine] = levels(eta[mine], chance, thresholds)
    return table, given


def _fit(table: Drawn, given: Ints, by: str = "criteria", method: rasch.Method = rasch.Method.JOINT) -> rasch.Fit:
    found = rasch.fit(table.facets, given, lowest=1, highest=5, model=rasch.Model.PARTIAL_CREDIT, by=by, method=method)
    assert isinstance(found, rasch.Fit)
    return found


def test_measures_and_taus_are_those_of_a_general_optimiser():
    table, given = _drawn(20, 2)
    found = rasch.fit(
        table.facets,
        given,
        lowest=1,
        highest=5,
        model=rasch.Model.PARTIAL_CREDIT,
        by="criteria",
        corrected=False,
    )
    assert isinstance(found, rasch.Fit)
    measures, taus = brute.joint(table.facets, given - 1, 5, table.criteria)

    for name, expected in zip(table.facets, measures, strict=True):
        assert found.facets[name].measure.tolist() == pytest.approx(expected.tolist(), abs=1e-3)
    assert found.taus.ravel().tolist() == pytest.approx(taus.ravel().tolist(), abs=1e-3)


@pytest.mark.parametrize("method", list(rasch.Method))
def test_each_criterion_has_its_thresholds_and_disorder_is_flagged(method: rasch.Method):
    table, given = _drawn(300, 3)
    found = _fit(table, given, method=method)

    assert np.abs(found.thresholds - np.array(OWN)).max() < 0.6
    assert np.abs(found.thresholds - np.array(OWN)).mean() < 0.15
    assert found.disordered.tolist() == [False, False, True]
    assert np.abs(found.facets["raters"].measure - table.severity).max() < 0.3


def test_one_set_of_thresholds_fits_worse_where_there_are_three():
    table, given = _drawn(100, 4)
    shared = rasch.fit(table.facets, given, lowest=1, highest=5)
    assert isinstance(shared, rasch.Fit)

    assert _fit(table, given).log_likelihood > shared.log_likelihood + 50


def test_raters_may_have_thresholds_of_their_own():
    table = drawn(ratees=80, raters=6, each=4, criteria=3, seed=5)
    found = _fit(table, table.levels, by="raters")
    fair = rasch.fair_averages(found, "raters").value
    strict = rasch.severities(found, "raters").value

    assert found.thresholds.shape == (6, 4)
    assert np.corrcoef(fair, table.severity)[0, 1] < -0.9
    assert strict.sum() == pytest.approx(0, abs=1e-9)
    assert (strict + fair).tolist() == pytest.approx([fair.mean()] * 6)


def test_fair_averages_are_means_over_criteria_with_their_own_thresholds():
    table, given = _drawn(100, 6)
    found = _fit(table, given)
    over = rasch.fair_averages(found, "ratees", over="criteria").value
    raters = rasch.fair_averages(found, "ratees", over="raters").value

    assert np.corrcoef(over, table.ability)[0, 1] > 0.93
    assert np.corrcoef(over, raters)[0, 1] > 0.98
    assert np.abs(over.mean() - given.mean()) < 0.1


def test_a_criterion_rated_on_one_level_only_has_no_thresholds_and_no_measure():
    table = drawn(ratees=40, raters=6, each=4, criteria=3, seed=7)
    given = np.where(table.criteria == 1, 4, table.levels)
    found = _fit(table, given)

    assert np.isnan(found.thresholds[1]).all()
    assert np.isnan(found.facets["criteria"].measure).tolist() == [False, True, False]
    assert found.facets["criteria"].extreme.tolist() == [False, True, False]
    assert np.isnan(found.expected[table.criteria == 1]).all()
    assert np.isnan(rasch.fair_averages(found, "criteria").value).tolist() == [False, True, False]
    assert np.isfinite(rasch.fair_averages(found, "ratees", over="criteria").value).all()
