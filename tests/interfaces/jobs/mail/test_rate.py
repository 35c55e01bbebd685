"""How many letters a worker takes in, each in a transaction of its own."""

import time

import pytest

from liuxin.interfaces.jobs.mail import intake
from tests.factories.cases import NINE, Case, make_desk
from tests.factories.post import letter, make_mailbox
from tests.factories.talking import Message, make_entrance

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.scale, pytest.mark.spec("S4")]
LETTERS, A_SECOND = 500, 50
"""What is promised of a worker; held by processor time, for the machine that runs tests does other work beside."""


def test_letters_are_taken_in_one_transaction_each_and_fifty_a_second():
    make_entrance(make_desk())
    box = make_mailbox(per_hour=100_000)
    sent = [letter(f"第 {n} 封", sender=f"c{n % 50}@example.org", subject=f"事情 {n}") for n in range(LETTERS)]
    began = time.process_time()
    for uid, raw in enumerate(sent, start=1):
        intake.take_numbered(raw, mailbox=box, uid_validity=1, uid=uid, at=NINE)
    seconds = time.process_time() - began
    assert (Message.objects.count(), Case.objects.count()) == (LETTERS, LETTERS)
    assert LETTERS / seconds >= A_SECOND, f"{LETTERS / seconds:.1f} letters a second"
