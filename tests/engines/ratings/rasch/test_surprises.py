"""Ratings that the model does not expect, and pairs that get more or less than they should."""

import numpy as np
import pytest

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.rasch import alone
from liuxin.engines.ratings.rasch.surprises import LEAST_TOGETHER
from liuxin.engines.ratings.telling import Ints, Reason
from liuxin.kernel.errors import BadInputError
from tools.bench.ratings._drawing import Drawn, drawn, levels


def _fit(table: Drawn, given: Ints) -> rasch.Fit:
    found = rasch.fit(table.facets, given, lowest=1, highest=5)
    assert isinstance(found, rasch.Fit)
    return found


@pytest.fixture(scope="module")
def table() -> Drawn:
    return drawn(ratees=60, raters=6, each=4, criteria=4, seed=1)


def test_a_rating_at_the_wrong_end_is_the_most_unexpected(table: Drawn):
    given = table.levels.copy()
    best = int(np.flatnonzero(table.ratees == table.ability.argmax())[0])
    given[best] = 1
    found = rasch.unexpected(_fit(table, given))

    assert found.rows[0] == best
    assert (found.score[0], found.expected[0] > 3.5) == (1, True)
    assert found.residual[0] < -4
    assert (np.abs(np.diff(np.abs(found.residual))) >= 0).all()
    assert (np.abs(found.residual) >= 3).all()


def test_the_residual_is_in_standard_deviations(table: Drawn):
    fitted = _fit(table, table.levels)
    found = rasch.unexpected(fitted, least=0.0)
    by_hand = (table.levels - fitted.expected) / np.sqrt(fitted.variance)

    assert len(found.rows) == len(table.levels)
    assert found.residual.tolist() == pytest.approx(by_hand[found.rows].tolist())
    assert (np.diff(np.abs(found.residual)) <= 0).all()


def test_few_ratings_are_unexpected_by_chance(table: Drawn):
    assert len(rasch.unexpected(_fit(table, table.levels)).rows) < 0.02 * len(table.levels)


def _biased(table: Drawn, seed: int = 2) -> Ints:
    """Rater 2 rates criterion 1 two logits more strictly than everything else."""
    chance = np.random.default_rng(seed)
    eta = table.ability[table.ratees] - table.severity[table.raters] - table.difficulty[table.criteria]
    return levels(eta - 2.0 * ((table.raters == 2) & (table.criteria == 1)), chance)


def test_a_rater_strict_on_one_criterion_is_found_there(table: Drawn):
    found = rasch.interactions(_fit(table, _biased(table)), "raters", "criteria")
    worst = int(np.argmin(found.value))

    assert (found.one[worst], found.other[worst]) == (2, 1)
    assert found.value[worst] < -0.8
    assert found.notable[worst]
    assert found.observed[worst] < found.expected[worst]
    assert found.count.tolist() == [40] * 24
    assert found.why == (None,) * 24


def test_what_a_pair_adds_makes_its_expectation_its_sum(table: Drawn):
    fitted = _fit(table, _biased(table))
    found = rasch.interactions(fitted, "raters", "criteria")
    worst = int(np.argmin(found.value))
    mine = (table.raters == 2) & (table.criteria == 1)
    eta = fitted.facets["ratees"].measure[table.ratees[mine]] - fitted.facets["raters"].measure[2]
    odds = np.exp(
        np.arange(5) * (eta - fitted.facets["criteria"].measure[1] + found.value[worst])[:, None] - fitted.taus[0]
    )
    chance = odds / odds.sum(axis=1, keepdims=True)

    assert (chance @ np.arange(1, 6)).mean() == pytest.approx(found.observed[worst], abs=1e-4)
    assert found.t[worst] == pytest.approx(found.value[worst] / found.error[worst])


def test_by_chance_no_pair_is_notable():
    several = [drawn(ratees=60, raters=6, each=4, criteria=4, seed=seed) for seed in range(10)]
    found = [rasch.interactions(_fit(table, table.levels), "raters", "criteria") for table in several]

    assert sum(bool(each.notable.any()) for each in found) <= 1


def test_pairs_that_met_too_seldom_are_not_told(table: Drawn):
    found = rasch.interactions(_fit(table, table.levels), "ratees", "raters")

    assert (found.count < LEAST_TOGETHER).all()
    assert set(found.why) == {Reason.TOO_FEW}
    assert np.isnan(found.value).all()
    assert np.isnan(found.p).all()
    assert not found.notable.any()


def test_a_pair_at_one_end_is_measured_off_it_and_flagged(table: Drawn):
    given = np.where((table.raters == 2) & (table.criteria == 1), 1, table.levels)
    found = rasch.interactions(_fit(table, given), "raters", "criteria")
    place = int(np.flatnonzero(found.extreme)[0])

    assert (found.one[place], found.other[place], found.extreme.sum()) == (2, 1, 1)
    assert -8 < found.value[place] < -2
    assert np.isfinite(found.error[place])


def test_what_was_not_settled_is_not_told(table: Drawn, monkeypatch: pytest.MonkeyPatch):
    fitted = _fit(table, _biased(table))
    monkeypatch.setattr(alone, "STEPS", 1)
    found = rasch.interactions(fitted, "raters", "criteria")

    assert np.isnan(found.value).any()
    assert not found.notable[np.isnan(found.value)].any()


def test_an_unknown_facet_is_refused(table: Drawn):
    with pytest.raises(BadInputError) as caught:
        rasch.interactions(_fit(table, table.levels), "raters", "days")

    assert (caught.value.code, caught.value.field) == ("ratings.no_such_facet", "days")
