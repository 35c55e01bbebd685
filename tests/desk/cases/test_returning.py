"""A reply that comes back ended no clock: each runs on, warns, escalates, and the next reply that arrives ends it."""

from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import ClockState, EscalateTo, Target
from liuxin.desk.communication import actions as communication
from liuxin.kernel.actor import Actor
from tests.factories.cases import DONE, Case, Desk, events_with_codes, make_desk, seen
from tests.factories.organisation import standing_of
from tests.factories.post import Post, make_mail_admin
from tests.factories.promises import alarms, clocks, look, make_promise, shanghai
from tests.factories.talking import MAIL, arrive, case_of, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]
MINUTE = timedelta(minutes=1)
BOUNCED = shanghai(1, 9, 40)
"""The customer wrote at nine; a first reply is due at ten, the next two hours after what it replies to."""


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    make_promise(escalate_to=EscalateTo.LEAD)
    return desk


def came(desk: Desk) -> Case:
    return case_of(arrive(desk, at=shanghai(1, 9)).case)


def answer(desk: Desk, case: Case, hour: int, minute: int = 0) -> int:
    """Let the agent answer, the letter leave a minute later, and give the letter."""
    at = shanghai(1, hour, minute)
    actions.reply(case=case.code, text="在路上。", by=Actor.person(desk.agent), at=at)
    actions.release(by=MAIL, at=at + MINUTE)
    return Post.objects.latest("pk").pk


def bounce(post: int, hour: int, minute: int = 0) -> None:
    actions.letter_bounced(post=post, error="5.1.1", by=MAIL, at=shanghai(1, hour, minute))


def stands(case: Case) -> tuple[object, ...]:
    row = clocks(case)
    return row.first_at, row.first_kept, row.answer_due, row.answers_kept, row.answers_missed, row.target, row.due


def test_the_first_response_is_owed_again_from_when_it_was_due_and_the_answer_that_arrives_ends_it(desk: Desk):
    case = came(desk)
    untouched = stands(case)
    post = answer(desk, case, 9, 20)
    assert stands(case)[:2] == (shanghai(1, 9, 20), True)
    bounce(post, 9, 40)
    assert stands(case) == untouched
    assert (untouched[-2], untouched[-1]) == ("first", shanghai(1, 10))
    view = queries.case(standing_of(desk.agent), case.code, BOUNCED).clocks.clocks
    assert (view[0].target, view[0].state) == (Target.FIRST, ClockState.ON_TIME)
    told = {"target": "first", "due": int(shanghai(1, 10).timestamp())}
    assert events_with_codes(case, "case.response_runs_on") == [told]
    assert look(shanghai(1, 10, 1)) == 1
    assert [(target, stage, person) for target, _, stage, person in alarms(case)] == [("first", 1, desk.manager)]
    answer(desk, case, 10, 30)
    assert stands(case)[:2] == (shanghai(1, 10, 30), False)
    verdicts = [told["kept"] for told in events_with_codes(case, "case.response_judged")]
    assert verdicts == [True, False]


def test_the_next_response_is_owed_again_with_all_that_was_written_since(desk: Desk):
    case = came(desk)
    answer(desk, case, 9, 10)
    arrive(desk, case=case.code, at=shanghai(1, 10))
    owed = stands(case)
    post = answer(desk, case, 10, 30)
    arrive(desk, case=case.code, at=shanghai(1, 10, 40))
    assert (clocks(case).answer_due, clocks(case).answers_kept) == (shanghai(1, 12, 40), 1)
    bounce(post, 10, 50)
    assert stands(case) == owed
    assert clocks(case).due == shanghai(1, 12)
    answer(desk, case, 11, 59)
    assert (clocks(case).answers_kept, clocks(case).answers_missed, clocks(case).answer_due) == (1, 0, None)


def test_where_another_answer_arrived_meanwhile_that_one_is_judged_and_nothing_runs_on(desk: Desk):
    case = came(desk)
    first = answer(desk, case, 9, 20)
    second = answer(desk, case, 10, 20)
    bounce(first, 10, 40)
    assert stands(case)[:2] == (shanghai(1, 10, 20), False)
    assert clocks(case).target != "first"
    bounce(second, 10, 50)
    assert stands(case)[:2] == (None, None)
    assert clocks(case).target == "first"


def test_a_letter_that_goes_once_more_is_a_reply_from_then_on_and_one_that_is_stopped_is_none(desk: Desk):
    case, admin = came(desk), make_mail_admin()
    post = answer(desk, case, 9, 20)
    actions.stop_letter(post=post, by=admin, at=shanghai(1, 9, 30))
    assert stands(case)[:2] == (None, None)
    actions.send_letter_again(post=post, by=admin, at=shanghai(1, 9, 45))
    assert stands(case)[:2] == (shanghai(1, 9, 45), True)
    (letter,) = communication.claim_posts(by=MAIL, at=shanghai(1, 9, 46))
    actions.letter_refused(letter=letter, error="4.3.0", final=False, by=MAIL, at=shanghai(1, 9, 46))
    assert stands(case)[0] == shanghai(1, 9, 45)
    (letter,) = communication.claim_posts(by=MAIL, at=shanghai(1, 10, 46))
    actions.letter_refused(letter=letter, error="5.1.1", final=True, by=MAIL, at=shanghai(1, 10, 46))
    assert stands(case)[:2] == (None, None)
    assert clocks(case).due == shanghai(1, 10)


def test_a_closing_tells_the_outcome_whatever_became_of_the_letters_before(desk: Desk):
    case = came(desk)
    post = answer(desk, case, 9, 20)

    actions.close(case=seen(case_of(case.code)), **DONE, by=Actor.person(desk.lead), at=shanghai(1, 9, 50))
    bounce(post, 11)
    assert stands(case)[:2] == (shanghai(1, 9, 50), True)
    assert clocks(case).due is None
