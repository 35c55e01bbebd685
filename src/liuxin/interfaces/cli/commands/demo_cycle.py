"""`liuxin demo-cycle`: one whole performance cycle, played by its real actors and told step by step."""

import click

from liuxin.interfaces.cli import terminal


@click.command("demo-cycle")
def command() -> None:
    """Play one whole performance cycle in an empty installation, from the first goal to the next cycle.

    A small company is simulated, then every step is done by whoever would do it, through the same actions as on the
    pages: goals signed by both, indicators voted on, evaluators trained, forms filled in, talks held, an appeal
    decided, a bonus rule approved by two and applied once, the next cycle opened with what was learned.
    `make demo-cycle` plays it in a folder that is thrown away.
    """
    terminal.ready()
    from liuxin.interfaces.cli import playing

    playing.run()
