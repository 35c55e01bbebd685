"""Finding the older events of a case: in which part of the base it lies, then only the rows around it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from liuxin.engines.measurement.schemas import WHERE
from liuxin.facts import store
from liuxin.facts.folder import Folder
from liuxin.facts.layers import REPLACED
from liuxin.facts.words import FRESH, FactFile, FactTable, Group, Manifest


def lying(folder: Folder, manifest: Manifest, cases: pa.Array) -> pa.Table:
    """Tell in which part of the base each of some cases lies; those that it does not hold are left out."""
    codes = sorted(cases.to_pylist())
    found = [REPLACED.empty_table()]
    for file in manifest.of(FactTable.CASES):
        if file.part != FRESH and _holds(codes, file.first, file.last):
            held = _rows(folder, file, "case", codes, ["case"])["case"]
            parts = pa.repeat(pa.scalar(file.part), len(held))
            found.append(pa.table([held, parts], schema=REPLACED))
    return pa.concat_tables(found)


def cases(folder: Folder, files: Iterable[FactFile], codes: pa.Array) -> list[pa.Table]:
    """Give code and WHERE of some cases in files of the table of cases."""
    wanted, columns = sorted(codes.to_pylist()), ["case", *WHERE]
    return [_rows(folder, file, "case", wanted, columns) for file in files if _holds(wanted, file.first, file.last)]


def events(folder: Folder, manifest: Manifest, where: pa.Table) -> Iterator[pa.Table]:
    """Give the events in the base of cases, as `lying` tells where they are."""
    for part in pc.unique(where["part"]).to_pylist():
        cases = where.filter(pc.equal(where["part"], part))["case"]
        for file in manifest.of(Group.EVENTS, part):
            yield _rows(folder, file, "subject", sorted(cases.to_pylist()), None)


def _rows(folder: Folder, file: FactFile, column: str, codes: Sequence[str], columns: Sequence[str] | None) -> pa.Table:
    with store.reading(folder, file) as content:
        groups = _groups(content, column, codes)
        rows = content.read_row_groups(groups, columns=columns)
    return rows.filter(pc.is_in(rows[column], pa.array(codes, pa.string())))


def _groups(content: pq.ParquetFile, column: str, codes: Sequence[str]) -> list[int]:
    """Name the row groups in which some codes can lie: files are sorted by them."""
    place = content.schema_arrow.get_field_index(column)
    found = []
    for group in range(content.num_row_groups):
        told = content.metadata.row_group(group).column(place).statistics
        if told is None or not told.has_min_max or _holds(codes, told.min, told.max):
            found.append(group)
    return found


def _holds(codes: Sequence[str], first: str, last: str) -> bool:
    place = bisect_left(codes, first)
    return place < len(codes) and codes[place] <= last
