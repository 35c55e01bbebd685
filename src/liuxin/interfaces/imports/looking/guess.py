"""Which column looks like what: by its name and by what its values do within a case."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass

from liuxin.interfaces.imports.dates import Stamps
from liuxin.interfaces.imports.looking.hints import FALSE, TRUE, rank
from liuxin.interfaces.imports.looking.words import ColumnLook, Guess, Why
from liuxin.interfaces.imports.mapping.words import FINAL_COLUMNS, Layout
from liuxin.interfaces.imports.readers import Cell

Rows = Sequence[tuple[Cell, ...]]
MOST_STATES = 60
LONGEST_STATE = 60
AHEAD = 0.05
FEWEST_PER_CASE = 1.3
DATES = frozenset({"time", "opened", "resolved", "closed", "deadline"})
ORDER = (
    *(
        "opened",
        "closed",
        "resolved",
        "time",
        "state",
        "promise",
        "reopenings",
        "deadline",
        "outcome",
        "team",
        "holder",
    ),
    *("accountable", "customer", "site", "priority", "channel", "category", "product"),
)
"""The order in which words choose their column: those with the plainest evidence first."""


@dataclass(frozen=True, slots=True)
class Within:
    """What a column does within cases: in what share of the cases with several rows it changes."""

    changes: float


def choose_case(columns: Sequence[ColumnLook]) -> tuple[Layout, Guess | None]:
    """Choose layout and the column that names the case.

    One row a case: a column named for it never repeats, and the opening and an end stand in the same row.
    """
    named = sorted(
        ((place, column) for column in columns if (place := rank("case", column.name)) is not None and not column.date),
        key=lambda found: found[0],
    )
    unique = [column for _, column in named if column.distinct == column.rows > 1]
    ends = any(
        rank(word, column.name) is not None and column.date for word in ("closed", "resolved") for column in columns
    )
    if unique and ends:
        return Layout.CASES, Guess("case", unique[0].name, Why("import.look.never_repeats"))
    for _, column in named:
        if not column.missing and column.rows / max(column.distinct, 1) >= FEWEST_PER_CASE and column.distinct > 1:
            why = Why("import.look.repeats", {"cases": column.distinct, "rows": column.rows})
            return Layout.EVENTS, Guess("case", column.name, why)
    if unique:
        return Layout.CASES, Guess("case", unique[0].name, Why("import.look.never_repeats"))
    return Layout.EVENTS, None


def within_cases(columns: Sequence[ColumnLook], rows: Rows, case: str) -> dict[str, Within]:
    """Tell of every column what it does within the cases."""
    place = next(place for place, column in enumerate(columns) if column.name == case)
    cases: dict[Cell, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in rows:
        cases[row[place]].append(row)
    several = [each for each in cases.values() if len(each) > 1]
    return {column.name: _within(number, several) for number, column in enumerate(columns)}


def _within(place: int, several: list[list[tuple[Cell, ...]]]) -> Within:
    changing = sum(len({row[place] for row in rows}) > 1 for rows in several)
    return Within(changing / max(len(several), 1))


def guess_columns(columns: Sequence[ColumnLook], within: Map[str, Within], layout: Layout, case: str) -> list[Guess]:
    """Choose a column for each word that one looks like; no column stands for two words."""
    taken = {case}
    guesses = []
    for word in ORDER:
        if layout is Layout.CASES and word in {"reopenings", "time"}:
            continue
        found = _best(word, [column for column in columns if column.name not in taken], within, layout)
        if found is not None:
            taken.add(found.column)
            guesses.append(found)
    return guesses


def _best(word: str, columns: list[ColumnLook], within: Map[str, Within], layout: Layout) -> Guess | None:
    ranked = [
        (place, column) for column in columns if (place := rank(word, column.name)) is not None and _fits(word, column)
    ]
    if layout is Layout.EVENTS:
        ranked = [(place, column) for place, column in ranked if _behaves(word, within[column.name])]
    if ranked:
        best = min(ranked, key=lambda found: (found[0], -found[1].filled))[1]
        return Guess(word, best.name, Why("import.look.by_name", {"distinct": best.distinct}))
    if word == "time" and layout is Layout.EVENTS:
        moving = [column for column in columns if column.date and within[column.name].changes > 0]
        if moving:
            best = max(moving, key=lambda column: within[column.name].changes)
            return Guess(word, best.name, Why("import.look.date_that_moves"))
    return None


def _fits(word: str, column: ColumnLook) -> bool:
    """Tell whether the values could be those of the word."""
    if not column.filled or (column.date is not None) != (word in DATES):
        return False
    fits = _VALUES.get(word)
    return fits is None or fits(column)


def _few(column: ColumnLook) -> bool:
    return 1 < column.distinct <= MOST_STATES


def _states(column: ColumnLook) -> bool:
    return column.distinct <= MOST_STATES and max(map(len, column.values)) <= LONGEST_STATE


def _yes_or_no(column: ColumnLook) -> bool:
    return {value.casefold() for value in column.values} <= TRUE | FALSE


def _counts(column: ColumnLook) -> bool:
    return all(value.isdecimal() for value in column.values)


_VALUES: Map[str, Callable[[ColumnLook], bool]] = {
    "state": _states,
    "priority": _few,
    "channel": lambda column: column.distinct <= MOST_STATES,
    "promise": _yes_or_no,
    "reopenings": _counts,
}


def _behaves(word: str, within: Within) -> bool:
    """Tell whether the column moves within cases as the word must."""
    if word in {"time", "state"}:
        return within.changes > 0
    if word == "opened":
        return within.changes == 0
    return word not in {"resolved", "closed"}


def leaks(columns: Sequence[ColumnLook], rows: Rows, time: str, formats: Stamps) -> Iterator[tuple[str, Why]]:
    """Give the date columns that show what came later: stamps ahead of the row that they stand in."""
    places = {column.name: place for place, column in enumerate(columns)}
    for column in columns:
        if column.date is None or column.name == time:
            continue
        pairs = [
            (stamp, at)
            for row in rows
            if (stamp := formats.read(row[places[column.name]])) and (at := formats.read(row[places[time]]))
        ]
        ahead = sum(stamp > at for stamp, at in pairs)
        if pairs and ahead > AHEAD * len(pairs) and rank("deadline", column.name) is None:
            yield column.name, Why("import.look.leaks", {"share": round(100 * ahead / len(pairs))})


def final_columns(guesses: Sequence[Guess], within: Map[str, Within]) -> Iterator[tuple[str, Why]]:
    """Give the columns that are read from the last row only, and why."""
    for guess in guesses:
        if guess.word in FINAL_COLUMNS:
            still = within[guess.column].changes == 0
            yield guess.column, Why("import.look.final_everywhere" if still else "import.look.final_at_last")
