import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from liuxin.desk.cases.words import Status
from liuxin.interfaces.imports.loading import Wishes, counts, import_log, note_counts
from liuxin.interfaces.imports.mapping import parse_mapping
from tests.factories import imports as record
from tests.interfaces.imports.loading.importing import AT, Bench
from tests.interfaces.imports.logs import HEADER, MAPPING, life, line, text

pytestmark = pytest.mark.django_db


def counted(bench: Bench) -> dict[str, str]:
    with bench.report.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["code"].rpartition(".")[2]: row["reason_en"] for row in csv.DictReader(file) if row["what"] == "count"
        }


@pytest.mark.spec("S4", "S5")
def test_a_log_becomes_cases_hand_overs_and_events(bench: Bench) -> None:
    result = bench.take(life("A"))
    case = record.case("A")
    assert (case.status, case.outcome, case.outcome_text, case.promise_kept) == (
        Status.CLOSED,
        "as_recorded",
        "code 6",
        True,
    )
    assert (record.customer("A"), case.source, case.title) == ("Caller 1", "tests", "A")
    assert record.hands("A") == [(1, "", "Group 1"), (2, "Resolver 1", "Group 1")]
    assert record.events("A") == [
        ("opened", "01 09:00"),
        ("handed_over", "01 10:00"),
        ("resolved", "01 12:00"),
        ("closed", "06 12:00"),
        ("promise_judged", "06 12:00"),
    ]
    assert (result.tally.bulk.created, result.tally.rows_recorded, result.is_clean) == (1, 4, True)


@pytest.mark.spec("S5")
def test_a_placeholder_answers_where_the_source_names_no_lead(bench: Bench) -> None:
    bench.take(life("A"))
    assert record.accountable("A") == ("未记录的负责人", True)
    assert record.people() == [("Resolver 1", False, False), ("lead not recorded", True, False)]


@pytest.mark.spec("S5")
def test_whom_the_source_names_as_accountable_is_so_from_the_row_that_says_it(bench: Bench) -> None:
    mapping = MAPPING.replace('holder = "who"', 'holder = "team"\naccountable = "who"').replace('team = "team"\n', "")
    bench.take(life("A")[:2], mapping=mapping)
    assert record.accountable("A") == ("Resolver 1", False)
    assert record.accountables("A") == ["lead not recorded", "Resolver 1"]


def test_importing_twice_changes_nothing(bench: Bench) -> None:
    bench.take([*life("A"), *life("B")])
    before = record.everything()
    again = bench.take([*life("A"), *life("B")])
    assert record.everything() == before
    assert (again.tally.bulk.unchanged, again.tally.bulk.created, again.tally.rows_recorded) == (2, 0, 8)


def test_a_longer_log_adds_only_what_is_new(bench: Bench) -> None:
    bench.take(life("A")[:2])
    before = record.events("A")
    again = bench.take([*life("A"), *life("B")])
    assert record.events("A")[: len(before)] == before
    assert [code for code, _ in record.events("A")[len(before) :]] == ["resolved", "closed", "promise_judged"]
    assert (again.tally.bulk.extended, again.tally.bulk.created) == (1, 1)


def test_a_case_that_was_closed_and_comes_again_reopened_goes_on(bench: Bench) -> None:
    bench.take(life("A"))
    more = [
        line("A", "7/3/2016 09:00", "Active", who="Resolver 1", team="Group 1", again="1"),
        line("A", "8/3/2016 09:00", "Closed", who="Resolver 1", team="Group 1", again="1", kept="false"),
    ]
    again = bench.take([*life("A"), *more])
    assert again.tally.bulk.extended == 1
    assert [code for code, _ in record.events("A")][-3:] == ["reopened", "closed", "promise_judged"]
    assert record.case("A").promise_kept is False


def test_each_step_keeps_the_word_of_the_source_for_the_state(bench: Bench) -> None:
    bench.take([*life("A")[:2], line("A", "1/3/2016 11:00", "New", who="Resolver 1", team="Group 1"), *life("A")[2:]])
    assert record.states("A") == ["New", "Active", "New", "Resolved", "Closed", ""]


def test_an_open_case_says_what_is_next(bench: Bench) -> None:
    bench.take(life("A")[:2])
    case = record.case("A")
    assert (case.status, case.outcome, case.promise_kept) == (Status.OPEN, "", None)
    assert case.next_action
    assert case.next_due == AT


def test_a_case_without_a_close_code_has_the_outcome_not_recorded(bench: Bench) -> None:
    rows = [*life("A")[:3], line("A", "6/3/2016 12:00", "Closed", who="Resolver 1", team="Group 1", code="?")]
    result = bench.take(rows)
    assert (record.case("A").outcome, record.case("A").outcome_text) == ("not_recorded", "")
    assert ("import.outcome_not_recorded", 1, 1) in list(note_counts(result))


def test_only_the_last_row_tells_the_promise(bench: Bench) -> None:
    rows = [*life("A")[:3], line("A", "6/3/2016 12:00", "Closed", who="Resolver 1", team="Group 1", kept="false")]
    bench.take(rows)
    assert record.case("A").promise_kept is False


def test_a_system_actor_is_marked_and_counted_apart(bench: Bench) -> None:
    result = bench.take([*life("A"), *life("B", who="Robot")])
    assert ("Robot", False, True) in record.people()
    assert (result.people, result.system_people) == (1, 1)


def test_a_recorded_actor_is_in_the_record(bench: Bench) -> None:
    mapping = MAPPING.replace('holder = "who"', 'holder = "who"\nactor = "who"')
    bench.take(life("A"), mapping=mapping)
    named = {kind for kind, _ in record.actors("A")}
    assert record.actors("A")[0] == ("import", "tests")
    assert named == {"import", "person"}


def test_nobody_is_made_for_a_case_that_waits(bench: Bench) -> None:
    bench.take([*life("A"), *life("B", who="Resolver 9", team="Group 9")[:3], line("B", "x", "Closed")])
    assert record.people() == [("Resolver 1", False, False), ("lead not recorded", True, False)]
    assert record.everything()["teams"] == 1


def test_all_customers_that_a_case_names_are_on_record_and_the_first_stays(bench: Bench) -> None:
    rows = [*life("A")[:3], line("A", "6/3/2016 12:00", "Closed", who="Resolver 1", team="Group 1", caller="Caller 2")]
    result = bench.take(rows)
    assert record.customer("A") == "Caller 1"
    assert record.everything()["customers"] == result.customers == 2


def test_a_case_without_a_customer_has_none(bench: Bench) -> None:
    bench.take([line("A", "1/3/2016 09:00", "New", caller="?")])
    assert record.customer("A") == ""


def test_two_sources_may_use_the_same_labels(bench: Bench) -> None:
    bench.take(life("A"))
    other = MAPPING.replace('name = "tests"', 'name = "others"').replace(
        "[people]", '[people]\nnumber_prefix = "B "\nteam_prefix = "B "'
    )
    bench.take(life("B"), mapping=other)
    assert record.everything()["people"] == 4
    assert record.hands("B") == [(1, "", "Group 1"), (2, "Resolver 1", "Group 1")]


def test_a_position_and_a_calendar_are_made_once(bench: Bench) -> None:
    mapping = MAPPING.replace("[people]", '[people]\nposition = "agent"\nposition_en = "Agent"') + (
        '[calendar]\ncode = "desk"\nzone = "UTC"\n[calendar.hours]\nmon = "09:00-18:00"\n'
    )
    bench.take(life("A"), mapping=mapping)
    bench.take([*life("A"), *life("B")], mapping=mapping)
    assert record.case("A").calendar == "desk"
    assert record.position("Resolver 1") == "agent"
    assert record.everything()["calendars"] == 1


def test_a_check_writes_nothing_and_finds_the_same(bench: Bench) -> None:
    rows = [*life("A"), *life("B")[:3], line("B", "?", "Closed")]
    before = record.everything()
    checked = bench.take(rows, check=True)
    assert record.everything() == before
    assert bench.waiting() == [(6, "held_with_case"), (7, "held_with_case"), (8, "held_with_case"), (9, "time_missing")]
    taken = bench.take(rows)
    unlike = {"import.count.cases_created"}
    assert [each for each in counts(checked) if each[0] not in unlike] == [
        each for each in counts(taken) if each[0] not in unlike
    ]


def test_the_report_says_line_by_line_what_was_skipped_held_and_noted(bench: Bench) -> None:
    rows = [*life("A"), life("A")[3], line("B", "1/3/2016 09:00", "-100"), line("C", "x", "New")]
    bench.take(rows)
    with bench.report.open(encoding="utf-8-sig", newline="") as file:
        found = [(row["line"], row["case"], row["what"], row["code"]) for row in csv.DictReader(file)]
    assert [row for row in found if row[2] != "count"] == [
        ("8", "C", "held", "import.time_unreadable"),
        ("6", "A", "skipped", "import.duplicate_row"),
        ("7", "B", "noted", "import.state_reported"),
        ("7", "B", "noted", "import.never_held"),
        ("7", "B", "noted", "import.never_in_team"),
    ]
    assert counted(bench)["rows_read"] == "7"
    assert (counted(bench)["rows_recorded"], counted(bench)["rows_skipped"], counted(bench)["rows_held"]) == (
        "5",
        "1",
        "1",
    )


def test_a_large_log_sorted_by_time_is_brought_together_by_case(bench: Bench) -> None:
    cases = [life(f"C{number}", day=1 + number % 20) for number in range(60)]
    by_time = [row for rows in zip(*cases, strict=True) for row in rows]
    result = bench.take(by_time)
    assert (result.tally.bulk.created, result.is_clean) == (60, True)
    assert record.hands("C7") == [(1, "", "Group 1"), (2, "Resolver 1", "Group 1")]


def test_an_excel_file_and_a_csv_give_the_same_record(bench: Bench, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in [HEADER, *life("A")]:
        book.active.append(list(row))
    book.save(tmp_path / "log.xlsx")
    bench.take(tmp_path / "log.xlsx")
    again = bench.take(life("A"))
    assert again.tally.bulk.unchanged == 1


def test_chinese_words_in_gb18030_arrive_whole(bench: Bench, tmp_path: Path) -> None:
    mapping = MAPPING.replace('New = "open"', '"新建" = "open"').replace('Active = "open"', '"处理中" = "open"')
    rows = [
        line("工单一", "1/3/2016 09:00", "新建", team="一线班组"),
        line("工单一", "1/3/2016 10:00", "处理中", who="王建华", team="一线班组", caller="业主李秀英"),
    ]
    path = tmp_path / "log.csv"
    path.write_bytes(text(rows).encode("gb18030"))
    bench.take(path, mapping=mapping)
    assert record.hands("工单一") == [(1, "", "一线班组"), (2, "王建华", "一线班组")]


def test_progress_rises_through_both_stages(bench: Bench) -> None:
    path = bench.folder / "log.csv"
    path.write_text(text([row for number in range(50) for row in life(f"C{number}")]))
    told: list[tuple[str, float]] = []
    wishes = Wishes(tell=lambda stage, share: told.append((stage.value, share)))
    import_log(path, parse_mapping(MAPPING), at=AT, wishes=wishes)
    assert [stage for stage, _ in told] == sorted((stage for stage, _ in told), key=["reading", "recording"].index)
    assert told[-1] == ("recording", 1.0)
    assert all(0 <= share <= 1 for _, share in told)


def test_more_cases_of_one_batch_take_no_more_queries(bench: Bench) -> None:
    bench.take([*life("A"), *life("B")])
    with CaptureQueriesContext(connection) as one:
        bench.take(life("C"))
    with CaptureQueriesContext(connection) as three:
        bench.take([row for case in "DEF" for row in life(case)])
    assert len(one) == len(three)
