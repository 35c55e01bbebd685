"""Mailboxes are set up, read from, and looked after."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from liuxin.desk.communication import permissions
from liuxin.desk.communication.models import HeldLetter, Mailbox, Thread
from liuxin.desk.communication.rules import mailboxes as rules
from liuxin.desk.communication.words.post import HeldEnd, MailboxPlan, NewHeld, Route
from liuxin.desk.files import actions as files
from liuxin.desk.files.words import Limits
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError

_TAKE_NUMBER = """
UPDATE communication_mailbox SET uid_validity = %(validity)s, last_uid = %(uid)s
WHERE id = %(mailbox)s AND (uid_validity IS NULL OR uid_validity <> %(validity)s OR last_uid < %(uid)s)
"""


@transaction.atomic
def set_mailbox(*, plan: MailboxPlan, by: Actor, at: datetime) -> int:
    """Set a mailbox up or change it; an empty password keeps the one that is held."""
    _allowed(by, at)
    rules.check(plan)
    row = Mailbox.objects.select_for_update().filter(code=plan.code).first() or Mailbox(code=plan.code)
    if (row.in_host, row.in_user, row.folder) != (plan.comes_in.host, plan.comes_in.user, plan.folder):
        # Another mailbox numbers its letters by itself; what came before is known by its name and comes once.
        row.uid_validity, row.last_uid = None, 0
    row.name, row.address, row.entrance = plan.name.strip(), plan.address.strip().lower(), plan.entrance
    row.folder, row.per_hour, row.is_open = plan.folder.strip() or "INBOX", plan.per_hour, plan.is_open
    _take(row, "in", plan.comes_in)
    _take(row, "out", plan.goes_out)
    row.error, row.error_at = "", None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadInputError("communication.mailbox_address_taken", field="address") from error
    _tell("mailbox_set", plan.code, {"open": plan.is_open, "per_hour": plan.per_hour}, by, at)
    return row.pk


def take_number(*, mailbox: int, uid_validity: int, uid: int, by: Actor, at: datetime) -> bool:
    """Take the number of a letter in the transaction that takes it in, and hold the mailbox until it ends.

    False where that one or a later one was taken: another worker was quicker.
    """
    _only_system(by, at)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_NUMBER, {"mailbox": mailbox, "validity": uid_validity, "uid": uid})
        return bool(cursor.rowcount)


def mark_taken(*, mailbox: int, uid_validity: int, uid: int, by: Actor, at: datetime) -> None:
    """Remember the last letter that was taken in, in the transaction that takes it in."""
    _only_system(by, at)
    Mailbox.objects.filter(pk=mailbox).update(uid_validity=uid_validity, last_uid=uid)


def mailbox_seen(*, mailbox: int, error: str = "", by: Actor, at: datetime) -> None:
    """Remember when a mailbox could last be read, or why it could not."""
    _only_system(by, at)
    found = Mailbox.objects.filter(pk=mailbox)
    if error:
        found.update(error=error[:300], error_at=at)
    else:
        found.update(error="", error_at=None, seen_at=at)


def bind_thread(*, thread: int, mailbox: int, by: Actor, at: datetime) -> None:
    """Let answers of a thread leave by the mailbox that its letters came by."""
    _only_system(by, at)
    Thread.objects.filter(pk=thread, mailbox__isnull=True).update(mailbox=mailbox)


@transaction.atomic
def hold_letter(*, held: NewHeld, by: Actor, at: datetime) -> int:
    """Keep a letter whole for a person to decide; the same one is held once."""
    _only_system(by, at)
    file = files.keep_whole(content=held.whole, by=by, at=at)
    row, made = HeldLetter.objects.get_or_create(
        external=held.external[:255],
        defaults={
            "mailbox_id": held.mailbox,
            "whole_id": file.id,
            "sender": held.sender[:254],
            "subject": " ".join(held.subject.split())[:300],
            "why": held.why.value,
            "at": at,
        },
    )
    if made:
        _tell("letter_held", str(row.pk), {"why": held.why.value}, by, at)
    return row.pk


@transaction.atomic
def end_held(*, held: int, end: HeldEnd, by: Actor, at: datetime) -> None:
    """Note what a person decided about a letter that was held; in the transaction that lets it in, where it is."""
    if not permissions.may_decide_held(organisation.standing(by, at)):
        raise NotAllowedError("communication.not_held_decider")
    row = HeldLetter.objects.select_for_update().filter(pk=held, ended="").first()
    if row is None:
        raise NotFoundError("communication.no_such_held")
    row.ended, row.ended_at = end.value, at
    row.save(update_fields=["ended", "ended_at"])
    _tell("held_ended", str(row.pk), {"end": end.value}, by, at)


@transaction.atomic
def set_file_limits(*, limits: Limits, by: Actor, at: datetime) -> None:
    """Say how large files may be."""
    _allowed(by, at)
    files.set_limits(limits=limits, by=by, at=at)


def _take(row: Mailbox, name: str, route: Route) -> None:
    values = {
        "host": route.host.strip(),
        "port": route.port,
        "security": route.security.value,
        "user": route.user.strip(),
    }
    if route.secret:
        values["secret"] = rules.seal(route.secret, settings.MAIL_KEY)
    for key, value in values.items():
        setattr(row, f"{name}_{key}", value)


def _allowed(by: Actor, at: datetime) -> None:
    if not permissions.may_run_mail(organisation.standing(by, at)):
        raise NotAllowedError("communication.not_mail_admin")


def _only_system(by: Actor, at: datetime) -> None:
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("communication.not_allowed")


def _tell(verb: str, subject: str, told: dict[str, Plain], by: Actor, at: datetime) -> None:
    history.record([NewEvent(f"communication.{verb}", "mail", subject, told, at)], by=by, at=at)
