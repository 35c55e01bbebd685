"""A file looked at: every error in its row and column; who is missing; nothing is written."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import queries
from liuxin.performance.indicators.words import About, Column, Looked, NoteCode, RawReading
from tests.factories.organisation import join, make_person, make_team, standing_of
from tests.factories.readings import (
    AT,
    JUNE,
    MAY,
    SALES,
    Office,
    ReadingBatch,
    define,
    file,
    make_office,
    raw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]


@pytest.fixture
def office() -> Office:
    return make_office()


def look(office: Office, *rows: RawReading, period: Period = MAY, replaces: int | None = None) -> Looked:
    return queries.look(office.hr, office.measure, period, rows, AT, replaces=replaces)


def faults(found: Looked) -> list[tuple[int, Column, str]]:
    return [(fault.row, fault.column, fault.error.code) for fault in found.faults]


def refusal(office: Office, *rows: RawReading, period: Period = MAY) -> str:
    with pytest.raises(LiuxinError) as caught:
        look(office, *rows, period=period)
    return caught.value.code


def test_a_good_file_gives_its_readings_and_who_is_missing(office: Office):
    found = look(office, RawReading(2, " A1 ", "95%", weight="20", remark="补签一天"), RawReading(3, "A2", "98"))
    assert found.good
    first = found.readings[0]
    assert (first.person, first.value, first.weight, first.remark) == (office.people[0], 95.0, 20.0, "补签一天")
    assert [who.code for who in found.missing] == ["A3"]
    assert [(note.code, note.params) for note in found.notes] == [(NoteCode.MISSING, {"count": 1})]
    assert not ReadingBatch.objects.exists()


def test_every_error_is_told_with_its_row_and_column(office: Office):
    gone = make_person(staff_number="A8", position=office.position, left_on=date(2016, 5, 1))
    make_person(staff_number="S1", position=office.position, is_system=True)
    found = look(
        office,
        RawReading(2, "A1", "95", period="2016-05"),
        RawReading(3, "", "95"),
        RawReading(4, "A77", "95"),
        RawReading(5, "A1", "96"),
        RawReading(6, "A8", "95"),
        RawReading(7, "S1", "95"),
        RawReading(8, "B9", "95"),
        RawReading(9, "A2", "很好", weight="0", period="2016-06"),
        RawReading(10, "A3", "101", remark="x" * 201),
        RawReading(11, "A3", "#REF!", fault=BadInputError("import.field_count", line=11, expected=3, found=4)),
    )
    assert gone in found.known
    assert faults(found) == [
        (3, Column.WHO, "readings.who_missing"),
        (4, Column.WHO, "readings.unknown_person"),
        (5, Column.WHO, "readings.twice"),
        (6, Column.WHO, "readings.left_before"),
        (7, Column.WHO, "readings.nobody"),
        (8, Column.WHO, "readings.not_concerned"),
        (9, Column.VALUE, "readings.not_a_number"),
        (9, Column.WEIGHT, "readings.weight_not_positive"),
        (9, Column.PERIOD, "readings.period_outside"),
        (10, Column.VALUE, "readings.outside_range"),
        (10, Column.REMARK, "readings.text_too_long"),
        (11, Column.ROW, "import.field_count"),
    ]
    assert not found.good
    assert [reading.row for reading in found.readings] == [2]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2016-05", True),
        ("2016/5/31", True),
        ("2016-05-01T00:00:00", True),
        ("2016-04-30", False),
        ("2016-Q2", False),
        ("2016", False),
        ("2016-13", False),
        ("2016-Q9", False),
        ("五月", False),
    ],
)
def test_a_period_in_the_row_must_lie_within_that_of_the_batch(office: Office, text: str, *, good: bool):
    found = look(office, RawReading(2, "A1", "95", period=text))
    assert faults(found) == ([] if good else [(2, Column.PERIOD, "readings.period_outside")])


def test_a_reading_that_counts_already_is_an_error_unless_its_batch_is_corrected(office: Office):
    batch = office.confirmed(("A1", "95"), ("A2", "96"))
    row = RawReading(2, "A1", "97")
    found = look(office, row)
    assert faults(found) == [(2, Column.PERIOD, "readings.already")]
    assert found.faults[0].error.params == {"number": "A1", "batch": batch, "value": 95.0}
    correcting = look(office, row, replaces=batch)
    assert correcting.good
    assert correcting.replaces is not None
    assert correcting.replaces.id == batch
    assert {note.code: note.params for note in correcting.notes} == {
        NoteCode.MISSING: {"count": 2},
        NoteCode.DROPPED: {"count": 1},
    }


def test_a_reading_of_an_overlapping_period_is_an_error(office: Office):
    office.confirmed(("A1", "95"))
    half = Period(MAY.start + timedelta(days=15), JUNE.end)
    assert faults(look(office, RawReading(2, "A1", "97"), period=half)) == [(2, Column.PERIOD, "readings.overlaps")]


def test_who_came_later_or_holds_another_position_is_not_missed(office: Office):
    late = make_person(staff_number="A4", position=office.position)
    join(late, make_team(), start=datetime(2016, 6, 2, tzinfo=UTC))
    assert [who.code for who in look(office, RawReading(2, "A1", "95")).missing] == ["A2", "A3"]
    assert [who.code for who in look(office, RawReading(2, "A1", "95"), period=JUNE).missing] == ["A2", "A3", "A4"]


def test_a_measure_for_everybody_is_for_every_position(office: Office):
    measure = define(replace(SALES, positions=frozenset()), by=office.importer)
    found = queries.look(office.hr, measure, MAY, raw([("B9", "5")]), AT)
    assert found.good
    assert {"A1", "A2", "A3"} <= {who.code for who in found.missing}


def test_a_measure_of_teams_knows_their_codes(office: Office):
    measure = define(replace(SALES, about=About.TEAM), by=office.importer)
    found = queries.look(office.hr, measure, MAY, raw([("gate", "5"), ("A1", "6")]), AT)
    assert faults(found) == [(3, Column.WHO, "readings.unknown_team")]
    assert (found.readings[0].team, found.readings[0].person) == (office.team, None)


def test_a_row_without_a_value_is_left_out_and_whoever_stands_in_it_is_missed(office: Office):
    found = look(office, RawReading(2, "A1", "95"), RawReading(3, "A2", " ", remark="病假"), RawReading(4, "A77", ""))
    assert (found.rows, len(found.readings), found.faults) == (3, 1, ())
    assert [who.code for who in found.missing] == ["A2", "A3"]
    assert {note.code: note.params for note in found.notes} == {
        NoteCode.BLANK: {"count": 2},
        NoteCode.MISSING: {"count": 2},
    }
    assert refusal(office, RawReading(2, "A1", "")) == "readings.no_values"


@pytest.mark.parametrize(("values", "doubted"), [(("0.95", "1", "0.9"), True), (("0.95", "1", "90"), False)])
def test_percentages_that_look_like_fractions_are_noted(office: Office, values: tuple[str, ...], *, doubted: bool):
    found = look(office, *raw(zip(("A1", "A2", "A3"), values, strict=True)))
    assert (NoteCode.ALL_SMALL in {note.code for note in found.notes}) is doubted
    assert found.good


def test_a_scale_from_one_to_five_is_held_to(office: Office):
    new = replace(SALES, code="stars", unit=Unit.SCALE_1_5, kind=ExternalKind.MEAN)
    measure = define(new, by=office.importer)
    found = queries.look(office.hr, measure, MAY, raw([("A1", "5"), ("A2", "5.1"), ("A3", "0")]), AT)
    assert [fault.row for fault in found.faults] == [3, 4]


def test_the_very_same_file_is_recognised(office: Office):
    office.propose(("A1", "95"))
    [batch] = ReadingBatch.objects.all()
    seen = queries.look(
        office.hr, office.measure, MAY, raw([("A2", "95")]), AT, file=replace(file(), sha256=batch.sha256)
    )
    note = next(note for note in seen.notes if note.code is NoteCode.SEEN_BEFORE)
    assert (note.params["batch"], note.params["day"]) == (batch.pk, AT.date())


def test_an_empty_file_and_a_period_that_goes_on_are_refused(office: Office):
    assert refusal(office) == "readings.no_rows"
    running = Period(JUNE.start, AT + timedelta(days=1))
    assert refusal(office, RawReading(2, "A1", "95"), period=running) == "readings.period_not_over"


def test_only_those_who_import_may_look(office: Office):
    with pytest.raises(LiuxinError) as caught:
        queries.look(standing_of(office.people[0], AT), office.measure, MAY, raw([("A1", "95")]), AT)
    assert caught.value.code == "readings.may_not_import"


def test_how_complete_a_period_is_and_who_is_missing(office: Office):
    office.confirmed(("A1", "95"), ("A2", "96"))
    office.propose(("A3", "97"))
    [may, june] = queries.completeness(office.hr, office.measure, [MAY, JUNE])
    assert (may.expected, may.have, [who.code for who in may.missing]) == (3, 2, ["A3"])
    assert (june.expected, june.have, len(june.missing)) == (3, 0, 3)
    assert queries.completeness(standing_of(office.people[0], AT), office.measure, [MAY]) == []


def test_a_template_lists_whose_reading_is_expected(office: Office):
    make_person(staff_number="A8", position=office.position, left_on=date(2016, 5, 1))
    assert [who.code for who in queries.whose(office.hr, office.measure, MAY)] == ["A1", "A2", "A3"]


def test_ten_thousand_rows_are_looked_at_in_as_many_statements_as_one(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    hr = office.hr
    for rows in (raw([("A1", "95")]), raw([("A1", "95")] * 10_000)):
        with django_assert_num_queries(6):
            found = queries.look(hr, office.measure, MAY, rows, AT, file=file())
        assert (found.rows, len(found.faults)) == (len(rows), len(rows) - 1)


@pytest.mark.parametrize("count", [1, 3])
def test_completeness_takes_as_many_statements_for_three_periods_as_for_one(
    office: Office, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    hr = office.hr
    with django_assert_num_queries(5):
        assert len(queries.completeness(hr, office.measure, [MAY, JUNE, Period(JUNE.end, AT)][:count])) == count
