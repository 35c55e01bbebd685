"""`liuxin doctor`."""

import click
from rich.markup import escape

from liuxin.interfaces.cli import terminal

MARKS = {"good": "[green]✓[/green]", "note": "[yellow]![/yellow]", "bad": "[red]✗[/red]"}


@click.command(epilog="Exit code 1 where something must be mended (✗); what is only worth knowing (!) is no error.")
def command() -> None:
    """Look whether all that Liuxin needs is there, and say what to do where it is not.

    \b
    Example:
      liuxin doctor
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from django.utils import timezone

    from liuxin.interfaces.cli.checks import data, machine

    found = [*machine.look(), *data.look(timezone.now())]
    for finding in found:
        text = escape(terminal.sentence(finding.code, **finding.params))
        terminal.console().print(f"{MARKS[finding.level]} {text}")
    if any(finding.level == "bad" for finding in found):
        raise SystemExit(1)
