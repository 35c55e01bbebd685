"""Many measures, many cells, every way of asking: what is told at once is what is told one by one."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.running import Question, evidence, forget, readings, table
from liuxin.engines.measurement.words import Reading
from liuxin.kernel.errors import CannotTellError
from tests.engines.measurement.records import DAY, START, random_rows, resolution, source

YEAR = (START, START + 365 * DAY)
MONTHS = tuple((START + 30 * DAY * n, START + 30 * DAY * (n + 1)) for n in range(6))
NOBODY: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return source(tmp_path_factory.mktemp("drawn"), random_rows(5, cases=120), as_of=START + 150 * DAY)


@pytest.mark.long
@pytest.mark.parametrize(
    "question",
    [
        Question(MONTHS, frozenset({3}), ("person",)),
        Question(MONTHS, frozenset({3}), ("person",), people=(1, 2, 3, 9)),
        Question(MONTHS[::-1], NOBODY, ("team",), teams=(1, 2)),
    ],
)
def test_measures_asked_together_are_as_each_asked_alone(drawn: Source, question: Question):
    together = readings(drawn, MEASURES, question)
    forget()

    assert together == [reading for code in MEASURES for reading in readings(drawn, [code], question)]


@pytest.mark.long
@pytest.mark.parametrize(
    "question",
    [
        Question(MONTHS, frozenset({3}), ("person", "category")),
        Question(MONTHS, frozenset({3}), ("person",), people=(1, 9)),
        Question(MONTHS, NOBODY),
    ],
)
def test_a_table_tells_what_readings_tell(drawn: Source, question: Question):
    told = table(drawn, MEASURES, question)
    found = readings(drawn, MEASURES, question)

    assert told.column_names == [
        *("measure", "statistic", "period", *question.by, "value", "n", "rows", "low", "high", "sum_value"),
        *("pending", "unanswered", "why", "method"),
    ]
    rows = {_place(question, row): row for row in told.to_pylist()}
    assert len(rows) == len(found)
    for reading in found:
        row = rows[_place_of(question, reading)]
        expected = {name: getattr(reading, name) for name in ("value", "n", "rows", "low", "high", "sum_value")}
        assert {name: row[name] for name in expected} == expected
        assert (row["pending"], row["unanswered"]) == (reading.pending, reading.unanswered)
        assert (row["why"], row["method"]) == (reading.why, reading.method)


def _place(question: Question, row: dict[str, object]) -> tuple[object, ...]:
    return row["measure"], row["statistic"], row["period"], *(row[name] for name in question.by)


def _place_of(question: Question, reading: Reading) -> tuple[object, ...]:
    period = question.periods.index((reading.period_start, reading.period_end))
    return reading.measure, reading.statistic, period, *(reading.cell.get(name) for name in question.by)


def test_a_table_of_nothing_has_its_columns(drawn: Source):
    asked = Question(MONTHS, NOBODY, ("team", "category"))

    assert table(drawn, [], asked).schema == table(drawn, ["cases_resolved"], asked).schema


def test_periods_that_follow_overlap_or_stand_apart_hold_the_same_rows(drawn: Source):
    codes = ["cases_resolved", "promises_kept", "open_cases", "own_handling_time"]
    alone = [readings(drawn, codes, Question((month,), NOBODY, ("team",))) for month in MONTHS]
    apart = readings(drawn, codes, Question((MONTHS[4], MONTHS[0], MONTHS[2]), NOBODY, ("team",)))
    overlapping = readings(drawn, codes, Question((*MONTHS, YEAR, MONTHS[1]), NOBODY, ("team",)))
    following = readings(drawn, codes, Question(MONTHS, NOBODY, ("team",)))

    for number, month in enumerate(MONTHS):
        expected = {_key(reading): reading for reading in alone[number]}
        assert _of(following, month) == expected
        assert _of(overlapping, month) == expected
        if month in {MONTHS[0], MONTHS[2], MONTHS[4]}:
            assert _of(apart, month) == expected


def _key(reading: Reading) -> tuple[object, ...]:
    return reading.measure, reading.statistic, reading.team


def _of(found: list[Reading], period: tuple[int, int]) -> dict[tuple[object, ...], Reading]:
    return {_key(reading): reading for reading in found if (reading.period_start, reading.period_end) == period}


def test_readings_come_in_the_order_of_the_periods_asked_for(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1), resolution("B", START + 31 * DAY, 1)]})

    found = readings(facts, ["cases_resolved"], Question((MONTHS[1], MONTHS[0]), NOBODY))

    assert [(each.period_start, each.value) for each in found] == [(MONTHS[1][0], 1.0), (MONTHS[0][0], 1.0)]


def _spell(case: str, start: int, end: int | None, person: int = 1) -> dict[str, object]:
    return {"case": case, "start": start, "end": end, "person": person, "team": 1, "opened_at": start}


def test_what_stands_open_is_counted_at_the_end_of_each_period(tmp_path: Path):
    spells = [
        _spell("through", START, None),
        _spell("within", START + DAY, START + 2 * DAY),
        _spell("to-the-edge", START, START + 30 * DAY),
        _spell("from-the-edge", START + 30 * DAY, START + 61 * DAY),
    ]
    facts = source(tmp_path, {"spells": spells})

    found = readings(facts, ["open_cases"], Question(MONTHS[:3], NOBODY))

    assert [each.value for each in found] == [2.0, 2.0, 1.0]


def test_age_is_told_at_the_end_of_each_period_or_as_far_as_the_record_reaches(tmp_path: Path):
    facts = source(tmp_path, {"spells": [_spell("A", START, None)]}, as_of=START + 45 * DAY - 1)

    found = readings(facts, ["open_case_age"], Question(MONTHS[:2], NOBODY))

    assert {(each.period_start, each.value) for each in found} == {(START, 30.0), (MONTHS[1][0], 45.0)}


def test_a_row_is_placed_where_its_person_was_at_the_time(tmp_path: Path):
    rows = [resolution("early", START, 1), resolution("late", START + 40 * DAY, 1), resolution("unknown", START, 2)]
    places = [
        {"person": 1, "start": START - DAY, "end": None, "department": 10, "position": 5},
        {"person": 1, "start": START + 30 * DAY, "end": None, "department": 20, "position": 5},
        {"person": 2, "start": START + DAY, "end": None, "department": 10, "position": 6},
    ]
    facts = source(tmp_path, {"resolutions": rows, "places": places})

    found = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("department",)))
    held = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("position",)))

    assert [(each.cell["department"], each.value) for each in found] == [(10, 1.0), (20, 1.0), (None, 1.0)]
    assert [(each.cell["position"], each.value) for each in held] == [(5, 2.0), (None, 1.0)]


def test_the_age_of_a_relation_is_as_it_was_at_the_time(tmp_path: Path):
    customers = [
        {"customer": number, "customer_kind": "company", "known_since": START - days * DAY}
        for number, days in enumerate((0, 89, 90, 364, 365, 3 * 365 - 1, 3 * 365), 1)
    ]
    rows = [resolution(f"C{number}", START, 1, customer=number) for number in range(1, 9)]
    facts = source(tmp_path, {"resolutions": rows, "customers": customers})

    found = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("age",)))
    kinds = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("customer_kind",)))

    assert {each.cell["age"]: each.value for each in found} == {
        "under_90_days": 2.0,
        "under_1_year": 2.0,
        "under_3_years": 2.0,
        "longer": 1.0,
        None: 1.0,
    }
    assert {each.cell["customer_kind"]: each.value for each in kinds} == {"company": 7.0, None: 1.0}


@pytest.mark.parametrize(
    "question",
    [
        Question((YEAR,), NOBODY, ("person",)),
        Question((YEAR,), NOBODY, ("department",)),
        Question((YEAR,), NOBODY, ("position", "team")),
        Question((YEAR,), NOBODY, people=(1,)),
    ],
)
def test_a_record_without_persons_tells_nothing_of_people(drawn: Source, question: Question):
    nameless = replace(drawn, has_people=False)

    for ask in (readings, table):
        with pytest.raises(CannotTellError) as error:
            ask(nameless, ["cases_resolved"], question)
        assert error.value.code == "measurement.no_persons"
    with pytest.raises(CannotTellError):
        evidence(nameless, "cases_resolved", Question((YEAR,), NOBODY), {"person": 1})
    assert readings(nameless, ["cases_resolved"], Question((YEAR,), NOBODY, ("team",)))


def test_rows_of_a_case_that_was_told_anew_are_not_counted_twice(tmp_path: Path):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = source(tmp_path / "old", {"resolutions": [resolution("A", START, 1), resolution("B", START, 1)]})
    new = source(tmp_path / "new", {"resolutions": [resolution("B", START + DAY, 2), resolution("C", START, 2)]})
    pq.write_table(pa.table({"case": ["B", "C"]}), tmp_path / "replaced.parquet")
    layered = replace(new, key="layered", thinned=old.files, replaced=(str(tmp_path / "replaced.parquet"),))

    found = readings(layered, ["cases_resolved"], Question((YEAR,), NOBODY, ("person",)))

    assert [(each.person, each.value) for each in found] == [(1, 1.0), (2, 2.0)]


def test_layers_without_anything_replaced_are_read_together(tmp_path: Path):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = source(tmp_path / "old", {"resolutions": [resolution("A", START, 1)]})
    new = source(tmp_path / "new", {"resolutions": [resolution("C", START, 2)]})

    found = readings(replace(new, key="both", thinned=old.files), ["cases_resolved"], Question((YEAR,), NOBODY))

    assert [each.value for each in found] == [2.0]


@pytest.mark.parametrize("far", [7200, 3600 * 2**49])
def test_values_are_put_in_order_within_their_cell_however_far_apart(tmp_path: Path, far: int):
    seconds = [(1, far), (2, 7 * 3600), (1, 0), (2, 3600), (2, 5 * 3600), (1, 3600)]
    rows = [
        resolution(f"C{place}", START, person, business_seconds=value) for place, (person, value) in enumerate(seconds)
    ]

    found = readings(
        source(tmp_path, {"resolutions": rows}), ["resolution_time_business"], Question((YEAR,), NOBODY, ("person",))
    )

    assert [(each.person, each.key, each.value) for each in found] == [
        (1, "resolution_time_business", 1.0),
        (1, "resolution_time_business.p90", pytest.approx(1 + 0.8 * (far / 3600 - 1))),
        (2, "resolution_time_business", 5.0),
        (2, "resolution_time_business.p90", pytest.approx(6.6)),
    ]
