"""The clocks of one case as its page shows them: how each stands, and what everybody who held the case used of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.cases.models import Case, CaseClocks, HandOver
from liuxin.desk.cases.queries.promises import clocks_of, terms_of
from liuxin.desk.cases.rules import clocks as rules
from liuxin.desk.cases.words import (
    ClockPart,
    Clocks,
    ClockState,
    ClocksView,
    ClockView,
    Running,
    Status,
    Target,
    Terms,
    Used,
)
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError


def people_of(row: Case) -> set[int]:
    """Give the people whom the clocks of a case name."""
    kept = kept_of(row)
    return {kept.escalated_to_id} if kept and kept.escalated_to_id else set()


def kept_of(row: Case) -> CaseClocks | None:
    """Give the clocks that were read with a case."""
    return getattr(row, "clocks", None)


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of a case with its page."""

    row: Case
    points: Sequence[HandOver]
    events: Sequence[RecordedEvent]
    clock: BusinessClock | None
    at: datetime
    people: dict[int, PersonName]
    teams: dict[int, TeamName]


@dataclass(frozen=True, slots=True)
class _Spell:
    """One clock that was promised: from when, due when, ended when, and how it was judged."""

    target: Target
    since: datetime
    due: datetime
    until: datetime | None
    kept: bool | None


def clocks(told: Told, standing: Standing) -> ClocksView:
    """Give the clocks of a case; none where there is no calendar to count on, or where it does not reach so far."""
    kept = kept_of(told.row)
    named = kept.escalated_to_id if kept else None
    return ClocksView(
        clocks=tuple(_views(told, told.clock)) if told.clock else (),
        promise=kept.rule.code if kept and kept.rule else "",
        version=kept.rule.version if kept and kept.rule else 0,
        answers_kept=kept.answers_kept if kept else 0,
        answers_missed=kept.answers_missed if kept else 0,
        escalated_to=told.people.get(named or 0),
        is_me=named is not None and named == standing.person_id,
    )


def _views(told: Told, clock: BusinessClock) -> Iterator[ClockView]:
    kept = kept_of(told.row)
    terms = terms_of(kept.rule) if kept and kept.rule else None
    stood = rules.stops([(event.code, event.at) for event in told.events])
    for spell in _spells(told.row, clocks_of(kept)):
        try:
            yield _view(told, spell, clock, stood if spell.target is Target.RESOLUTION else (), terms)
        except CannotTellError:
            continue


def _view(told: Told, spell: _Spell, clock: BusinessClock, stood: rules.Stops, terms: Terms | None) -> ClockView:
    end = spell.until or max(told.at, told.row.last_at)
    total = rules.whole(clock, spell.since, spell.due, [(a, b) for a, b in stood if b is not None and b <= end])
    holds = _holds(told.points, end)
    used = rules.split(clock, holds, (spell.since, end), total=total, paused=[(a, b or end) for a, b in stood])
    running = Running(spell.target, 0, spell.since, spell.due)
    return ClockView(
        target=spell.target,
        state=_state(told, spell, rules.warn_at(running, terms, clock) if terms else None),
        since=spell.since,
        due=spell.due,
        until=spell.until,
        total=total,
        used=sum(each.seconds for each in used),
        parts=tuple(_part(told, spell, each, holds[each.place][1]) for each in used),
    )


def _part(told: Told, spell: _Spell, used: Used, end: datetime) -> ClockPart:
    point, is_last = told.points[used.place], used.place + 1 == len(told.points)
    return ClockPart(
        holder=told.people.get(point.holder_id or 0),
        team=told.teams.get(point.team_id or 0),
        start=max(spell.since, point.at),
        end=None if is_last and spell.until is None else min(end, spell.until or end),
        seconds=used.seconds,
        left=used.left,
    )


def _spells(row: Case, state: Clocks) -> Iterator[_Spell]:
    if state.first_due is not None:
        yield _Spell(Target.FIRST, row.opened_at, state.first_due, state.first_at, state.first_kept)
    if state.answer_due is not None and state.answer_since is not None:
        yield _Spell(Target.NEXT, state.answer_since, state.answer_due, row.closed_at, None)
    if row.promise_due is not None and row.promise_due >= row.opened_at:
        yield _Spell(Target.RESOLUTION, row.opened_at, row.promise_due, row.resolved_at, row.promise_kept)


def _holds(points: Sequence[HandOver], end: datetime) -> list[rules.Span]:
    starts = [point.at for point in points]
    return list(zip(starts, [*starts[1:], max(end, starts[-1])], strict=True))


def _state(told: Told, spell: _Spell, warns: datetime | None) -> ClockState:
    """Say how a clock stands: as it was judged, else by what is left."""
    if spell.kept is not None:
        return ClockState.KEPT if spell.kept else ClockState.MISSED
    if spell.target is Target.RESOLUTION and told.row.status != Status.OPEN:
        return ClockState.STOPPED
    if spell.due <= told.at:
        return ClockState.LATE
    return ClockState.AT_RISK if warns is not None and warns <= told.at else ClockState.ON_TIME
