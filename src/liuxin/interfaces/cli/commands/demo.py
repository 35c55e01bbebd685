"""`liuxin demo`: an empty installation filled with a real record."""

import click

from liuxin.interfaces.cli import terminal


@click.command("demo")
@click.argument("name", type=click.Choice(["servicenow"]), default="servicenow")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say so, where the installation is filled already.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where pages will be served, to print it.")
def command(*, name: str, if_empty: bool, address: str) -> None:
    """Fill an empty installation with a real record: the incident log of an IT company (UCI 498, CC BY 4.0).

    The record stays exactly as it was recorded; names of people and departments are made up and marked so. Accounts get
    random passwords, shown once; demo accounts work on this machine only.

    \b
    Examples:
      liuxin demo                          fill, then look with: liuxin serve
      liuxin demo servicenow --if-empty    what `make run` calls
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from liuxin.interfaces.cli import filling

    filling.run(name, if_empty=if_empty, address=address)
