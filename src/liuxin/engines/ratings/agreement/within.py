"""r_wg: how far the raters of one subject agree among themselves, many subjects at once.

James, Demaree & Wolf 1984, Journal of Applied Psychology 69:85-98.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liuxin.engines.ratings.agreement.tables import PAIR, table_of
from liuxin.engines.ratings.telling import Floats, Ints, Reason
from liuxin.kernel.errors import BadInputError

_WHYS: Final = np.array([Reason.NOTHING, Reason.ONE_RATER, None], dtype=object)


@dataclass(frozen=True, slots=True)
class Within:
    """Agreement within each subject, an entry a subject: 1 is agreement, 0 what chance gives.

    Where ratings spread even more than by chance the formula goes below 0 (of several items, anywhere): `value` is 0
    there, as the authors propose, and `beyond` is true. Where `value` is NaN, `why` says the `Reason`; else it is None.
    `raters` counts who rated (of the least rated item), `items` the items that two or more rated.
    """

    value: Floats
    beyond: NDArray[np.bool_]
    raters: Ints
    items: Ints
    why: NDArray[np.object_]


def r_wg(ratings: ArrayLike, lowest: int, highest: int, *, variance: float | None = None) -> Within:
    """Give r_wg of each subject: `ratings` (subjects, raters) on `lowest` to `highest`, NaN where nobody rated.

    r_wg = 1 - s² / σ² with the variance s² of the subject's ratings and σ² = (A² - 1) / 12 of A equally likely levels
    (James, Demaree & Wolf 1984); `variance` puts another σ² in its place, such as that of a skewed distribution
    (LeBreton & Senter 2008, Organizational Research Methods 11:815, table 2).

    Raises `BadInputError`: "ratings.off_scale", "ratings.no_scale", "ratings.not_positive" (variance),
    "ratings.not_a_number", "ratings.wrong_shape".
    """
    return _within(table_of(ratings, "ratings", missing=True)[:, :, None], lowest, highest, variance)


def r_wg_j(ratings: ArrayLike, lowest: int, highest: int, *, variance: float | None = None) -> Within:
    """Give r_wg(J) of each subject: `ratings` (subjects, raters, items), otherwise as `r_wg`.

    r_wg(J) = J q / (J q + s² / σ²), q = 1 - s² / σ², with the mean variance s² of J parallel items. Items that
    fewer than two rated don't count.
    """
    return _within(table_of(ratings, "ratings", missing=True, axes=3), lowest, highest, variance)


def _within(cube: Floats, lowest: int, highest: int, variance: float | None) -> Within:
    chance = _chance(cube, lowest, highest, variance)
    number = (~np.isnan(cube)).sum(axis=1)
    counted = number >= PAIR
    off = cube - (np.nansum(cube, axis=1) / np.maximum(number, 1))[:, None]
    spread = np.where(counted, np.nansum(off**2, axis=1) / np.maximum(number - 1, 1), 0.0)
    items = counted.sum(axis=1)
    ratio = spread.sum(axis=1) / np.maximum(items, 1) / chance
    beyond = ratio > 1
    agreed = items * np.maximum(1 - ratio, 0.0)
    value = agreed / np.where(items > 0, agreed + ratio, 1.0)
    fewest = np.where(counted, number, cube.shape[1]).min(axis=1, initial=cube.shape[1])
    most = number.max(axis=1, initial=0)
    why: Any = _WHYS[np.minimum(most, PAIR)]
    return Within(np.where(items > 0, value, np.nan), beyond, np.where(items > 0, fewest, most), items, why)


def _chance(cube: Floats, lowest: int, highest: int, variance: float | None) -> float:
    if highest <= lowest:
        raise BadInputError("ratings.no_scale", field="highest", lowest=lowest, highest=highest)
    off = (cube < lowest) | (cube > highest)
    if off.any():
        place = ", ".join(str(int(index) + 1) for index in np.argwhere(off)[0])
        raise BadInputError("ratings.off_scale", field="ratings", place=place, lowest=lowest, highest=highest)
    if variance is None:
        return float((highest - lowest + 1) ** 2 - 1) / 12
    if not 0 < variance < np.inf:
        raise BadInputError("ratings.not_positive", field="variance")
    return variance
