from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import CaseFilter, Channel, EscalateTo, NextAction
from liuxin.desk.communication import actions as communication
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.queries import ladders
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from tests.factories.cases import DONE, NINE, Case, Desk, all_events_of, events_with_codes, fresh, seen
from tests.factories.communication import Notice
from tests.factories.organisation import SYSTEM, Person, RoleGrant, make_person, standing_of
from tests.factories.promises import (
    CLOCK,
    PromiseAlarm,
    alarms,
    clocks,
    look,
    make_promise,
    replied,
    shanghai,
    wrote,
)

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5", "S6")]


def by_mail(desk: Desk, **changes: Any) -> Case:
    return desk.receive(channel=Channel.EMAIL, next_due=None, **changes)


def plan(case: Case, by: int, at: datetime) -> None:
    due = shanghai(1, 18)
    actions.plan_next(case=seen(case), next_action="亲自回电", next_due=due, by=Actor.person(by), at=at)


def notices() -> list[tuple[str, int]]:
    return list(Notice.objects.order_by("pk").values_list("code", "person"))


def test_one_is_warned_when_three_quarters_are_used_and_only_once(desk):
    make_promise()
    case = by_mail(desk)
    assert clocks(case).look_at == shanghai(1, 9, 45)
    assert look(shanghai(1, 9, 44)) == 0
    assert look(shanghai(1, 9, 45)) == 1
    assert look(shanghai(1, 9, 46)) == 0
    assert alarms(case) == [("first", 0, 0, desk.agent)]
    assert notices() == [("promise.warned", desk.agent)]
    due = int(shanghai(1, 10).timestamp())
    assert events_with_codes(case, "case.promise_warned") == [{"due": due, "target": "first", "to": desk.agent}]
    assert clocks(case).look_at == shanghai(1, 10)


def test_a_case_in_the_queue_warns_whoever_answers_for_it(desk):
    make_promise()
    case = by_mail(desk, take=False)
    look(shanghai(1, 9, 45))
    assert alarms(case) == [("first", 0, 0, desk.lead)]


def test_a_missed_promise_goes_to_the_lead_then_the_head_then_the_director_while_they_are_silent(desk):
    make_promise(next_minutes=None, minutes=None)
    case = by_mail(desk)
    for hour in (10, 11, 12, 13, 14, 15, 16, 17):
        look(shanghai(1, hour))
    assert alarms(case) == [
        ("first", 0, 1, desk.lead),
        ("first", 0, 2, desk.manager),
        ("first", 0, 3, desk.director),
    ]
    assert list(PromiseAlarm.objects.values_list("at", "is_last")) == [
        (shanghai(1, 10), False),
        (shanghai(1, 12), False),
        (shanghai(1, 14), True),
    ]
    assert events_with_codes(case, "case.escalated")[0] == {
        "required": True,
        "stage": 1,
        "target": "first",
        "to": desk.lead,
    }
    assert notices() == [("promise.escalated", person) for person in (desk.lead, desk.manager, desk.director)]
    assert (clocks(case).escalated_to_id, clocks(case).look_at) == (desk.director, None)


def test_a_reply_ends_the_escalation_of_the_response(desk):
    make_promise(minutes=None)
    case = by_mail(desk)
    look(shanghai(1, 10))
    assert clocks(case).escalated_to_id == desk.lead
    (mine,) = queries.waiting(standing_of(desk.lead), shanghai(1, 10))
    assert (mine.code, mine.params, mine.due) == (
        "cases.waits.escalated_first",
        {"case": case.code, "title": case.title},
        shanghai(1, 10),
    )
    replied(case, desk.agent, shanghai(1, 10, 30))
    assert (clocks(case).escalated_to_id, clocks(case).look_at) == (None, None)
    assert queries.waiting(standing_of(desk.lead), shanghai(1, 11)) == ()


def test_whoever_was_named_and_acts_is_followed_by_nobody(desk):
    make_promise(next_minutes=None, minutes=None)
    case = by_mail(desk)
    look(shanghai(1, 10))
    plan(case, desk.agent, shanghai(1, 10, 5))
    assert clocks(case).escalated_to_id == desk.lead
    plan(case, desk.lead, shanghai(1, 10, 30))
    assert (clocks(case).escalated_to_id, clocks(case).look_at) == (None, None)
    assert events_with_codes(case, "case.escalation_answered") == [{"person": desk.lead}]
    look(shanghai(2, 12))
    assert len(alarms(case)) == 1


def test_an_escalated_resolution_names_a_person_and_leaves_the_case_in_its_hands(desk):
    make_promise(first_minutes=None, next_minutes=None, minutes=60)
    case = by_mail(desk)
    look(shanghai(1, 10))
    assert (fresh(case).holder_id, fresh(case).accountable_id, fresh(case).version) == (desk.agent, desk.agent, 1)
    assert alarms(case) == [("resolution", 0, 1, desk.lead)]
    actions.take(case=seen(case), by=Actor.person(desk.lead), at=shanghai(1, 10, 10))
    assert (fresh(case).holder_id, clocks(case).escalated_to_id) == (desk.lead, None)


def test_each_spell_of_the_next_response_warns_anew(desk):
    make_promise(minutes=None)
    case = by_mail(desk)
    replied(case, desk.agent, shanghai(1, 9, 5))
    for hour in (10, 14):
        wrote(case, shanghai(1, hour))
        look(shanghai(1, hour + 1, 30))
        replied(case, desk.agent, shanghai(1, hour + 1, 40))
    assert alarms(case) == [("next", 0, 0, desk.agent), ("next", 1, 0, desk.agent)]


def test_a_named_person_goes_first_and_sees_the_case_and_may_act(desk):
    make_promise(escalate_to=EscalateTo.PERSON, named=desk.other_agent, next_minutes=None, minutes=None)
    case = by_mail(desk)
    asks = standing_of(desk.other_agent, NINE)
    with pytest.raises(NotFoundError):
        queries.case(asks, case.code, NINE)
    look(shanghai(1, 10))
    assert alarms(case) == [("first", 0, 1, desk.other_agent)]
    assert queries.case(asks, case.code, shanghai(1, 10)).line.code == case.code
    assert [line.code for line in queries.case_list(asks, CaseFilter()).rows] == [case.code]
    actions.plan_next(
        case=seen(case),
        next_action="我来联系",
        next_due=shanghai(1, 18),
        by=Actor.person(desk.other_agent),
        at=shanghai(1, 10, 5),
    )
    assert clocks(case).escalated_to_id is None


def test_whoever_left_is_passed_over_and_the_next_one_is_named(desk):
    make_promise(escalate_to=EscalateTo.PERSON, named=desk.other_agent, next_minutes=None, minutes=None)
    case = by_mail(desk)
    Person.objects.filter(pk__in=[desk.other_agent, desk.lead]).update(left_on=date(2016, 5, 31))
    look(shanghai(1, 10))
    assert alarms(case) == [("first", 0, 1, desk.manager)]


def test_where_nobody_stands_above_whoever_answers_for_the_case_is_named(desk):
    make_promise(next_minutes=None, minutes=None)
    RoleGrant.objects.filter(role__in=["director", "manager"]).delete()
    case = by_mail(desk, take=False)
    look(shanghai(1, 10))
    assert alarms(case) == [("first", 0, 1, desk.lead)]
    look(shanghai(3, 10))
    assert (len(alarms(case)), clocks(case).look_at) == (1, None)


def test_when_everyone_above_left_meanwhile_the_last_one_named_stays(desk):
    make_promise(next_minutes=None, minutes=None)
    case = by_mail(desk)
    look(shanghai(1, 10))
    RoleGrant.objects.filter(role__in=["director", "manager"]).delete()
    look(shanghai(1, 12))
    assert alarms(case) == [("first", 0, 1, desk.lead)]
    assert (clocks(case).escalated_to_id, clocks(case).look_at) == (desk.lead, None)


def test_after_a_night_without_a_worker_the_silent_are_given_their_time_all_the_same(desk):
    make_promise(next_minutes=None, minutes=None)
    case = by_mail(desk)
    look(shanghai(3, 10))
    look(shanghai(3, 10, 1))
    assert alarms(case) == [("first", 0, 1, desk.lead)]
    assert clocks(case).look_at == shanghai(3, 12)


def test_a_clock_that_jumps_back_tells_nothing_twice(desk):
    make_promise()
    case = by_mail(desk)
    look(shanghai(1, 9, 50))
    look(shanghai(1, 9, 10))
    look(shanghai(1, 9, 50))
    assert alarms(case) == [("first", 0, 0, desk.agent)]


def test_what_was_killed_in_between_is_told_once_when_it_runs_again(desk, monkeypatch):
    make_promise()
    first, second = by_mail(desk), by_mail(desk)
    notify = communication.notify

    def killed(**told: Any) -> int:
        if told["subject"] == f"case:{second.code}":
            raise KeyboardInterrupt
        return notify(**told)

    with monkeypatch.context() as broken:
        broken.setattr(communication, "notify", killed)
        with pytest.raises(KeyboardInterrupt):
            look(shanghai(1, 9, 45))
    assert (alarms(first), notices(), events_with_codes(first, "case.promise_warned")) == ([], [], [])
    assert look(shanghai(1, 9, 46)) == 2
    assert [alarms(case) for case in (first, second)] == [[("first", 0, 0, desk.agent)]] * 2
    assert notices() == [("promise.warned", desk.agent)] * 2


def test_the_database_holds_that_nobody_is_told_twice(desk):
    make_promise()
    case = by_mail(desk)
    look(shanghai(1, 9, 45))
    row = PromiseAlarm.objects.get(case=case)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_due_is_found_in_batches_until_nothing_is_left(desk):
    make_promise()
    cases = [by_mail(desk) for _ in range(5)]
    assert look(shanghai(1, 9, 45), most=2) == 5
    assert [len(alarms(case)) for case in cases] == [1] * 5


@pytest.mark.parametrize("number", [1, 3])
def test_finding_and_deciding_costs_the_same_for_many(desk, number):
    make_promise()
    for _ in range(number):
        by_mail(desk)
    with CaptureQueriesContext(connection) as counted:
        look(shanghai(1, 9, 45))
    reads = [one["sql"] for one in counted if one["sql"].startswith("SELECT") and "communication" not in one["sql"]]
    about_cases = [sql for sql in reads if "cases_" in sql]
    assert len(about_cases) == 2


def test_only_the_clock_may_look(desk):
    with pytest.raises(NotAllowedError, match=r"cases\.not_allowed"):
        actions.raise_due(by=Actor.person(desk.director), at=NINE)


def wait(desk: Desk, case: Case) -> None:
    actions.wait_on_customer(
        case=seen(case),
        next_action="再问一次",
        next_due=shanghai(2, 9),
        by=Actor.person(desk.agent),
        at=shanghai(1, 10),
    )


def test_a_case_whose_customer_stays_silent_comes_back_on_the_day_that_was_set(desk):
    make_promise(first_minutes=None)
    case = by_mail(desk)
    wait(desk, case)
    assert look(shanghai(2, 8, 59)) == 0
    assert look(shanghai(2, 9)) == 1
    row = fresh(case)
    assert (row.status, row.next_action, row.next_due) == ("open", NextAction.ASK_AGAIN.value, shanghai(2, 13))
    assert row.promise_due == shanghai(2, 16)
    assert notices() == [("case.customer_silent", desk.agent)]
    assert all_events_of(case)[-3:] == ["case.resumed", "case.next_done", "case.next_planned"]
    assert look(shanghai(2, 9, 1)) == 0


def test_a_wait_without_a_promise_ends_too(desk):
    case = desk.receive(channel=Channel.EMAIL)
    wait(desk, case)
    look(shanghai(2, 9))
    assert (fresh(case).status, fresh(case).next_due) == ("open", shanghai(2, 9) + timedelta(days=1))


def test_a_case_that_went_on_before_the_day_does_not_come_back(desk):
    make_promise(first_minutes=None)
    case = by_mail(desk)
    wait(desk, case)
    by = Actor.person(desk.agent)
    actions.resume(case=seen(case), next_action="办理", next_due=shanghai(3, 9), by=by, at=shanghai(1, 15))
    look(shanghai(2, 9))
    assert (fresh(case).next_action, notices()) == ("办理", [])


def test_a_new_day_for_the_customer_moves_the_return(desk):
    case = desk.receive(channel=Channel.EMAIL)
    wait(desk, case)
    by = Actor.person(desk.agent)
    actions.plan_next(case=seen(case), next_action="再等等", next_due=shanghai(3, 9), by=by, at=shanghai(1, 15))
    assert look(shanghai(2, 9)) == 0
    assert look(shanghai(3, 9)) == 1


def test_the_warning_follows_the_pause(desk):
    make_promise(first_minutes=None, next_minutes=None)
    case = by_mail(desk)
    assert clocks(case).warns == shanghai(1, 15)
    wait(desk, case)
    assert (clocks(case).warns, look(shanghai(1, 15))) == (None, 0)
    by = Actor.person(desk.agent)
    actions.resume(case=seen(case), next_action="办理", next_due=shanghai(3, 9), by=by, at=shanghai(1, 16))
    assert (clocks(case).warns, clocks(case).due) == (shanghai(2, 12), shanghai(2, 14))


def test_a_case_that_was_reopened_is_warned_of_anew(desk):
    make_promise(first_minutes=None, next_minutes=None)
    case = by_mail(desk)
    by = Actor.person(desk.agent)
    look(shanghai(1, 15))
    actions.resolve(case=seen(case), confirm_by=shanghai(2, 9), **DONE, by=by, at=shanghai(1, 16))
    actions.reopen(case=seen(case), next_action="再办", next_due=shanghai(2, 9), by=by, at=shanghai(1, 17))
    look(shanghai(1, 17, 30))
    assert alarms(case) == [("resolution", 0, 0, desk.agent), ("resolution", 1, 0, desk.agent)]


def test_an_imported_wait_is_left_alone(desk):
    case = desk.receive(channel=Channel.EMAIL)
    Case.objects.filter(pk=case.pk).update(status="waiting")
    assert look(shanghai(9, 9)) == 0


def test_heads_are_named_from_the_own_department_upwards(desk):
    top = make_person("总经理", roles=(Role.DIRECTOR,))
    found = ladders([desk.team], NINE)[desk.team]
    assert (found.lead, found.heads, set(found.directors)) == (desk.lead, (desk.manager,), {desk.director, top})
    organisation.set_lead(team_id=desk.team, person_id=desk.agent, start=NINE, by=SYSTEM, at=NINE)
    assert ladders([desk.team], NINE)[desk.team].lead == desk.agent
    assert CLOCK.person_id is None
