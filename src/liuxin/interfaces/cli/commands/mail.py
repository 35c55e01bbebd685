"""`liuxin mail`."""

import click

from liuxin.interfaces.cli import terminal


@click.group()
def command() -> None:
    """Look after mailboxes: whether they can be reached, read them once, send what waits.

    `liuxin serve` reads and sends by itself; these are for looking closer.

    \b
    Examples:
      liuxin mail test service
      liuxin mail poll
      liuxin mail send
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command("test", short_help="Sign in to the servers of a mailbox.")
@click.argument("mailbox")
def test_mailbox(mailbox: str) -> None:
    """Sign in to both servers of MAILBOX, the code it was set up under, and say what is wrong."""
    from liuxin.desk.communication import queries
    from liuxin.desk.organisation.words import Standing
    from liuxin.interfaces.jobs.mail import checking

    box = queries.mailbox(Standing(is_system=True), mailbox)
    found = checking.check(box.plan)
    for each in found:
        reason = terminal.sentence(each.why, **each.params) if each.why else ""
        terminal.say(each.code, **each.params, reason=reason)
    if not all(each.good for each in found):
        raise SystemExit(1)


@command.command(short_help="Read mailboxes once.")
@click.option("--mailbox", help="The code of one mailbox. Default: all that are open.")
def poll(mailbox: str | None) -> None:
    """Take in what is new, and end."""
    from django.utils import timezone

    from liuxin.interfaces.jobs.mail import watching

    for box in watching.readable(timezone.now()):
        if mailbox is None or box.plan.code == mailbox:
            terminal.say("mail.polled", mailbox=box.plan.code, letters=watching.poll(box, timezone.now))


@command.command(short_help="Send what waits.")
def send() -> None:
    """Let go what can no longer be taken back, send what is due, and end."""
    from django.utils import timezone

    from liuxin.interfaces.jobs.mail import sending, watching

    watching.release(timezone.now())
    total = 0
    while sent := sending.send_due(timezone.now):
        total += sent
    terminal.say("mail.sent", letters=total)
