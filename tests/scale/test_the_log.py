"""The whole ServiceNow log through the command line: every count of it, exactly."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from liuxin.interfaces.imports.shipped import SERVICENOW_LOG
from tests.scale.homes import Done, liuxin

pytestmark = [pytest.mark.scale, pytest.mark.xdist_group("log")]

Ask = Callable[[Path, str], list[tuple[object, ...]]]

OPENED = [("2016-02", 207), ("2016-03", 8_995), ("2016-04", 7_934), ("2016-05", 7_508)]
COUNTS = {
    "import.count.rows_read": 141_712,
    "import.count.rows_recorded": 141_712,
    "import.count.rows_skipped": 0,
    "import.count.rows_held": 0,
    "import.count.cases_created": 24_918,
    "import.count.cases_held": 0,
    "import.count.people": 234,
    "import.count.teams": 78,
    "import.count.customers": 5_244,
    "import.count.closed": 24_918,
    "import.count.promises_kept": 15_803,
    "import.count.promises_missed": 9_115,
    "import.count.reopened": 275,
    "import.count.reopened_by_source": 275,
    "import.count.reopenings": 331,
}
NOTED = {
    "import.state_reported": 5,
    "import.row_before_opening": 5,
    "import.out_of_order": 2,
    "import.back_without_reopening": 1,
    "import.customer_differs": 4,
    "import.customer_not_recorded": 3,
    "import.never_held": 658,
    "import.never_in_team": 373,
    "import.outcome_not_recorded": 107,
}


@pytest.fixture(scope="module")
def report(log_import: tuple[Path, Done], log_report: Path) -> list[dict[str, str]]:
    with log_report.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_counts_what_was_read_recorded_and_found(report: list[dict[str, str]]) -> None:
    counted = {row["code"]: int(row["reason_en"]) for row in report if row["what"] == "count"}
    assert {code: counted[code] for code in COUNTS} == COUNTS


def test_the_report_names_every_line_that_was_not_plain(report: list[dict[str, str]]) -> None:
    assert Counter(row["code"] for row in report if row["what"] == "noted") == NOTED
    assert not [row for row in report if row["what"] in {"held", "skipped"}]


def test_the_five_rows_with_a_broken_state_are_named_by_line(report: list[dict[str, str]]) -> None:
    lines = [int(row["line"]) for row in report if row["code"] == "import.state_reported"]
    assert lines == [115_643, 115_644, 124_509, 124_510, 124_511]


def test_the_one_case_out_of_order_is_not_taken_as_reopened(report: list[dict[str, str]]) -> None:
    named = [
        (int(row["line"]), row["code"]) for row in report if row["case"] == "INC0000137" and row["what"] == "noted"
    ]
    assert named == [
        (360, "import.out_of_order"),
        (361, "import.out_of_order"),
        (359, "import.back_without_reopening"),
        (359, "import.never_held"),
    ]


def test_cases_are_opened_by_month_as_in_the_log(log_home: Path, ask_database: Ask) -> None:
    months = ask_database(log_home, "select substr(opened_at, 1, 7), count(*) from cases_case group by 1 order by 1")
    assert months[:4] == OPENED
    assert sum(int(str(count)) for _, count in months[4:]) == 274


def test_every_case_is_closed_and_has_an_outcome_but_107(log_home: Path, ask_database: Ask) -> None:
    question = "select status, outcome, count(*) from cases_case group by 1, 2 order by 3"
    assert ask_database(log_home, question) == [
        ("closed", "not_recorded", 107),
        ("closed", "as_recorded", 24_811),
    ]


def test_promises_kept_are_those_of_the_last_rows(log_home: Path, ask_database: Ask) -> None:
    question = "select promise_kept, promise_source, count(*) from cases_case group by 1, 2 order by 1"
    assert ask_database(log_home, question) == [(0, "recorded", 9_115), (1, "recorded", 15_803)]


def test_the_placeholder_answers_for_every_case_and_holds_none(log_home: Path, ask_database: Ask) -> None:
    question = """
        select is_placeholder, count(distinct h.case_id),
            sum(h.holder_id in (select id from organisation_person where is_placeholder))
        from cases_handover h join organisation_person p on p.id = h.accountable_id group by 1
    """
    assert ask_database(log_home, question) == [(1, 24_918, 0)]


def test_people_teams_and_customers_are_called_as_recorded(log_home: Path, ask_database: Ask) -> None:
    people = "select count(*), sum(name_zh = source_label) from organisation_person where not is_placeholder"
    assert ask_database(log_home, people) == [(234, 234)]
    assert ask_database(log_home, "select count(*), sum(code = source_label) from organisation_team") == [(78, 78)]
    assert ask_database(log_home, "select count(*), sum(name = source_label) from customers_customer") == [
        (5_244, 5_244)
    ]


def test_every_row_left_its_mark_in_the_record(log_home: Path, ask_database: Ask) -> None:
    question = "select code, count(*) from history_event where code like 'case.%' group by 1 order by 1"
    assert ask_database(log_home, question) == [
        ("case.classified", 1_739),
        ("case.closed", 24_930),
        ("case.handed_over", 46_594),
        ("case.opened", 24_918),
        ("case.promise_judged", 24_918),
        ("case.reopened", 331),
        ("case.resolved", 25_236),
        ("case.resumed", 1_194),
        ("case.touched", 34_424),
        ("case.waiting", 5_852),
    ]


def test_no_event_stands_before_the_opening_of_its_case(log_home: Path, ask_database: Ask) -> None:
    question = """
        select count(*) from (
            select min(at) as earliest, min(case when code = 'case.opened' then at end) as opened
            from history_event where subject_kind = 'case' group by subject
        ) where earliest < opened
    """
    assert ask_database(log_home, question) == [(0,)]


def test_it_is_sealed_to_the_end(log_home: Path, ask_database: Ask) -> None:
    assert ask_database(log_home, "select count(*) from history_unsealed") == [(0,)]


def test_it_takes_less_than_90_seconds_and_a_gigabyte(log_import: tuple[Path, Done]) -> None:
    _, done = log_import
    assert done.seconds < 90
    assert done.peak_megabytes < 1_000


def test_importing_again_changes_nothing(log_home: Path, ask_database: Ask) -> None:
    everything = "select (select count(*) from history_event), (select count(*) from cases_handover)"
    before = ask_database(log_home, everything)
    again = liuxin(log_home, "import", str(SERVICENOW_LOG), "--mapping", "servicenow")
    assert "24,918" in next(line for line in again.output.splitlines() if line.startswith("cases unchanged"))
    assert ask_database(log_home, everything) == before


def test_the_record_is_verified(log_home: Path) -> None:
    liuxin(log_home, "audit", "verify")
