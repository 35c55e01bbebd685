"""Reads of the plan ask the database as often for three as for one."""

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.organisation import queries as organisation
from liuxin.performance.plan import queries
from liuxin.performance.plan.words import CycleState
from tests.factories.organisation import make_position, standing_of
from tests.factories.plan import AT, make_cycle, make_job, make_objective, make_place, make_task, open_cycle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_cycles_take_two_statements(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = make_place(1)
    for _ in range(count):
        open_cycle([place.department])
    with django_assert_num_queries(2):
        assert len(queries.cycles()) == count


def test_the_cycle_chosen_is_the_one_asked_for_else_one_that_runs_else_the_latest() -> None:
    place = make_place(1)
    for _ in range(2):
        open_cycle([place.department])
    later, earlier = queries.cycles()
    ended = replace(later, state=CycleState.CLOSED)
    assert queries.chosen(str(earlier.id), [later, earlier]) == earlier
    assert queries.chosen("", [later, earlier]) == later
    assert queries.chosen("no number", [ended, earlier]) == earlier
    assert queries.chosen("", [ended, replace(earlier, state=CycleState.CLOSED)]) == ended
    assert queries.chosen("1", []) is None


@pytest.mark.parametrize("count", [1, 3])
def test_phases_and_people_take_one_statement_each(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_cycle(count, departments=count)
    with django_assert_num_queries(1):
        assert len(queries.phases(made.id)) == count
    with django_assert_num_queries(1):
        assert len(queries.participants(made.id)) == count * (count + 2)
    with django_assert_num_queries(7):
        assert len(organisation.roster([place.department for place in made.places], AT)) == count * (count + 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_of_a_cycle_takes_four_statements(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make_cycle(count)
    for person in made.place.people:
        make_task(made.id, owner=person)
    standing = standing_of(made.hr)
    with django_assert_num_queries(4):
        assert len(queries.task_plan(standing, made.id, AT).tasks) == count
    standing = standing_of(made.place.people[0])
    with django_assert_num_queries(7):
        assert [each.code for each in queries.waiting(standing, AT)].count("plan.waits.task") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_strategy_and_jobs_take_as_many_statements_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_objective()
        make_job(make_position())
    with django_assert_num_queries(2):
        assert len(queries.strategy().objectives) == count
    with django_assert_num_queries(4):
        assert len(queries.job_lines()) == count
