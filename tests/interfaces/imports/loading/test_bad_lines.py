"""Each kind of bad line waits with its whole case, named by line and code; nothing else is hindered or half done."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import BadInputError
from tests.factories import imports as record
from tests.interfaces.imports.loading.importing import Bench
from tests.interfaces.imports.logs import HEADER, MAPPING, life, line, text, write

pytestmark = pytest.mark.django_db

TABLE = """
[source]
name = "table"
layout = "cases"
[time]
formats = ["%d/%m/%Y %H:%M"]
zone = "UTC"
[columns]
case = "case"
opened = "opened"
closed = "closed"
holder = "who"
"""


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (line("B", "?", "Resolved"), "time_missing"),
        (line("B", "4/14/2016 10:00", "Resolved"), "time_unreadable"),
        (line("B", "31/2/2016 10:00", "Resolved"), "time_unreadable"),
        (line("B", "1/3/1816 10:00", "Resolved"), "time_outside"),
        (line("B", "1/3/2116 10:00", "Resolved"), "time_outside"),
        (line("B", "1/3/2016 12:00", "Solved"), "state_unknown"),
        (line("B", "1/3/2016 12:00", "?"), "state_unknown"),
        (line("B", "1/3/2016 12:00", "Resolved", priority="5"), "value_unknown"),
        (line("B", "1/3/2016 12:00", "Resolved", again="-1"), "not_a_count"),
        (line("B", "1/3/2016 08:00", "Resolved"), "closed_before_opened"),
        (line("B", "1/3/2016 08:00", "Closed"), "closed_before_opened"),
    ],
)
def test_a_bad_line_waits_with_its_case_and_the_others_are_recorded(
    bench: Bench, bad: tuple[str, ...], code: str
) -> None:
    result = bench.take([*life("A"), *life("B")[:2], bad, *life("C")])
    assert record.case_codes() == ["A", "C"]
    assert bench.waiting() == [(6, "held_with_case"), (7, "held_with_case"), (8, code)]
    assert (result.tally.rows_held, result.tally.cases_held, result.is_clean) == (3, 1, False)
    assert dict(result.tally.errors) == {f"import.{code}": 1}


@pytest.mark.parametrize(("kept", "code"), [("perhaps", "value_unknown")])
def test_a_last_row_whose_promise_is_unknown_waits(bench: Bench, kept: str, code: str) -> None:
    bench.take([*life("B")[:3], line("B", "6/3/2016 12:00", "Closed", kept=kept)])
    assert bench.waiting()[-1] == (5, code)
    assert record.case_codes() == []


def test_every_bad_line_of_a_case_is_named(bench: Bench) -> None:
    bench.take([line("B", "x", "New"), line("B", "1/3/2016 10:00", "Nowhere"), line("B", "1/3/2016 12:00", "Closed")])
    assert bench.waiting() == [(2, "time_unreadable"), (3, "state_unknown"), (4, "held_with_case")]


def test_a_row_without_a_case_waits_alone(bench: Bench) -> None:
    bench.take([*life("A"), line("?", "1/3/2016 10:00", "New"), line(" ", "1/3/2016 10:00", "New")])
    assert record.case_codes() == ["A"]
    assert bench.waiting() == [(6, "case_missing"), (7, "case_missing")]


def test_a_row_with_too_few_fields_holds_the_case_that_it_names(bench: Bench) -> None:
    bench.take([*life("A"), *life("B")[:3], ("B", "6/3/2016 12:00"), *life("C")])
    assert record.case_codes() == ["A", "C"]
    assert bench.waiting() == [(6, "held_with_case"), (7, "held_with_case"), (8, "held_with_case"), (9, "field_count")]


def test_a_quotation_mark_that_is_never_closed_holds_the_case_that_it_names(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        text([*life("A"), *life("B")[:3]]) + 'B,6/3/2016 12:00,"open,Closed,?,?,c,3,true,6,0\n' + text(life("C"))
    )
    bench.take(path)
    assert record.case_codes() == ["A", "C"]
    assert (9, "quotes_broken") in bench.waiting()


def test_bytes_that_do_not_decode_wait_as_they_stood(bench: Bench, tmp_path: Path) -> None:
    good = text([line("A", "1/3/2016 09:00", "New", who="王建华"), line("B", "1/3/2016 09:00", "New", who="李秀英")])
    path = tmp_path / "log.csv"
    path.write_bytes(good.encode() + b"C,1/3/2016 09:00,1/3/2016 09:00,New,\xcd\xf5,?,c,3,true,6,0\n")
    bench.take(path)
    assert record.case_codes() == ["A", "B"]
    assert b"\xcd\xf5" in bench.quarantine.read_bytes()


def test_a_case_that_begins_closed_waits(bench: Bench) -> None:
    mapping = MAPPING.replace('opened = "opened"\n', "")
    bench.take([line("B", "1/3/2016 09:00", "Closed"), *life("A")], mapping=mapping)
    assert bench.waiting() == [(2, "ends_before_opening")]
    assert record.case_codes() == ["A"]


def test_two_unlike_rows_of_one_case_in_a_case_table_wait(bench: Bench, tmp_path: Path) -> None:
    header = ("case", "opened", "closed", "who")
    rows = [
        ("A", "1/3/2016 09:00", "2/3/2016 09:00", "r"),
        ("B", "1/3/2016 09:00", "2/3/2016 09:00", "r"),
        ("B", "1/3/2016 09:00", "3/3/2016 09:00", "r"),
        ("C", "1/3/2016 09:00", "29/2/2016 09:00", "r"),
        ("A", "1/3/2016 09:00", "2/3/2016 09:00", "r"),
    ]
    result = bench.take(write(tmp_path / "table.csv", rows, header=header), mapping=TABLE)
    assert record.case_codes() == ["A"]
    assert bench.waiting() == [(3, "held_with_case"), (4, "case_twice"), (5, "closed_before_opened")]
    assert (result.tally.rows_skipped, result.tally.notes["import.duplicate_row"].lines) == (1, 1)


def test_what_the_rules_of_the_desk_refuse_waits_too(bench: Bench) -> None:
    bench.take(life("A"))
    other = [line("A", "1/3/2016 09:30", "New", team="Group 9"), *life("A")[1:]]
    result = bench.take(other)
    assert dict(result.tally.errors) == {"cases.history_differs": 1}
    assert len(bench.waiting()) == 4
    assert record.hands("A") == [(1, "", "Group 1"), (2, "Resolver 1", "Group 1")]


def test_a_corrected_quarantine_file_is_imported_as_if_the_log_had_been_right(bench: Bench, tmp_path: Path) -> None:
    bench.take([*life("A"), *life("B")[:3], line("B", "6/3/2016 12:00", "Clsoed", who="Resolver 1", team="Group 1")])
    waiting = bench.quarantine.read_text(encoding="utf-8-sig")
    assert waiting.splitlines()[0] == ",".join(
        ["liuxin_line", "liuxin_code", "liuxin_reason_zh", "liuxin_reason_en", *HEADER]
    )
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(waiting.replace(",Clsoed,", ",Closed,"), encoding="utf-8-sig")
    again = bench.take(corrected)
    assert (again.tally.bulk.created, again.is_clean) == (1, True)
    assert record.hands("B") == record.hands("A")
    assert [code for code, _ in record.events("B")] == [code for code, _ in record.events("A")]


def test_a_quarantine_file_is_read_whatever_form_the_mapping_says_the_log_has(bench: Bench, tmp_path: Path) -> None:
    mapping = MAPPING.replace("[reading]", '[reading]\nencoding = "gb18030"\ndelimiter = ";"\nsheet = "一月"')
    rows = [line("工单一", "1/3/2016 09:00", "Nwe", who="王建华")]
    log = tmp_path / "log.csv"
    log.write_bytes(text(rows, delimiter=";").encode("gb18030"))
    bench.take(log, mapping=mapping)
    corrected = bench.quarantine.read_text(encoding="utf-8-sig").replace(",Nwe,", ",New,")
    (tmp_path / "corrected.csv").write_text(corrected, encoding="utf-8-sig")
    bench.take(tmp_path / "corrected.csv", mapping=mapping)
    assert record.hands("工单一") == [(1, "王建华", "")]

    (tmp_path / "saved_by_excel.csv").write_bytes(corrected.replace("工单一", "工单二").encode("gb18030"))
    bench.take(tmp_path / "saved_by_excel.csv", mapping=mapping)
    book = Workbook()
    assert book.active is not None
    for cells in csv.reader(corrected.replace("工单一", "工单三").splitlines()):
        book.active.append(cells)
    book.save(tmp_path / "saved.xlsx")
    bench.take(tmp_path / "saved.xlsx", mapping=mapping)
    assert record.case_codes() == ["工单一", "工单三", "工单二"]


def test_a_quarantine_file_corrected_in_part_may_be_its_own_quarantine(bench: Bench) -> None:
    bench.take([line("A", "x", "New"), line("B", "1/3/2016 09:00", "Nwe")])
    bench.quarantine.write_text(
        bench.quarantine.read_text(encoding="utf-8-sig").replace(",Nwe,", ",New,"), encoding="utf-8-sig"
    )
    bench.take(bench.quarantine)
    assert record.case_codes() == ["B"]
    assert bench.waiting() == [(2, "time_unreadable")]
    assert bench.quarantine.read_text(encoding="utf-8-sig").count("liuxin_line") == 1


def test_an_import_without_a_bad_line_leaves_no_quarantine_file(bench: Bench) -> None:
    bench.take(life("A"))
    assert not bench.quarantine.exists()


def test_a_quarantine_in_a_folder_that_is_not_there_is_refused_before_anything_is_written(bench: Bench) -> None:
    nowhere = Bench(bench.folder / "nowhere")
    path = write(bench.folder / "log.csv", life("A"))
    with pytest.raises(BadInputError) as refused:
        nowhere.take(path)
    assert refused.value.code == "import.folder_missing"
    assert record.people() == []


def test_a_state_that_the_mapping_does_not_know_is_said_in_both_languages(bench: Bench) -> None:
    result = bench.take([line("A", "1/3/2016 10:00", "Solved")])
    error = result.tally.examples["import.state_unknown"]
    assert sentence_of(error, "en") == (
        "Line 2: The mapping does not know the state “Solved” of state. "
        'Add a line to [states], for example "Solved" = "open".'
    )
    assert sentence_of(error, "zh-hans") == (
        '第 2 行：state 的状态“Solved”不在映射中。请在 [states] 加一行，例如 "Solved" = "open"。'
    )


def test_a_mapping_that_fits_nothing_stops_before_the_quarantine_is_a_copy_of_the_log(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liuxin.interfaces.imports.loading.held.MOST_HELD", 10)
    with pytest.raises(BadInputError) as refused:
        bench.take(
            [row for number in range(9) for row in life(f"C{number}")], mapping=MAPPING.replace("Active", "Aktiv")
        )
    assert (refused.value.code, refused.value.params["example"]) == ("import.too_many_held", "import.state_unknown")
    assert not bench.quarantine.exists()
