"""Numbers of a record that holds no case, or names nobody."""

import pytest

from liuxin.desk.organisation.words import Role
from liuxin.insight import queries
from liuxin.insight.words import Asked, Cut
from tests.factories.cases import make_desk
from tests.factories.insight import NOW, Work, on_record
from tests.factories.organisation import make_calendar, make_person, standing_of

pytestmark = pytest.mark.django_db


def test_without_persons_the_board_says_so_and_the_whole_stands():
    desk = make_desk()
    make_calendar("default")
    on_record(desk, Work(None, desk.team, cases=40, kept=10))
    found = queries.board(standing_of(desk.lead), team_id=desk.team, asked=Asked(period="2016-06"), at=NOW)
    assert (found.no_persons, found.rows) == (True, ())
    assert found.chosen.number.reading.value == 25.0
    by_channel = queries.board(
        standing_of(desk.lead), team_id=desk.team, asked=Asked(period="2016-06", by=Cut.CHANNEL), at=NOW
    )
    assert not by_channel.no_persons
    assert len(by_channel.rows) == 1


def test_a_record_without_persons_says_nothing_of_anybody():
    desk = make_desk()
    make_calendar("default")
    on_record(desk, Work(None, desk.team, cases=30, kept=10))
    found = queries.own_numbers(standing_of(desk.agent), month="", at=NOW)
    assert found.no_persons
    assert found.numbers == ()


def test_an_empty_record_gives_no_numbers():
    found = queries.own_numbers(standing_of(make_person(roles=(Role.AGENT,))), month="", at=NOW)
    assert found.as_of.at is None
    assert not found.held
