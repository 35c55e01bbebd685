"""Funnels: how far values of people with many or few cases may lie from the target by chance alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines.intervals import Bounds
from liuxin.engines.ratings.telling import CannotTell, Floats, Ints, Reason, above_zero, numbers, same_length
from liuxin.kernel.errors import BadInputError

LEVELS: Final = (0.95, 0.998)
"""Two and three standard errors (Spiegelhalter 2005): one in twenty lies outside by chance, and one in five hundred."""

TRIMMED: Final = 0.1
LEAST_PEOPLE: Final = 10
"""How much people differ is told from ten on: a tenth at each end is drawn in first, and that must be somebody."""


class Plotted(StrEnum):
    """What is held against the target: observed over expected, or successes out of trials."""

    RATIO = "ratio"
    SHARE = "share"


class Spread(StrEnum):
    """How people differ beyond chance: not at all, all in proportion to their chance, or by the same everywhere."""

    NONE = "none"
    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"


@dataclass(frozen=True, slots=True)
class Funnel:
    """Each person's `value` with the limits of 95 % and 99.8 % around `target`, an entry a person.

    `zone` is -2 below the limits of 99.8 %, -1 below those of 95 %, 0 within them, 1 and 2 above. Without spread it is
    told by the exact chance of so few or so many, not by the limits: these are drawn smooth through whole counts, so
    that a value next to one may lie outside the line and still be no surprise. `dispersion` is the mean of the squared
    z scores (1 if only chance is at work), `between` the variance of people on the scale of the transform.
    """

    value: Floats
    low95: Floats
    high95: Floats
    low998: Floats
    high998: Floats
    zone: Ints
    target: float
    dispersion: float
    between: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """How limits are drawn: exact ones, and the transform to where a value is about normal, its way back, its error.

    `tails` gives how probable so few or fewer, and so many or more, are at a target.
    """

    forth: Callable[[Any, Any], Floats]
    back: Callable[[Any], Floats]
    error: Callable[[Any, float], Floats]
    exact: Callable[[Floats, float, float], Bounds]
    tails: Callable[[Floats, Floats, float], Bounds]


def _poisson(expected: Floats, target: float, level: float) -> Bounds:
    """Give the limits of a ratio whose count is Poisson: Garwood's around the expected count, over it."""
    tail, middle = (1 - level) / 2, expected * target
    return special.gammaincinv(middle, tail) / expected, special.gammaincinv(middle + 1, 1 - tail) / expected


def _binomial(trials: Floats, target: float, level: float) -> Bounds:
    """Give the limits of a share whose count is binomial: Clopper and Pearson's around the expected count."""
    tail, hit, miss = (1 - level) / 2, trials * target, trials * (1 - target)
    return special.betaincinv(hit, miss + 1, tail), special.betaincinv(hit + 1, miss, 1 - tail)


def _poisson_tails(count: Floats, expected: Floats, target: float) -> Bounds:
    more = np.where(count > 0, special.gammainc(np.maximum(count, 1e-9), expected * target), 1.0)
    return special.gammaincc(count + 1, expected * target), more


def _binomial_tails(told: Floats, trials: Floats, target: float) -> Bounds:
    left = trials - told
    fewer = np.where(left > 0, special.betainc(np.maximum(left, 1e-9), told + 1, 1 - target), 1.0)
    return fewer, np.where(told > 0, special.betainc(np.maximum(told, 1e-9), left + 1, target), 1.0)


_SCALES: Final = {
    Plotted.RATIO: _Scale(
        lambda observed, size: np.log(np.maximum(observed, 0.5) / size),
        np.exp,
        lambda size, target: 1 / np.sqrt(size * target),
        _poisson,
        _poisson_tails,
    ),
    Plotted.SHARE: _Scale(
        lambda observed, size: np.arcsin(np.sqrt(observed / size)),
        lambda angle: np.sin(np.clip(angle, 0, np.pi / 2)) ** 2,
        lambda size, _: 1 / (2 * np.sqrt(size)),
        _binomial,
        _binomial_tails,
    ),
}


def funnel(
    observed: ArrayLike,
    sizes: ArrayLike,
    *,
    plotted: Plotted,
    target: float | None = None,
    spread: Spread = Spread.NONE,
) -> Funnel | CannotTell:
    """Give the limits between which people who don't differ from the target lie, for what each has seen.

    RATIO: `observed` counts over `sizes`, the expected counts (such as of `case_mix`); the target is 1 if not given.
    SHARE: `observed` successes out of `sizes` trials; the target is the share of all. Both (people,).

    Without spread the limits are those of the gamma distribution (Poisson counts) or the beta (binomial ones) around
    the expected count (Spiegelhalter 2005, Stat. Med. 24:1185, appendix A; Garwood 1936; Clopper & Pearson 1934). With
    it they are target ± z × error on the scale of the logarithm (counts; as England's SHMI has it, 0 taken as ½) or of
    arcsin √ (shares), where error² is multiplied by the dispersion φ = Σ z² / k, at least 1, or τ² = (k φ - (k - 1)) /
    (Σ w - Σ w² / Σ w), w = 1 / error², at least 0, is added to it (ibid., section 3.2, after DerSimonian & Laird 1986).
    For φ the tenth of the z scores at each end is drawn in to the next (winsorised), so that a few who really differ
    don't hide themselves.

    Nobody is `CannotTell(NOTHING)`; fewer than ten people with spread `CannotTell(TOO_FEW)`; shares that are all 0 or
    all 1 without a target `CannotTell(NO_VARIANCE)`. Raises `BadInputError("ratings.not_a_number" | "ratings.too_small"
    | "ratings.not_above_zero" | "ratings.lengths_differ" | "ratings.more_than_all" | "ratings.not_a_share")`.
    """
    seen, size = np.atleast_1d(numbers(observed, "observed")), np.atleast_1d(above_zero(sizes, "sizes"))
    same_length(observed=seen, sizes=size)
    _refuse(seen, size, plotted, target)
    if not len(seen):
        return CannotTell(Reason.NOTHING)
    if spread is not Spread.NONE and len(seen) < LEAST_PEOPLE:
        return CannotTell(Reason.TOO_FEW, len(seen), LEAST_PEOPLE)
    usual = 1.0 if plotted is Plotted.RATIO else float(seen.sum() / size.sum())
    middle = usual if target is None else target
    if plotted is Plotted.SHARE and middle in {0.0, 1.0}:
        return CannotTell(Reason.NO_VARIANCE)
    return _funnel(seen, size, _SCALES[plotted], middle, spread)


def _refuse(seen: Floats, size: Floats, plotted: Plotted, target: float | None) -> None:
    below, above = seen < 0, (seen > size) & (plotted is Plotted.SHARE)
    if below.any():
        raise BadInputError("ratings.too_small", field="observed", place=str(int(np.argmax(below)) + 1), least=0)
    if above.any():
        raise BadInputError("ratings.more_than_all", field="observed", place=str(int(np.argmax(above)) + 1))
    if target is None:
        return
    middle = float(above_zero(target, "target"))
    if plotted is Plotted.SHARE and middle >= 1:
        raise BadInputError("ratings.not_a_share", field="target")


def _funnel(seen: Floats, size: Floats, scale: _Scale, target: float, spread: Spread) -> Funnel:
    centre, error, value = float(scale.forth(target, 1.0)), scale.error(size, target), seen / size
    dispersion, between = _beyond_chance((scale.forth(seen, size) - centre) / error, error)
    if spread is Spread.NONE:
        limits = [scale.exact(size, target, level) for level in LEVELS]
        few, many = scale.tails(seen, size, target)
        zones = [(many < (1 - level) / 2).astype(np.int64) - (few < (1 - level) / 2) for level in LEVELS]
    else:
        wide = error * np.sqrt(max(dispersion, 1.0)) if spread is Spread.MULTIPLICATIVE else np.hypot(error, between)
        away = [float(special.ndtri((1 + level) / 2)) * wide for level in LEVELS]
        limits = [(scale.back(centre - each), scale.back(centre + each)) for each in away]
        zones = [(value > high).astype(np.int64) - (value < low) for low, high in limits]
    (low95, high95), (low998, high998) = limits
    return Funnel(value, low95, high95, low998, high998, zones[0] + zones[1], target, dispersion, between**2)


def _beyond_chance(z: Floats, error: Floats) -> tuple[float, float]:
    """Give the dispersion of z scores with a tenth at each end drawn in, and the deviation between people."""
    people, weight = len(z), 1 / error**2
    drawn_in = np.clip(z, *np.quantile(z, [TRIMMED, 1 - TRIMMED]))
    dispersion = float((drawn_in**2).mean())
    free = float(weight.sum() - (weight**2).sum() / weight.sum())
    own = (people * dispersion - (people - 1)) / free if free > 0 else 0.0
    return dispersion, float(np.sqrt(max(own, 0.0)))
