"""From the events of a case to its story: the fold that every fact is written from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from liuxin.facts.words import CaseEvent, Holding, Opening, Resolved, Story

OPENED: Final = "case.opened"
_MOVES_DUE: Final = frozenset({OPENED, "case.resumed", "case.resolved", "case.closed", "case.reopened"})
"""A wait for the customer moves a promise that was computed; these events tell where to."""

CASE_CODES: Final = frozenset(
    f"case.{name}"
    for name in (
        "opened",
        "handed_over",
        "waiting",
        "resumed",
        "resolved",
        "reopened",
        "closed",
        "promise_judged",
        "classified",
        "touched",
        "helped",
        "noted",
    )
)
"""What the desk itself can record about a case."""


def story_of(events: Iterable[CaseEvent], unranked: frozenset[int]) -> Story | None:
    """Tell the story of one case from its events in any order; None where the record lacks its opening.

    Events count in the order of their time, at one instant in the order of the record. `unranked` are system actors and
    placeholders: a case that passes through them was not passed from person to person.
    """
    ordered = sorted(events, key=lambda event: (event.code != OPENED, event.at, event.seq))
    if not ordered or ordered[0].code != OPENED:
        return None
    telling = _Telling.begin(ordered[0], unranked)
    for event in ordered[1:]:
        telling.hear(event)
    return telling.story()


def _number(payload: Mapping[str, object], name: str) -> int | None:
    value = payload.get(name)
    return int(value) if isinstance(value, int | float) else None


def _text(payload: Mapping[str, object], name: str) -> str:
    return str(payload.get(name) or "")


@dataclass(slots=True)
class _Resolution:
    at: int
    holding: int
    priority: int | None
    category: str
    transfers: int
    reopened_at: int | None = None


@dataclass(slots=True)
class _Promise:
    kept: bool | None = None
    basis: str = ""
    judged_at: int | None = None


@dataclass(slots=True)
class _Telling:
    """The story so far, while its events are heard one after another."""

    opened: CaseEvent
    unranked: frozenset[int]
    priority: int | None
    category: str
    last_seq: int = 0
    holdings: list[Holding] = field(default_factory=list)
    last_person: int | None = None
    waits: list[tuple[int, int | None]] = field(default_factory=list)
    resolutions: list[_Resolution] = field(default_factory=list)
    reopenings: int = 0
    transfers: int = 0
    closed_at: int | None = None
    outcome: str = ""
    outcome_recorded: bool = False
    due: int | None = None
    promise: _Promise = field(default_factory=_Promise)

    @classmethod
    def begin(cls, opened: CaseEvent, unranked: frozenset[int]) -> "_Telling":
        """Begin with the opening, which is also the first hand-over point."""
        telling = cls(opened, unranked, _number(opened.payload, "priority"), _text(opened.payload, "category"))
        telling.hear(opened)
        return telling

    def hear(self, event: CaseEvent) -> None:
        """Take in the next event; one that changes no fact only moves `last_seq`."""
        self.last_seq = max(self.last_seq, event.seq)
        if event.code in _MOVES_DUE and "due" in event.payload:
            self.due = _number(event.payload, "due")
        change = _CHANGES.get(event.code)
        if change:
            change(self, event)

    def hand_over(self, event: CaseEvent) -> None:
        """Put the case into the next hands, and count it where it went from one person to another."""
        payload = event.payload
        person = _number(payload, "holder")
        seq = _number(payload, "seq") or len(self.holdings) + 1
        self.holdings.append(Holding(seq, event.at, person, _number(payload, "team"), _number(payload, "accountable")))
        if person is None or person in self.unranked:
            return
        if self.last_person is not None and person != self.last_person:
            self.transfers += 1
        self.last_person = person

    def wait(self, event: CaseEvent) -> None:
        """Stop the clock while the customer has the next word."""
        if not self._is_waiting():
            self.waits.append((event.at, None))

    def resume(self, event: CaseEvent) -> None:
        """Let the clock run on."""
        if self._is_waiting():
            self.waits[-1] = (self.waits[-1][0], event.at)

    def resolve(self, event: CaseEvent) -> None:
        """Credit the resolution to whoever holds the case; one that stands already stays as it is."""
        self.resume(event)
        if not self._is_resolved():
            place = len(self.holdings) - 1
            self.resolutions.append(_Resolution(event.at, place, self.priority, self.category, self.transfers))

    def reopen(self, event: CaseEvent) -> None:
        """Take the last resolution back."""
        self.resume(event)
        if self._is_resolved():
            self.resolutions[-1].reopened_at = event.at
            self.reopenings += 1
        self.closed_at, self.outcome, self.outcome_recorded = None, "", False

    def close(self, event: CaseEvent) -> None:
        """Close the case; where nothing resolved it before, the closing is the resolution."""
        self.resolve(event)
        self.closed_at, self.outcome = event.at, _text(event.payload, "outcome")
        self.outcome_recorded = bool(event.payload.get("recorded", True))

    def judge(self, event: CaseEvent) -> None:
        """Keep the latest judgement of the promise."""
        self.promise = _Promise(bool(event.payload.get("kept")), _text(event.payload, "basis"), event.at)

    def classify(self, event: CaseEvent) -> None:
        """Take the case for something else from now on."""
        if "priority" in event.payload:
            self.priority = _number(event.payload, "priority")
        if "category" in event.payload:
            self.category = _text(event.payload, "category")

    def _is_waiting(self) -> bool:
        return bool(self.waits) and self.waits[-1][1] is None

    def _is_resolved(self) -> bool:
        return bool(self.resolutions) and self.resolutions[-1].reopened_at is None

    def story(self) -> Story:
        """Give the story as it stands."""
        limit, at_limit = self._limit()
        return Story(
            case=self.opened.case,
            opening=self._opening(),
            priority=self.priority,
            category=self.category,
            holdings=tuple(self.holdings),
            waits=tuple(self.waits),
            resolutions=tuple(self._resolved(each) for each in self.resolutions),
            reopenings=self.reopenings,
            transfers=self.resolutions[-1].transfers if self.resolutions else self.transfers,
            closed_at=self.closed_at,
            outcome=self.outcome,
            outcome_recorded=self.outcome_recorded,
            promise=self.promise.kept,
            promise_basis=self.promise.basis,
            limit=limit,
            at_limit=at_limit,
            last_seq=self.last_seq,
        )

    def _opening(self) -> Opening:
        payload = self.opened.payload
        return Opening(
            at=self.opened.at,
            customer=_number(payload, "customer"),
            kind=_text(payload, "kind"),
            stage=_text(payload, "stage"),
            channel=_text(payload, "channel"),
            site=_number(payload, "site"),
            calendar=_text(payload, "calendar"),
            due=self.due,
            source=_text(payload, "source"),
        )

    def _resolved(self, each: _Resolution) -> Resolved:
        holding = self.holdings[each.holding]
        return Resolved(
            each.at, holding.person, holding.team, each.priority, each.category, each.transfers, each.reopened_at
        )

    def _limit(self) -> tuple[int | None, int]:
        if self.resolutions and (self.due is None or self.resolutions[-1].at <= self.due):
            return self.resolutions[-1].at, self.resolutions[-1].holding
        limit = self.promise.judged_at if self.due is None else self.due
        stopped = self._is_waiting() and self.promise.kept is None
        if limit is None or stopped:
            return None, 0
        held = [place for place, holding in enumerate(self.holdings) if holding.at <= limit]
        return limit, held[-1] if held else 0


_CHANGES: Final[Mapping[str, Callable[[_Telling, CaseEvent], None]]] = {
    OPENED: _Telling.hand_over,
    "case.handed_over": _Telling.hand_over,
    "case.waiting": _Telling.wait,
    "case.resumed": _Telling.resume,
    "case.resolved": _Telling.resolve,
    "case.reopened": _Telling.reopen,
    "case.closed": _Telling.close,
    "case.promise_judged": _Telling.judge,
    "case.classified": _Telling.classify,
}
