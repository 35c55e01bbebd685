"""`liuxin promises`."""

import click

from liuxin.desk.cases.words import Kind, Target
from liuxin.interfaces.cli import terminal
from liuxin.kernel.actor import Actor

BY = Actor.system("promises", via="cli")
MINUTES = 60


@click.group()
def command() -> None:
    """List and set what is promised: hours of business time from receipt to resolution.

    Promises of a first and a next response, and for a stage, a customer or a site, are set on the page "Promises".
    A promise binds cases received from then on; cases received before keep theirs.

    \b
    Examples:
      liuxin promises list
      liuxin promises set --priority 1 --hours 4
      liuxin promises set --kind complaint --priority 2 --hours 8 --calendar default
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command("list", short_help="List what is promised.")
def list_promises() -> None:
    """List what is promised now: to whom, and within how many business hours."""
    from liuxin.desk.cases.queries import promise_terms

    terms = promise_terms()
    if not terms:
        terminal.say("cli.promises.none")
        return
    rows: list[tuple[str, ...]] = [
        (
            term.code,
            term.terms.scope or "*",
            *(_hours(term.terms.minutes_of(target)) for target in Target),
            term.terms.calendar,
        )
        for term in terms
    ]
    heads = ("code", "scope", "first", "next", "hours", "calendar")
    terminal.table(*(f"cli.promises.{head}" for head in heads), rows=rows)


def _hours(minutes: int | None) -> str:
    return "-" if minutes is None else f"{minutes / MINUTES:g}"


@command.command("set", short_help="Promise something, or change what is promised.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Default: any kind.")
@click.option("--priority", type=click.IntRange(1, 4), required=True, help="1 is the highest.")
@click.option("--hours", type=click.FloatRange(min=0, min_open=True), required=True, help="Hours of business time.")
@click.option("--calendar", default="default", show_default=True, help="Code of the working calendar.")
def set_promise(kind: str | None, priority: int, hours: float, calendar: str) -> None:
    """Set the promise of a kind and priority.

    \b
    Example:
      liuxin promises set --kind complaint --priority 1 --hours 2.5
    """  # noqa: D301 - as above
    from django.utils import timezone

    from liuxin.desk.cases import actions

    actions.set_promise(
        kind=Kind(kind) if kind else None,
        priority=priority,
        minutes=round(hours * MINUTES),
        calendar=calendar,
        by=BY,
        at=timezone.now(),
    )
    terminal.say("cli.promises.set", kind=kind or "*", priority=priority, hours=f"{hours:g}", calendar=calendar)
