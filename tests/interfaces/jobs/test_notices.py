from datetime import timedelta

import pytest

from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.words import NoticeGroup, Way
from liuxin.interfaces.jobs import notices
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError
from tests.factories.communication import Notice, NoticePlan, chosen, told
from tests.factories.organisation import NOW, make_account, make_person
from tests.factories.surveying import Post
from tests.factories.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]
CLOCK = Actor.system("clock")


def hearing(way: Way = Way.AT_ONCE, language: str = "en") -> int:
    person = make_person()
    make_account(person=person, language=language)
    chosen(person, ways=dict.fromkeys(NoticeGroup, way), quiet_from=0, quiet_to=0)
    return person


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("zh-hans", "有同事在工单 C-000001 的备注中提到了您"),
        ("en", "A colleague mentioned you in a note of case C-000001"),
    ],
)
def test_at_once_means_one_letter_in_the_readers_language(language, subject):
    told(hearing(language=language))
    assert notices.mail(by=CLOCK, at=NOW) == 1
    letter = Post.objects.get()
    assert (letter.to, letter.subject) == ("li@example.org", subject)
    assert subject in letter.text
    assert "/notices/mine" in letter.text


def test_a_digest_is_one_letter_with_all_that_came():
    li = hearing(Way.HOURLY)
    told(li, note=1)
    told(li, note=2)
    assert notices.mail(by=CLOCK, at=NOW) == 0
    assert notices.mail(by=CLOCK, at=NOW + timedelta(hours=1)) == 1
    assert Post.objects.get().subject == "2 notices"


def test_what_was_read_in_the_page_meanwhile_does_not_go_out():
    li = hearing(Way.HOURLY)
    told(li)
    actions.read_all_notices(up_to=Notice.objects.get().pk, by=Actor.person(li), at=NOW)
    assert notices.mail(by=CLOCK, at=NOW + timedelta(hours=1)) == 0
    assert Post.objects.count() == 0


def test_rounds_that_run_again_post_nothing_twice():
    told(hearing())
    assert [notices.mail(by=CLOCK, at=NOW + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    assert Post.objects.count() == 1


def test_a_worker_that_dies_before_it_is_done_leaves_all_of_it_due():
    told(hearing())
    mail = queries.notice_mails(NOW)[0]
    with pytest.raises(BadInputError):
        actions.mail_notices(mail=mail, subject="x", text="", by=CLOCK, at=NOW)
    assert (Post.objects.count(), Notice.objects.get().mailed_at) == (0, None)
    assert notices.mail(by=CLOCK, at=NOW) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_post_one_letter():
    told(hearing())
    mail = queries.notice_mails(NOW)[0]

    def post() -> None:
        actions.mail_notices(mail=mail, subject="x", text="y", by=CLOCK, at=NOW)

    assert at_once(post, post) == ["done", "done"]
    assert Post.objects.count() == 1


def test_whoever_took_the_address_away_gets_no_letter():
    li = hearing()
    told(li)
    chosen(li, email="")
    assert notices.mail(by=CLOCK, at=NOW) == 0
    assert Post.objects.count() == 0


def test_of_a_person_who_is_erased_no_address_stays_and_nothing_goes_out():
    li = hearing(Way.HOURLY)
    told(li, note=1)
    notices.mail(by=CLOCK, at=NOW + timedelta(hours=1))
    told(li, note=2)
    actions.forget_reader(person=li, by=CLOCK, at=NOW)
    letter = Post.objects.get()
    assert (letter.to, letter.text, letter.state) == ("erased", "", "cancelled")
    assert NoticePlan.objects.count() == 0
    assert notices.mail(by=CLOCK, at=NOW + timedelta(hours=3)) == 0
