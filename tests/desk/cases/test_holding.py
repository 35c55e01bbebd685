"""A step goes with its letter: taken when it leaves, gone when it is taken back, told where somebody was faster."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Arrived, Outcome
from liuxin.desk.cases.words.answering import NOTE_DRAFT, After, Next, Reply
from liuxin.desk.cases.words.surveying import SurveyTerms
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, RuleBrokenError
from tests.factories.cases import DONE, NINE, Desk, Note, all_events_of, events_with_codes, fresh, make_desk, seen
from tests.factories.communication import Notice
from tests.factories.organisation import SYSTEM
from tests.factories.portal import Asked, visitor
from tests.factories.talking import MAIL, Draft, Message, arrive, case_of, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
WAIT = Next(After.WAIT, next_action="再问", due=NINE + 2 * DAY)
RESOLVE = Next(After.RESOLVE, due=NINE + 3 * DAY, done="换了阀门", outcome=Outcome.DONE_AND_TOLD)
GONE = NINE + 2 * MINUTE


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


def agent(desk: Desk) -> Actor:
    return Actor.person(desk.agent)


def begun(desk: Desk) -> Arrived:
    """Let a message come in, and the agent take its case."""
    came = arrive(desk)
    actions.take(case=seen(case_of(came.case)), by=agent(desk), at=NINE)
    return came


def send(desk: Desk, code: str, then: Next) -> int:
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True)[0]
    answer = Reply("已修好。", read_to=newest)
    return actions.send_answer(case=seen(case_of(code)), reply=answer, then=then, by=agent(desk), at=NINE + MINUTE)


def as_it_stands(code: str) -> tuple[object, ...]:
    row = case_of(code)
    clocks = getattr(row, "clocks", None)
    kept = clocks and (clocks.first_at, clocks.due, clocks.answer_due)
    return row.status, row.version, row.next_action, row.next_due, row.resolved_at, row.promise_kept, kept


@pytest.mark.parametrize("then", [WAIT, RESOLVE], ids=["wait", "resolve"])
def test_an_answer_taken_back_leaves_the_case_the_record_and_the_customer_as_if_it_had_never_been(
    desk: Desk, then: Next
):
    actions.set_survey_terms(terms=SurveyTerms(enabled=True, delay_hours=0), by=SYSTEM, at=NINE)
    actions.set_promise(kind=None, priority=3, minutes=60, calendar="default", by=SYSTEM, at=NINE)
    code = begun(desk).case
    before = as_it_stands(code), all_events_of(case_of(code))
    message = send(desk, code, then)
    assert queries.portal_case(visitor(code), code, NINE + MINUTE).line.status == "open"
    actions.take_back(message=message, by=agent(desk), at=NINE + MINUTE + 5 * SECOND)
    actions.release(by=MAIL, at=GONE)
    assert (as_it_stands(code), all_events_of(case_of(code))) == before
    assert (Asked.objects.count(), Note.objects.count(), queries.surveys_due(NINE + DAY)) == (0, 0, ())
    drafts = Draft.objects.filter(about_kind=NOTE_DRAFT).values_list("text", flat=True)
    assert list(drafts) == ([then.done] if then.done else [])
    send(desk, code, then)
    actions.release(by=MAIL, at=GONE)
    assert as_it_stands(code) != before[0]
    assert Asked.objects.count() == len(queries.surveys_due(NINE + DAY)) == (then is RESOLVE)


def test_a_step_counts_from_when_its_letter_was_written_and_keeps_the_promise_of_that_minute(desk: Desk):
    actions.set_promise(kind=None, priority=3, minutes=1, calendar="default", by=SYSTEM, at=NINE)
    code = begun(desk).case
    send(desk, code, RESOLVE)
    actions.release(by=MAIL, at=NINE + 5 * MINUTE)
    row = case_of(code)
    assert (row.status, row.resolved_at, row.promise_kept) == ("resolved", NINE + MINUTE, True)
    assert events_with_codes(row, "case.asked") == [{"number": 1}]
    assert all_events_of(row).count("case.resolved") == 1
    actions.release(by=MAIL, at=NINE + 6 * MINUTE)
    assert all_events_of(case_of(code)).count("case.resolved") == 1


def test_where_a_colleague_was_faster_the_step_is_not_taken_and_its_author_is_told(desk: Desk):
    code = begun(desk).case
    send(desk, code, RESOLVE)
    actions.close(case=seen(case_of(code)), **DONE, by=Actor.person(desk.lead), at=NINE + MINUTE + SECOND)
    actions.release(by=MAIL, at=GONE)
    assert (case_of(code).status, case_of(code).outcome_text) == ("closed", DONE["outcome_text"])
    assert [each.text for each in Note.objects.all()] == ["换了阀门"]
    notice = Notice.objects.get(code="case.step_not_taken")
    assert (notice.person_id, notice.subject) == (desk.agent, f"case:{code}")
    assert Asked.objects.count() == 0


@pytest.mark.parametrize(("then", "stands"), [(WAIT, "open"), (RESOLVE, "resolved")], ids=["wait", "resolve"])
def test_what_the_customer_writes_while_a_letter_is_held_is_read_before_anything_else(
    desk: Desk, then: Next, stands: str
):
    came = begun(desk)
    send(desk, came.case, then)
    arrive(desk, thread=came.thread, at=NINE + MINUTE + 3 * SECOND)
    actions.release(by=MAIL, at=GONE)
    row = case_of(came.case)
    assert (row.status, row.next_action) == (stands, {"open": "next.answer", "resolved": "next.read_again"}[stands])


def test_two_steps_are_never_held_at_once_and_one_that_cannot_be_taken_is_refused_at_once(desk: Desk):
    code = begun(desk).case
    send(desk, code, WAIT)
    with pytest.raises(ConflictError, match=r"cases\.step_is_held"):
        send(desk, code, RESOLVE)
    actions.release(by=MAIL, at=GONE)
    with pytest.raises(RuleBrokenError, match=r"cases\.step_not_possible"):
        send(desk, code, replace(WAIT, next_action="又问"))
    assert Message.objects.filter(direction="out").count() == 1
    assert fresh(case_of(code)).status == "waiting"
