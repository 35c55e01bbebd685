"""Fair comparison with known truth: who may be ranked, how near the values come, how often intervals hold, how fast."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from scipy import special

from liuxin.engines.intervals import ALPHA
from liuxin.engines.ratings import comparison, fairness
from liuxin.engines.ratings.telling import CannotTell, Floats, Ints
from tools.bench.figure import Figure, middle
from tools.places import fail, say

SEED = 20261128
RECORDS = 1000
PEOPLE = 10_000
CASES = 200_000
FAST = 1.0
HALF = 0.5
"""The true ratio of two selection rates."""


def scene() -> list[Figure]:
    """Play records that are drawn with a known truth, and time each comparison of ten thousand people."""
    return [*_nobody_ranked(), *_shrinking(), *_mixes(), *_funnels(), *_ratios(), *_speed()]


def told(found: Any) -> Any:
    """Give a result that there must be."""
    if isinstance(found, CannotTell):
        fail(f"Nothing came of a record that was drawn: {found}")
    return found


def _nobody_ranked() -> list[Figure]:
    """Give how often somebody is ranked in a record in which nobody differs."""
    say("  null records")
    random = np.random.default_rng(SEED)
    figures = []
    for what, errors in (
        ("of whom as much is known", np.full((RECORDS, 50), 1.0)),
        ("of whom much or little is known", random.choice([0.2, 1.0, 5.0], (RECORDS, 50))),
        ("of whom one is known tenfold", np.where(np.arange(50) == 0, 0.1, np.ones((RECORDS, 50)))),
    ):
        values = 7 + errors * random.standard_normal(errors.shape)
        ranked = [told(comparison.shared_places(*pair)).place.max() > 1 for pair in zip(values, errors, strict=True)]
        figures.append(
            Figure(
                f"records of 50 people who don't differ, {what}, that rank anybody",
                100 * float(np.mean(ranked)),
                "%",
                5,
            )
        )
    return figures


def _normal(random: np.random.Generator, people: int, spread: float) -> tuple[Any, Floats, Floats]:
    errors, true = random.uniform(0.5, 2, people), spread * random.standard_normal(people)
    seen = true + errors * random.standard_normal(people)
    return told(comparison.normal_normal(seen, errors)), true, seen


def _shares(random: np.random.Generator, people: int, spread: float) -> tuple[Any, Floats, Floats]:
    size = random.integers(5, 60, people)
    prior = 0.16 / (0.06 * spread + 1e-6) ** 2 - 1
    true = random.beta(0.8 * prior, 0.2 * prior, people)
    seen = random.binomial(size, true)
    return told(comparison.beta_binomial(seen, size)), true, seen / size


def _rates(random: np.random.Generator, people: int, spread: float) -> tuple[Any, Floats, Floats]:
    exposure = random.uniform(2, 40, people)
    variance = (0.12 * spread + 1e-6) ** 2
    true = random.gamma(0.16 / variance, variance / 0.4, people)
    seen = random.poisson(true * exposure)
    return told(comparison.gamma_poisson(seen, exposure)), true, seen / exposure


Drawing = Callable[[np.random.Generator, int, float], tuple[Any, Floats, Floats]]
KINDS: tuple[tuple[str, Drawing], ...] = (("values", _normal), ("shares", _shares), ("rates", _rates))


def _shrinking() -> list[Figure]:
    """Give how far shrunken values are off against raw ones, and how often their intervals miss."""
    say("  shrinkage")
    figures = []
    for name, draw in KINDS:
        random, off, raw_off, missed, all_of_them = np.random.default_rng(SEED), 0.0, 0.0, 0, 0
        for spread in (0.0, 0.5, 1.0, 2.0):
            for people in (10, 40) * 100:
                found, true, seen = draw(random, people, spread)
                off += float(((found.value - true) ** 2).sum())
                raw_off += float(((seen - true) ** 2).sum())
                missed += int(((true < found.low) | (true > found.high)).sum())
                all_of_them += people
        figures += [
            Figure(f"shrunken {name}: squared error against raw", 100 * off / raw_off, "%", 70),
            Figure(f"shrunken {name}: intervals of 95 % that miss", 100 * missed / all_of_them, "%", 7),
        ]
    return figures


def drawn_cases(people: int, cases: int) -> tuple[Ints, Ints, Floats, Floats]:
    """Draw who worked on what: people with mixes of their own, four factors of which the last says nothing."""
    random = np.random.default_rng(SEED)
    who, hard = random.integers(0, people, cases), random.random(people)
    factors = np.column_stack(
        [(random.random(cases) < hard[who]).astype(int) + random.integers(0, 2, cases)]
        + [random.integers(0, levels, cases) for levels in (5, 6, 7)]
    )
    effects = [np.array([1.0, -0.5, -1.5]), *(random.normal(0, size, 6) for size in (0.5, 0.2)), np.zeros(7)]
    skill = 0.4 * random.standard_normal(people)
    line = 1 + skill[who] + sum(effect[column] for effect, column in zip(effects, factors.T, strict=True))
    return who, factors, np.asarray(line), skill


def seen_of(line: Floats, outcome: comparison.Outcome) -> Floats:
    """Draw what came of the cases."""
    random = np.random.default_rng(SEED + 1)
    if outcome is comparison.Outcome.SHARE:
        return np.asarray(random.random(len(line)) < special.expit(line), float)
    if outcome is comparison.Outcome.COUNT:
        return np.asarray(random.poisson(np.exp(line / 2)), float)
    return np.asarray(np.exp(line + random.standard_normal(len(line))))


def _mixes() -> list[Figure]:
    """Give how much of the raw values' disorder is the mix: 1 - correlation with skill, adjusted against raw."""
    say("  mixes of cases")
    who, factors, line, skill = drawn_cases(500, 50_000)
    figures = []
    for outcome in comparison.Outcome:
        found = told(comparison.case_mix(who, seen_of(line, outcome), factors, outcome=outcome))
        raw, adjusted = (1 - np.corrcoef(each, skill)[0, 1] for each in (found.raw, found.adjusted))
        what = f"{outcome.value}s adjusted for the mix: what correlation with skill lacks, against raw"
        figures.append(Figure(what, 100 * adjusted / raw, "%", 50))
    return figures


def _funnels() -> list[Figure]:
    """Give how many of people who don't differ lie outside the limits of 95 %."""
    random = np.random.default_rng(SEED)
    expected, size = random.uniform(0.5, 60, PEOPLE), random.integers(3, 80, PEOPLE)
    counts, shares = random.poisson(expected), random.binomial(size, 0.85)
    ratio = told(comparison.funnel(counts, expected, plotted=comparison.Plotted.RATIO))
    share = told(comparison.funnel(shares, size, plotted=comparison.Plotted.SHARE))
    return [
        Figure(
            f"people who don't differ outside the 95 % funnel, {what}", 100 * float(np.mean(found.zone != 0)), "%", 5
        )
        for what, found in (("counts", ratio), ("shares", share))
    ]


def _ratios() -> list[Figure]:
    """Give how often the interval of the four-fifths ratio misses, and how often the tests err where nobody differs."""
    random = np.random.default_rng(SEED)
    missed, tests, flagged = 0, 0, 0
    for _ in range(RECORDS):
        size = random.integers(20, 120, 2)
        found = told(fairness.selection(random.binomial(size, [0.7, HALF * 0.7]), size))
        missed += not found.ratio_low.min() <= HALF <= found.ratio_high[1 - found.best]
        found = told(fairness.selection(random.binomial(size, 0.4), size))
        tests, flagged = tests + int(found.fisher_p.min() < ALPHA), flagged + int(found.below.any())
    return [
        Figure("ratio of two selection rates, intervals of 95 % that miss", 100 * missed / RECORDS, "%", 7),
        Figure("two groups that don't differ, found different by Fisher's test", 100 * tests / RECORDS, "%", 5),
        Figure("the same by the four-fifths rule alone", 100 * flagged / RECORDS, "%"),
    ]


def _speed() -> list[Figure]:
    """Give how long each takes for ten thousand people."""
    say("  speed")
    random = np.random.default_rng(SEED)
    size = random.integers(2, 100, PEOPLE)
    some, errors = random.binomial(size, random.beta(8, 2, PEOPLE)), random.uniform(0.05, 1.5, PEOPLE)
    values = random.standard_normal(PEOPLE)
    who, factors, line, _ = drawn_cases(PEOPLE, CASES)
    jobs: dict[str, Callable[[], object]] = {
        "places": lambda: comparison.shared_places(values, errors),
        "shrunken values": lambda: comparison.normal_normal(values, errors),
        "shrunken shares": lambda: comparison.beta_binomial(some, size),
        "shrunken rates": lambda: comparison.gamma_poisson(some, size),
        "funnel": lambda: comparison.funnel(
            some, size, plotted=comparison.Plotted.SHARE, spread=comparison.Spread.ADDITIVE
        ),
        "selection of 5,000 against 5,000": lambda: fairness.selection([1500, 1200], [PEOPLE // 2] * 2),
    }
    for outcome in comparison.Outcome:
        job = partial(comparison.case_mix, who, seen_of(line, outcome), factors, outcome=outcome)
        jobs[f"{outcome.value}s adjusted, {CASES:,} cases"] = job
    return [Figure(f"{PEOPLE:,} people: {what}", middle(job, rounds=3), "s", FAST) for what, job in jobs.items()]
