from datetime import timedelta

import pytest

from liuxin.desk.cases import actions as cases
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.words import About
from liuxin.desk.communication.words.post import LEASE, Letter
from liuxin.desk.communication.words.states import PostState
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from tests.factories.cases import NINE, Desk, events_with_codes, make_desk
from tests.factories.communication import Notice
from tests.factories.organisation import standing_of
from tests.factories.post import Post, make_mail_admin, put
from tests.factories.talking import MAIL, arrive, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
MINUTE, HOUR, SECOND = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    make_entrance(desk)
    return desk


def one(at=NINE) -> Letter:
    (letter,) = actions.claim_posts(by=MAIL, at=at)
    return letter


def state(post: int) -> str:
    return str(Post.objects.get(pk=post).state)


def test_a_reply_by_e_mail_is_in_the_outbox_when_it_can_no_longer_be_taken_back(desk: Desk):
    came = arrive(desk)
    cases.reply(case=came.case, text="马上派人来。", by=Actor.person(desk.agent), at=NINE)
    assert Post.objects.count() == 0
    cases.release(by=MAIL, at=NINE + 10 * SECOND)
    letter = one(NINE + 10 * SECOND)
    assert (letter.to, letter.subject, letter.text) == ("huang@example.org", "Re: 地库漏水", "马上派人来。")
    assert (letter.thread, letter.automatic, letter.about) == (came.thread, False, About("case", came.case))


def test_a_reply_in_the_portal_leaves_by_no_e_mail(desk: Desk):
    case = desk.receive()
    cases.reply(case=case.code, text="收到", by=Actor.person(desk.agent), at=NINE)
    cases.release(by=MAIL, at=NINE + 10 * SECOND)
    assert Post.objects.count() == 0


def test_a_reply_to_an_address_that_cannot_be_read_tells_its_author_and_holds_nobody_up(desk: Desk):
    came = arrive(desk, address="huang at home")
    other = arrive(desk)
    for case in (came.case, other.case):
        cases.reply(case=case, text="收到", by=Actor.person(desk.agent), at=NINE)
    assert len(cases.release(by=MAIL, at=NINE + 10 * SECOND)) == 2
    assert sorted(Post.objects.values_list("state", flat=True)) == ["failed", "waiting"]
    assert Notice.objects.get(person=desk.agent).code == "post.undelivered"


def test_a_letter_is_taken_by_one_worker_and_goes_once():
    post = put()
    letter = one()
    assert actions.claim_posts(by=MAIL, at=NINE) == ()
    assert actions.begin_post(letter=letter, by=MAIL, at=NINE)
    assert not actions.begin_post(letter=letter, by=MAIL, at=NINE)
    actions.post_sent(letter=letter, by=MAIL, at=NINE)
    assert (state(post), actions.claim_posts(by=MAIL, at=NINE + HOUR)) == ("sent", ())


def test_the_mail_server_gone_for_an_hour_loses_nothing():
    post, at, tried = put(), NINE, 0
    while at < NINE + HOUR:
        for letter in actions.claim_posts(by=MAIL, at=at):
            actions.post_refused(letter=letter, error="connection refused", final=False, by=MAIL, at=at)
            tried += 1
        at += MINUTE
    assert (state(post), tried) == ("waiting", 6)
    letter = one(NINE + 2 * HOUR)
    actions.begin_post(letter=letter, by=MAIL, at=at)
    actions.post_sent(letter=letter, by=MAIL, at=at)
    assert (state(post), Notice.objects.count()) == ("sent", 0)


def test_after_a_day_it_is_given_up_and_its_author_is_told(desk: Desk):
    case = desk.receive()
    post = put(about=About("case", case.code), by=Actor.person(desk.agent))
    at = NINE
    while state(post) == "waiting" and at < NINE + timedelta(days=3):
        for letter in actions.claim_posts(by=MAIL, at=at):
            actions.post_refused(letter=letter, error="no answer", final=False, by=MAIL, at=at)
        at += HOUR
    assert state(post) == "failed"
    assert at <= NINE + timedelta(hours=25)
    notice = Notice.objects.get(person=desk.agent)
    assert (notice.code, notice.subject) == ("post.undelivered", f"case:{case.code}")
    assert events_with_codes(case.code, "message.undelivered")[0]["person"] == desk.agent


def test_what_the_server_refuses_for_good_is_final_at_once():
    post = put()
    assert (
        actions.post_refused(letter=one(), error="550 no such user", final=True, by=MAIL, at=NINE) is PostState.FAILED
    )
    assert Post.objects.get(pk=post).error == "550 no such user"


def test_killed_before_it_began_it_is_tried_again_and_killed_after_it_is_uncertain():
    claimed, begun = put("a@example.org"), put("b@example.org")
    letters = {letter.id: letter for letter in actions.claim_posts(by=MAIL, at=NINE)}
    actions.begin_post(letter=letters[begun], by=MAIL, at=NINE)
    assert actions.recover_posts(by=MAIL, at=NINE + LEASE - SECOND) == (0, 0)
    assert actions.recover_posts(by=MAIL, at=NINE + LEASE) == (1, 1)
    assert (state(claimed), state(begun)) == ("waiting", "uncertain")
    assert [letter.id for letter in actions.claim_posts(by=MAIL, at=NINE + HOUR)] == [claimed]


def test_a_worker_held_for_dead_may_not_send_what_another_took_over():
    put()
    slow = one()
    actions.recover_posts(by=MAIL, at=NINE + LEASE)
    quick = one(NINE + LEASE)
    assert not actions.begin_post(letter=slow, by=MAIL, at=NINE + LEASE)
    assert actions.begin_post(letter=quick, by=MAIL, at=NINE + LEASE)


def test_a_person_decides_about_an_uncertain_letter():
    admin = make_mail_admin()
    first, second = put("a@example.org"), put("b@example.org")
    for letter in actions.claim_posts(by=MAIL, at=NINE):
        actions.begin_post(letter=letter, by=MAIL, at=NINE)
        actions.post_uncertain(letter=letter, error="connection lost", by=MAIL, at=NINE)
    actions.confirm_post(post=first, by=admin, at=NINE + HOUR)
    actions.retry_post(post=second, by=admin, at=NINE + HOUR)
    assert (state(first), state(second)) == ("sent", "waiting")
    with pytest.raises(RuleBrokenError) as twice:
        actions.retry_post(post=first, by=admin, at=NINE + HOUR)
    assert twice.value.code == "communication.post_not_stuck"
    actions.cancel_post(post=second, by=admin, at=NINE + HOUR)
    assert actions.claim_posts(by=MAIL, at=NINE + 2 * HOUR) == ()


def test_only_the_system_administrator_sees_and_steers_the_outbox(desk: Desk):
    post = put()
    for person in (desk.agent, desk.lead, desk.hr, desk.auditor):
        with pytest.raises(NotAllowedError):
            actions.retry_post(post=post, by=Actor.person(person), at=NINE)
        with pytest.raises(NotAllowedError):
            queries.outbox(standing_of(person, NINE))


def test_a_letter_that_comes_back_is_undelivered_and_its_author_is_told_once(desk: Desk):
    case = desk.receive()
    post = put(about=About("case", case.code), by=Actor.person(desk.agent))
    letter = one()
    actions.begin_post(letter=letter, by=MAIL, at=NINE)
    actions.post_sent(letter=letter, by=MAIL, at=NINE)
    for _ in range(2):
        actions.post_bounced(post=post, error="5.1.1 unknown user", by=MAIL, at=NINE + HOUR)
    assert (state(post), Notice.objects.count()) == ("bounced", 1)
    assert len(events_with_codes(case.code, "message.undelivered")) == 1


@pytest.mark.parametrize(
    "address", ["", "huang", "a@b", "a@b.org, c@d.org", "a@b.org\nBcc: all@example.org", "a b@c.org", "<a@b.org>"]
)
def test_an_address_that_is_none_or_more_than_one_is_refused(address: str):
    with pytest.raises(BadInputError) as refused:
        put(address)
    assert (refused.value.code, refused.value.field) == ("communication.bad_address", "to")


def test_a_letter_does_not_leave_before_its_time():
    put(not_before=NINE + HOUR)
    assert actions.claim_posts(by=MAIL, at=NINE + HOUR - SECOND) == ()
    assert len(actions.claim_posts(by=MAIL, at=NINE + HOUR)) == 1


@pytest.mark.parametrize("letters", [1, 3])
def test_the_outbox_takes_two_statements_however_many_letters(letters: int, django_assert_num_queries):
    admin = make_mail_admin()
    for _ in range(letters):
        put()
    standing = standing_of(int(admin.id), NINE)
    with django_assert_num_queries(2):
        page = queries.outbox(standing)
    assert (len(page.posts), page.counts) == (letters, {PostState.WAITING: letters})
