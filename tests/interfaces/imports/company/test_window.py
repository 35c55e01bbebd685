from datetime import timedelta

import pytest

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter, CaseSort, Status
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import NeedFilter, NeedState
from liuxin.desk.quality import queries as quality
from liuxin.desk.quality.words import Show
from liuxin.interfaces.imports.company import prospects, window
from liuxin.interfaces.imports.company.crew import Crew, Post
from liuxin.interfaces.imports.company.matters import MATTERS, TEMPLATES
from liuxin.interfaces.imports.simulator.catalogue import Trade
from tests.factories.cases import NINE, Desk, make_desk
from tests.factories.customers import make_customer
from tests.factories.organisation import make_calendar, standing_of

pytestmark = pytest.mark.django_db
NOW = NINE + timedelta(days=400, hours=3)


@pytest.fixture
def desk() -> Desk:
    make_calendar("default")
    return make_desk()


def crew_of(desk: Desk) -> Crew:
    here, there = Post(desk.team, desk.agent), Post(desk.other_team, desk.other_agent)
    return Crew(desk.director, desk.lead, {trade: there if trade == Trade.REPAIRS else here for trade in Trade} | {
        Trade.FRONT: Post(desk.team, desk.colleague)
    })  # fmt: skip


def test_the_window_has_matters_of_every_state_with_answers_and_warnings_and_they_come_once(desk: Desk):
    people = [make_customer(f"业主 {number}", stage="owner").pk for number in range(12)]
    assert window.write(crew_of(desk), people, at=NOW) == len(MATTERS) + 3
    assert window.write(crew_of(desk), people, at=NOW) == 0
    director = standing_of(desk.director, NOW)
    lines = {line.title: line.status for line in cases.case_rows(director, CaseFilter(), CaseSort.OLDEST)}
    assert lines["主卧天花板渗水"] is Status.RESOLVED
    assert lines["对讲听不清"] is Status.OPEN
    assert lines["想改每月扣费的银行卡"] is Status.WAITING
    assert lines["阳台地漏返水"] is Status.CLOSED
    told = cases.survey_tallies(director, since=NINE, until=NOW, zone="Asia/Shanghai").whole
    assert (told.asked, told.answered) == (9, 8)
    assert [one.title for one in quality.warnings(director, Show.SETTLED, NOW)] == ["厨房吊顶滴水，催过一次"]
    assert [one.title for one in quality.warnings(director, Show.OPEN, NOW)] == ["电梯里信号差"]
    assert {one.name for one in cases.templates(director)} == {name for name, _, _ in TEMPLATES}


def test_customers_stand_on_every_stage_and_needs_in_every_state_but_dropped_and_they_come_once(desk: Desk):
    owners = [make_customer(f"业主 {number}", stage="owner").pk for number in range(prospects.MEMBERS + 5)]
    for _ in range(2):
        prospects.write(crew_of(desk), owners, at=NOW)
    found = {line.name.code: line.customers for line in customers.stage_lines()}
    assert found == {
        "potential": 1,
        "interested": 2,
        "prospect": 2,
        "contracted": 1,
        "owner_to_be": 1,
        "owner": 7,
        "member": prospects.MEMBERS,
    }
    needs = customers.need_views(customers.needs_wanted(NeedFilter()))
    assert {need.state for need in needs} == set(NeedState) - {NeedState.DROPPED}
    assert sum(need.is_late(NOW.date()) for need in needs) == 1
    assert len(customers.likenesses()) == 1
