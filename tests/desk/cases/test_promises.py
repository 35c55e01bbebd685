from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Channel, EscalateTo, Kind, Outcome, ServiceStage, Target
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import NewSite, SiteKind
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, events_of, events_with_codes, fresh, seen
from tests.factories.organisation import SYSTEM, make_person, standing_of
from tests.factories.promises import (
    CaseClocks,
    PromiseRule,
    clocks,
    make_promise,
    replied,
    shanghai,
    terms,
    wrote,
)
from tests.factories.talking import MAIL, arrive, incoming, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]


def by_mail(desk: Desk, **changes: Any) -> Case:
    return desk.receive(channel=Channel.EMAIL, next_due=None, **changes)


def site(name: str, kind: SiteKind, parent: int | None = None) -> int:
    new = NewSite(name=name, kind=kind, parent=parent)
    return customers.add_sites(sites=[new], source="tests", by=SYSTEM, at=NINE)[name]


def test_a_promise_gets_a_code_and_a_first_version(desk):
    assert make_promise() == "P-01"
    assert make_promise(kind="complaint") == "P-02"
    told = [(each.code, each.version, each.terms) for each in queries.promise_terms()]
    assert told == [("P-01", 1, terms()), ("P-02", 1, terms(kind="complaint"))]


def test_a_change_is_a_new_version_and_old_cases_keep_what_was_promised(desk):
    code = make_promise()
    before = by_mail(desk)
    changed = terms(first_minutes=30, minutes=240)
    assert actions.change_promise(code=code, version=1, terms=changed, by=SYSTEM, at=NINE) == 2
    after = by_mail(desk)
    assert (clocks(before).first_due, before.promise_due) == (shanghai(1, 10), shanghai(1, 17))
    assert (clocks(after).first_due, after.promise_due) == (shanghai(1, 9, 30), shanghai(1, 13))
    assert [rule.version for case in (before, after) if (rule := clocks(case).rule)] == [1, 2]
    replied(before, desk.agent, shanghai(1, 9, 10))
    wrote(before, shanghai(1, 10))
    assert clocks(before).answer_due == shanghai(1, 12)
    versions = queries.promise_versions(standing_of(desk.agent, NINE), code)
    assert [(each.version, each.since, each.ended_at) for each in versions] == [(2, NINE, None), (1, NINE, NINE)]


def test_saying_the_same_again_makes_no_version(desk):
    code = make_promise()
    assert actions.change_promise(code=code, version=1, terms=terms(), by=SYSTEM, at=NINE) == 1
    assert PromiseRule.objects.count() == 1


def test_a_change_of_what_somebody_changed_meanwhile_is_refused(desk):
    code = make_promise()
    actions.change_promise(code=code, version=1, terms=terms(minutes=240), by=SYSTEM, at=NINE)
    with pytest.raises(ConflictError, match=r"cases\.promise_changed_meanwhile"):
        actions.change_promise(code=code, version=1, terms=terms(minutes=120), by=SYSTEM, at=NINE)
    with pytest.raises(ConflictError, match=r"cases\.promise_changed_meanwhile"):
        actions.retire_promise(code=code, version=1, by=SYSTEM, at=NINE)


def test_what_is_retired_binds_no_new_case_and_leaves_the_old_ones(desk):
    code = make_promise()
    case = by_mail(desk)
    actions.retire_promise(code=code, version=1, by=SYSTEM, at=NINE)
    assert queries.promise_terms() == ()
    assert fresh(case).promise_due == shanghai(1, 17)
    later = desk.receive(channel=Channel.EMAIL)
    assert (later.promise_due, CaseClocks.objects.filter(case=later).exists()) == (None, False)
    with pytest.raises(NotFoundError, match=r"cases\.no_such_promise"):
        actions.retire_promise(code=code, version=1, by=SYSTEM, at=NINE)


def test_the_cli_and_the_page_speak_of_the_same_promise(desk):
    code = make_promise(kind="complaint", priority=2)
    actions.set_promise(kind=Kind.COMPLAINT, priority=2, minutes=90, calendar="plain", by=SYSTEM, at=NINE)
    (only,) = queries.promise_terms()
    assert (only.code, only.version, only.terms.minutes, only.terms.first_minutes) == (code, 2, 90, 60)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"minutes": None, "first_minutes": None, "next_minutes": None}, "cases.promise_of_nothing", "minutes"),
        ({"minutes": 0}, "cases.promise_too_short", "minutes"),
        ({"next_minutes": -1}, "cases.promise_too_short", "next_minutes"),
        ({"first_minutes": 500}, "cases.promise_reply_after_resolution", "first_minutes"),
        ({"priority": 5}, "cases.priority_unknown", "priority"),
        ({"customer": 1, "customer_kind": "external"}, "cases.promise_customer_and_kind", "customer_kind"),
        ({"customer": 999_999}, "customers.no_such_customer", "customer"),
        ({"site": 999_999}, "customers.no_such_site", "site"),
        ({"warn_percent": 100}, "cases.promise_warns_never", "warn_percent"),
        ({"again_minutes": 0}, "cases.promise_too_short", "again_minutes"),
        ({"escalate_to": EscalateTo.PERSON}, "cases.promise_names_nobody", "named"),
        ({"named": 1}, "cases.promise_names_nobody", "named"),
        ({"calendar": "nowhere"}, "calendar.unknown", ""),
    ],
)
def test_what_cannot_be_promised_names_its_field(desk, changes, code, field):
    with pytest.raises((BadInputError, RuleBrokenError, NotFoundError)) as caught:
        make_promise(**changes)
    assert (caught.value.code, caught.value.field or "") == (code, field)
    assert PromiseRule.objects.count() == 0


def test_only_somebody_who_works_here_with_cases_is_named(desk):
    gone = make_person("走了", roles=(Role.AGENT,), left_on=date(2016, 5, 1))
    for person, code in ((gone, "cases.promise_named_left"), (desk.hr, "cases.promise_named_without_cases")):
        with pytest.raises(RuleBrokenError, match=code.replace(".", r"\.")):
            make_promise(escalate_to=EscalateTo.PERSON, named=person)


def test_two_promises_never_have_the_same_conditions(desk):
    make_promise(kind="report", priority=1)
    with pytest.raises(RuleBrokenError, match=r"cases\.promise_already") as caught:
        make_promise(priority=1, kind="report", minutes=5, first_minutes=None)
    assert caught.value.params["promise"] == "P-01"
    row = PromiseRule.objects.get()
    row.pk, row.code = None, "P-09"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_only_the_director_promises_and_whoever_sees_cases_reads(desk):
    for person in (desk.agent, desk.lead, desk.hr, desk.auditor):
        with pytest.raises(NotAllowedError, match=r"cases\.not_allowed"):
            actions.add_promise(terms=terms(), by=Actor.person(person), at=NINE)
    make_promise()
    changed = terms(minutes=60)
    actions.change_promise(code="P-01", version=1, terms=changed, by=Actor.person(desk.director), at=NINE)
    assert len(queries.promises(standing_of(desk.agent, NINE))) == 1
    with pytest.raises(NotAllowedError, match=r"cases\.not_allowed"):
        queries.promises(standing_of(desk.hr, NINE))


def test_the_site_reaches_all_that_lies_in_it_and_a_customer_brings_his_own(desk):
    project = site("云栖花园", SiteKind.PROJECT)
    building = site("3 栋", SiteKind.BUILDING, project)
    make_promise(minutes=480)
    make_promise(site=project, minutes=240)
    assert by_mail(desk, site=building).promise_due == shanghai(1, 13)
    assert by_mail(desk).promise_due == shanghai(1, 17)
    make_promise(site=building, minutes=120)
    assert by_mail(desk, site=building).promise_due == shanghai(1, 11)
    assert by_mail(desk, site=project).promise_due == shanghai(1, 13)


def test_stage_kind_of_customer_and_customer_bind_as_stated(desk):
    make_promise(minutes=480, first_minutes=None)
    make_promise(service_stage="presale", minutes=60, first_minutes=None)
    assert by_mail(desk, service_stage=ServiceStage.PRESALE).promise_due == shanghai(1, 10)
    make_promise(customer_kind="external", minutes=120, first_minutes=None)
    assert by_mail(desk, service_stage=ServiceStage.PRESALE).promise_due == shanghai(1, 11)
    make_promise(customer=desk.customer_key, minutes=180, first_minutes=None)
    assert by_mail(desk, service_stage=ServiceStage.PRESALE).promise_due == shanghai(1, 12)


def test_the_next_step_of_a_new_case_is_due_with_the_first_promise(desk):
    make_promise()
    assert (by_mail(desk).next_due, clocks(by_mail(desk)).due) == (shanghai(1, 10), shanghai(1, 10))


def test_whoever_calls_speaks_to_a_person_at_once(desk):
    make_promise()
    case = desk.receive(channel=Channel.PHONE, next_due=None)
    assert (clocks(case).first_due, case.next_due, clocks(case).target) == (None, shanghai(1, 17), "resolution")
    replied(case, desk.agent, shanghai(1, 12))
    assert "case.response_judged" not in events_of(case)


def test_the_first_reply_of_a_person_is_judged_and_an_automatic_one_is_none(desk):
    make_promise()
    case = by_mail(desk)
    replied(case, desk.agent, shanghai(1, 9, 1), human=False)
    assert clocks(case).first_at is None
    replied(case, desk.agent, shanghai(1, 10))
    row = clocks(case)
    assert (row.first_at, row.first_kept, row.target, row.due) == (shanghai(1, 10), True, "resolution", shanghai(1, 17))
    assert events_with_codes(case, "case.response_judged") == [{"kept": True, "target": "first"}]


def test_each_message_of_the_customer_is_to_be_answered_in_time(desk):
    make_promise()
    case = by_mail(desk)
    replied(case, desk.agent, shanghai(1, 9, 30))
    wrote(case, shanghai(1, 10))
    wrote(case, shanghai(1, 11))
    assert (clocks(case).answer_since, clocks(case).answer_due, clocks(case).target) == (
        shanghai(1, 10),
        shanghai(1, 12),
        "next",
    )
    replied(case, desk.agent, shanghai(1, 12, 1))
    wrote(case, shanghai(1, 17, 30))
    assert clocks(case).answer_due == shanghai(2, 10, 30)
    replied(case, desk.agent, shanghai(2, 9))
    assert (clocks(case).answers_kept, clocks(case).answers_missed, clocks(case).answer_due) == (1, 1, None)
    assert events_with_codes(case, "case.response_judged") == [
        {"kept": True, "target": "first"},
        {"kept": False, "target": "next"},
        {"kept": True, "target": "next"},
    ]


def test_closing_tells_the_customer_an_outcome_and_judges_what_was_unanswered(desk):
    make_promise()
    case = by_mail(desk)
    actions.close(
        case=seen(case),
        outcome=Outcome.ANSWERED,
        outcome_text="已答复。",
        by=Actor.person(desk.agent),
        at=shanghai(1, 10, 1),
    )
    row = clocks(case)
    assert (row.first_kept, row.due, row.look_at, row.target) == (False, None, None, "")
    assert events_with_codes(case, "case.response_judged") == [{"kept": False, "target": "first"}]
    assert events_with_codes(case, "case.promise_judged") == [{"basis": "computed", "kept": True}]


def test_chatwoot_12058_after_reopening_only_the_new_message_is_answered(desk):
    make_promise()
    case = by_mail(desk)
    replied(case, desk.agent, shanghai(1, 9, 10))
    by = Actor.person(desk.agent)
    actions.close(case=seen(case), outcome=Outcome.ANSWERED, outcome_text="已答复。", by=by, at=shanghai(1, 9, 20))
    actions.reopen(case=seen(case), next_action="再看", next_due=shanghai(9, 9), by=by, at=shanghai(8, 9))
    wrote(case, shanghai(8, 9))
    replied(case, desk.agent, shanghai(8, 9, 30))
    assert (clocks(case).first_at, clocks(case).first_kept) == (shanghai(1, 9, 10), True)
    assert events_with_codes(case, "case.response_judged") == [
        {"kept": True, "target": "first"},
        {"kept": True, "target": "next"},
    ]


def test_waiting_for_the_customer_stops_the_resolution_alone(desk):
    make_promise()
    case = by_mail(desk)
    by = Actor.person(desk.agent)
    actions.wait_on_customer(case=seen(case), next_action="再问", next_due=shanghai(2, 9), by=by, at=shanghai(1, 9, 30))
    assert (clocks(case).target, clocks(case).due) == ("first", shanghai(1, 10))
    replied(case, desk.agent, shanghai(1, 9, 40))
    assert (clocks(case).target, clocks(case).due, clocks(case).look_at) == ("", None, shanghai(2, 9))
    actions.resume(case=seen(case), next_action="办理", next_due=shanghai(2, 12), by=by, at=shanghai(1, 12))
    assert fresh(case).promise_due == shanghai(2, 10, 30)
    assert (clocks(case).target, clocks(case).due) == ("resolution", shanghai(2, 10, 30))


def test_a_message_to_a_case_without_a_promise_is_remembered_and_due_never(desk):
    case = desk.receive(channel=Channel.EMAIL)
    wrote(case, shanghai(1, 10))
    row = clocks(case)
    assert (row.rule, row.answer_since, row.answer_due, row.due) == (None, shanghai(1, 10), None, None)
    replied(case, desk.agent, shanghai(1, 11))
    assert events_with_codes(case, "case.response_judged") == []


def test_a_calendar_that_ends_hinders_no_message(desk):
    make_promise()
    case = by_mail(desk)
    replied(case, desk.agent, shanghai(1, 9, 10))
    wrote(case, NINE + timedelta(days=900))
    assert (clocks(case).answer_since, clocks(case).answer_due) == (NINE + timedelta(days=900), None)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"first_kept": True}, "case_clocks_first_judged_by_reply"),
        ({"answer_due": NINE}, "case_clocks_answer_is_waited_for"),
        ({"due": None}, "case_clocks_due_of_a_target"),
        ({"target": "supper"}, "case_clocks_known_target"),
    ],
)
def test_the_database_refuses_clocks_that_cannot_be(desk, changes, name):
    make_promise()
    case = by_mail(desk)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CaseClocks.objects.filter(case=case).update(**changes)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"minutes": None, "first_minutes": None, "next_minutes": None}, "promise_rule_gives_time"),
        ({"minutes": 0}, "promise_rule_times_are_times"),
        ({"priority": 5}, "promise_rule_priority_1_to_4"),
        ({"escalate_to": "person"}, "promise_rule_names_a_person"),
        ({"warn_percent": 100}, "promise_rule_warns_before"),
        ({"service_stage": "later"}, "promise_rule_known_stage"),
    ],
)
def test_the_database_refuses_promises_that_cannot_be(desk, changes, name):
    make_promise()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PromiseRule.objects.update(**changes)


def test_every_target_has_its_minutes():
    assert [terms().minutes_of(target) for target in Target] == [60, 120, 480]


def answer(case: Case, by: int, at: datetime, *, automatic: bool = False) -> None:
    actions.reply(case=case.code, text="马上来。", automatic=automatic, by=Actor.person(by), at=at)
    actions.release(by=MAIL, at=at + timedelta(seconds=10))


def test_real_messages_move_the_clocks_and_a_machine_moves_none(desk):
    make_entrance(desk)
    make_promise()
    came = arrive(desk, at=shanghai(1, 9))
    case = Case.objects.get(code=came.case)
    assert (clocks(case).first_due, clocks(case).answer_since) == (shanghai(1, 10), None)
    answer(case, desk.lead, shanghai(1, 9, 30))
    assert (clocks(case).first_at, clocks(case).first_kept) == (shanghai(1, 9, 30), True)
    arrive(desk, incoming(automatic=True), at=shanghai(1, 11), thread=came.thread)
    assert clocks(case).answer_since is None
    arrive(desk, at=shanghai(1, 12), thread=came.thread)
    assert (clocks(case).answer_since, clocks(case).answer_due) == (shanghai(1, 12), shanghai(1, 14))
    answer(case, desk.lead, shanghai(1, 13), automatic=True)
    assert clocks(case).answer_since == shanghai(1, 12)
    answer(case, desk.lead, shanghai(1, 14))
    assert (clocks(case).answer_since, clocks(case).answers_kept) == (None, 1)
