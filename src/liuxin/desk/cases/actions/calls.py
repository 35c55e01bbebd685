"""The one window: somebody calls or comes, and it is one case however often the form is sent."""

from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.cases.actions.answering import write_down
from liuxin.desk.cases.actions.opening import receive
from liuxin.desk.cases.models import Case, Pressed
from liuxin.desk.cases.words import Channel, NewCase
from liuxin.desk.cases.words.answering import Talk
from liuxin.desk.communication.words import Medium
from liuxin.kernel.actor import Actor

MEDIUM = {Channel.COUNTER: Medium.COUNTER}


def take_call(*, new: NewCase, said: str = "", person: str = "", token: str = "", by: Actor, at: datetime) -> str:
    """Take in a case with what the customer said, and give its code; the same `token` gives the same case."""
    held = _by_token(token)
    if held:
        return held
    try:
        with transaction.atomic():
            code = receive(new=new, by=by, at=at)
            if token:
                Pressed.objects.create(token=token[:64], case=Case.objects.get(code=code))
            if said.strip():
                medium = MEDIUM.get(new.channel, Medium.PHONE)
                talk = Talk(medium, incoming=True, person=person or "—", text=said)
                write_down(case=code, talk=talk, by=by, at=at)
    except IntegrityError:
        # Two presses at the same instant: the second leaves nothing behind.
        held = _by_token(token)
        if not held:
            raise
        return held
    return code


def _by_token(token: str) -> str:
    if not token:
        return ""
    return Pressed.objects.filter(token=token[:64]).values_list("case__code", flat=True).first() or ""
