"""`liuxin score`."""

from pathlib import Path

import click

from liuxin.interfaces.cli import terminal

FORM = click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), help="[default: table]")
OUTPUT = click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
SET = click.option("--set", "set_id", type=int, metavar="KEY", help="Which set.  [default: the only one in force]")
PERIOD = click.option("--period", metavar="2016-Q2", help="A month (2016-05), quarter (2016-Q2) or year (2016).")


@click.group()
def command() -> None:
    """Compute, show and freeze scorecards by the indicator set of a position.

    A score is 60 at the floor, 100 at the target, 120 at the stretch. A line without enough cases is missing, never 0;
    a total over less than half of the weight is not given.

    \b
    Examples:
      liuxin score sets                                     which sets there are, and who agreed
      liuxin score propose case-desk-agent                  targets that history would propose
      liuxin score show --period 2016-Q2                    frozen where it was frozen, else as of now
      liuxin score freeze --period 2016-Q2                  values, scores and cases kept for good
      liuxin score show --period 2016-Q2 --format csv > q2.csv
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command(short_help="List the indicator sets.")
def sets() -> None:
    """List the indicator sets with their positions, weights and where they stand."""
    from liuxin.interfaces.cli import scoring

    scoring.print_sets()


@command.command(short_help="Propose targets from history.")
@click.argument("position")
@click.option("--grain", type=click.Choice(["month", "quarter", "year"]), default="quarter", show_default=True)
@click.option("--write", is_flag=True, help="Put it in force as an example that nobody has agreed to.")
def propose(*, position: str, grain: str, write: bool) -> None:
    """Propose floor, target and stretch for a POSITION (its code) from what its people reached before.

    The target is the median, the floor what nine in ten reached, the stretch what one in ten did. It is a starting
    point for the talk about targets, not a decision.

    \b
    Examples:
      liuxin score propose case-desk-agent
      liuxin score propose case-desk-agent --grain month --write
    """  # noqa: D301 - as above
    from liuxin.interfaces.cli import scoring

    scoring.propose(position, grain, write=write)


@command.command(short_help="Show scores.")
@PERIOD
@SET
@click.option("--person", "people", type=int, multiple=True, metavar="KEY", help="Only this person.")
@click.option("--live", is_flag=True, help="As the record stands now, also where it was frozen.")
@FORM
@OUTPUT
def show(
    *,
    period: str | None,
    set_id: int | None,
    people: tuple[int, ...],
    live: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Show total, values and scores of everybody whom a set scores; without --period the latest that was frozen.

    \b
    Examples:
      liuxin score show
      liuxin score show --period 2016-Q2 --person 12
      liuxin score show --period 2016-Q2 --live --format json
    """  # noqa: D301 - as above
    from liuxin.interfaces.cli import scoring

    scoring.show(scoring.Wanted(period or "", set_id, people, scoring.form_of(form, output), output), live=live)


@command.command(short_help="Freeze scores.")
@click.option("--period", required=True, metavar="2016-Q2", help="A month, quarter or year, as the set is meant for.")
@SET
@click.option("--reason", default="", help="Why it is frozen again, where it was frozen before.")
@FORM
@OUTPUT
def freeze(*, period: str, set_id: int | None, reason: str, form: str | None, output: Path | None) -> None:
    """Freeze the results of everybody who holds the position of a set and has a case in the period.

    What is frozen stays: values, scores and the cases behind them. Freezing again keeps both and needs a reason.

    \b
    Examples:
      liuxin score freeze --period 2016-Q2
      liuxin score freeze --period 2016-Q2 --reason "12 cases had been credited to the wrong person"
    """  # noqa: D301 - as above
    from liuxin.interfaces.cli import scoring

    scoring.freeze(scoring.Wanted(period, set_id, (), scoring.form_of(form, output), output), reason=reason)
