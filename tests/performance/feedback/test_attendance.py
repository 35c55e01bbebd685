"""Attendance that was read in from elsewhere is told in the letter, against the others in the position."""

import pytest

from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.performance.feedback.queries.work import presence
from tests.factories.readings import AT, MAY, make_office

pytestmark = pytest.mark.django_db


def test_attendance_is_told_against_the_mean_of_the_others():
    office = make_office()
    office.confirmed(("A1", "95"), ("A2", "99"))
    catch_up(AT)
    first, second, *_rest = office.people
    found = presence([first, second], MAY)
    (told,) = found[first]
    assert told.measure == "external.attendance"
    assert told.value == pytest.approx(95.0)
    assert told.others == pytest.approx(99.0)
    (other,) = found[second]
    assert other.value == pytest.approx(99.0)
    assert other.others == pytest.approx(95.0)


def test_without_readings_nothing_is_told():
    assert presence([make_office().people[0]], MAY) == {}
