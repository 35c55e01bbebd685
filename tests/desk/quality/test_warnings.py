from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import queries as case_queries
from liuxin.desk.cases.words import Arriving, Outcome
from liuxin.desk.communication import queries as notices
from liuxin.desk.quality import actions, queries, rules
from liuxin.desk.quality.words import Reason, Settled, Show
from liuxin.interfaces.jobs import warning as jobs
from liuxin.interfaces.web.quality import shown
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, make_desk, seen
from tests.factories.customers import make_customer
from tests.factories.history import Event
from tests.factories.organisation import SYSTEM, make_calendar, make_manager, make_person, standing_of
from tests.factories.portal import HUANG, come_in, make_window, new_name, resolve, visitor
from tests.factories.quality import HandedOver, Row, warned
from tests.factories.surveying import ASKED_AT, answer, ask, asking_desk
from tests.factories.talking import MAIL, incoming, make_entrance
from tests.factories.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S6", "S7")]
CLOCK = Actor.system("clock")
HOUR = timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    made = make_desk()
    make_calendar("default")
    return made


def settle(key: int, who: int, how: str = "talked", note: str = "打过电话") -> None:
    actions.settle_warning(warning=key, how=how, note=note, by=Actor.person(who), at=ASKED_AT)


def answered(**given: int) -> tuple[Desk, str]:
    desk = asking_desk()
    case = desk.closed()
    answer(ask()[0], **given)  # type: ignore[arg-type]
    return desk, case.code


def test_chatwoot_8114_a_low_answer_opens_a_warning_that_its_owner_is_told_of():
    desk, case = answered(overall=2)
    assert jobs.look_at_answers(by=CLOCK, at=ASKED_AT) == 1
    found = queries.warnings(standing_of(desk.lead), Show.MINE, ASKED_AT)[0]
    assert (found.reason, found.case, found.params["overall"]) == (Reason.LOW_ANSWER, case, 2)
    assert found.owner is not None
    assert found.owner.id == desk.lead
    assert [one.code for one in notices.notices(standing_of(desk.lead)).notices] == ["quality.warning_raised"]
    assert [one.page for one in queries.waiting(standing_of(desk.lead), ASKED_AT)] == ["quality:warning"]


@pytest.mark.parametrize(
    ("overall", "resolved", "reason"),
    [(1, 5, Reason.LOW_ANSWER), (2, 1, Reason.LOW_ANSWER), (4, 1, Reason.NOT_SETTLED), (3, 3, None), (5, 5, None)],
)
def test_what_is_answered_decides_whether_somebody_is_warned(overall, resolved, reason):
    answered(overall=overall, resolved=resolved)
    jobs.look_at_answers(by=CLOCK, at=ASKED_AT)
    assert list(Row.objects.values_list("reason", flat=True)) == ([reason.value] if reason else [])


@pytest.mark.parametrize("door", ["link", "portal"])
def test_who_says_by_link_or_portal_that_it_is_not_settled_opens_a_warning_and_who_holds_it_is_told(door):
    desk, code = make_window(), come_in().case
    resolve(desk, code)
    who = visitor(code) if door == "link" else case_queries.visitor_by_address(HUANG)
    assert who is not None
    jobs.look_at_verdicts(by=CLOCK, at=NINE)
    assert Row.objects.count() == 0
    once = new_name()
    for _ in range(2):
        cases.confirm(
            case=code, settled=False, reason="还在漏", external=once, visitor=who, by=who.actor, at=NINE + HOUR
        )
        jobs.look_at_verdicts(by=CLOCK, at=NINE + HOUR)
    row = Row.objects.get()
    assert (row.reason, row.ref, row.owner_id) == ("not_settled", f"{code}.1", desk.lead)
    told = [one.code for one in notices.notices(standing_of(desk.agent)).notices]
    assert told == ["case.customer_reopened"]
    view = queries.warning(standing_of(desk.lead), row.pk)
    with translation.override("en"):
        assert shown.line(view, NINE + HOUR).reason == "The customer says it is not settled"
    resolve(desk, code, at=NINE + 2 * HOUR)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + 3 * HOUR)
    assert jobs.look_at_verdicts(by=CLOCK, at=NINE + 3 * HOUR) == 0
    cases.confirm(
        case=code, settled=False, reason="又漏了", external=new_name(), visitor=who, by=who.actor, at=NINE + 4 * HOUR
    )
    assert jobs.look_at_verdicts(by=CLOCK, at=NINE + 4 * HOUR) == 1
    assert list(Row.objects.order_by("pk").values_list("ref", flat=True)) == [f"{code}.1", f"{code}.2"]


def wrote(code: str, at: datetime, *, automatic: bool = False) -> None:
    customer = Case.objects.select_related("customer").get(code=code).customer
    arriving = Arriving(
        customer=customer.code if customer else "", entrance="mail", title="还在漏", address=HUANG, case=code
    )
    said = incoming("还在漏。", automatic=automatic)
    cases.receive_message(incoming=said, arriving=arriving, by=MAIL, at=at)
    for _ in range(2):
        jobs.look_at_returns(by=CLOCK, at=at)


def test_a_letter_that_takes_up_a_closed_case_warns_once_as_not_settled_does_and_a_machines_letter_never():
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    who = visitor(code)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + HOUR)
    wrote(code, NINE + 2 * HOUR, automatic=True)
    assert (Case.objects.get(code=code).status, Row.objects.count()) == ("closed", 0)
    wrote(code, NINE + 2 * HOUR)
    wrote(code, NINE + 3 * HOUR)
    row = Row.objects.get()
    assert (row.reason, row.ref, row.owner_id) == ("not_settled", f"{code}.1", desk.lead)
    told = [one.code for one in notices.notices(standing_of(desk.agent)).notices]
    assert told == ["case.customer_wrote_again"]
    view = queries.warning(standing_of(desk.lead), row.pk)
    with translation.override("en"):
        assert (
            shown.line(view, NINE + HOUR).reason == "The customer wrote after it was done, and the case is open again"
        )
        said = {**view.params}
        del said["written"]
        assert shown.line(replace(view, params=said), NINE).reason == "The customer says it is not settled"
    resolve(desk, code, at=NINE + 4 * HOUR)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + 5 * HOUR)
    wrote(code, NINE + 6 * HOUR)
    assert list(Row.objects.order_by("pk").values_list("ref", flat=True)) == [f"{code}.1", f"{code}.2"]


@pytest.mark.parametrize(("automatic", "warnings"), [(None, 0), (True, 0), (False, 1)])
def test_a_letter_about_a_resolved_case_is_read_first_and_warns_when_somebody_takes_the_case_up_for_it(
    automatic: bool | None,  # noqa: FBT001 - None: nobody wrote
    warnings: int,
):
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    if automatic is not None:
        wrote(code, NINE + HOUR, automatic=automatic)
    assert (Case.objects.get(code=code).status, Row.objects.count()) == ("resolved", 0)
    row, at = Case.objects.get(code=code), NINE + 2 * HOUR
    cases.reopen(case=seen(row), next_action="再修", next_due=at + HOUR, by=Actor.person(desk.agent), at=at)
    assert jobs.look_at_returns(by=CLOCK, at=at) == warnings
    assert list(Row.objects.values_list("ref", flat=True)) == [f"{code}.1"] * warnings
    assert jobs.look_at_verdicts(by=CLOCK, at=at) == 0


@pytest.mark.parametrize("door", ["letter", "portal"])
def test_a_new_case_that_follows_one_closed_long_ago_warns_once_whoever_holds_it(door):
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    who = visitor(code)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + HOUR)
    at = NINE + timedelta(days=30)
    wrote(code, at, automatic=True)
    assert (Case.objects.count(), jobs.look_at_follow_ups(by=CLOCK, at=at)) == (1, 0)
    for number in range(2):  # the second goes on with the case that the first one opened
        if door == "letter":
            wrote(code, at + number * HOUR)
        else:
            name, when = new_name(), at + number * HOUR
            cases.answer(case=code, text="又漏", external=name, visitor=who, by=who.actor, at=when)
        assert jobs.look_at_follow_ups(by=CLOCK, at=at + number * HOUR) == 1 - number
    new = Case.objects.get(follows__after__code=code)
    row = Row.objects.get()
    assert (row.reason, row.case_id, row.owner_id, row.raised_at) == ("repeat_contact", new.pk, new.accountable_id, at)
    assert at < row.due_at <= at + timedelta(days=3)
    assert row.params == {"after": code, "closed": "2016-06-01"}
    view = queries.warning(standing_of(row.owner_id), row.pk)
    for language, said in (
        ("en", f"The customer came again: this new case follows {code}, closed on 2016-06-01"),
        ("zh-hans", f"客户又来联系：{code} 已于 2016-06-01 关闭，这是接着它的新工单"),
    ):
        with translation.override(language):
            assert shown.line(view, at).reason == said
    with translation.override("en"):
        assert shown.line(replace(view, params={"after": code}), at).reason.endswith("we cannot tell")
        assert shown.line(replace(view, params={}), at).reason == "The customer came again and again"
    told = notices.notices(standing_of(row.owner_id)).notices
    assert told[0].code == "quality.warning_raised"


def test_of_a_new_case_that_somebody_took_its_holder_is_warned_and_only_the_clock_marks_it():
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    who = visitor(code)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + HOUR)
    at = NINE + timedelta(days=30)
    wrote(code, at)
    new = Case.objects.get(follows__after__code=code)
    cases.take(case=seen(new), by=Actor.person(desk.colleague), at=at)
    [one] = case_queries.unseen_follow_ups()
    with pytest.raises(NotAllowedError):
        cases.looked_at_follow_up(key=one.key, by=Actor.person(desk.agent), at=at)
    for _ in range(2):
        jobs.look_at_follow_ups(by=CLOCK, at=at)
    assert list(Row.objects.values_list("owner", "case")) == [(desk.colleague, new.pk)]


def test_an_answer_warns_once_however_often_the_worker_is_killed_in_between():
    desk, case = answered(overall=1)
    answers = case_queries.unseen_answers(ASKED_AT)
    warned(desk.lead, case, f"{case}.1")  # the warning was there, the mark was not: the worker died between them
    assert len(answers) == 1
    for _ in range(3):
        jobs.look_at_answers(by=CLOCK, at=ASKED_AT)
    assert Row.objects.count() == 1
    assert notices.unread_notices(standing_of(desk.lead)) == 1


def test_of_a_lead_who_resolved_it_the_accountable_person_is_warned():
    desk = asking_desk()
    case = desk.receive(by=desk.lead)

    cases.close(
        case=seen(case),
        outcome=Outcome.DONE_AND_TOLD,
        outcome_text="已修好并告知业主。",
        by=Actor.person(desk.lead),
        at=NINE + timedelta(hours=1),
    )
    answer(ask()[0], overall=1)
    jobs.look_at_answers(by=CLOCK, at=ASKED_AT)
    row = Row.objects.select_related("case").get()
    assert row.owner_id == row.case.accountable_id


def test_a_warning_is_due_within_a_working_day(desk):
    key = warned(desk.lead, desk.closed().code, at=NINE)
    due = Row.objects.get(pk=key).due_at
    assert NINE < due <= NINE + timedelta(days=2)
    assert rules.due(NINE, None) == NINE + timedelta(days=1)


def test_a_late_warning_is_told_once_to_its_owner_and_the_owners_manager(desk):
    boss = make_person()
    make_manager(desk.lead, boss)
    warned(desk.lead, desk.closed().code, at=NINE)
    late = NINE + timedelta(days=3)
    assert [jobs.tell_late(by=CLOCK, at=at) for at in (NINE, late, late)] == [0, 1, 0]
    codes = [one.code for one in notices.notices(standing_of(desk.lead)).notices]
    assert codes == ["quality.warning_overdue", "quality.warning_raised"]
    assert notices.unread_notices(standing_of(boss)) == 1
    assert [one.case for one in queries.warnings(standing_of(desk.lead), Show.OVERDUE, late)]


def test_a_warning_is_settled_with_what_was_done_and_only_once(desk):
    key = warned(desk.lead, desk.closed().code)
    settle(key, desk.lead)
    found = queries.warning(standing_of(desk.lead), key)
    assert (found.settled, found.note, found.may_settle) == (Settled.TALKED, "打过电话", False)
    with pytest.raises(RuleBrokenError, match=r"quality\.settled_already"):
        settle(key, desk.lead)
    assert queries.warnings(standing_of(desk.lead), Show.MINE, ASKED_AT) == ()
    assert [one.id for one in queries.warnings(standing_of(desk.lead), Show.SETTLED, ASKED_AT)] == [key]
    assert queries.waiting(standing_of(desk.lead), ASKED_AT) == ()


@pytest.mark.parametrize(
    ("how", "note", "field"), [("", "x", "how"), ("talked", "  ", "note"), ("talked", "x" * 2001, "note")]
)
def test_settling_without_saying_what_names_the_field(desk, how, note, field):
    key = warned(desk.lead, desk.closed().code)
    with pytest.raises(BadInputError) as caught:
        settle(key, desk.lead, how, note)
    assert caught.value.field == field


def test_the_owner_the_lead_and_the_director_settle_and_nobody_else(desk):
    case = desk.closed().code
    for number, who in enumerate((desk.agent, desk.lead, desk.director)):
        settle(warned(desk.agent, case, str(number)), who)
    key = warned(desk.lead, case, "more")
    for who in (desk.colleague, desk.auditor, desk.other_lead):
        with pytest.raises(NotAllowedError, match=r"quality\.not_allowed"):
            settle(key, who)
    with pytest.raises(NotAllowedError):
        actions.raise_warning(
            reason=Reason.LOW_ANSWER,
            case=case,
            owner=desk.lead,
            ref="by hand",
            params={},
            by=Actor.person(desk.lead),
            at=NINE,
        )


def test_a_warning_is_seen_by_whoever_may_see_the_case_and_by_its_owner(desk):
    key = warned(desk.hr, desk.closed().code)
    for who in (desk.agent, desk.auditor, desk.hr):
        assert queries.warning(standing_of(who), key).id == key
    with pytest.raises(NotFoundError, match=r"quality\.no_such_warning"):
        queries.warning(standing_of(desk.other_agent), key)
    assert queries.warning_counts(standing_of(desk.other_agent), ASKED_AT).open == 0


def test_the_database_keeps_a_warning_once_and_settled_in_full(desk):
    key = warned(desk.lead, desk.closed().code)
    assert warned(desk.lead, Row.objects.select_related("case").get().case.code) == key
    for broken in ({"settled_at": ASKED_AT}, {"settled": "talked"}, {"due_at": datetime(2000, 1, 1, tzinfo=UTC)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Row.objects.update(**broken)


def test_three_warnings_cost_as_many_statements_as_one(desk, django_assert_num_queries):
    case, standing = desk.closed().code, standing_of(desk.lead)
    for number in range(3):
        warned(desk.lead, case, str(number))
        with django_assert_num_queries(2):
            queries.warnings(standing, Show.MINE, ASKED_AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_at_once_one_does():
    desk = make_desk()
    make_calendar("default")
    key = warned(desk.lead, desk.closed().code)
    done = at_once(lambda: settle(key, desk.lead), lambda: settle(key, desk.director, "mended", "换了水管"))
    assert sorted(done) == ["done", "quality.settled_already"]


def hand(key: int, by: int, to: int, why: str = "休假", at: datetime = ASKED_AT) -> None:
    actions.hand_over_warning(warning=key, owner=to, why=why, by=Actor.person(by), at=at)


def test_a_warning_goes_to_another_owner_with_a_reason_and_the_new_one_is_told(desk):
    key = warned(desk.lead, desk.closed().code, at=ASKED_AT)
    due = Row.objects.get(pk=key).due_at
    hand(key, desk.lead, desk.colleague)
    found = queries.warning(standing_of(desk.colleague), key)
    assert (found.owner and found.owner.id, found.due_at, found.may_settle) == (desk.colleague, due, True)
    people = [[who and who.id for who in (one.giver, one.receiver, one.by)] for one in found.handed]
    assert (people, found.handed[0].why) == ([[desk.lead, desk.colleague, desk.lead]], "休假")
    assert [one.code for one in notices.notices(standing_of(desk.colleague)).notices] == ["quality.warning_handed"]
    assert queries.waiting(standing_of(desk.lead), ASKED_AT) == ()
    event = Event.objects.get(code="warning.handed_over")
    assert f'"person":{desk.colleague}' in str(event.payload).replace(" ", "")
    assert "休假" not in str(event.payload)


def test_whoever_gets_it_late_has_a_working_day_and_is_told_again_when_that_is_over(desk):
    key = warned(desk.lead, desk.closed().code, at=NINE)
    late = NINE + timedelta(days=3)
    jobs.tell_late(by=CLOCK, at=late)
    hand(key, desk.lead, desk.colleague, at=late)
    row = Row.objects.get(pk=key)
    assert (row.due_at > late, row.late_told_at) == (True, None)
    assert jobs.tell_late(by=CLOCK, at=late + timedelta(days=4)) == 1


def test_who_may_not_settle_it_hands_over_nothing_and_who_does_not_see_the_case_gets_none(desk):
    key = warned(desk.lead, desk.closed().code, at=ASKED_AT)
    with pytest.raises(NotAllowedError):
        hand(key, desk.colleague, desk.colleague)
    for to, why, field, code in (
        (desk.other_agent, "休假", "owner", "quality.owner_unfit"),
        (desk.lead, "休假", "owner", "quality.owner_already"),
        (desk.colleague, "  ", "why", "quality.why_missing"),
        (desk.colleague, "长" * 301, "why", "quality.note_too_long"),
    ):
        with pytest.raises(BadInputError) as refused:
            hand(key, desk.lead, to, why)
        assert (refused.value.field, refused.value.code) == (field, code)
    settle(key, desk.lead)
    with pytest.raises(RuleBrokenError, match=r"quality\.settled_already"):
        hand(key, desk.lead, desk.colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandedOver.objects.create(
            warning_id=key, giver_id=desk.lead, receiver_id=desk.lead, by_id=desk.lead, at=NINE, why="x"
        )


@pytest.mark.spec("S3")
def test_an_erased_person_leaves_no_words_in_warnings_which_can_still_be_counted(desk: Desk):
    mine, other = desk.receive().code, desk.receive(customer=make_customer().code).code
    settled, open_one = warned(desk.lead, mine), warned(desk.lead, mine, "2")
    of_other = warned(desk.lead, other, "3")
    by, why = Actor.person(desk.lead), "黄先生认识他"
    for key in (settled, of_other):
        actions.hand_over_warning(warning=key, owner=desk.agent, why=why, by=by, at=ASKED_AT)
        settle(key, desk.lead, note="给黄先生打过电话")
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=ASKED_AT)
    assert dict(Row.objects.values_list("pk", "note")) == {settled: "—", open_one: "", of_other: "给黄先生打过电话"}
    assert dict(HandedOver.objects.values_list("warning", "why")) == {settled: "—", of_other: "黄先生认识他"}
    assert Row.objects.get(pk=settled).settled == "talked"
