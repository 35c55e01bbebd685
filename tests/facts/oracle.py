"""The measures in the plainest way: one case, one event, one minute after another, with nothing of the engine.

Slow and obvious on purpose. It reads the events of a record and gives, for each measure, rows of
(case, person, at, weight, value) that count.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from liuxin.kernel.business_time import BusinessClock
from tests.facts.stories import CaseEvent

FORTNIGHT = 14 * 86_400
Row = tuple[str, int | None, int, Fraction, Fraction]


@dataclass
class Life:
    """One case lived through again."""

    case: str
    opened: int = 0
    hands: list[tuple[int, int | None]] = field(default_factory=list)
    waits: list[tuple[int, int]] = field(default_factory=list)
    resolved: list[tuple[int, int | None, int]] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    kept: bool | None = None
    judged: int | None = None
    state: str = "open"
    since: int = 0

    def holder(self) -> int | None:
        return self.hands[-1][1]

    def people(self, upto: int) -> list[int]:
        held = [person for _, person in self.hands[:upto] if person is not None]
        return [person for place, person in enumerate(held) if place == 0 or held[place - 1] != person]

    def move(self, event: CaseEvent) -> None:
        name = event.code.removeprefix("case.")
        if name == "handed_over":
            self.hands.append((event.at, event.payload["holder"]))  # type: ignore[arg-type]
        if name == "promise_judged":
            self.kept, self.judged = bool(event.payload["kept"]), event.at
        if self.state == "waiting" and name in {"resumed", "resolved", "closed", "reopened"}:
            self.waits.append((self.since, event.at))
            self.state = "resolved" if self.ended() else "open"
        if name == "waiting" and self.state != "waiting":
            self.state, self.since = "waiting", event.at
        if name in {"resolved", "closed"} and not self.ended():
            self.resolved.append((event.at, self.holder(), len(self.hands)))
        if name == "reopened" and self.ended():
            self.reopened.append(event.at)

    def ended(self) -> bool:
        return len(self.resolved) > len(self.reopened)


def lives(events: Iterable[CaseEvent]) -> list[Life]:
    """Live through every case that has an opening."""
    of: defaultdict[str, list[CaseEvent]] = defaultdict(list)
    for event in events:
        of[event.case].append(event)
    return [_life(case, told) for case, told in of.items() if any(event.code == "case.opened" for event in told)]


def _life(case: str, events: list[CaseEvent]) -> Life:
    (opening,) = (event for event in events if event.code == "case.opened")
    life = Life(case, opened=opening.at, hands=[(opening.at, opening.payload["holder"])])  # type: ignore[list-item]
    for event in sorted(events, key=lambda event: (event.at, event.seq)):
        if event is not opening:
            life.move(event)
    return life


def rows(events: Sequence[CaseEvent], measure: str, clock: BusinessClock) -> list[Row]:
    """Give the rows of a measure."""
    as_of = max(event.at for event in events)
    return [row for life in lives(events) for row in _rows(life, measure, clock, as_of)]


def _rows(life: Life, measure: str, clock: BusinessClock, as_of: int) -> Iterator[Row]:
    one = Fraction(1)
    if measure == "reopened_within_14_days":
        for place, (at, person, _) in enumerate(life.resolved):
            again = life.reopened[place] if place < len(life.reopened) else None
            if at + FORTNIGHT <= as_of:
                yield life.case, person, at, one, Fraction(again is not None and again <= at + FORTNIGHT)
    elif measure == "promises_kept":
        yield from _shares(life, clock)
    elif life.ended():
        at, person, hands = life.resolved[-1]
        yield life.case, person, at, one, _value(life, measure, clock, at, hands)


def _value(life: Life, measure: str, clock: BusinessClock, at: int, hands: int) -> Fraction:
    match measure:
        case "cases_resolved":
            return Fraction(1)
        case "transfers_per_case":
            return Fraction(max(0, len(life.people(hands)) - 1))
        case "resolution_time_calendar":
            return Fraction(at - life.opened, 3600)
        case _:
            waited = sum(clock.seconds(start, min(end, at)) for start, end in life.waits if start < at)
            return Fraction(clock.seconds(life.opened, at) - waited, 3600)


def _shares(life: Life, clock: BusinessClock) -> Iterator[Row]:
    limit = life.resolved[-1][0] if life.resolved else life.judged
    if limit is None or life.kept is None:
        return
    ends = [at for at, _ in life.hands[1:]] + [limit]
    spans = [
        (at, min(end, limit), who) for (at, who), end in zip(life.hands, ends, strict=True) if at < min(end, limit)
    ]
    held: defaultdict[int | None, Fraction] = defaultdict(Fraction)
    for start, end, who in spans:
        held[who] += clock.seconds(start, end)
    if not sum(held.values()):
        for start, end, who in spans:
            held[who] += end - start
    if not sum(held.values()):
        held[_at_limit(life, limit)] = Fraction(1)
    for who, time in held.items():
        if time:
            yield life.case, who, limit, time / sum(held.values()), Fraction(life.kept)


def _at_limit(life: Life, limit: int) -> int | None:
    if life.resolved:
        return life.resolved[-1][1]
    return [who for at, who in life.hands if at <= limit][-1]
