"""Reads of sets ask the database as often for three as for one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation import queries as organisation
from liuxin.performance.indicators import queries
from tests.factories.indicators import AT, SYSTEM, draft, example, line
from tests.factories.organisation import make_position

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_sets_in_force_take_two_statements(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    standing = organisation.standing(SYSTEM, AT)
    places = [make_position() for _ in range(count)]
    keys = [example(position_id=place) for place in places]
    with django_assert_num_queries(2):
        found = queries.sets_in_force(standing, places)
    assert [found[place].id for place in places] == keys


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sets_takes_one_statement(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    standing = organisation.standing(SYSTEM, AT)
    keys = [draft(line(weight="99")) for _ in range(count)]
    with django_assert_num_queries(1):
        found = queries.set_lines(standing)
    assert [(each.id, each.lines, str(each.weight_total)) for each in found] == [(key, 1, "99.00") for key in keys]


def test_drafts_are_not_in_force() -> None:
    where = make_position()
    draft(line(), position_id=where)
    assert queries.set_in_force(organisation.standing(SYSTEM, AT), where) is None
