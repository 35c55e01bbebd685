"""People by staff number and teams by code, as lists from elsewhere name them."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation import actions, queries
from tests.factories.organisation import LONG_AGO, NOW, SYSTEM, join, make_person, make_position, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.1")]
LATER = datetime(2016, 3, 1, tzinfo=UTC)


def test_everybody_is_known_by_number_with_position_first_day_and_last():
    position, team = make_position(), make_team()
    here = make_person(staff_number="007", position=position, teams=(team,))
    join(here, make_team(), start=LATER)
    make_person(staff_number="8", left_on=date(2016, 4, 1))
    make_person(staff_number="9", is_placeholder=True)
    found = queries.staff()
    assert (found["007"].name.id, found["007"].position, found["007"].since) == (here, position, LONG_AGO)
    assert (found["8"].left_on, found["8"].since, found["8"].is_nobody) == (date(2016, 4, 1), None, False)
    assert found["9"].is_nobody


def test_whoever_was_erased_is_not_known_by_any_number():
    person = make_person(staff_number="007")
    actions.erase_person(person_id=person, by=SYSTEM, at=NOW)
    assert queries.staff() == {}


def test_teams_are_known_by_their_codes():
    team = make_team("gate")
    assert {code: name.id for code, name in queries.teams_by_code().items()} == {"gate": team}


@pytest.mark.parametrize("count", [1, 3])
def test_everybody_takes_one_statement(count: int, django_assert_num_queries: DjangoAssertNumQueries):
    for _ in range(count):
        make_person(teams=(make_team(),))
    with django_assert_num_queries(1):
        assert len(queries.staff()) == count
