"""A template that can be filled in and read back; a file handed back with its errors, mended and read back."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.interfaces.imports.readings import marked, read_readings, template
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import Column, RawReading, RowFault, Who
from tests.interfaces.imports.readings.test_reading import ATTENDANCE

pytestmark = pytest.mark.spec("P2.1")
MAY = Period.of_month(2016, 5, "Asia/Shanghai")
WHOSE = [
    Who(7, "007", PersonName(7, "陈晓", "Chen Xiao", "陈晓")),
    Who(8, "1008", PersonName(8, "=1+1", "", "1")),
]


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def test_a_template_names_everybody_and_says_how_it_is_filled_in():
    found = sheets(template(ATTENDANCE, WHOSE, MAY, "Asia/Shanghai", "zh-hans"))
    assert list(found) == ["数据", "说明"]
    assert found["数据"] == [
        ("工号", "名称", "数值", "权数", "备注"),
        ("007", "陈晓", None, None, None),
        ("1008", "=1+1", None, None, None),
    ]
    assert [row[0] for row in found["说明"]] == ["指标", "定义", "单位", "期间", "来源", "填写方法"]
    assert found["说明"][3][1] == "2016-05-01 至 2016-05-31"


def test_in_english_it_is_english():
    found = sheets(template(ATTENDANCE, WHOSE, MAY, "Asia/Shanghai", "en"))
    assert found["Readings"][0] == ("Staff number", "Name", "Value", "Weight", "Remark")
    assert found["Readings"][1][:2] == ("007", "Chen Xiao")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_is_read_back_with_its_leading_zeros(tmp_path: Path, language: str):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template(ATTENDANCE, WHOSE, MAY, "Asia/Shanghai", language))
    book = load_workbook(path)
    book.worksheets[0]["C2"] = 95.5
    book.save(path)
    found = read_readings(path, ATTENDANCE)
    assert [(row.row, row.who, row.value, row.is_blank) for row in found] == [
        (2, "007", "95.5", False),
        (3, "1008", "", True),
    ]


def test_a_template_of_teams_asks_for_their_codes():
    whose = [Who(1, "gate", TeamName(1, "gate", "门岗", "Gate"))]
    found = sheets(template(replace(ATTENDANCE, is_of_teams=True), whose, MAY, "Asia/Shanghai", "zh-hans"))
    assert found["数据"][:2] == [("班组代码", "名称", "数值", "权数", "备注"), ("gate", "门岗", None, None, None)]


def test_a_file_comes_back_with_what_is_wrong_beside_each_row_and_can_be_mended(tmp_path: Path):
    rows = [RawReading(2, "007", "95", name="陈晓"), RawReading(4, "1009", "很好", remark="=x")]
    faults = [
        RowFault(4, Column.WHO, BadInputError("readings.unknown_person", number="1009")),
        RowFault(4, Column.VALUE, BadInputError("readings.not_a_number", value="很好")),
    ]
    content = marked(rows, faults, ATTENDANCE, "zh-hans")
    assert sheets(content)["数据"] == [
        ("工号", "名称", "数值", "权数", "备注", "期间", "行号", "错误"),
        ("007", "陈晓", "95", None, None, None, "2", None),
        (
            "1009",
            None,
            "很好",
            None,
            "=x",
            None,
            "4",
            "没有工号“1009”。 “很好”不是数字。小数用点，千位用逗号且须三位一组。",
        ),
    ]
    path = tmp_path / "marked.xlsx"
    path.write_bytes(content)
    assert [(row.who, row.value, row.remark) for row in read_readings(path, ATTENDANCE)] == [
        ("007", "95", ""),
        ("1009", "很好", "=x"),
    ]
