"""What a statistic answers where the data cannot carry it, and how bad input is refused.

Two kinds of trouble are kept apart. Input that is wrong raises: it must be mended before anything can be said. Input
that is right and too little, or without what the figure needs, gives `CannotTell`: an answer with its reason.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from liuxin.kernel.errors import BadInputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Reason(StrEnum):
    """Why a figure cannot be told; `interfaces/wording` turns each into a sentence."""

    NOTHING = "nothing"
    ONE_RATER = "one_rater"
    ONE_SUBJECT = "one_subject"
    ONE_CATEGORY = "one_category"
    NO_VARIANCE = "no_variance"
    TOO_FEW = "too_few"
    DISCONNECTED = "disconnected"
    NOT_CONVERGED = "not_converged"
    EXTREME = "extreme"
    SMALL_GROUP = "small_group"
    ONE_GROUP = "one_group"
    CONFOUNDED = "confounded"
    CONTRADICTING = "contradicting"
    NOBODY_ELSE = "nobody_else"
    ONLY_CHANCE = "only_chance"
    NO_ERROR = "no_error"
    ONE_CRITERION = "one_criterion"
    TOO_FEW_RATERS = "too_few_raters"
    NO_MIDDLE = "no_middle"
    NO_ORDER = "no_order"
    NO_TIMES = "no_times"
    NO_SURPLUS = "no_surplus"


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The answer that there is none: why, how much there was, and how much it would take (None: no amount helps)."""

    reason: Reason
    has: int | None = None
    needs: int | None = None


def numbers(values: ArrayLike, field: str, *, missing: bool = False) -> Floats:
    """Give values as an array of floats.

    Raises `BadInputError("ratings.not_a_number")` naming `field` and the first place, for text, infinity, and NaN
    where nothing may be missing.
    """
    try:
        found = np.asarray(values, np.float64)
    except (TypeError, ValueError) as error:
        raise BadInputError("ratings.not_a_number", field=field) from error
    wrong = np.isinf(found) if missing else ~np.isfinite(found)
    if wrong.any():
        raise BadInputError("ratings.not_a_number", field=field, place=_place(wrong))
    return found


def whole_numbers(values: ArrayLike, field: str, *, least: int = 0) -> Ints:
    """Give values as an array of whole numbers, none below `least`.

    Raises `BadInputError("ratings.not_a_number" | "ratings.not_whole" | "ratings.too_small")` naming `field` and the
    first place.
    """
    found = numbers(values, field)
    wrong = found != np.floor(found)
    if wrong.any():
        raise BadInputError("ratings.not_whole", field=field, place=_place(wrong))
    if (found < least).any():
        raise BadInputError("ratings.too_small", field=field, place=_place(found < least), least=least)
    return found.astype(np.int64)


def above_zero(values: ArrayLike, field: str) -> Floats:
    """Give values as an array of floats, all of them above zero: standard errors, exposures, times.

    Raises `BadInputError("ratings.not_a_number" | "ratings.not_above_zero")` naming `field` and the first place.
    """
    found = numbers(values, field)
    if (found <= 0).any():
        raise BadInputError("ratings.not_above_zero", field=field, place=_place(found <= 0))
    return found


def same_length(**columns: NDArray[Any]) -> None:
    """Refuse columns of one table that are not equally long: `BadInputError("ratings.lengths_differ")`."""
    sizes = {name: len(column) for name, column in columns.items()}
    if len(set(sizes.values())) > 1:
        name, size = next((n, s) for n, s in sizes.items() if s != next(iter(sizes.values())))
        raise BadInputError("ratings.lengths_differ", field=name, has=size, needs=next(iter(sizes.values())))


def part_of(part: ArrayLike, whole: ArrayLike, fields: tuple[str, str]) -> tuple[Ints, Ints]:
    """Give two columns of counts of which the first is a part of the second: successes and trials.

    Raises what `whole_numbers` and `same_length` raise, and `BadInputError("ratings.more_than_all")`.
    """
    some, all_ = (np.atleast_1d(whole_numbers(v, f)) for v, f in zip((part, whole), fields, strict=True))
    same_length(**dict(zip(fields, (some, all_), strict=True)))
    if (some > all_).any():
        raise BadInputError("ratings.more_than_all", field=fields[0], place=_place(some > all_))
    return some, all_


def whys(none: Flags, reason: Reason) -> tuple[Reason | None, ...]:
    """Give the reason wherever there is no number, and None elsewhere."""
    return tuple(np.array([None, reason], object)[none.astype(np.int64)].tolist())


def _place(wrong: Flags) -> str:
    """Name the first wrong cell, counted from 1: a row, or row and column."""
    return ", ".join(str(int(index) + 1) for index in np.argwhere(np.atleast_1d(wrong))[0])
