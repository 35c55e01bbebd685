from datetime import timedelta

import pytest

from liuxin.interfaces.jobs import surveying
from liuxin.kernel.actor import Actor
from tests.factories.surveying import ASKED_AT, Contact, Post, answer, asking_desk

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S7")]
CLOCK = Actor.system("clock")


def test_a_round_asks_once_reminds_once_and_then_is_silent():
    desk = asking_desk()
    desk.closed()
    rounds = [ASKED_AT + timedelta(hours=hours) for hours in (0, 1, 72, 73, 240)]
    assert [surveying.ask(by=CLOCK, at=at) for at in rounds] == [1, 0, 1, 0, 0]
    asked, reminded = Post.objects.order_by("pk")
    link = next(word for word in asked.text.split() if word.startswith("http"))
    assert link in reminded.text
    assert answer(link.rpartition("/")[2], at=rounds[-1])


@pytest.mark.parametrize(
    ("language", "there", "missing"), [("en", "Dear ", "您好"), ("zh-hans", "您好", "Dear"), ("", "Dear ", "")]
)
def test_a_letter_speaks_the_customers_language_and_both_where_it_is_not_known(language, there, missing):
    desk = asking_desk()
    Contact.objects.update(language=language)
    desk.closed()
    surveying.ask(by=CLOCK, at=ASKED_AT)
    text = Post.objects.get().text
    assert there in text
    assert not missing or missing not in text
    assert "地库 B2 漏水" in text
