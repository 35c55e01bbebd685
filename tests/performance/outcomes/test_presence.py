"""Presence: the share of the period in a team of the department; said to be assumed where nothing is on record."""

from datetime import timedelta
from decimal import Decimal

import pytest

from liuxin.kernel.errors import BadInputError
from liuxin.performance.outcomes import queries
from liuxin.performance.outcomes.queries import presence
from tests.factories.organisation import NOW, join, make_department, make_person, make_team
from tests.factories.readings import make_office
from tests.factories.work import MARCH

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P6.1")]


def test_the_share_of_the_period_in_teams_of_the_department_and_below_it_counts_once():
    department = make_department()
    here, below = make_team(department=department), make_team(department=make_department(parent=department))
    elsewhere = make_team(department=make_department())
    whole, half, both, away = (make_person() for _ in range(4))
    middle = MARCH.start + (MARCH.end - MARCH.start) / 2
    join(whole, here)
    join(half, below, middle)
    join(both, here, MARCH.start, middle + timedelta(days=2))
    join(both, below, middle)
    join(away, elsewhere)
    found = presence.by_membership(dict.fromkeys((whole, half, both, away), department), MARCH, NOW)
    assert found == {
        whole: (Decimal(1), False),
        half: (Decimal("0.5"), False),
        both: (Decimal(1), False),
        away: (Decimal(1), True),
    }


def test_presence_is_read_only_from_a_measure_in_percent_that_was_brought_in():
    office = make_office()
    assert queries.attendance_keys() == ("external.attendance",)
    assert office.measure
    queries.check_attendance("external.attendance")
    queries.check_attendance("")
    for key in ("promises_kept", "cases_resolved"):
        with pytest.raises(BadInputError, match=r"outcomes\.attendance_not_percent"):
            queries.check_attendance(key)
