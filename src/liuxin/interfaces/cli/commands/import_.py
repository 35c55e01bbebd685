"""`liuxin import`: a log or case table into the desk, or a first look at one."""

from pathlib import Path

import click

from liuxin.interfaces.cli import terminal

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import")
@click.argument("log", type=FILE)
@click.option("--mapping", "mapping", metavar="MAP.toml", help="Mapping file, or the name of a ready one: servicenow.")
@click.option("--look", is_flag=True, help="Only look: print what the columns seem to be and propose a mapping.")
@click.option("--check", is_flag=True, help="Do everything but write.")
@click.option(
    "--quarantine", type=FILE, help="Where lines that can't be recorded go (default: LOG.quarantine.csv here)."
)
@click.option("--report", type=FILE, help="Write line by line what was skipped, held or noted, and why.")
@click.option("--encoding", default="", help="For --look: the encoding, where it is guessed wrongly.")
@click.option("--delimiter", default="", help="For --look: the delimiter, where it is guessed wrongly.")
@click.option("--sheet", default="", help="For --look: the sheet of an Excel file (default: the first).")
def command(
    *,
    log: Path,
    mapping: str | None,
    look: bool,
    check: bool,
    quarantine: Path | None,
    report: Path | None,
    encoding: str,
    delimiter: str,
    sheet: str,
) -> None:
    """Read LOG (CSV, gzip, Excel, Parquet; one row an event or a case) into the record.

    Importing again changes nothing; a longer log adds only what is new. A line that can't be read holds its whole case:
    correct the quarantine file and import it with the same mapping.

    \b
    Examples:
      liuxin import log.csv --look                           what is in it? prints a mapping to begin with
      liuxin import log.csv --look --mapping mine.toml       writes that mapping to a file
      liuxin import log.csv --mapping mine.toml --check      try it, write nothing
      liuxin import log.csv --mapping mine.toml --report report.csv
      liuxin import log.csv.quarantine.csv --mapping mine.toml
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from liuxin.interfaces.cli import importing

    if look:
        importing.look(log, mapping, encoding=encoding, delimiter=delimiter, sheet=sheet)
        return
    if mapping is None:
        raise click.UsageError(terminal.sentence("cli.import.mapping_needed"))
    importing.run(log, mapping, check=check, quarantine=quarantine, report=report)
