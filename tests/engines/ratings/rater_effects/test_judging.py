import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.ratings.rater_effects import Effect, Tendency, Verdict, effects
from liuxin.engines.ratings.rater_effects.judging import step_up
from tests.engines.ratings.rater_effects.tables import columns, grid, told

# Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57:289-300, section 4.1: fifteen comparisons in myocardial
# infarction; at 5 % the procedure rejects the four smallest.
PRINTED = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
    *(0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_the_step_up_rule_rejects_the_four_of_the_paper():
    assert (step_up(np.array(PRINTED)) <= 0.05).tolist() == [True] * 4 + [False] * 11


def test_it_is_computed_as_in_the_paper():
    # The fourth: 0.0095 × 15 / 4; the ninth 0.0459 × 15 / 9.
    assert step_up(np.array(PRINTED))[[3, 8]] == pytest.approx([0.035625, 0.0765])


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_it_keeps_the_order_is_never_below_and_minds_no_sequence(chances: list[float], random):
    found = step_up(np.array(chances))
    places = list(range(len(chances)))
    random.shuffle(places)

    assert (found >= np.array(chances) - 1e-12).all()
    assert (np.diff(found[np.argsort(chances)]) >= 0).all()
    assert step_up(np.array(chances)[places]).tolist() == found[places].tolist()


def test_what_was_not_looked_at_counts_nothing():
    assert step_up(np.array([0.01, np.nan, 0.04])).tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)


def test_more_raters_looked_at_make_it_harder_to_be_found():
    alone = step_up(np.array([0.02]))
    among = step_up(np.array([0.02, *[0.9] * 9]))

    assert (alone[0], among[0]) == pytest.approx((0.02, 0.2))


def test_a_tendency_says_value_interval_threshold_and_number():
    found = told(grid(4, 10, 4)).of(1)[Effect.STRAIGHT_LINING]

    assert isinstance(found, Tendency)
    assert (found.n, found.needs, found.threshold, found.verdict) == (40, 20, 0.8, Verdict.NOT_FOUND)
    assert (found.low or 1) < (found.value or 0) < (found.high or 0)


@settings(max_examples=15)
@given(st.integers(0, 1000))
def test_neither_the_order_of_rows_nor_names_change_anything(seed: int):
    rows = columns(grid(4, 9, 3, seed=seed))
    draw = np.random.default_rng(seed)
    rows |= {"seconds": np.repeat(draw.uniform(10, 90, 36), 3), "order": np.repeat(np.arange(36), 3)}
    by = draw.permutation(len(rows["levels"]))
    other = {name: column[by] for name, column in rows.items()}
    other["ratees"] = (rows["ratees"][by] * 7 + 3) % 11
    this, that = (effects(**each, lowest=1, highest=5) for each in (rows, other))

    for effect in Effect:
        one, two = this.columns[effect], that.columns[effect]
        assert one.value == pytest.approx(two.value, nan_ok=True, abs=1e-9)
        assert one.low == pytest.approx(two.low, nan_ok=True, abs=1e-9)
        assert one.found.tolist() == two.found.tolist()
        assert one.why == two.why
