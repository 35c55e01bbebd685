import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from liuxin.engines import intervals
from liuxin.engines.ratings.comparison import Funnel, Plotted, Spread, funnel
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

POISSON = vectors("funnel_poisson_exact")
Z95, Z998 = 1.959963984540054, 3.090232306167813


def plotted(
    observed: list[float],
    sizes: list[float],
    what: Plotted = Plotted.RATIO,
    *,
    target: float | None = None,
    spread: Spread = Spread.NONE,
) -> Funnel:
    found = funnel(observed, sizes, plotted=what, target=target, spread=spread)
    assert isinstance(found, Funnel)
    return found


def test_the_limits_of_a_ratio_are_the_exact_ones_of_poisson():
    wanted, near = POISSON["expected"], POISSON["tolerance"]
    found = plotted(POISSON["data"]["expected"], POISSON["data"]["expected"])

    assert found.target == POISSON["data"]["target"]
    assert found.low95.tolist() == pytest.approx(wanted["ll95"], abs=near)
    assert found.high95.tolist() == pytest.approx(wanted["ul95"], abs=near)
    assert found.low998.tolist() == pytest.approx(wanted["ll998"], abs=near)
    assert found.high998.tolist() == pytest.approx(wanted["ul998"], abs=near)
    assert found.zone.tolist() == [0, 0, 0]


def test_limits_around_another_target_are_those_of_so_many_expected():
    found, usual = plotted([20], [10], target=2.0), plotted([20], [20])

    assert found.low95[0] == pytest.approx(2 * usual.low95[0])
    assert found.high998[0] == pytest.approx(2 * usual.high998[0])
    assert (found.value[0], found.target) == (2, 2)


def test_the_limits_of_a_share_are_clopper_and_pearsons_around_the_target():
    found = plotted([15, 5], [50, 50], Plotted.SHARE)
    low, high = intervals.clopper_pearson([10, 10], [50, 50])

    assert found.target == 0.2
    assert found.low95.tolist() == pytest.approx(low.tolist())
    assert found.high95.tolist() == pytest.approx(high.tolist())
    assert found.low998[0] == pytest.approx(stats.beta.ppf(0.001, 10, 41))
    assert found.high998[0] == pytest.approx(stats.beta.ppf(0.999, 11, 40))


def test_the_zone_tells_how_surprising_so_few_or_so_many_are():
    # Poisson with mean 15: P(≤ 4) = 0.0009, P(≤ 5) = 0.0028, P(≤ 7) = 0.018, P(≤ 8) = 0.037; P(≥ 23) = 0.033,
    # P(≥ 24) = 0.0195, P(≥ 28) = 0.0017, P(≥ 29) = 0.0009 (any table).
    counts = [0, 4, 5, 7, 8, 23, 24, 28, 29]
    found = plotted([*counts], [15.0] * 9)

    assert found.zone.tolist() == [-2, -2, -1, -1, 0, 0, 1, 1, 2]
    assert found.value.tolist() == pytest.approx([each / 15 for each in counts])


def test_of_few_cases_nothing_is_a_surprise():
    assert plotted([0, 1, 2], [1.0] * 3).zone.tolist() == [0, 0, 0]
    assert plotted([0, 1, 2], [2] * 3, Plotted.SHARE).zone.tolist() == [0, 0, 0]
    assert plotted([0, 5], [5, 5], Plotted.SHARE, target=0.5).zone.tolist() == [0, 0]
    assert plotted([0, 6], [6, 6], Plotted.SHARE, target=0.5).zone.tolist() == [-1, 1]
    assert plotted([0, 10], [10, 10], Plotted.SHARE, target=0.5).zone.tolist() == [-2, 2]


COUNTS = np.array([30.0, 2, 9, 16, 25, 0, 12, 44, 18, 21])
EXPECTED = np.array([15.0, 9, 10, 12, 20, 5, 11, 30, 25, 16])


def by_hand(y: np.ndarray, error: np.ndarray) -> tuple[float, float]:
    z = y / error
    low, high = np.quantile(z, [0.1, 0.9])
    phi = float((np.minimum(np.maximum(z, low), high) ** 2).sum() / len(z))
    weight = error**-2
    tau = (len(z) * phi - (len(z) - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    return phi, max(0.0, float(tau))


def test_where_ratios_differ_by_the_same_everywhere_it_is_added_as_shmi_does():
    error = 1 / np.sqrt(EXPECTED)
    phi, tau = by_hand(np.log(np.maximum(COUNTS, 0.5) / EXPECTED), error)
    found = plotted([*COUNTS], [*EXPECTED], spread=Spread.ADDITIVE)

    assert tau > 0
    assert (found.dispersion, found.between) == pytest.approx((phi, tau))
    assert found.low95.tolist() == pytest.approx([*np.exp(-Z95 * np.sqrt(1 / EXPECTED + tau))])
    assert found.high95.tolist() == pytest.approx([*np.exp(Z95 * np.sqrt(1 / EXPECTED + tau))])
    assert found.low998.tolist() == pytest.approx([*np.exp(-Z998 * np.sqrt(1 / EXPECTED + tau))])
    assert found.high998.tolist() == pytest.approx([*np.exp(Z998 * np.sqrt(1 / EXPECTED + tau))])


def test_where_ratios_differ_in_proportion_the_error_is_multiplied():
    error = 1 / np.sqrt(EXPECTED * 1.2)
    phi, _ = by_hand(np.log(np.maximum(COUNTS, 0.5) / EXPECTED) - np.log(1.2), error)
    found = plotted([*COUNTS], [*EXPECTED], target=1.2, spread=Spread.MULTIPLICATIVE)

    assert phi > 1
    assert found.dispersion == pytest.approx(phi)
    assert found.low95.tolist() == pytest.approx([*(1.2 * np.exp(-Z95 * error * np.sqrt(phi)))])
    assert found.high998.tolist() == pytest.approx([*(1.2 * np.exp(Z998 * error * np.sqrt(phi)))])


def test_shares_differ_on_the_scale_of_the_angle_and_stay_shares():
    told, of = np.array([1.0, 9, 3, 30, 12, 2, 6, 9, 0, 25]), np.array([10.0, 20, 10, 40, 30, 4, 40, 10, 20, 30])
    target = told.sum() / of.sum()
    centre, error = np.arcsin(np.sqrt(target)), 1 / (2 * np.sqrt(of))
    phi, tau = by_hand(np.arcsin(np.sqrt(told / of)) - centre, error)
    added = plotted([*told], [*of], Plotted.SHARE, spread=Spread.ADDITIVE)
    multiplied = plotted([*told], [*of], Plotted.SHARE, spread=Spread.MULTIPLICATIVE)

    assert tau > 0
    assert (added.dispersion, added.between, added.target) == pytest.approx((phi, tau, target))
    assert added.high95[3] == pytest.approx(np.sin(centre + Z95 * np.sqrt(error[3] ** 2 + tau)) ** 2)
    assert multiplied.low95[3] == pytest.approx(np.sin(centre - Z95 * error[3] * np.sqrt(phi)) ** 2)
    assert (added.low998[5], added.high998[5]) == (0, 1)


def test_a_record_without_differences_is_not_drawn_wide():
    observed, expected = [*EXPECTED], [*EXPECTED]
    added = plotted(observed, expected, spread=Spread.ADDITIVE)
    multiplied = plotted(observed, expected, spread=Spread.MULTIPLICATIVE)

    assert (added.between, added.dispersion) == (0, 0)
    assert added.high95.tolist() == pytest.approx([*np.exp(Z95 / np.sqrt(EXPECTED))])
    assert multiplied.high95.tolist() == pytest.approx(added.high95.tolist())


@pytest.mark.parametrize(
    ("observed", "sizes", "what", "spread", "answer"),
    [
        ([], [], Plotted.RATIO, Spread.NONE, CannotTell(Reason.NOTHING)),
        ([], [], Plotted.SHARE, Spread.NONE, CannotTell(Reason.NOTHING)),
        ([1] * 9, [2] * 9, Plotted.RATIO, Spread.ADDITIVE, CannotTell(Reason.TOO_FEW, 9, 10)),
        ([1] * 9, [2] * 9, Plotted.SHARE, Spread.MULTIPLICATIVE, CannotTell(Reason.TOO_FEW, 9, 10)),
        ([0, 0], [2, 2], Plotted.SHARE, Spread.NONE, CannotTell(Reason.NO_VARIANCE)),
        ([2, 2], [2, 2], Plotted.SHARE, Spread.NONE, CannotTell(Reason.NO_VARIANCE)),
    ],
)
def test_too_little_says_so(
    *, observed: list[float], sizes: list[float], what: Plotted, spread: Spread, answer: CannotTell
):
    assert funnel(observed, sizes, plotted=what, spread=spread) == answer


def test_around_another_target_the_surprise_is_that_of_so_many_expected():
    # Twice 7.5 expected are 15.
    counts = [4, 5, 7, 8, 23, 24, 28, 29]
    assert plotted([*counts], [7.5] * 8, target=2.0).zone.tolist() == [-2, -1, -1, 0, 0, 1, 1, 2]


def test_one_count_or_one_miss_may_be_a_surprise():
    # P(≥ 1) of a mean of 0.02 is 0.0198; of a mean of 0.0009 it is 0.0009; a share of 0.99 misses once in 1.0 %.
    assert plotted([1, 1, 0], [0.02, 0.0009, 0.02]).zone.tolist() == [1, 2, 0]
    assert plotted([0, 1], [1, 1], Plotted.SHARE, target=0.99).zone.tolist() == [-1, 0]
    assert plotted([1, 0], [1, 1], Plotted.SHARE, target=0.01).zone.tolist() == [1, 0]


def test_of_tiny_expectations_the_spread_is_told_too():
    # Σ w - Σ w² / Σ w is 0.9 here: 10 × 0.1 less a tenth of it.
    counts, expected = np.array([5.0, 4, 6, 5, 7, 0, 5, 6, 3, 5]), np.full(10, 0.1)
    phi, tau = by_hand(np.log(np.maximum(counts, 0.5) / expected), 1 / np.sqrt(expected))
    found = plotted([*counts], [*expected], spread=Spread.ADDITIVE)

    assert tau > 0
    assert (found.dispersion, found.between) == pytest.approx((phi, tau))


def test_one_person_may_stand_in_a_funnel_without_spread():
    assert plotted([2], [1]).zone.tolist() == [0]


NAN = float("nan")


@pytest.mark.parametrize(
    ("observed", "sizes", "what", "target", "code", "field"),
    [
        ([NAN], [1], Plotted.RATIO, None, "ratings.not_a_number", "observed"),
        ([1], [0], Plotted.RATIO, None, "ratings.not_above_zero", "sizes"),
        ([1, -1], [1, 1], Plotted.RATIO, None, "ratings.too_small", "observed"),
        ([1, 2], [1], Plotted.RATIO, None, "ratings.lengths_differ", "sizes"),
        ([1, 2], [1, 1], Plotted.SHARE, None, "ratings.more_than_all", "observed"),
        ([1], [2], Plotted.RATIO, 0.0, "ratings.not_above_zero", "target"),
        ([1], [2], Plotted.SHARE, NAN, "ratings.not_a_number", "target"),
        ([1], [2], Plotted.SHARE, 1.0, "ratings.not_a_share", "target"),
    ],
)
def test_what_is_wrong_is_refused(
    *, observed: list[float], sizes: list[float], what: Plotted, target: float | None, code: str, field: str
):
    with pytest.raises(BadInputError) as caught:
        funnel(observed, sizes, plotted=what, target=target)
    assert (caught.value.code, caught.value.field) == (code, field)
    if code == "ratings.too_small":
        assert caught.value.params == {"place": "2", "least": 0}
    if code == "ratings.more_than_all":
        assert caught.value.params == {"place": "2"}


records = st.lists(st.tuples(st.integers(0, 40), st.integers(40, 90)), min_size=10, max_size=30)
funnels = st.tuples(records, st.sampled_from(Plotted), st.sampled_from(Spread))


def zones(rows, what: Plotted, spread: Spread, found: Funnel) -> np.ndarray:
    seen, size = map(np.array, zip(*rows, strict=True))
    if spread is not Spread.NONE:
        above = (found.value > found.high95).astype(int) + (found.value > found.high998)
        return np.asarray(above - (found.value < found.low95) - (found.value < found.low998))
    chance = stats.poisson(size) if what is Plotted.RATIO else stats.binom(size, found.target)
    few, many = chance.cdf(seen), chance.sf(seen - 1)
    return np.asarray((many < 0.025).astype(int) + (many < 0.001) - (few < 0.025) - (few < 0.001))


@settings(max_examples=40)
@given(funnels)
def test_limits_lie_around_the_target_and_within_one_another(drawn):
    rows, what, spread = drawn
    found = funnel(*zip(*rows, strict=True), plotted=what, spread=spread)
    if isinstance(found, CannotTell):
        assert found.reason is Reason.NO_VARIANCE
        return
    for low, high in ((found.low95, found.low998), (found.high998, found.high95)):
        assert (low >= high).all()
    assert (found.low95 <= found.target).all()
    assert (found.high95 >= found.target).all()
    assert found.zone.tolist() == zones(rows, what, spread, found).tolist()


@settings(max_examples=40)
@given(funnels, st.randoms(use_true_random=False))
def test_the_order_of_the_people_does_not_matter(drawn, shuffle):
    rows, what, spread = drawn
    order = list(range(len(rows)))
    shuffle.shuffle(order)
    one = funnel(*zip(*rows, strict=True), plotted=what, spread=spread)
    other = funnel(*zip(*(rows[place] for place in order), strict=True), plotted=what, spread=spread)
    if isinstance(one, CannotTell) or isinstance(other, CannotTell):
        assert one == other
        return
    assert other.high95.tolist() == pytest.approx(one.high95[order].tolist())
    assert other.dispersion == pytest.approx(one.dispersion)


@settings(max_examples=40)
@given(funnels)
def test_the_more_was_seen_the_narrower_is_the_funnel(drawn):
    rows, what, spread = drawn
    found = funnel(*zip(*rows, strict=True), plotted=what, spread=spread)
    if isinstance(found, CannotTell):
        return
    order = np.argsort([size for _, size in rows], kind="stable")
    assert (np.diff((found.high95 - found.low95)[order]) <= 1e-9).all()
