"""Severity against the same model written out in full, and against what must hold of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csgraph

from liuxin.engines.ratings.rater_effects import Effect, Verdict, effects, fitting
from liuxin.engines.ratings.rater_effects.table import Table, read
from liuxin.engines.ratings.telling import Floats, Reason
from tests.engines.ratings.rater_effects.tables import Grid, columns, grid, one, told
from tools.bench.ratings._worlds import HIGHEST, LOWEST, world


def table(levels: Grid, keep: np.ndarray | None = None) -> Table:
    rows = columns(levels)
    if keep is not None:
        rows = {name: column[keep] for name, column in rows.items()}
    return read(rows, 1, 5, None, None)


def written_out(of: Table) -> tuple[Floats, Floats, Floats]:
    """Give severities, their variances over that of a rating, and residuals, by the full design matrix."""
    design = np.hstack([np.eye(of.raters)[of.rater], np.eye(len(of.cell_size))[of.cell]])
    found, *_ = np.linalg.lstsq(design, of.level.astype(float), rcond=None)
    together = design[:, of.raters :].T @ design[:, : of.raters] > 0
    _, part = csgraph.connected_components(together.T @ together)
    centre = np.eye(of.raters) - (part[:, None] == part) / np.bincount(part)[part]
    spread = np.linalg.pinv(design.T @ design)[: of.raters, : of.raters]
    return -centre @ found[: of.raters], np.diag(centre @ spread @ centre), of.level - design @ found


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(2, 6), st.integers(1, 3), st.floats(0.3, 1))
def test_it_is_the_least_squares_of_the_whole_model(seed: int, raters: int, ratees: int, criteria: int, share: float):
    draw = np.random.default_rng(seed)
    keep = draw.random(raters * ratees * criteria) < share
    keep[0] = True
    of = table(grid(raters, ratees, criteria, seed=seed), keep)
    fit = fitting.fit(of)
    severity, unit, residual = written_out(of)

    assert fit.severity == pytest.approx(severity, abs=1e-9)
    assert fit.residual == pytest.approx(residual, abs=1e-9)
    if fit.noise > 0:
        assert (fit.error / fit.noise) ** 2 / fit.clustering == pytest.approx(unit, abs=1e-9)


def test_many_raters_are_solved_by_rounds_as_few_are_at_once(monkeypatch: pytest.MonkeyPatch):
    seen = world(60, 20, 3, seed=5)
    of = read({name: getattr(seen, name) for name in ("raters", "ratees", "criteria", "levels")}, 1, 5, None, None)
    exact = fitting.fit(of)
    monkeypatch.setattr(fitting, "EXACT_UP_TO", 1)
    rounds = fitting.fit(of)

    assert rounds.severity == pytest.approx(exact.severity, abs=1e-7)
    assert rounds.error == pytest.approx(exact.error, rel=0.02)


def test_where_the_rounds_do_not_suffice_nothing_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fitting, "EXACT_UP_TO", 1)
    monkeypatch.setattr(fitting, "MOST_ROUNDS", 1)
    seen = world(60, 20, 3, seed=5)
    found = seen.told().of(0)

    for effect in (Effect.SEVERITY, Effect.RANGE_RESTRICTION, Effect.HALO, Effect.DRIFT):
        assert found[effect].reason is Reason.NOT_CONVERGED
    assert found[Effect.STRAIGHT_LINING].reason is None


def test_who_gives_one_level_less_to_all_is_one_level_stricter_than_each_of_the_others():
    levels = np.repeat(grid(1, 10, 4, noise=0), 4, axis=0).clip(2, 5)
    levels[0] -= 1
    found = told(levels)

    assert [found.of(rater)[Effect.SEVERITY].value for rater in range(4)] == pytest.approx([0.75, -0.25, -0.25, -0.25])
    assert [found.of(rater)[Effect.SEVERITY].verdict for rater in range(4)] == [
        Verdict.FOUND,
        *[Verdict.NOT_FOUND] * 3,
    ]


def test_hard_people_make_nobody_strict():
    """Rater 0 rates the ten weakest people, two levels below the rest, and sees them as the others do."""
    levels = np.repeat(np.concatenate([np.full((1, 10, 4), 2), np.full((1, 30, 4), 4)], axis=1), 4, axis=0)
    rows = columns(levels + np.random.default_rng(1).integers(0, 2, levels.shape))
    keep = (rows["raters"] > 0) | (rows["ratees"] < 10)
    found = effects(**{name: column[keep] for name, column in rows.items()}, lowest=1, highest=5).of(0)

    assert found[Effect.SEVERITY].verdict is Verdict.NOT_FOUND
    assert abs(found[Effect.SEVERITY].value or 9) < 0.3


def test_turning_the_scale_round_turns_severity_round():
    levels = grid(5, 12, 3)
    for rater in range(5):
        this, that = one(levels, Effect.SEVERITY, rater), one(6 - levels, Effect.SEVERITY, rater)

        assert (this.value, this.low, this.high) == pytest.approx(
            (-(that.value or 0), -(that.high or 0), -(that.low or 0))
        )


def test_ratings_of_one_form_that_go_together_widen_the_interval():
    apart = grid(6, 12, 1, noise=0.8)
    copied = np.repeat(apart, 6, axis=2)
    narrow = one(grid(6, 12, 6, noise=0.8), Effect.SEVERITY)
    wide = one(copied, Effect.SEVERITY)

    assert (wide.high or 0) - (wide.low or 0) > 1.8 * ((narrow.high or 0) - (narrow.low or 0))


def test_ratings_that_hang_on_single_threads_show_no_errors():
    """Rater 0 shares one cell with each of thirty others, and they share nothing."""
    others = np.arange(30)
    rows = {
        "raters": np.concatenate([np.zeros(30, int), others + 1]),
        "ratees": np.concatenate([others, others]),
        "criteria": np.zeros(60, int),
        "levels": np.concatenate([np.full(30, 3), np.full(30, 4)]),
    }
    found = effects(**rows, lowest=1, highest=5, order=np.arange(60)).of(0)

    assert found[Effect.SEVERITY].reason is Reason.NO_SURPLUS
    assert found[Effect.DRIFT].reason is Reason.NO_SURPLUS


@pytest.mark.parametrize(("forms", "criteria"), [(4, 6), (24, 1)])
def test_a_severity_of_one_standard_deviation_is_found_with_24_ratings(forms: int, criteria: int):
    worlds = [world(400, forms, criteria, seed=each, kinds=("severe", "lenient")) for each in range(3)]
    found = [(each, each.told().columns[Effect.SEVERITY]) for each in worlds]
    strict = np.concatenate([column.found[each.kind >= 0] for each, column in found])
    usual = np.concatenate([column.found[each.kind < 0] for each, column in found])
    signs = np.concatenate([column.value[each.among("severe")] > 0 for each, column in found])

    assert strict.mean() >= 0.9
    assert usual.mean() <= 0.05
    assert signs.all()


def test_intervals_of_severity_hold_the_truth():
    """The truth is that of the seen levels: the same world is rated again, and the raters keep their temper."""
    held = []
    for seed in range(10):
        draw = np.random.default_rng(seed)
        truth = 3 + draw.normal(size=(1, 60, 4)) * 0.8
        temper = draw.normal(size=(12, 1, 1)) * 0.4
        seen = truth + draw.normal(size=(12, 60, 1)) * 0.3 + draw.normal(size=(12, 60, 4)) * 0.5 - temper
        levels = np.rint(seen * 10).astype(np.int64) + 100
        keep = (draw.random((12, 60, 1)) < 0.3).repeat(4, axis=2).ravel()
        rows = {name: column[keep] for name, column in columns(levels).items()}
        column = effects(**rows, lowest=0, highest=200).columns[Effect.SEVERITY]
        real = 10 * (temper - temper.mean()).ravel()
        held += ((column.low <= real) & (real <= column.high)).tolist()

    assert 0.9 <= np.mean(held) <= 0.99


def test_the_scale_of_the_worlds_is_the_scale_of_these_tests():
    assert (LOWEST, HIGHEST) == (1, 5)
