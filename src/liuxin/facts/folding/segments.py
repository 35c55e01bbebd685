"""Many small runs of rows in one long array: what a loop over cases would do, done for all of them at once.

A run is the rows of one case (or of one other subject), which lie together. Whole numbers that are not known are
`NONE` until they are written.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE: Final = int(np.iinfo(np.int64).min)
"""Not known: becomes null in a table."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Some of the rows, by their places in ascending order among `rows` rows."""

    places: Ints
    rows: int

    @cached_property
    def so_far(self) -> NDArray[np.int32]:
        """Count them for every row, up to and with it."""
        mask = np.zeros(self.rows, np.bool_)
        mask[self.places] = True
        return np.cumsum(mask, dtype=np.int32)

    def latest(self, at: Ints, first: Ints) -> Ints:
        """Give the index of the last mark at or before each place, not before `first`; -1 where there is none."""
        if not self.places.size:
            return np.full(at.shape, -1, np.int64)
        found = self.so_far[at].astype(np.int64) - 1
        return np.where((found >= 0) & (self.places[found] >= first), found, -1)

    def following(self, at: Ints, end: Ints) -> Ints:
        """Give the index of the first mark after each place and before `end`; -1 where there is none."""
        if not self.places.size:
            return np.full(at.shape, -1, np.int64)
        found = self.so_far[at].astype(np.int64)
        last = self.places.size - 1
        return np.where((found <= last) & (self.places[np.minimum(found, last)] < end), found, -1)


def beginnings(run: Ints) -> Flags:
    """Tell which rows begin a run; `run` is the same number throughout a run."""
    begins = np.ones(run.size, np.bool_)
    np.not_equal(run[1:], run[:-1], out=begins[1:])
    return begins


def carried(mask: Flags) -> Ints:
    """Give for each row the last row at or before it that a mask names; the first row of all has to be named."""
    places = np.where(mask, np.arange(mask.size), 0)
    carry: Ints = np.maximum.accumulate(places)
    return carry


def taken(values: Ints, index: Ints) -> Ints:
    """Take values by index; NONE where the index is -1."""
    if not values.size:
        return np.full(index.shape, NONE, np.int64)
    return np.where(index >= 0, values[index], NONE)


def sums(values: Ints, first: Ints) -> Ints:
    """Sum whole numbers run by run; `first` is where each run begins, and no run is empty."""
    total: Ints = np.add.reduceat(values, first) if first.size else np.zeros(0, np.int64)
    return total


def running(values: Ints, keep: Flags) -> Ints:
    """Add up, for every row, the steps that lead to it from the row before, where that row's state says `keep`.

    `values` never fall within a run. Differences of two rows of one run are what passed between them; across runs they
    mean nothing.
    """
    total = np.zeros(values.size, np.int64)
    np.cumsum(np.where(keep[:-1], values[1:] - values[:-1], 0), out=total[1:])
    return total


def grouped(major: Ints, *minor: Ints) -> Ints:
    """Order rows by keys, the first of them ascending already; equal rows stay in their order."""
    key, room = major, _room(major)
    for values in minor:
        codes, wide = _dense(values)
        if room * wide > np.iinfo(np.int64).max:
            return np.lexsort((*reversed(minor), major))
        key, room = key * wide + codes, room * wide
    return np.argsort(key, kind="stable")


def _room(values: Ints) -> int:
    return int(values.max(initial=0)) + 1


def _dense(values: Ints) -> tuple[Ints, int]:
    """Give small numbers in place of values, NONE among them, and how many numbers that takes."""
    known = values != NONE
    low = int(values.min(initial=0, where=known))
    wide = int(values.max(initial=0, where=known)) - low + 2
    return np.where(known, values - low + 1, 0), wide
