import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special, stats

from liuxin.engines import intervals
from liuxin.engines.ratings.comparison import CaseMix, Outcome, case_mix, expected, moving
from liuxin.engines.ratings.telling import CannotTell, Reason
from liuxin.kernel.errors import BadInputError

# Bickel, Hammel & O'Connell (1975), Science 187:398, the six largest departments of Berkeley as Freedman, Pisani &
# Purves (Statistics, chapter 2) print them: admitted and applied, men and women, department by department.
BERKELEY = [
    *((512, 825, 89, 108), (353, 560, 17, 25), (120, 325, 202, 593)),
    *((138, 417, 131, 375), (53, 191, 94, 393), (22, 373, 24, 341)),
]
MEN, WOMEN = 0, 1


def mixed(found: CaseMix | CannotTell) -> CaseMix:
    assert isinstance(found, CaseMix)
    return found


def berkeley() -> CaseMix:
    rows = [
        (who, told, of, place)
        for place, (men, of_men, women, of_women) in enumerate(BERKELEY)
        for who, told, of in ((MEN, men, of_men), (WOMEN, women, of_women))
    ]
    people, told, of, department = map(np.array, zip(*rows, strict=True))
    return mixed(case_mix(people, told, department[:, None], outcome=Outcome.SHARE, exposures=of))


def test_the_women_of_berkeley_were_admitted_as_often_as_their_departments_admit():
    found = berkeley()

    assert found.raw.tolist() == pytest.approx([1198 / 2691, 557 / 1835])
    # What each department admits of all who apply, times the women who did: 69.57 + 15.81 + … = 541.6.
    usual = sum((men + women) / (of_men + of_women) * of_women for men, of_men, women, of_women in BERKELEY)
    assert found.expected[WOMEN] == pytest.approx(usual, rel=2e-3)
    assert found.ratio[WOMEN] == pytest.approx(1.028, abs=2e-3)
    assert found.adjusted[WOMEN] > found.adjusted[MEN]
    assert found.low[WOMEN] < found.overall < found.high[WOMEN]
    assert found.overall == pytest.approx(1755 / 4526)


def test_the_departments_moved_what_was_expected():
    found = berkeley()

    assert found.most.tolist() == [0, 0]
    assert found.moves[MEN, 0] > 0 > found.moves[WOMEN, 0]
    assert found.penalty == min(expected.PENALTIES)
    assert 5 < found.freedom < 6


def drawn(seed: int, *, people: int = 12, rows: int = 900) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """People with their own mixes of two factors; the line on the scale of the link."""
    random = np.random.default_rng(seed)
    who = random.integers(0, people, rows)
    factors = np.column_stack([(random.random(rows) < who / people).astype(int), random.integers(0, 3, rows)])
    line = -0.5 + np.array([0.0, 1.2])[factors[:, 0]] + np.array([-0.4, 0.0, 0.4])[factors[:, 1]]
    return who, factors, line


def outcomes(outcome: Outcome, line: np.ndarray, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed + 1)
    if outcome is Outcome.SHARE:
        return np.asarray(random.random(len(line)) < special.expit(line), float)
    if outcome is Outcome.COUNT:
        return np.asarray(random.poisson(np.exp(line)), float)
    return np.asarray(np.exp(line + 0.5 * random.standard_normal(len(line))))


def losses(outcome: Outcome, told: np.ndarray, columns: np.ndarray, penalty: float):
    """The penalised loss case by case, as the books write it."""

    def loss(effects: np.ndarray) -> float:
        line = columns @ effects
        ridge = penalty / 2 * float((effects[1:] ** 2).sum())
        if outcome is Outcome.SHARE:
            return float(-stats.bernoulli.logpmf(told, special.expit(line)).sum()) + ridge
        if outcome is Outcome.COUNT:
            return float(-stats.poisson.logpmf(told, np.exp(line)).sum()) + ridge
        return float(((np.log(told) - line) ** 2).sum() / 2) + ridge

    return loss


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_expected_is_what_a_general_optimiser_finds_case_by_case(outcome: Outcome):
    who, factors, line = drawn(3)
    told = outcomes(outcome, line, 3)
    found = mixed(case_mix(who, told, factors, outcome=outcome))
    columns = np.column_stack(
        [np.ones(len(who)), *(factors[:, 0] == k for k in (0, 1)), *(factors[:, 1] == k for k in (0, 1, 2))]
    ).astype(float)
    best = optimize.minimize(losses(outcome, told, columns, found.penalty), np.zeros(6), method="BFGS", tol=1e-9).x
    mean = {Outcome.SHARE: special.expit, Outcome.COUNT: np.exp, Outcome.TIME: lambda line: line}[outcome]
    wanted = np.bincount(who, mean(columns @ best))
    if outcome is Outcome.TIME:
        wanted = np.exp(wanted / np.bincount(who))

    assert found.expected.tolist() == pytest.approx(wanted.tolist(), rel=1e-4)


def criteria(outcome: Outcome, told: np.ndarray, columns: np.ndarray) -> dict[float, float]:
    """AIC of every penalty, case by case: -2 log likelihood and twice what the model is worth."""
    found = {}
    ridge = np.diag([0.0, *np.ones(columns.shape[1] - 1)])
    for penalty in expected.PENALTIES:
        start = np.zeros(columns.shape[1])
        best = optimize.minimize(losses(outcome, told, columns, penalty), start, method="BFGS", tol=1e-9).x
        line = columns @ best
        slope = {
            Outcome.SHARE: special.expit(line) * special.expit(-line),
            Outcome.COUNT: np.exp(line),
            Outcome.TIME: np.ones(len(line)),
        }[outcome]
        bend = columns.T @ (columns * slope[:, None])
        worth = float(np.trace(np.linalg.solve(bend + penalty * ridge, bend)))
        fit = 2 * losses(outcome, told, columns, 0.0)(best)
        found[penalty] = (len(told) * np.log(fit) if outcome is Outcome.TIME else fit) + 2 * worth
    return found


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(("seed", "rows"), [(5, 900), (6, 60), (8, 100), (9, 150), (10, 250)])
def test_the_penalty_is_the_one_with_the_least_criterion(outcome: Outcome, seed: int, rows: int):
    who, factors, line = drawn(seed, rows=rows)
    told = outcomes(outcome, line if seed % 2 else line / 3, seed)
    found = mixed(case_mix(who, told, factors, outcome=outcome))
    columns = np.column_stack(
        [np.ones(len(who)), *(factors[:, 0] == k for k in (0, 1)), *(factors[:, 1] == k for k in (0, 1, 2))]
    ).astype(float)
    wanted = criteria(outcome, told, columns)

    assert found.penalty == min(wanted, key=lambda penalty: wanted[penalty])


def test_one_success_alone_can_be_compared():
    found = mixed(case_mix([0, 0, 1, 1], [1, 0, 0, 0], [[0]] * 4, outcome=Outcome.SHARE))

    assert found.adjusted.tolist() == pytest.approx([0.5, 0.0])


def test_a_time_with_a_weight_counts_as_so_many_cases():
    who, factors, line = drawn(47, rows=120)
    told = outcomes(Outcome.TIME, line, 47)
    often = np.random.default_rng(47).integers(1, 4, 120)
    one = mixed(case_mix(who, told, factors, outcome=Outcome.TIME, exposures=often))
    again = np.repeat(np.arange(120), often)
    other = mixed(case_mix(who[again], told[again], factors[again], outcome=Outcome.TIME))

    for name in ("amount", "observed", "expected", "adjusted", "low", "high"):
        assert getattr(one, name).tolist() == pytest.approx(getattr(other, name).tolist())


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_expected_adds_up_to_what_was_seen(outcome: Outcome):
    who, factors, line = drawn(7)
    found = mixed(case_mix(who, outcomes(outcome, line, 7), factors, outcome=outcome))
    if outcome is Outcome.TIME:
        assert found.amount @ np.log(found.expected) == pytest.approx(found.amount @ np.log(found.observed))
    else:
        assert found.expected.sum() == pytest.approx(found.observed.sum())


def test_of_shares_the_whole_mix_moved_as_a_persons_is_comes_to_his_value():
    who, factors, line = drawn(11)
    told = outcomes(Outcome.SHARE, line, 11)
    found = mixed(case_mix(who, told, factors, outcome=Outcome.SHARE))
    cells, which = np.unique(factors, axis=0, return_inverse=True)
    columns = np.column_stack(
        [np.ones(len(cells)), *(cells[:, 0] == k for k in (0, 1)), *(cells[:, 1] == k for k in (0, 1, 2))]
    ).astype(float)
    all_columns = columns[which]
    best = optimize.minimize(
        losses(Outcome.SHARE, told, all_columns, found.penalty), np.zeros(6), method="BFGS", tol=1e-9
    ).x
    low, high = intervals.wilson(np.bincount(who, told), np.bincount(who))
    for person in range(12):
        own = all_columns[who == person] @ best
        for share, value in (
            (found.raw[person], found.adjusted[person]),
            (low[person], found.low[person]),
            (high[person], found.high[person]),
        ):
            more = optimize.brentq(lambda add, own=own, share=share: special.expit(own + add).mean() - share, -20, 20)
            assert value == pytest.approx(special.expit(all_columns @ best + more).mean(), abs=1e-5)


def test_counts_are_their_ratio_times_overall_with_garwoods_interval():
    who, factors, line = drawn(13)
    told = outcomes(Outcome.COUNT, line, 13)
    found = mixed(case_mix(who, told, factors, outcome=Outcome.COUNT))
    low, high = intervals.garwood(found.observed)

    assert found.observed.tolist() == np.bincount(who, told).tolist()
    assert found.ratio.tolist() == pytest.approx((found.observed / found.expected).tolist())
    assert found.ratio_low.tolist() == pytest.approx((low / found.expected).tolist())
    assert found.ratio_high.tolist() == pytest.approx((high / found.expected).tolist())
    assert found.adjusted.tolist() == pytest.approx((found.ratio * found.overall).tolist())
    assert found.low.tolist() == pytest.approx((found.ratio_low * found.overall).tolist())
    assert found.high.tolist() == pytest.approx((found.ratio_high * found.overall).tolist())
    assert found.usual.tolist() == pytest.approx((found.expected / found.amount).tolist())
    assert found.overall == pytest.approx(told.mean())


def test_times_have_the_interval_of_their_logarithms_within_people():
    who, factors, line = drawn(17)
    told = outcomes(Outcome.TIME, line, 17)
    found = mixed(case_mix(who, told, factors, outcome=Outcome.TIME))
    logs = np.log(told)
    ratio = np.log(found.observed / found.expected)

    assert found.raw.tolist() == pytest.approx([float(np.exp(logs[who == person].mean())) for person in range(12)])
    assert found.overall == pytest.approx(float(np.exp(logs.mean())))
    assert found.adjusted.tolist() == pytest.approx((found.overall * found.ratio).tolist())
    # The standard deviation that was drawn is 0.5; half an interval is t s / √n.
    half = np.log(found.ratio_high) - ratio
    assert (half * np.sqrt(found.amount) / intervals.Z).tolist() == pytest.approx([0.5] * 12, abs=0.03)
    assert (ratio - np.log(found.ratio_low)).tolist() == pytest.approx(half.tolist())
    assert found.low.tolist() == pytest.approx((found.overall * found.ratio_low).tolist())
    assert found.high.tolist() == pytest.approx((found.overall * found.ratio_high).tolist())


def test_the_spread_of_times_leaves_out_what_people_and_kinds_take():
    # Two people, two kinds, twice each: logs ±1 around a value of person and kind; the kinds don't differ.
    who = np.repeat([0, 1], 4)
    factors = np.tile([0, 0, 1, 1], 2)[:, None]
    logs = np.array([1.0, -1, 1, -1, 2, 0, 2, 0])
    found = mixed(case_mix(who, np.exp(logs), factors, outcome=Outcome.TIME))
    freedom = 8 - 2 - (found.freedom - 1)
    half = intervals.t_quantile(freedom) * np.sqrt(8 / freedom / 4)

    assert np.log(found.adjusted).tolist() == pytest.approx([0, 1])
    assert np.log(found.high).tolist() == pytest.approx([half, 1 + half])


@pytest.mark.parametrize("outcome", Outcome)
def test_with_the_same_mix_for_all_the_adjusted_value_is_the_raw_one(outcome: Outcome):
    random = np.random.default_rng(19)
    who = np.repeat(np.arange(6), 40)
    factors = np.tile(np.column_stack([np.arange(40) % 2, np.arange(40) % 5]), (6, 1))
    told = outcomes(outcome, factors[:, 0] - 0.3 * factors[:, 1] + random.normal(0, 0.3, 6)[who], 19)
    found = mixed(case_mix(who, told, factors, outcome=outcome))

    assert found.adjusted.tolist() == pytest.approx(found.raw.tolist(), abs=1e-8)
    assert found.usual.tolist() == pytest.approx([found.overall] * 6)
    assert np.abs(found.moves).max() < 1e-9


def test_with_the_same_mix_for_all_a_share_has_wilsons_interval():
    who = np.repeat(np.arange(4), 20)
    factors = np.tile(np.arange(20) % 2, 4)[:, None]
    told = (np.arange(80) % 20 < np.array([0, 20, 5, 11])[who]).astype(float)
    found = mixed(case_mix(who, told, factors, outcome=Outcome.SHARE))
    low, high = intervals.wilson([0, 20, 5, 11], [20] * 4)

    assert found.adjusted.tolist() == pytest.approx([0, 1, 0.25, 0.55], abs=1e-9)
    assert found.low.tolist() == pytest.approx(low.tolist(), abs=1e-9)
    assert found.high.tolist() == pytest.approx(high.tolist(), abs=1e-9)
    assert found.ratio_low.tolist() == pytest.approx((low * 20 / found.expected).tolist())
    assert found.ratio_high.tolist() == pytest.approx((high * 20 / found.expected).tolist())


@pytest.mark.parametrize("outcome", Outcome)
def test_a_factor_of_one_level_changes_nothing_and_one_of_chance_hardly_anything(outcome: Outcome):
    who, factors, line = drawn(23)
    told = outcomes(outcome, line, 23)
    chance = np.random.default_rng(29).integers(0, 3, len(who))
    one, constant, more = (
        mixed(case_mix(who, told, columns, outcome=outcome))
        for columns in (
            factors,
            np.column_stack([factors, np.full(len(who), 7)]),
            np.column_stack([factors, chance]),
        )
    )

    assert constant.adjusted.tolist() == pytest.approx(one.adjusted.tolist())
    assert more.adjusted.tolist() == pytest.approx(one.adjusted.tolist(), rel=0.06)


def test_the_factor_that_moved_most_is_told_with_its_sign():
    who, factors, line = drawn(31, rows=4000)
    found = mixed(case_mix(who, outcomes(Outcome.SHARE, line, 31), factors, outcome=Outcome.SHARE))

    assert (found.most[0], found.most[11]) == (0, 0)
    assert found.moves[0, 0] < -0.3
    assert found.moves[11, 0] > 0.3
    assert (found.amount @ found.moves).tolist() == pytest.approx([0, 0], abs=1e-6)


def test_cases_of_a_kind_that_nobody_else_has_are_left_out_and_told():
    # Person 2 has kinds 0 and 9, person 3 kind 8 only.
    who = np.array([0] * 10 + [1] * 10 + [2] * 10 + [3] * 4)
    kind = np.array([0, 1] * 10 + [0] * 6 + [9] * 4 + [8] * 4)
    told = np.arange(34) % 3 == 0
    found = mixed(case_mix(who, told, kind[:, None], outcome=Outcome.SHARE))
    without = mixed(case_mix(who[:26], told[:26], kind[:26, None], outcome=Outcome.SHARE))

    assert found.left_out.tolist() == [0, 0, 4, 4]
    assert found.amount.tolist() == [10, 10, 6, 0]
    assert found.why == (None, None, None, Reason.NOBODY_ELSE)
    assert found.adjusted[:3].tolist() == pytest.approx(without.adjusted.tolist())
    assert found.most[3] == -1
    for outcome in Outcome:
        same = mixed(case_mix(who, told + 1.0, kind[:, None], outcome=outcome, exposures=np.full(34, 2.0)))
        for name in ("observed", "expected", "ratio", "ratio_low", "ratio_high", "raw", "usual", "adjusted"):
            assert np.isnan(getattr(same, name)).tolist() == [False, False, False, True]
        for name in ("low", "high"):
            assert np.isnan(getattr(same, name)).tolist() == [False, False, False, True]
        assert np.isnan(same.moves[:, 0]).tolist() == [False, False, False, True]


def test_who_goes_may_leave_another_alone():
    # Person 1 shares kind 5 with person 0 in a column, but that case of person 1 has a kind of its own in the other.
    who = [0, 0, 0, 1, 1, 2, 2]
    factors = [[5, 0], [1, 0], [1, 0], [5, 7], [1, 0], [1, 0], [1, 0]]
    found = mixed(case_mix(who, [1, 0, 1, 1, 0, 1, 0], factors, outcome=Outcome.SHARE))

    assert found.left_out.tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("people", "told", "kinds", "outcome", "answer"),
    [
        ([], [], np.zeros((0, 1)), Outcome.SHARE, CannotTell(Reason.NOTHING)),
        ([4, 4], [1, 0], [[0], [1]], Outcome.SHARE, CannotTell(Reason.ONE_SUBJECT, 1, 2)),
        ([0, 1], [1, 0], [[0], [1]], Outcome.SHARE, CannotTell(Reason.NOBODY_ELSE)),
        ([0, 1], [1, 1], [[0], [0]], Outcome.SHARE, CannotTell(Reason.NO_VARIANCE)),
        ([0, 1], [0, 0], [[0], [0]], Outcome.SHARE, CannotTell(Reason.NO_VARIANCE)),
        ([0, 1], [0, 0], [[0], [0]], Outcome.COUNT, CannotTell(Reason.NO_VARIANCE)),
        ([0, 1], [3, 3], [[0], [0]], Outcome.TIME, CannotTell(Reason.NO_VARIANCE)),
        ([0, 1], [3, 4], [[0], [0]], Outcome.TIME, CannotTell(Reason.TOO_FEW, 2, 3)),
    ],
)
def test_too_little_says_so(people, told, kinds, outcome: Outcome, answer: CannotTell):
    assert case_mix(people, told, kinds, outcome=outcome) == answer


def test_a_model_that_does_not_settle_says_so(monkeypatch):
    who, factors, line = drawn(37)
    monkeypatch.setattr(expected, "ROUNDS", 1)

    assert case_mix(who, outcomes(Outcome.SHARE, line, 37), factors, outcome=Outcome.SHARE) == CannotTell(
        Reason.NOT_CONVERGED
    )


def test_times_of_one_case_each_have_no_spread_but_with_one_more_they_do():
    # The single level is worth no parameter beside the intercept: cases less people must be 1.
    assert case_mix([0, 1, 2], [3, 4, 5], [[0]] * 3, outcome=Outcome.TIME) == CannotTell(Reason.TOO_FEW, 3, 4)
    found = mixed(case_mix([0, 1, 2, 2], [3, 4, 5, 6], [[0]] * 4, outcome=Outcome.TIME))

    spread = (np.log(6) - np.log(5)) ** 2 / 2
    half = intervals.t_quantile(1) * np.sqrt(spread / np.array([1, 1, 2]))
    assert np.log(found.high / found.adjusted).tolist() == pytest.approx(half.tolist())


def test_people_left_out_do_not_count_as_parameters_of_times():
    who, kind = [0, 1, 2, 2, 9], [[0]] * 4 + [[5]]
    with_him = mixed(case_mix(who, [3, 4, 5, 6, 7], kind, outcome=Outcome.TIME))
    without = mixed(case_mix(who[:4], [3, 4, 5, 6], kind[:4], outcome=Outcome.TIME))

    assert with_him.high[:3].tolist() == pytest.approx(without.high.tolist())


def rows_of(person: list[int], amount: list[float]) -> moving.Rows:
    weights, nothing = np.array(amount), np.zeros(len(person))
    stratum = np.arange(len(person))
    return moving.Rows(np.array(person), stratum, weights, nothing, nothing, stratum[:, None])


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.3, 0.5, 0.77, 0.98, 0.9995])
def test_a_shift_brings_very_different_cases_to_the_share(share: float):
    person, amount = [0, 0, 0, 1, 1, 2], [3.0, 1.0, 2.0, 1.0, 5.0, 1.0]
    line = np.array([-9.0, 0.5, 7.0, -2.0, 11.0, 4.0])
    found = moving.shift(rows_of(person, amount), line, np.full(3, share))
    for who in range(3):
        own, weight = line[np.array(person) == who], np.array(amount)[np.array(person) == who]
        chance = float(special.expit(own + found[who]) @ weight / weight.sum())
        assert chance == pytest.approx(share, rel=1e-9)


def test_no_share_is_a_shift_without_end():
    with np.errstate(divide="ignore", invalid="ignore"):
        found = moving.shift(rows_of([0, 1], [1.0, 2.0]), np.array([0.3, -1.0]), np.array([0.0, 1.0]))

    assert found.tolist() == [-np.inf, np.inf]


def test_the_whole_mix_moved_is_the_mean_over_its_strata():
    random = np.random.default_rng(43)
    amount, line = random.uniform(0.5, 9, 30), 3 * random.standard_normal(30)
    shifts = np.array([-12.0, -3.3, -0.01, 0.0, 0.77, 5.0, 14.0, np.inf, -np.inf, np.nan])
    exact = [float(special.expit(line + add) @ amount / amount.sum()) for add in shifts[:7]]
    found = moving.whole_mix(amount, line, shifts)

    assert found[:7].tolist() == pytest.approx(exact, abs=1e-9)
    assert found[7:9].tolist() == [1, 0]
    assert np.isnan(found[9])
    assert moving.whole_mix(amount, line, np.array([2.0, 2.0])).tolist() == pytest.approx(
        [float(special.expit(line + 2) @ amount / amount.sum())] * 2, abs=1e-12
    )


NAN = float("nan")


@pytest.mark.parametrize(
    ("people", "told", "kinds", "outcome", "exposures", "code", "field", "params"),
    [
        ([0, 1.5], [1, 0], [[0], [0]], Outcome.SHARE, None, "ratings.not_whole", "people", {"place": "2"}),
        ([0, -1], [1, 0], [[0], [0]], Outcome.SHARE, None, "ratings.too_small", "people", {"place": "2", "least": 0}),
        ([0, 1], [1, NAN], [[0], [0]], Outcome.SHARE, None, "ratings.not_a_number", "outcomes", {"place": "2"}),
        ([0, 1], [1, 0], [[0], [NAN]], Outcome.SHARE, None, "ratings.not_a_number", "factors", {"place": "2, 1"}),
        ([0, 1], [1, 0], [0, 0], Outcome.SHARE, None, "ratings.wrong_shape", "factors", {"has": 1, "needs": 2}),
        ([0, 1], [1, 0], [[], []], Outcome.SHARE, None, "ratings.wrong_shape", "factors", {"has": 2, "needs": 2}),
        ([0, 1], [1], [[0], [0]], Outcome.SHARE, None, "ratings.lengths_differ", "outcomes", {"has": 1, "needs": 2}),
        ([0, 1], [1, 0], [[0]], Outcome.SHARE, None, "ratings.lengths_differ", "factors", {"has": 1, "needs": 2}),
        ([0, 1], [1, 2], [[0], [0]], Outcome.SHARE, None, "ratings.more_than_all", "outcomes", {"place": "2"}),
        ([0, 1], [1, -1], [[0], [0]], Outcome.COUNT, None, "ratings.too_small", "outcomes", {"place": "2", "least": 0}),
        ([0, 1], [1, 0], [[0], [0]], Outcome.TIME, None, "ratings.not_above_zero", "outcomes", {"place": "2"}),
        ([0, 1], [1, 0], [[0], [0]], Outcome.COUNT, [1, 0], "ratings.not_above_zero", "exposures", {"place": "2"}),
        ([0, 1], [1, 0], [[0], [0]], Outcome.COUNT, [1], "ratings.lengths_differ", "exposures", {"has": 1, "needs": 2}),
    ],
)
def test_what_is_wrong_is_refused(*, people, told, kinds, outcome, exposures, code: str, field: str, params):
    with pytest.raises(BadInputError) as caught:
        case_mix(people, told, kinds, outcome=outcome, exposures=exposures)
    assert (caught.value.code, caught.value.field, caught.value.params) == (code, field, params)


cases = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 1), st.booleans()), min_size=2, max_size=60
)


@settings(max_examples=40)
@given(cases, st.permutations(range(5)), st.permutations(range(3)), st.randoms(use_true_random=False))
def test_neither_names_nor_order_matter(rows, people, levels, shuffle):
    other_rows = [(people[who], levels[one], 5 - two, told) for who, one, two, told in rows]
    shuffle.shuffle(other_rows)
    one, other = (
        case_mix(
            [who for who, *_ in each],
            [told for *_, told in each],
            [[first, second] for _, first, second, _ in each],
            outcome=Outcome.SHARE,
        )
        for each in (rows, other_rows)
    )
    if isinstance(one, CannotTell):
        assert other == one
        return
    other = mixed(other)
    order = np.argsort([people[code] for code in one.people])
    assert other.people.tolist() == [people[code] for code in one.people[order]]
    for name in ("amount", "left_out", "observed", "expected", "adjusted", "low", "high"):
        wanted = getattr(one, name)[order].tolist()
        assert getattr(other, name).tolist() == pytest.approx(wanted, abs=1e-6, nan_ok=True)


@settings(max_examples=40)
@given(cases, st.sampled_from([Outcome.SHARE, Outcome.COUNT]))
def test_cases_added_up_are_as_cases_one_by_one(rows, outcome: Outcome):
    summed: dict[tuple[int, int, int], list[int]] = {}
    for who, first, second, told in rows:
        entry = summed.setdefault((who, first, second), [0, 0])
        entry[0] += told
        entry[1] += 1
    one = case_mix([row[0] for row in rows], [row[3] for row in rows], [[*row[1:3]] for row in rows], outcome=outcome)
    other = case_mix(
        [key[0] for key in summed],
        [told for told, _ in summed.values()],
        [[*key[1:]] for key in summed],
        outcome=outcome,
        exposures=[of for _, of in summed.values()],
    )
    if isinstance(one, CannotTell):
        assert other == one
        return
    other = mixed(other)
    assert other.adjusted.tolist() == pytest.approx(one.adjusted.tolist(), abs=1e-7, nan_ok=True)
    assert other.amount.tolist() == one.amount.tolist()


@settings(max_examples=60)
@given(cases)
def test_values_lie_in_their_intervals_and_shares_within_nought_and_one(rows):
    found = case_mix(
        [row[0] for row in rows], [row[3] for row in rows], [[*row[1:3]] for row in rows], outcome=Outcome.SHARE
    )
    if isinstance(found, CannotTell):
        return
    told = found.amount > 0
    assert (found.low[told] >= 0).all()
    assert (found.low[told] <= found.adjusted[told] + 1e-9).all()
    assert (found.adjusted[told] <= found.high[told] + 1e-9).all()
    assert (found.high[told] <= 1 + 1e-12).all()
    assert found.expected[told].sum() == pytest.approx(found.observed[told].sum())
    assert (found.amount + found.left_out).sum() == len(rows)
