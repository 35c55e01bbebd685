"""Places that people who can't be told apart share, and how probable it is that one really is better than another."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from liuxin.engines.ratings.telling import CannotTell, Floats, Ints, Reason, above_zero, numbers, same_length

FAMILY: Final = 0.05
"""How often a record in which nobody differs may rank anybody at all, at most."""

BLOCK: Final = 32
"""People compared with all others at once: so much of the table of pairs stays in the cache (and counts fit a byte)."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each person stands; every array has one entry a person, in the order in which they were given.

    `place` (from 1) is 1 + how many are surely better, and what is shown. `last` is the number of people less how many
    are surely worse: all true ranks lie between `place` and `last` at once in 95 records of 100. `sure` is how probable
    "better" must be between two people to count as sure.
    """

    place: Ints
    last: Ints
    better: Ints
    worse: Ints
    sure: float


def probability_better(
    values: ArrayLike, errors: ArrayLike, others: ArrayLike, other_errors: ArrayLike, *, higher_is_better: bool = True
) -> Floats:
    """Give how probable it is that each of `values` really is better than its other: Φ((a - b) / √(e² + f²)).

    Arrays of any shapes that go together (`values[:, None]` against `values[None, :]` gives the table of all pairs);
    errors are standard errors in the unit of the values. The two are taken as independent and normal, without a
    preference beforehand (Gelman et al. 2013, Bayesian Data Analysis, section 2.5). ½ is: nobody knows.

    Raises `BadInputError("ratings.not_a_number" | "ratings.not_above_zero")`.
    """
    one, other = numbers(values, "values"), numbers(others, "others")
    error, other_error = above_zero(errors, "errors"), above_zero(other_errors, "other_errors")
    distance = (one - other) / np.hypot(error, other_error)
    return np.asarray(special.ndtr(distance if higher_is_better else -distance))


def shared_places(
    values: ArrayLike, errors: ArrayLike, *, higher_is_better: bool = True, family: float = FAMILY
) -> Places | CannotTell:
    """Give people places that those who can't be told apart share.

    `values` and `errors` (standard errors, same unit) have the shape (people,). The rule: A is surely better than B
    when `probability_better` of A over B is above 1 - 0.05 / (k (k - 1)), k the number of people; a place is 1 + how
    many are surely better. The threshold shares the 5 % among both directions of all pairs (Dunn 1961, JASA 56:52), so
    a record of people who don't differ ranks nobody in at least 95 of 100; place and last together are the joint ranges
    of ranks of Klein, Wright & Wieczorek 2020 (JRSS C 69:589). All pairs are looked at, in O(k²/2) steps of
    whole rows.

    One person only is `CannotTell(ONE_SUBJECT)`. Raises `BadInputError("ratings.not_a_number" |
    "ratings.not_above_zero" | "ratings.lengths_differ")`: leave out first whoever has no value or no error.
    """
    value, error = np.atleast_1d(numbers(values, "values")), np.atleast_1d(above_zero(errors, "errors"))
    same_length(values=value, errors=error)
    people = len(value)
    if people < 2:  # noqa: PLR2004 -- it takes two to compare
        return CannotTell(Reason.ONE_SUBJECT, people, 2)
    tail = family / (people * (people - 1))
    better, worse = _surely(value if higher_is_better else -value, error, float(special.ndtri(tail)) ** 2)
    return Places(1 + better, people - worse, better, worse, 1 - tail)


def _surely(value: Floats, error: Floats, limit: float) -> tuple[Ints, Ints]:
    """Count, for each person, who is surely better and who is surely worse: (a - b)² > limit × (e² + f²)."""
    order = np.argsort(-value, kind="stable")
    values, spread = value[order], limit * error[order] ** 2
    better, worse = np.zeros(len(value), np.int64), np.zeros(len(value), np.int64)
    for start in range(0, len(value), BLOCK):
        end = start + len(values[start : start + BLOCK])
        distance = values[start:end, None] - values[None, start:]
        distance *= distance
        distance -= spread[None, start:]
        apart = distance > spread[start:end, None]
        apart[:, : end - start] = np.triu(apart[:, : end - start])
        worse[order[start:end]] = np.count_nonzero(apart, axis=1)
        better[order[start:]] += np.add.reduce(apart.view(np.uint8), axis=0, dtype=np.uint8)
    return better, worse
