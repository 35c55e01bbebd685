import multiprocessing
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import pytest

from liuxin.engines.measurement.embedded import Embedded, Limits, Source, engine
from liuxin.engines.measurement.library import KEYS, MEASURES
from liuxin.engines.measurement.running import Question, evidence, forget, readings
from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import (
    PENDING,
    EvidenceRow,
    IntervalMethod,
    Kind,
    Measure,
    Reading,
    Why,
    WhyNot,
)
from liuxin.kernel.errors import BadInputError, CannotTellError
from tests.engines.measurement import reference
from tests.engines.measurement.records import ALL_CODES, DAY, START, random_rows, resolution, source

YEAR = (START, START + 365 * DAY)
PARTS = tuple((START + 100 * DAY * n, START + 100 * DAY * (n + 1)) for n in range(3))
WHOLE_YEAR_IN_PARTS = (*PARTS, (START + 300 * DAY, YEAR[1]))
NOBODY: frozenset[int] = frozenset()

GROUPINGS = [
    (),
    ("team",),
    ("department", "position"),
    ("category", "channel"),
    ("customer",),
    ("customer_kind", "age"),
    ("site", "product"),
    ("kind", "stage", "priority"),
]


OF_THE_CELL_ONLY = {"complaint_rate", "cost_per_case"}
"""What is set against other rows where people are asked for, and whose rows name nobody."""

One = TypeVar("One")


def _one(found: Sequence[One]) -> One:
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return source(tmp_path_factory.mktemp("drawn"), random_rows(20160229, cases=150), as_of=START + 150 * DAY)


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize("code", MEASURES)
def test_a_number_is_what_its_cases_add_up_to(drawn: Source, code: str):
    measure = MEASURES[code]
    found = readings(drawn, [code], Question(PARTS, frozenset({3}), ("person", "team")))
    rows = [evidence(drawn, code, Question((part,), frozenset({3})), {}) for part in PARTS]

    assert found
    for reading in found:
        part = PARTS.index((reading.period_start, reading.period_end))
        if code in OF_THE_CELL_ONLY:
            mine = evidence(drawn, code, Question((PARTS[part],), frozenset({3})), reading.cell)
        else:
            mine = [row for row in rows[part] if (row.person, row.team) == (reading.person, reading.team)]
        _is_what_they_add_up_to(reading, measure, mine)


OPENED = (
    *("cases_resolved", "resolution_time_business", "promises_kept"),
    *("open_case_age", "new_old_customer_gap", "complaint_rate"),
)


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("code", OPENED)
def test_a_cell_opens_to_the_cases_that_it_is_made_of(drawn: Source, code: str, by: tuple[str, ...]):
    found = readings(drawn, [code], Question(PARTS, frozenset({3}), by))

    assert found
    for reading in found[:: max(1, len(found) // 12)]:
        one = Question(((reading.period_start, reading.period_end),), frozenset({3}))
        _is_what_they_add_up_to(reading, MEASURES[code], evidence(drawn, code, one, reading.cell))


def _is_what_they_add_up_to(reading: Reading, measure: Measure, rows: list[EvidenceRow]) -> None:
    counted = [row for row in rows if row.counted]
    weight = sum(row.weight for row in counted)
    plain = measure.kind is Kind.RATE
    assert reading.rows == len(counted)
    assert reading.n == pytest.approx(weight, abs=1e-9)
    assert reading.sum_value == pytest.approx(
        sum((1.0 if plain else row.weight) * row.value for row in counted), abs=1e-9
    )
    assert reading.pending == sum(row.why_not in PENDING for row in rows)
    assert reading.unanswered == sum(row.why_not is WhyNot.NO_ANSWER for row in rows)
    value, *bounds = reference.number(measure, reading.statistic, counted)
    assert reading.value == (None if value is None else pytest.approx(value, abs=1e-9))
    # Weights are squared in millionths of a whole.
    close = [None if bound is None else pytest.approx(bound, rel=1e-5, abs=1e-7) for bound in bounds]
    assert [reading.low, reading.high] == close


@pytest.mark.parametrize(
    "code",
    ["cases_resolved", "resolution_time_business", "promises_kept", "csat_mean", "own_handling_time"],
)
def test_every_row_of_the_whole_stands_in_exactly_one_cell(drawn: Source, code: str):
    key = f"{code}.{MEASURES[code].statistics[0]}"
    whole = _one(readings(drawn, [key], Question((YEAR,), NOBODY)))

    for by in (("person",), *GROUPINGS[1:]):
        parts = readings(drawn, [key], Question(WHOLE_YEAR_IN_PARTS, NOBODY, by))
        assert sum(part.rows for part in parts) == whole.rows
        assert sum(part.n for part in parts) == pytest.approx(whole.n)
        assert sum(part.sum_value for part in parts) == pytest.approx(whole.sum_value)


@pytest.mark.parametrize("teams", [None, (1, 2)])
def test_a_case_counts_once_where_complaints_are_set_against_cases(drawn: Source, teams: tuple[int, ...] | None):
    question = Question((YEAR,), NOBODY, teams=teams)
    rows = evidence(drawn, "complaint_rate", question, {})

    cases = [row.case for row in rows if row.weight]
    assert len(cases) == len(set(cases))
    assert _one(readings(drawn, ["complaint_rate"], question)).n == len(cases) <= 150


def test_a_case_gives_one_credit_of_its_promise(drawn: Source):
    rows = evidence(drawn, "promises_kept", Question((YEAR,), NOBODY), {})

    credit: defaultdict[str, float] = defaultdict(float)
    for row in rows:
        credit[row.case] += row.weight
    assert credit
    assert all(total == pytest.approx(1.0, abs=1e-12) for total in credit.values())


def test_a_case_is_counted_at_its_last_resolution_for_who_held_it(tmp_path: Path):
    facts = source(
        tmp_path,
        {
            "resolutions": [
                resolution("A", START, 1, last=False, reopened_at=START + DAY),
                resolution("A", START + 3 * DAY, 2, n=2),
                resolution("B", START, 1),
            ]
        },
    )

    found = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("person",)))

    assert [(each.person, each.value) for each in found] == [(1, 1.0), (2, 1.0)]


def test_a_case_that_is_open_again_is_not_resolved_and_says_so(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1, reopened_at=START + DAY)]})

    found = _one(readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("person",))))
    row = _one(evidence(facts, "cases_resolved", Question((YEAR,), NOBODY), {"person": 1}))

    assert found.value == 0.0
    assert (row.counted, row.why_not) == (False, WhyNot.REOPENED_SINCE)


def test_a_reopening_is_charged_to_whoever_resolved_and_not_to_who_took_it_up_again(tmp_path: Path):
    facts = source(
        tmp_path,
        {
            "resolutions": [
                resolution("A", START, 1, last=False, reopened_at=START + 14 * DAY),
                resolution("A", START + 20 * DAY, 2, n=2),
                resolution("B", START, 1),
                resolution("C", START, 1, reopened_at=START + 14 * DAY + 1),
            ]
        },
    )

    found = readings(facts, ["reopened_within_14_days"], Question((YEAR,), NOBODY, ("person",)))

    assert [(each.person, each.n, each.value) for each in found] == [(1, 3.0, pytest.approx(100 / 3)), (2, 1.0, 0.0)]


def test_a_window_that_has_not_ended_is_left_out_of_both_and_counted_as_pending(tmp_path: Path):
    facts = source(
        tmp_path,
        {
            "resolutions": [
                resolution("ended", START, 1),
                resolution("open", START + 1, 1),
                resolution("open-and-reopened", START + 2, 1, reopened_at=START + 3),
            ]
        },
        as_of=START + 14 * DAY,
    )

    found = _one(readings(facts, ["reopened_within_14_days"], Question((YEAR,), NOBODY)))

    assert (found.n, found.value, found.pending) == (1.0, 0.0, 2)


def test_a_promise_not_judged_is_missed_once_its_deadline_has_passed(tmp_path: Path):
    cases = [
        {"case": "kept", "due": START + DAY, "promise_at": START + DAY, "promise": 1, "resolved_at": START},
        {"case": "overdue", "due": START + DAY, "promise_at": START + DAY},
        {"case": "not-due", "due": START + 9 * DAY, "promise_at": START + 9 * DAY},
        {"case": "no-promise", "promise_at": START + DAY, "resolved_at": START + DAY},
    ]
    held = [row | {"seq": 1, "person": 1, "team": 1, "units": WHOLE} for row in cases]
    facts = source(tmp_path, {"cases": cases, "participation": held}, as_of=START + 2 * DAY)

    found = _one(readings(facts, ["promises_kept"], Question((YEAR,), NOBODY, ("person",))))
    rows = evidence(facts, "promises_kept", Question((YEAR,), NOBODY), {"person": 1})

    assert (found.value, found.n, found.pending) == (50.0, 2.0, 1)
    assert {row.case: row.why_not for row in rows} == {
        "kept": WhyNot.COUNTED,
        "overdue": WhyNot.COUNTED,
        "not-due": WhyNot.NOT_DUE,
        "no-promise": WhyNot.NO_PROMISE,
    }


def test_what_a_system_or_a_placeholder_held_is_nobodys_and_stays_with_the_team(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1, 7), resolution("B", START, 99, 7)]})

    people = readings(facts, ["cases_resolved"], Question((YEAR,), frozenset({99}), ("person",)))
    team = _one(readings(facts, ["cases_resolved"], Question((YEAR,), frozenset({99}), ("team",))))

    assert [(each.person, each.value) for each in people] == [(1, 1.0), (None, 1.0)]
    assert (team.team, team.value) == (7, 2.0)


def test_people_who_are_asked_for_get_a_reading_each(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1), resolution("B", START, 2)]})

    question = Question((YEAR,), NOBODY, ("person",), people=(1, 5))
    found = readings(facts, ["cases_resolved", "transfers_per_case"], question)

    assert [(each.person, each.measure, each.value, each.why) for each in found] == [
        (1, "cases_resolved", 1.0, Why.MEASURED),
        (5, "cases_resolved", 0.0, Why.MEASURED),
        (1, "transfers_per_case", 0.0, Why.TOO_FEW),
        (5, "transfers_per_case", None, Why.NO_CASES),
    ]


def test_teams_who_are_asked_for_get_a_reading_each(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1, 1), resolution("B", START, 2, 2)]})

    found = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("team",), teams=(2, 3)))

    assert [(each.team, each.value) for each in found] == [(2, 1.0), (3, 0.0)]


@pytest.mark.parametrize("code", MEASURES)
def test_what_was_not_recorded_is_said_and_never_nought(tmp_path: Path, code: str):
    lost = max(MEASURES[code].needs)
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1)]}, codes=ALL_CODES - {lost})

    found = readings(facts, [code], Question((YEAR,), NOBODY, ("person",), people=(1, 2)))

    assert len(found) == 2 * len(MEASURES[code].statistics)
    assert {(each.value, each.low, each.why, each.missing) for each in found} == {
        (None, None, Why.NOT_RECORDED, (lost,))
    }


def test_what_was_not_recorded_is_said_once_a_period_where_nobody_is_named(tmp_path: Path):
    found = readings(source(tmp_path, {}, codes=frozenset()), ["cases_resolved"], Question(PARTS, NOBODY, ("person",)))

    assert [(each.cell, each.why) for each in found] == [({}, Why.NOT_RECORDED)] * len(PARTS)


def test_resolution_time_gives_median_and_p90_with_order_statistics(tmp_path: Path):
    hours = [*range(1, 41)]
    facts = source(
        tmp_path,
        {
            "resolutions": [
                resolution(f"C{hour}", START, 1, business_seconds=hour * 3600, calendar_seconds=hour * 7200)
                for hour in hours
            ]
        },
    )

    found = readings(facts, ["resolution_time_business", "resolution_time_calendar.p90"], Question((YEAR,), NOBODY))

    assert [each.key for each in found] == [
        "resolution_time_business",
        "resolution_time_business.p90",
        "resolution_time_calendar.p90",
    ]
    assert [(each.value, each.low, each.high) for each in found] == [
        (20.5, 14.0, 27.0),
        (pytest.approx(36.1), 32.0, 40.0),
        (pytest.approx(72.2), 64.0, 80.0),
    ]
    assert {(each.why, each.method, each.n) for each in found} == {
        (Why.MEASURED, IntervalMethod.ORDER_STATISTICS, 40.0)
    }


def test_transfers_are_a_mean_with_the_interval_of_student(tmp_path: Path):
    rows = [resolution(f"C{count}", START, 1, transfers=count) for count in (1, 2, 3, 4)]

    found = _one(readings(source(tmp_path, {"resolutions": rows}), ["transfers_per_case"], Question((YEAR,), NOBODY)))

    assert (found.value, found.n, found.method) == (2.5, 4.0, IntervalMethod.STUDENT_T)
    assert found.low == pytest.approx(0.44573972)
    assert found.high == pytest.approx(4.55426028)


def test_a_period_holds_its_first_second_and_not_its_end(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1), resolution("B", START + DAY, 1)]})

    found = readings(
        facts, ["cases_resolved"], Question(((START, START + DAY), (START + DAY, START + 2 * DAY)), NOBODY)
    )

    assert [each.value for each in found] == [1.0, 1.0]


def test_an_empty_store_counts_nought_and_knows_no_share(tmp_path: Path):
    facts = source(tmp_path, {})
    empty = type(facts)(facts.key, facts.as_of, facts.codes, {})

    found = readings(empty, KEYS, Question((YEAR,), NOBODY, ("person",), people=(1,)))

    assert [(each.value, each.why) for each in found] == [
        (0.0, Why.MEASURED) if MEASURES[each.measure].kind is Kind.COUNT else (None, Why.NO_CASES) for each in found
    ]


def test_evidence_shows_what_counts_first_and_can_be_cut_short(tmp_path: Path):
    facts = source(
        tmp_path,
        {"resolutions": [resolution("open", START, 1, reopened_at=START + 1), resolution("A", START + DAY, 1)]},
    )

    rows = evidence(facts, "cases_resolved", Question((YEAR,), NOBODY), {}, limit=1)

    assert [row.case for row in rows] == ["A"]


@pytest.mark.parametrize("key", ["csat", "cases_resolved.p90", ""])
def test_a_measure_that_is_not_known_is_named(tmp_path: Path, key: str):
    with pytest.raises(BadInputError) as error:
        readings(source(tmp_path, {}), [key], Question((YEAR,), NOBODY))

    assert (error.value.code, error.value.params["measure"]) == ("measurement.unknown_measure", key)


def test_a_grouping_that_is_not_known_is_named():
    with pytest.raises(BadInputError) as error:
        Question((YEAR,), NOBODY, ("weather",))

    assert (error.value.code, error.value.params["by"]) == ("measurement.unknown_grouping", "weather")


def test_a_file_that_is_cut_short_is_named(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1)]})
    (tmp_path / "resolutions-0.parquet").write_bytes(b"PAR1")

    with pytest.raises(CannotTellError) as error:
        readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY))

    assert error.value.code == "measurement.facts_unreadable"
    assert "resolutions-0.parquet" in str(error.value.params["reason"])


def test_a_file_that_is_gone_after_its_facts_were_opened_is_named(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1)]})
    readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY))
    (tmp_path / "resolutions-0.parquet").unlink()

    with pytest.raises(CannotTellError) as error:
        readings(facts, ["transfers_per_case"], Question((YEAR,), NOBODY))

    assert "resolutions-0.parquet" in str(error.value.params["reason"])


def test_the_engine_is_capped_and_never_downloads():
    settings = {
        name: engine().setting(name)
        for name in ("threads", "autoinstall_known_extensions", "autoload_known_extensions", "memory_limit")
    }

    assert settings == {
        "threads": "2",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": "732.4 MiB",
    }


def test_a_question_that_does_not_fit_says_what_would_help(tmp_path: Path):
    small = Embedded(Limits(threads=1, memory="20MB", spill="1MB"))

    with pytest.raises(CannotTellError) as error:
        small.rows(source(tmp_path, {}), "SELECT list(range ORDER BY hash(range)) FROM range(5_000_000)")

    assert (error.value.code, error.value.params) == ("measurement.out_of_memory", {"memory": "19.0 MiB"})


def test_an_engine_forgets_the_facts_that_nobody_asked_for_lately(tmp_path: Path):
    small = Embedded(Limits(threads=1, memory="256MB"))
    facts = source(tmp_path, {})
    for number in range(40):
        part = type(facts)(str(number), 1, facts.codes, facts.files)
        assert small.rows(part, "SELECT count(*) AS n FROM cases").to_pylist() == [{"n": 0}]

    assert small.schemas <= 32


def test_a_cell_is_found_by_any_text(tmp_path: Path):
    names = ["o'clock", "漏水; DROP SCHEMA", None]
    rows = [resolution(f"C{place}", START, 1, category=name) for place, name in enumerate(names)]
    facts = source(tmp_path, {"resolutions": rows})

    found = readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY, ("category",)))

    assert {each.cell["category"]: each.value for each in found} == dict.fromkeys(names, 1.0)
    for place, name in enumerate(names):
        behind = evidence(facts, "cases_resolved", Question((YEAR,), NOBODY), {"category": name})
        assert [row.case for row in behind] == [f"C{place}"]


def test_threads_read_side_by_side(drawn: Source):
    question = Question(PARTS, frozenset({3}), ("person",))
    codes = ["cases_resolved", "promises_kept", "transfers_per_case", "csat_mean"]
    alone = [readings(drawn, [code], question) for code in codes]
    forget()

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda code: readings(drawn, [code], question), codes * 4))

    assert together == alone * 4


def _count_in_a_fork(facts: Source, answer: Connection) -> None:
    answer.send(readings(facts, ["cases_resolved"], Question((YEAR,), NOBODY)))


def test_a_forked_worker_has_an_engine_of_its_own(drawn: Source):
    here = readings(drawn, ["cases_resolved"], Question((YEAR,), NOBODY))
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(target=_count_in_a_fork, args=(drawn, sending))
    worker.start()

    assert receiving.poll(60)
    assert receiving.recv() == here
    worker.join(60)
    assert worker.exitcode == 0


def test_facts_under_one_key_are_asked_once(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1)]})
    question = Question((YEAR,), NOBODY, ("person",))
    first = readings(facts, ["cases_resolved"], question), evidence(facts, "cases_resolved", question, {})
    for file in tmp_path.iterdir():
        file.unlink()

    assert (readings(facts, ["cases_resolved"], question), evidence(facts, "cases_resolved", question, {})) == first


def test_what_is_remembered_of_facts_is_not_told_of_others(tmp_path: Path):
    facts = source(tmp_path, {"resolutions": [resolution("A", START, 1)]})
    question = Question((YEAR,), NOBODY)

    def pending(asked: Source) -> int:
        return _one(readings(asked, ["reopened_within_14_days"], question)).pending

    assert pending(facts) == 0
    assert pending(replace(facts, as_of=START)) == 1
    lacking = replace(facts, codes=frozenset())
    assert _one(readings(lacking, ["reopened_within_14_days"], question)).why is Why.NOT_RECORDED
