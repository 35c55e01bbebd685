from datetime import timedelta

import pytest

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import StepKind
from liuxin.interfaces.imports.company import desk as company
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from tests.factories.cases import NINE, Case, history, make_desk, record, step
from tests.factories.organisation import SYSTEM, make_team, standing_of

pytestmark = pytest.mark.django_db


def test_the_ways_in_and_the_rules_lead_to_the_teams_that_do_the_trade_and_are_made_once():
    desk = make_desk()
    teams = {int(trade) + 1: make_team(department=desk.department, lead=desk.lead) for trade in list(Trade)[:4]}
    for _ in range(2):
        company.set_up(Keys(teams=teams), by=SYSTEM, at=NINE)
    assert {each.code: each.team for each in cases.entrances()} == {
        "report": teams[Trade.HOTLINE + 1],
        "ask": teams[Trade.SALES + 1],
        "complain": teams[Trade.COMPLAINTS + 1],
    }
    rules = cases.routing_rules(standing_of(desk.director, NINE), NINE)
    assert [rule.asks.team for rule in rules] == [
        teams[Trade.COMPLAINTS + 1],
        teams[Trade.SALES + 1],
        teams[Trade.HOTLINE + 1],
    ]


def test_what_was_recorded_as_resolved_long_ago_is_closed_and_what_is_fresh_stays():
    desk = make_desk()
    hands = {"holder": desk.agent, "team": desk.team, "accountable": desk.agent}
    days = {"old": 0, "young": 10 * 24 * 60}
    for code, start in days.items():
        steps = (step(StepKind.OPENED, start, **hands), step(StepKind.RESOLVED, start + 60))
        assert record(history(desk, *steps, code=code, outcome=None, outcome_text="")).refused == ()
    assert company.tidy(desk.director, at=NINE + timedelta(days=12)) == 1
    found = {case.code: (case.status, case.outcome_text) for case in Case.objects.all()}
    assert found == {"old": ("closed", company.CLOSED), "young": ("resolved", "")}
