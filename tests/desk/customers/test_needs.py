"""A need goes from its record to its result; none is without owner, next step and day, whoever writes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.customers import actions, queries, rules
from liuxin.desk.customers.rules import Deed
from liuxin.desk.customers.words import Answer, NeedFilter, NeedState, NewNeed, NextStep, Refusal, SeenNeed, Worth
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.customers import (
    Need,
    Offer,
    make_customer,
    make_need,
    make_solution,
    next_step,
    seen_need,
)
from tests.factories.organisation import NOW, SYSTEM, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S10")]
THEN = next_step(NOW)


@pytest.fixture
def agent() -> Actor:
    return Actor.person(make_person("陈晓", roles=(Role.AGENT,), teams=(make_team(),)))


@pytest.fixture
def need(agent: Actor) -> SeenNeed:
    assert agent.person_id is not None
    return make_need(make_customer("黄先生").code, agent.person_id, NOW)


def offered(need: SeenNeed, by: Actor) -> SeenNeed:
    actions.match_need(need=need, solution=make_solution("三房精装"), then=THEN, by=by, at=NOW)
    actions.offer_solution(need=seen_need(need), text="样板间参观", then=THEN, by=by, at=NOW)
    return seen_need(need)


def state(need: SeenNeed) -> str:
    return Need.objects.get(code=need.code).state


def codes(need: SeenNeed) -> list[str]:
    return [event.code for event in history.timeline("need", need.code)]


def test_a_need_leads_to_a_solution_its_acceptance_and_its_result(need, agent):
    then = offered(need, agent)
    actions.accept_offer(need=then, words="很满意", then=next_step(NOW, days=30, text="入住后回访"), by=agent, at=NOW)
    later = NOW + timedelta(days=30)
    actions.check_result(need=seen_need(need), worth=Worth.MUCH, text="一家人住得宽敞。", by=agent, at=later)
    row = Need.objects.get(code=need.code)
    assert (row.state, row.worth, row.result, row.ended_at) == ("checked", "much", "一家人住得宽敞。", later)
    assert row.solution is not None
    assert (row.next_step, row.next_due, row.solution.name_zh) == ("", None, "三房精装")
    assert codes(need) == ["need.recorded", "need.matched", "need.offered", "need.accepted", "need.checked"]
    assert [dict(event.payload) for event in history.timeline("need", need.code)][-1] == {"worth": "much"}


def test_a_refusal_has_its_reason_and_another_solution_is_sought(need, agent):
    actions.decline_offer(need=offered(need, agent), reason=Refusal.PRICE, then=THEN, by=agent, at=NOW)
    row, offer = Need.objects.get(code=need.code), Offer.objects.get()
    assert (row.state, row.solution, offer.answer, offer.reason) == ("recorded", None, "declined", "price")
    actions.match_need(need=seen_need(need), solution=make_solution(), then=THEN, by=agent, at=NOW)
    assert state(need) == "matched"


def test_a_refusal_without_another_way_ends_the_need(need, agent):
    actions.decline_offer(
        need=offered(need, agent), reason=Refusal.OTHER, words="搬去外地", then=None, by=agent, at=NOW
    )
    assert state(need) == "declined"
    told = dict(history.timeline("need", need.code)[-1].payload)
    assert (told["reason"], told["final"]) == ("other", True)


def test_another_reason_has_to_be_told_in_words(need, agent):
    with pytest.raises(BadInputError) as caught:
        actions.decline_offer(need=offered(need, agent), reason=Refusal.OTHER, then=None, by=agent, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.text_missing", "words")


@pytest.mark.parametrize("given", list(NeedState))
def test_what_may_be_done_depends_on_how_far_a_need_is(given):
    possible = {
        NeedState.RECORDED: {Deed.MATCH, Deed.DROP, Deed.PLAN},
        NeedState.MATCHED: {Deed.MATCH, Deed.OFFER, Deed.DROP, Deed.PLAN},
        NeedState.OFFERED: {Deed.ACCEPT, Deed.DECLINE, Deed.PLAN},
        NeedState.ACCEPTED: {Deed.CHECK, Deed.DROP, Deed.PLAN},
    }
    assert rules.possible(given) == possible.get(given, set())


def test_nothing_is_offered_before_a_solution_is_chosen(need, agent):
    with pytest.raises(RuleBrokenError) as caught:
        actions.offer_solution(need=need, then=THEN, by=agent, at=NOW)
    assert caught.value.code == "customers.need_not_so_far"
    assert codes(need) == ["need.recorded"]


@pytest.mark.parametrize(
    ("then", "field"),
    [
        (NextStep("", THEN.due), "next_step"),
        (NextStep("回访", None), "next_due"),
        (NextStep("回访", date(2000, 1, 1)), "next_due"),
    ],
)
def test_no_need_goes_on_without_a_next_step_and_a_day_to_come(need, agent, then, field):
    with pytest.raises(BadInputError) as caught:
        actions.match_need(need=need, solution=make_solution(), then=then, by=agent, at=NOW)
    assert caught.value.field == field
    assert state(need) == "recorded"


def test_no_need_is_without_an_owner(agent):
    new = NewNeed("x", 0, "回访", THEN.due)
    with pytest.raises(BadInputError) as caught:
        actions.record_need(customer=make_customer().code, need=new, by=agent, at=NOW)
    assert (caught.value.code, caught.value.field) == ("customers.need_without_owner", "owner")


def test_two_who_decide_about_a_need_meet_as_a_conflict(need, agent):
    actions.match_need(need=need, solution=make_solution(), then=THEN, by=agent, at=NOW)
    with pytest.raises(ConflictError) as caught:
        actions.drop_need(need=need, text="不需要了", by=agent, at=NOW)
    assert caught.value.code == "customers.need_changed_meanwhile"


def test_a_need_passes_to_another_owner(need, agent):
    other = make_person("周航")
    actions.plan_need(need=need, owner=other, then=THEN, by=agent, at=NOW)
    assert Need.objects.get(code=need.code).owner_id == other


def test_a_solution_out_of_the_catalogue_is_not_chosen(need, agent):
    solution = make_solution()
    actions.retire_solution(key=solution, retired=True, by=SYSTEM, at=NOW)
    with pytest.raises(NotFoundError) as caught:
        actions.match_need(need=need, solution=solution, then=THEN, by=agent, at=NOW)
    assert caught.value.code == "customers.no_such_solution"


def test_an_agent_keeps_no_catalogue(agent):
    with pytest.raises(NotAllowedError):
        actions.retire_solution(key=make_solution(), retired=True, by=agent, at=NOW)


def test_the_catalogue_counts_what_was_offered_and_taken(need, agent):
    actions.accept_offer(need=offered(need, agent), then=THEN, by=agent, at=NOW)
    assert [(one.zh, one.offered, one.accepted) for one in queries.solutions()] == [("三房精装", 1, 1)]


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "unknown"},
        {"next_step": ""},
        {"next_due": None},
        {"state": "offered"},
        {"state": "checked", "next_step": "", "next_due": None, "ended_at": NOW, "worth": ""},
        {"worth": "much"},
        {"title": ""},
        {"ended_at": NOW},
    ],
)
def test_the_database_itself_holds_the_states_of_a_need(need, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(code=need.code).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"answer": Answer.DECLINED.value, "answered_at": NOW},
        {"answer": Answer.ACCEPTED.value},
        {"answered_at": NOW},
        {"answer": Answer.ACCEPTED.value, "answered_at": NOW, "reason": "price"},
    ],
)
def test_the_database_itself_holds_the_answer_to_an_offer(need, agent, broken):
    offered(need, agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.update(**broken)


def test_one_offer_waits_for_an_answer_at_a_time(need, agent):
    offered(need, agent)
    row = Offer.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(need=row.need, solution=row.solution, at=NOW)


def test_needs_are_filtered_by_state_lateness_and_words(need, agent):
    assert agent.person_id is not None
    other = make_need(make_customer("何女士").code, agent.person_id, NOW, title="想租车位", days=1)
    late = THEN.due or NOW.date()

    def found(wanted: NeedFilter) -> list[str]:
        return [row.code for row in queries.needs_wanted(wanted)]

    assert found(NeedFilter(is_open=True)) == [other.code, need.code]
    assert found(NeedFilter(late_on=late)) == [other.code]
    assert found(NeedFilter(search="车位")) == [other.code]
    assert found(NeedFilter(search="黄先生")) == [need.code]
    assert found(NeedFilter(state=NeedState.CHECKED)) == []
