"""Reads of notices: each person's own."""

import json
from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.communication import permissions
from liuxin.desk.communication.models import Notice, NoticePlan
from liuxin.desk.communication.rules import notices as rules
from liuxin.desk.communication.words.notices import (
    NoticeGroup,
    NoticeMail,
    NoticePage,
    NoticePlanView,
    NoticeView,
    Params,
    Way,
)
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError, NotFoundError

NOTICES_A_PAGE = 50
MAILED_AT_ONCE = 500


def unread_notices(standing: Standing) -> int:
    """Count what one has not read; nobody has none."""
    if not permissions.may_have_notices(standing):
        return 0
    return Notice.objects.filter(person=standing.person_id, read_at__isnull=True).count()


def notices(
    standing: Standing, *, only_unread: bool = False, before: int | None = None, size: int = NOTICES_A_PAGE
) -> NoticePage:
    """Give a page of one's own notices, newest first: two statements."""
    found = Notice.objects.filter(person=_own(standing))
    if only_unread:
        found = found.filter(read_at__isnull=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: size + 1])
    shown = tuple(map(_view, rows[:size]))
    return NoticePage(shown, unread_notices(standing), shown[-1].id if len(rows) > size else None)


def notice(standing: Standing, key: int) -> NoticeView:
    """Give one of one's own notices. Raises `NotFoundError("communication.no_such_notice")` for anybody else's."""
    row = Notice.objects.filter(pk=key, person=_own(standing)).first()
    if row is None:
        raise NotFoundError("communication.no_such_notice")
    return _view(row)


def notice_mails(at: datetime, *, most: int = MAILED_AT_ONCE) -> tuple[NoticeMail, ...]:
    """Give what is to go out by e-mail now, one letter a person: what was read in the page meanwhile does not go."""
    due = Notice.objects.filter(mail_at__lte=at, mailed_at__isnull=True, read_at__isnull=True)
    rows = list(due.order_by("mail_at", "pk")[:most])
    found: dict[int, list[NoticeView]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        found.setdefault(row.person_id, []).append(_view(row))
    known = plans(found)
    return tuple(NoticeMail(person, known[person].email, tuple(some)) for person, some in found.items())


def untold(code: str, wanted: Iterable[tuple[int, str, Params]]) -> list[tuple[int, str, Params]]:
    """Give those of some (person, subject, params) to whom a notice was not told yet: one statement."""
    keys = {rules.key(code, subject, params): (person, subject, params) for person, subject, params in wanted}
    told = set(Notice.objects.filter(code=code, key__in=keys).values_list("person", "key"))
    return [each for key, each in keys.items() if (each[0], key) not in told]


def notice_plan(standing: Standing) -> NoticePlanView:
    """Give how one wants to hear."""
    me = _own(standing)
    return plans([me])[me]


def plans(people: Iterable[int]) -> dict[int, NoticePlanView]:
    """Give how people want to hear: whoever chose nothing hears in the page only."""
    wanted = list(people)
    rows = NoticePlan.objects.filter(person__in=wanted).prefetch_related("ways")
    found = {row.person_id: _plan(row) for row in rows}
    return {person: found.get(person, NoticePlanView()) for person in wanted}


def _own(standing: Standing) -> int:
    if not permissions.may_have_notices(standing) or standing.person_id is None:
        raise NotAllowedError("account.without_person")
    return standing.person_id


def _plan(row: NoticePlan) -> NoticePlanView:
    ways = {NoticeGroup(one.group): Way(one.way) for one in row.ways.all()}
    return NoticePlanView(row.email, row.digest_hour, row.quiet_from, row.quiet_to, row.urgent_any_time, ways)


def _view(row: Notice) -> NoticeView:
    return NoticeView(row.pk, row.code, row.subject, json.loads(row.params), row.at, row.read_at, row.urgent)
