"""Who works in departments and below, in which position and under whom."""

import pytest

from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import Seat
from tests.factories.organisation import (
    NOW,
    join,
    make_department,
    make_lead,
    make_manager,
    make_person,
    make_position,
    make_team,
)

pytestmark = pytest.mark.django_db


def test_the_manager_is_who_one_reports_to_else_the_lead_else_the_head() -> None:
    head, lead, boss, position = make_person(), make_person(), make_person(), make_position()
    department = make_department(head=head)
    led, free = make_team(department=department, lead=lead), make_team(department=department)
    reporting = make_person(teams=(led,), position=position)
    make_manager(reporting, boss)
    member, loose = make_person(teams=(led,)), make_person(teams=(free,))
    assert set(queries.roster([department], NOW)) == {
        Seat(reporting, department, position, boss),
        Seat(member, department, None, lead),
        Seat(loose, department, None, head),
        Seat(lead, department, None, head),
        Seat(head, department, None, None),
    }


def test_a_membership_says_more_than_leading_and_the_team_joined_last_counts() -> None:
    one, other = make_department(), make_department()
    team, later = make_team(department=one), make_team(department=other)
    person = make_person(teams=(team,))
    make_lead(person, later)
    assert [(seat.person, seat.department) for seat in queries.roster([one, other], NOW)] == [(person, one)]
    join(person, later, start=NOW)
    assert [(seat.person, seat.department) for seat in queries.roster([one, other], NOW)] == [(person, other)]


def test_teams_elsewhere_or_nowhere_give_no_seat() -> None:
    make_person(teams=(make_team(department=make_department()), make_team()))
    assert queries.roster([make_department()], NOW) == ()
