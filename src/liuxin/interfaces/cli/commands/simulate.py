"""`liuxin simulate`: a made-up company, into this installation or into files."""

from datetime import datetime
from pathlib import Path

import click

from liuxin.interfaces.cli import terminal

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("simulate")
@click.option("--people", type=int, default=40, show_default=True, help="How many people work there.")
@click.option("--months", type=int, default=13, show_default=True, help="How many months the record covers.")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed gives the same company.")
@click.option(
    "--cases", type=float, default=1.0, show_default=True, help="Cases a day for each person who handles cases."
)
@click.option("--customers", type=int, help="How many customers there are.  [default: 25 a person]")
@click.option("--until", type=DAY, help="The day after the last one of the record.  [default: today]")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Of the categories.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write Parquet into this folder instead of into the installation.",
)
def command(
    *,
    people: int,
    months: int,
    seed: int,
    cases: float,
    customers: int | None,
    until: datetime | None,
    language: str,
    folder: Path | None,
) -> None:
    """Simulate a property service company: a head office and projects, their people, customers and cases.

    Everything is made up and marked so. People differ by what is planted in them, so that measures can be checked
    against it; the summary says what. Without --to the installation has to be empty of cases. About ten events a case.

    \b
    Examples:
      liuxin simulate                                            forty people, thirteen months up to today
      liuxin simulate --people 20 --months 3 --cases 0.5         something small
      liuxin simulate --people 2000 --cases 3 --to simulated     files: events by month, and the truth
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from liuxin.interfaces.cli import simulating

    wanted = simulating.Wanted(
        people=people,
        months=months,
        seed=seed,
        cases=cases,
        customers=customers,
        until=until.date() if until else None,
        language=language,
    )
    if folder is None:
        simulating.write_here(wanted)
    else:
        simulating.write_files(wanted, folder)
