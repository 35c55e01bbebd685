"""Whatever is altered in the database, the examination names it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from liuxin.desk.history import actions, queries
from liuxin.desk.history.words import Fault, Problem, Root, VerifyReport
from liuxin.kernel.actor import Actor
from tests.factories.history import (
    AT,
    KEY,
    SOMEBODY,
    about,
    behind_the_guards,
    drop_guard,
    event,
    row,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6")]


def altered(*statements: str) -> VerifyReport:
    """Examine the record as it would be after these statements, and put it back."""
    with transaction.atomic():
        with behind_the_guards() as cursor:
            for statement in statements:
                cursor.execute(statement)
        report = queries.verify(key=KEY)
        transaction.set_rollback(True)
    return report


def found(report: VerifyReport) -> list[tuple[Fault, int | None, int | None]]:
    return [(problem.what, problem.seq, problem.event_id) for problem in report.problems]


def test_an_untouched_record_verifies():
    told(3)
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked, report.problems, report.head.seq) == (True, 3, (), 3)


def test_an_empty_record_verifies():
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked, report.head.seq) == (True, 0, 0)


def test_events_that_wait_for_the_sealer_are_counted_with_their_age():
    told(2)
    told([event(8)], seal=False)
    report = queries.verify(key=KEY)
    assert (report.ok, report.checked) == (True, 2)
    assert (report.head.unsealed, report.head.oldest_unsealed_at) == (1, AT)


def test_it_tells_how_far_it_is():
    told(3)
    seen: list[int] = []
    queries.verify(key=KEY, progress=seen.append)
    assert seen == [3]


COLUMNS = {
    "code": "'case.closed'",
    "subject_kind": "'person'",
    "subject": "'INC0000004'",
    "actor_kind": "'import'",
    "actor_id": "'8'",
    "actor_via": "'web'",
    "actor_for": "'9'",
    "at": "at + 1",
    "recorded_at": "recorded_at - 1",
    "payload": '\'{"holder":232,"seq":3}\'',
    "salt": "{zero}",
    "leaf": "{zero}",
    "erased_by_id": "id + 1",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_names_the_row(column: str):
    ids = told(5)
    zero = "X'00'" if connection.vendor == "sqlite" else "'\\x00'"
    value = COLUMNS[column].format(zero=zero) if column in {"salt", "leaf"} else COLUMNS[column]
    report = altered(f"UPDATE history_event SET {column} = {value} WHERE id = {ids[2]}")
    assert not report.ok
    (problem, *more) = report.problems
    assert (problem.what, problem.seq, problem.event_id) == (Fault.ALTERED, 3, ids[2])
    # What claims to be erased is named as that too: its erasure knows nothing of it.
    assert [other.what for other in more] == ([Fault.EMPTIED] if column == "erased_by_id" else [])


def test_the_changed_row_is_named_with_what_it_says_now():
    ids = told(3)
    report = altered(f"UPDATE history_event SET payload = '{{}}' WHERE id = {ids[1]}")
    assert report.problems == (
        Problem(2, ids[1], Fault.ALTERED, "case.handed_over", "case", "INC0000002", AT + timedelta(minutes=2)),
    )


def test_every_changed_row_is_named_and_no_other():
    ids = told(9)
    report = altered(f"UPDATE history_event SET at = 0 WHERE id IN ({ids[0]}, {ids[4]}, {ids[5]}, {ids[8]})")
    assert found(report) == [(Fault.ALTERED, seq, ids[seq - 1]) for seq in (1, 5, 6, 9)]


def test_a_row_that_is_gone_is_named():
    ids = told(3)
    report = altered(f"DELETE FROM history_event WHERE id = {ids[1]}")
    assert found(report) == [(Fault.EVENT_GONE, 2, ids[1])]


def test_a_row_that_is_gone_with_its_seal_leaves_a_gap():
    ids = told(4)
    report = altered(
        f"DELETE FROM history_seal WHERE event_id IN ({ids[1]}, {ids[2]})",
        f"DELETE FROM history_event WHERE id IN ({ids[1]}, {ids[2]})",
    )
    assert [(problem.what, problem.seq, problem.detail) for problem in report.problems] == [(Fault.SEAL_GONE, 2, "2-3")]


def test_a_seal_that_is_gone_leaves_a_gap_and_an_event_that_nobody_would_seal():
    ids = told(3)
    report = altered("DELETE FROM history_seal WHERE seq = 2")
    assert found(report) == [(Fault.SEAL_GONE, 2, None), (Fault.NEVER_QUEUED, None, ids[1])]


def test_an_end_that_is_cut_off_is_seen():
    ids = told(4)
    report = altered("DELETE FROM history_seal WHERE seq >= 3", f"DELETE FROM history_event WHERE id >= {ids[2]}")
    assert [(problem.what, problem.detail) for problem in report.problems] == [(Fault.CUT_SHORT, "3-4")]


def test_an_end_that_is_cut_off_with_the_head_set_back_is_seen():
    ids = told(4)
    report = altered(
        "DELETE FROM history_seal WHERE seq >= 3",
        f"DELETE FROM history_event WHERE id >= {ids[2]}",
        "UPDATE history_head SET seq = 2, hash = (SELECT hash FROM history_seal WHERE seq = 2)",
    )
    assert found(report) == [(Fault.HEAD_ALTERED, 2, None)]


def test_a_head_that_is_gone_is_seen():
    told(2)
    assert found(altered("DELETE FROM history_head")) == [(Fault.HEAD_ALTERED, None, None)]


def test_two_events_that_changed_places_are_both_named():
    _, second, third, _ = told(4)
    report = altered(
        f"UPDATE history_seal SET event_id = -1 WHERE event_id = {second}",
        f"UPDATE history_seal SET event_id = {second} WHERE event_id = {third}",
        f"UPDATE history_seal SET event_id = {third} WHERE event_id = -1",
    )
    assert found(report) == [(Fault.ALTERED, 2, third), (Fault.ALTERED, 3, second)]


def test_an_event_that_was_slipped_into_the_chain_is_named():
    ids = told(3)
    columns = (
        "code, subject_kind, subject, actor_kind, actor_id, actor_via, actor_for, at, recorded_at, payload, salt, leaf"
    )
    report = altered(
        f"INSERT INTO history_event (id, {columns}) SELECT 77, {columns} FROM history_event WHERE id = {ids[1]}",
        "UPDATE history_seal SET seq = 4 WHERE seq = 3",
        "INSERT INTO history_seal (seq, event_id, hash) SELECT 3, 77, hash FROM history_seal WHERE seq = 2",
        "UPDATE history_head SET seq = 4",
    )
    assert found(report)[:2] == [(Fault.ALTERED, 3, 77), (Fault.ALTERED, 4, ids[2])]


def test_an_event_that_was_slipped_in_past_the_queue_is_named():
    ids = told(2)
    with behind_the_guards() as cursor:
        cursor.execute(
            "INSERT INTO history_event (id, code, subject_kind, subject, actor_kind, actor_id, actor_via, actor_for,"
            " at, recorded_at, payload, salt, leaf) SELECT 77, code, subject_kind, subject, actor_kind, '1', actor_via,"
            f" actor_for, at, recorded_at, payload, salt, leaf FROM history_event WHERE id = {ids[1]}"
        )
    assert found(queries.verify(key=KEY)) == [(Fault.UNSEALED_ALTERED, None, 77), (Fault.NEVER_QUEUED, None, 77)]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_changed_hash_is_told_from_a_changed_row(seq: int):
    ids = told(3)
    zero = "X'00'" if connection.vendor == "sqlite" else "'\\x00'"
    report = altered(f"UPDATE history_seal SET hash = {zero} WHERE seq = {seq}")
    assert found(report) == [(Fault.SEAL_ALTERED, seq, ids[seq - 1])]


def test_a_wrong_key_is_told_from_a_wrong_record_and_content_is_examined_all_the_same():
    ids = told(3)
    with behind_the_guards() as cursor:
        cursor.execute(f"UPDATE history_event SET payload = '{{}}' WHERE id = {ids[1]}")
    assert found(queries.verify(key=b"another key")) == [
        (Fault.KEY_DOES_NOT_FIT, None, None),
        (Fault.ALTERED, 2, ids[1]),
    ]


def test_roots_kept_outside_are_compared():
    told(2)
    root = Root(2, queries.head().hash)
    told([event(3)])
    assert queries.verify(key=KEY, roots=[root]).ok
    assert found(queries.verify(key=KEY, roots=[Root(2, "00" * 32)])) == [(Fault.ROOT_DIFFERS, 2, None)]
    assert found(queries.verify(key=KEY, roots=[Root(4, "00" * 32)])) == [(Fault.CUT_SHORT, 4, None)]


def test_a_guard_that_is_gone_is_named():
    told(1)
    drop_guard("history_seal_kept")
    (problem,) = queries.verify(key=KEY).problems
    assert (problem.what, problem.detail) == (Fault.GUARD_GONE, "history_seal_kept")


class TestErasure:
    @pytest.fixture(autouse=True)
    def erased(self) -> None:
        self.ids = told([about("customer", "C1"), about("customer", "C2"), about("customer", "C1"), event(4)])
        actions.erase(subject_kind="customer", subject="C1", by=Actor.person(9), at=AT)

    def test_the_chain_still_verifies_before_and_after_the_erasure_is_sealed(self):
        assert queries.verify(key=KEY).ok
        actions.seal(key=KEY, at=AT)
        report = queries.verify(key=KEY)
        assert (report.ok, report.checked) == (True, 5)

    def test_erased_rows_are_listed_as_erased(self):
        actions.seal(key=KEY, at=AT)
        (erasure,) = queries.verify(key=KEY).erasures
        assert (erasure.seq, erasure.rows, erasure.actor_kind, erasure.actor_id, erasure.at) == (
            5,
            2,
            "person",
            "9",
            AT,
        )

    def test_a_payload_that_somebody_emptied_without_an_erasure_is_named(self):
        report = altered(f"UPDATE history_event SET payload = NULL, salt = NULL, subject = '' WHERE id = {self.ids[1]}")
        assert found(report) == [(Fault.EMPTIED, 2, self.ids[1])]

    def test_a_payload_that_somebody_emptied_in_the_name_of_another_erasure_is_named(self):
        report = altered(
            "UPDATE history_event SET payload = NULL, salt = NULL, subject = '',"
            f" erased_by_id = {self.ids[3] + 1} WHERE id = {self.ids[1]}"
        )
        assert found(report) == [
            (Fault.ERASURE_ALTERED, None, self.ids[3] + 1),
            (Fault.EMPTIED, 2, self.ids[1]),
        ]

    def test_a_row_that_names_an_event_that_is_no_erasure_is_named(self):
        report = altered(
            "UPDATE history_event SET payload = NULL, salt = NULL, subject = '',"
            f" erased_by_id = {self.ids[3]} WHERE id = {self.ids[1]}"
        )
        assert found(report) == [(Fault.EMPTIED, 2, self.ids[1])]

    @pytest.mark.parametrize("change", ["actor_id = '1'", "erased_by_id = NULL", "subject = 'C9'"])
    def test_what_an_erasure_left_cannot_be_changed_unseen(self, change: str):
        report = altered(f"UPDATE history_event SET {change} WHERE id = {self.ids[0]}")
        assert not report.ok
        assert {problem.event_id for problem in report.problems} & {self.ids[0], self.ids[3] + 1}

    def test_what_was_erased_cannot_be_put_back_as_something_else(self):
        kept = row(self.ids[1])
        with behind_the_guards() as cursor:
            cursor.execute(
                "UPDATE history_event SET payload = %s, salt = %s, subject = 'C1', erased_by_id = NULL WHERE id = %s",
                [kept["payload"], kept["salt"], self.ids[0]],
            )
        assert (Fault.ALTERED, 1, self.ids[0]) in found(queries.verify(key=KEY))


def test_only_the_first_thousand_problems_are_listed_the_rest_is_counted():
    told([event(n) for n in range(1_003)])
    report = altered("UPDATE history_event SET payload = '{}'")
    assert (len(report.problems), report.more, report.checked) == (1_000, 3, 1_003)
    assert SOMEBODY.id == "7"
