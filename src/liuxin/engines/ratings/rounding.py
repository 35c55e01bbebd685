"""Shares into whole places that always add up to the head count.

Each share by itself, cut or rounded, does not: of 19 people the shares 10, 25, 50 and 15 % would give 1.9, 4.75, 9.5
and 2.85 places, which cut down are 16 and rounded 20. The largest remainder gives 2, 5, 9 and 3.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from liuxin.engines.ratings.telling import Floats, Ints, numbers, whole_numbers
from liuxin.kernel.errors import BadInputError

EVEN: Final = 9
"""Decimals of a place to which remainders count: what differs beyond is the noise of binary fractions."""


def largest_remainder(shares: ArrayLike, places: ArrayLike) -> Ints:
    """Give each category of a distribution its whole number of places, so that they add up to `places`.

    `shares`: (categories,) or (groups, categories), in any unit (per cent, votes), 0 or more, one above 0 in each row.
    `places`: one whole number of people, or one a group. Gives places in the shape of `shares`; a single row of shares
    with many `places` gives a row for each.

    Hamilton's method (Balinski & Young 1982, Fair Representation, ch. 2): the quota q_c = places × s_c / Σ s is cut to
    ⌊q_c⌋, and what is left over goes, one each, to the largest remainders q_c − ⌊q_c⌋; of equal ones the earlier
    category comes first. So every category has ⌊q_c⌋ or ⌈q_c⌉.

    Raises `BadInputError`: "ratings.not_a_number", "ratings.not_whole", "ratings.too_small" (a share or number below
    0), "ratings.no_shares" (nothing is above 0), "ratings.lengths_differ" (rows of shares and number of `places`).
    """
    weights, seats = _shares(shares), whole_numbers(places, "places")
    if weights.ndim > 1 and seats.ndim and len(weights) != len(seats):
        raise BadInputError("ratings.lengths_differ", field="places", has=len(seats), needs=len(weights))
    quota = np.round(seats[..., None] * (weights / weights.sum(axis=-1, keepdims=True)), EVEN)
    whole: Ints = np.floor(quota).astype(np.int64)
    order = np.argsort(-np.round(quota - whole, EVEN), axis=-1, kind="stable")
    left = seats - whole.sum(axis=-1)
    found: Ints = whole + (np.argsort(order, axis=-1) < left[..., None])
    return found


def _shares(shares: ArrayLike) -> Floats:
    found = numbers(shares, "shares")
    if (found < 0).any():
        place = ", ".join(str(int(index) + 1) for index in np.argwhere(found < 0)[0])
        raise BadInputError("ratings.too_small", field="shares", place=place, least=0)
    if found.ndim not in {1, 2} or not found.size or (found.sum(axis=-1) <= 0).any():
        raise BadInputError("ratings.no_shares", field="shares")
    return found
