from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.desk.history import actions, queries
from liuxin.desk.history.words import EventFilter, NewEvent, RecordedEvent, SealedEvent
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import CannotTellError, NotAllowedError
from tests.factories.history import AT, KEY, SOMEBODY, about, behind_the_guards, event, told

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]

AUDITOR = frozenset({"auditor"})


def test_the_sealed_chain_is_read_in_its_order_from_a_place_on():
    told(5)
    (batch,) = queries.sealed_after(2)
    assert [sealed.seq for sealed in batch] == [3, 4, 5]
    assert batch[0] == SealedEvent(
        seq=3,
        code="case.handed_over",
        subject_kind="case",
        subject="INC0000003",
        actor_kind="person",
        actor_id="7",
        at=AT + timedelta(minutes=3),
        payload={"holder": 233, "seq": 3},
    )


def test_what_is_not_sealed_is_not_in_the_chain():
    told(2)
    told([event(3)], seal=False)
    assert [sealed.seq for batch in queries.sealed_after(0) for sealed in batch] == [1, 2]


def test_the_chain_can_be_read_up_to_a_place_and_by_beginnings_of_codes():
    told([event(1), about("customer", "C1"), event(2), about("person", "9"), event(3)])
    assert [sealed.seq for batch in queries.sealed_after(0, up_to=3) for sealed in batch] == [1, 2, 3]
    kept = queries.sealed_after(0, prefixes=("customer.", "person."))
    assert [sealed.seq for batch in kept for sealed in batch] == [2, 4]
    assert list(queries.sealed_after(5)) == []


def test_the_chain_comes_in_batches_with_one_statement_each():
    told(5_001)
    with CaptureQueriesContext(connection) as captured:
        assert [len(batch) for batch in queries.sealed_after(0)] == [5_000, 1]
    assert len(captured) == 3


def test_erased_events_stay_in_the_chain_as_erased():
    told([about("customer", "C1"), event(2)])
    actions.erase(subject_kind="customer", subject="C1", by=SOMEBODY, at=AT)
    (batch,) = queries.sealed_after(0)
    assert [(sealed.subject, dict(sealed.payload), sealed.erased) for sealed in batch] == [
        ("", {}, True),
        ("INC0000002", {"holder": 232, "seq": 2}, False),
    ]


def test_events_of_subjects_come_subject_by_subject_in_the_order_of_the_chain():
    told([event(2), event(1), about("customer", "INC0000001"), event(2), event(3), event(1)])
    found = queries.sealed_of("case", ["INC0000002", "INC0000001", "INC0000002"])
    assert [(sealed.subject, sealed.seq) for sealed in found] == [
        ("INC0000001", 2),
        ("INC0000001", 6),
        ("INC0000002", 1),
        ("INC0000002", 4),
    ]


@pytest.mark.parametrize(("subjects", "statements"), [(1, 1), (3, 1), (500, 1), (501, 2)])
def test_events_of_subjects_cost_one_statement_per_500(subjects: int, statements: int):
    told([event(n) for n in range(subjects)])
    with CaptureQueriesContext(connection) as captured:
        found = list(queries.sealed_of("case", (f"INC{n:07d}" for n in range(subjects))))
    assert (len(found), len(captured)) == (subjects, statements)


def test_the_head_of_an_empty_record():
    assert queries.head() == queries.head().__class__(0, "00" * 32, 0, None, None)


def test_the_head_tells_what_waits_and_since_when():
    told(2)
    told([event(3), event(4)], seal=False)
    head = queries.head()
    assert (head.seq, head.unsealed, head.oldest_unsealed_at, head.sealed_at) == (2, 2, AT, AT)
    assert len(head.hash) == 64


def test_a_timeline_shows_sealed_and_fresh_events_in_the_order_of_recording():
    told([event(1), event(2)])
    fresh = told([event(1, payload={"state": "Awaiting Vendor"}, by=Actor.importer("x"))], seal=False)[-1]
    first, last = queries.timeline("case", "INC0000001")
    assert (first.seq, first.actor) == (1, SOMEBODY)
    assert last == RecordedEvent(
        id=fresh,
        seq=None,
        code="case.handed_over",
        subject_kind="case",
        subject="INC0000001",
        actor=Actor.importer("x"),
        at=AT + timedelta(minutes=1),
        recorded_at=AT,
        payload={"state": "Awaiting Vendor"},
        erased=False,
    )


def test_a_payload_that_is_no_payload_any_more_is_shown_as_it_lies_there_and_measured_by_nobody():
    told(1)
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{]'")
    assert queries.timeline("case", "INC0000001")[0].payload == {"unreadable": "{]"}
    with pytest.raises(CannotTellError, match=r"history\.unreadable_event"):
        list(queries.sealed_after(0))


@pytest.mark.parametrize(
    "roles", [set(), {"agent"}, {"manager", "hr"}, {"system_admin", "security_admin"}, {"reviewer"}]
)
def test_the_whole_record_is_not_for_everybody(roles: set[str]):
    told(1)
    with pytest.raises(NotAllowedError, match=r"history\.not_for_you"):
        queries.search(roles=roles, wanted=EventFilter())
    with pytest.raises(NotAllowedError, match=r"history\.not_for_you"):
        queries.export(roles=roles, wanted=EventFilter())


@pytest.mark.parametrize("role", ["auditor", "audit_admin", "director"])
def test_auditors_and_the_director_search_the_whole_record(role: str):
    ids = told(2)
    assert [found.id for found in queries.search(roles={role}, wanted=EventFilter()).events] == ids[::-1]


def test_pages_follow_one_another_without_gap_or_overlap():
    ids = told(5)
    first = queries.search(roles=AUDITOR, wanted=EventFilter(), size=2)
    second = queries.search(roles=AUDITOR, wanted=EventFilter(), size=2, before=first.older)
    third = queries.search(roles=AUDITOR, wanted=EventFilter(), size=2, before=second.older)
    assert [[found.id for found in page.events] for page in (first, second, third)] == [
        [ids[4], ids[3]],
        [ids[2], ids[1]],
        [ids[0]],
    ]
    assert third.older is None
    assert queries.search(roles=AUDITOR, wanted=EventFilter(), size=5).older is None


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (EventFilter(code="case.handed_over"), [3, 0]),
        (EventFilter(code="case."), [3, 2, 0]),
        (EventFilter(code="case"), []),
        (EventFilter(subject_kind="customer"), [1]),
        (EventFilter(subject="INC0000002"), [2]),
        (EventFilter(actor_kind="import"), [3]),
        (EventFilter(actor_kind="person", actor_id="7"), [2, 1, 0]),
        (EventFilter(start=AT + timedelta(minutes=1), end=AT + timedelta(minutes=9)), [0]),
        (EventFilter(start=AT + timedelta(minutes=9)), [3]),
    ],
)
def test_a_search_by_code_subject_actor_and_time(wanted: EventFilter, numbers: list[int]):
    closed = NewEvent("case.closed", "case", "INC0000002", {}, AT)
    ids = told([event(1), about("customer", "C1"), closed, event(9, by=Actor.importer("x"))])
    assert [ids.index(found.id) for found in queries.search(roles=AUDITOR, wanted=wanted).events] == numbers
    assert [ids.index(found.id) for found in queries.export(roles=AUDITOR, wanted=wanted)] == numbers


@pytest.mark.parametrize("events", [1, 3])
def test_a_search_is_one_statement(events: int):
    told(events)
    with CaptureQueriesContext(connection) as captured:
        queries.search(roles=AUDITOR, wanted=EventFilter(code="case."))
    assert len(captured) == 1
    assert queries.verify(key=KEY).ok


def test_events_of_some_codes_are_found_for_many_subjects_sealed_or_not(django_assert_num_queries):
    told(3)
    told([event(2)], seal=False)
    wanted = ["INC0000002", "INC0000003", "nobody", *(f"none {number}" for number in range(600))]
    with django_assert_num_queries(2):
        found = list(queries.recorded_of("case", wanted, codes=["case.handed_over"]))
    assert sorted((each.subject, each.seq) for each in found if each.seq) == [("INC0000002", 2), ("INC0000003", 3)]
    assert [each.subject for each in found if each.seq is None] == ["INC0000002"]
    assert list(queries.recorded_of("case", wanted, codes=["case.closed"])) == []


def test_what_waits_is_counted_by_its_codes_sealed_or_not_and_with_numbers_left_out():
    told(3)
    assert [queries.waiting([code], after=2) for code in ("case.handed_over", "x.y")] == [1, 0]
    first, *_ = told([event(4), event(5), NewEvent("x.y", "case", "INC0000006", {}, AT)], seal=False)
    assert [queries.waiting([code], after=3) for code in ("case.handed_over", "x.y")] == [2, 1]
    columns = ", ".join(actions._EVENT)
    copied = f"INSERT INTO history_event (id, {columns}) SELECT id + 10, {columns} FROM history_event WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(copied, [first])
    assert [queries.waiting([code], after=3) for code in ("case.handed_over", "x.y")] == [3, 1]
    assert [queries.waiting([code], after=1) for code in ("case.handed_over", "x.y")] == [5, 1]
