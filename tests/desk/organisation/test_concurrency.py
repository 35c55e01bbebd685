"""Two who change the organisation at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from liuxin.desk.organisation import actions, queries
from liuxin.kernel.errors import LiuxinError
from tests.factories import organisation as made
from tests.factories.organisation import NOW, SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all deeds in threads of their own that start together, and give how each ended."""
    ends: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
            ends.append("done")
        except LiuxinError as error:
            ends.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_three_lines_set_at_once_never_close_a_circle():
    people = [made.make_person() for _ in range(3)]

    def report(person: int, manager: int) -> Callable[[], None]:
        return lambda: actions.set_manager(person_id=person, manager_id=manager, start=NOW, by=SYSTEM, at=NOW)

    ends = at_once(*(report(people[n], people[(n + 1) % 3]) for n in range(3)))
    assert ends == ["done", "done", "organisation.reporting_circle"]
    assert sorted(len(queries.chain_above(person, NOW)) for person in people) == [0, 1, 2]


def test_two_departments_put_under_each_other_at_once_make_no_circle():
    one, other = made.make_department(), made.make_department()

    def move(department: int, parent: int) -> Callable[[], None]:
        return lambda: actions.move_department(department_id=department, parent=parent, by=SYSTEM, at=NOW)

    assert at_once(move(one, other), move(other, one)) == ["done", "organisation.department_circle"]
    assert sorted(len(queries.subtree(department)) for department in (one, other)) == [1, 2]


def test_two_leads_set_at_once_leave_one():
    team, first, second = made.make_team(), made.make_person(), made.make_person()

    def lead(person: int) -> Callable[[], None]:
        return lambda: actions.set_lead(team_id=team, person_id=person, start=NOW, by=SYSTEM, at=NOW)

    assert at_once(lead(first), lead(second)) == ["done", "organisation.lead_overlaps"]
    assert made.TeamLead.objects.filter(team=team).count() == 1


def test_a_session_that_two_requests_begin_at_once_stands_once():
    account = made.make_account()

    def begin() -> None:
        actions.begin_session(account_id=account.pk, session_digest="d", device="", by=SYSTEM, at=NOW)

    assert at_once(begin, begin) == ["done", "done"]
    assert made.SignIn.objects.count() == 1
