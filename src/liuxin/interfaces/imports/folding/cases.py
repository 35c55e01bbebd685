"""All rows of one case read and folded, or held with every reason."""

from collections.abc import Sequence
from dataclasses import replace

from liuxin.interfaces.imports.binding import PickedRow
from liuxin.interfaces.imports.folding.events import fold_events
from liuxin.interfaces.imports.folding.rows import RowReader
from liuxin.interfaces.imports.folding.tables import fold_table_row
from liuxin.interfaces.imports.folding.words import EventRow, FoldedCase, HeldCase, Note
from liuxin.interfaces.imports.mapping.words import Duplicates, Layout
from liuxin.kernel.errors import BadInputError, LiuxinError


def fold_case(code: str, rows: Sequence[PickedRow], reader: RowReader) -> FoldedCase | HeldCase:
    """Fold the rows of one case in file order. A bad line holds the whole case: half a history would be a false one."""
    fold = _fold_events if reader.mapping.layout is Layout.EVENTS else _fold_table
    errors: dict[int, LiuxinError] = {}
    try:
        folded = fold(rows, reader, errors)
    except BadInputError as error:
        errors.setdefault(error.line or rows[0].line, error)
        folded = None
    if errors or folded is None:
        return HeldCase(code, tuple(row.line for row in rows), errors)
    return _with_notes(folded, rows, reader)


def _fold_events(rows: Sequence[PickedRow], reader: RowReader, errors: dict[int, LiuxinError]) -> FoldedCase | None:
    events: list[EventRow] = []
    for row in rows:
        try:
            events.append(reader.event(row))
        except BadInputError as error:
            errors[row.line] = error
    if errors:
        return None
    places = sorted(range(len(rows)), key=lambda place: (events[place].at, place))
    return fold_events(
        events,
        reader.facts(rows[places[0]], rows[places[-1]]),
        counts_reopenings=bool(reader.mapping.columns.reopenings),
        people=reader.mapping.people,
        skip_duplicates=reader.mapping.reading.duplicates is Duplicates.SKIP,
    )


def _fold_table(rows: Sequence[PickedRow], reader: RowReader, errors: dict[int, LiuxinError]) -> FoldedCase | None:
    first = rows[0]
    repeats = [row for row in rows[1:] if row.digest == first.digest]
    for row in rows[1:]:
        if row.digest != first.digest:
            errors[row.line] = BadInputError("import.case_twice", line=row.line, first=str(first.line))
    folded = fold_table_row(reader.table(first), reader.facts(first, first), held_from=reader.mapping.people.held_from)
    case = folded.facts.code
    notes = tuple(Note("import.duplicate_row", row.line, case, {"first": str(first.line)}) for row in repeats)
    lines = tuple(row.line for row in rows)
    around = reader.happened(first)
    return replace(folded, lines=lines, skipped=len(repeats), notes=folded.notes + notes, around=around)


def _with_notes(folded: FoldedCase, rows: Sequence[PickedRow], reader: RowReader) -> FoldedCase:
    """Add what the report says of the case as a whole."""
    notes = list(folded.notes)
    case, line = folded.facts.code, rows[0].line
    changes = reader.customers(rows)
    notes += [Note("import.customer_differs", each, case, {"customer": label}) for each, label in changes]
    columns = reader.mapping.columns
    if columns.holder and not any(move.hands.holder for move in folded.moves):
        notes.append(Note("import.never_held", line, case))
    if columns.team and not any(move.hands.team for move in folded.moves):
        notes.append(Note("import.never_in_team", line, case))
    if columns.outcome and folded.closed and not folded.facts.outcome_text:
        notes.append(Note("import.outcome_not_recorded", line, case))
    if columns.customer and not folded.facts.customer:
        notes.append(Note("import.customer_not_recorded", line, case))
    others = tuple(label for _, label in changes if label and label != folded.facts.customer)
    return replace(folded, notes=tuple(notes), other_customers=others)
