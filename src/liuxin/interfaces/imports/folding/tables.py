"""One row of a case table folded into steps: the row tells only the end, the steps between are not made up."""

from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.cases.words import StepKind
from liuxin.interfaces.imports.dates import utc
from liuxin.interfaces.imports.folding.words import CaseFacts, FoldedCase, Hands, Move, Note
from liuxin.interfaces.imports.mapping.words import LONGEST_STATE, HeldFrom, StateWord
from liuxin.kernel.errors import BadInputError


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a case table, read. `word` is None where the source has no state; `last` is its last stamp of all."""

    line: int
    opened: datetime
    resolved: datetime | None
    closed: datetime | None
    last: datetime | None
    word: StateWord | None
    state: str
    hands: Hands
    priority: int
    category: str


def fold_table_row(row: TableRow, facts: CaseFacts, *, held_from: HeldFrom) -> FoldedCase:
    """Fold one row into opening, hand-over, resolution and closing.

    Raises `import.closed_before_opened`, `import.resolved_after_closed`, `import.end_without_time`,
    `import.time_without_end`.
    """
    _check(row)
    stamps = [stamp for stamp in (row.resolved, row.closed) if stamp is not None]
    moves = [Move(StepKind.OPENED, row.opened, row.line, priority=row.priority, category=row.category)]
    if held_from is HeldFrom.OPENED:
        moves[0] = moves[0]._replace(hands=row.hands)
    elif any(row.hands):
        taken = min(stamps) if stamps else max(row.last or row.opened, row.opened)
        moves.append(Move(StepKind.HANDED_OVER, taken, row.line))
    if row.resolved is not None:
        moves.append(Move(StepKind.RESOLVED, row.resolved, row.line))
    if row.closed is not None:
        moves.append(Move(StepKind.CLOSED, row.closed, row.line))
    notes = []
    if not stamps and row.word is StateWord.WAITING:
        notes.append(Note("import.waiting_without_time", row.line, facts.code, {"state": row.state}))
    return FoldedCase(
        facts=facts,
        lines=(row.line,),
        skipped=0,
        priority=row.priority,
        category=row.category,
        moves=(moves[0], *(move._replace(hands=row.hands, state=row.state[:LONGEST_STATE]) for move in moves[1:])),
        notes=tuple(notes),
        closed=row.closed is not None,
        reopenings=0,
        counted_reopenings=0,
    )


def _check(row: TableRow) -> None:
    for stamp in (row.resolved, row.closed):
        if stamp is not None and stamp < row.opened:
            raise BadInputError(
                "import.closed_before_opened", line=row.line, at=utc(stamp), opened=utc(row.opened), state=row.state
            )
    if row.resolved is not None and row.closed is not None and row.closed < row.resolved:
        raise BadInputError(
            "import.resolved_after_closed", line=row.line, resolved=utc(row.resolved), closed=utc(row.closed)
        )
    end = row.closed or row.resolved
    if row.word is StateWord.CLOSED and row.closed is None:
        raise BadInputError("import.end_without_time", line=row.line, state=row.state)
    if row.word is StateWord.RESOLVED and end is None:
        raise BadInputError("import.end_without_time", line=row.line, state=row.state)
    if row.word in {StateWord.OPEN, StateWord.WAITING} and end is not None:
        raise BadInputError("import.time_without_end", line=row.line, state=row.state, at=utc(end))
