"""The first look at a file: what it is, what its columns hold, and a mapping to begin with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from liuxin.interfaces.imports.dates import ISO_NAME, Stamps
from liuxin.interfaces.imports.looking.guess import choose_case, final_columns, guess_columns, leaks, within_cases
from liuxin.interfaces.imports.looking.profile import look_at_columns, read_rows
from liuxin.interfaces.imports.looking.words import ColumnLook, FirstLook, Guess, Why
from liuxin.interfaces.imports.mapping.words import Layout
from liuxin.interfaces.imports.readers import Form, open_source
from liuxin.kernel.errors import BadInputError


def look_at(path: Path, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> FirstLook:
    """Read the beginning of a log and say what it seems to be. Nothing is written.

    Raises what the readers raise, and `import.no_rows` where there is a header only.
    """
    source = open_source(path, encoding=encoding, delimiter=delimiter, sheet=sheet)
    rows, broken, is_whole = read_rows(source)
    if not rows:
        raise BadInputError("import.no_rows", path=path.name)
    columns = settled(look_at_columns(source.header, rows))
    layout, case = choose_case(columns)
    within = within_cases(columns, rows, case.column) if case else {}
    guesses = [case, *guess_columns(columns, within, layout, case.column)] if case else []
    time = next((guess.column for guess in guesses if guess.word == "time"), "")
    stamps = Stamps(date_formats(columns), ZoneInfo("UTC"))
    return FirstLook(
        name=path.name,
        form=source.form,
        rows=len(rows),
        is_whole=is_whole,
        broken=broken,
        repeated=tuple(sorted(source.repeated)),
        columns=columns,
        layout=layout,
        guesses=tuple(guesses),
        leaks=dict(leaks(columns, rows, time, stamps)) if time else {},
        last_row=dict(final_columns(guesses, within)) if layout is Layout.EVENTS else {},
        warnings=tuple(_warnings(columns, guesses, source.form, source.repeated, broken)),
        marks=tuple(sorted({mark for column in columns for mark in column.marks})),
    )


def settled(columns: Sequence[ColumnLook]) -> tuple[ColumnLook, ...]:
    """Let a column that can't tell day from month follow another of the file that can."""
    proven = {column.date.format: column.date for column in columns if column.date and column.date.proof}
    return tuple(
        replace(column, date=proven.get(column.date.format) or proven.get(column.date.rival) or column.date)
        if column.date and column.date.rival
        else column
        for column in columns
    )


def date_formats(columns: Sequence[ColumnLook]) -> list[str]:
    """Give the formats of all date columns, each once; ISO needs none."""
    found = dict.fromkeys(column.date.format for column in columns if column.date)
    return [each for each in found if each != ISO_NAME]


def _warnings(
    columns: Sequence[ColumnLook], guesses: Sequence[Guess], form: Form, repeated: frozenset[str], broken: int
) -> Iterator[Why]:
    """Say what a person must decide: what is ambiguous, odd, or not there."""
    if form.guessed:
        yield Why("import.look.encoding_guessed", {"encoding": form.encoding})
    for name in sorted(repeated):
        yield Why("import.look.repeated_name", {"column": name})
    if broken:
        yield Why("import.look.broken_rows", {"rows": broken})
    for column in columns:
        if column.date and column.date.rival:
            example = next(iter(column.values))
            yield Why("import.look.day_or_month", {"column": column.name, "value": example})
    words = {guess.word: guess.column for guess in guesses}
    for needed in ("case", "state"):
        if needed not in words:
            yield Why("import.look.none_found", {"word": needed})
    if "time" not in words and "opened" not in words:
        yield Why("import.look.none_found", {"word": "time"})
    yield from _odd_states(columns, words)
    if "holder" not in words:
        yield Why("import.look.no_holder")


def _odd_states(columns: Sequence[ColumnLook], words: dict[str, str]) -> Iterator[Why]:
    state = next((column for column in columns if column.name == words.get("state")), None)
    if state is None:
        return
    numbers = [value for value in state.values if value.lstrip("-").isdecimal()]
    if len(numbers) < state.distinct:
        for value in numbers:
            yield Why("import.look.odd_state", {"value": value, "rows": state.values[value]})
