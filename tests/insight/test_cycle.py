"""Where a cycle stands: a row a department, lateness by its own due day."""

from datetime import UTC, datetime, timedelta

import pytest

from liuxin.insight import queries
from liuxin.kernel.errors import NotFoundError
from tests.factories import plan
from tests.factories.organisation import standing_of

pytestmark = pytest.mark.django_db


def test_a_department_is_late_by_the_days_since_its_open_phase_was_due():
    made = plan.make_cycle()
    asks = standing_of(made.director)
    due = datetime.combine(plan.FIRST_DUE, datetime.min.time(), UTC)
    for days, late in ((-1, 0), (0, 0), (1, 1), (9, 9)):
        found = queries.cycle_overview(asks, made.id, due + timedelta(days=days))
        assert [row.late_days for row in found.rows] == [late]
        assert bool(found.late) is bool(late)
    plan.advance(made.id, made.department, 2)
    moved = queries.cycle_overview(asks, made.id, due + timedelta(days=9))
    assert [(row.phases.now, row.late_days) for row in moved.rows] == [(2, 0)]


def test_people_are_counted_as_they_took_part():
    made = plan.make_cycle()
    found = queries.cycle_overview(standing_of(made.director), None, plan.AT)
    assert found.cycle.id == made.id
    assert [row.people for row in found.rows] == [len(made.place.everybody)]


def test_without_a_cycle_it_says_so():
    with pytest.raises(NotFoundError) as refused:
        queries.cycle_overview(standing_of(plan.make_place().head), None, plan.AT)
    assert refused.value.code == "insight.no_cycle"
