"""The rows of one case of an event log folded into its steps. Pure: rows in, steps and notes out."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from liuxin.desk.cases.words import Status, StepKind
from liuxin.interfaces.imports.dates import utc
from liuxin.interfaces.imports.folding.words import (
    NOBODY,
    Around,
    CaseFacts,
    EventRow,
    FoldedCase,
    Hands,
    Move,
    Note,
)
from liuxin.interfaces.imports.mapping.words import LONGEST_STATE, People, StateWord
from liuxin.kernel.errors import BadInputError

ANYBODY = People()
ENDS = frozenset({StateWord.RESOLVED, StateWord.CLOSED})

STEPS: Map[tuple[Status, StateWord], tuple[StepKind, ...]] = {
    (Status.OPEN, StateWord.WAITING): (StepKind.WAITING,),
    (Status.OPEN, StateWord.RESOLVED): (StepKind.RESOLVED,),
    (Status.OPEN, StateWord.CLOSED): (StepKind.CLOSED,),
    (Status.WAITING, StateWord.OPEN): (StepKind.RESUMED,),
    (Status.WAITING, StateWord.RESOLVED): (StepKind.RESOLVED,),
    (Status.WAITING, StateWord.CLOSED): (StepKind.CLOSED,),
    (Status.RESOLVED, StateWord.OPEN): (StepKind.REOPENED,),
    (Status.RESOLVED, StateWord.WAITING): (StepKind.REOPENED, StepKind.WAITING),
    (Status.RESOLVED, StateWord.CLOSED): (StepKind.CLOSED,),
    (Status.CLOSED, StateWord.OPEN): (StepKind.REOPENED,),
    (Status.CLOSED, StateWord.WAITING): (StepKind.REOPENED, StepKind.WAITING),
}
"""The steps from where a case stands to what a row says. What isn't here changes nothing."""

AFTER: Map[StepKind, Status] = {
    StepKind.WAITING: Status.WAITING,
    StepKind.RESUMED: Status.OPEN,
    StepKind.RESOLVED: Status.RESOLVED,
    StepKind.REOPENED: Status.OPEN,
    StepKind.CLOSED: Status.CLOSED,
}


@dataclass(slots=True)
class _Life:
    """A case while its rows are read."""

    code: str
    counts_reopenings: bool
    people: People
    status: Status = Status.OPEN
    hands: Hands = NOBODY
    priority: int = 0
    category: str = ""
    counted: int = 0
    reopenings: int = 0
    moves: list[Move] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    around: list[Around] = field(default_factory=list)

    def note(self, code: str, line: int, **params: object) -> None:
        """Keep something for the report."""
        self.notes.append(Note(code, line, self.code, params))

    def open(self, row: EventRow, at: datetime) -> None:
        """Open the case; who has it is known from the opening only if the first row stands at that instant."""
        if row.at == at:
            self.hands = self._hands(row)
        self.priority, self.category, self.counted = row.priority, row.category, row.reopenings
        known = (self.hands, row.priority, row.category, row.state[:LONGEST_STATE])
        self.moves.append(Move(StepKind.OPENED, at, row.line, row.actor, *known))

    def follow(self, row: EventRow) -> None:
        """Take one row: reopening first, then what it changes, then whose it is, then where it stands.

        What the row tells of something around the case is mark enough: it is no touch besides.
        """
        before = len(self.moves)
        kinds = self._kinds(row)
        if StepKind.REOPENED in kinds:
            self._step(StepKind.REOPENED, row)
            self.reopenings += 1
        self._classify(row)
        self._hand_over(row)
        for kind in kinds:
            if kind is not StepKind.REOPENED:
                self._step(kind, row)
        if (len(self.moves) == before and row.around is None) or row.word is StateWord.REPORT:
            self._step(StepKind.TOUCHED, row)

    def _kinds(self, row: EventRow) -> tuple[StepKind, ...]:
        """Decide what the row's state does; where the source counts reopenings itself, its count decides on them."""
        kinds = STEPS.get((self.status, row.word), ())
        rises, self.counted = row.reopenings > self.counted, max(row.reopenings, self.counted)
        if row.word is StateWord.REPORT:
            self.note("import.state_reported", row.line, state=row.state)
        if not self.counts_reopenings:
            return kinds
        if StepKind.REOPENED in kinds and not rises:
            self.note("import.back_without_reopening", row.line, state=row.state, status=self.status.value)
            return ()
        if rises and StepKind.REOPENED not in kinds:
            self.note("import.reopening_without_state", row.line, state=row.state, status=self.status.value)
        return kinds

    def _classify(self, row: EventRow) -> None:
        if (row.priority, row.category) != (self.priority, self.category):
            self.priority, self.category = row.priority, row.category
            self._step(StepKind.CLASSIFIED, row, priority=row.priority, category=row.category)

    def _hand_over(self, row: EventRow) -> None:
        hands = self._hands(row)
        if hands == self.hands:
            return
        if self.status is Status.CLOSED:
            self.note("import.hands_after_closing", row.line, holder=hands.holder, team=hands.team)
            return
        self.hands = hands
        self._step(StepKind.HANDED_OVER, row)

    def _hands(self, row: EventRow) -> Hands:
        if row.state in self.people.nobody_at:
            return row.hands._replace(holder="")
        return row.hands._replace(holder=self.hands.holder) if row.state in self.people.unchanged_at else row.hands

    def _step(self, kind: StepKind, row: EventRow, *, priority: int = 0, category: str = "") -> None:
        self.status = AFTER.get(kind, self.status)
        state = row.state[:LONGEST_STATE]
        self.moves.append(Move(kind, row.at, row.line, row.actor, self.hands, priority, category, state))


def fold_events(
    rows: Sequence[EventRow],
    facts: CaseFacts,
    *,
    counts_reopenings: bool,
    people: People = ANYBODY,
    skip_duplicates: bool = True,
) -> FoldedCase:
    """Fold the rows of one case, in file order, into its steps.

    Order is time, then file order. Raises `import.closed_before_opened` and `import.ends_before_opening`.
    """
    life = _Life(facts.code, counts_reopenings, people)
    kept = _without(rows, life, skip_duplicates=skip_duplicates)
    if kept:
        ordered = _in_time(kept, life)
        opened = _opening(ordered, facts)
        life.open(_placed(ordered[0], opened, None), opened)
        _follow(ordered, opened, life)
    return FoldedCase(
        facts=facts,
        lines=tuple(row.line for row in rows),
        skipped=len(rows) - len(kept),
        priority=life.moves[0].priority if life.moves else 0,
        category=life.moves[0].category if life.moves else "",
        moves=tuple(life.moves),
        notes=tuple(life.notes),
        closed=life.status is Status.CLOSED,
        reopenings=life.reopenings,
        counted_reopenings=life.counted,
        around=tuple(life.around),
    )


def _without(rows: Sequence[EventRow], life: _Life, *, skip_duplicates: bool) -> list[EventRow]:
    """Leave out rows that the mapping ignores and rows that equal another of the case in every column."""
    kept: list[EventRow] = []
    seen: dict[int, int] = {}
    for row in rows:
        if row.word is StateWord.IGNORE:
            life.note("import.state_ignored", row.line, state=row.state)
        elif skip_duplicates and row.digest in seen:
            life.note("import.duplicate_row", row.line, first=str(seen[row.digest]))
        else:
            seen[row.digest] = row.line
            kept.append(row)
    return kept


def _in_time(rows: list[EventRow], life: _Life) -> list[EventRow]:
    latest = rows[0].at
    for row in rows:
        if row.at < latest:
            life.note("import.out_of_order", row.line, at=utc(row.at), after=utc(latest))
        latest = max(latest, row.at)
    return sorted(rows, key=lambda row: (row.at, row.line))


def _opening(ordered: list[EventRow], facts: CaseFacts) -> datetime:
    """Tell when the case was opened: by its own stamp, else by its first row, which then must not be an end."""
    first = ordered[0]
    if facts.opened is not None:
        return facts.opened
    if first.word in ENDS:
        raise BadInputError("import.ends_before_opening", line=first.line, state=first.state)
    return first.at


def _follow(ordered: list[EventRow], opened: datetime, life: _Life) -> None:
    for place, row in enumerate(ordered):
        placed = _placed(row, opened, life)
        if placed.around is not None:
            life.around.append(placed.around._replace(at=placed.at))
        if place == 0 and placed.at == opened and _says_only_opening(placed):
            continue
        life.follow(placed)


def _says_only_opening(row: EventRow) -> bool:
    """Tell whether the opening step says all that the row says."""
    return row.word in {StateWord.OPEN, StateWord.KEEP}


def _placed(row: EventRow, opened: datetime, life: _Life | None) -> EventRow:
    """Put a row that is older than the opening at the opening; an end can't be moved so."""
    if row.at >= opened:
        return row
    if row.word in ENDS:
        raise BadInputError(
            "import.closed_before_opened", line=row.line, at=utc(row.at), opened=utc(opened), state=row.state
        )
    if life is not None:
        life.note("import.row_before_opening", row.line, at=utc(row.at), opened=utc(opened))
    return row._replace(at=opened)
