"""The round keeps cases in hands: for those who left, and by the rules for what waits; whoever gets one is told."""

from datetime import timedelta

import pytest

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Distribution, NewRoutingRule
from liuxin.interfaces.jobs.hands import Hands
from tests.factories.cases import NINE, Desk, fresh, make_desk
from tests.factories.communication import Notice
from tests.factories.organisation import SYSTEM, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.mark.spec("S5")
def test_a_round_hands_over_what_the_gone_hold_and_routes_what_waits_and_tells_who_got_it(desk):
    held, waiting = desk.receive(), desk.receive(take=False)
    Person.objects.filter(pk=desk.agent).update(left_on=NINE.date())
    new = NewRoutingRule("x", desk.team, Distribution.ROUND_ROBIN)
    actions.add_routing_rule(new=new, by=SYSTEM, at=NINE)
    part = Hands()
    part(NINE + timedelta(minutes=1))
    assert (fresh(held).holder_id, fresh(held).accountable_id) == (None, desk.lead)
    assert fresh(waiting).holder_id == desk.colleague
    assert list(Notice.objects.values_list("person", "code", "subject")) == [
        (desk.colleague, "case.routed", f"case:{waiting.code}")
    ]
    part(NINE + timedelta(minutes=2))
    assert Notice.objects.count() == 1


def test_a_round_looks_four_times_a_minute():
    part = Hands()
    part(NINE)
    part(NINE + timedelta(seconds=14))
    assert part.looked_at == NINE
    part(NINE + timedelta(seconds=15))
    assert part.looked_at == NINE + timedelta(seconds=15)


@pytest.mark.spec("S4")
def test_whoever_is_given_a_case_by_a_rule_or_a_colleague_is_told_once(desk):
    new = NewRoutingRule("x", desk.team, Distribution.ROUND_ROBIN)
    actions.add_routing_rule(new=new, by=SYSTEM, at=NINE)
    case = desk.receive(by=desk.lead, team=None, take=False)
    assert list(Notice.objects.values_list("person", "code")) == [(case.holder_id, "case.routed")]
