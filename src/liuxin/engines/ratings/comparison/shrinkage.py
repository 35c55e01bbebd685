"""Values that lean on the mean of all, the more the less is known of a person: empirical Bayes for thousands at once.

One idea for three kinds of numbers. True values differ from person to person with mean m and variance A; what is seen
of a person differs from his true value by chance, with a variance that is known. A is what the seen values vary more
than by chance, by the moments of Paule & Mandel (1982, J. Res. NBS 87:377), at least 0. A person's own value then
counts with weight A / (A + chance), the mean of all with the rest, so that the value never crosses the mean.

Intervals of 95 % know that m and A are only estimated: A takes all values that the record leaves open, each by its
likelihood (flat in √A as Gelman 2006, Bayesian Analysis 1:515, has it), and to the variance of the posterior come what
m may be wrong by and how far the value with that A lies from the one told (Kass & Steffey 1989, JASA 84:717). They are
those of the normal, beta or gamma distribution with the value as mean and that variance.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines.intervals import ALPHA, Bounds, Z
from liuxin.engines.ratings.telling import (
    CannotTell,
    Flags,
    Floats,
    Reason,
    above_zero,
    numbers,
    part_of,
    same_length,
    whole_numbers,
    whys,
)

LEAST_PEOPLE: Final = 4
"""Leaning towards the mean helps from four people on (Efron & Morris 1973, JASA 68:117): k - 3 must be above 0."""

ROUNDS: Final = 60
"""Newton steps to A; each at least doubles what is right of it, and near the end doubles the digits."""

NODES: Final = 33
"""How many values of √A stand for all that it may be."""

LEAST_PRIOR: Final = 0.5
"""What the group counts at the least: half a case of each kind, or half a count, as in Jeffreys' priors."""


@dataclass(frozen=True, slots=True)
class Shrunken:
    """Values that lean on the mean of all; arrays have one entry a person, NaN and a reason where nothing was seen.

    `raw` is what was seen, `value` what is estimated with `low` and `high` (95 %), `weight` (0 to 1) how much a
    person's own record counts in it. `mean` with its standard error `mean_error`, and `between`, the variance of the
    true values, are those of all. `q` on `freedom` degrees with probability `p` is Cochran's test that nobody differs,
    `i2` (0 to 1) the share of the seen variance that isn't chance (Higgins & Thompson 2002, Stat. Med. 21:1539).
    """

    raw: Floats
    value: Floats
    low: Floats
    high: Floats
    weight: Floats
    why: tuple[Reason | None, ...]
    mean: float
    mean_error: float
    between: float
    q: float
    freedom: int
    p: float
    i2: float


@dataclass(frozen=True, slots=True)
class Stein:
    """Estimates of James and Stein: `value` a person, all leaning on `mean` by the same `weight` of their own."""

    value: Floats
    mean: float
    weight: float


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of number: what its chance is, and what is left open of a true value once a person's own record counts.

    `chance(mean)` is the variance by chance of each raw value, were nobody different; `share` what of A comes on top of
    it; A is at most `most(mean)`; `own(value, weight)` is the variance of the posterior.
    """

    chance: Callable[[float], Floats]
    share: Floats
    most: Callable[[float], float]
    own: Callable[[Floats, Floats], Floats]
    bounds: Callable[[Floats, Floats], Bounds]


@dataclass(frozen=True, slots=True)
class _Prior:
    """What is known of all: mean, its variance, the variance of the true values, and Cochran's test."""

    mean: float
    wrong: float
    between: float
    q: float


def normal_normal(values: ArrayLike, errors: ArrayLike) -> Shrunken | CannotTell:
    """Shrink values that are seen with known standard errors; both (people,), in one unit.

    y ~ N(θ, e²), θ ~ N(m, A): value = m + A / (A + e²) × (y - m) (Efron & Morris 1975, JASA 70:311; Gelman et al. 2013,
    section 5.4). With A = 0 everybody gets the mean. Fewer than four people are `CannotTell(TOO_FEW)`.

    Raises `BadInputError("ratings.not_a_number" | "ratings.not_above_zero" | "ratings.lengths_differ")`.
    """
    raw, error = np.atleast_1d(numbers(values, "values")), np.atleast_1d(above_zero(errors, "errors"))
    same_length(values=raw, errors=error)
    if len(raw) < LEAST_PEOPLE:
        return _too_few(len(raw))
    chance, all_of_it = error**2, np.ones(len(raw))
    kind = _Kind(lambda _: chance, all_of_it, lambda _: np.inf, lambda _, weight: weight * chance, _normal)
    return _shrink(raw, kind, np.ones(len(raw), np.bool_))


def beta_binomial(successes: ArrayLike, trials: ArrayLike) -> Shrunken | CannotTell:
    """Shrink shares; `successes` of `trials`, whole numbers, both (people,). Values are shares, 0 to 1.

    x ~ Binomial(n, θ), θ ~ Beta with mean m and variance A = γ m (1 - m), γ = 1 / (α + β + 1): value = m + w (x/n - m)
    with w = n / (α + β + n) (Kleinman 1973, JASA 68:46; his moments, with weights as of Paule & Mandel). The group
    counts at least as one case (γ ≤ ½).

    Whoever has no trial has no value (NOTHING). Fewer than four people with two trials or more: `CannotTell(TOO_FEW)`;
    all trials alike: `CannotTell(NO_VARIANCE)`. Raises `BadInputError("ratings.not_a_number" | "ratings.not_whole" |
    "ratings.too_small" | "ratings.lengths_differ" | "ratings.more_than_all")`.
    """
    told, size = part_of(successes, trials, ("successes", "trials"))
    seen, enough = size > 0, int((size > 1).sum())
    if enough < LEAST_PEOPLE:
        return _too_few(enough)
    if told.sum() in {0, size.sum()}:
        return CannotTell(Reason.NO_VARIANCE)
    n = size[seen].astype(float)
    kind = _Kind(
        lambda mean: mean * (1 - mean) / n,
        1 - 1 / n,
        lambda mean: LEAST_PRIOR * mean * (1 - mean),
        lambda value, weight: value * (1 - value) * weight / (n + weight),
        _beta,
    )
    return _shrink(told[seen] / n, kind, seen)


def gamma_poisson(counts: ArrayLike, exposures: ArrayLike) -> Shrunken | CannotTell:
    """Shrink rates; `counts` (whole numbers) in `exposures` (0 or more), both (people,), to counts per exposure.

    x ~ Poisson(θ e), θ ~ Gamma with mean m and variance A: value = m + w (x/e - m) with w = A e / (m + A e)
    (Clayton & Kaldor 1987, Biometrics 43:671; moments as of Paule & Mandel). The group counts at least half
    a count (A ≤ 2 m²).

    Whoever has no exposure has no value (NOTHING). Fewer than four people with one: `CannotTell(TOO_FEW)`; no count at
    all: `CannotTell(NO_VARIANCE)`. Raises `BadInputError("ratings.not_a_number" | "ratings.not_whole" |
    "ratings.too_small" | "ratings.not_above_zero" | "ratings.lengths_differ")`.
    """
    count, exposure = np.atleast_1d(whole_numbers(counts, "counts")), np.atleast_1d(numbers(exposures, "exposures"))
    same_length(counts=count, exposures=exposure)
    above_zero(np.where((exposure == 0) & (count == 0), 1.0, exposure), "exposures")
    seen = exposure > 0
    if seen.sum() < LEAST_PEOPLE:
        return _too_few(int(seen.sum()))
    if not count.any():
        return CannotTell(Reason.NO_VARIANCE)
    e = exposure[seen]
    kind = _Kind(
        lambda mean: mean / e,
        np.ones(len(e)),
        lambda mean: mean * mean / LEAST_PRIOR,
        lambda value, weight: value * weight / e,
        _gamma,
    )
    return _shrink(count[seen] / e, kind, seen)


def james_stein(values: ArrayLike, error: float) -> Stein | CannotTell:
    """Shrink values (people,) that all have the same standard error, as James and Stein do around the mean.

    weight = 1 - (k - 3) e² / Σ (y - ȳ)², at least 0 (Efron & Morris 1975, JASA 70:311, with the positive part). Fewer
    than four people: `CannotTell(TOO_FEW)`; raises `BadInputError("ratings.not_a_number" | "ratings.not_above_zero")`.
    """
    raw, known = np.atleast_1d(numbers(values, "values")), float(above_zero(error, "error"))
    if len(raw) < LEAST_PEOPLE:
        return _too_few(len(raw))
    mean = float(raw.mean())
    spread = float(((raw - mean) ** 2).sum())
    weight = max(0.0, 1 - (len(raw) - 3) * known**2 / spread) if spread > 0 else 0.0
    return Stein(mean + weight * (raw - mean), mean, weight)


def _too_few(people: int) -> CannotTell:
    return CannotTell(Reason.TOO_FEW, people, LEAST_PEOPLE)


def _shrink(raw: Floats, kind: _Kind, seen: Flags) -> Shrunken:
    prior = _prior(raw, kind)
    weight = prior.between / (kind.chance(prior.mean) + kind.share * prior.between)
    value = prior.mean + weight * (raw - prior.mean)
    low, high = kind.bounds(value, _unsure(raw, value, kind, prior))
    return _shrunken(prior, (raw, value, low, high, weight), seen)


def _prior(raw: Floats, kind: _Kind) -> _Prior:
    """Find mean and variance of the true values: Σ (y - m)² / (chance + share × A) = k - 1, or A = 0.

    From 0 on, Newton's steps rise to the root and don't pass it: the left side falls and is bent upwards.
    """
    weight, between = 1 / kind.chance(float(raw.mean())), 0.0
    mean = float((weight * raw).sum() / weight.sum())
    q = float(((raw - mean) ** 2 / kind.chance(mean)).sum())
    for _ in range(ROUNDS):
        weight = 1 / (kind.chance(mean) + kind.share * between)
        mean = float((weight * raw).sum() / weight.sum())
        far = weight * (raw - mean) ** 2
        slope = float((weight * kind.share * far).sum())
        step = (float(far.sum()) - (len(raw) - 1)) / slope if slope > 0 else 0.0
        between = min(max(between + step, 0.0), kind.most(mean))
    weight = 1 / (kind.chance(mean) + kind.share * between)
    return _Prior(mean, 1 / float(weight.sum()), between, q)


def _unsure(raw: Floats, value: Floats, kind: _Kind, prior: _Prior) -> Floats:
    """Give the mean squared distance of each true value from the one told, over what A may be (an entry a row)."""
    chance = kind.chance(prior.mean)
    spread = float(np.sqrt(2 / ((kind.share / (chance + kind.share * prior.between)) ** 2).sum()))
    least, most = max(0.0, prior.between - 5 * spread), min(prior.between + 10 * spread, kind.most(prior.mean))
    between = np.linspace(np.sqrt(least), np.sqrt(most), NODES)[:, None] ** 2
    sure = 1 / (chance + kind.share * between)
    all_sure = sure.sum(axis=1, keepdims=True)
    mean = (sure * raw).sum(axis=1, keepdims=True) / all_sure
    fit = np.log(sure).sum(axis=1) - np.log(all_sure[:, 0]) - (sure * (raw - mean) ** 2).sum(axis=1)
    chances = np.exp((fit - fit.max()) / 2)
    weight = between * sure
    with_it = mean + weight * (raw - mean)
    open_ = kind.own(with_it, weight) + (1 - weight) ** 2 / all_sure + (with_it - value) ** 2
    return np.asarray(chances @ open_ / chances.sum())


def _normal(value: Floats, unsure: Floats) -> Bounds:
    """Give the 95 % of the normal distribution with this mean and variance."""
    return value - Z * np.sqrt(unsure), value + Z * np.sqrt(unsure)


def _beta(value: Floats, unsure: Floats) -> Bounds:
    """Give the 95 % of the beta distribution with this mean and variance, its mean inside."""
    size = np.maximum(value * (1 - value) / unsure - 1, 2 * LEAST_PRIOR)
    first, second = value * size, (1 - value) * size
    low, high = (special.betaincinv(first, second, part) for part in (ALPHA / 2, 1 - ALPHA / 2))
    return np.minimum(low, value), np.maximum(high, value)


def _gamma(value: Floats, unsure: Floats) -> Bounds:
    """Give the 95 % of the gamma distribution with this mean and variance, its mean inside."""
    shape = np.maximum(value**2 / unsure, LEAST_PRIOR)
    low, high = (value / shape * special.gammaincinv(shape, part) for part in (ALPHA / 2, 1 - ALPHA / 2))
    return np.minimum(low, value), np.maximum(high, value)


def _shrunken(prior: _Prior, found: tuple[Floats, ...], seen: Flags) -> Shrunken:
    """Put what was found of those who were seen in their places among all."""
    told = np.full((len(found), len(seen)), np.nan)
    told[:, seen] = found
    raw, value, low, high, weight = told
    freedom = int(seen.sum()) - 1
    return Shrunken(
        raw=raw,
        value=value,
        low=low,
        high=high,
        weight=weight,
        why=whys(~seen, Reason.NOTHING),
        mean=prior.mean,
        mean_error=float(np.sqrt(prior.wrong)),
        between=prior.between,
        q=prior.q,
        freedom=freedom,
        p=float(special.chdtrc(freedom, prior.q)),
        i2=max(0.0, 1 - freedom / prior.q) if prior.q > 0 else 0.0,
    )
