"""People are told, read what they are told, and choose how they want to hear."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from liuxin.desk.communication import permissions
from liuxin.desk.communication.models import Notice, NoticePlan, NoticeWay
from liuxin.desk.communication.queries.notices import plans
from liuxin.desk.communication.rules import notices as rules
from liuxin.desk.communication.words.notices import NoticePlanView, Params, kind_of
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError


@transaction.atomic
def notify(*, people: Iterable[int], code: str, params: Params, subject: str, by: Actor, at: datetime) -> int:
    """Tell people something, in the caller's transaction, and give how many were told who had not been.

    The same code, subject and params are the same notice: nobody is told it twice, however often it is said. Whoever
    tells of another occasion says so in the params (a step, a due time). Words come from the code at the door, in the
    reader's language. Nobody is told of their own doing, nor is a system actor or a placeholder told anything.
    """
    rules.check(code, subject, params)
    key, kind = rules.key(code, subject, params), kind_of(code)
    named = organisation.names(set(people) - {by.person_id or 0})
    wanted = {one for one, name in named.items() if not (name.is_system or name.is_placeholder)}
    wanted -= set(Notice.objects.filter(person__in=wanted, key=key).values_list("person", flat=True))
    if not wanted:
        return 0
    zone, told = organisation.zone(), rules.canonical(params)
    rows = [
        Notice(
            person_id=person,
            code=code,
            subject=subject,
            params=told,
            key=key,
            urgent=kind.urgent,
            at=at,
            mail_at=rules.mail_at(at, kind, plan, zone),
        )
        for person, plan in sorted(plans(sorted(wanted)).items())
    ]
    # Two that tell the same at once: the second finds the rows there, and nobody is told twice.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    _tell("notified", subject, {"notice": code, "people": len(rows)}, by, at)
    return len(rows)


@transaction.atomic
def read_notice(*, notice: int, by: Actor, at: datetime) -> str:
    """Mark one of one's own notices as read, and give what it is about."""
    row = Notice.objects.filter(pk=notice, person=_me(by, at)).first()
    if row is None:
        raise NotFoundError("communication.no_such_notice")
    if row.read_at is None:
        Notice.objects.filter(pk=row.pk, read_at__isnull=True).update(read_at=at)
        _tell("notice_read", row.subject, {"notice": row.code}, by, at)
    return row.subject


@transaction.atomic
def read_all_notices(*, up_to: int, by: Actor, at: datetime) -> int:
    """Mark all of one's own notices as read, up to the newest that was seen: what came meanwhile stays unread."""
    unread = Notice.objects.filter(person=_me(by, at), read_at__isnull=True, pk__lte=up_to)
    count = unread.update(read_at=at)
    if count:
        _tell("notices_read", f"person:{by.id}", {"notices": count}, by, at)
    return count


@transaction.atomic
def choose_notices(*, plan: NoticePlanView, by: Actor, at: datetime) -> None:
    """Keep how one wants to hear; it holds for what is told from now on."""
    me = _me(by, at)
    rules.check_plan(plan)
    chosen = {
        "email": plan.email,
        "digest_hour": plan.digest_hour,
        "quiet_from": plan.quiet_from,
        "quiet_to": plan.quiet_to,
        "urgent_any_time": plan.urgent_any_time,
    }
    row, _ = NoticePlan.objects.update_or_create(person_id=me, defaults=chosen)
    NoticeWay.objects.filter(plan=row).delete()
    NoticeWay.objects.bulk_create(NoticeWay(plan=row, group=group, way=way) for group, way in plan.ways.items())
    ways: dict[str, Plain] = {group.value: way.value for group, way in plan.ways.items()}
    _tell("notices_chosen", f"person:{me}", ways, by, at)


def _me(by: Actor, at: datetime) -> int:
    standing = organisation.standing(by, at)
    if not permissions.may_have_notices(standing) or standing.person_id is None:
        raise NotAllowedError("account.without_person")
    return standing.person_id


def _tell(verb: str, subject: str, payload: dict[str, Plain], by: Actor, at: datetime) -> None:
    history.record([NewEvent(f"communication.{verb}", "notice", subject, payload, at)], by=by, at=at)
