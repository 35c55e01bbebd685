"""The board “nothing without an owner, nothing without a next step”: empty, and full where a row breaks the rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Lack, Near
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from tests.factories.cases import NINE, Case, Desk, make_desk, seen
from tests.factories.organisation import SYSTEM, Person, standing_of

pytestmark = pytest.mark.django_db
FAR = NINE + timedelta(days=9)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@contextmanager
def constraints_off() -> Iterator[None]:
    """Let a row be forced in that the database would refuse: what the board would find if the constraints failed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # What waits for the end of the transaction holds the table.
        cursor.execute("ALTER TABLE cases_case DROP CONSTRAINT case_open_has_owner_and_next_action")
        yield


def force(case: Case, change: str) -> None:
    with constraints_off(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS case_repeats_last_point" + _on())
        cursor.execute(f"UPDATE cases_case SET {change} WHERE id = %s", [case.pk])


def _on() -> str:
    return " ON cases_case" if connection.vendor == "postgresql" else ""


@pytest.mark.spec("S5")
def test_the_board_is_empty_and_says_how_many_cases_it_looked_at(desk):
    desk.receive(next_due=FAR)
    desk.closed()
    found = queries.board(standing_of(desk.director), NINE)
    assert (found.is_empty, found.lacking, found.near, found.looked_at) == (True, (), (), 1)


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ("accountable_id = NULL", Lack.NO_OWNER),
        ("next_action = ''", Lack.NO_STEP),
        ("next_due = NULL", Lack.NO_STEP),
        ("accountable_id = NULL, status = 'waiting'", Lack.NO_OWNER),
    ],
)
def test_a_row_forced_past_the_constraints_fills_the_board(desk, change, lack):
    case = desk.receive(next_due=FAR)
    desk.receive(next_due=FAR)
    force(case, change)
    found = queries.board(standing_of(desk.director), NINE)
    assert found.lacks == {lack: 1}
    assert [(one.line.code, one.why) for one in found.lacking] == [(case.code, lack)]


@pytest.mark.spec("S5")
def test_the_board_fills_when_the_accountable_person_leaves_without_the_desk_being_told(desk):
    case = desk.receive(next_due=FAR)
    Person.objects.filter(pk=desk.agent).update(left_on=NINE.date())
    found = queries.board(standing_of(desk.director), NINE)
    assert [(one.line.code, one.why) for one in found.lacking] == [(case.code, Lack.OWNER_GONE)]
    actions.hand_over_absent(by=SYSTEM, at=NINE)
    assert queries.board(standing_of(desk.director), NINE).is_empty


@pytest.mark.spec("S5")
def test_what_comes_close_is_listed_by_how_close_it_is(desk):
    due = desk.receive(next_due=NINE + timedelta(hours=1), title="到期")
    soon = desk.receive(next_due=NINE + timedelta(hours=8), title="快到期")
    waiting = desk.receive(title="等客户")
    actions.wait_on_customer(
        case=seen(waiting),
        next_action="再问一次",
        next_due=NINE + timedelta(hours=20),
        by=Actor.person(desk.agent),
        at=NINE,
    )
    unheld = desk.receive(take=False, next_due=FAR, title="没人接")
    leaving = desk.receive(by=desk.colleague, next_due=FAR, title="要离职")
    actions.leave(person=desk.colleague, on=NINE.date() + timedelta(days=5), by=SYSTEM, at=NINE)
    desk.receive(next_due=FAR, title="很好")
    found = queries.board(standing_of(desk.director), NINE + timedelta(hours=7))
    assert found.is_empty
    assert [(one.line.code, one.why) for one in found.near] == [
        (due.code, Near.STEP_OVERDUE),
        (leaving.code, Near.OWNER_LEAVES),
        (unheld.code, Near.UNHELD_LONG),
        (waiting.code, Near.WAITING_ENDS),
        (soon.code, Near.STEP_SOON),
    ]
    assert found.nears == dict.fromkeys(Near, 1)


def test_everybody_sees_the_board_of_the_own_cases_and_hr_none(desk):
    desk.receive(by=desk.other_agent, team=desk.other_team)
    assert queries.board(standing_of(desk.agent), NINE).looked_at == 0
    assert queries.board(standing_of(desk.other_agent), NINE).looked_at == 1
    with pytest.raises(NotAllowedError):
        queries.board(standing_of(desk.hr), NINE)


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_the_same_number_of_queries_for_one_and_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        desk.receive(next_due=NINE + timedelta(hours=1))
    standing = standing_of(desk.director)
    with django_assert_num_queries(6):
        assert len(queries.board(standing, NINE + timedelta(hours=2)).near) == count
