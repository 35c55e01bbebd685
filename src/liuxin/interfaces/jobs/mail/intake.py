"""A letter comes in: whose it is, what it answers, whether a person has to decide. One transaction a letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases.words import Arriving
from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.rules import html, mailboxes
from liuxin.desk.communication.words import (
    HeldEnd,
    HeldWhy,
    Incoming,
    KnownOf,
    MailboxView,
    NewHeld,
    Remark,
    Sender,
)
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers import queries as parties
from liuxin.desk.customers.words import AddressKind, Party
from liuxin.desk.files import queries as files
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs.mail import judging, reading
from liuxin.interfaces.jobs.mail.reading import Letter
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

HOUR = timedelta(hours=1)
MAIL = Actor.system("mail")


class Became(StrEnum):
    """What became of a letter."""

    RECEIVED = "received"
    DUPLICATE = "duplicate"
    HELD = "held"
    BOUNCE = "bounce"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a letter, and where it is found."""

    became: Became
    case: str = ""
    message: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter belongs: a thread or none, the letter of ours that it answers, what is to be said of that."""

    thread: int | None = None
    post: int | None = None


@transaction.atomic
def take_numbered(raw: bytes, *, mailbox: MailboxView, uid_validity: int, uid: int, at: datetime) -> Taken | None:
    """Take in a letter of a mailbox with its number there; None where another worker was quicker."""
    if not actions.take_number(mailbox=mailbox.id, uid_validity=uid_validity, uid=uid, by=MAIL, at=at):
        return None
    return take(raw, mailbox=mailbox, at=at)


@transaction.atomic(savepoint=False)
def take(raw: bytes, *, mailbox: MailboxView, at: datetime, let_in: bool = False) -> Taken:
    """Take in a letter. `let_in` where a person has decided that it may: then no machine asks again."""
    letter = reading.read(raw)
    known = queries.known_of(letter.external, letter.sender, at - HOUR)
    if known.before is not None or (not let_in and known.held):
        return Taken(Became.DUPLICATE, message=known.before[0] if known.before else 0)
    returned = judging.bounce(letter)
    if returned is not None and not let_in:
        return _take_bounce(letter, returned, raw, mailbox, at)
    machine = judging.automatic(letter)
    place = _place(letter)
    why = None if let_in else _why_held(letter, machine, place, mailbox, known)
    if why is not None:
        return _hold(letter, why, raw, mailbox, at)
    return _receive(letter, place, raw, mailbox, at, automatic=machine is not None)


@transaction.atomic
def decide(held: int, end: HeldEnd, *, by: Actor, at: datetime) -> Taken | None:
    """Let a held letter in, or drop it, as a person says."""
    standing = organisation.standing(by, at)
    view, whole = queries.held_whole(standing, held)
    actions.end_held(held=held, end=end, by=by, at=at)
    if end is HeldEnd.DROPPED:
        return None
    boxes = {box.id: box for box in queries.mailboxes(organisation.standing(MAIL, at))}
    raw = files.content(whole)
    if not reading.read(raw).sender:
        raise NotAllowedError("communication.held_without_sender")
    return take(raw, mailbox=boxes[view.mailbox], at=at, let_in=True)


def hold_whole(raw: bytes, why: HeldWhy, *, mailbox: MailboxView, at: datetime) -> int:
    """Keep a letter that could not be taken in at all, so that the ones behind it can."""
    return _hold(reading.read(raw), why, raw, mailbox, at).held


def _place(letter: Letter) -> Place:
    """Find the thread: by the signed address, then by the names that it answers; never by its subject alone."""
    for address in letter.recipients:
        key, ours = mailboxes.key_of(address, settings.MAIL_KEY)
        if not key:
            continue
        if not ours:
            letter.remark(Remark.FORGED_ADDRESS)
            return Place()
        thread = queries.thread_by_key(key)
        if thread is not None:
            return Place(thread.id)
    tokens = [name.partition("@")[0] for name in letter.answers]
    found = queries.thread_of_letters(tokens)
    if found is not None:
        return Place(*found)
    return Place(queries.thread_of_message(letter.answers, letter.reply_to or letter.sender))


def _why_held(
    letter: Letter, machine: HeldWhy | None, place: Place, mailbox: MailboxView, known: KnownOf
) -> HeldWhy | None:
    round_again = judging.circle(letter, known.own)
    if round_again is not None:
        return round_again
    if not letter.sender:
        return HeldWhy.NO_SENDER
    if machine is not None and place.thread is None:
        return machine
    if known.lately >= mailbox.plan.per_hour:
        return HeldWhy.FLOOD
    return None


def _hold(letter: Letter, why: HeldWhy, raw: bytes, mailbox: MailboxView, at: datetime) -> Taken:
    held = NewHeld(mailbox.id, letter.external, letter.sender, letter.subject, why, raw)
    return Taken(Became.HELD, held=actions.hold_letter(held=held, by=MAIL, at=at))


def _take_bounce(letter: Letter, returned: judging.Bounce, raw: bytes, mailbox: MailboxView, at: datetime) -> Taken:
    """Attach what came back to what went out; what names no letter of ours is for a person."""
    post = queries.post_named([name.partition("@")[0] for name in returned.names])
    if post is None:
        return _hold(letter, HeldWhy.BOUNCE, raw, mailbox, at)
    letter.remark(Remark.BOUNCE if returned.failed else Remark.DELAYED)
    if returned.failed:
        cases.letter_bounced(post=post, error=returned.reason or letter.subject, by=MAIL, at=at)
    thread = queries.thread_of_post(post)
    if thread is None:
        return Taken(Became.BOUNCE)
    taken = _receive(letter, Place(thread, post), raw, mailbox, at, automatic=True)
    return Taken(Became.BOUNCE, taken.case, taken.message)


def _receive(letter: Letter, place: Place, raw: bytes, mailbox: MailboxView, at: datetime, *, automatic: bool) -> Taken:
    contact = letter.reply_to or letter.sender
    thread = queries.threads([place.thread]).get(place.thread) if place.thread else None
    if thread and not automatic and mailboxes.plain(thread.address) != mailboxes.plain(contact):
        letter.remark(Remark.OTHER_SENDER)
    holder = (thread.customer if thread else None) or 0
    party = None if holder else _party(contact, letter.sender_name, at)
    arriving = Arriving(
        customer=party.code if party else parties.customer_names([holder])[holder].code,
        entrance=mailbox.plan.entrance,
        title=letter.subject or letter.text.partition("\n")[0][:100],
        thread=thread.id if thread else None,
        address=contact,
        address_name=letter.sender_name,
        mailbox=mailbox.id,
        party=party,
    )
    incoming = _incoming(letter, raw, automatic=automatic)
    came = cases.receive_message(incoming=incoming, arriving=arriving, is_known_new=True, by=MAIL, at=at)
    if not came.opened:
        actions.bind_thread(thread=came.thread, mailbox=mailbox.id, by=MAIL, at=at)
    became = Became.DUPLICATE if came.duplicate else Became.RECEIVED
    return Taken(became, came.case, came.message)


def _party(address: str, name: str, at: datetime) -> Party:
    """Give the customer who has an address; one whom nobody knows is a new one."""
    known = parties.party_by_address(AddressKind.EMAIL, address)
    return known or customers.create_from_address(kind=AddressKind.EMAIL, value=address, name=name, by=MAIL, at=at)


def _incoming(letter: Letter, raw: bytes, *, automatic: bool) -> Incoming:
    return Incoming(
        sender=Sender(letter.sender_name, letter.sender),
        text=letter.text or html.text(letter.html),
        html=letter.html,
        external=letter.external,
        subject=letter.subject,
        automatic=automatic,
        sent_at=letter.at,
        world_id=letter.message_id,
        remarks=tuple(letter.remarks),
        attachments=tuple(letter.attachments),
        whole=raw,
    )
