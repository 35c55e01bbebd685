"""`liuxin serve`."""

import click

from liuxin.interfaces.cli import terminal
from liuxin.interfaces.jobs.address import Address
from liuxin.kernel.errors import RuleBrokenError


@click.command(
    epilog="Ctrl-C (or SIGTERM) ends all of it. Other addresses than this machine's own need LIUXIN_HOSTS, the names "
    "under which browsers will ask."
)
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help="Where to listen.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes for pages.  [default: one per core, at least 2]")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads per process.")
def command(bind: str, workers: int | None, threads: int) -> None:
    """Run web pages, the sealer of the record and the facts under one parent.

    \b
    Examples:
      liuxin serve
      liuxin serve --bind 127.0.0.1:9000 --workers 2
      LIUXIN_HOSTS=desk.example.org liuxin serve --bind 0.0.0.0:8000
    """  # noqa: D301 - \b is click's mark
    terminal.ready()
    from django.db import connections

    from liuxin.interfaces.jobs import server

    address = Address.read(bind)
    address.check_free()
    _check_hosts(address)
    _bring_up_to_date()
    _check_demo(address)
    # What was opened to look must not be shared with the processes that follow.
    connections.close_all()
    server.Server(
        address, workers=workers or max(2, server.cores()), threads=threads, ready=lambda: _tell(str(address))
    ).run()


def _bring_up_to_date() -> None:
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.management import call_command

    from liuxin.interfaces.cli import schema

    schema.bring_up_to_date()
    if getattr(staticfiles_storage, "manifest_name", ""):
        # Each time: a new version of Liuxin brings files that the manifest of the last one doesn't know.
        call_command("collectstatic", interactive=False, verbosity=0)


def _check_hosts(address: Address) -> None:
    """Refuse to listen to the world while every question from there would be turned away."""
    from django.conf import settings

    local = {"127.0.0.1", "localhost", "[::1]"}
    if not address.is_loopback and set(settings.ALLOWED_HOSTS) <= local:
        raise RuleBrokenError("serve.hosts_missing", field="bind", address=str(address))


def _check_demo(address: Address) -> None:
    from liuxin.desk.organisation.queries import has_demo_accounts

    if not address.is_loopback and has_demo_accounts():
        raise RuleBrokenError("serve.demo_accounts", field="bind", address=str(address))


def _tell(address: str) -> None:
    from liuxin.desk.organisation.queries import has_demo_accounts

    terminal.say("cli.serve.ready", url=f"http://{address}/", style="bold")
    terminal.say("cli.serve.look")
    if has_demo_accounts():
        terminal.say("cli.serve.demo")
    terminal.say("cli.serve.stop", style="dim")
