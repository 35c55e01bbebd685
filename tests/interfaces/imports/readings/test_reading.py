"""Files of readings as people have them: XLSX and CSV, in any encoding, with what is wrong named."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.interfaces.imports.readings import file_seen, read_readings
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators.words import RawReading

pytestmark = pytest.mark.spec("P2.1")
ATTENDANCE = External(
    code="attendance",
    name=Bilingual("出勤率", "Attendance"),
    definition=Bilingual("出勤天数占应出勤天数的百分比。", ""),
    source="考勤机",
    unit=Unit.PERCENT,
    direction=Direction.HIGHER,
    kind=ExternalKind.SHARE,
    places=1,
    least_sample=1,
)


def text(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "readings.csv"
    path.write_bytes(content.encode(encoding))
    return path


def book(folder: Path, *rows: Sequence[object]) -> Path:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(list(row))
    made.save(folder / "readings.xlsx")
    return folder / "readings.xlsx"


def refusal(path: Path, sheet: str = "") -> str:
    with pytest.raises(BadInputError) as caught:
        read_readings(path, ATTENDANCE, sheet=sheet)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding_is_read_with_its_lines(tmp_path: Path, encoding: str):
    rows = "".join(f"00{number},陈晓,9{number}.5%,22,补签一天，已核\n" for number in range(1, 8))
    path = text(tmp_path, f"工号,姓名,数值,权数,备注\n{rows}", encoding)
    found = read_readings(path, ATTENDANCE)
    assert len(found) == 7
    assert found[0] == RawReading(2, "001", "91.5%", weight="22", remark="补签一天，已核", name="陈晓")


@pytest.mark.parametrize(
    ("header", "works"),
    [
        ("工号;出勤率（%）", True),
        ("Staff number;Attendance", True),
        ("STAFF_NUMBER; Value ", True),
        ("员工编号;attendance (per cent)", True),
        ("姓名;数值", False),
        ("工号;迟到次数", False),
    ],
)
def test_columns_are_found_by_their_names(tmp_path: Path, header: str, *, works: bool):
    path = text(tmp_path, f"{header}\nA1;95\nA2;96\n")
    if works:
        assert [(row.who, row.value) for row in read_readings(path, ATTENDANCE)] == [("A1", "95"), ("A2", "96")]
    else:
        assert refusal(path) == "readings.column_missing"


def test_a_number_shown_in_per_cent_is_read_as_shown(tmp_path: Path):
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["工号", "数值"])
    sheet.append([1001, 0.965])
    sheet.append([1002, 0.965])
    sheet["B2"].number_format = "0%"
    made.save(tmp_path / "readings.xlsx")
    found = read_readings(tmp_path / "readings.xlsx", ATTENDANCE)
    assert [(row.who, row.value) for row in found] == [("1001", "96.5%"), ("1002", "0.965")]


def test_errors_of_formulas_blank_lines_and_days_come_as_they_are(tmp_path: Path):
    rows = (["A1", "#DIV/0!", None], [None, None, None], ["A2", 95, date(2016, 5, 31)], ["A3", None, "2016-05"])
    path = book(tmp_path, ["工号", "数值", "期间"], *rows)
    found = [(row.row, row.who, row.value, row.period) for row in read_readings(path, ATTENDANCE)]
    assert found == [(2, "A1", "#DIV/0!", ""), (4, "A2", "95", "2016-05-31"), (5, "A3", "", "2016-05")]


def test_a_header_of_merged_cells_above_the_real_one_is_named(tmp_path: Path):
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["五月考勤表", None, None], ["工号", "姓名", "数值"], ["A1", "陈晓", 95]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    made.save(tmp_path / "readings.xlsx")
    with pytest.raises(BadInputError) as caught:
        read_readings(tmp_path / "readings.xlsx", ATTENDANCE)
    assert (caught.value.code, caught.value.params) == (
        "readings.column_missing",
        {"wanted": "工号", "found": "五月考勤表"},
    )


def test_a_missing_column_is_named_in_the_language_of_the_reader(tmp_path: Path):
    with pytest.raises(BadInputError) as caught:
        read_readings(text(tmp_path, "who,value\nA1,95\n"), ATTENDANCE, language="en")
    assert caught.value.params["wanted"] == "Staff number"


def test_a_formula_whose_result_was_not_saved_is_no_empty_cell(tmp_path: Path):
    path = book(tmp_path, ["工号", "数值"], ["A1", "=1+1"], ["A2", None], ["A3", 95])
    found = read_readings(path, ATTENDANCE)
    assert [row.fault.code if row.fault else "" for row in found] == ["readings.formula_without_result", "", ""]
    assert [row.is_blank for row in found] == [False, True, False]


def test_another_sheet_is_read_when_it_is_named(tmp_path: Path):
    made = Workbook()
    assert made.active is not None
    made.active.append(["说明"])
    second = made.create_sheet("五月")
    second.append(["工号", "数值"])
    second.append(["A1", 95])
    made.save(tmp_path / "readings.xlsx")
    path = tmp_path / "readings.xlsx"
    assert refusal(path) == "readings.column_missing"
    assert refusal(path, sheet="六月") == "import.sheet_missing"
    assert [row.who for row in read_readings(path, ATTENDANCE, sheet="五月")] == ["A1"]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path):
    assert refusal(text(tmp_path, "工号,数值,数值\nA1,95,96\n")) == "readings.column_twice"
    assert refusal(text(tmp_path, "工号,数值,出勤率\nA1,95,96\n")) == "readings.column_twice"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj <</Type /Catalog>>\n", "readings.no_table"),
        (b"", "import.file_empty"),
        (b"PK\x03\x04 no workbook", "import.workbook_damaged"),
        (b"\xd0\xcf\x11\xe0", "old"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, code: str):
    path = tmp_path / "readings.xlsx"
    path.write_bytes(content)
    assert refusal(path) == ("import.file_old_excel" if code == "old" else code)


def test_a_row_with_too_many_cells_carries_its_fault(tmp_path: Path):
    found = read_readings(text(tmp_path, "工号,数值\nA1,95\nA2,1,234\nA3,96\n"), ATTENDANCE)
    assert [row.fault.code if row.fault else "" for row in found] == ["", "import.field_count", ""]


def test_ten_thousand_rows_are_read_and_no_more_than_a_batch_may_hold(tmp_path: Path):
    rows = "".join(f"N{number},95\n" for number in range(10_000))
    assert len(read_readings(text(tmp_path, f"工号,数值\n{rows}"), ATTENDANCE)) == 10_000
    assert len(read_readings(text(tmp_path, f"工号,数值\n{rows * 6}"), ATTENDANCE)) == 50_001


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path):
    path = text(tmp_path, "工号,数值\nA1,95\n")
    one, other = file_seen(path, "C:/五月.csv"), file_seen(path, "copy.csv")
    assert (one.name, one.sha256 == other.sha256, len(one.sha256)) == ("五月.csv", True, 64)
