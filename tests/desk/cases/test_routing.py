"""Cases go to teams and people by rules: as they come in, and many that wait at once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.actions import routing as routing_actions
from liuxin.desk.cases.words import (
    Channel,
    Condition,
    Distribution,
    HandOverReason,
    Kind,
    Matter,
    NewCase,
    NewRoutingRule,
    Pick,
    ServiceStage,
)
from liuxin.desk.customers.actions import add_sites
from liuxin.desk.customers.words import CustomerKind, NewSite, SiteKind
from liuxin.desk.organisation import actions as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, NotFoundError
from tests.factories.cases import (
    NINE,
    Case,
    Desk,
    HandOver,
    RoutingRule,
    events_of,
    events_with_codes,
    fresh,
    seen,
    violations,
)
from tests.factories.organisation import SYSTEM, make_team, standing_of

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(minutes=5)


def rule(desk: Desk, **asks: Any) -> int:
    new = NewRoutingRule(**{"name": "规则", "team": desk.team, **asks})
    return actions.add_routing_rule(new=new, by=Actor.person(desk.director), at=NINE)


def come_in(desk: Desk, **changes: Any) -> Case:
    return desk.receive(**{"team": None, "take": False, **changes})


@pytest.mark.spec("S4")
def test_a_case_without_a_team_goes_where_the_first_fitting_rule_sends_it(desk):
    rule(desk, kind=Kind.COMPLAINT)
    second = rule(desk, team=desk.other_team, kind=Kind.REPORT)
    case = come_in(desk)
    assert (case.team_id, case.holder_id, case.accountable_id) == (desk.other_team, None, desk.other_lead)
    point = HandOver.objects.get(case=case)
    assert (point.seq, point.reason, point.rule_id) == (1, HandOverReason.ROUTED.value, second)
    assert events_of(case) == ["case.opened", "case.routed"]
    assert events_with_codes(case, "case.routed") == [{"rule": second, "team": desk.other_team, "holder": None}]


@pytest.mark.spec("S4")
def test_in_turn_each_of_the_team_gets_the_next_case(desk):
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    holders = [come_in(desk).holder_id for _ in range(4)]
    assert holders == [desk.agent, desk.colleague, desk.agent, desk.colleague]
    assert set(Case.objects.values_list("holder", "accountable")) == {(key, key) for key in holders}


@pytest.mark.spec("S4")
def test_the_least_loaded_gets_the_next_case_and_nobody_more_than_the_own_capacity(desk):
    for _ in range(2):
        desk.receive()
    rule(desk, distribution=Distribution.LEAST_LOADED)
    work(desk.colleague, capacity=3)
    work(desk.agent, capacity=2)
    assert [come_in(desk).holder_id for _ in range(4)] == [desk.colleague, desk.colleague, desk.colleague, None]


def work(person: int, **values: Any) -> None:
    given = {"skills": (), "languages": (), "capacity": None, **values}
    organisation.set_work(person_id=person, **given, by=SYSTEM, at=NINE)


@pytest.mark.spec("S4")
def test_skill_and_language_are_asked_of_people_on_record(desk):
    work(desk.colleague, skills=["电梯"], languages=["en"])
    work(desk.agent, languages=["zh"])
    rule(desk, category="电梯", skill="电梯", distribution=Distribution.ROUND_ROBIN)
    rule(desk, speaks=True, distribution=Distribution.ROUND_ROBIN)
    assert come_in(desk, category="电梯").holder_id == desk.colleague
    assert come_in(desk, title="The lift is stuck again").holder_id == desk.colleague
    assert come_in(desk, title="地库漏水").holder_id == desk.agent


@pytest.mark.spec("S4")
@pytest.mark.parametrize(("title", "language"), [("地库 B2 漏水", "zh"), ("Water in the basement", "en"), ("404", "")])
def test_the_language_of_a_case_is_kept_with_it(desk, title, language):
    assert desk.receive(title=title).language == language


@pytest.mark.spec("S4")
def test_a_rule_for_a_site_takes_what_lies_in_it(desk):
    project = add_sites(sites=[NewSite("湖畔", SiteKind.PROJECT)], source="", by=SYSTEM, at=NINE)["湖畔"]
    inside = add_sites(sites=[NewSite("3 栋", SiteKind.BUILDING, parent=project)], source="", by=SYSTEM, at=NINE)[
        "3 栋"
    ]
    taken = rule(desk, team=desk.other_team, site=project)
    rule(desk, is_default=True)
    assert HandOver.objects.get(case=come_in(desk, site=inside)).rule_id == taken
    assert come_in(desk).team_id == desk.team


@pytest.mark.spec("S4")
def test_absent_and_left_people_get_no_case(desk):
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    organisation.set_absence(
        person_id=desk.agent, start=NINE - timedelta(days=1), end=NINE + timedelta(days=1), by=SYSTEM, at=NINE
    )
    assert come_in(desk).holder_id == desk.colleague
    organisation.record_leaving(person_id=desk.colleague, on=NINE.date(), by=SYSTEM, at=NINE)
    assert come_in(desk).holder_id is None
    assert come_in(desk, at=NINE + timedelta(days=1)).holder_id == desk.agent


@pytest.mark.spec("S5")
def test_without_any_rule_the_first_team_with_somebody_to_answer_takes_it(desk):
    case = come_in(desk)
    assert (case.team_id, case.accountable_id) == (desk.team, desk.lead)
    assert events_with_codes(case, "case.routed") == [{"rule": None, "team": desk.team, "holder": None}]


@pytest.mark.spec("S5")
def test_where_the_lead_is_away_the_head_of_the_department_answers_for_the_queue(desk):
    rule(desk)
    organisation.set_absence(person_id=desk.lead, start=NINE, end=NINE + timedelta(days=3), by=SYSTEM, at=NINE)
    assert come_in(desk).accountable_id == desk.manager


def test_where_nobody_at_all_answers_the_case_is_refused_and_nothing_is_kept(desk):
    from tests.factories.customers import make_customer  # noqa: PLC0415

    organisation.record_leaving(person_id=desk.director, on=NINE.date(), by=SYSTEM, at=NINE)
    for lead in (desk.lead, desk.other_lead, desk.manager):
        organisation.set_absence(person_id=lead, start=NINE, end=NINE + timedelta(days=3), by=SYSTEM, at=NINE)
    with pytest.raises(LiuxinError) as caught:
        come_in(replace(desk, customer=make_customer().code))
    assert caught.value.code == "cases.nobody_to_answer"
    assert Case.objects.count() == 0


def test_whoever_takes_a_case_must_name_the_team(desk):
    with pytest.raises(BadInputError) as caught:
        desk.receive(team=None, take=True)
    assert (caught.value.code, caught.value.field) == ("cases.team_missing", "team")


@pytest.mark.spec("S4")
def test_what_waits_is_sent_through_the_rules_with_a_point_and_an_event_each(desk):
    cases = [desk.receive(take=False, at=NINE + timedelta(minutes=number)) for number in range(4)]
    by_hand = desk.receive(take=False)
    actions.take(case=seen(by_hand), by=Actor.person(desk.agent), at=NINE)
    key = rule(desk, distribution=Distribution.ROUND_ROBIN)
    done = actions.route_waiting(by=SYSTEM, at=LATER)
    assert (done.read, done.moved, done.stayed, done.by_rule) == (4, 4, 0, {key: 4})
    assert [fresh(case).holder_id for case in cases] == [desk.agent, desk.colleague] * 2
    first = fresh(cases[0])
    assert (first.accountable_id, first.last_seq, first.version, first.last_at) == (desk.agent, 2, 2, LATER)
    assert events_of(first) == ["case.opened", "case.handed_over", "case.routed"]
    assert events_with_codes(first, "case.handed_over") == [
        {"accountable": desk.agent, "holder": desk.agent, "seq": 2, "team": desk.team}
    ]
    assert violations() == []


def test_running_again_moves_nothing_and_the_turn_goes_on_where_it_was(desk):
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    first = desk.receive(take=False)
    actions.route_waiting(by=SYSTEM, at=LATER)
    assert actions.route_waiting(by=SYSTEM, at=LATER).read == 0
    second = desk.receive(take=False, at=LATER)
    actions.route_waiting(by=SYSTEM, at=LATER)
    assert (fresh(first).holder_id, fresh(second).holder_id) == (desk.agent, desk.colleague)


@pytest.mark.spec("S5")
def test_what_a_hand_put_into_a_queue_stays_there(desk):
    case = desk.receive()
    actions.transfer(
        case=seen(case),
        team=desk.other_team,
        holder=None,
        reason=HandOverReason.SKILL,
        by=Actor.person(desk.agent),
        at=NINE,
    )
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    assert actions.route_waiting(by=SYSTEM, at=LATER).read == 0
    assert fresh(case).team_id == desk.other_team


def test_a_case_that_stays_in_its_queue_keeps_its_point_and_can_be_routed_when_somebody_is_free(desk):
    for person in (desk.agent, desk.colleague):
        work(person, capacity=0)
    rule(desk, distribution=Distribution.LEAST_LOADED)
    case = desk.receive(take=False)
    done = actions.route_waiting(by=SYSTEM, at=LATER)
    assert (done.read, done.moved, done.stayed) == (1, 0, 1)
    assert fresh(case).last_seq == 1
    work(desk.agent, capacity=1)
    assert actions.route_waiting(by=SYSTEM, at=LATER).moved == 1
    assert fresh(case).holder_id == desk.agent


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_do_not_grow_with_the_cases(desk, count):
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    for _ in range(count):
        desk.receive(take=False)
    with CaptureQueriesContext(connection) as asked:
        assert actions.route_waiting(by=SYSTEM, at=LATER).moved == count
    assert len(asked) == 22


def test_batches_are_whole_transactions_and_loads_go_on_from_one_to_the_next(desk, monkeypatch):
    monkeypatch.setattr(routing_actions, "CASES", 2)
    rule(desk, distribution=Distribution.LEAST_LOADED)
    cases = [desk.receive(take=False, at=NINE + timedelta(minutes=number)) for number in range(5)]
    assert actions.route_waiting(by=SYSTEM, at=LATER + timedelta(hours=1)).moved == 5
    held = [fresh(case).holder_id for case in cases]
    assert abs(held.count(desk.agent) - held.count(desk.colleague)) == 1


@pytest.mark.spec("S4")
def test_where_somebody_chose_the_team_the_rules_choose_only_who_of_it(desk):
    case = desk.receive(take=False)
    rule(desk, team=desk.other_team, distribution=Distribution.ROUND_ROBIN)
    assert actions.route_waiting(by=SYSTEM, at=LATER).moved == 0
    rule(desk, distribution=Distribution.ROUND_ROBIN)
    assert actions.route_waiting(by=SYSTEM, at=LATER).moved == 1
    assert (fresh(case).team_id, fresh(case).holder_id) == (desk.team, desk.agent)


@pytest.mark.spec("S4")
def test_what_comes_in_by_itself_goes_by_the_rules_before_the_team_of_its_entrance(desk):
    def arrive(kind: Kind) -> Case:
        new = NewCase(
            title="x",
            kind=kind,
            service_stage=ServiceStage.AFTERSALE,
            channel=Channel.EMAIL,
            priority=2,
            customer=desk.customer,
            team=desk.team,
            take=False,
            next_due=LATER,
        )
        return Case.objects.get(code=actions.receive(new=new, by=SYSTEM, at=NINE))

    assert arrive(Kind.REPORT).team_id == desk.team
    rule(desk, team=desk.other_team, is_default=True)
    key = rule(desk, team=desk.other_team, kind=Kind.COMPLAINT)
    assert (arrive(Kind.REPORT).team_id, arrive(Kind.COMPLAINT).team_id) == (desk.team, desk.other_team)
    assert list(HandOver.objects.order_by("pk").values_list("rule", flat=True)) == [None, None, key]


def test_only_liuxin_and_the_director_send_what_waits(desk):
    for person in (desk.agent, desk.lead, desk.auditor):
        with pytest.raises(NotAllowedError):
            actions.route_waiting(by=Actor.person(person), at=LATER)


@pytest.mark.spec("S4")
def test_trying_tells_which_rule_would_take_a_case_and_why_and_writes_nothing(desk):
    first = rule(desk, name="投诉", kind=Kind.COMPLAINT)
    second = rule(desk, name="其余", team=desk.other_team, is_default=True)
    matter = Matter("report", "aftersale", "phone", "", "external", frozenset(), "zh")
    tried = queries.try_routing(standing_of(desk.director), matter, NINE)
    assert (tried.route.rule, tried.route.team, tried.route.pick) == (second, desk.other_team, Pick.QUEUED)
    assert [(verdict.rule, verdict.misses) for verdict in tried.route.verdicts] == [
        (first, (Condition.KIND,)),
        (second, ()),
    ]
    assert (tried.holder, tried.accountable and tried.accountable.id) == (None, desk.other_lead)
    assert queries.try_routing(standing_of(desk.director), replace(matter, kind="complaint"), NINE).route.rule == first
    assert Case.objects.count() == 0


@pytest.mark.spec("S4")
def test_rules_change_places_are_changed_and_retired_and_the_record_tells_who(desk):
    by = Actor.person(desk.director)
    keys = [rule(desk, name=name) for name in ("甲", "乙", "丙")]
    actions.move_routing_rule(rule=keys[2], up=True, by=by, at=NINE)
    view = queries.routing_rules(standing_of(desk.lead), NINE)
    assert [(one.asks.name, one.place) for one in view] == [("甲", 1), ("丙", 2), ("乙", 3)]
    actions.move_routing_rule(rule=keys[0], up=True, by=by, at=NINE)
    changed = replace(view[0].asks, channel=Channel.EMAIL)
    actions.change_routing_rule(rule=keys[0], version=1, new=changed, by=by, at=NINE)
    with pytest.raises(ConflictError):
        actions.change_routing_rule(rule=keys[0], version=1, new=changed, by=by, at=NINE)
    actions.retire_routing_rule(rule=keys[1], version=1, by=by, at=NINE)
    with pytest.raises(NotFoundError):
        actions.retire_routing_rule(rule=keys[1], version=2, by=by, at=NINE)
    actions.restore_routing_rule(rule=keys[1], by=by, at=LATER)
    changes = queries.routing_changes(standing_of(desk.lead))
    assert {change.code for change in changes} == {
        *("routing.rule_added", "routing.rule_moved", "routing.rule_changed", "routing.rule_retired")
    }
    assert {change.actor and change.actor.id for change in changes} == {desk.director}


@pytest.mark.parametrize(
    ("asks", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"team": 999_999}, "team"),
        ({"category": "x" * 121}, "category"),
        ({"site": 999_999}, "site"),
        ({"language": "fr"}, "language"),
        ({"skill": "x" * 65}, "skill"),
        ({"most_waiting": 0}, "most_waiting"),
    ],
)
def test_a_rule_that_cannot_be_read_names_the_field(desk, asks, field):
    with pytest.raises(BadInputError) as caught:
        rule(desk, **asks)
    assert caught.value.field == field
    assert not RoutingRule.objects.exists()


def test_a_rule_to_a_team_for_which_nobody_answers_is_refused(desk):
    organisation.record_leaving(person_id=desk.director, on=NINE.date() + timedelta(days=1), by=SYSTEM, at=NINE)
    team = make_team()
    with pytest.raises(LiuxinError) as caught:
        actions.add_routing_rule(new=NewRoutingRule("x", team), by=SYSTEM, at=NINE + timedelta(days=2))
    assert caught.value.code == "cases.team_without_lead"


def test_there_is_one_default_and_it_asks_nothing(desk):
    key = rule(desk, is_default=True, kind=Kind.REPORT)
    assert RoutingRule.objects.get(pk=key).kind == ""
    with pytest.raises(LiuxinError) as caught:
        rule(desk, is_default=True)
    assert caught.value.code == "cases.default_route_there"
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.filter(pk=key).update(kind="report")
    other = rule(desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoutingRule.objects.filter(pk=other).update(is_default=True)


@pytest.mark.parametrize("who", ["agent", "lead", "auditor", "hr"])
def test_who_may_not_write_rules_is_refused(desk, who):
    with pytest.raises(NotAllowedError):
        actions.add_routing_rule(new=NewRoutingRule("x", desk.team), by=Actor.person(getattr(desk, who)), at=NINE)


def test_agents_and_hr_do_not_see_the_rules(desk):
    for person in (desk.agent, desk.hr):
        with pytest.raises(NotAllowedError):
            queries.routing_rules(standing_of(person), NINE)


@pytest.mark.spec("S4")
def test_every_condition_can_be_asked_at_once(desk):
    rule(desk, is_default=True)
    key = rule(
        desk,
        team=desk.other_team,
        customer_kind=CustomerKind.EXTERNAL,
        service_stage=ServiceStage.AFTERSALE,
        kind=Kind.REPORT,
        channel=Channel.PHONE,
        category="漏水",
        language="zh",
        most_waiting=1,
    )
    first, second = come_in(desk), come_in(desk)
    assert (HandOver.objects.get(case=first).rule_id, first.team_id) == (key, desk.other_team)
    assert second.team_id == desk.team
