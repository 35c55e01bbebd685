"""What history proposes for a position."""

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import ANONYMOUS
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import CannotTellError, NotAllowedError
from liuxin.performance.indicators import queries
from liuxin.performance.indicators.words import Grain, Proposal, Scale
from tests.factories.history import KEY
from tests.factories.indicators import SYSTEM
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, AT, MARCH, Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P2.3")]


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


@pytest.fixture
def position() -> int:
    return make_position()


def proposed(position: int, *measures: str, grain: Grain = Grain.MONTH) -> tuple[Proposal, ...]:
    standing = organisation.standing(SYSTEM, AT)
    return queries.proposals(standing, position_id=position, measures=measures, grain=grain)


def colleagues(position: int) -> list[Work]:
    """Twenty-one people with 30 cases each in March, who kept 5 to 25 promises."""
    return [Work(make_person(position=position), cases=30, kept=kept) for kept in range(5, 26)]


def test_the_target_is_what_half_of_the_people_reached(position: int) -> None:
    later = make_person(position=position)
    on_record(*colleagues(position), Work(later, cases=1, kept=1, period=APRIL))
    (kept,) = proposed(position, "promises_kept")
    assert kept == Proposal("promises_kept", Scale(Direction.HIGHER, 23.3, 50, 76.7), 21, 19 / 21, 11 / 21, 2 / 21)


def test_who_hardly_worked_here_or_holds_another_position_moves_no_target(position: int) -> None:
    idle = [Work(make_person(position=position), cases=29, kept=0) for _ in range(10)]
    guards = [Work(make_person(position=make_position()), cases=40, kept=0) for _ in range(2)]
    later = make_person(position=position)
    on_record(*colleagues(position), *idle, *guards, Work(later, cases=1, kept=1, period=APRIL))
    assert proposed(position, "promises_kept")[0].tried_on == 21


def test_a_period_that_the_record_covers_only_in_part_is_no_history(position: int) -> None:
    on_record(*colleagues(position))
    with pytest.raises(CannotTellError) as caught:
        proposed(position, "promises_kept", grain=Grain.QUARTER)
    assert (caught.value.code, caught.value.params["have"]) == ("indicators.too_little_history", 0)


def test_an_empty_record_proposes_nothing(position: int) -> None:
    with pytest.raises(CannotTellError, match=r"indicators\.too_little_history"):
        proposed(position, "promises_kept", "cases_resolved")


def test_only_who_works_here_may_ask(position: int) -> None:
    with pytest.raises(NotAllowedError, match=r"indicators\.may_not_see"):
        queries.proposals(ANONYMOUS, position_id=position, measures=["promises_kept"], grain=Grain.MONTH)


def test_both_numbers_of_one_measure_can_be_proposed(position: int) -> None:
    months = [Work(work.person, cases=30, kept=30, period=MARCH) for work in colleagues(position)]
    on_record(*months, Work(make_person(position=position), cases=1, kept=1, period=APRIL))
    with pytest.raises(CannotTellError, match=r"indicators\.history_without_spread") as caught:
        proposed(position, "resolution_time_calendar", "resolution_time_calendar.p90")
    assert caught.value.params == {"measure": "resolution_time_calendar"}
