from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liuxin.desk.history import actions, queries
from liuxin.desk.history.words import NewEvent, SealResult
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, CannotTellError
from tests.factories.history import (
    AT,
    KEY,
    SOMEBODY,
    about,
    behind_the_guards,
    event,
    head_row,
    row,
    seals,
    told,
    waiting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]


def test_an_event_is_kept_as_it_was_told():
    (key,) = told([event(1, by=Actor.importer("servicenow", via="cli"))])
    kept = row(key)
    assert (kept["code"], kept["subject_kind"], kept["subject"]) == ("case.handed_over", "case", "INC0000001")
    assert (kept["actor_kind"], kept["actor_id"], kept["actor_via"]) == ("import", "servicenow", "cli")
    assert kept["payload"] == '{"holder":231,"seq":1}'
    assert (kept["at"], kept["recorded_at"]) == (1_456_824_660_250_000, 1_456_824_600_250_000)


def test_events_without_an_actor_of_their_own_are_by_who_records():
    (key,) = told([event(1)])
    assert (row(key)["actor_kind"], row(key)["actor_id"]) == ("person", "7")


def test_two_equal_events_have_different_salts_and_leaves():
    first, second = told([event(1), event(1)])
    assert row(first)["salt"] != row(second)["salt"]
    assert row(first)["leaf"] != row(second)["leaf"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (NewEvent("Case", "case", "1", {}, AT), "history.bad_code"),
        (NewEvent("case.opened", "case", "", {}, AT), "history.no_subject"),
        (NewEvent("case.opened", "case", "1", {"text": "x" * 201}, AT), "history.payload_not_plain"),
        (NewEvent("case.opened", "case", "1", {}, AT.replace(tzinfo=None)), "history.naive_time"),
    ],
)
def test_a_bad_event_is_refused_by_its_code_and_nothing_is_kept(bad: NewEvent, code: str):
    with pytest.raises(BadInputError) as raised:
        told([event(1), bad])
    assert raised.value.code == code
    assert waiting() == []


@pytest.mark.parametrize(("events", "statements"), [(1, 1), (3, 1), (2_000, 1), (2_001, 2)])
def test_events_are_written_in_one_statement_per_2000(events: int, statements: int):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert actions.record([event(n) for n in range(events)], by=SOMEBODY, at=AT) == events
    assert len(captured) == statements


def test_events_wait_for_the_sealer_then_get_places_in_the_order_of_their_ids():
    ids = told(3, seal=False)
    assert waiting() == ids
    result = actions.seal(key=KEY, at=AT + timedelta(seconds=1))
    assert (result.count, result.last_seq) == (3, 3)
    assert seals() == list(enumerate(ids, 1))
    assert waiting() == []
    assert head_row()["seq"] == 3
    assert queries.head().sealed_at == AT + timedelta(seconds=1)


def test_sealing_goes_on_where_it_stopped():
    told(2)
    ids = told([event(7), event(8), event(9)], seal=False)
    assert actions.seal(key=KEY, at=AT, limit=2).last_seq == 4
    assert waiting() == [ids[-1]]
    assert actions.seal(key=KEY.decode(), at=AT) == SealResult(1, 5)
    assert actions.seal(key=KEY, at=AT) == SealResult(0, 5)
    assert seals() == list(enumerate(ids, 1))
    assert queries.verify(key=KEY).ok


def test_sealing_goes_in_short_transactions_of_5000():
    told(5_001, seal=False)
    with CaptureQueriesContext(connection) as captured:
        assert actions.seal(key=KEY, at=AT) == SealResult(5_001, 5_001)
    assert sum('UPDATE "history_head"' in query["sql"] for query in captured) == 2
    assert [seq for seq, _ in seals()] == list(range(1, 5_002))


def test_a_number_that_was_left_out_stops_no_seal():
    first, second = told(2, seal=False)
    columns = ", ".join(actions._EVENT)
    copied = f"INSERT INTO history_event (id, {columns}) SELECT id + 10, {columns} FROM history_event WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute(copied, [first])
    assert actions.seal(key=KEY, at=AT) == SealResult(3, 3)
    assert [key for _, key in seals()] == [first, second, first + 10]
    assert waiting() == []


def test_a_chain_whose_head_is_gone_is_not_begun_anew():
    told(1)
    with behind_the_guards() as cursor:
        cursor.execute("DELETE FROM history_head")
    told([event(2)], seal=False)
    with pytest.raises(CannotTellError, match=r"history\.head_gone"):
        actions.seal(key=KEY, at=AT)


def test_erasure_takes_content_salt_and_subject_and_leaves_who_did_what_kind_of_thing_when():
    mine, other, again = told([about("customer", "C1"), about("customer", "C2"), about("customer", "C1")])
    before = row(mine)
    assert actions.erase(subject_kind="customer", subject="C1", by=Actor.person(9), at=AT) == 2
    after = row(mine)
    assert {name: after[name] for name in before if after[name] != before[name]} == {
        "payload": None,
        "salt": None,
        "subject": "",
        "erased_by_id": again + 1,
    }
    assert row(other)["payload"] == '{"points":3,"stage":"gold"}'


def test_erasing_a_person_takes_the_person_out_of_the_actor_too():
    own, hr = told([about("person", "42", by=Actor.person(42, via="web")), about("person", "42", by=Actor.person(9))])
    actions.erase(subject_kind="person", subject="42", by=Actor.person(9), at=AT)
    assert (row(own)["actor_kind"], row(own)["actor_id"]) == ("person", "")
    assert row(hr)["actor_id"] == "9"


def test_an_erasure_is_on_record_without_naming_what_it_erased():
    mine, _, again = told([about("customer", "C1"), about("customer", "C2"), about("customer", "C1")])
    actions.erase(subject_kind="customer", subject="C1", by=Actor.person(9), at=AT)
    said = row(again + 1)
    assert (said["code"], said["subject_kind"], said["subject"], said["actor_id"]) == (
        "history.erased",
        "customer",
        "",
        "9",
    )
    assert f'"ids":"{mine},{again}"' in str(said["payload"])
    # The bytes of a salt or a hash spell any two letters now and then.
    assert "C1" not in str({name: value for name, value in said.items() if not isinstance(value, bytes)})


def test_erasing_what_is_not_there_leaves_no_trace():
    told(1)
    assert actions.erase(subject_kind="customer", subject="C1", by=SOMEBODY, at=AT) == 0
    assert waiting() == []


def test_erasing_nobody_is_refused():
    with pytest.raises(BadInputError, match=r"history\.no_subject"):
        actions.erase(subject_kind="customer", subject="", by=SOMEBODY, at=AT)


def test_more_about_the_same_subject_can_be_recorded_and_erased_later():
    told([about("customer", "C1")])
    actions.erase(subject_kind="customer", subject="C1", by=SOMEBODY, at=AT)
    told([about("customer", "C1")])
    assert actions.erase(subject_kind="customer", subject="C1", by=SOMEBODY, at=AT) == 1
    actions.seal(key=KEY, at=AT)
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked, [erased.rows for erased in report.erasures]) == (True, 4, [1, 1])


def test_an_examination_is_put_on_record():
    actions.note_examination(ok=True, checked=12, problems=0, by=SOMEBODY, at=AT)
    (said,) = queries.timeline("record", "chain")
    assert (said.code, said.payload) == ("history.examined", {"ok": True, "checked": 12, "problems": 0})


STATEMENTS: list[Callable[[int], str]] = [
    lambda key: f"DELETE FROM history_event WHERE id = {key}",
    lambda key: f"UPDATE history_event SET payload = '{{}}' WHERE id = {key}",
    lambda key: f"UPDATE history_event SET code = 'case.closed' WHERE id = {key}",
    lambda key: f"UPDATE history_event SET subject = 'x' WHERE id = {key}",
    lambda key: f"UPDATE history_event SET payload = NULL, salt = NULL, subject = '' WHERE id = {key}",
    lambda key: (
        f"UPDATE history_event SET payload = NULL, salt = NULL, subject = '', erased_by_id = {key} WHERE id = {key}"
    ),
    lambda _: "UPDATE history_seal SET seq = 9 WHERE seq = 3",
    lambda _: "DELETE FROM history_seal WHERE seq = 3",
    lambda _: "DELETE FROM history_head",
    lambda _: "UPDATE history_head SET seq = 2",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_itself_refuses_to_alter_the_record(statement: Callable[[int], str]):
    key = told(3)[1]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement(key))
    assert queries.verify(key=KEY).ok


@pytest.mark.parametrize("verb", ["DELETE FROM history_unsealed", "UPDATE history_unsealed SET id = 99"])
def test_the_database_refuses_to_hide_an_event_from_the_sealer(verb: str):
    told(1, seal=False)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)


@pytest.mark.usefixtures("transactional_db")
def test_the_record_is_written_in_the_transaction_of_what_it_records():
    with pytest.raises(RuntimeError):
        actions.record([event(1)], by=SOMEBODY, at=AT)
