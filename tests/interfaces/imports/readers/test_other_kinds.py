from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from liuxin.interfaces.imports.readers import open_source
from liuxin.kernel.errors import BadInputError

OPENED = datetime(2016, 3, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)


def workbook(path: Path) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["工单号", "开单", "次数", "份额", "对", None])
    first.append(["A1", OPENED, 3, 2.5, True])
    first.append([None, None, None, None, None])
    first.append(["A2", date(2016, 3, 2), 4.0, None, False])
    book.create_sheet("second").append(["other"])
    book.save(path)
    return path


def test_a_sheet_is_read_with_its_types_as_people_see_them(tmp_path: Path) -> None:
    source = open_source(workbook(tmp_path / "log.xlsx"))
    assert source.header == ("工单号", "开单", "次数", "份额", "对")
    assert [(row.line, row.cells) for row in source.rows(lambda _: None)] == [
        (2, ("A1", OPENED, "3", "2.5", "true")),
        (4, ("A2", datetime(2016, 3, 2, tzinfo=UTC).replace(tzinfo=None), "4", "", "false")),
    ]


def test_a_named_sheet_is_read(tmp_path: Path) -> None:
    assert open_source(workbook(tmp_path / "log.xlsx"), sheet="second").header == ("other",)


def test_a_sheet_that_is_not_there_is_refused_and_those_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        open_source(workbook(tmp_path / "log.xlsx"), sheet="third")
    assert (refused.value.code, refused.value.params["there"]) == ("import.sheet_missing", "Sheet, second")


def test_a_row_longer_than_the_header_is_marked(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["a", "b"])
    book.active.append([1, 2, 3])
    book.save(tmp_path / "log.xlsx")
    rows = list(open_source(tmp_path / "log.xlsx").rows(lambda _: None))
    assert [row.error.code if row.error else "" for row in rows] == ["import.field_count"]


def test_parquet_is_read_with_lines_as_if_a_header_stood_above(tmp_path: Path) -> None:
    columns = {"a": ["x", None, "x"], "n": [1, 2, None], "at": [OPENED, None, OPENED], "ok": [True, False, None]}
    pq.write_table(pa.table(columns), tmp_path / "log.parquet")
    source = open_source(tmp_path / "log.parquet")
    assert source.header == ("a", "n", "at", "ok")
    assert [(row.line, row.cells) for row in source.rows(lambda _: None)] == [
        (2, ("x", "1", OPENED, "true")),
        (3, ("", "2", "", "false")),
        (4, ("x", "", OPENED, "")),
    ]
