"""What is not about one case: duties, readings brought in, customers, who worked where."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.desk.history.words import Payload, SealedEvent
from liuxin.engines.measurement.schemas import MILLION, WHERE, arrow_schema
from liuxin.facts.folding.events import from_history
from liuxin.facts.folding.fold import fold
from liuxin.facts.folding.matters import matters
from liuxin.facts.words import FactTable
from tests.facts.folding.stories import table_of
from tests.facts.stories import CLOCKS, NOBODY, numbered, opened, when

Step = tuple[str, str, int, Payload]


def sealed(steps: Iterable[Step]) -> list[SealedEvent]:
    """Record steps (code, subject, at, payload) in the order given."""
    return [
        SealedEvent(seq, code, "thing", subject, "system", "", datetime.fromtimestamp(at, UTC), payload)
        for seq, (code, subject, at, payload) in enumerate(steps, 1)
    ]


def told(table: FactTable, *steps: Step, cases=None) -> list[dict[str, Any]]:
    made = matters(from_history(sealed(steps)), cases)[table]
    assert made.schema == arrow_schema(table)
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


@pytest.mark.parametrize(
    ("begins", "ends", "what", "good"),
    [
        ("warning.raised", ("warning.answered", {}), "warning", None),
        ("recovery.opened", ("recovery.ended", {"won_back": True}), "recovery", 1),
        ("obstacle.raised", ("obstacle.cleared", {"confirmed": False}), "obstacle", 0),
        ("talk.planned", ("talk.held", {}), "talk", None),
    ],
)
def test_a_duty_lasts_from_when_it_is_raised_until_it_is_done(begins, ends, what, good):
    rows = told(
        FactTable.DUTIES,
        (begins, "17", when(7), {"person": 1, "team": 7, "due": when(8)}),
        (ends[0], "17", when(9), ends[1]),
        (ends[0], "17", when(10), ends[1]),
        (begins, "18", when(9), {"person": 2, "due": when(11)}),
        (ends[0], "19", when(9), ends[1]),
    )

    nowhere = dict.fromkeys(WHERE)
    assert rows == [
        {"what": what, "case": "17", "person": 1, "team": 7, "raised_at": when(7), "due": when(8), "ended_at": when(9),
         "good": good, "moved": False, **nowhere},
        {"what": what, "case": "18", "person": 2, "team": None, "raised_at": when(9), "due": when(11), "ended_at": None,
         "good": None, "moved": False, **nowhere},
    ]  # fmt: skip


def test_a_talk_planned_anew_in_time_is_moved_and_too_late_is_missed():
    rows = told(
        FactTable.DUTIES,
        ("talk.planned", "3", when(7), {"person": 1, "due": when(9)}),
        ("talk.planned", "3", when(9), {"person": 1, "due": when(10)}),
        ("talk.planned", "3", when(11), {"person": 1, "due": when(14)}),
        ("talk.held", "3", when(12), {}),
    )

    assert [(row["due"], row["ended_at"], row["moved"]) for row in rows] == [
        (when(9), when(9), True),
        (when(10), when(11), False),
        (when(14), when(12), False),
    ]


def test_the_same_key_of_another_kind_of_thing_is_another_duty():
    rows = told(
        FactTable.DUTIES,
        ("warning.raised", "1", when(7), {"person": 1}),
        ("obstacle.raised", "1", when(7), {"person": 2}),
        ("obstacle.cleared", "1", when(8), {"confirmed": True}),
    )

    assert [(row["what"], row["ended_at"], row["good"]) for row in rows] == [
        ("warning", None, None),
        ("obstacle", when(8), 1),
    ]


def test_an_answer_of_a_clock_set_back_counts_when_the_warning_was_raised():
    (row,) = told(
        FactTable.DUTIES,
        ("warning.raised", "1", when(7, 10), {"person": 1}),
        ("warning.answered", "1", when(7, 9), {}),
    )

    assert row["ended_at"] == when(7, 10)


def test_a_duty_about_a_case_has_what_is_known_of_the_case():
    cases = fold(table_of(numbered([opened(when(7), holder=1)])), CLOCKS, NOBODY)[FactTable.CASES]

    known, unknown = told(
        FactTable.DUTIES,
        ("warning.raised", "1", when(8), {"person": 1, "case": "A"}),
        ("warning.raised", "2", when(8), {"person": 1, "case": "NOT HERE"}),
        cases=cases,
    )

    assert known["case"] == "A"
    assert {name: known[name] for name in WHERE} == {name: cases.to_pylist()[0][name] for name in WHERE}
    assert (unknown["case"], {unknown[name] for name in WHERE}) == ("NOT HERE", {None})


SALES: Payload = {"measure": "sales", "person": 1, "team": 7, "start": when(1), "end": when(8), "value": 12.5, "by": 9}


def test_a_reading_counts_in_the_last_second_of_its_period_in_millionths():
    assert told(FactTable.READINGS, ("reading.confirmed", "4/2", when(9), SALES)) == [
        {"measure": "sales", "case": "4/2", "person": 1, "team": 7, "start": when(1), "end": when(8),
         "at": when(8) - 1, "value": 12_500_000, "weight": MILLION},
    ]  # fmt: skip


def test_a_reading_that_was_withdrawn_vanishes_until_it_is_confirmed_again():
    confirmed = ("reading.confirmed", "4/2", when(9), SALES)
    withdrawn: Step = ("reading.withdrawn", "4/2", when(10), {})
    corrected = ("reading.confirmed", "4/2", when(11), {**SALES, "value": 0.1, "weight": 0.25})

    assert told(FactTable.READINGS, confirmed, withdrawn) == []
    (row,) = told(FactTable.READINGS, confirmed, withdrawn, corrected)
    assert (row["value"], row["weight"]) == (100_000, 250_000)


@pytest.mark.parametrize("value", [None, "many", float("nan"), float("inf"), 1e30])
def test_a_value_that_cannot_be_kept_is_none(value: object):
    payload: Payload = {**SALES, "value": value}  # type: ignore[dict-item]

    assert told(FactTable.READINGS, ("reading.confirmed", "4/2", when(9), payload)) == []


def test_a_customer_is_known_since_it_was_added():
    rows = told(
        FactTable.CUSTOMERS,
        ("customers.added", "K-2", when(8), {"customer": 2, "kind": "partner"}),
        ("customers.added", "K-1", when(9), {"customer": 1, "kind": "internal"}),
        ("customers.added", "K-1", when(7), {"customer": 1, "kind": "external"}),
        ("customers.moved", "K-1", when(1), {"customer": 1, "kind": "lead"}),
        ("customers.added", "K-3", when(7), {"kind": "external"}),
    )

    assert rows == [
        {"customer": 1, "customer_kind": "internal", "known_since": when(7)},
        {"customer": 2, "customer_kind": "partner", "known_since": when(8)},
    ]


def _places(*steps: Step) -> list[tuple[int | None, ...]]:
    return [tuple(row.values()) for row in told(FactTable.PLACES, *steps)]


def organisation(name: str, key: int, at: int, **payload: int | None) -> Step:
    return f"organisation.{name}", str(key), at, payload


def test_somebody_works_where_their_team_is_at_the_time():
    assert _places(
        organisation("team_added", 7, when(1), department=70),
        organisation("team_added", 8, when(1), department=None),
        organisation("person_added", 1, when(7), position=5),
        organisation("joined", 1, when(9), team=7, start=when(4), end=None),
        organisation("team_assigned", 7, when(8), department=71),
        organisation("left", 1, when(10), team=7, end=when(10)),
        organisation("joined", 1, when(11), team=8),
    ) == [
        (1, when(4), when(8), 70, 5),
        (1, when(8), when(10), 71, 5),
        (1, when(10), None, None, 5),
    ]


def test_who_is_in_several_teams_is_where_they_went_last():
    assert _places(
        organisation("team_added", 7, when(9), department=70),
        organisation("team_added", 8, when(9), department=80),
        organisation("joined", 1, when(9), team=7, start=when(1)),
        organisation("team_added", 9, when(9), department=90),
        organisation("joined", 1, when(9), team=9, start=when(3), end=when(5)),
        organisation("joined", 1, when(9), team=8, start=when(3), end=when(5)),
    ) == [
        (1, when(1), when(3), 70, None),
        (1, when(3), when(5), 80, None),
        (1, when(5), None, 70, None),
    ]


def test_a_position_holds_until_another_is_told():
    assert _places(
        organisation("person_added", 1, when(3), position=None),
        organisation("person_added", 1, when(5), position=4),
        organisation("joined", 1, when(8), team=7, position=6),
    ) == [(1, when(3), when(8), None, 4), (1, when(8), None, None, 6)]


def test_nobody_worked_anywhere_of_whom_nothing_is_told():
    assert _places(organisation("left", 1, when(3), team=7), organisation("team_added", 7, when(3), department=1)) == []


CODES = ("warning.raised", "warning.answered", "talk.planned", "talk.held", "reading.confirmed", "reading.withdrawn")
STEPS = st.lists(
    st.builds(
        lambda code, subject, at, payload: (code, subject, when(7) + at, {**SALES, **payload}),
        st.sampled_from(CODES),
        st.sampled_from(["1", "2", "3"]),
        st.integers(0, 6),
        st.fixed_dictionaries({"due": st.one_of(st.none(), st.integers(0, 6).map(lambda at: when(7) + at))}),
    ),
    max_size=12,
)


def _of_subject(steps: Iterable[Step], begins: str, ends: str) -> list[list[SealedEvent]]:
    """Give the events of every subject as they count: the first beginning leads."""
    by: defaultdict[str, list[SealedEvent]] = defaultdict(list)
    for each in sorted(sealed(steps), key=lambda each: (each.at, each.seq)):
        if each.code in {begins, ends}:
            by[each.subject].append(each)
    for lead, rest in ((next((each for each in some if each.code == begins), None), some) for some in by.values()):
        if lead is not None:
            rest.remove(lead)
            rest.insert(0, lead)
    return [some for some in by.values() if some[0].code == begins]


def _duties(steps: list[Step]) -> Iterable[tuple[object, ...]]:
    for begins, ends in (("warning.raised", "warning.answered"), ("talk.planned", "talk.held")):
        for some in _of_subject(steps, begins, ends):
            for each, following in zip(some, [*some[1:], None], strict=True):
                if each.code == begins:
                    ended = None if following is None else int(max(following.at, some[0].at).timestamp())
                    again = following is not None and following.code == begins
                    due: Any = each.payload["due"]
                    moved = again and ended is not None and due is not None and ended <= due
                    yield each.seq, begins.split(".")[0], each.subject, due, ended, moved


@settings(max_examples=60)
@given(STEPS, st.randoms(use_true_random=False))
def test_duties_and_readings_are_those_of_a_plain_retelling_in_any_order(steps: list[Step], random: Random):
    events = sealed(steps)
    random.shuffle(events)
    found = matters(from_history(events))

    duties = [(row["what"], row["case"], row["due"], row["ended_at"], row["moved"])
              for row in found[FactTable.DUTIES].to_pylist()]  # fmt: skip
    assert duties == [row[1:] for row in sorted(_duties(steps))]
    standing = [some[-1] for some in _of_subject(steps, "reading.confirmed", "reading.withdrawn")]
    confirmed = {each.subject for each in standing if each.code == "reading.confirmed"}
    assert {row["case"] for row in found[FactTable.READINGS].to_pylist()} == confirmed


@pytest.mark.spec("S6")
def test_a_warning_that_is_handed_over_is_the_new_owners_from_then_on():
    rows = told(
        FactTable.DUTIES,
        ("warning.raised", "17", when(7), {"person": 1, "due": when(9)}),
        ("warning.handed_over", "17", when(8), {"person": 2, "due": when(9)}),
        ("warning.answered", "17", when(8, 12), {}),
    )
    assert [(row["person"], row["raised_at"], row["ended_at"], row["moved"]) for row in rows] == [
        (1, when(7), when(8), True),
        (2, when(8), when(8, 12), False),
    ]
