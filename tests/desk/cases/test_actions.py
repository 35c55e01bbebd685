from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, HandOverReason, Kind, NewCase, NextAction, Outcome, ServiceStage
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import (
    DONE,
    NINE,
    Case,
    Desk,
    HandOver,
    Helper,
    Note,
    all_events_of,
    events_of,
    events_with_codes,
    fresh,
    seen,
    violations,
)
from tests.factories.organisation import SYSTEM, make_calendar, make_team

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)
EVENING = NINE + timedelta(hours=9)


def resolve(desk: Desk, case: Case, *, at: datetime) -> None:
    actions.resolve(case=seen(case), **DONE, confirm_by=EVENING, by=Actor.person(desk.agent), at=at)


def promise_of(minutes: int) -> None:
    actions.set_promise(kind=None, priority=2, minutes=minutes, calendar=make_calendar(), by=SYSTEM, at=NINE)


@pytest.mark.spec("S5")
def test_a_received_case_has_an_owner_a_next_action_and_a_time(desk):
    case = desk.receive()
    assert (case.code, case.accountable_id, case.holder_id, case.team_id) == (
        "C-000001",
        desk.agent,
        desk.agent,
        desk.team,
    )
    assert (case.next_action, case.next_due) == (NextAction.FIRST_REPLY.value, NINE + timedelta(hours=2))
    assert events_of(case) == ["case.opened"]
    assert events_with_codes(case, "case.opened") == [
        {
            "accountable": desk.agent,
            "calendar": "",
            "category": "漏水",
            "channel": "phone",
            "customer": desk.customer_key,
            "due": None,
            "holder": desk.agent,
            "kind": "report",
            "priority": 2,
            "seq": 1,
            "site": None,
            "source": "",
            "stage": "aftersale",
            "team": desk.team,
        }
    ]


@pytest.mark.spec("S5")
def test_a_case_in_the_queue_is_answered_for_by_the_lead(desk):
    case = desk.receive(take=False)
    assert (case.accountable_id, case.holder_id) == (desk.lead, None)


def test_a_team_without_a_lead_cannot_be_given_a_case(desk):
    with pytest.raises(RuleBrokenError) as caught:
        desk.receive(team=make_team(), take=False)
    assert (caught.value.code, caught.value.field) == ("cases.team_without_lead", "team")


def test_codes_count_up(desk):
    assert [desk.receive().code for _ in range(3)] == ["C-000001", "C-000002", "C-000003"]


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"accountable": None}, "case_open_has_owner_and_next_action"),
        ({"next_action": ""}, "case_open_has_owner_and_next_action"),
        ({"next_due": None}, "case_open_has_owner_and_next_action"),
        ({"status": "closed"}, "case_closed_has_outcome"),
        ({"status": "resolved"}, "case_resolved_has_time"),
        ({"status": "lost"}, "case_known_status"),
        ({"outcome": "answered"}, "case_closed_has_outcome"),
        ({"priority": 5}, "case_priority_1_to_4"),
        ({"channel": "smoke"}, "case_known_channel"),
    ],
)
def test_the_database_itself_refuses_a_case_without_owner_next_action_or_outcome(desk, columns, constraint):
    case = desk.receive()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**columns)
    assert constraint in str(caught.value) or "case_repeats_last_point" in str(caught.value)


@pytest.mark.spec("S5")
@pytest.mark.parametrize(
    ("values", "guard"),
    [
        ({"seq": 1}, "hand_?over"),
        ({"seq": 3}, "hand_over_follows"),
        ({"seq": 2, "at": NINE - timedelta(seconds=1)}, "hand_over_follows"),
        ({"seq": 2, "accountable_id": None}, "accountable_id"),
    ],
)
def test_the_database_itself_refuses_a_point_that_repeats_skips_runs_back_or_has_no_owner(desk, values, guard):
    case = desk.receive()
    point = {"case": case, "at": LATER, "accountable_id": desk.agent, "reason": "taken", **values}
    with pytest.raises(IntegrityError, match=guard), transaction.atomic():
        HandOver.objects.create(**point)


@pytest.mark.spec("S5")
def test_the_database_itself_refuses_to_change_a_point_or_to_part_the_case_from_its_last_point(desk):
    case = desk.receive()
    with pytest.raises(IntegrityError, match="hand_over_stays"), transaction.atomic():
        HandOver.objects.filter(case=case).update(at=LATER)
    with pytest.raises(IntegrityError, match="case_repeats_last_point"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(holder=desk.colleague)


def test_a_case_goes_from_the_queue_through_two_hands_to_its_outcome(desk):
    case = desk.receive(take=False)
    actions.take(case=seen(case), by=Actor.person(desk.colleague), at=LATER)
    actions.transfer(
        case=seen(case),
        team=desk.team,
        holder=desk.agent,
        reason=HandOverReason.SHIFT,
        remark="跨班",
        by=Actor.person(desk.colleague),
        at=LATER,
    )
    actions.resolve(
        case=seen(case), **DONE, confirm_by=EVENING, by=Actor.person(desk.agent), at=LATER + timedelta(hours=1)
    )
    actions.close(
        case=seen(case),
        outcome=Outcome.DONE_AND_TOLD,
        outcome_text="已修好。",
        heard=True,
        by=Actor.person(desk.agent),
        at=LATER + timedelta(hours=2),
    )
    done = fresh(case)
    assert (done.status, done.outcome, done.outcome_text, done.next_action, done.next_due) == (
        "closed",
        "done_and_told",
        "已修好。",
        "",
        None,
    )
    points = HandOver.objects.filter(case=case).order_by("seq")
    assert list(points.values_list("seq", "accountable", "holder", "reason", "remark")) == [
        (1, desk.lead, None, "received", ""),
        (2, desk.colleague, desk.colleague, "taken", ""),
        (3, desk.agent, desk.agent, "shift", "跨班"),
    ]
    assert events_of(case) == [
        "case.opened",
        "case.handed_over",
        "case.handed_over",
        "case.resolved",
        "case.asked",
        "case.closed",
    ]
    assert events_with_codes(case, "case.handed_over", "case.resolved", "case.closed") == [
        {"accountable": desk.colleague, "holder": desk.colleague, "seq": 2, "team": desk.team},
        {"accountable": desk.agent, "holder": desk.agent, "seq": 3, "team": desk.team},
        {"seq": 3},
        {"outcome": "done_and_told", "recorded": True},
    ]
    assert violations() == []


def test_a_case_handed_to_another_teams_queue_is_answered_for_by_its_lead(desk):
    case = desk.receive()
    actions.transfer(
        case=seen(case),
        team=desk.other_team,
        holder=None,
        reason=HandOverReason.WRONG_TEAM,
        by=Actor.person(desk.agent),
        at=LATER,
    )
    assert (fresh(case).accountable_id, fresh(case).holder_id) == (desk.other_lead, None)


def test_a_case_cannot_be_handed_to_somebody_outside_the_team(desk):
    with pytest.raises(BadInputError) as caught:
        actions.transfer(
            case=seen(desk.receive()),
            team=desk.team,
            holder=desk.other_agent,
            reason=HandOverReason.SKILL,
            by=Actor.person(desk.agent),
            at=LATER,
        )
    assert (caught.value.code, caught.value.field) == ("cases.not_of_the_team", "holder")


@pytest.mark.spec("S5")
def test_of_two_who_close_at_once_one_meets_a_conflict(desk):
    case = desk.receive()
    both_saw = seen(case)
    words: dict[str, Any] = {"outcome": Outcome.ANSWERED, "outcome_text": "已答复。", "at": LATER}
    actions.close(case=both_saw, by=Actor.person(desk.agent), **words)
    with pytest.raises(ConflictError) as caught:
        actions.close(case=both_saw, by=Actor.person(desk.lead), **words)
    assert caught.value.code == "cases.changed_meanwhile"
    assert events_of(case) == ["case.opened", "case.closed"]


@pytest.mark.spec("S5")
@pytest.mark.parametrize("outcome", [Outcome.NOT_RECORDED, Outcome.AS_RECORDED])
def test_nobody_closes_a_case_with_an_outcome_that_only_an_import_knows(desk, outcome):
    case = desk.receive()
    with pytest.raises(RuleBrokenError) as caught:
        actions.close(case=seen(case), outcome=outcome, outcome_text="x", by=Actor.person(desk.agent), at=LATER)
    assert caught.value.field == "outcome"
    assert fresh(case).status == "open"


def test_a_promise_is_due_on_business_time_and_moves_by_the_time_that_was_waited(desk):
    promise_of(600)
    case = desk.receive(next_due=None)
    assert case.promise_due == NINE + timedelta(days=1, hours=1)
    assert case.next_due == case.promise_due
    by = Actor.person(desk.agent)
    plan: dict[str, Any] = {"next_action": "问业主何时在家", "next_due": NINE + timedelta(days=5)}
    actions.wait_on_customer(case=seen(case), by=by, at=LATER, **plan)
    actions.resume(case=seen(case), by=by, at=LATER + timedelta(hours=3), **plan)
    assert fresh(case).promise_due == NINE + timedelta(days=1, hours=4)
    assert events_with_codes(case, "case.resumed") == [{"due": int((NINE + timedelta(days=1, hours=4)).timestamp())}]


@pytest.mark.parametrize(("minutes", "kept"), [(119, False), (120, True)])
def test_a_promise_is_judged_at_the_resolution(desk, minutes, kept):
    promise_of(minutes)
    case = desk.receive()
    actions.resolve(
        case=seen(case), **DONE, confirm_by=EVENING, by=Actor.person(desk.agent), at=NINE + timedelta(hours=2)
    )
    assert fresh(case).promise_kept is kept
    assert events_with_codes(case, "case.promise_judged") == [{"kept": kept, "basis": "computed"}]


def test_a_case_that_waits_until_it_is_resolved_does_not_lose_its_promise_by_waiting(desk):
    promise_of(90)
    case = desk.receive()
    by = Actor.person(desk.agent)
    actions.wait_on_customer(case=seen(case), next_action="等回电", next_due=EVENING, by=by, at=LATER)
    actions.resolve(case=seen(case), **DONE, confirm_by=EVENING, by=by, at=LATER + timedelta(hours=4))
    assert fresh(case).promise_kept is True


def test_a_reopened_case_is_judged_again_and_keeps_the_outcome_that_did_not_hold_as_a_note(desk):
    promise_of(90)
    case = desk.closed()
    assert fresh(case).promise_kept is True
    by = Actor.person(desk.colleague)
    actions.reopen(case=seen(case), next_action="", next_due=EVENING, by=by, at=LATER + timedelta(hours=1))
    again = fresh(case)
    assert (again.status, again.promise_kept, again.outcome, again.outcome_text) == ("open", None, "", "")
    assert again.promise_due == NINE + timedelta(minutes=150)
    assert list(Note.objects.values_list("text", "was_outcome", "at")) == [("已修好并告知业主。", True, LATER)]
    actions.resolve(
        case=seen(case), **DONE, confirm_by=EVENING, by=Actor.person(desk.agent), at=LATER + timedelta(hours=2)
    )
    assert fresh(case).promise_kept is False
    assert [told["kept"] for told in events_with_codes(case, "case.promise_judged")] == [True, False]
    assert violations() == []


def test_helpers_come_and_go_and_are_let_go_at_the_end(desk):
    case = desk.receive()
    by = Actor.person(desk.agent)
    actions.add_helper(case=case.code, person=desk.other_agent, by=by, at=LATER)
    with pytest.raises(RuleBrokenError) as caught:
        actions.add_helper(case=case.code, person=desk.other_agent, by=by, at=LATER)
    assert caught.value.code == "cases.helps_already"
    actions.end_help(case=case.code, person=desk.other_agent, by=by, at=LATER)
    actions.add_helper(case=case.code, person=desk.colleague, by=by, at=LATER)
    actions.close(
        case=seen(case), outcome=Outcome.ANSWERED, outcome_text="已答复。", by=by, at=LATER + timedelta(hours=1)
    )
    assert list(Helper.objects.order_by("pk").values_list("person", "end")) == [
        (desk.other_agent, LATER),
        (desk.colleague, LATER + timedelta(hours=1)),
    ]
    assert events_with_codes(case, "case.helped") == [{"helper": desk.other_agent}, {"helper": desk.colleague}]


def test_a_note_and_a_plan_do_not_reach_the_record_as_text(desk):
    case = desk.receive()
    by = Actor.person(desk.agent)
    actions.note(case=case.code, text="疑为 3-1101 支管渗漏", by=by, at=LATER)
    actions.plan_next(case=seen(case), next_action="致电业主", next_due=EVENING, by=by, at=LATER)
    assert (fresh(case).next_action, fresh(case).version) == ("致电业主", 2)
    assert events_with_codes(case, "case.noted") == [{}]
    assert events_with_codes(case, "case.next_planned")[1:] == [
        {"due": int(EVENING.timestamp()), "person": fresh(case).accountable_id}
    ]


@pytest.mark.spec("S5")
def test_each_step_tells_that_the_plan_was_done_and_what_is_planned_now(desk):
    case = desk.receive()
    by = Actor.person(desk.agent)
    actions.wait_on_customer(case=seen(case), next_action="再次询问", next_due=EVENING, by=by, at=LATER)
    assert [told["due"] for told in events_with_codes(case, "case.next_planned")][1] == int(EVENING.timestamp())
    assert {told["person"] for told in events_with_codes(case, "case.next_planned")} == {fresh(case).accountable_id}
    steps = ["case.opened", "case.next_planned", "case.waiting", "case.next_done", "case.next_planned"]
    assert all_events_of(case) == steps


def test_a_transfer_for_escalation_is_told_as_one(desk):
    case = desk.receive()
    actions.transfer(
        case=seen(case),
        team=desk.other_team,
        holder=None,
        reason=HandOverReason.ESCALATION,
        by=Actor.person(desk.agent),
        at=LATER,
    )
    assert events_with_codes(case, "case.escalated") == [{"required": False}]


def test_a_new_priority_does_not_change_what_was_promised(desk):
    promise_of(90)
    case = desk.receive()
    actions.classify(case=seen(case), priority=1, category="电梯", by=Actor.person(desk.agent), at=LATER)
    assert (fresh(case).priority, fresh(case).category, fresh(case).promise_due) == (1, "电梯", case.promise_due)
    assert events_with_codes(case, "case.classified") == [{"priority": 1, "category": "电梯"}]


@pytest.mark.parametrize("who", ["other_agent", "hr"])
def test_a_case_that_one_may_not_see_does_not_exist(desk, who):
    case = desk.receive()
    with pytest.raises(NotFoundError) as caught:
        actions.note(case=case.code, text="x", by=Actor.person(getattr(desk, who)), at=LATER)
    assert caught.value.code == "cases.no_such_case"


@pytest.mark.parametrize("who", ["auditor", "colleague"])
def test_who_sees_a_case_but_does_not_hold_it_cannot_close_it(desk, who):
    case = desk.receive()
    with pytest.raises(NotAllowedError) as caught:
        actions.close(
            case=seen(case),
            outcome=Outcome.ANSWERED,
            outcome_text="x",
            by=Actor.person(getattr(desk, who)),
            at=LATER,
        )
    assert (caught.value.code, caught.value.params["act"]) == ("cases.not_allowed", "close")


@pytest.mark.parametrize("who", ["agent", "lead", "manager", "director"])
def test_holder_lead_manager_and_director_move_a_case_on(desk, who):
    case = desk.receive()
    by = Actor.person(getattr(desk, who))
    actions.plan_next(case=seen(case), next_action="致电业主", next_due=EVENING, by=by, at=LATER)
    assert fresh(case).next_action == "致电业主"


def test_hr_receives_no_case(desk):
    with pytest.raises(NotAllowedError):
        desk.receive(by=desk.hr)


def test_a_failure_in_the_middle_of_an_action_leaves_nothing_behind(desk):
    case = desk.receive()
    with pytest.raises(BadInputError):
        actions.transfer(
            case=seen(case),
            team=desk.team,
            holder=desk.colleague,
            reason=HandOverReason.OTHER,
            remark="",
            by=Actor.person(desk.agent),
            at=LATER,
        )
    assert (HandOver.objects.count(), events_of(case)) == (1, ["case.opened"])


def test_a_system_receives_cases_into_the_queue(desk):
    new = NewCase(
        title="x",
        kind=Kind.INQUIRY,
        service_stage=ServiceStage.PRESALE,
        channel=Channel.API,
        priority=3,
        customer=desk.customer,
        team=desk.team,
        take=False,
        next_due=EVENING,
    )
    code = actions.receive(new=new, by=Actor.system("intake"), at=NINE)
    assert Case.objects.get(code=code).accountable_id == desk.lead
