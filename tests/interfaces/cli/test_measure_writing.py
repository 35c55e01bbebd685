"""What an answer is written as, whatever its size."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liuxin.interfaces.cli.measuring.labelling import told
from liuxin.interfaces.cli.measuring.writing import write

TABLE = pa.table(
    {"key": pa.array([1, None, 3], pa.int64()), "name": ['a "b"', "", "丙, 丁"], "value": [1.0, None, 0.25]}
)


@pytest.fixture
def pieces() -> list[pa.Table]:
    return [TABLE.slice(0, 2), TABLE.slice(2, 1)]


def test_pieces_are_one_csv_that_excel_reads(pieces: list[pa.Table], tmp_path: Path):
    write(pieces, TABLE.schema, "csv", tmp_path / "all.csv")

    raw = (tmp_path / "all.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfkey,name,value\n")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert rows[1:] == [["1", 'a "b"', "1"], ["", "", ""], ["3", "丙, 丁", "0.25"]]


def test_pieces_are_one_list_in_json(pieces: list[pa.Table], tmp_path: Path):
    write(pieces, TABLE.schema, "json", tmp_path / "all.json")

    assert json.loads((tmp_path / "all.json").read_text(encoding="utf-8")) == TABLE.to_pylist()


def test_nothing_is_an_empty_list(tmp_path: Path):
    write([], TABLE.schema, "json", tmp_path / "none.json")
    write([], TABLE.schema, "parquet", tmp_path / "none.parquet")

    assert json.loads((tmp_path / "none.json").read_text(encoding="utf-8")) == []
    assert pq.read_table(tmp_path / "none.parquet").schema == TABLE.schema


def test_pieces_are_row_groups_of_one_parquet_file(pieces: list[pa.Table], tmp_path: Path):
    write(pieces, TABLE.schema, "parquet", tmp_path / "all.parquet")

    assert pq.read_table(tmp_path / "all.parquet") == TABLE
    assert pq.ParquetFile(tmp_path / "all.parquet").num_row_groups == 2


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path):
    def breaking():
        yield TABLE
        raise RuntimeError("the disk is full")

    (tmp_path / "all.csv").write_text("the one before")
    with pytest.raises(RuntimeError):
        write(breaking(), TABLE.schema, "csv", tmp_path / "all.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["all.csv"]
    assert (tmp_path / "all.csv").read_text() == "the one before"


def test_what_is_told_of_a_value_is_asked_once_and_dealt_out():
    asked: list[int] = []

    def tell(value: int) -> str:
        asked.append(value)
        return f"no. {value}"

    column = pa.chunked_array([[7, None, 7], [8, 7]], pa.int64())

    assert told(column, tell).to_pylist() == ["no. 7", "", "no. 7", "no. 8", "no. 7"]
    assert sorted(asked) == [7, 8]
