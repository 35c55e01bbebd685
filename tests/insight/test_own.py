from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.desk.cases.words import StepKind
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.words import Why
from liuxin.insight import queries
from liuxin.insight.words import OwnNumber, OwnNumbers
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.errors import BadInputError, NotFoundError
from tests.factories import cases
from tests.factories.insight import DAY, NOW, Work, World, add_people, on_record, resolve_late
from tests.factories.organisation import standing_of

pytestmark = pytest.mark.django_db


def own(world: World, person: int | None = None, month: str = "") -> OwnNumbers:
    return queries.own_numbers(standing_of(person or world.desk.agent), month=month, at=NOW)


def number(found: OwnNumbers, key: str) -> OwnNumber:
    return next(each for each in found.numbers if each.number.key == key)


def test_the_month_and_the_twelve_months_are_the_persons_own(world: World):
    kept = number(own(world), "promises_kept")
    assert (kept.number.reading.value, kept.number.reading.n) == (90.0, 40.0)
    assert (kept.year.value, kept.year.n) == (90.0, 40.0)
    assert [month.n for month in kept.months] == [40.0]


def test_without_a_choice_it_is_the_last_month_in_which_one_has_anything(world: World):
    assert own(world).month.code == "2016-06"
    resolve_late(world)
    assert own(world).month.code == "2016-06"


def in_july(world: World, cases_: int) -> None:
    """Let the agent resolve cases on one day of July."""
    desk = world.desk
    hands = {"holder": desk.agent, "team": desk.team, "accountable": desk.lead}
    for number in range(cases_):
        start = 33 * DAY + number
        steps = (cases.step(StepKind.OPENED, start, **hands), cases.step(StepKind.RESOLVED, start + 60))
        made = replace(cases.history(desk, *steps), calendar="default", outcome=None, outcome_text="")
        made = replace(made, promise_kept=True, promise_due=None)
        assert cases.record(made).refused == ()
    rounds.catch_up(NOW)


def test_without_a_choice_it_is_the_latest_month_with_enough_to_tell(world: World):
    in_july(world, 1)
    assert "2016-07" in own(world).month_codes
    assert own(world).month.code == "2016-06"
    assert own(world, month="2016-07").held


def test_where_no_month_has_enough_it_is_the_latest_with_anything(world: World):
    in_july(world, 1)
    assert own(world, world.newcomer).month.code == "2016-06"


def test_a_frozen_month_with_enough_is_opened_as_on_the_board(world: World):
    in_july(world, 40)
    assert own(world).month.code == "2016-07"
    world.freeze()
    assert own(world).month.code == "2016-06"


def test_the_middle_needs_three_colleagues_with_enough(world: World):
    assert number(own(world), "promises_kept").middle is None
    add_people(world, 3)
    middle = number(own(world), "promises_kept").middle
    assert middle is not None
    assert (middle.value, middle.others) == (50.0, 4)


def test_oneself_is_not_among_the_colleagues(world: World):
    add_people(world, 3)
    before = number(own(world), "promises_kept").middle
    on_record(world.desk, Work(world.desk.agent, world.desk.team, cases=200, kept=0))
    assert number(own(world), "promises_kept").middle == before


def test_what_will_count_later_is_counted_apart(world: World):
    assert number(own(world), "reopened_within_14_days").number.reading.pending == 0
    resolve_late(world)
    reading = number(own(world), "reopened_within_14_days").number.reading
    assert (reading.pending, reading.n) == (1, 42.0)


def test_numbers_of_the_team_are_no_one_persons(world: World):
    found = own(world)
    assert "resolution_time_business" not in {each.number.key for each in found.numbers}
    assert "resolution_time_business" in {measure.code for measure in found.unit_only}


def test_what_is_not_recorded_is_listed_and_is_no_number(world: World):
    found = own(world)
    lacking = {each.measure.code for each in found.lacking}
    assert "csat_mean" in lacking
    assert lacking.isdisjoint({each.number.measure.code for each in found.numbers})


def test_whoever_has_little_gets_the_number_and_is_told_so(world: World):
    reading = number(own(world, world.newcomer), "promises_kept").number.reading
    assert (reading.value, reading.why) == (100.0, Why.TOO_FEW)


def test_whoever_held_nothing_has_no_numbers(world: World):
    found = own(world, world.desk.hr)
    assert not found.held
    assert all(each.number.reading.rows == 0 for each in found.numbers)


def test_an_account_without_a_person_has_none_of_its_own():
    with pytest.raises(NotFoundError) as refused:
        queries.own_numbers(Standing(account_id=1), month="", at=NOW)
    assert refused.value.code == "insight.no_own_numbers"


@pytest.mark.parametrize("month", ["2016-Q2", "2016", "all", "2016-06-01"])
def test_only_a_month_is_a_month(world: World, month: str):
    with pytest.raises(BadInputError) as refused:
        own(world, month=month)
    assert (refused.value.code, refused.value.field) == ("insight.unknown_month", "period")


@pytest.mark.parametrize("month", ["xx", "-1", "2016-13"])
def test_what_is_no_period_at_all_is_told_so(world: World, month: str):
    with pytest.raises(BadInputError) as refused:
        own(world, month=month)
    assert (refused.value.code, refused.value.field) == ("insight.unknown_period", "period")


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(
    world: World, more: int, django_assert_num_queries: DjangoAssertNumQueries
):
    add_people(world, more)
    standing = standing_of(world.desk.agent)
    with django_assert_num_queries(6):
        queries.own_numbers(standing, month="", at=NOW)
