"""How past cases would have fared under a promise: each clock as it would have run, from what the record tells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.cases.rules import clocks
from liuxin.desk.cases.words import LEAST_TRIED, Judgement, Target, TargetTrial, Terms
from liuxin.engines.intervals import wilson
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError

Change = tuple[str, datetime]
SENT, RECEIVED = "message.sent", "message.received"


@dataclass(frozen=True, slots=True)
class Past:
    """A case as it went: when it came and was resolved, whether in person, and its events in order.

    `message.sent` stands only for what a person wrote.
    """

    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    in_person: bool
    changes: Sequence[Change]


def judge(past: Past, terms: Terms, clock: BusinessClock, at: datetime) -> Iterator[Judgement]:
    """Judge what can be judged: what is neither met nor past its time yet says nothing."""
    spells = [
        (Target.FIRST, terms.first_minutes, _first(past)),
        *((Target.NEXT, terms.next_minutes, spell) for spell in _answers(past)),
        (Target.RESOLUTION, terms.minutes, (past.opened_at, past.resolved_at)),
    ]
    stood = clocks.stops(past.changes)
    for target, minutes, spell in spells:
        if minutes is None or spell is None:
            continue
        start, end = spell
        pauses = [(a, b or at) for a, b in stood] if target is Target.RESOLUTION else []
        try:
            (used,) = clocks.split(clock, [(start, end or at)], (start, end or at), total=0, paused=pauses) or (None,)
        except CannotTellError:
            continue
        seconds = used.seconds if used else 0
        if end is not None or seconds > minutes * 60:
            yield Judgement(target, seconds <= minutes * 60)


def _first(past: Past) -> tuple[datetime, datetime | None] | None:
    if past.in_person:
        return None
    replied = next((at for code, at in past.changes if code == SENT), None)
    return past.opened_at, replied or past.closed_at


def _answers(past: Past) -> Iterator[tuple[datetime, datetime | None]]:
    """Give each wait for an answer after the first reply, from the earliest message that had none."""
    since: datetime | None = None
    answered = past.in_person
    for code, at in past.changes:
        if code == RECEIVED and answered and since is None:
            since = at
        elif code == SENT:
            answered = True
            if since is not None:
                yield since, at
                since = None
    if since is not None:
        yield since, past.closed_at


def count(judgements: Iterable[Judgement]) -> tuple[TargetTrial, ...]:
    """Count what was judged, with an interval of 95 % (Wilson); a few cases tell nothing about the next ones."""
    found = list(judgements)
    return tuple(_counted(target, [each.kept for each in found if each.target is target]) for target in Target)


def _counted(target: Target, kept: Sequence[bool]) -> TargetTrial:
    if len(kept) < LEAST_TRIED:
        return TargetTrial(target, len(kept), sum(kept))
    low, high = wilson(sum(kept), len(kept))
    return TargetTrial(target, len(kept), sum(kept), float(low), float(high))
