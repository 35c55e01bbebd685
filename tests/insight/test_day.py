"""My day: what waits, in the order of its time; what is over first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.insight import queries
from liuxin.insight.queries.day import parted
from liuxin.insight.whole import Entry
from liuxin.kernel.waiting import Waiting
from tests.factories import plan
from tests.factories.cases import make_desk
from tests.factories.organisation import standing_of

AT = datetime(2016, 6, 1, 8, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def waits(due: datetime | None) -> Entry:
    return Entry(due, waiting=Waiting("plan.waits.goal", "plan:home", due=due))


def test_what_waits_is_parted_by_the_local_day_and_put_in_the_order_of_its_time():
    over, older = waits(AT - timedelta(minutes=1)), waits(AT - timedelta(days=2))
    soon, tonight = waits(AT), waits(datetime(2016, 6, 1, 15, 59, tzinfo=UTC))
    tomorrow, whenever = waits(datetime(2016, 6, 1, 16, tzinfo=UTC)), waits(None)
    late, today, later, open_end = parted([tomorrow, whenever, tonight, over, soon, older], AT, ZONE)
    assert (late, today, later, open_end) == ((older, over), (soon, tonight), (tomorrow,), (whenever,))


@pytest.mark.django_db
def test_the_one_thing_now_is_the_case_that_is_most_overdue():
    desk = make_desk()
    case = desk.receive()
    due = case.next_due
    assert due is not None
    found = queries.day(standing_of(desk.agent), due + timedelta(hours=3))
    assert found.first == found.late[0]
    assert found.first is not None
    assert found.first.case is not None
    assert found.first.case.code == case.code
    before = queries.day(standing_of(desk.agent), due - timedelta(minutes=5))
    assert (len(before.late), before.count) == (0, 1)


@pytest.mark.django_db
def test_the_standpoint_follows_the_phase_of_the_own_department():
    made = plan.make_cycle()
    person = made.place.people[0]
    stand = queries.day(standing_of(person), plan.AT).standpoint
    assert stand is not None
    assert (stand.cycle, stand.phase, stand.due_on) == (made.id, 1, plan.FIRST_DUE)
    plan.advance(made.id, made.department, 2)
    moved = queries.day(standing_of(person), plan.AT).standpoint
    assert moved is not None
    assert (moved.phase, moved.due_on) == (2, plan.dues()[2])


@pytest.mark.django_db
def test_whoever_takes_part_in_no_cycle_has_no_standpoint():
    made = plan.make_cycle()
    assert queries.day(standing_of(made.director), plan.AT).standpoint is None


@pytest.mark.django_db
def test_the_number_of_statements_does_not_depend_on_how_much_waits():
    desk = make_desk()
    counts = []
    for _ in range(2):
        desk.receive()
        with CaptureQueriesContext(connection) as asked:
            queries.day(standing_of(desk.agent), AT)
        counts.append(len(asked))
    assert counts[0] == counts[1]
