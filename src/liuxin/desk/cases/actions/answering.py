"""An agent answers: writes to the customer and moves the case on in one deed, or writes down what was said."""

import secrets
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from liuxin.desk.cases.actions import messages, promising
from liuxin.desk.cases.actions.ending import proposed
from liuxin.desk.cases.actions.holding import hold
from liuxin.desk.cases.actions.index import index_messages
from liuxin.desk.cases.actions.stepping import find, locked
from liuxin.desk.cases.actions.working import planned
from liuxin.desk.cases.models import Case, CaseThread, Pressed, ReplyTemplate
from liuxin.desk.cases.queries.answering import met
from liuxin.desk.cases.rules import checks, templates
from liuxin.desk.cases.words import Act, Seen, StepKind
from liuxin.desk.cases.words.answering import TALKED, After, Next, Reply, Talk
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About, Incoming, Medium, NewThread, Sender
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError

KEPT = Next()


@transaction.atomic
def send_answer(*, case: Seen, reply: Reply, then: Next = KEPT, by: Actor, at: datetime) -> int:
    """Write to the customer and, in the same deed, wait for them or call the case resolved; gives the message.

    The step is taken when the letter leaves: who takes the letter back within its seconds takes all of it back.
    If somebody wrote since the page was opened, nothing is done: two answers are one too many. A form that was sent
    before does nothing a second time and gives 0.
    """
    row = find(case.code, Act.REPLY, by=by, at=at)
    if not press(row, reply.token):
        return 0
    if not templates.is_filled(reply.text):
        raise BadInputError("cases.template_open", field="text")
    newer = met(row, reply.read_to, by.person_id)
    if newer:
        raise ConflictError("cases.answered_meanwhile", case=row.code, number=len(newer))
    message = messages.reply(case=row.code, text=reply.text, thread=reply.thread, by=by, at=at)
    communication.attach(message=message, attachments=reply.attachments, by=by, at=at)
    if then.after is After.WAIT:
        wait_with(message, case=case, next_action=then.next_action, next_due=then.due, by=by, at=at)
    elif then.after is After.RESOLVE:
        _resolve_with(message, case, reply, then, by=by, at=at)
    if reply.template is not None:
        ReplyTemplate.objects.filter(pk=reply.template).update(used=F("used") + 1)
    return message


@transaction.atomic
def write_down(*, case: str, talk: Talk, by: Actor, at: datetime) -> int:
    """Write down a talk on the phone or at the counter as a message of whoever began it; no e-mail goes out.

    It stands as written at once: there is nothing to take back, for it was said.
    """
    row = find(case, Act.REPLY, by=by, at=at)
    if not press(row, talk.token):
        return 0
    if talk.medium not in TALKED:
        raise BadInputError("cases.talk_medium", field="medium", medium=talk.medium.value)
    person = checks.text(talk.person, field="person", longest=200)
    words = checks.text(talk.text, field="text", longest=8000)
    about, thread = About("case", row.code), _talked_with(row, talk.medium, person, by=by, at=at)
    if not talk.incoming:
        return communication.write(thread=thread, text=words, about=about, by=by, at=at)
    said = Incoming(Sender(person, customer=row.customer_id), words, talk.token or secrets.token_hex(16))
    kept = communication.keep_incoming(thread=thread, incoming=said, about=about, by=by, at=at)
    index_messages(keys=[kept.message], by=by, at=at)
    promising.message_received(messages.move_on(row, by=by, at=at), by=by, at=at)
    return kept.message


def press(row: Case, token: str) -> bool:
    """Tell whether a form is sent for the first time; the case's lock keeps two presses apart."""
    if not token:
        return True
    return Pressed.objects.get_or_create(token=token[:64], defaults={"case": row})[1]


def _talked_with(row: Case, medium: Medium, person: str, *, by: Actor, at: datetime) -> int:
    held = row.threads.filter(thread__medium=medium.value, thread__address_name=person).first()
    if held is not None:
        return held.thread_id
    new = NewThread(medium, row.title, address_name=person, customer=row.customer_id)
    key = communication.open_thread(new=new, by=by, at=at)
    CaseThread.objects.create(case=row, thread_id=key)
    return key


def wait_with(
    message: int, *, case: Seen, next_action: str, next_due: datetime | None, by: Actor, at: datetime
) -> None:
    """Let a case wait for the customer from when a letter leaves."""
    row = locked(case, Act.WAIT, by=by, at=at)
    hold(row, StepKind.WAITING, planned(next_action, next_due, at), message=message, by=by, at=at)


def _resolve_with(message: int, case: Seen, reply: Reply, then: Next, *, by: Actor, at: datetime) -> None:
    """Let a case be resolved from when the letter leaves that tells the customer and asks.

    What was done stays with colleagues, as a note; what the customer was told is the outcome that they confirm.
    """
    if then.outcome is None:
        raise BadInputError("cases.outcome_missing", field="outcome")
    done = checks.text(then.done, field="done", longest=4000)
    row = locked(case, Act.RESOLVE, by=by, at=at)
    fields = proposed(row, then.outcome, then.told or reply.text, then.due, at)
    hold(row, StepKind.RESOLVED, fields, message=message, done=done, by=by, at=at)


def seen_now(row: Case) -> Seen:
    """Give a locked case as it stands after the deeds before."""
    return replace(Seen(row.code, 0), version=Case.objects.values_list("version", flat=True).get(pk=row.pk))
