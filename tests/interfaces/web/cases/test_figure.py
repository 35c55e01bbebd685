"""Who held a case when, as laid out: exact places on business time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import HandOverReason
from liuxin.interfaces.web.cases.figure import participation
from liuxin.kernel.actor import Actor
from tests.factories.cases import NINE, Desk, fresh, make_desk, seen
from tests.factories.organisation import SYSTEM, make_calendar, standing_of

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def desk() -> Desk:
    make_calendar("default")
    return make_desk()


def drawn(desk: Desk, code: str, now: datetime):
    return participation(queries.case(standing_of(desk.director), code, now), now, HERE)


def test_lanes_stand_on_business_time_and_nights_are_folded(desk):
    case = desk.receive(take=False)
    actions.take(case=seen(case), by=Actor.person(desk.agent), at=NINE + timedelta(hours=9))
    figure = drawn(desk, case.code, NINE + timedelta(days=1, hours=9))
    assert figure.on_business_time
    assert [[(span.kind, span.x, span.width) for span in lane.spans] for lane in figure.lanes] == [
        [("gap", "0.00%", "50.00%")],
        [("own", "50.00%", "50.00%")],
    ]
    assert [(tick.label, tick.x, tick.seam) for tick in figure.ticks] == [
        ("06-01 09:00", "0.00%", False),
        ("06-02", "50.00%", True),
    ]
    assert [(mark.kind, mark.x, mark.anchor) for mark in figure.marks] == [("now", "100.00%", "e")]


def test_the_figure_of_an_open_case_reaches_to_its_promise(desk):
    actions.set_promise(kind=None, priority=2, minutes=240, calendar="default", by=SYSTEM, at=NINE)
    case = desk.receive()
    figure = drawn(desk, case.code, NINE + timedelta(hours=1))
    assert [(mark.kind, mark.x) for mark in figure.marks] == [("due", "100.00%"), ("now", "25.00%")]


def test_waiting_and_helping_have_lanes_of_their_own(desk):
    case = desk.receive()
    by = Actor.person(desk.agent)
    hour = timedelta(hours=1)
    actions.add_helper(case=case.code, person=desk.other_agent, by=by, at=NINE + hour)
    actions.wait_on_customer(case=seen(case), next_action="x", next_due=NINE + 9 * hour, by=by, at=NINE + 2 * hour)
    figure = drawn(desk, case.code, NINE + 4 * hour)
    assert [[(span.kind, span.x, span.width) for span in lane.spans] for lane in figure.lanes] == [
        [("own", "0.00%", "100.00%")],
        [("help", "25.00%", "75.00%")],
        [("wait", "50.00%", "50.00%")],
    ]


def test_a_case_without_business_time_is_drawn_on_calendar_time(desk):
    night = datetime(2016, 6, 1, 14, tzinfo=UTC)
    case = desk.receive(at=night)
    figure = drawn(desk, case.code, night + timedelta(hours=2))
    assert not figure.on_business_time
    assert [(span.x, span.width) for lane in figure.lanes for span in lane.spans] == [("0.00%", "100.00%")]


def test_a_case_that_has_just_come_in_can_be_drawn(desk):
    case = desk.receive()
    figure = drawn(desk, case.code, NINE)
    assert [lane.name for lane in figure.lanes] != []


def test_people_who_come_back_share_one_lane(desk):
    case = desk.receive()
    hour = timedelta(hours=1)
    for turn in range(12):
        actions.transfer(
            case=seen(case),
            team=desk.team,
            holder=(desk.agent, desk.colleague)[turn % 2 == 0],
            reason=HandOverReason.WORKLOAD,
            by=Actor.person(desk.director),
            at=NINE + turn * timedelta(minutes=10),
        )
    figure = drawn(desk, case.code, NINE + 3 * hour)
    assert (len(figure.lanes), figure.left_out) == (2, 0)
    assert fresh(case).last_seq == 13


def test_the_sentence_of_the_figure_names_who_held_it_how_long(desk):
    case = desk.receive(take=False)
    actions.take(case=seen(case), by=Actor.person(desk.agent), at=NINE + timedelta(hours=1))
    with translation.override("zh-hans"):
        figure = drawn(desk, case.code, NINE + timedelta(hours=3))
    assert "陈晓" in figure.label
    assert "2" in figure.label
