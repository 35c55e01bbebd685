"""From a case that is received on a page to the numbers that it makes."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from liuxin.desk.cases import actions
from liuxin.desk.organisation import queries as organisation
from liuxin.facts.queries import current, measure
from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.kernel.period import Period
from tests.factories.cases import DONE, NINE, Case, Desk, fresh, make_desk
from tests.factories.organisation import SYSTEM, make_calendar
from tests.interfaces.web.cases.test_pages import browser, url

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P4.2")]
NEXT = {"next_action": "回电", "next_due": "2016-06-20T10:00"}


def go(client: Client, case: Case, at: datetime, act: str, **given: str) -> None:
    with time_machine.travel(at, tick=False):
        answer = client.post(url(case, act), {"version": fresh(case).version, **given})
    assert answer.status_code == 302, act
    actions.release(by=SYSTEM, at=at + timedelta(minutes=1))


def live(desk: Desk, case: Case) -> None:
    """Two hours waiting, resolved after three, reopened after four, closed after five."""
    with time_machine.travel(NINE, tick=False):
        client = browser(desk.agent)
    hours = [NINE + timedelta(hours=hour) for hour in range(6)]
    go(client, case, NINE, "wait", **NEXT)
    go(client, case, hours[2], "resume", **NEXT)
    go(client, case, hours[3], "resolve", **DONE, confirm_by="2016-06-20T10:00")
    go(client, case, hours[4], "reopen", **NEXT)
    go(client, case, hours[5], "close", **DONE)


def values() -> dict[str, float | None]:
    catch_up(NINE + timedelta(days=1))
    codes = ("cases_resolved", "resolution_time_calendar.median", "resolution_time_business.median", "promises_kept")
    period = Period(NINE, NINE + timedelta(days=1))
    found = measure(current(), measures=codes, period=period, unranked=organisation.unranked_people())
    return {reading.measure: reading.value for reading in found}


def test_a_promised_case_gives_its_times_and_its_promise():
    make_calendar("default")
    actions.set_promise(kind=None, priority=2, minutes=240, calendar="default", by=SYSTEM, at=NINE)
    desk = make_desk()
    live(desk, desk.receive())
    assert values() == {
        "cases_resolved": 1,
        "resolution_time_calendar": 5,
        "resolution_time_business": 3,
        "promises_kept": 100,
    }


def test_a_case_without_a_promise_has_business_time_on_the_default_calendar():
    make_calendar("default")
    desk = make_desk()
    live(desk, desk.receive())
    assert (values()["resolution_time_business"], values()["promises_kept"]) == (3, None)


def test_a_case_where_there_is_no_calendar_counts_and_its_business_time_is_not_known():
    desk = make_desk()
    live(desk, desk.receive())
    found = values()
    assert (found["cases_resolved"], found["resolution_time_calendar"]) == (1, 5)
    assert found["resolution_time_business"] is None
