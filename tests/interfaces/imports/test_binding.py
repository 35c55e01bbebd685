from pathlib import Path

import pytest

from liuxin.interfaces.imports.binding import bind
from liuxin.interfaces.imports.folding import RowReader
from liuxin.interfaces.imports.mapping import parse_mapping
from liuxin.interfaces.imports.readers import open_source
from liuxin.kernel.errors import BadInputError
from tests.interfaces.imports.logs import HEADER, MAPPING, line, write

ROW = line("A", "1/3/2016 09:00", "New")


def refusal(mapping: str, path: Path) -> BadInputError:
    with pytest.raises(BadInputError) as refused:
        bind(parse_mapping(mapping), open_source(path))
    return refused.value


def test_cells_are_picked_trimmed_and_emptied_of_marks(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", [line(" A ", "1/3/2016 09:00", "New", who="?", team=" Group  70 ")])
    binding = bind(parse_mapping(MAPPING), open_source(path))
    pick, places = binding.picker(), binding.places
    row = pick(2, (" A ", "1/3/2016 09:00", "1/3/2016 09:00", "New", "?", " Group  70 ", "c", "3", "true", "6", "0"))
    assert [row.cells[places.words[word][0]] for word in ("case", "holder", "team")] == ["A", "", "Group  70"]


def test_a_column_that_is_not_there_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", [ROW], header=tuple(name.replace("who", "Who ") for name in HEADER))
    error = refusal(MAPPING, path)
    assert (error.code, error.field, error.params["column"], error.params["near"]) == (
        "import.column_missing",
        "columns.holder",
        "who",
        "Who",
    )


def test_a_repeated_column_must_be_named_by_number(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", [ROW], header=tuple(name.replace("caller", "who") for name in HEADER))
    error = refusal(MAPPING.replace('customer = "caller"\n', ""), path)
    assert (error.code, error.field, error.params["there"]) == (
        "import.column_repeated",
        "columns.holder",
        "who (1), who (2)",
    )
    both = MAPPING.replace('"caller"', '"who (2)"').replace('"who"', '"who (1)"')
    assert bind(parse_mapping(both), open_source(path)).places.name("customer") == "who (2)"


def test_a_column_of_trust_must_be_there_too(tmp_path: Path) -> None:
    error = refusal(MAPPING + 'never = ["resolved_at"]\n', write(tmp_path / "log.csv", [ROW]))
    assert (error.code, error.field) == ("import.column_missing", "trust.never")


def test_two_rows_are_told_apart_by_a_column_that_the_mapping_does_not_name(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", [(*ROW, "1")], header=(*HEADER, "count"))
    pick = bind(parse_mapping(MAPPING), open_source(path)).picker()
    assert pick(2, (*ROW, "1")).digest != pick(3, (*ROW, "2")).digest
    assert pick(2, (*ROW, "1")).digest == pick(3, (*ROW, "1")).digest


def test_columns_of_a_quarantine_file_tell_no_rows_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", [("2", *ROW)], header=("liuxin_line", *HEADER))
    pick = bind(parse_mapping(MAPPING), open_source(path)).picker()
    assert pick(2, ("2", *ROW)).digest == pick(3, ("3", *ROW)).digest


def test_a_label_may_stand_in_several_columns_and_is_none_without_the_first(tmp_path: Path) -> None:
    both = MAPPING.replace('holder = "who"', 'holder = ["who", "caller"]')
    path = write(tmp_path / "log.csv", [line("A", "1/3/2016 09:00", "New", who="Anna")])
    mapping = parse_mapping(both)
    binding = bind(mapping, open_source(path))
    reader, pick = RowReader(mapping, binding.places), binding.picker()

    def holder(**cells: str) -> str:
        return reader.event(pick(2, line("A", "1/3/2016 09:00", "New", **cells))).hands.holder

    assert binding.places.name("holder") == "who · caller"
    assert (holder(who="Anna", caller="POLAND"), holder(who="Anna", caller="?")) == ("Anna · POLAND", "Anna")
    assert holder(who="?", caller="POLAND") == ""
