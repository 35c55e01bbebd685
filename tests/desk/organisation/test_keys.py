from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation import actions, queries
from liuxin.desk.organisation.rules import calendars
from tests.factories.organisation import (
    NOW,
    SYSTEM,
    join,
    make_account,
    make_calendar,
    make_department,
    make_person,
    make_position,
    make_team,
)

pytestmark = pytest.mark.django_db


def test_system_actors_and_placeholders_are_never_ranked(django_assert_num_queries: DjangoAssertNumQueries):
    person = make_person("陈晓")
    system, placeholder = make_person("接口", is_system=True), make_person("未定", is_placeholder=True)
    with django_assert_num_queries(1):
        assert queries.unranked_people() == {system, placeholder}
    with django_assert_num_queries(1):
        told = queries.ranked_or_not([person, system, placeholder, placeholder + 1])
    assert told == {person: True, system: False, placeholder: False}


def test_whoever_has_no_position_is_left_out():
    agent = make_position("agent")
    held, none = make_person(position=agent), make_person()
    assert queries.positions_of([held, none]) == {held: agent}


def test_a_team_without_a_department_is_left_out():
    department = make_department()
    inside, outside = make_team(department=department), make_team()
    assert queries.departments_of([inside, outside]) == {inside: department}


def test_a_person_belongs_to_the_teams_of_now():
    old, second, first = make_team("old"), make_team("second"), make_team("first")
    person = make_person(teams=(second, first))
    join(person, old, end=NOW)
    assert [team.id for team in queries.teams_of(person, NOW)] == [first, second]


def test_positions_are_known_by_code():
    second, first = make_position("second"), make_position("first")
    assert queries.position_keys() == {"first": first, "second": second}
    assert list(queries.positions()) == [first, second]


def test_the_people_of_departments_are_those_who_belong_to_a_team_of_them_now():
    department, other = make_department(), make_department()
    inside, former, outside = make_person(), make_person(), make_person()
    team = make_team(department=department)
    join(inside, team)
    join(former, team, end=NOW)
    join(outside, make_team(department=other))
    assert queries.people_of_departments([department], NOW) == {inside}
    assert queries.people_of_departments([], NOW) == set()


def test_the_default_calendar_gives_the_zone():
    first, last = date(2016, 1, 1), date(2016, 12, 31)
    assert queries.zone() == "UTC"
    make_calendar(spec=calendars.weekdays("always", zone="Asia/Tokyo", first=first, last=last))
    assert queries.zone() == "Asia/Tokyo"
    make_calendar(spec=calendars.weekdays("default", zone="Asia/Shanghai", first=first, last=last))
    assert queries.zone() == "Asia/Shanghai"


def test_a_request_reads_the_calendar_of_the_house_once_and_anew_once_it_was_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    make_calendar("default")
    account = make_account()
    asked = queries.asking(account.pk, "none", NOW, used_since=NOW)
    assert (asked.session, asked.standing) == (None, queries.standing_of_account(account.pk, NOW))
    with queries.in_house(asked.house):
        with django_assert_num_queries(0):
            known = (queries.clock("default"), queries.first_clock(""), queries.clocks(["default"])["default"])
            assert (known[0] is known[1], known[1] is known[2]) == (True, True)
            before = queries.zone()
        spec = calendars.weekdays("default", zone="Europe/Paris", first=date(2016, 1, 1), last=date(2016, 12, 31))
        actions.add_calendar(spec=spec, by=SYSTEM, at=NOW)
        assert (before, queries.zone()) == ("Asia/Shanghai", "Europe/Paris")
        assert queries.clock("default") is not known[0]
