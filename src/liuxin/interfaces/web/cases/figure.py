"""Who held a case when, laid out on business time: nights and weekends are folded to a seam."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liuxin.desk.cases.words import CaseView, Hold, Status
from liuxin.interfaces.web.cases import shown
from liuxin.interfaces.web.cases.spans import working
from liuxin.interfaces.web.kit.figures import clipped, percent
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError

LANE = 24
TOP = 20
MOST_LANES = 10
MOST_TICKS = 6
NARROWEST = 0.4
ROOM_FOR_LABEL = 18.0
NAME_LENGTH = 13
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in a lane."""

    kind: str
    x: str
    width: str
    label: str
    title: str


@dataclass(slots=True)
class Lane:
    """The row of one person, or of waiting."""

    name: str
    y: int = 0
    text_y: int = 0
    spans: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: str
    label: str
    seam: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant across all lanes."""

    x: str
    label: str
    kind: str
    y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Participation:
    """The whole figure, with the sentence that says it."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    height: int
    foot: int
    label: str
    on_business_time: bool
    left_out: int


class Axis:
    """From instants to percent of the width: by business seconds where a calendar tells them, else by the clock."""

    def __init__(self, start: datetime, end: datetime, clock: BusinessClock | None) -> None:
        """Take the ends of the axis."""
        self.start, self.end, self.clock = start, end, clock
        self.total = self._business(end) if clock else 0
        self.on_business_time = self.total > 0

    def at(self, instant: datetime) -> float:
        """Give the place of an instant."""
        inside = min(max(instant, self.start), self.end)
        if self.on_business_time:
            return clipped(self._business(inside) / self.total * FULL)
        whole = (self.end - self.start).total_seconds()
        return clipped((inside - self.start).total_seconds() / whole * FULL) if whole else 0.0

    def _business(self, instant: datetime) -> int:
        if self.clock is None:
            return 0
        try:
            return self.clock.seconds(int(self.start.timestamp()), int(instant.timestamp()))
        except CannotTellError:
            return 0


def participation(view: CaseView, now: datetime, zone: tzinfo) -> Participation:
    """Lay out the figure: up to the last resolution, or up to now and the promise while the case is open."""
    line = view.line
    is_over = line.status in {Status.RESOLVED, Status.CLOSED}
    end = (line.resolved_at or now) if is_over else max(now, line.promise_due or now)
    axis = Axis(line.opened_at, max(end, line.opened_at), view.clock)
    lanes = _lanes(view, axis, now)
    left_out = max(0, len(lanes) - MOST_LANES)
    lanes = lanes[:MOST_LANES]
    for place, lane in enumerate(lanes):
        lane.y, lane.text_y = TOP + place * LANE, TOP + place * LANE + 12
    foot = TOP + len(lanes) * LANE + 10
    return Participation(
        lanes=tuple(lanes),
        ticks=tuple(_ticks(axis, zone)),
        marks=tuple(_marks(view, axis, now, zone, foot)),
        height=foot + 26,
        foot=foot,
        label=_label(view),
        on_business_time=axis.on_business_time,
        left_out=left_out,
    )


def _lanes(view: CaseView, axis: Axis, now: datetime) -> list[Lane]:
    lanes: dict[tuple[str, int], Lane] = {}
    for hold in view.holds:
        who = hold.holder or hold.accountable
        kind = "own" if hold.holder else "gap"
        if hold.start > axis.end or (who is None):
            continue
        lane = lanes.setdefault(("person", who.id), Lane(_short(shown.name(who))))
        _draw(lane, axis, kind, (hold.start, hold.end or max(now, axis.end)), _held(hold))
    for helped in view.helps:
        if helped.person is not None:
            lane = lanes.setdefault(("person", helped.person.id), Lane(_short(shown.name(helped.person))))
            _draw(lane, axis, "help", (helped.start, helped.end or now), pgettext("case", "helps"))
    if view.pauses:
        lane = lanes.setdefault(("waiting", 0), Lane(_short(pgettext("lane", "Customer"))))
        for start, end in view.pauses:
            _draw(lane, axis, "wait", (start, end or now), "")
    return list(lanes.values())


def _draw(lane: Lane, axis: Axis, kind: str, span: tuple[datetime, datetime], said: str) -> None:
    start, end = axis.at(span[0]), axis.at(span[1])
    width = min(max(end - start, NARROWEST), FULL)
    label = said if kind in {"own", "help"} and width >= ROOM_FOR_LABEL else ""
    lane.spans.append(Bar(kind, percent(min(start, FULL - width)), percent(width), label, said))


def _held(hold: Hold) -> str:
    if hold.seconds is None:
        return pgettext("case", "holds it") if hold.holder else pgettext("case", "in the queue")
    time = working(hold.seconds)
    if hold.holder is None:
        return pgettext("case", "in the queue for %(time)s") % {"time": time}
    return pgettext("case", "held for %(time)s") % {"time": time}


def _ticks(axis: Axis, zone: tzinfo) -> Iterator[Tick]:
    first, last = axis.start.astimezone(zone), axis.end.astimezone(zone)
    yield Tick(percent(0), f"{first:%m-%d %H:%M}", seam=False)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    days = (last.date() - first.date()).days
    step = max(1, ceil(days / MOST_TICKS))
    drawn = ROOM_FOR_LABEL - 4
    for day in range(step, days + 1, step):
        instant = midnight + timedelta(days=day)
        place = axis.at(instant)
        if drawn <= place < FULL:
            yield Tick(percent(place), f"{instant:%m-%d}", seam=True)
            drawn = place + ROOM_FOR_LABEL / 2


def _marks(view: CaseView, axis: Axis, now: datetime, zone: tzinfo, foot: int) -> Iterator[Mark]:
    line = view.line
    if line.promise_due is not None and line.opened_at <= line.promise_due <= axis.end:
        due = f"{line.promise_due.astimezone(zone):%m-%d %H:%M}"
        yield _mark(axis, line.promise_due, _("promise due %(time)s") % {"time": due}, "due", foot + 8)
    if line.status in {Status.OPEN, Status.WAITING}:
        said = _("now %(time)s") % {"time": f"{now.astimezone(zone):%H:%M}"}
        yield _mark(axis, now, said, "now", foot + 20)


def _mark(axis: Axis, instant: datetime, label: str, kind: str, y: int) -> Mark:
    """Place a mark; at the right edge its words end there instead of standing in the middle."""
    place = axis.at(instant)
    return Mark(percent(place), label, kind, y, "e" if place > FULL - ROOM_FOR_LABEL / 2 else "m")


def _label(view: CaseView) -> str:
    parts = [
        pgettext("case", "%(name)s %(time)s")
        % {"name": shown.name(share.person) or _("queue"), "time": working(share.seconds)}
        for share in view.shares
    ]
    return _("Who held it: %(parts)s") % {"parts": pgettext("list", ", ").join(parts) or "—"}


def _short(name: str) -> str:
    chinese = any(ord(sign) > ord("\u2e80") for sign in name)
    longest = NAME_LENGTH // 2 if chinese else NAME_LENGTH
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
