"""The fresh layer goes into the base: only the parts concerned are written anew, one after another."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from liuxin.facts import layers
from liuxin.facts.folder import Folder
from liuxin.facts.layers import NOTHING, Told
from liuxin.facts.ordering import by_case
from liuxin.facts.words import FRESH, FactFile, FactTable, Group, Manifest

PART_EVENTS: Final = 500_000
SHARE: Final = 0.02
FLOOR: Final = 20_000


def is_due(manifest: Manifest, fresh_events: int) -> bool:
    """Tell whether so much is fresh that reading it twice costs more than writing the base anew."""
    base = sum(file.rows for file in manifest.of(Group.EVENTS) if file.part != FRESH)
    return fresh_events > max(FLOOR, SHARE * base)


def compact(folder: Folder, manifest: Manifest, fresh: Told, replaced: pa.Table) -> list[FactFile]:
    """Write the parts of the base anew from which cases are gone or into which cases come; give all its files.

    What is told of a case does not depend on other cases: nothing has to be told again.
    """
    base = [file for file in manifest.files if file.month]
    coming = _dealt(fresh, _homes(base, fresh))
    gone = {part: _cases_of(replaced, part) for part in pc.unique(replaced["part"]).to_pylist()}
    concerned = {*coming, *gone}
    files = [file for file in base if file.part not in concerned]
    names = Names({file.part for file in base})
    for part in sorted(concerned):
        old = layers.part(folder, manifest, part) if part in names.taken else NOTHING
        kept = old.without(gone[part]) if part in gone else old
        files += write_month(folder, part, kept.beside(coming.pop(part, NOTHING)), names)
    return files


class Names:
    """Names of parts: the month and a number."""

    def __init__(self, taken: set[str]) -> None:
        """Take the names that are in use."""
        self.taken = taken

    def next(self, month: str) -> str:
        """Give a new name."""
        numbers = [int(name.partition(".")[2]) for name in self.taken if name.startswith(f"{month}.")]
        name = f"{month}.{max(numbers, default=-1) + 1}"
        self.taken.add(name)
        return name


def _cases_of(replaced: pa.Table, part: str) -> pa.Array:
    return replaced.filter(pc.equal(replaced["part"], part))["case"].combine_chunks()


def _homes(base: Sequence[FactFile], fresh: Told) -> dict[str, str]:
    """Tell which part of the base each fresh case goes to: the month of its opening, and there by its code."""
    if FactTable.CASES not in fresh.facts:
        return {}
    cases = fresh.facts[FactTable.CASES]
    starts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in base:
        if file.table is Group.EVENTS:
            starts[file.month].append((file.first, file.part))
    ordered = {month: sorted(each) for month, each in starts.items()}
    months = layers.months_of(cases).tolist()
    return {
        case: _home(ordered.get(month, ()), case) or f"{month}.0"
        for case, month in zip(cases["case"].to_pylist(), months, strict=True)
    }


def _dealt(fresh: Told, homes: Mapping[str, str]) -> dict[str, Told]:
    """Deal what is told out to parts, every table in one go."""
    parts = sorted(set(homes.values()))
    cases = pa.array(list(homes), pa.string())
    places = np.searchsorted(np.asarray(parts, np.str_), np.asarray(list(homes.values()), np.str_))

    def split(rows: pa.Table, column: str) -> list[pa.Table]:
        place = places[pc.index_in(rows[column], value_set=cases).to_numpy()]
        order = np.argsort(place, kind="stable")
        ends = np.searchsorted(place[order], np.arange(len(parts) + 1))
        ordered = rows.take(order)
        return [ordered.slice(start, end - start) for start, end in pairwise(ends.tolist())]

    events = split(fresh.events, "subject")
    facts = {table: split(rows, "case") for table, rows in fresh.facts.items()}
    return {
        part: Told(events[place], {table: rows[place] for table, rows in facts.items()})
        for place, part in enumerate(parts)
    }


def _home(starts: Sequence[tuple[str, str]], case: str) -> str:
    place = bisect_right(starts, case, key=lambda start: start[0]) - 1
    return starts[max(place, 0)][1] if starts else ""


def write_month(folder: Folder, part: str, told: Told, names: Names) -> list[FactFile]:
    """Write what is told of cases of one month as a part, or as several where it is too much for one."""
    names.taken.add(part)
    files = layers.write(folder, part, told) if told.events.num_rows <= PART_EVENTS * 1.5 else []
    if not files and told.events.num_rows:
        for piece in _pieces(told):
            files += layers.write(folder, part, piece)
            part = names.next(part.partition(".")[0])
    return files


def _pieces(told: Told) -> Iterator[Told]:
    events = by_case(told.events)
    cuts = case_cuts(events, PART_EVENTS)
    bounds = [events["subject"][cut].as_py() for cut in cuts[1:-1]]
    places = {table: _places(rows, bounds) for table, rows in told.facts.items()}
    for number, (start, end) in enumerate(pairwise(cuts)):
        facts = {table: rows.filter(pa.array(places[table] == number)) for table, rows in told.facts.items()}
        yield Told(events.slice(start, end - start), facts)


def _places(rows: pa.Table, bounds: Sequence[str]) -> NDArray[np.int64]:
    return np.searchsorted(np.asarray(bounds), np.asarray(rows["case"].to_pylist(), np.str_), side="right")


def case_cuts(events: pa.Table, rows: int) -> list[int]:
    """Give where to cut sorted events into pieces of about so many rows, never within a case; both ends included."""
    begins = np.flatnonzero(np.append(True, _differs(events["subject"])))
    wanted = np.arange(rows, events.num_rows, rows)
    inner = begins[np.clip(np.searchsorted(begins, wanted), 0, len(begins) - 1)]
    return [0, *sorted({int(cut) for cut in inner if cut}), events.num_rows]


def _differs(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    values = column.combine_chunks()
    return pc.not_equal(values[1:], values[:-1]).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]
