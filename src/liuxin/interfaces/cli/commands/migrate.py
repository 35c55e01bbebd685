"""`liuxin migrate`."""

import click

from liuxin.interfaces.cli import terminal


@click.command(epilog="`liuxin serve` and `liuxin demo` do it by themselves when they start.")
def command() -> None:
    """Bring the database up to date: make its tables, or what a new version changed in them.

    \b
    Example:
      liuxin migrate
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from liuxin.interfaces.cli import schema

    schema.bring_up_to_date()
