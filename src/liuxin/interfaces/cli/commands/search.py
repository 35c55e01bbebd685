"""`liuxin search`."""

import click

from liuxin.interfaces.cli import terminal
from liuxin.kernel.actor import Actor

BY = Actor.system("search", via="cli")


@click.group()
def command() -> None:
    """Put in anew what search finds by.

    The index is written with every text, so that this is needed only once for texts that came before there was one,
    or after rows were copied in past the program. Search keeps working meanwhile.

    \b
    Examples:
      liuxin search rebuild
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command("rebuild", short_help="Put all texts into the index anew.")
def rebuild() -> None:
    """Put cases, notes, messages and customers into the index anew; running it twice changes nothing.

    \b
    Example:
      liuxin search rebuild
    """  # noqa: D301 - as above
    from django.utils import timezone

    from liuxin.desk.cases import actions as cases
    from liuxin.desk.customers import actions as customers

    at = timezone.now()
    found = customers.rebuild_customer_index(by=BY, at=at)
    texts = cases.rebuild_index(by=BY, at=at)
    terminal.say("cli.search.rebuilt", texts=f"{texts:,}", customers=f"{found:,}")
