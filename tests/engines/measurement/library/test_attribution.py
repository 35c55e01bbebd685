"""Who is credited, from raw events to the number: one test per known failure of other systems, named after it."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from liuxin.engines.measurement.embedded import Source
from liuxin.engines.measurement.running import Question, readings
from liuxin.engines.measurement.words import Reading
from liuxin.facts.folding.fold import fold
from tests.engines.measurement.records import ALL_CODES
from tests.facts.folding.stories import table_of
from tests.facts.stories import CLOCKS, SYSTEM, CaseEvent, event, handed, message, numbered, opened, when

YEAR = (when(1), when(1) + 365 * 86_400)
BOTS = frozenset({SYSTEM})


def _by_person(folder: Path, key: str, *steps: CaseEvent) -> Mapping[int | None, Reading]:
    """Fold what happened and ask for a measure by person."""
    folder.mkdir(exist_ok=True)
    files = {}
    for table, rows in fold(table_of(numbered(steps)), CLOCKS, BOTS).items():
        pq.write_table(rows, folder / f"{table}.parquet")
        files[table.value] = (str(folder / f"{table}.parquet"),)
    source = Source(str(folder), YEAR[1] - 1, ALL_CODES, files)
    found = readings(source, [key], Question((YEAR,), BOTS, ("person",)))
    return {reading.person: reading for reading in found if reading.key == key}


def _values(folder: Path, key: str, *steps: CaseEvent) -> dict[int | None, float | None]:
    return {person: reading.value for person, reading in _by_person(folder, key, *steps).items()}


def _told(code: str, at: int, **payload: int) -> CaseEvent:
    return event("noted", at)._replace(code=code, payload=payload)


RESOLVED_BY_1 = (
    opened(when(7), holder=1, due=when(9)),
    message(when(7, 10), 1),
    event("resolved", when(8)),
    event("promise_judged", when(8), kept=True, basis="computed"),
    _told("survey.asked", when(8, 10)),
    _told("survey.answered", when(8, 11), overall=5),
    event("closed", when(8, 12), outcome="answered"),
)


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize(
    ("key", "earned"),
    [
        ("cases_resolved", 1.0),
        ("promises_kept", 100.0),
        ("replies_per_case", 1.0),
        ("own_handling_time", 8.0),
        ("csat_mean", 5.0),
        ("closed_with_outcome", 100.0),
        ("first_contact_resolution", 100.0),
    ],
)
def test_an_owner_change_does_not_move_past_credit(tmp_path: Path, key: str, earned: float):
    """frappe/helpdesk#3745: a new owner took over what the one before had earned."""
    before = _values(tmp_path / "before", key, *RESOLVED_BY_1)
    after = _values(tmp_path / "after", key, *RESOLVED_BY_1, handed(when(9), 2))

    assert before == {1: earned}
    assert after[1] == earned
    assert after.get(2) is None


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize("key", ["first_response_time", "own_first_response_time"])
def test_a_reopen_does_not_create_a_false_first_response(tmp_path: Path, key: str):
    """chatwoot PR #12058: a case that was reopened after five days showed a first response of five days."""
    start = opened(when(7), holder=1)
    later = (event("resolved", when(7, 10)), event("reopened", when(14)), message(when(14, 11), 1))

    assert _values(tmp_path / "answered", key, start, message(when(7, 9, 30), 1), *later) == {1: 30.0}
    assert _values(tmp_path / "quiet", key, start, *later) == {1: None}


@pytest.mark.spec("P4.2")
def test_level_1_that_eats_the_clock_is_charged_for_it_not_level_2(tmp_path: Path):
    """frappe/helpdesk#1895: level 1 used up the time of the promise, and level 2 was late."""
    found = _by_person(
        tmp_path,
        "promises_kept",
        opened(when(7), holder=1, due=when(8, 10)),
        handed(when(8), 2),
        event("resolved", when(8, 12)),
        event("promise_judged", when(8, 12), kept=False, basis="computed"),
    )

    assert {person: reading.value for person, reading in found.items()} == {1: 0.0, 2: 0.0}
    assert {person: reading.n for person, reading in found.items()} == pytest.approx({1: 8 / 9, 2: 1 / 9})


@pytest.mark.spec("P4.2")
@pytest.mark.parametrize("key", ["first_response_time", "first_response_time_business", "own_first_response_time"])
def test_unanswered_chats_do_not_count_as_answered(tmp_path: Path, key: str):
    """chatwoot#13312: averages counted chats that nobody ever answered."""
    chat = (opened(when(7), holder=1, channel="chat"), event("closed", when(8), outcome="no_answer"))

    (found,) = _by_person(tmp_path, key, *chat).values()
    assert (found.value, found.n) == (None, 0.0)


@pytest.mark.spec("P4.2")
def test_a_bots_time_is_not_a_persons(tmp_path: Path):
    """chatwoot#13312 and #7679: a bot's replies and hours were counted as those of people."""
    steps = (
        opened(when(7), holder=SYSTEM),
        message(when(7, 9, 1), SYSTEM),
        handed(when(7, 12), 1),
        message(when(7, 13), 1),
        event("resolved", when(7, 16)),
    )

    assert _values(tmp_path / "first", "first_response_time", *steps) == {1: 240.0}
    assert _values(tmp_path / "own", "own_first_response_time", *steps) == {None: None, 1: 60.0}
    assert _values(tmp_path / "handling", "own_handling_time", *steps) == {1: 4.0}
    assert _values(tmp_path / "replies", "replies_per_case", *steps) == {1: 1.0}
    assert _values(tmp_path / "in", "transfers_in", *steps) == {}
    assert _values(tmp_path / "alone", "first_contact_resolution", *steps) == {1: 100.0}


def test_a_survey_is_never_without_the_agent_that_it_is_about(tmp_path: Path):
    """chatwoot#14872: answers of customers showed "no assigned agent" once the case had been unassigned."""
    steps = (*RESOLVED_BY_1[:-2], handed(when(8, 10, 30), None), *RESOLVED_BY_1[-2:])

    assert _values(tmp_path, "csat_mean", *steps) == {1: 5.0}


def test_a_complaint_is_not_charged_to_whoever_registers_it(tmp_path: Path):
    """A complaint about what one person did belongs to that person, also when another holds the case by then."""
    steps = (opened(when(7), holder=1), handed(when(8), 2), event("complained", when(9), person=1))

    assert _values(tmp_path, "complaint_rate", *steps) == {1: 100.0, 2: 0.0}


def test_a_reopening_is_charged_to_who_resolved_and_not_to_who_picks_it_up(tmp_path: Path):
    """zammad#1071: what came back counted against whoever had it on the desk when it came back."""
    steps = (
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("reopened", when(9)),
        handed(when(9), 2),
        event("resolved", when(10)),
    )

    assert _values(tmp_path, "reopened_within_14_days", *steps) == {1: 100.0, 2: 0.0}
