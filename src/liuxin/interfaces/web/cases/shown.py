"""Cases as pages show them: the state of a clock in a word and a mark."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language, pgettext

from liuxin.desk.cases.words import CaseLine, Outcome, Status
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.interfaces.web.cases import labels

SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class State:
    """One of the four marks, with its word."""

    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list: all texts in the reader's language, so that the template only places them."""

    line: CaseLine
    customer: str
    team: str
    holder: str
    priority: str
    state: State
    promise: State | None
    next_action: str


def rows(lines: tuple[CaseLine, ...], now: datetime) -> list[Row]:
    """Give the rows of a page; words are looked up once, not once a row."""
    language = get_language() or "zh-hans"
    statuses = {status: str(label) for status, label in labels.STATUS.items()}
    priorities = {number: str(label) for number, label in labels.PRIORITY.items()}
    return [
        Row(
            line=line,
            customer=line.customer.name if line.customer else "",
            team=name(line.team, language),
            holder=name(line.holder, language),
            priority=priorities[line.priority],
            state=state(line, now, statuses),
            promise=promise(line, now),
            next_action=labels.next_action(line.next_action),
        )
        for line in lines
    ]


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


def promise(line: CaseLine, now: datetime) -> State | None:
    """Give the state of the promise: judged, or how its clock stands; None where nothing was promised."""
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
