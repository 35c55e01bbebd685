"""A message from outside is kept with what the record is told of it, or not at all."""

import pytest

from liuxin.desk.communication import actions
from liuxin.desk.communication.words import About, Incoming, Kept, Medium, NewThread, Sender
from tests.factories.cases import NINE, all_events_of
from tests.factories.talking import MAIL, Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.spec("S4")]
ABOUT = About("case", "C-1")


def keep(external: str, *, thread: int, text: str = "漏水") -> Kept:
    said = Incoming(Sender("黄先生", "huang@example.org"), text, external)
    return actions.keep_incoming(thread=thread, incoming=said, about=ABOUT, by=MAIL, at=NINE)


def test_it_is_kept_once_in_a_transaction_of_its_own_where_the_caller_has_none():
    thread = actions.open_thread(new=NewThread(Medium.EMAIL, "x", "huang@example.org"), by=MAIL, at=NINE)
    first, again = keep("a", thread=thread), keep("a", thread=thread, text="又漏水")
    assert (first.duplicate, again.duplicate, again.message) == (False, True, first.message)
    assert [(each.external, each.text) for each in Message.objects.all()] == [("a", "漏水")]
    assert all_events_of("C-1") == ["message.received"]
