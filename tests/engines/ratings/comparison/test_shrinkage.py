import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from liuxin.engines.intervals import Z
from liuxin.engines.ratings.comparison import (
    Shrunken,
    Stein,
    beta_binomial,
    gamma_poisson,
    james_stein,
    normal_normal,
    shrinkage,
)
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError
from tests.engines.ratings.vectors import vectors

SCHOOLS = vectors("normal_normal_eight_schools")
BASEBALL = vectors("shrinkage_efron_morris")

# Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271:698): ill and not ill, vaccinated and not.
BCG = np.array(
    [
        *((4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761)),
        *((180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232)),
        *((17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825)),
    ],
    float,
).T


def shrunk(found: Shrunken | CannotTell) -> Shrunken:
    assert isinstance(found, Shrunken)
    return found


def test_eight_schools_pool_completely_and_divide_by_nothing():
    wanted, near = SCHOOLS["expected"], SCHOOLS["tolerance"]
    found = shrunk(normal_normal(SCHOOLS["data"]["y"], SCHOOLS["data"]["se"]))

    assert (found.mean, found.mean_error) == pytest.approx((wanted["pooled"], wanted["pooled_se"]), abs=near)
    assert found.q == pytest.approx(wanted["Q"], abs=near)
    assert found.freedom == wanted["df"]
    assert (found.between, found.i2) == (wanted["tau2_DL"], wanted["I2"])
    assert found.value.tolist() == pytest.approx([wanted["pooled"]] * 8)
    assert found.weight.tolist() == [0.0] * 8
    assert found.p == pytest.approx(special.chdtrc(7, wanted["Q"]), abs=near)


def test_the_vaccine_trials_vary_as_published():
    # Viechtbauer, metafor (J. Stat. Softw. 36(3), 2010), dat.bcg: Q(12) = 152.2330; Paule-Mandel tau² = 0.3181 with
    # mean -0.7150, standard error 0.1809; I² by Q is 92.12 %.
    ill, well, ill_without, well_without = BCG
    ratio = np.log(ill / (ill + well) / (ill_without / (ill_without + well_without)))
    variance = 1 / ill - 1 / (ill + well) + 1 / ill_without - 1 / (ill_without + well_without)
    found = shrunk(normal_normal(ratio, np.sqrt(variance)))

    assert (found.q, found.i2) == pytest.approx((152.2330, 0.9212), abs=5e-5)
    assert found.between == pytest.approx(0.3181, abs=5e-5)
    assert (found.mean, found.mean_error) == pytest.approx((-0.7150, 0.1809), abs=5e-5)


def test_baseball_shrinks_as_efron_and_morris_have_it():
    near, wanted = BASEBALL["tolerance"], BASEBALL["expected"]
    hits = np.round(np.array(BASEBALL["data"]["hits"]) / BASEBALL["data"]["at_bats"], 3)
    error = np.sqrt(hits.mean() * (1 - hits.mean()) / BASEBALL["data"]["at_bats"])
    found, rest = james_stein(hits, error), np.array(BASEBALL["data"]["rest_of_season"])
    assert isinstance(found, Stein)

    assert found.mean == pytest.approx(wanted["grand_mean"], abs=near["grand_mean"])
    assert found.weight == pytest.approx(wanted["shrink_c"], abs=near["shrink_c"])
    assert found.value.tolist() == pytest.approx(wanted["james_stein"], abs=near["estimates"])
    assert float(((hits - rest) ** 2).sum()) == pytest.approx(wanted["sse_mle"], abs=near["sse"])
    assert float(((found.value - rest) ** 2).sum()) == pytest.approx(wanted["sse_js"], abs=near["sse"])


def test_alike_values_have_no_weight_of_their_own():
    for values in ([3.0] * 5, [1.0, 1.1, 1.2, 1.3]):
        found = james_stein(values, 5.0)
        assert isinstance(found, Stein)
        assert found.weight == 0
        assert found.value.tolist() == pytest.approx([np.mean(values)] * len(values))


def test_the_shares_of_baseball_lean_on_the_mean_the_more_so_as_little_differs():
    found = shrunk(beta_binomial(BASEBALL["data"]["hits"], [45] * 18))
    rest = np.array(BASEBALL["data"]["rest_of_season"])

    assert found.mean == pytest.approx(215 / 810)
    assert ((found.value - rest) ** 2).sum() < ((found.raw - rest) ** 2).sum() / 3
    # Equal trials: Kleinman's moments in closed form. S / (k - 1) = m (1 - m) / n (1 + (n - 1) γ).
    raw, m = np.array(BASEBALL["data"]["hits"]) / 45, 215 / 810
    gamma = (((raw - m) ** 2).sum() / 17 / (m * (1 - m) / 45) - 1) / 44
    assert found.between == pytest.approx(gamma * m * (1 - m))
    alpha_beta = 1 / gamma - 1
    assert found.weight.tolist() == pytest.approx([45 / (45 + alpha_beta)] * 18)
    assert found.value[0] == pytest.approx((18 + m * alpha_beta) / (45 + alpha_beta))


def test_equal_exposures_have_the_moments_in_closed_form():
    counts = np.array([2, 9, 4, 14, 6, 1])
    found = shrunk(gamma_poisson(counts, [2.0] * 6))
    mean, spread = 3.0, (counts / 2).var(ddof=1)
    shape, rate = mean**2 / (spread - mean / 2), mean / (spread - mean / 2)

    assert (found.mean, found.between) == pytest.approx((mean, spread - mean / 2))
    assert found.value.tolist() == pytest.approx([*((counts + shape) / (2 + rate))])
    assert found.weight.tolist() == pytest.approx([2 / (2 + rate)] * 6)


def test_equal_errors_have_the_moments_in_closed_form():
    values = np.array([1.0, 5.0, 2.0, 8.0, 4.0])
    found = shrunk(normal_normal(values, [1.0] * 5))
    between = values.var(ddof=1) - 1
    weight = between / (between + 1)

    assert (found.mean, found.between) == pytest.approx((4.0, between))
    assert found.value.tolist() == pytest.approx([*(4 + weight * (values - 4))])
    assert (found.value - found.low).tolist() == pytest.approx([*(found.high - found.value)])
    assert found.mean_error == pytest.approx(np.sqrt((between + 1) / 5))
    assert found.i2 == pytest.approx(1 - 4 / (values.var(ddof=1) * 4))


def integrated(values: np.ndarray, errors: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Mean squared distance from what was told, person by person, √A one by one in small steps: the books' integral."""
    total, open_ = 0.0, np.zeros(len(values))
    for root in np.arange(0.005, 60, 0.01):
        weight = 1 / (errors**2 + root**2)
        mean = (weight * values).sum() / weight.sum()
        log = stats.norm.logpdf(values, mean, 1 / np.sqrt(weight)).sum() - np.log(weight.sum()) / 2
        own = root**2 * weight
        with_it = mean + own * (values - mean)
        likelihood = np.exp(log + 40)
        open_ += likelihood * (own * errors**2 + (1 - own) ** 2 / weight.sum() + (with_it - told) ** 2)
        total += likelihood
    return np.asarray(open_ / total)


@pytest.mark.parametrize("deviation", [0.0, 1.0, 4.0])
def test_intervals_leave_open_what_the_whole_posterior_leaves_open(deviation: float):
    random = np.random.default_rng(41)
    errors = random.uniform(0.5, 2.0, 15)
    values = 5 + deviation * random.standard_normal(15) + errors * random.standard_normal(15)
    found = shrunk(normal_normal(values, errors))
    half = Z * np.sqrt(integrated(values, errors, found.value))

    assert (found.high - found.value).tolist() == pytest.approx(half.tolist(), rel=0.04)
    assert (found.value - found.low).tolist() == pytest.approx((found.high - found.value).tolist())


def test_the_intervals_of_shares_and_rates_have_the_moments_that_the_normal_one_has():
    # Many cases: a share or a rate is as good as normal, with these standard errors.
    told, of = np.array([520, 480, 610, 555, 450, 590]), np.full(6, 1000)
    share = shrunk(beta_binomial(told, of))
    rate = shrunk(gamma_poisson(told, of / 1000))
    for found, error in (
        (share, np.sqrt(share.mean * (1 - share.mean) / of)),
        (rate, np.sqrt(rate.mean / (of / 1000))),
    ):
        normal = shrunk(normal_normal(found.raw, error))
        assert found.value.tolist() == pytest.approx(normal.value.tolist(), rel=2e-3)
        assert (found.high - found.low).tolist() == pytest.approx((normal.high - normal.low).tolist(), rel=0.1)


def test_whoever_was_not_seen_has_no_value():
    shares = shrunk(beta_binomial([0, 3, 5, 8, 2], [0, 10, 10, 10, 10]))
    rates = shrunk(gamma_poisson([3, 5, 8, 2, 0], [1.0, 1.0, 2.0, 1.0, 0.0]))

    assert shares.why == (Reason.NOTHING, None, None, None, None)
    assert rates.why == (None, None, None, None, Reason.NOTHING)
    for found, who in ((shares, 0), (rates, 4)):
        for column in (found.raw, found.value, found.low, found.high, found.weight):
            assert np.flatnonzero(np.isnan(column)).tolist() == [who]


def test_people_without_a_case_change_nothing():
    with_them = shrunk(beta_binomial([0, 3, 5, 8, 2], [0, 10, 10, 10, 10]))
    without = shrunk(beta_binomial([3, 5, 8, 2], [10, 10, 10, 10]))

    assert with_them.value[1:].tolist() == without.value.tolist()
    assert (with_them.q, with_them.freedom) == (without.q, 3)


def test_the_group_counts_at_least_as_one_case():
    shares = shrunk(beta_binomial([0, 10, 0, 10, 0, 10], [10] * 6))
    rates = shrunk(gamma_poisson([0, 0, 0, 0, 0, 0, 90], [1.0] * 7))

    assert shares.between == pytest.approx(0.5 * 0.25)
    assert shares.weight.tolist() == pytest.approx([10 / 11] * 6)
    assert rates.between == pytest.approx(2 * rates.mean**2)
    assert (shares.low[0], rates.low[0]) == pytest.approx((0, 0), abs=1e-2)
    assert shares.high[0] > 0.1
    assert rates.high[0] > 1


@pytest.mark.parametrize(
    ("shrink", "one", "other", "answer"),
    [
        (normal_normal, [1, 2, 3], [1, 1, 1], CannotTell(Reason.TOO_FEW, 3, 4)),
        (normal_normal, [], [], CannotTell(Reason.TOO_FEW, 0, 4)),
        (beta_binomial, [1, 2, 3], [5, 5, 5], CannotTell(Reason.TOO_FEW, 3, 4)),
        (beta_binomial, [1, 2, 3, 1, 0], [5, 5, 5, 1, 0], CannotTell(Reason.TOO_FEW, 3, 4)),
        (gamma_poisson, [1, 2, 3, 0], [5, 5, 5, 0], CannotTell(Reason.TOO_FEW, 3, 4)),
        (james_stein, [1, 2, 3], 1, CannotTell(Reason.TOO_FEW, 3, 4)),
        (beta_binomial, [0] * 4, [5] * 4, CannotTell(Reason.NO_VARIANCE)),
        (beta_binomial, [5] * 4, [5] * 4, CannotTell(Reason.NO_VARIANCE)),
        (gamma_poisson, [0] * 4, [5] * 4, CannotTell(Reason.NO_VARIANCE)),
    ],
)
def test_too_little_says_so(shrink, one, other, answer: CannotTell):
    assert shrink(one, other) == answer


def test_a_person_with_one_case_has_a_value():
    found = shrunk(beta_binomial([1, 3, 5, 8, 2], [1, 10, 10, 10, 10]))

    assert found.why == (None,) * 5
    assert found.mean < found.value[0] < 1


def conjugate(kind: str, one: np.ndarray, size: np.ndarray, found: Shrunken) -> np.ndarray:
    """Mean squared distance from what was told, √A in small steps, with the posterior as the books write it."""
    chance, share, most = (
        (found.mean * (1 - found.mean) / size, 1 - 1 / size, found.mean * (1 - found.mean) / 2)
        if kind == "beta"
        else (found.mean / size, np.ones(len(size)), 2 * found.mean**2)
    )
    total, open_ = 0.0, np.zeros(len(size))
    for between in np.linspace(1e-3, np.sqrt(most), 1500) ** 2:
        weight = 1 / (chance + share * between)
        mean = float((weight * one / size).sum() / weight.sum())
        fit = float(stats.norm.logpdf(one / size, mean, 1 / np.sqrt(weight)).sum() - np.log(weight.sum()) / 2)
        if kind == "beta":
            first = mean * (mean * (1 - mean) / between - 1)
            second = first / mean - first
            posterior = stats.beta(first + one, second + size - one)
        else:
            posterior = stats.gamma(mean**2 / between + one, scale=1 / (mean / between + size))
        left = (found.mean * (1 - found.mean) if kind == "beta" else found.mean) / size
        own = between / (left + share * between)
        likelihood = np.exp(fit)
        squared = (posterior.mean() - found.value) ** 2
        open_ += likelihood * (posterior.var() + (1 - own) ** 2 / weight.sum() + squared)
        total += likelihood
    return np.asarray(open_ / total)


@pytest.mark.parametrize("kind", ["beta", "gamma"])
def test_shares_and_rates_leave_open_what_their_posteriors_leave_open(kind: str):
    one, size = np.array([2.0, 9, 3, 14, 5, 1, 12, 8]), np.array([6.0, 20, 12, 21, 7, 9, 16, 30])
    found = shrunk((beta_binomial if kind == "beta" else gamma_poisson)(one, size))
    variance = conjugate(kind, one, size, found)
    if kind == "beta":
        wide = found.value * (1 - found.value) / variance - 1
        spread = stats.beta(found.value * wide, (1 - found.value) * wide)
    else:
        spread = stats.gamma(found.value**2 / variance, scale=variance / found.value)

    assert found.low.tolist() == pytest.approx(spread.ppf(0.025).tolist(), rel=0.04)
    assert found.high.tolist() == pytest.approx(spread.ppf(0.975).tolist(), rel=0.02)


def test_bounds_are_those_of_the_distribution_with_this_mean_and_variance():
    value, unsure = np.array([0.3, 0.8]), np.array([0.02, 0.004])
    first = value * (value * (1 - value) / unsure - 1)
    beta, gamma = stats.beta(first, first / value - first), stats.gamma(value**2 / unsure, scale=unsure / value)
    for bounds, wanted in ((shrinkage._beta, beta), (shrinkage._gamma, gamma)):
        low, high = bounds(value, unsure)
        assert wanted.mean() == pytest.approx(value)
        assert wanted.var() == pytest.approx(unsure)
        assert low == pytest.approx(wanted.ppf(0.025))
        assert high == pytest.approx(wanted.ppf(0.975))


def test_bounds_are_never_wider_than_those_of_jeffreys_weight_and_hold_the_mean():
    value, unsure = np.array([0.02, 0.5]), np.array([0.5, 0.5])
    low, high = shrinkage._beta(value, unsure)
    assert low == pytest.approx(stats.beta.ppf(0.025, value, 1 - value))
    assert high == pytest.approx(np.maximum(stats.beta.ppf(0.975, value, 1 - value), value))
    low, high = shrinkage._gamma(value, unsure)
    assert low == pytest.approx(stats.gamma.ppf(0.025, 0.5, scale=value / 0.5))
    assert high == pytest.approx(stats.gamma.ppf(0.975, 0.5, scale=value / 0.5))


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("shrink", "one", "other", "code", "field"),
    [
        (normal_normal, [1, NAN], [1, 1], "ratings.not_a_number", "values"),
        (normal_normal, [1, 1], [1, INF], "ratings.not_a_number", "errors"),
        (normal_normal, [1, 1], [1, 0], "ratings.not_above_zero", "errors"),
        (normal_normal, [1, 1], [1], "ratings.lengths_differ", "errors"),
        (beta_binomial, [1, NAN], [1, 1], "ratings.not_a_number", "successes"),
        (beta_binomial, [1, 0.5], [1, 1], "ratings.not_whole", "successes"),
        (beta_binomial, [1, 1], [1, -1], "ratings.too_small", "trials"),
        (beta_binomial, [1, 1], [1], "ratings.lengths_differ", "trials"),
        (beta_binomial, [1, 2], [1, 1], "ratings.more_than_all", "successes"),
        (gamma_poisson, [1, NAN], [1, 1], "ratings.not_a_number", "counts"),
        (gamma_poisson, [1, 0.5], [1, 1], "ratings.not_whole", "counts"),
        (gamma_poisson, [1, -1], [1, 1], "ratings.too_small", "counts"),
        (gamma_poisson, [1, 1], [1, -1], "ratings.not_above_zero", "exposures"),
        (gamma_poisson, [1, 1], [1, 0], "ratings.not_above_zero", "exposures"),
        (gamma_poisson, [1, 1], [1], "ratings.lengths_differ", "exposures"),
        (gamma_poisson, [1, 1], [1, NAN], "ratings.not_a_number", "exposures"),
        (james_stein, [1, NAN], 1, "ratings.not_a_number", "values"),
        (james_stein, [1, 1], 0, "ratings.not_above_zero", "error"),
    ],
)
def test_what_is_wrong_is_refused(shrink, one, other, code: str, field: str):
    with pytest.raises(BadInputError) as caught:
        shrink(one, other)
    assert (caught.value.code, caught.value.field) == (code, field)


people = st.integers(4, 25)
shares = people.flatmap(
    lambda many: st.lists(
        st.integers(2, 40).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))),
        min_size=many,
        max_size=many,
    )
)
rates = st.lists(st.tuples(st.integers(0, 30), st.floats(0.1, 20)), min_size=4, max_size=25)
scores = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 20)), min_size=4, max_size=25)
KINDS = [(beta_binomial, shares), (gamma_poisson, rates), (normal_normal, scores)]
drawn_kind = st.one_of(*(st.tuples(st.just(shrink), records) for shrink, records in KINDS))


@settings(max_examples=40)
@given(drawn_kind)
def test_a_value_lies_between_the_raw_one_and_the_mean_and_never_crosses(drawn):
    shrink, records = drawn
    found = shrink(*zip(*records, strict=True))
    if isinstance(found, CannotTell):
        assert found.reason is Reason.NO_VARIANCE
        return
    low, high = np.minimum(found.raw, found.mean), np.maximum(found.raw, found.mean)

    assert (found.value >= low - 1e-9).all()
    assert (found.value <= high + 1e-9).all()
    assert (found.low <= found.value + 1e-9).all()
    assert (found.high >= found.value - 1e-9).all()
    assert (found.weight >= 0).all()
    assert (found.weight <= 1).all()
    assert found.between >= 0


@settings(max_examples=40)
@given(drawn_kind, st.randoms(use_true_random=False))
def test_the_order_of_the_people_does_not_matter(drawn, shuffle):
    shrink, records = drawn
    order = list(range(len(records)))
    shuffle.shuffle(order)
    one = shrink(*zip(*records, strict=True))
    other = shrink(*zip(*(records[place] for place in order), strict=True))
    if isinstance(one, CannotTell):
        assert other == one
        return
    assert other.value.tolist() == pytest.approx(one.value[order].tolist(), rel=1e-6, abs=1e-6)
    assert other.high.tolist() == pytest.approx(one.high[order].tolist(), rel=1e-6, abs=1e-6)


@settings(max_examples=40)
@given(drawn_kind)
def test_the_raw_values_vary_by_chance_and_between_as_much_as_they_should(drawn):
    # Paule and Mandel: the weighted squares are their degrees of freedom, unless that takes a variance below 0.
    shrink, records = drawn
    found = shrink(*zip(*records, strict=True))
    if isinstance(found, CannotTell):
        return
    size = np.array([size for _, size in records], float)
    chance, share, most = {
        normal_normal: (size**2, 1.0, np.inf),
        gamma_poisson: (found.mean / size, 1.0, 2 * found.mean**2),
        beta_binomial: (found.mean * (1 - found.mean) / size, 1 - 1 / size, found.mean * (1 - found.mean) / 2),
    }[shrink]
    squares = ((found.raw - found.mean) ** 2 / (chance + share * found.between)).sum()
    if found.between == 0:
        assert squares <= len(records) - 1 + 1e-6
    elif found.between < most * (1 - 1e-9):
        assert squares == pytest.approx(len(records) - 1, rel=1e-4)
    else:
        assert squares >= (len(records) - 1) * (1 - 1e-4)


@settings(max_examples=40)
@given(shares)
def test_counting_failures_turns_the_shares_round(drawn):
    told, size = map(np.array, zip(*drawn, strict=True))
    one, other = beta_binomial(told, size), beta_binomial(size - told, size)
    if isinstance(one, CannotTell) or isinstance(other, CannotTell):
        assert one == other
        return
    assert (1 - other.value).tolist() == pytest.approx(one.value.tolist(), abs=1e-6)
    assert (1 - other.low).tolist() == pytest.approx(one.high.tolist(), abs=1e-5)


@settings(max_examples=40)
@given(scores, st.floats(0.5, 10), st.floats(-20, 20))
def test_the_unit_of_the_values_does_not_matter(drawn, unit: float, shift: float):
    values, errors = map(np.array, zip(*drawn, strict=True))
    one, other = shrunk(normal_normal(values, errors)), shrunk(normal_normal(unit * values + shift, unit * errors))

    assert other.value.tolist() == pytest.approx((unit * one.value + shift).tolist(), rel=1e-5, abs=1e-5)
    assert other.q == pytest.approx(one.q, rel=1e-6, abs=1e-6)


@settings(max_examples=40)
@given(scores, st.integers(0, 24))
def test_more_knowledge_of_a_person_never_moves_him_towards_the_mean(drawn, who: int):
    values, errors = map(np.array, zip(*drawn, strict=True))
    found = shrunk(normal_normal(values, errors))
    order = np.argsort(errors)

    assert (np.diff(found.weight[order]) <= 1e-12).all()
