"""`liuxin measure`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from liuxin.interfaces.cli import terminal

if TYPE_CHECKING:
    from liuxin.interfaces.cli.measuring import Wanted

DAY = click.DateTime(["%Y-%m-%d"])

EXAMPLES = """\b
Examples:
  liuxin measure                                          the whole record in a few lines
  liuxin measure --list                                   what each measure means, group by group
  liuxin measure --how promises_kept                      how one number is computed, from its definition
  liuxin measure promises_kept --by team --by month
  liuxin measure --by person,month --output all.parquet
  liuxin measure --from 2016-03-01 --to 2016-03-31 --by person --format csv > march.csv
  liuxin measure promises_kept --person "Resolver 17" --from 2016-03-01 --to 2016-03-31 --cases
  liuxin measure transfers_per_case --by category --format json
  liuxin measure cases_resolved --cases --where category="Category 26" --from 2016-03-01 --to 2016-03-31
"""


@click.command("measure", epilog=EXAMPLES)
@click.argument("measures", nargs=-1, metavar="[MEASURE]...")
@click.option("--by", multiple=True, metavar="NAME", help="Group by, such as team,month; may be given several times.")
@click.option(
    "--from", "first", type=DAY, help="First day, of the organisation's zone.  [default: where the record begins]"
)
@click.option("--to", "last", type=DAY, help="Last day, included.  [default: how far the record reaches]")
@click.option("--person", "people", multiple=True, metavar="WHO", help="Only this person: key, or name as shown.")
@click.option("--team", "teams", multiple=True, metavar="TEAM", help="Only this team: key, code, or name as shown.")
@click.option("--cases", is_flag=True, help="List the cases behind the number instead, those that don't count too.")
@click.option("--where", multiple=True, metavar="NAME=VALUE", help="With --cases: only these; NAME= for those without.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    help="[default: table, or as the file is named]",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
@click.option(
    "--list", "only_list", is_flag=True, help="List the measures with their definitions, and what is not recorded."
)
@click.option("--how", metavar="MEASURE", help="Say how a number is computed, credited, and what it needs.")
@click.option("--anew", is_flag=True, help="First tell all facts anew from the record.")
def command(*, cases: bool, only_list: bool, how: str | None, anew: bool, **asked: Any) -> None:
    """Print measures, each with n and its 95 % interval; without MEASURE all of them.

    A MEASURE is a code (cases_resolved, resolution_time_business, promises_kept, ...) or one number of it
    (resolution_time_business.p90). NAME is person, team (the one at the time), department, position, customer,
    customer_kind, age (of the relation), site, product, category, priority, channel, stage, kind, or one of day, week,
    month, quarter, year. Percentages run from 0 to 100; --list names the other units. What was not recorded is said,
    never printed as 0.
    """
    terminal.ready()
    from liuxin.interfaces.cli import measuring

    if asked["where"] and not cases:
        raise click.UsageError(terminal.sentence("cli.measure.where_of_cases"))
    if how is not None:
        measuring.print_how(how)
    elif only_list:
        measuring.print_measures(anew=anew)
    elif cases:
        measuring.print_cases(_wanted(**asked), anew=anew)
    else:
        measuring.print_readings(_wanted(**asked), anew=anew)


def _wanted(*, first: datetime | None, last: datetime | None, where: tuple[str, ...], **asked: Any) -> "Wanted":
    from liuxin.interfaces.cli.measuring import Wanted, form_of

    form = asked.pop("form") or form_of(asked["output"])
    by = tuple(name.strip() for word in asked.pop("by") for name in word.split(",") if name.strip())
    begins, ends = first.date() if first else None, last.date() if last else None
    return Wanted(first=begins, last=ends, form=form, by=by, where=tuple(map(_pair, where)), **asked)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(terminal.sentence("cli.measure.where_form", text=text))
    return name.strip(), value.strip()
