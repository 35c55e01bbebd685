"""Rows of one case, and what they fold to, in few words."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from liuxin.desk.cases.words import Channel, Kind, Outcome
from liuxin.interfaces.imports.folding.events import fold_events
from liuxin.interfaces.imports.folding.words import CaseFacts, EventRow, FoldedCase, Hands
from liuxin.interfaces.imports.mapping import StateWord

NINE = datetime(2016, 3, 1, 9, tzinfo=UTC)
FACTS = CaseFacts(
    code="A",
    opened=NINE,
    title="A",
    kind=Kind.REPORT,
    channel=Channel.PHONE,
    customer="c",
    site="",
    product="",
    due=None,
    kept=True,
    outcome=Outcome.AS_RECORDED,
    outcome_text="code 6",
)


def row(line: int, word: str, minutes: float, **other: object) -> EventRow:
    """Give a row so many minutes after nine, whose state is called as its word."""
    cells: dict[str, object] = {
        "state": word,
        "actor": "",
        "priority": 3,
        "category": "",
        "reopenings": 0,
        "digest": line,
    }
    at = NINE + timedelta(minutes=minutes)
    hands = Hands(**{name: str(other.pop(name, "")) for name in Hands._fields})
    return EventRow(line, at, StateWord(word), hands=hands, **(cells | other))  # type: ignore[arg-type]  # by name


def fold(rows: Sequence[EventRow], *, facts: CaseFacts = FACTS, counts: bool = False) -> FoldedCase:
    """Fold rows; reopenings are told by the states unless the source counts them."""
    return fold_events(rows, facts, counts_reopenings=counts)


def kinds(case: FoldedCase) -> list[str]:
    """Name the steps."""
    return [move.kind.value for move in case.moves]


def notes(case: FoldedCase) -> list[tuple[int, str]]:
    """Name what the report says, with the line."""
    return [(note.line, note.code.removeprefix("import.")) for note in case.notes]
