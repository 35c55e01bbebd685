"""Tables of ratings as the figures of agreement take them: checked once, here."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.telling import Floats, Ints, numbers, whole_numbers
from liuxin.kernel.errors import BadInputError

PAIR: Final = 2
"""What agreement takes at least: two raters, two subjects, two categories."""


def table_of(values: ArrayLike, field: str, *, missing: bool = False, axes: int = 2) -> Floats:
    """Give values as a table of floats with so many axes.

    Raises `BadInputError`: "ratings.not_a_number" as `telling.numbers`, "ratings.wrong_shape" naming `field`.
    """
    found = numbers(values, field, missing=missing)
    return _shaped(found, field, axes)


def counts_of(values: ArrayLike, field: str) -> Ints:
    """Give counts as a table of whole numbers, none below 0; raises as `table_of` and `telling.whole_numbers`."""
    found = whole_numbers(values, field)
    _shaped(found.astype(np.float64), field, 2)
    return found


def share_of(value: float, field: str) -> float:
    """Give a share strictly between 0 and 1; raises `BadInputError("ratings.not_a_share")`."""
    if not 0 < value < 1:
        raise BadInputError("ratings.not_a_share", field=field)
    return value


def _shaped(found: Floats, field: str, axes: int) -> Floats:
    if found.ndim != axes:
        raise BadInputError("ratings.wrong_shape", field=field, has=found.ndim, needs=axes)
    return found
