"""What `liuxin import` does and prints; imported once Django is set up."""

from pathlib import Path

import click
from django.utils import timezone

from liuxin.interfaces.cli import schema, terminal
from liuxin.interfaces.imports.loading import ImportResult, Stage, Wishes, check_log, counts, import_log, note_counts
from liuxin.interfaces.imports.looking import ColumnLook, FirstLook, look_at, propose
from liuxin.interfaces.imports.mapping import read_mapping
from liuxin.interfaces.imports.shipped import mapping_names, mapping_path
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import BadInputError

WHOLE, READING = 100, 10
"""The bar counts in hundredths; reading is about a tenth of the work."""

LONGEST = 20
MOST_MONTHS = 24
COLUMN_HEADS = ("name", "word", "kind", "distinct", "missing", "common")


def run(log: Path, named: str, *, check: bool, quarantine: Path | None, report: Path | None) -> None:
    """Import or check a log and print what came of it; ends with exit code 1 where lines wait."""
    mapping = read_mapping(mapping_path(named) if named in mapping_names() else Path(named))
    beside = quarantine or Path(f"{log.name}.quarantine.csv")
    held_in = None if check and quarantine is None else beside
    schema.bring_up_to_date()
    with terminal.progress("cli.import.progress", total=WHOLE, log=log.name) as done:

        def tell(stage: Stage, share: float) -> None:
            done(int(share * READING) if stage is Stage.READING else READING + int(share * (WHOLE - READING)))

        wishes = Wishes(quarantine=held_in, report=report, tell=tell)
        if check:
            result = check_log(log, mapping, wishes=wishes)
        else:
            result = import_log(log, mapping, at=timezone.now(), wishes=wishes)
            # A running server does it each second; without one, what was imported is measured at once all the same.
            rounds.catch_up(timezone.now())
    _print(result)
    if report is not None:
        terminal.say("cli.import.report_written", path=str(report))
    if mapping.attribution:
        terminal.say("cli.import.attribution", style="dim", attribution=mapping.attribution)
    if result.is_clean:
        terminal.say("cli.import.checked" if check else "cli.import.done", style="green")
        return
    code = "cli.import.held" if held_in else "cli.import.would_be_held"
    raise terminal.Refused(terminal.sentence(code, rows=result.tally.rows_held, path=str(held_in)))


def _print(result: ImportResult) -> None:
    """Print the counts, what was found, why lines wait, and when the cases were opened."""
    terminal.table(
        "cli.import.what", "cli.import.number",
        rows=[(terminal.sentence(code), formats.number(number)) for code, number in counts(result)],
    )  # fmt: skip
    found: list[tuple[str, ...]] = [
        (terminal.sentence(code.replace("import.", "import.found.")), formats.number(lines), formats.number(cases))
        for code, lines, cases in note_counts(result)
    ]
    if found:
        terminal.table("cli.import.found", "cli.import.rows", "cli.import.cases", rows=found)
    waiting: list[tuple[str, ...]] = [
        (terminal.sentence_of(result.tally.examples[code]), formats.number(number))
        for code, number in result.tally.errors.most_common()
    ]
    if waiting:
        terminal.table("cli.import.why_held", "cli.import.rows", rows=waiting)
    months = sorted(result.tally.opened_by_month.items())
    if 0 < len(months) <= MOST_MONTHS:
        shown: list[tuple[str, ...]] = [(month, formats.number(number)) for month, number in months]
        terminal.table("cli.import.month", "cli.import.opened", rows=shown)


def look(log: Path, mapping: str | None, *, encoding: str, delimiter: str, sheet: str) -> None:
    """Print what the columns seem to be, and print or write a mapping to begin with."""
    found = look_at(log, encoding=encoding, delimiter=delimiter, sheet=sheet)
    _print_columns(found)
    draft = propose(found, terminal.language())
    if mapping is None:
        click.echo(draft)
        return
    path = Path(mapping)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(draft)
    except FileExistsError as error:
        raise BadInputError("import.mapping_exists", path=mapping) from error
    terminal.say("cli.import.draft_written", path=mapping)


def _print_columns(found: FirstLook) -> None:
    form = " ".join(part for part in (found.form.kind, found.form.encoding, _shown(found.form.delimiter)) if part)
    code = "cli.import.whole_file" if found.is_whole else "cli.import.first_rows"
    terminal.say(code, name=found.name, form=form, rows=found.rows)
    words = {guess.column: guess.word for guess in found.guesses}
    rows: list[tuple[str, ...]] = [
        (
            column.name,
            words.get(column.name, ""),
            _kind(column),
            formats.number(column.distinct),
            formats.number(column.missing),
            ", ".join(f"{value[:LONGEST]} ({formats.number(count)})" for value, count in column.common),
        )
        for column in found.columns
    ]
    terminal.table(*(f"cli.import.column.{name}" for name in COLUMN_HEADS), rows=rows)
    for why in found.warnings:
        terminal.say(why.code, style="yellow", **why.params)


def _kind(column: ColumnLook) -> str:
    if column.date is not None:
        return terminal.sentence("import.look.kind.date", format=column.date.format)
    if not column.distinct:
        return terminal.sentence("import.look.kind.empty")
    return terminal.sentence("import.look.kind.constant" if column.distinct == 1 else "import.look.kind.text")


def _shown(delimiter: str) -> str:
    return {"\t": "TAB"}.get(delimiter, delimiter)
