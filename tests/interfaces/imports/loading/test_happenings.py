"""What happens around cases comes in by a mapping: messages, answers, escalations, reviews."""

import pytest

from tests.factories import imports as record
from tests.interfaces.imports.loading.importing import Bench
from tests.interfaces.imports.logs import text

EVENTS = """
[source]
name = "tests"
layout = "events"
[time]
zone = "UTC"
[columns]
case = "ticket"
time = "at"
state = "what"
holder = "owner"
author = "who"
overall = "stars"
care = "care"
settled = "settled"
required = "forced"
random = "drawn"
step_due = "due"
[states]
New = "open"
Taken = "open"
Solved = "resolved"
[happenings]
Reply = "message.sent"
Mail = "message.received"
Escalated = "case.escalated"
Complaint = "case.complained"
Planned = "case.next_planned"
Stepped = "case.next_done"
Asked = "survey.asked"
Answered = "survey.answered"
Confirmed = "case.confirmed"
Reviewed = "review.recorded"
[answers]
yes = ["y"]
no = ["n"]
[scores]
Great = 5
Bad = 1
[people]
system = ["Robot"]
"""
HEADER = ("ticket", "at", "what", "owner", "who", "stars", "care", "settled", "forced", "drawn", "due")


def row(minute: int, what: str, **other: str) -> list[str]:
    cells = {"owner": "Anna", **other, "ticket": "T1", "at": f"2026-03-02 09:{minute:02}", "what": what}
    return [cells.get(name, "") for name in HEADER]


LOG = [
    row(0, "New", owner=""),
    row(1, "Reply", owner="", who="Robot"),
    row(2, "Taken"),
    row(3, "Reply", who="Anna"),
    row(4, "Mail"),
    row(5, "Planned", due="2026-03-03 09:00"),
    row(6, "Stepped"),
    row(7, "Escalated", forced="n"),
    row(8, "Complaint"),
    row(9, "Solved"),
    row(10, "Asked"),
    row(11, "Answered", stars="Great", care="Bad"),
    row(12, "Confirmed", settled="y"),
    row(13, "Reviewed", drawn="y", care="Great"),
]


@pytest.fixture
def take(bench: Bench):
    def taken(rows: list[list[str]], mapping: str = EVENTS, *, check: bool = False):
        path = bench.folder / "log.csv"
        path.write_text(text(rows, header=HEADER))
        return bench.take(path, mapping=mapping, check=check)

    return taken


@pytest.mark.django_db
def test_rows_of_an_event_log_become_what_happened_around_the_case(take) -> None:
    result = take(LOG)

    anna, robot = record.person("Anna"), record.person("Robot")
    assert record.payloads("T1") == [
        ("message.sent", "01", {"person": robot, "automatic": True}),
        ("message.sent", "03", {"person": anna, "automatic": False}),
        ("message.received", "04", {}),
        ("case.next_planned", "05", {"due": 1772528400, "person": anna}),
        ("case.next_done", "06", {}),
        ("case.escalated", "07", {"required": False}),
        ("case.complained", "08", {}),
        ("survey.asked", "10", {}),
        ("survey.answered", "11", {"overall": 5, "care": 1}),
        ("case.confirmed", "12", {"settled": True}),
        ("review.recorded", "13", {"person": anna, "random": True, "care": 5}),
    ]
    assert {"opened", "handed_over", "resolved", "touched"} & {code for code, _ in record.events("T1")} == {
        *("opened", "handed_over", "resolved"),
    }
    assert result.tally.around == 11
    assert [who for who in record.actors("T1") if who[0] == "person"] == [("person", str(robot)), ("person", str(anna))]


@pytest.mark.django_db
def test_importing_again_records_nothing_twice_and_a_longer_log_only_what_is_new(take) -> None:
    take(LOG[:5])
    take(LOG[:5])
    assert len(record.payloads("T1")) == 3
    take(LOG)
    assert len(record.payloads("T1")) == 11


@pytest.mark.django_db
def test_what_the_desk_refuses_stands_in_the_report_and_the_case_is_recorded(take, bench: Bench) -> None:
    later = [*LOG[:3], [*LOG[3]]]
    later[3][1] = "2031-01-01 09:00"

    result = take(later)

    assert record.case_codes() == ["T1"]
    assert result.tally.notes["import.around_refused"].lines == 1
    assert "5,T1,skipped,cases.happening_in_future" in bench.report.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"stars": "Fine"}, "value_unknown", "stars"),
        ({"stars": ""}, "value_missing", "stars"),
    ],
)
@pytest.mark.django_db
def test_an_answer_that_cannot_be_read_holds_the_case(
    take, bench: Bench, change: dict[str, str], code: str, column: str
) -> None:
    take([*LOG[:10], row(11, "Answered", **change)])

    assert record.case_codes() == []
    assert (12, code) in bench.waiting()
    assert column in bench.quarantine.read_text(encoding="utf-8-sig")


CASES = """
[source]
name = "tests"
layout = "cases"
[time]
zone = "UTC"
[columns]
case = "ticket"
opened = "at"
closed = "due"
holder = "owner"
author = "who"
overall = "stars"
[happened]
drawn = "message.sent"
care = "survey.asked"
forced = "survey.answered"
"""


@pytest.mark.django_db
def test_stamps_of_a_case_table_become_what_happened_around_the_case(take) -> None:
    stamps = {"drawn": "2026-03-02 10:00", "care": "2026-03-03 10:00", "forced": "", "due": "2026-03-03 09:00"}

    result = take([row(0, "", who="Anna", stars="4", **stamps)], CASES)

    anna = record.person("Anna")
    assert record.payloads("T1") == [
        ("message.sent", "00", {"person": anna, "automatic": False}),
        ("survey.asked", "00", {}),
    ]
    assert result.tally.around == 2


def test_a_check_counts_and_writes_nothing(take) -> None:
    assert take(LOG, check=True).tally.around == 11
