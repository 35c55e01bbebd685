"""My day laid out: one thing now, then everything that waits, in the order of its time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from liuxin.desk.cases.words import CaseLine
from liuxin.insight.whole import Day, Entry
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.whole import phases
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.waiting import Waiting

SOON = 2 * 3600


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: when, what, why, how its clock stands, and where it is done."""

    when: str
    what: str
    why: str
    url: str
    mark: str
    clock: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things that wait, under one heading; before `now` the red line of now is drawn."""

    title: str
    lines: tuple[Line, ...]
    before_now: bool = False


def context(found: Day) -> dict[str, object]:
    """Give the template everything."""
    language = get_language() or "zh-hans"
    local = found.at.astimezone(ZoneInfo(found.zone))
    first = found.first
    groups = (
        Group(pgettext("day", "Overdue"), _lines(found.late, found), before_now=True),
        Group(pgettext("day", "Today"), _lines(found.today, found)),
        Group(pgettext("day", "Later"), _lines(found.later, found)),
        Group(pgettext("day", "No time limit"), _lines(found.open_end, found)),
    )
    return {
        "title": formats.day_title(local.date(), language),
        "greeting": _greeting(found),
        "now": formats.clock_time(found.at, found.zone),
        "first": None if first is None else _line(first, found),
        "groups": [group for group in groups if group.lines],
        "standpoint": None if found.standpoint is None else phases.standpoint(found.standpoint, local.date()),
        "more_cases": max(found.open_cases - _cases_shown(found), 0),
        "open_cases": found.open_cases,
    }


def _cases_shown(found: Day) -> int:
    return sum(each.case is not None for group in (found.late, found.today, found.later) for each in group)


def _greeting(found: Day) -> str:
    """Say how many things wait, and that none of the cases is without an owner: they are in the reader's hands."""
    name = shown.name(found.person) if found.person else ""
    if not found.count:
        return _("%(name)s, nothing waits for you just now.") % {"name": name}
    waits = ngettext("%(count)s thing waits for you", "%(count)s things wait for you", found.count)
    late = ngettext("%(count)s is overdue", "%(count)s are overdue", len(found.late))
    said = waits % {"count": found.count}
    if found.late:
        return _("%(name)s, %(waits)s; %(late)s.") % {
            "name": name,
            "waits": said,
            "late": late % {"count": len(found.late)},
        }
    return _("%(name)s, %(waits)s; nothing is overdue.") % {"name": name, "waits": said}


def _lines(entries: tuple[Entry, ...], found: Day) -> tuple[Line, ...]:
    return tuple(_line(entry, found) for entry in entries)


def _line(entry: Entry, found: Day) -> Line:
    if entry.case is not None:
        return _case(entry.case, entry.due, found)
    if entry.waiting is None:
        raise TypeError(entry)
    return waiting(entry.waiting, found.at, found.zone)


def _case(line: CaseLine, due: datetime | None, found: Day) -> Line:
    mark, clock = _clock(due, found.at)
    return Line(
        when=_when(due, found.at, found.zone),
        what=line.title,
        why=labels.next_action(line.next_action) or pgettext("case", "The next step is not written down"),
        url=reverse("cases:case", args=[line.code]),
        mark=mark,
        clock=clock,
        code=line.code,
    )


def waiting(each: Waiting, at: datetime, zone: str) -> Line:
    """Say what waits, and how its clock stands."""
    mark, clock = _clock(each.due, at)
    return Line(
        when=_when(each.due, at, zone),
        what=sentence(each.code, get_language() or "zh-hans", **each.params),
        why="",
        url=reverse(each.page, kwargs=dict(each.key) or None),
        mark=mark,
        clock=clock,
    )


def _when(due: datetime | None, at: datetime, zone: str) -> str:
    """Say the time of today, and the day of any other."""
    if due is None:
        return ""
    if formats.local_day(due, zone) == formats.local_day(at, zone):
        return formats.clock_time(due, zone)
    return formats.local_day(due, zone)[5:]


def _clock(due: datetime | None, at: datetime) -> tuple[str, str]:
    """Say how long is left or over, with its mark."""
    language = get_language() or "zh-hans"
    if due is None:
        return "none", pgettext("clock", "no time limit")
    left = (due - at).total_seconds()
    if left < 0:
        return "bad", _("%(time)s over") % {"time": formats.duration(-left, language)}
    return ("warn" if left < SOON else "good"), _("%(time)s left") % {"time": formats.duration(left, language)}
