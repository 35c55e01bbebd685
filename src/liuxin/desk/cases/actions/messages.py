"""Messages of a case: one comes in and opens a case or goes on with one; ours go out."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.index import index_messages, index_new
from liuxin.desk.cases.actions.merging import lives_on_in
from liuxin.desk.cases.actions.opening import take_in
from liuxin.desk.cases.actions.stepping import Fields, find, keep_outcome, next_planned, save, take_step
from liuxin.desk.cases.models import Case, CaseThread, Entrance, FollowUp, WroteAgain
from liuxin.desk.cases.queries.state import entrance, portal_terms
from liuxin.desk.cases.rules import checks, promise, thanking
from liuxin.desk.cases.rules import portal as rules
from liuxin.desk.cases.words import (
    Act,
    Arrived,
    Arriving,
    EntranceView,
    NewCase,
    NextAction,
    Status,
    Step,
    StepKind,
)
from liuxin.desk.cases.words.answering import TALKED
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import About, Incoming, Medium, NewAttachment, NewThread
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import ContactKind
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError
from liuxin.kernel.rows import add_row

SUBJECT = "case"
WROTE_AGAIN = "case.customer_wrote_again"
ANSWER_MINUTES = 240
"""Business minutes that a customer's message may wait before its next action is due, where no promise says it."""


@transaction.atomic
def receive_message(
    *, incoming: Incoming, arriving: Arriving, is_known_new: bool = False, by: Actor, at: datetime
) -> Arrived:
    """Take in a message from outside: into its thread's case, into the case that is named, or into a new one.

    The same message twice (`incoming.external`) changes nothing; with `is_known_new` the caller has just asked whether
    it was here, and only the database asks again. A customer who writes ends waiting; a resolved case
    gets reading it as its next action, a closed one is taken up again, or followed by a new one if it was closed long
    ago. What a machine sent moves no case.
    Whoever brings it (mail, portal) has made sure whose message it is.
    """
    before = None if is_known_new else threads.arrived_before(incoming.external)
    if before is not None:
        return _seen_before(*before)
    row, after = _going_on(_case_of(arriving), incoming, at=at)
    opened = row is None
    if row is None:
        row = _open(arriving, by=by, at=at)
    if after is not None:
        FollowUp.objects.get_or_create(case=row, defaults={"after": after})
    goes_on = after is None and not opened
    thread = arriving.thread if goes_on and arriving.thread else _thread(row, arriving, opened=opened, by=by, at=at)
    about = About(SUBJECT, row.code)
    kept = communication.keep_incoming(thread=thread, incoming=incoming, about=about, by=by, at=at)
    if kept.duplicate:
        # Two intakes at the same instant: the second leaves nothing behind.
        found = _seen_before(kept.message, kept.thread)
        transaction.set_rollback(True)
        return found
    if opened:
        index_new(row=row, message=(kept.message, kept.text), by=by, at=at)
    else:
        index_messages(keys=[kept.message], by=by, at=at)
    if not opened and not incoming.automatic:
        promising.message_received(move_on(row, by=by, at=at), by=by, at=at)
    return Arrived(row.code, kept.message, thread, opened=opened, duplicate=False)


@transaction.atomic
def reply(
    *,
    case: str,
    text: str,
    html: str = "",
    thread: int | None = None,
    attachments: Sequence[NewAttachment] = (),
    automatic: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Write to the customer, in the thread named or the latest one, and give the message.

    It goes out after the seconds in which it can be taken back. A reply is no step: it collides with nobody.
    """
    row = find(case, Act.REPLY, by=by, at=at)
    used = thread_for_reply(row, thread, by=by, at=at)
    about = About(SUBJECT, row.code)
    message = communication.write(
        thread=used, text=text, html=html, about=about, attachments=attachments, automatic=automatic, by=by, at=at
    )
    communication.drop_draft(about=about, by=by, at=at)
    return message


@transaction.atomic
def set_entrance(*, entrance: EntranceView, by: Actor, at: datetime) -> None:
    """Open or change a way in for customers."""
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="set_entrance")
    if entrance.team not in organisation.team_names([entrance.team]):
        raise BadInputError("cases.team_unknown", field="team")
    Entrance.objects.update_or_create(
        code=checks.text(entrance.code, field="code", longest=64),
        defaults={
            "name_zh": checks.text(entrance.name.zh, field="name_zh", longest=120),
            "name_en": checks.text(entrance.name.en, field="name_en", longest=120),
            "channel": entrance.channel.value,
            "team_id": entrance.team,
            "kind": entrance.kind.value,
            "service_stage": entrance.service_stage.value,
            "priority": checks.priority(entrance.priority),
            "minutes": entrance.minutes,
            "is_open": entrance.is_open,
            "frame_sites": "\n".join(rules.site(site) for site in entrance.frame_sites),
        },
    )
    told = {"team": entrance.team, "priority": entrance.priority, "minutes": entrance.minutes}
    history.record([NewEvent("cases.entrance_set", "entrance", entrance.code, told, at)], by=by, at=at)


def _case_of(arriving: Arriving) -> Case | None:
    rows = Case.objects.select_for_update(of=("self",))
    if arriving.thread is not None:
        known = rows.filter(threads__thread=arriving.thread).first()
        return lives_on_in(known) if known else None
    if not arriving.case:
        return None
    found = rows.filter(code=arriving.case).first()
    if found is None:
        raise NotFoundError("cases.no_such_case", case=arriving.case)
    return lives_on_in(found)


def _going_on(row: Case | None, incoming: Incoming, *, at: datetime) -> tuple[Case | None, Case | None]:
    """Give the case that a message goes on with, and the one that it follows where that was closed long ago.

    A machine's answer to such a case opens none.
    """
    if row is None or row.closed_at is None or incoming.automatic:
        return row, None
    terms = portal_terms()
    if not rules.is_long_closed(row.closed_at, terms, at):
        return row, None
    following = Case.objects.select_for_update(of=("self",)).filter(follows__after=row).order_by("-opened_at").first()
    if following is None or rules.is_long_closed(following.closed_at, terms, at):
        return None, row
    return following, row


def _open(arriving: Arriving, *, by: Actor, at: datetime) -> Case:
    way = entrance(arriving.entrance)
    new = NewCase(
        title=arriving.title.strip()[:300] or arriving.entrance,
        kind=arriving.kind or way.kind,
        service_stage=way.service_stage,
        channel=way.channel,
        priority=way.priority,
        customer=arriving.customer,
        team=way.team,
        take=False,
        site=arriving.site,
        next_due=due_in(way.minutes, at),
        calendar=organisation.DEFAULT_CALENDAR,
        party=arriving.party,
    )
    return take_in(Standing(is_system=True), new, by=by, at=at)


def due_in(minutes: int, at: datetime) -> datetime:
    """Give when so many minutes of business time are over."""
    clock = organisation.clock(organisation.DEFAULT_CALENDAR)
    return promise.instant(clock.add(promise.second(at), minutes * 60))


def _thread(row: Case, arriving: Arriving, *, opened: bool, by: Actor, at: datetime) -> int:
    """Give the thread of a case with the address that writes; a case that was just opened has none yet."""
    medium = Medium(row.channel if opened else entrance(arriving.entrance).channel.value)
    known = row.threads.filter(thread__medium=medium.value, thread__address=arriving.address)
    held = None if opened else known.first()
    if held is not None:
        return held.thread_id
    subject, name = arriving.title or row.title, arriving.address_name
    new = NewThread(medium, subject, arriving.address, name, row.customer_id, arriving.mailbox)
    return _join(row, new, by=by, at=at)


def _join(row: Case, new: NewThread, *, by: Actor, at: datetime) -> int:
    key = communication.open_thread(new=new, by=by, at=at)
    add_row(connection, CaseThread(case=row, thread_id=key))
    return key


def thread_for_reply(row: Case, wanted: int | None, *, by: Actor, at: datetime) -> int:
    """Give the thread named if it is of this case, else the latest.

    A case without one begins one in the portal, which also goes to the customer's address where one is on record:
    whoever called reads our answer without having to know of a link.
    """
    written = row.threads.exclude(thread__medium__in=TALKED)
    keys = list(written.order_by("-thread__opened_at", "-pk").values_list("thread", flat=True))
    if wanted is not None:
        if wanted not in keys:
            raise BadInputError("cases.thread_unknown", field="thread")
        return wanted
    if keys:
        return keys[0]
    name, address = _reached(row)
    return _join(row, NewThread(Medium.PORTAL, row.title, address, name, row.customer_id), by=by, at=at)


def _reached(row: Case) -> tuple[str, str]:
    """Give name and e-mail address of whom our words reach: the customer first, then whoever speaks for them."""
    found = [one for one in customers.contacts(row.customer_id) if one.email] if row.customer_id else []
    found.sort(key=lambda one: one.kind is not ContactKind.SELF)
    return (found[0].name, found[0].email) if found else ("", "")


def _seen_before(message: int, thread: int) -> Arrived:
    code = CaseThread.objects.filter(thread=thread).values_list("case__code", flat=True).first()
    return Arrived(code or "", message, thread, opened=False, duplicate=True)


def move_on(row: Case, *, by: Actor, at: datetime) -> Case:
    """Take a case on to where somebody has to answer what the customer said, and give it as it stands then."""
    if row.status == Status.OPEN:
        return row
    due = due_in(ANSWER_MINUTES, at)
    if row.status == Status.WAITING:
        fields = Fields({"next_action": NextAction.ANSWER.value, "next_due": due})
        take_step(row, Step(kind=StepKind.RESUMED, at=max(at, row.last_at), by=by), fields, by=by, at=at)
    elif row.status == Status.CLOSED:
        taken_up_again(row, by=by, at=at)
        fields = Fields(
            {"next_action": NextAction.TAKE_UP_AGAIN.value, "next_due": due, **keep_outcome(row, by=by, at=at)}
        )
        take_step(row, Step(kind=StepKind.REOPENED, at=max(at, row.last_at), by=by), fields, by=by, at=at)
    elif row.status == Status.RESOLVED:
        save(row, {"next_action": NextAction.READ_AGAIN.value, "next_due": due, "version": row.version + 1})
        told = next_planned(row.code, due, person=row.accountable_id, at=at, action=NextAction.READ_AGAIN.value)
        history.record([told], by=by, at=at)
    return Case.objects.get(pk=row.pk)


def taken_up_again(row: Case, *, by: Actor, at: datetime) -> None:
    """Keep that what a customer said takes up a case that was over, before it does, and tell who held it.

    Somebody is warned of it, once for each resolution, as of "not settled".
    """
    kept = thanking.keep({name: getattr(row, name) for name in thanking.KEPT}) if row.status == Status.CLOSED else {}
    again = WroteAgain(case=row, resolution=row.reopenings, at=max(at, row.last_at), before=kept)
    WroteAgain.objects.bulk_create([again], ignore_conflicts=True)
    told: dict[str, int | str] = {"case": row.code, "resolution": row.reopenings + 1}
    people = [one for one in (row.holder_id or row.accountable_id,) if one is not None]
    communication.notify(people=people, code=WROTE_AGAIN, params=told, subject=f"case:{row.code}", by=by, at=at)
