"""Marginal likelihood, where the ratees are a population."""

import numpy as np
import pytest

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.rasch import marginal
from liuxin.engines.ratings.telling import CannotTell, Reason
from tools.bench.ratings._drawing import drawn

# Section 6 of the Law School Admission Test, 1,000 people by answer pattern from 00000 to 11111 (Bock & Lieberman 1970,
# Psychometrika 35:179, table 1).
LSAT = [
    3,
    6,
    2,
    11,
    1,
    1,
    3,
    4,
    1,
    8,
    0,
    16,
    0,
    3,
    2,
    15,
    10,
    29,
    14,
    81,
    3,
    28,
    15,
    80,
    16,
    56,
    21,
    173,
    11,
    61,
    28,
    298,
]

# Rizopoulos 2006, J. Stat. Software 17(5), the Rasch model of these data: difficulties in units of the population's
# deviation, that deviation, and the log-likelihood, as printed.
DIFFICULTIES = np.array([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802])
DEVIATION, LIKELIHOOD = 0.7551, -2466.938


def test_the_law_school_admission_test_is_as_printed():
    answers = np.repeat([[int(digit) for digit in f"{pattern:05b}"] for pattern in range(32)], LSAT, axis=0)
    people, items = (codes.ravel() for codes in np.indices(answers.shape))
    found = rasch.fit(
        {"people": people, "items": items}, answers.ravel(), lowest=0, highest=1, method=rasch.Method.MARGINAL
    )
    assert isinstance(found, rasch.Fit)
    assert found.population is not None
    expected = DIFFICULTIES * DEVIATION

    assert answers.sum(axis=0).tolist() == [924, 709, 553, 763, 870]
    assert found.facets["items"].measure.tolist() == pytest.approx((expected - expected.mean()).tolist(), abs=5e-4)
    assert found.population.sd == pytest.approx(DEVIATION, abs=5e-4)
    assert found.population.mean == pytest.approx(-expected.mean(), abs=1e-3)
    assert found.log_likelihood == pytest.approx(LIKELIHOOD, abs=1e-3)


@pytest.fixture(scope="module")
def found() -> rasch.Fit:
    table = drawn(ratees=300, raters=15, each=4, criteria=3, seed=1)
    told = rasch.fit(table.facets, table.levels, lowest=1, highest=5, method=rasch.Method.MARGINAL)
    assert isinstance(told, rasch.Fit)
    return told


def test_the_population_behind_the_ratees_is_found(found: rasch.Fit):
    assert found.population is not None
    assert found.population.mean == pytest.approx(0.5, abs=0.2)
    assert found.population.sd == pytest.approx(1.2, abs=0.15)


def test_both_methods_agree_where_ratings_are_many(found: rasch.Fit):
    table = drawn(ratees=300, raters=15, each=4, criteria=3, seed=1)
    joint = rasch.fit(table.facets, table.levels, lowest=1, highest=5)
    assert isinstance(joint, rasch.Fit)

    for name in ("raters", "criteria"):
        assert found.facets[name].measure.tolist() == pytest.approx(joint.facets[name].measure.tolist(), abs=0.03)
        assert found.facets[name].full_error.tolist() == pytest.approx(joint.facets[name].full_error.tolist(), rel=0.03)
    assert np.corrcoef(found.facets["ratees"].measure, joint.facets["ratees"].measure)[0, 1] > 0.999
    assert joint.population is None


def test_combinations_held_in_turns_give_the_same(found: rasch.Fit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(marginal, "AT_ONCE", 2_000)
    table = drawn(ratees=300, raters=15, each=4, criteria=3, seed=1)
    again = rasch.fit(table.facets, table.levels, lowest=1, highest=5, method=rasch.Method.MARGINAL)
    assert isinstance(again, rasch.Fit)

    assert again.facets["raters"].measure.tolist() == pytest.approx(found.facets["raters"].measure.tolist())


def test_ratees_who_do_not_differ_are_a_population_without_width():
    table = drawn(ratees=60, raters=6, each=4, criteria=3, seed=2, ability=0.0)
    told = rasch.fit(table.facets, table.levels, lowest=1, highest=5, method=rasch.Method.MARGINAL)
    assert isinstance(told, rasch.Fit)
    assert told.population is not None

    assert told.population.sd < 0.3
    assert told.facets["ratees"].sample.reliability < 0.5


def test_steps_without_an_end_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(marginal, "MOST_PASSES", 3)
    table = drawn(ratees=30, raters=5, each=3, criteria=2, seed=1)
    told = rasch.fit(table.facets, table.levels, lowest=1, highest=5, method=rasch.Method.MARGINAL)

    assert told == CannotTell(Reason.NOT_CONVERGED)
