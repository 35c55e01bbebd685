"""How often a decision on accuracy is right: of raters with a known inaccuracy, how many would pass the limits.

Practice with few cases shows a rater's accuracy with chance in it: one who is not fit may pass, and one who is may
fail (Cronbach & Gleser 1965, Psychological Tests and Personnel Decisions, ch. 3). No formula holds for all limits
together on a scale of few levels, so raters with a given inaccuracy are drawn and judged as people are.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines import intervals
from liuxin.engines.ratings.accuracy import accuracy
from liuxin.engines.ratings.agreement.tables import table_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Reason
from liuxin.kernel.errors import BadInputError

ROUNDING: Final = 1 / 12
"""The variance that rounding to whole levels brings by itself; it is part of the inaccuracy that was asked for."""
LEAST: Final = 2
"""Cases and criteria that it takes at least for the components to differ from one another."""


@dataclass(frozen=True, slots=True)
class Inaccuracy:
    """How inaccurate a rater is over very many cases, in Cronbach's components (units of the scale)."""

    elevation: float
    differential_elevation: float
    stereotype_accuracy: float
    differential_accuracy: float

    def times(self, factor: float) -> Self:
        """Give one so many times as large on every component."""
        return type(self)(
            factor * self.elevation,
            factor * self.differential_elevation,
            factor * self.stereotype_accuracy,
            factor * self.differential_accuracy,
        )


@dataclass(frozen=True, slots=True)
class Passing:
    """The probability of passing, with the 95 % interval that the number of draws leaves around it."""

    value: float
    low: float
    high: float
    draws: int


@dataclass(frozen=True, slots=True)
class Qualification:
    """How sure a decision on one rater is.

    `again`: how likely this rater, as inaccurate as found, would pass on as many cases. The two errors: `unfit_pass`,
    that one passes who should not, and `fit_fail`, that one fails who should pass.
    """

    cases: int
    again: Passing
    unfit_pass: Passing
    fit_fail: Passing


def passing(
    reference: ArrayLike,
    limits: Inaccuracy,
    correlation: float,
    rater: Inaccuracy,
    scale: tuple[int, int],
    *,
    draws: int = 2000,
    seed: int = 0,
) -> Passing | CannotTell:
    """Give the probability that a rater so inaccurate is within all limits on these cases.

    `reference`: (cases, criteria) on `scale` (lowest and highest level). To pass, the size of every component is at
    most its limit and the mean correlation at least `correlation`. Each drawn rating is

        x_ij = t_ij ± E + a_i + b_j + c_ij,   a ~ N(0, DE²),  b of mean square SA²,  c ~ N(0, DA² - 1/12)

    rounded to a level and kept on the scale; the sign of the elevation is drawn too.

    Cannot tell: NOTHING, TOO_FEW (fewer than 2 cases or criteria), NO_VARIANCE (the references tell no cases apart).
    Raises `BadInputError`: "ratings.not_a_number", "ratings.wrong_shape", "ratings.off_scale", "ratings.no_scale",
    "ratings.too_small" (an inaccuracy below 0, or no draw).
    """
    true = table_of(reference, "reference")
    _check(true, rater, scale, draws)
    return _too_little(true) or _passing(true, rater, limits, least=correlation, scale=scale, draws=draws, seed=seed)


def _passing(
    true: Floats,
    rater: Inaccuracy,
    limits: Inaccuracy,
    *,
    least: float,
    scale: tuple[int, int],
    draws: int,
    seed: int,
) -> Passing:
    chance = np.random.default_rng(seed)
    found = accuracy(np.clip(np.round(true + _errors(chance, rater, draws, true.shape)), *scale), true)
    passed = (
        (np.abs(found.elevation) <= limits.elevation)
        & (found.differential_elevation <= limits.differential_elevation)
        & (found.stereotype_accuracy <= limits.stereotype_accuracy)
        & (found.differential_accuracy <= limits.differential_accuracy)
        & (found.correlation >= least)
    )
    return _share(int(passed.sum()), draws)


def qualification(
    reference: ArrayLike,
    limits: Inaccuracy,
    correlation: float,
    rater: Inaccuracy,
    scale: tuple[int, int],
    *,
    fit: float = 0.75,
    unfit: float = 1.25,
    draws: int = 2000,
    seed: int = 0,
) -> Qualification | CannotTell:
    """Give the error rates of the decision on a `rater` by `limits` on the cases of `reference`; all else as `passing`.

    `fit` and `unfit` say who should pass and who should not, as multiples of the limits on every component. What was
    found of the rater holds chance and rounding itself: it is taken as if it were the truth, so `again` is the plain
    parametric bootstrap (Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 6.5).
    """
    true, who = table_of(reference, "reference"), (rater, limits.times(unfit), limits.times(fit))
    for each in who:
        _check(true, each, scale, draws)
    too_little = _too_little(true)
    if too_little:
        return too_little
    again, wrong, right = (
        _passing(true, each, limits, least=correlation, scale=scale, draws=draws, seed=seed) for each in who
    )
    return Qualification(len(true), again, wrong, Passing(1 - right.value, 1 - right.high, 1 - right.low, draws))


def _errors(chance: np.random.Generator, rater: Inaccuracy, draws: int, shape: tuple[int, ...]) -> Floats:
    """Draw what a rater is off by: (draws, cases, criteria)."""
    cases, criteria = shape
    sign = chance.choice([-1.0, 1.0], size=(draws, 1, 1))
    by_case = chance.normal(scale=rater.differential_elevation, size=(draws, cases, 1))
    by_criterion = chance.normal(size=(draws, 1, criteria))
    by_criterion -= by_criterion.mean(axis=2, keepdims=True)
    by_criterion *= rater.stereotype_accuracy / np.sqrt((by_criterion**2).mean(axis=2, keepdims=True))
    own = np.sqrt(max(rater.differential_accuracy**2 - ROUNDING, 0.0))
    return sign * rater.elevation + by_case + by_criterion + chance.normal(scale=own, size=(draws, cases, criteria))


def _check(true: Floats, rater: Inaccuracy, scale: tuple[int, int], draws: int) -> None:
    lowest, highest = scale
    if highest <= lowest:
        raise BadInputError("ratings.no_scale", field="scale", lowest=lowest, highest=highest)
    off = (true < lowest) | (true > highest)
    if off.any():
        place = ", ".join(str(int(index) + 1) for index in np.argwhere(off)[0])
        raise BadInputError("ratings.off_scale", field="reference", place=place, lowest=lowest, highest=highest)
    if draws < 1:
        raise BadInputError("ratings.too_small", field="draws", place="1", least=1)
    parts = (rater.elevation, rater.differential_elevation, rater.stereotype_accuracy, rater.differential_accuracy)
    if not all(part >= 0 for part in parts):
        raise BadInputError("ratings.too_small", field="rater", place="1", least=0)


def _too_little(true: Floats) -> CannotTell | None:
    if not true.size:
        return CannotTell(Reason.NOTHING)
    if min(true.shape) < LEAST:
        return CannotTell(Reason.TOO_FEW, has=min(true.shape), needs=LEAST)
    return CannotTell(Reason.NO_VARIANCE) if (true == true[0]).all() else None


def _share(passed: int, draws: int) -> Passing:
    low, high = intervals.wilson(passed, draws)
    return Passing(passed / draws, float(low), float(high), draws)
