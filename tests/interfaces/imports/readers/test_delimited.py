import gzip
from pathlib import Path
from typing import Any

import pytest

from liuxin.interfaces.imports.readers import Source, open_source
from liuxin.kernel.errors import BadInputError


def rows_of(source: Source) -> list[tuple[int, tuple[object, ...], str]]:
    return [(row.line, row.cells, row.error.code if row.error else "") for row in source.rows(lambda _: None)]


def opened(folder: Path, data: bytes | str, name: str = "log.csv") -> Source:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_source(path)


def refusal(folder: Path, data: bytes, name: str = "log.csv") -> BadInputError:
    with pytest.raises(BadInputError) as refused:
        opened(folder, data, name)
    return refused.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    source = opened(tmp_path, f"number{delimiter}state\nA1{delimiter}New\n")
    assert source.form.delimiter == delimiter
    assert rows_of(source) == [(2, ("A1", "New"), "")]


def test_a_delimiter_inside_quotes_is_text(tmp_path: Path) -> None:
    assert rows_of(opened(tmp_path, 'a;b\n"x;y";2\n')) == [(2, ("x;y", "2"), "")]


def test_a_record_over_several_lines_keeps_the_line_on_which_it_starts(tmp_path: Path) -> None:
    source = opened(tmp_path, 'a,b\n1,"two\nlines"\n3,4\n')
    assert rows_of(source) == [(2, ("1", "two\nlines"), ""), (4, ("3", "4"), "")]


def test_empty_lines_count_as_lines_and_not_as_rows(tmp_path: Path) -> None:
    assert rows_of(opened(tmp_path, "a,b\n\n1,2\n")) == [(3, ("1", "2"), "")]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    assert rows_of(opened(tmp_path, end.join(["a,b", "1,2", "3,4", ""]))) == [(2, ("1", "2"), ""), (3, ("3", "4"), "")]


def test_a_row_with_another_number_of_fields_is_marked_and_hinders_no_other(tmp_path: Path) -> None:
    source = opened(tmp_path, "a,b\n1,2,3\n4\n5,6\n")
    assert rows_of(source) == [
        (2, ("1", "2", "3"), "import.field_count"),
        (3, ("4",), "import.field_count"),
        (4, ("5", "6"), ""),
    ]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path: Path) -> None:
    good = "".join(f"{number},x\n" for number in range(1000))
    rows = rows_of(opened(tmp_path, 'a,b\n1,"open\n' + good))
    assert rows[0] == (2, ('1,"open',), "import.quotes_broken")
    assert rows[1] == (3, ("0", "x"), "")
    assert len(rows) == 1001


def test_text_after_a_closing_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    rows = rows_of(opened(tmp_path, 'a,b\n"x"y,2\n3,4\n'))
    assert rows == [(2, ('"x"y,2',), "import.quotes_broken"), (3, ("3", "4"), "")]


def test_bytes_that_do_not_decode_are_found_by_line_and_kept(tmp_path: Path) -> None:
    data = "a,b\n工单,二\n".encode() * 3 + b"x,\xff\n" + "工,单\n".encode()
    rows = rows_of(opened(tmp_path, data))
    assert rows[5] == (7, ("x", "\udcff"), "import.bytes_unreadable")
    assert rows[6] == (8, ("工", "单"), "")


def test_a_zero_byte_is_found_by_line(tmp_path: Path) -> None:
    assert rows_of(opened(tmp_path, b"a,b\nx\0,2\n3,4\n"))[0] == (2, ("x\0", "2"), "import.zero_byte")


def test_gb18030_is_read(tmp_path: Path) -> None:
    source = opened(tmp_path, "工单号,状态\nA1,已解决\n业主,厨房漏水\n".encode("gb18030"))
    assert source.header == ("工单号", "状态")
    assert source.form.encoding == "gb18030"
    assert rows_of(source)[0] == (2, ("A1", "已解决"), "")


def test_utf_16_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    source = opened(tmp_path, "工单号\t状态\nA1\t已解决\n".encode("utf-16"))
    assert source.form.delimiter == "\t"
    assert rows_of(source) == [(2, ("A1", "已解决"), "")]


def test_a_mark_at_the_start_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert opened(tmp_path, b"\xef\xbb\xbfnumber,state\nA1,New\n").header == ("number", "state")


def test_gzip_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    source = opened(tmp_path, gzip.compress(b"a,b\n1,2\n"), "log.csv")
    assert source.form.kind == "gzip"
    assert rows_of(source) == [(2, ("1", "2"), "")]


def test_rows_can_be_read_again_from_the_start(tmp_path: Path) -> None:
    source = opened(tmp_path, "a,b\n1,2\n")
    assert rows_of(source) == rows_of(source)


def test_a_repeated_name_is_numbered(tmp_path: Path) -> None:
    source = opened(tmp_path, "Variant,x,Variant\n1,2,3\n")
    assert source.header == ("Variant (1)", "x", "Variant (2)")
    assert source.repeated == {"Variant"}


def test_a_column_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    assert opened(tmp_path, "a,,c\n1,2,3\n").header == ("a", "column 2", "c")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.file_empty"),
        (b"\n\n", "import.file_empty"),
        (b"one column\nonly\n", "import.delimiter_unknown"),
        (b"# A page\n\nwith | a table\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n", "import.delimiter_unknown"),
        (b",,\n1,2,3\n", "import.header_missing"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 9999, mtime=0)[:-20], "import.file_cut_short"),
        (b"\xd0\xcf\x11\xe0 old excel", "import.file_old_excel"),
        (b"PK\x03\x04 no workbook", "import.workbook_damaged"),
        (b"PAR1 no parquet", "import.parquet_damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal(tmp_path, data).code == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        open_source(tmp_path / "no.csv")
    assert refused.value.code == "import.file_missing"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"encoding": "klingon"}, "import.encoding_unsupported"), ({"delimiter": ";;"}, "import.delimiter_length")],
)
def test_an_encoding_or_delimiter_that_is_none_is_refused(tmp_path: Path, options: dict[str, Any], code: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(BadInputError) as refused:
        open_source(path, **options)
    assert refused.value.code == code


def test_the_share_that_is_read_rises_to_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("a,b\n" + "1,2\n" * 10_000)
    told: list[float] = []
    assert len(list(open_source(path).rows(told.append))) == 10_000
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1
