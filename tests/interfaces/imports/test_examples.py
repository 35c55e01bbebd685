"""The example set that stands on the history of a record."""

import pytest
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.examples import example_set
from liuxin.kernel.errors import CannotTellError
from liuxin.performance.indicators import queries
from liuxin.performance.indicators.words import Grain
from tests.factories.history import KEY
from tests.factories.indicators import SYSTEM
from tests.factories.organisation import make_person, make_position
from tests.factories.work import APRIL, AT, Work, on_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def made(position: int) -> int:
    return example_set(position_id=position, by=SYSTEM, at=AT, grain=Grain.MONTH)


def test_it_takes_its_points_from_history_and_says_that_nobody_agreed() -> None:
    position = make_position()
    works = [
        Work(make_person(position=position), cases=60 + number, kept=30 + number, reopened=number % 4)
        for number in range(22)
    ]
    on_record(*works, Work(make_person(), cases=1, kept=1, period=APRIL))
    key = made(position)
    standing = organisation.standing(SYSTEM, AT)
    found = queries.indicator_set(standing, key)
    measures = [line.measure for line in found.indicators]
    proposed = queries.proposals(standing, position_id=position, measures=measures, grain=Grain.MONTH)
    assert found.is_example
    assert found.grain is Grain.MONTH
    assert [(line.measure, int(line.weight.value)) for line in found.indicators] == [
        ("promises_kept", 50),
        ("reopened_within_14_days", 30),
        ("cases_resolved", 20),
    ]
    assert [line.yardstick for line in found.indicators] == [each.scale for each in proposed]
    assert made(position) == key


def test_without_history_no_set_is_begun() -> None:
    position = make_position()
    with pytest.raises(CannotTellError, match=r"indicators\.too_little_history"):
        made(position)
    assert queries.set_lines(organisation.standing(SYSTEM, AT)) == []
