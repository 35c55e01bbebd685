"""`liuxin readings`."""

from pathlib import Path

import click

from liuxin.interfaces.cli import terminal

BY = click.option("--by", required=True, metavar="STAFF_NUMBER", help="Who does it; the record keeps it.")
FILE = click.Path(path_type=Path, dir_okay=False)
PERIOD = click.option("--period", required=True, metavar="2016-05", help="A month (2016-05), quarter or year.")


@click.group()
def command() -> None:
    """Import the readings of external measures, such as attendance or sales, and let a second person confirm them.

    A file is looked at first; with any error nothing of it is taken. What one person has handed in counts once somebody
    else has confirmed it.

    \b
    Examples:
      liuxin readings list
      liuxin readings template attendance_rate --period 2016-05 --output may.xlsx
      liuxin readings import attendance_rate may.xlsx --period 2016-05 --by 10023
      liuxin readings confirm 12 --by 10031
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command("list", short_help="List the external measures, or the batches of one.")
@click.argument("measure", required=False)
@click.option("--retired", is_flag=True, help="Retired measures too.")
def list_(measure: str | None, *, retired: bool) -> None:
    """List the external measures with what waits to be confirmed; with MEASURE (its code) its batches."""
    from liuxin.interfaces.cli import handing

    if measure is None:
        handing.print_measures(retired=retired)
    else:
        handing.print_batches(measure)


@command.command(short_help="Define one of the shipped examples.")
@click.argument("measure")
@BY
def define(measure: str, by: str) -> None:
    """Define the shipped example MEASURE: attendance_rate, sales_amount, inspection_score or hourly_rate."""
    from liuxin.interfaces.cli import handing

    handing.define(measure, by)


@command.command(short_help="Write a workbook to be filled in.")
@click.argument("measure")
@PERIOD
@click.option("--output", required=True, type=FILE, help="Where to write it.")
def template(measure: str, period: str, output: Path) -> None:
    """Write a workbook with a row for everybody whose reading of MEASURE (its code) is expected."""
    from liuxin.interfaces.cli import handing

    handing.write_template(measure, period, output)


@command.command("import", short_help="Hand in a file of readings.")
@click.argument("measure")
@click.argument("file", type=FILE)
@PERIOD
@BY
@click.option("--sheet", default="", help="Which sheet of a workbook.  [default: the first]")
@click.option("--source", default="", help="Where the numbers come from.  [default: that of the measure]")
@click.option("--replaces", type=int, metavar="BATCH", help="The confirmed batch that this one corrects.")
@click.option("--note", default="", help="Why it is corrected.")
@click.option(
    "--errors", type=click.Path(path_type=Path, dir_okay=False), help="Write the rows with their errors here."
)
@click.option("--yes", is_flag=True, help="Don't ask.")
def import_(*, yes: bool, **wanted: object) -> None:
    """Look at FILE (XLSX or CSV), say what is wrong with it, and hand in its readings of MEASURE if nothing is.

    \b
    Examples:
      liuxin readings import attendance_rate may.csv --period 2016-05 --by 10023 --errors mend.xlsx
      liuxin readings import attendance_rate may2.csv --period 2016-05 --by 10023 --replaces 12 --note "one day late"
    """  # noqa: D301 - as above
    from liuxin.interfaces.cli import handing

    handing.hand_in(handing.Wanted(**wanted), ask=not yes)  # type: ignore[arg-type]  # click has typed the options


@command.command(short_help="Confirm or reject a batch as the second person.")
@click.argument("batch", type=int)
@BY
@click.option("--reject", metavar="REASON", help="Reject it with this reason instead.")
def confirm(batch: int, by: str, reject: str | None) -> None:
    """Let the readings of BATCH count; whoever handed it in cannot."""
    from liuxin.interfaces.cli import handing

    handing.decide(batch, by, reject)


@command.command(short_help="Take a batch back.")
@click.argument("batch", type=int)
@BY
@click.option("--reason", required=True, help="Why; it is kept.")
def withdraw(batch: int, by: str, reason: str) -> None:
    """Take BATCH back: its readings count no more, and all stays to be read."""
    from liuxin.interfaces.cli import handing

    handing.withdraw(batch, by, reason)
