"""Krippendorff's alpha: agreement of any number of observers, on any level of measurement, with values missing.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2019, Content Analysis, 4th ed., ch. 12. The interval
comes from drawing units anew, all at once (Zapf et al. 2016, BMC Medical Research Methodology 16:93).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.agreement import disagreement
from liuxin.engines.ratings.agreement.disagreement import Pairable
from liuxin.engines.ratings.agreement.tables import PAIR, share_of, table_of
from liuxin.engines.ratings.telling import CannotTell, Floats, Ints, Reason
from liuxin.kernel.errors import BadInputError

LEAST_UNITS: Final = 10
"""Below, a draw repeats so few different units that its spread says nothing: there is no interval."""
LEAST_TOLD: Final = 0.9
"""Which part of the draws must have a value (some hold one category only) for an interval."""
AT_ONCE: Final = 200_000
"""How many drawn units are worked on together: bounds the memory."""


class Level(StrEnum):
    """What may be done with the values: told apart, ordered, subtracted, divided (from 0 up)."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha: 1 is agreement, 0 what chance gives, below 0 worse than chance.

    `units` and `values` are those that can be paired; `low` and `high` are NaN without enough units or draws, and
    `resamples` says how many draws had a value.
    """

    value: float
    low: float
    high: float
    units: int
    values: int
    resamples: int


def alpha(
    values: ArrayLike, level: Level, *, resamples: int = 1000, seed: int = 0, confidence: float = 0.95
) -> Alpha | CannotTell:
    """Give alpha of `values`: (observers, units), NaN where an observer did not judge a unit.

    alpha = 1 - D_o / D_e, of n values in units with m_u >= 2 of them (Krippendorff 2011, section D):

        D_o = 1/n Σ_u Σ_{i≠j in u} δ²(v_i, v_j) / (m_u - 1)          D_e = 1/(n (n-1)) Σ_{i≠j of all} δ²(v_i, v_j)

    with δ² = [v ≠ w] (nominal), (rank v - rank w)² by the middle ranks of all n values (ordinal; the same as his sum of
    frequencies from v to w less half of both ends), (v - w)² (interval), ((v - w) / (v + w))² (ratio). The interval is
    the percentile interval of `resamples` draws of as many units with replacement, fixed by `seed`; 0 draws: none.

    Cannot tell: NOTHING, ONE_RATER, ONE_SUBJECT, TOO_FEW (no two units judged twice), ONE_CATEGORY. Raises
    `BadInputError`: "ratings.not_a_number", "ratings.wrong_shape", "ratings.not_a_share" (confidence),
    "ratings.too_small" (below 0 on the ratio level, or fewer than 0 draws).
    """
    table, tail = table_of(values, "values", missing=True), (1 - share_of(confidence, "confidence")) / 2
    if resamples < 0 or (level is Level.RATIO and (table < 0).any()):
        raise BadInputError("ratings.too_small", field="resamples" if resamples < 0 else "values", least=0)
    found = _pairable(table)
    if isinstance(found, CannotTell):
        return found
    parts = _PARTS[level](found)
    value = float(parts.alpha(found.times[None].astype(float))[0])
    drawn = _drawn(parts, found.times, resamples, seed) if found.units >= LEAST_UNITS else np.zeros(0)
    told = drawn[np.isfinite(drawn)]
    enough = resamples and len(told) >= LEAST_TOLD * resamples
    low, high = np.quantile(told, [tail, 1 - tail]) if enough else (np.nan, np.nan)
    return Alpha(value, float(low), float(high), found.units, found.values, len(told))


def _pairable(table: Floats) -> Pairable | CannotTell:
    """Keep the units that two observers or more judged; refuse what holds no disagreement to be found."""
    observers, units = table.shape
    there = ~np.isnan(table)
    if not there.any():
        return CannotTell(Reason.NOTHING)
    if observers < PAIR:
        return CannotTell(Reason.ONE_RATER, has=observers, needs=PAIR)
    if units < PAIR:
        return CannotTell(Reason.ONE_SUBJECT, has=units, needs=PAIR)
    paired = there.sum(axis=0) >= PAIR
    if paired.sum() < PAIR:
        return CannotTell(Reason.TOO_FEW, has=int(paired.sum()), needs=PAIR)
    found = Pairable.of(table[:, paired].T)
    return found if len(found.categories) > 1 else CannotTell(Reason.ONE_CATEGORY)


def _drawn(parts: disagreement.Parts, times: Ints, resamples: int, seed: int) -> Floats:
    """Give alpha of each draw: how often it took each different unit weighs what that unit brings."""
    chance, kinds = np.random.default_rng(seed), np.repeat(np.arange(len(times)), times)
    step = max(1, AT_ONCE // max(len(kinds), parts.width))
    steps = (min(step, resamples - start) for start in range(0, resamples, step))
    return np.concatenate([np.zeros(0), *(parts.alpha(_taken(chance, kinds, draws)) for draws in steps)])


def _taken(chance: np.random.Generator, kinds: Ints, draws: int) -> Floats:
    """Draw as many units with replacement, `draws` times; give how often each kind was taken: (draws, kinds)."""
    number = int(kinds[-1]) + 1
    picked = kinds[chance.integers(len(kinds), size=(draws, len(kinds)))] + number * np.arange(draws)[:, None]
    return np.bincount(picked.ravel(), minlength=draws * number).reshape(draws, number).astype(float)


_PARTS: Final = {
    Level.NOMINAL: disagreement.nominal,
    Level.ORDINAL: disagreement.ordinal,
    Level.INTERVAL: disagreement.interval,
    Level.RATIO: disagreement.ratio,
}
