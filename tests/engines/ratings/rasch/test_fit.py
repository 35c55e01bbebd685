"""The model: against another way of computing it, its laws, extremes, and all that cannot be told."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.ratings import rasch
from liuxin.engines.ratings.rasch import errors, joint
from liuxin.engines.ratings.telling import CannotTell, Ints, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.rasch import brute
from tools.bench.ratings._drawing import Drawn, drawn


def _fit(table: Drawn, **asked: object) -> rasch.Fit:
    found = rasch.fit(table.facets, table.levels, lowest=1, highest=5, **asked)  # type: ignore[arg-type]
    assert isinstance(found, rasch.Fit)
    return found


@pytest.fixture(scope="module")
def table() -> Drawn:
    return drawn(ratees=12, raters=5, each=3, criteria=3, seed=4)


# Against another way of computing it.


def test_measures_are_those_of_a_general_optimiser(table: Drawn):
    found = _fit(table, corrected=False)
    measures, taus = brute.joint(table.facets, table.levels - 1, 5)

    for name, expected in zip(table.facets, measures, strict=True):
        assert found.facets[name].measure.tolist() == pytest.approx(expected.tolist(), abs=2e-4)
    assert found.taus[0].tolist() == pytest.approx(taus[0].tolist(), abs=2e-4)


def test_full_errors_are_those_of_the_whole_matrix_inverted(table: Drawn):
    found = _fit(table, corrected=False)
    chance = _chances(found)
    design = np.concatenate(
        [
            sign * np.eye(size)[codes]
            for sign, size, codes in zip(found.design.signs, found.design.sizes, found.design.codes, strict=True)
        ],
        axis=1,
    )
    steps = np.arange(5.0)
    whole = np.zeros((design.shape[1] + 3, design.shape[1] + 3))
    for row, of_levels in zip(design, chance, strict=True):
        slope = np.concatenate([steps[:, None] * row, -np.eye(5)[:, 1:4]], axis=1)
        off = slope - of_levels @ slope
        whole += (off * of_levels[:, None]).T @ off
    for start, size in ((12, 5), (17, 3)):
        shift = np.zeros(len(whole))
        shift[start : start + size] = 1
        whole += 1e7 * np.outer(shift, shift)
    expected = np.sqrt(np.diag(np.linalg.inv(whole)))

    for name, place in (("ratees", slice(0, 12)), ("raters", slice(12, 17)), ("criteria", slice(17, 20))):
        assert found.facets[name].full_error.tolist() == pytest.approx(expected[place].tolist(), rel=1e-4)


def _chances(found: rasch.Fit) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    eta = sum(
        sign * found.facets[name].measure[codes]
        for name, sign, codes in zip(found.design.names, found.design.signs, found.design.codes, strict=True)
    )
    odds = np.exp(np.arange(5) * np.asarray(eta)[:, None] - found.taus[0])
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def test_the_correction_comes_near_the_likelihood_given_the_totals():
    chance = np.random.default_rng(3)
    items = (chance.random((400, 6)) < 1 / (1 + np.exp(-chance.normal(0, 1, (400, 1)) + np.linspace(-1.5, 1.5, 6)))) * 1
    people, item = (np.ravel(codes) for codes in np.indices(items.shape))
    exact = brute.conditional(items)
    table = {"p": people, "i": item}
    plain, corrected = (rasch.fit(table, items.ravel(), lowest=0, highest=1, corrected=each) for each in (False, True))
    assert isinstance(plain, rasch.Fit)
    assert isinstance(corrected, rasch.Fit)

    assert np.abs(plain.facets["i"].measure - exact).max() > 0.25
    assert np.abs(corrected.facets["i"].measure - exact).max() < 0.04


def test_a_step_that_leads_down_is_halved():
    # a table on which one of Newton's first steps goes too far
    ratees = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 4, 4, 4]
    raters = [1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 1, 3, 0, 1, 3, 4]
    scores = [6, 3, 1, 3, 3, 3, 2, 5, 3, 5, 6, 5, 6, 5, 3, 3, 1, 5, 5, 1]
    found = rasch.fit({"n": ratees, "j": raters}, scores, lowest=0, highest=6, corrected=False)
    assert isinstance(found, rasch.Fit)

    for codes in (ratees, raters):
        assert np.bincount(codes, found.expected).tolist() == pytest.approx(np.bincount(codes, scores), abs=1e-3)


def test_a_level_never_used_keeps_the_others_their_value():
    table = drawn(ratees=40, raters=6, each=4, criteria=3, seed=5)
    levels = np.where(table.levels == 3, 4, table.levels)
    found = rasch.fit(table.facets, levels, lowest=0, highest=6)
    assert isinstance(found, rasch.Fit)

    assert found.counts[0].tolist() == [0, *np.bincount(levels, minlength=6)[1:].tolist(), 0]
    assert np.isnan(found.thresholds[0]).tolist() == [True, False, True, False, False, True]
    assert np.isinf(found.taus[0]).tolist() == [True, False, False, True, False, False, True]
    fair = rasch.fair_averages(found, "raters").value
    assert np.bincount(table.raters, found.expected).tolist() == pytest.approx(
        np.bincount(table.raters, levels).tolist(), abs=2
    )
    assert (fair > 1).all()
    assert (fair < 5).all()


# Laws.


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_names_and_order_do_not_matter(seed: int):
    table = drawn(ratees=14, raters=5, each=3, criteria=2, seed=seed % 7)
    chance = np.random.default_rng(seed)
    rows = chance.permutation(len(table.levels))
    names = {name: chance.permutation(50)[: codes.max() + 1] for name, codes in table.facets.items()}
    once = _fit(table)
    again = rasch.fit(
        {name: names[name][codes][rows] for name, codes in table.facets.items()},
        table.levels[rows],
        lowest=1,
        highest=5,
    )
    assert isinstance(again, rasch.Fit)

    for name, given_names in names.items():
        place = np.searchsorted(again.facets[name].elements, given_names)
        for figure in ("measure", "full_error", "infit", "mean"):
            assert getattr(again.facets[name], figure)[place].tolist() == pytest.approx(
                getattr(once.facets[name], figure).tolist(), abs=2e-3
            )


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_a_higher_rating_raises_the_ratee_and_shows_a_milder_rater(seed: int):
    table = drawn(ratees=14, raters=5, each=3, criteria=2, seed=seed % 5)
    row = int(np.random.default_rng(seed).choice(np.flatnonzero(table.levels < 5)))
    levels = table.levels.copy()
    levels[row] += 1
    before = _fit(table, corrected=False)
    after = rasch.fit(table.facets, levels, lowest=1, highest=5, corrected=False)
    assert isinstance(after, rasch.Fit)

    n, j = table.ratees[row], table.raters[row]
    assert after.facets["ratees"].measure[n] > before.facets["ratees"].measure[n]
    assert after.facets["raters"].measure[j] < before.facets["raters"].measure[j]


def test_a_scale_turned_round_turns_all_measures():
    table = drawn(ratees=20, raters=5, each=3, criteria=3, seed=6)
    up = _fit(table)
    down = rasch.fit(table.facets, 6 - table.levels, lowest=1, highest=5)
    assert isinstance(down, rasch.Fit)

    for name in table.facets:
        assert down.facets[name].measure.tolist() == pytest.approx((-up.facets[name].measure).tolist(), abs=1e-3)
    assert down.thresholds[0].tolist() == pytest.approx((-up.thresholds[0][::-1]).tolist(), abs=1e-3)


def test_scores_may_lie_below_zero():
    table = drawn(ratees=20, raters=5, each=3, criteria=3, seed=6)
    found = rasch.fit(table.facets, table.levels - 3, lowest=-2, highest=2)
    assert isinstance(found, rasch.Fit)

    usual = _fit(table)
    assert found.facets["raters"].measure.tolist() == usual.facets["raters"].measure.tolist()
    assert found.facets["raters"].mean.tolist() == pytest.approx((usual.facets["raters"].mean - 3).tolist())


def test_codes_far_apart_are_only_names(table: Drawn):
    far = rasch.fit({**table.facets, "raters": table.raters * 10**9}, table.levels, lowest=1, highest=5)
    assert isinstance(far, rasch.Fit)

    assert far.facets["raters"].elements.tolist() == [place * 10**9 for place in range(5)]
    assert far.facets["raters"].measure.tolist() == _fit(table).facets["raters"].measure.tolist()


def test_levels_in_order_are_not_called_disordered():
    assert _fit(drawn(ratees=60, raters=8, each=4, criteria=4, seed=8)).disordered.tolist() == [False]


# Extreme scores.


def _with_extremes() -> tuple[Drawn, Ints]:
    table = drawn(ratees=20, raters=6, each=3, criteria=3, seed=9)
    levels = np.where(table.ratees == 0, 5, np.where(table.ratees == 1, 1, np.clip(table.levels, 2, 4)))
    levels[np.flatnonzero(table.ratees == 2)[:2]] = [1, 5]
    return table, levels


def test_extreme_ratees_are_measured_beyond_all_others_and_flagged():
    table, levels = _with_extremes()
    for method in rasch.Method:
        found = rasch.fit(table.facets, levels, lowest=1, highest=5, method=method)
        assert isinstance(found, rasch.Fit)
        ratees = found.facets["ratees"]

        assert ratees.extreme.tolist() == [True, True] + [False] * 18
        assert ratees.measure.argmax() == 0
        assert ratees.measure.argmin() == 1
        assert (ratees.error[:2] > np.median(ratees.error[2:])).all()
        assert np.isnan(ratees.infit[:2]).all()
        assert np.isfinite(ratees.infit[2:]).all()


def test_an_extreme_score_is_moved_three_tenths_off_its_end():
    table, levels = _with_extremes()
    found = rasch.fit(table.facets, levels, lowest=1, highest=5)
    assert isinstance(found, rasch.Fit)

    assert found.expected[table.ratees == 0].sum() == pytest.approx(9 * 5 - 0.3, abs=1e-3)
    assert found.expected[table.ratees == 1].sum() == pytest.approx(9 * 1 + 0.3, abs=1e-3)


def test_extreme_ratees_tell_nothing_of_the_others():
    table, levels = _with_extremes()
    rest = table.ratees > 1
    found = rasch.fit(table.facets, levels, lowest=1, highest=5)
    without = rasch.fit({n: c[rest] for n, c in table.facets.items()}, levels[rest], lowest=1, highest=5)
    assert isinstance(found, rasch.Fit)
    assert isinstance(without, rasch.Fit)

    assert found.facets["raters"].measure.tolist() == pytest.approx(without.facets["raters"].measure.tolist())
    assert found.calibrated.tolist() == rest.tolist()


def test_who_was_rated_by_an_extreme_rater_only_is_unknown():
    table = drawn(ratees=20, raters=6, each=3, criteria=3, seed=9)
    found = rasch.fit(
        {
            name: np.append(codes, extra)
            for (name, codes), extra in zip(table.facets.items(), ([20, 20, 0], [6, 6, 6], [0, 1, 2]), strict=True)
        },
        np.append(table.levels, [5, 5, 5]),
        lowest=1,
        highest=5,
    )
    assert isinstance(found, rasch.Fit)

    assert np.isnan(found.facets["ratees"].measure[20])
    assert found.facets["raters"].extreme[6]
    assert np.isfinite(found.facets["raters"].measure[6])
    assert np.isnan(found.expected[-2])


# What cannot be told.


def _why(facets: dict[str, list[int]], scores: list[int], **asked: object) -> CannotTell:
    found = rasch.fit(facets, scores, lowest=0, highest=2, **asked)  # type: ignore[arg-type]
    assert isinstance(found, CannotTell)
    return found


@pytest.mark.parametrize("method", list(rasch.Method))
@pytest.mark.parametrize(
    ("ratees", "raters", "scores", "why"),
    [
        ([], [], [], Reason.NOTHING),
        ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 1, 1], Reason.ONE_CATEGORY),
        ([0, 0, 0], [0, 1, 2], [0, 1, 2], Reason.ONE_SUBJECT),
        ([0, 1, 2], [0, 0, 0], [0, 1, 2], Reason.ONE_RATER),
        ([0, 0, 1, 1], [0, 1, 2, 3], [0, 1, 1, 2], Reason.DISCONNECTED),
    ],
)
def test_too_little_is_named(
    method: rasch.Method, ratees: list[int], raters: list[int], scores: list[int], why: Reason
):
    assert _why({"n": ratees, "j": raters}, scores, method=method).reason is why


def test_all_extreme_is_named():
    assert _why({"n": [0, 0, 1, 1], "j": [0, 1, 0, 1]}, [0, 0, 2, 2]).reason is Reason.EXTREME


def test_how_many_parts_a_design_has_is_said():
    assert _why({"n": [0, 1, 2], "j": [0, 1, 2]}, [0, 1, 2]) == CannotTell(Reason.DISCONNECTED, 3, 1)


@pytest.mark.parametrize("method", list(rasch.Method))
def test_facets_that_always_go_together_are_named(method: rasch.Method):
    # every two facets meet along some way, yet the third is the sum of the others: one step up in two is one in it
    n, j = (np.tile(codes.ravel(), 6) for codes in np.indices((4, 4)))
    scores = np.random.default_rng(1).integers(0, 3, 96)
    facets = {"n": n.tolist(), "j": j.tolist(), "c": (n + j).tolist()}

    assert rasch.subsets(facets).connected
    assert _why(facets, scores.tolist(), method=method).reason is Reason.CONFOUNDED


def test_what_runs_away_to_infinity_is_named():
    # the first two succeed only on the first two, the others on all of these: the gap between has no end
    scores = [1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1]
    n, j = np.indices((4, 4)).reshape(2, -1).tolist()

    assert _why({"n": n, "j": j}, scores).reason is Reason.NOT_CONVERGED


@pytest.mark.parametrize("corrected", [True, False])
@pytest.mark.parametrize("passes", [1, 6])
def test_steps_without_an_end_are_named(monkeypatch: pytest.MonkeyPatch, table: Drawn, *, corrected: bool, passes: int):
    monkeypatch.setattr(joint, "MOST_PASSES", passes)
    monkeypatch.setattr(joint, "CLOSE", 0.0)
    found = rasch.fit(table.facets, table.levels, lowest=1, highest=5, corrected=corrected)

    assert found == CannotTell(Reason.NOT_CONVERGED)


def test_errors_are_unknown_where_there_are_too_many_to_invert(monkeypatch: pytest.MonkeyPatch, table: Drawn):
    monkeypatch.setattr(errors, "MOST_INVERTED", 3)
    found = _fit(table)

    assert np.isnan(found.facets["raters"].full_error).all()
    assert np.isfinite(found.facets["raters"].error).all()


# Bad input.


@pytest.mark.parametrize(
    ("facets", "scores", "code", "field"),
    [
        ({"n": [0, 1], "j": [0, 1]}, [0, math.nan], "ratings.not_a_number", "scores"),
        ({"n": [0, 1], "j": [0, 1]}, ["low", "high"], "ratings.not_a_number", "scores"),
        ({"n": [0, 1], "j": [0, 1]}, [0, 1.5], "ratings.not_whole", "scores"),
        ({"n": [0, 1], "j": [0, 1]}, [0, 3], "ratings.off_scale", "scores"),
        ({"n": [0, 1], "j": [0, 1]}, [0, -1], "ratings.off_scale", "scores"),
        ({"n": [0, 1], "j": [0, 1]}, [0, 1, 2], "ratings.lengths_differ", "scores"),
        ({"n": [0, 1], "j": [0, -1]}, [0, 1], "ratings.too_small", "j"),
        ({"n": [0, math.nan], "j": [0, 1]}, [0, 1], "ratings.not_a_number", "n"),
        ({"n": [0, 1]}, [0, 1], "ratings.too_few_facets", "facets"),
    ],
)
def test_wrong_tables_are_refused(facets: dict[str, list[float]], scores: list[float], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        rasch.fit(facets, scores, lowest=0, highest=2)

    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"positive": ("x",)}, "ratings.no_such_facet", "x"),
        ({"floating": "x"}, "ratings.no_such_facet", "x"),
        ({"by": "x", "model": rasch.Model.PARTIAL_CREDIT}, "ratings.no_such_facet", "x"),
        ({"by": "j"}, "ratings.no_such_facet", "by"),
        ({"model": rasch.Model.PARTIAL_CREDIT}, "ratings.no_such_facet", "by"),
        ({"highest": 0}, "ratings.no_scale", "highest"),
    ],
)
def test_wrong_questions_are_refused(asked: dict[str, object], code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        rasch.fit({"n": [0, 1], "j": [0, 1]}, [0, 0], **{"lowest": 0, "highest": 2, **asked})  # type: ignore[arg-type]

    assert (caught.value.code, caught.value.field) == (code, field)


def test_averages_of_an_unknown_facet_are_refused(table: Drawn):
    with pytest.raises(BadInputError) as caught:
        rasch.fair_averages(_fit(table), "judges")

    assert (caught.value.code, caught.value.field) == ("ratings.no_such_facet", "judges")
