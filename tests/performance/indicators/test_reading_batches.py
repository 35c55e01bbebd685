"""Batches of readings: handed in by one, confirmed by another, corrected and withdrawn; what counts at every step."""

import json
from dataclasses import replace
from datetime import timedelta
from math import ceil
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, RuleBrokenError
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import About, BatchState
from tests.factories.organisation import make_manager, make_person, make_team, standing_of
from tests.factories.readings import (
    AT,
    ATTENDANCE,
    JUNE,
    MAY,
    QUARTER,
    SALES,
    Office,
    ReadingBatch,
    ReadingRow,
    define,
    file,
    in_force,
    make_office,
    raw,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]


@pytest.fixture
def office() -> Office:
    return make_office()


def code_of(deed: object) -> str:
    assert callable(deed)
    with pytest.raises(LiuxinError) as caught:
        deed()
    return caught.value.code


def test_nothing_counts_before_a_second_person_confirms(office: Office):
    batch = office.propose(("A1", "95"), ("A2", "98.5%"))
    assert in_force() == []
    assert told("reading.confirmed") == []
    office.confirm(batch)
    assert in_force() == [(office.people[0], 95.0), (office.people[1], 98.5)]


def test_each_reading_is_told_to_the_record_with_its_file_row_and_importer(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "98.5%"))
    [first, second] = told("reading.confirmed")
    assert first[:2] == ("reading", f"{batch}/2")
    assert json.loads(first[2]) == {
        "measure": "attendance",
        "person": office.people[0],
        "start": 1462060800,
        "end": 1464739200,
        "value": 95.0,
        "weight": 1.0,
        "batch": batch,
        "row": 2,
        "by": office.importer,
    }
    assert (second[1], json.loads(second[2])["value"]) == (f"{batch}/3", 98.5)
    assert [subject for _kind, subject, _payload in told("indicators.readings_confirmed")] == [str(batch)]


def test_whoever_handed_it_in_may_neither_confirm_nor_reject(office: Office):
    batch = office.propose(("A1", "95"))
    assert code_of(lambda: office.confirm(batch, by=office.importer)) == "readings.same_person"
    by = Actor.person(office.importer)
    rejects = lambda: actions.reject_readings(batch_id=batch, reason="错", by=by, at=AT)  # noqa: E731
    assert code_of(rejects) == "readings.same_person"


def test_not_even_the_database_lets_one_person_do_both(office: Office):
    batch = office.propose(("A1", "95"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingBatch.objects.filter(pk=batch).update(state="confirmed", decided_by=F("imported_by"), decided_at=AT)


@pytest.mark.parametrize("role", [Role.AGENT, Role.MANAGER, Role.REVIEWER, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_other_roles_neither_import_nor_confirm_nor_withdraw(office: Office, role: Role):
    stranger = make_person(roles=(role,))
    batch = office.propose(("A1", "95"))
    by = Actor.person(stranger)
    deeds = [
        lambda: office.propose(("A2", "95"), by=stranger),
        lambda: office.confirm(batch, by=stranger),
        lambda: actions.reject_readings(batch_id=batch, reason="x", by=by, at=AT),
        lambda: actions.withdraw_readings(batch_id=batch, reason="x", by=by, at=AT),
    ]
    assert {code_of(deed) for deed in deeds} == {"readings.may_not_import"}


def test_no_part_of_liuxin_hands_in_or_confirms_by_itself(office: Office):
    batch = office.propose(("A1", "95"))
    system = Actor.system("tests")
    deeds = [
        lambda: actions.propose_readings(
            measure_id=office.measure, period=MAY, rows=raw([("A2", "9")]), file=file(), by=system, at=AT
        ),
        lambda: actions.confirm_readings(batch_id=batch, by=system, at=AT),
    ]
    assert [code_of(deed) for deed in deeds] == ["readings.may_not_import"] * 2


def test_a_rejected_batch_keeps_its_reason_and_counts_for_nothing(office: Office):
    batch = office.propose(("A1", "95"))
    assert code_of(lambda: reject(office, batch, " ")) == "readings.reason_missing"
    reject(office, batch, "五月应出勤天数有误")
    [line] = queries.batches(office.hr, office.measure, AT)
    assert (line.state, line.reason) == (BatchState.REJECTED, "五月应出勤天数有误")
    assert line.decided_by is not None
    assert line.decided_by.id == office.second
    assert in_force() == []
    assert code_of(lambda: office.confirm(batch)) == "readings.not_in_state"


def reject(office: Office, batch: int, reason: str) -> None:
    actions.reject_readings(batch_id=batch, reason=reason, by=Actor.person(office.second), at=AT)


def withdraw(office: Office, batch: int, reason: str = "考勤机坏了两天") -> None:
    actions.withdraw_readings(batch_id=batch, reason=reason, by=Actor.person(office.importer), at=AT)


def test_what_is_withdrawn_counts_no_more_and_the_record_is_told_row_by_row(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "98"))
    withdraw(office, batch)
    assert in_force() == []
    assert told("reading.withdrawn") == [("reading", f"{batch}/2", "{}"), ("reading", f"{batch}/3", "{}")]
    [line] = queries.batches(office.hr, office.measure, AT)
    assert (line.state, line.withdrawal_reason, line.rows) == (BatchState.WITHDRAWN, "考勤机坏了两天", 2)
    assert code_of(lambda: withdraw(office, batch)) == "readings.not_in_state"


def test_what_was_never_confirmed_is_taken_back_without_a_word_of_its_rows(office: Office):
    batch = office.propose(("A1", "95"))
    withdraw(office, batch)
    assert told("reading.withdrawn") == []
    assert queries.batches(office.hr, office.measure, AT)[0].state is BatchState.WITHDRAWN


def test_a_correction_takes_the_place_of_the_whole_batch(office: Office):
    old = office.confirmed(("A1", "95"), ("A2", "98"))
    new = office.propose(("A1", "96"), replaces=old, note="陈晓补签一天")
    assert in_force() == [(office.people[0], 95.0), (office.people[1], 98.0)]
    shown = queries.batch(office.hr, new, AT)
    assert [(row.code, row.value, row.before) for row in shown.rows] == [("A1", 96.0, 95.0)]
    assert [(row.code, row.value) for row in shown.gone] == [("A2", 98.0)]
    office.confirm(new)
    assert in_force() == [(office.people[0], 96.0)]
    states = {line.id: (line.state, line.withdrawal_reason) for line in queries.batches(office.hr, office.measure, AT)}
    assert states == {old: (BatchState.WITHDRAWN, "陈晓补签一天"), new: (BatchState.CONFIRMED, "")}
    assert len(told("reading.withdrawn")) == 2


def test_a_correction_says_why_and_names_a_batch_that_counts(office: Office):
    old = office.confirmed(("A1", "95"))
    assert code_of(lambda: office.propose(("A1", "96"), replaces=old)) == "readings.reason_missing"
    other = office.confirmed(("A1", "95"), period=JUNE)
    why = "补签"
    assert code_of(lambda: office.propose(("A1", "96"), replaces=other, note=why)) == "readings.nothing_to_replace"


def test_of_two_corrections_only_the_first_is_confirmed(office: Office):
    old = office.confirmed(("A1", "95"))
    first, second = (office.propose(("A1", value), replaces=old, note="补签") for value in ("96", "97"))
    office.confirm(first)
    assert code_of(lambda: office.confirm(second)) == "readings.replaced_meanwhile"
    assert in_force() == [(office.people[0], 96.0)]


def test_of_two_batches_about_one_person_only_the_first_is_confirmed(office: Office):
    first, second = office.propose(("A1", "95")), office.propose(("A1", "96"), ("A2", "97"))
    office.confirm(first)
    assert code_of(lambda: office.confirm(second)) == "readings.taken_meanwhile"
    assert in_force() == [(office.people[0], 95.0)]


def test_a_quarter_over_a_month_that_counts_would_count_it_twice(office: Office):
    office.confirmed(("A1", "95"))
    assert code_of(lambda: office.propose(("A1", "95"), period=QUARTER)) == "readings.file_has_faults"
    assert office.propose(("A2", "95"), period=QUARTER)


def test_not_even_the_database_lets_two_readings_of_one_period_count(office: Office):
    office.confirmed(("A1", "95"))
    office.propose(("A1", "96"), period=JUNE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingRow.objects.filter(batch__state="proposed").update(in_force=True, start=MAY.start, end=MAY.end)


@pytest.mark.parametrize(
    "columns",
    [
        {"value": float("inf")},
        {"value": float("nan")},
        {"value": -1e12},
        {"weight": 0.0},
        {"person": None},
        {"number": 2},
    ],
)
def test_the_database_itself_refuses_a_row(office: Office, columns: dict[str, object]):
    office.propose(("A1", "95"), ("A2", "96"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingRow.objects.filter(number=3).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "confirmed"},
        {"state": "rejected"},
        {"state": "withdrawn"},
        {"state": "lost"},
        {"end": MAY.start},
        {"sha256": ""},
    ],
)
def test_the_database_itself_refuses_a_batch(office: Office, columns: dict[str, object]):
    batch = office.propose(("A1", "95"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingBatch.objects.filter(pk=batch).update(**columns)


def test_the_very_same_file_is_taken_once_until_it_was_rejected(office: Office):
    same = file()
    by = Actor.person(office.importer)

    def propose() -> int:
        return actions.propose_readings(
            measure_id=office.measure, period=MAY, rows=raw([("A1", "95")]), file=same, by=by, at=AT
        )

    batch = propose()
    assert code_of(propose) == "readings.same_file"
    reject(office, batch, "错")
    assert propose() != batch
    assert [line.id for line in queries.same_file(office.measure, same.sha256)][1] == batch


@pytest.mark.spec("P2.1")
def test_a_reading_imported_for_someone_who_does_not_exist_is_refused_and_nothing_is_kept(office: Office):
    with pytest.raises(RuleBrokenError, match=r"readings\.file_has_faults"):
        office.propose(("A1", "95"), ("A77", "95"))
    assert not ReadingBatch.objects.exists()


def test_a_file_with_one_error_is_refused_as_a_whole(office: Office):
    assert code_of(lambda: office.propose(("A1", "95"), ("A9", "96"))) == "readings.file_has_faults"
    assert not ReadingBatch.objects.exists()
    assert told("indicators.readings_proposed") == []


def test_readings_of_teams_are_named_by_their_codes(office: Office):
    measure = define(replace(SALES, about=About.TEAM), by=office.importer)
    batch = office.confirm(office.propose(("gate", "1,200.50"), measure=measure))
    [(_kind, _subject, payload)] = told("reading.confirmed")
    assert (json.loads(payload)["team"], json.loads(payload)["value"]) == (office.team, 1200.5)
    assert "person" not in json.loads(payload)
    [row] = queries.batch(office.hr, batch, AT).rows
    assert (row.person, row.code, row.value) == (None, "gate", 1200.5)


def seen_by(person: int, office: Office) -> list[str]:
    return [line.code for line in queries.readings(standing_of(person, AT), office.measure, AT, sort="name").rows]


def test_everybody_sees_the_own_reading_leads_those_of_their_line_auditors_all(office: Office):
    office.confirmed(("A1", "95"), ("A2", "96"), ("A3", "97"))
    lead, auditor = make_person(roles=(Role.MANAGER,)), make_person(roles=(Role.AUDITOR,))
    for person in office.people[:2]:
        make_manager(person, lead)
    assert seen_by(office.people[0], office) == ["A1"]
    assert sorted(seen_by(lead, office)) == ["A1", "A2"]
    assert sorted(seen_by(auditor, office)) == ["A1", "A2", "A3"]
    assert sorted(seen_by(office.director, office)) == ["A1", "A2", "A3"]
    assert seen_by(office.other, office) == []


def test_what_waits_is_seen_by_those_who_see_all_and_by_nobody_else(office: Office):
    batch = office.propose(("A1", "95"))
    assert [line.id for line in queries.batches_waiting(office.hr)] == [batch]
    mine = standing_of(office.people[0], AT)
    assert queries.batches_waiting(mine) == []
    assert queries.batches(mine, office.measure, AT) == []
    assert code_of(lambda: queries.batch(mine, batch, AT)) == "readings.no_such_batch"


def test_a_batch_shows_everybody_only_the_own_row(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "96"))
    mine = queries.batch(standing_of(office.people[0], AT), batch, AT)
    assert [(row.number, row.code) for row in mine.rows] == [(2, "A1")]
    assert [line.id for line in queries.batches(standing_of(office.people[0], AT), office.measure, AT)] == [batch]
    assert code_of(lambda: queries.batch(standing_of(office.other, AT), batch, AT)) == "readings.no_such_batch"


def test_readings_of_a_team_are_seen_by_its_lead_and_its_people(office: Office):
    lead = make_person(roles=(Role.MANAGER,))
    other = make_team("desk", lead=lead)
    measure = define(replace(SALES, about=About.TEAM), by=office.importer)
    office.confirm(office.propose(("gate", "5"), ("desk", "6"), measure=measure))
    seen = {
        who: [line.code for line in queries.readings(standing_of(person, AT), measure, AT).rows]
        for who, person in {"lead": lead, "member": office.people[0], "neither": office.other}.items()
    }
    assert (other > 0, seen) == (True, {"lead": ["desk"], "member": ["gate"], "neither": []})


def test_a_number_is_followed_to_its_file_row_importer_and_second_person(office: Office):
    batch = office.confirmed(("A1", "95%"), ("A2", "96"))
    later = AT + timedelta(days=1)
    found = queries.imported_rows(office.hr, [f"{batch}/2", f"{batch}/9", "x/1", "1/2/3", ""], later)
    row = found[f"{batch}/2"]
    assert list(found) == [f"{batch}/2"]
    assert (row.file_name, row.row, row.source, row.raw_value, row.value) == ("may.xlsx", 2, "考勤机", "95%", 95.0)
    assert (row.imported_by, row.confirmed_by, row.state) == (office.importer, office.second, BatchState.CONFIRMED)
    mine = queries.imported_rows(standing_of(office.people[0], AT), [f"{batch}/2", f"{batch}/3"], AT)
    assert list(mine) == [f"{batch}/2"]


@pytest.mark.parametrize("count", [1, 3])
def test_reads_take_as_many_statements_for_three_as_for_one(
    office: Office, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    values = [(f"A{number}", "95") for number in range(1, count + 1)]
    batch = office.confirmed(*values)
    hr = office.hr
    with django_assert_num_queries(4):
        assert len(queries.batch(hr, batch, AT).rows) == count
    with django_assert_num_queries(2):
        assert queries.readings(hr, office.measure, AT).total == count
    with django_assert_num_queries(2):
        assert len(queries.batches(hr, office.measure, AT)) == 1
    with django_assert_num_queries(1):
        assert len(queries.imported_rows(hr, [f"{batch}/{row}" for row in range(2, 2 + count)], AT)) == count


def inserts(rows: int) -> tuple[int, int]:
    """Count the statements that write rows of readings: on proposing and on confirming."""
    office = make_office(replace(ATTENDANCE, code=f"c{rows}"))
    people = [make_person(staff_number=f"N{rows}-{number}", position=office.position) for number in range(rows)]
    counts = []
    with CaptureQueriesContext(connection) as proposing:
        batch = office.propose(*((f"N{rows}-{number}", "95") for number in range(len(people))))
    with CaptureQueriesContext(connection) as confirming:
        office.confirm(batch)
    for captured in (proposing, confirming):
        writes = [each["sql"] for each in captured.captured_queries if "readingrow" in each["sql"]]
        counts.append(sum(sql.startswith(("INSERT", "UPDATE")) for sql in writes))
    return counts[0], counts[1]


def test_rows_are_written_many_at_once_and_put_in_force_in_one():
    # SQLite takes a thousand values in a statement, which is fewer rows than the five hundred of a batch.
    written = len(ReadingRow._meta.concrete_fields) - 1
    at_once = min(500, (connection.features.max_query_params or 10**6) // written)
    assert inserts(501) == (ceil(501 / at_once), 1)


def test_periods_that_can_be_seen_come_latest_first(office: Office):
    office.confirmed(("A1", "95"))
    office.confirmed(("A1", "96"), period=JUNE)
    assert queries.periods(office.hr, office.measure, AT) == [JUNE, MAY]
    assert queries.periods(standing_of(office.people[1], AT), office.measure, AT) == []


@pytest.mark.parametrize(
    ("sort", "values"),
    [("value", [94.0, 95.0, 96.0]), ("-value", [96.0, 95.0, 94.0]), ("nonsense", [94.0, 95.0, 96.0])],
)
def test_readings_are_sorted_and_searched(office: Office, sort: str, values: list[float]):
    office.confirmed(("A1", "95"), ("A2", "96"), ("A3", "94"))
    found = queries.readings(office.hr, office.measure, AT, sort=sort)
    assert sorted(line.value for line in found.rows) == sorted(values)
    if sort != "nonsense":
        assert [line.value for line in found.rows] == values
    assert [line.code for line in queries.readings(office.hr, office.measure, AT, search="周航").rows] == ["A2"]
    assert queries.readings(office.hr, office.measure, AT, size=2, page=9).number == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_one_reading_in_force() -> None:
    office = make_office()
    first, second = office.propose(("A1", "95")), office.propose(("A1", "96"))
    refused: list[str] = []
    start = Barrier(2)

    def run(batch: int, by: int) -> None:
        try:
            start.wait()
            office.confirm(batch, by=by)
        except LiuxinError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in ((first, office.second), (second, office.director))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["readings.taken_meanwhile"]
    assert len(in_force()) == 1
