"""Cases as pages show them: the state of a clock in a word and a mark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from urllib.parse import quote

from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, pgettext

from liuxin.desk.cases.words import CaseLine, Outcome, Status
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.cases.rows import Row, Rows
from liuxin.interfaces.web.cases.spans import in_words
from liuxin.interfaces.web.kit.templatetags.kit import state as drawn_state
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError

SOON = timedelta(hours=2)
NEXT_ACTION_LENGTH = 60
PLACE = "CODE"
NONE_UNREAD: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class State:
    """One of the four marks, with its word."""

    mark: str
    word: str


def rows(lines: tuple[CaseLine, ...], now: datetime, unread: Mapping[str, int] = NONE_UNREAD) -> Rows:
    """Give the rows of a list; words and marks are made once, not once a row.

    `unread` counts by case what customers wrote that the reader has not seen.
    """
    language = get_language() or "zh-hans"
    statuses = words_of_status()
    priorities = {number: str(label) for number, label in labels.PRIORITY.items()}
    here, case_url, customer_url = get_current_timezone(), _address("cases:case"), _address("customers:customer")
    draw = cache(lambda state: drawn_state(state.mark, state.word))
    codes = {line.calendar for line in lines if line.clock_due is not None}
    clocks = organisation.clocks(codes) if codes else {}
    return Rows(
        Row(
            code=line.code,
            url=case_url(line.code),
            title=line.title,
            category=line.category,
            state=draw(state(line, now, statuses)),
            priority=priorities[line.priority],
            customer=line.customer.name or line.customer.code if line.customer else "",
            customer_url=customer_url(line.customer.code) if line.customer else "",
            team=name(line.team, language),
            holder=name(line.holder, language),
            due=_minute(line.next_due, here),
            next_action=labels.next_action(line.next_action)[:NEXT_ACTION_LENGTH],
            promise=draw(judged) if (judged := promise(line, now)) else "",
            countdown=countdown(line, clocks.get(line.calendar), now),
            opened=_minute(line.opened_at, here),
            unread=unread.get(line.code, 0),
        )
        for line in lines
    )


def words_of_status() -> dict[Status, str]:
    """Give the words of the statuses in the reader's language."""
    return {status: str(label) for status, label in labels.STATUS.items()}


def _address(view: str) -> Callable[[str], str]:
    """Give the addresses of a page by code from one look-up."""
    pattern = reverse(view, args=[PLACE])
    return lambda code: pattern.replace(PLACE, quote(code, safe=""))


def _minute(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def moment(at: datetime) -> str:
    """Say an instant in the zone of the page."""
    return _minute(at, get_current_timezone())


def name(thing: PersonName | TeamName | None, language: str = "") -> str:
    """Say a name in the reader's language; nothing for nobody."""
    return thing.text.in_language(language or get_language() or "zh-hans") if thing else ""


def state(line: CaseLine, now: datetime, statuses: dict[Status, str]) -> State:
    """Give the state of a case: an open one by its next due time, a closed one by whether an outcome was recorded."""
    word = statuses[line.status]
    if line.status is Status.CLOSED:
        if line.outcome is Outcome.NOT_RECORDED:
            return State("none", pgettext("case", "Closed, outcome not recorded"))
        return State("good", word)
    if line.status is not Status.OPEN:
        return State("none" if line.status is Status.WAITING else "good", word)
    late = line.next_due is not None and line.next_due <= now
    if late:
        return State("bad", pgettext("case", "In hand, next step overdue"))
    soon = line.next_due is not None and line.next_due - now <= SOON
    return State("warn", pgettext("case", "In hand, next step due soon")) if soon else State("good", word)


def countdown(line: CaseLine, clock: BusinessClock | None, now: datetime) -> str:
    """Say what is due first and in how much business time; nothing where no clock runs or nobody can tell."""
    if line.clock_due is None or clock is None:
        return ""
    second, due = int(now.timestamp()), int(line.clock_due.timestamp())
    try:
        left = clock.seconds(second, due) if second <= due else -clock.seconds(due, second)
    except CannotTellError:
        return ""
    return f"{labels.TARGET[line.clock_target]} {in_words(left)}"


def promise(line: CaseLine, now: datetime) -> State | None:
    """Give the state of the promise that is due first, else as it was judged; None where nothing was promised."""
    if line.clock_due is not None and line.clock_due <= now:
        return State("bad", pgettext("promise", "Missed"))
    if line.clock_warns is not None and line.clock_warns <= now:
        return State("warn", pgettext("promise", "At risk"))
    return _resolution(line, now)


def _resolution(line: CaseLine, now: datetime) -> State | None:
    if line.promise_kept is not None:
        return (
            State("good", pgettext("promise", "Kept"))
            if line.promise_kept
            else State("bad", pgettext("promise", "Not kept"))
        )
    if line.promise_due is None:
        return None
    if line.status is Status.WAITING:
        return State("none", pgettext("promise", "Clock stopped"))
    if line.promise_due <= now:
        return State("bad", pgettext("promise", "Missed"))
    return (
        State("warn", pgettext("promise", "Due soon"))
        if line.promise_due - now <= SOON
        else State("good", pgettext("promise", "On time"))
    )
