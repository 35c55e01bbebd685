"""`liuxin demo`: an empty installation filled with a simulated company of today, or with a real record."""

import click

from liuxin.interfaces.cli import terminal


@click.command("demo")
@click.argument("name", type=click.Choice(["company", "servicenow"]), default="company")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say so, where the installation is filled already.")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where pages will be served, to print it.")
def command(*, name: str, if_empty: bool, address: str) -> None:
    """Fill an empty installation, so that every page can be tried.

    company: a property service company up to today, simulated and labelled so on every page, with performance cycles in
    several phases. servicenow: a real record, the incident log of an IT company (UCI 498, CC BY 4.0), exactly as it was
    recorded, with made-up names. Accounts get random passwords, shown once; they work on this machine only.

    \b
    Examples:
      liuxin demo                       fill, then look with: liuxin serve
      liuxin demo company --if-empty    what `make run` calls
      liuxin demo servicenow            the real record
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from liuxin.interfaces.cli import filling

    filling.run(name, if_empty=if_empty, address=address)
