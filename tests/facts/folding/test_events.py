from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from liuxin.desk.history.words import SealedEvent
from liuxin.facts.folding.events import CASE_CODES, DESK_CODES, EVENTS, MATTER_CODES, PREFIXES, from_history, of_columns
from tests.facts.stories import when

AT = datetime(2016, 3, 7, 9, tzinfo=UTC)


def sealed(code: str, **payload: Any) -> SealedEvent:
    return SealedEvent(1, code, "case", "A", "system", "", AT, payload)


def told(*events: SealedEvent) -> dict[str, object]:
    """Give what the first event tells, without what it does not tell."""
    row = from_history(events).to_pylist()[0]
    return {name: value for name, value in row.items() if value is not None}


ABOUT = {"seq": 1, "at": when(7), "subject_kind": "case", "subject": "A"}


def test_an_opening_is_told_column_by_column():
    event = sealed(
        "case.opened",
        customer=5, kind="request", stage="aftersale", channel="phone", site=4, calendar="office", due=when(8),
        source="", priority=3, category="leak", seq=1, holder=2, team=7, accountable=50, product="lift-3",
    )  # fmt: skip

    assert told(event) == {
        **ABOUT, "code": "case.opened",
        "customer": 5, "kind": "request", "stage": "aftersale", "channel": "phone", "site": 4, "calendar": "office",
        "due": when(8), "source": "", "priority": 3, "category": "leak", "place": 1, "person": 2, "team": 7,
        "accountable": 50, "product": "lift-3",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "payload", "columns"),
    [
        ("case.closed", {"outcome": "answered", "recorded": True}, {"text": "answered", "flag": 1}),
        ("case.promise_judged", {"kept": False, "basis": "recorded"}, {"text": "recorded", "flag": 0}),
        ("case.confirmed", {"settled": True}, {"flag": 1}),
        ("case.escalated", {"required": True}, {"flag": 1}),
        ("message.sent", {"person": 2, "automatic": False}, {"person": 2, "flag": 0}),
        ("review.recorded", {"person": 2, "random": True, "care": 5}, {"person": 2, "flag": 1, "care": 5}),
        ("survey.answered", {"overall": 4, "perseverance": 1}, {"overall": 4, "perseverance": 1}),
        ("warning.raised", {"case": "C-1", "due": 9}, {"ref": "C-1", "due": 9}),
        ("recovery.ended", {"won_back": True}, {"flag": 1}),
        ("obstacle.cleared", {"confirmed": False}, {"flag": 0}),
        (
            "reading.confirmed",
            {"measure": "sales", "value": 2, "weight": 0.5, "start": 1, "end": 9, "by": 8},
            {"text": "sales", "value": 2.0, "weight": 0.5, "start": 1, "end": 9, "importer": 8},
        ),
        ("organisation.person_added", {"position": 3, "system": False}, {"position": 3}),
        ("organisation.team_assigned", {"department": 6}, {"department": 6}),
        ("case.helped", {"helper": 2, "state": "on hold"}, {}),
    ],
)
def test_every_kind_of_event_has_its_columns(code: str, payload: dict[str, object], columns: dict[str, object]):
    assert told(sealed(code, **payload)) == {**ABOUT, "code": code, **columns}


@pytest.mark.parametrize("value", ["seven", float("nan"), float("inf"), 2**70, None])
def test_what_is_no_number_is_not_told(value: object):
    assert told(sealed("case.handed_over", holder=value, team=7)) == {**ABOUT, "code": "case.handed_over", "team": 7}


def test_a_number_with_a_fraction_loses_it_and_a_number_is_no_text():
    event = sealed("case.opened", holder=7.9, category=3, overall=300)

    assert told(event) == {**ABOUT, "code": "case.opened", "person": 7}


def test_events_of_an_erased_subject_are_left_out():
    assert from_history([replace(sealed("case.opened"), subject="", payload={}, erased=True)]).num_rows == 0


def test_nothing_is_a_table_too():
    assert from_history([]).schema == EVENTS


def test_columns_that_are_not_given_are_null():
    made = of_columns({"seq": [1], "at": pa.array([2]), "code": ["x"], "subject_kind": ["case"], "subject": ["A"]}, 1)

    assert made.schema == EVENTS
    assert made["person"].to_pylist() == [None]


def test_the_desk_records_only_some_of_what_can_be_recorded():
    assert DESK_CODES < CASE_CODES
    assert not CASE_CODES & MATTER_CODES
    assert PREFIXES == (
        "case.", "customers.", "message.", "obstacle.", "organisation.", "reading.", "recovery.", "review.", "survey.",
        "talk.", "warning.",
    )  # fmt: skip
