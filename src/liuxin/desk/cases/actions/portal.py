"""What customers do by themselves: write in, answer, say whether a matter is settled."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.cases.actions.ending import settle
from liuxin.desk.cases.actions.index import index_messages
from liuxin.desk.cases.actions.messages import ANSWER_MINUTES, due_in, receive_message, thread_for_reply
from liuxin.desk.cases.actions.stepping import Fields, event, keep_outcome, take_step
from liuxin.desk.cases.models import CameBy, Case, Entrance, FollowUp, Verdict, WroteAgain
from liuxin.desk.cases.queries.portal import visible_to
from liuxin.desk.cases.queries.state import entrance, portal_terms
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.rules import portal as rules
from liuxin.desk.cases.words import (
    Arrived,
    Arriving,
    Coming,
    NextAction,
    Status,
    Step,
    StepKind,
    Visitor,
)
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.rules import attachments as attached
from liuxin.desk.communication.words import About, Incoming, NewAttachment, Sender
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import AddressKind
from liuxin.desk.files import queries as files
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError

REOPENED = "case.customer_reopened"
DOOR = Actor.system("portal", via="portal")
"""Whoever enters a guest as a customer: the guest may not."""


@transaction.atomic
def come_in(*, coming: Coming, by: Actor, at: datetime) -> Arrived:
    """Take in what a guest wrote into a form, and open a case; the same sending twice is one case.

    An address that is known leads to its customer, whom the guest changes in nothing; language and way are kept with
    the case. `by` is the door: who the guest is, is known only afterwards.
    """
    _check_files(coming.attachments)
    way = entrance(coming.entrance)
    name = rules.one_line(coming.name, field="name", longest=rules.LONGEST_NAME)
    title = rules.one_line(coming.title, field="title", longest=200)
    text = rules.guest_text(coming.text)
    email, phone = rules.address(coming.email), rules.one_line(coming.phone, field="phone", longest=64, required=False)
    kind, value = (AddressKind.EMAIL, email) if email else (AddressKind.PHONE, phone)
    if not value:
        raise BadInputError("cases.guest_unreachable", field="email")
    customer = customers.create_from_address(kind=kind, value=value, name=name, by=DOOR, at=at)
    told = f"{text}\n\n☎ {phone}" if email and phone else text
    arrived = receive_message(
        incoming=Incoming(
            Sender(name, email or phone, customer.id),
            told,
            coming.external,
            subject=title,
            attachments=coming.attachments,
        ),
        arriving=Arriving(
            customer=customer.code,
            entrance=way.code,
            title=title,
            address=email,
            address_name=name,
            party=customer,
        ),
        by=visitor_actor(customer.id, by),
        at=at,
    )
    if arrived.opened:
        _keep_way(arrived.case, coming)
    return arrived


def _keep_way(case: str, coming: Coming) -> None:
    """Keep by which way in a case came, and how its customer likes to be spoken to."""
    CameBy.objects.create(
        case=Case.objects.get(code=case),
        entrance=Entrance.objects.get(code=coming.entrance),
        language=coming.language.value if coming.language else "",
        prefers=coming.prefers.value if coming.prefers else "",
    )


def visitor_actor(customer: int, by: Actor) -> Actor:
    """Give the customer as an actor of the record, by the door that let them in."""
    return Actor(ActorKind.CUSTOMER, str(customer), via=by.via or "portal")


@transaction.atomic
def answer(
    *,
    case: str,
    text: str,
    external: str,
    visitor: Visitor,
    attachments: Sequence[NewAttachment] = (),
    by: Actor,
    at: datetime,
) -> Arrived:
    """Take what a customer wrote on a case of theirs, with files; on one closed long ago a new one follows."""
    _check_files(attachments)
    row = _own(case, visitor)
    words = rules.guest_text(text)
    sender = Sender(visitor.name, visitor.address, row.customer_id)
    thread = threads.threads([key := thread_for_reply(row, None, by=DOOR, at=at)])[key]
    return receive_message(
        incoming=Incoming(sender, words, external, subject=row.title, attachments=tuple(attachments)),
        arriving=Arriving(
            customer=row.customer.code if row.customer else "",
            entrance=_entrance_of(row),
            title=row.title,
            thread=key,
            case=row.code,
            address=thread.address,
            address_name=thread.address_name,
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def confirm(
    *,
    case: str,
    settled: bool,
    reason: str = "",
    external: str,
    visitor: Visitor,
    attachments: Sequence[NewAttachment] = (),
    by: Actor,
    at: datetime,
) -> Status:
    """Take a customer's word on a resolution. Settled: it is closed with what was proposed. Not: it is open again.

    The reason is kept as a message, with its files. Saying the same again changes nothing; for some days what was
    settled may turn out not to be.
    """
    _check_files(attachments)
    row = _own(case, visitor)
    if threads.arrived_before(external) is not None:
        return Status(row.status)
    before = Verdict.objects.filter(case=row, resolution=row.reopenings).first()
    if before is not None and before.settled == settled:
        return Status(row.status)
    _check_asked(row, at)
    if settled:
        _settle(row, by=by, at=at)
    else:
        words = checks.text(reason.replace("\x00", ""), field="reason", longest=rules.LONGEST_TEXT)
        sender = Sender(visitor.name, visitor.address, row.customer_id)
        said = Incoming(sender, words, external, subject=row.title, attachments=tuple(attachments))
        _unsettle(row, said, by=by, at=at)
    return Status(Case.objects.values_list("status", flat=True).get(pk=row.pk))


def _settle(row: Case, *, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            settle(row, by=by, at=at)
    except IntegrityError as error:
        raise ConflictError("cases.changed_meanwhile", case=row.code) from error


def _unsettle(row: Case, said: Incoming, *, by: Actor, at: datetime) -> None:
    thread = thread_for_reply(row, None, by=DOOR, at=at)
    kept = communication.keep_incoming(thread=thread, incoming=said, about=About("case", row.code), by=by, at=at)
    index_messages(keys=[kept.message], by=by, at=at)
    verdict = {"settled": False, "at": at, "looked_at": None}
    Verdict.objects.update_or_create(case=row, resolution=row.reopenings, defaults=verdict)
    history.record([event("case.confirmed", row.code, at, {"settled": False})], by=by, at=at)
    fields = Fields({"next_action": NextAction.TAKE_UP_AGAIN.value, "next_due": due_in(ANSWER_MINUTES, at)})
    fields.values |= keep_outcome(row, by=by, at=at)
    take_step(row, Step(kind=StepKind.REOPENED, at=max(at, row.last_at), by=by), fields, by=by, at=at)
    people = [one for one in (row.holder_id or row.accountable_id,) if one is not None]
    told: dict[str, int | str] = {"case": row.code, "resolution": row.reopenings + 1}
    communication.notify(people=people, code=REOPENED, params=told, subject=f"case:{row.code}", by=by, at=at)


@transaction.atomic
def looked_at_verdict(*, key: int, by: Actor, at: datetime) -> bool:
    """Mark a "not settled" as looked at, once."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="look_at_verdict")
    unseen = Verdict.objects.filter(pk=key, settled=False, looked_at__isnull=True)
    return bool(unseen.update(looked_at=at))


@transaction.atomic
def looked_at_return(*, key: int, by: Actor, at: datetime) -> bool:
    """Mark as looked at, once, that a customer's words took a case up again."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="look_at_return")
    return bool(WroteAgain.objects.filter(pk=key, looked_at__isnull=True).update(looked_at=at))


@transaction.atomic
def looked_at_follow_up(*, key: int, by: Actor, at: datetime) -> bool:
    """Mark as looked at, once, that a new case follows one closed long ago."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="look_at_follow_up")
    return bool(FollowUp.objects.filter(pk=key, looked_at__isnull=True).update(looked_at=at))


def _check_asked(row: Case, at: datetime) -> None:
    if row.status == Status.RESOLVED:
        return
    if row.status != Status.CLOSED:
        raise RuleBrokenError("cases.nothing_to_confirm")
    if rules.is_long_closed(row.closed_at, portal_terms(), at):
        raise RuleBrokenError("cases.closed_long_ago")


def _check_files(given: Sequence[NewAttachment]) -> None:
    """Refuse what may not be kept: unlike with a letter, whoever sends it is there to choose again."""
    if given:
        attached.check(given, files.limits())


def _own(case: str, visitor: Visitor) -> Case:
    """Give a case of the visitor, locked; any other does not exist."""
    row = Case.objects.select_for_update(of=("self",)).filter(visible_to(visitor), code=case).first()
    if row is None:
        raise NotFoundError("cases.no_such_case", case=case)
    return row


def _entrance_of(row: Case) -> str:
    """Give the entrance of a case that might follow: its own if that is open, else an open one of its team."""
    ways = Entrance.objects.filter(is_open=True).order_by("code")
    own = ways.filter(pk__in=CameBy.objects.filter(case=row).values("entrance"))
    found = own.first() or ways.filter(team=row.team_id).first() or ways.first()
    return found.code if found else ""
