"""Rules of notices: what one may say, when it is the same one, and when it goes out by e-mail."""

import hashlib
import json
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.communication.words.notices import NoticeKind, NoticePlanView, Params, Way
from liuxin.kernel.errors import BadInputError

CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
SUBJECT = re.compile(r"[a-z_]+:\S+")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = 64
LONGEST_ADDRESS = 254
HOURS = range(24)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def check(code: str, subject: str, params: Params) -> None:
    """Refuse what no door could put into words: codes and addresses are codes, params are ids, codes and numbers."""
    if not CODE.fullmatch(code) or len(code) > LONGEST:
        raise BadInputError("communication.notice_code", field="code", word=code)
    if not SUBJECT.fullmatch(subject) or len(subject) > LONGEST:
        raise BadInputError("communication.notice_subject", field="subject", word=subject)
    for name, value in params.items():
        if isinstance(value, str) and len(value) > LONGEST:
            raise BadInputError("communication.notice_param", field=name)


def canonical(params: Params) -> str:
    """Write params in one way only."""
    return json.dumps(dict(params), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def key(code: str, subject: str, params: Params) -> str:
    """Give what makes a notice the same: who tells of another occasion says so in the params (a step, a due time)."""
    return hashlib.sha256("\n".join((code, subject, canonical(params))).encode()).hexdigest()


def check_plan(plan: NoticePlanView) -> None:
    """Refuse an address that cannot be one, and hours that no day has."""
    if plan.email and (not ADDRESS.fullmatch(plan.email) or len(plan.email) > LONGEST_ADDRESS):
        raise BadInputError("communication.notice_address", field="email")
    for name in ("digest_hour", "quiet_from", "quiet_to"):
        if getattr(plan, name) not in HOURS:
            raise BadInputError("communication.notice_hour", field=name)


def mail_at(at: datetime, kind: NoticeKind, plan: NoticePlanView, zone: str) -> datetime | None:
    """Tell when a notice goes out by e-mail: at once, with the next digest, after quiet hours, or not at all."""
    way = plan.way(kind.group)
    if way is Way.OFF:
        return None
    if kind.urgent and plan.urgent_any_time:
        return at
    local = at.astimezone(ZoneInfo(zone))
    due = _due(local, way, plan.digest_hour)
    return _after_quiet(due, plan).astimezone(at.tzinfo)


def _due(local: datetime, way: Way, digest_hour: int) -> datetime:
    if way is Way.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0) + HOUR
    if way is Way.DAILY:
        today = datetime.combine(local.date(), time(digest_hour), local.tzinfo)
        return today if today > local else today + DAY
    return local


def _after_quiet(local: datetime, plan: NoticePlanView) -> datetime:
    start, end = plan.quiet_from, plan.quiet_to
    if start == end:
        return local
    quiet = start <= local.hour < end if start < end else local.hour >= start or local.hour < end
    if not quiet:
        return local
    over = datetime.combine(local.date(), time(end), local.tzinfo)
    return over if over > local else over + DAY
