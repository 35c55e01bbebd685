"""Which part of the store each case goes to, known only when the whole record has come by."""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

NEVER: Final = int(np.iinfo(np.int64).max)
NOWHERE: Final = -1
"""The part of cases without an opening."""
_DIGIT: Final = 2**16
"""Numbers below it are sorted by counting."""

Ints: TypeAlias = NDArray[np.int64]


class Homes(NamedTuple):
    """Where cases go, by their numbers: the part of each, and its place among all by month and code.

    `months` are the months of the parts; where there are several of one month they lie in the order of their codes.
    """

    part: NDArray[np.int32]
    place: NDArray[np.int32]
    months: list[str]


class Roll:
    """Every case of a record, numbered as it is met: when it was opened and how many events it has."""

    def __init__(self) -> None:
        """Begin with no case."""
        self.names: pa.Array = pa.array([], pa.string())
        self._began: Ints = np.zeros(0, np.int64)
        self._events: Ints = np.zeros(0, np.int64)

    def numbered(self, subjects: pa.ChunkedArray, at: Ints, opens: NDArray[np.bool_]) -> pa.Array:
        """Give numbers to the cases that some events are about, and note their openings."""
        coded = subjects.combine_chunks().dictionary_encode()
        if isinstance(coded, pa.ChunkedArray):
            coded = coded.chunk(0) if coded.num_chunks else pa.array([], pa.string()).dictionary_encode()
        known = pc.index_in(coded.dictionary, self.names)
        anew = coded.dictionary.filter(known.is_null())
        number = known.fill_null(-1).to_numpy().astype(np.int32)
        number[number < 0] = np.arange(len(self.names), len(self.names) + len(anew))
        self.names = pa.concat_arrays([self.names, anew])
        numbers = number[np.asarray(coded.indices)]
        self._began = np.append(self._began, np.full(len(anew), NEVER))
        np.minimum.at(self._began, numbers[opens], at[opens])
        counted = np.bincount(numbers, minlength=len(self.names))
        counted[: self._events.size] += self._events
        self._events = counted
        return pa.array(numbers)

    def homes(self, part_events: int) -> Homes:
        """Deal cases out to parts of about so many events, each of one month and a stretch of codes."""
        begun = np.flatnonzero(self._began != NEVER)
        rank = np.empty(len(self.names), np.int32)
        rank[pc.sort_indices(self.names).to_numpy()] = np.arange(rank.size)
        opened = self._began[begun].astype("datetime64[s]").astype("datetime64[M]")
        months, month = np.unique(opened, return_inverse=True)
        order = np.lexsort((rank[begun], month))
        month = month[order]
        within = _stretches(month, self._events[begun[order]], part_events)
        begins = np.append(True, (month[1:] != month[:-1]) | (within[1:] != within[:-1]))[: month.size]
        homes = Homes(np.full(rank.size, NOWHERE, np.int32), rank, [])
        homes.part[begun[order]] = np.cumsum(begins) - 1
        homes.place[begun[order]] = np.arange(order.size)
        names = np.datetime_as_string(months)
        homes.months.extend(names[month[begins]].tolist())
        return homes


def _stretches(month: Ints, events: Ints, wanted: int) -> Ints:
    """Give numbers to the parts of each month, given cases in order with the number of events that each has."""
    if not month.size:
        return month
    total = np.bincount(month, weights=events).astype(np.int64)
    before = np.cumsum(events) - events
    before -= (np.cumsum(total) - total)[month]
    parts = np.maximum(1, -(-total // wanted))
    return before * parts[month] // total[month]


def in_order(place: NDArray[np.int32], later: NDArray[np.bool_], at: Ints, seq: Ints) -> Ints:
    """Order events by case; within a case its opening comes first, then time, then the place in the record."""
    local = place - (place.min() if place.size else 0)
    fits = local.max(initial=0) < _DIGIT
    order = np.argsort(local.astype(np.uint16) if fits else local, kind="stable")
    after = np.zeros(max(order.size - 1, 0), np.bool_)
    for column in (seq, at, later, local):
        values = column[order]
        after = (values[1:] > values[:-1]) | ((values[1:] == values[:-1]) & after)
    return order if after.all() else np.lexsort((seq, at, later, local))
