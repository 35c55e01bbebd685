"""`liuxin accounts`."""

import secrets
from typing import Any

import click

from liuxin.desk.organisation.words import NewPerson, Role
from liuxin.interfaces.cli import terminal
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError

BY = Actor.system("accounts", via="cli")
PASSWORD_BYTES = 12


@click.group()
def command() -> None:
    """Open an account for a person, set a new password. Passwords are random and shown once.

    \b
    Examples:
      liuxin accounts open li.wei --staff-number 10023
      liuxin accounts password li.wei
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command("open", short_help="Open an account for a person.")
@click.argument("username")
@click.option("--staff-number", required=True, help="The staff number of the person who will sign in.")
@click.option("--name-zh", default="", help="Chinese name, to add a person who is not there yet.")
@click.option("--name-en", default="", help="Latin name, to add a person who is not there yet.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="May be given several times.",
)
@click.option("--language", type=click.Choice(["zh-hans", "en"]), default="zh-hans", show_default=True)
def open_account(**wanted: Any) -> None:
    """Open an account for somebody who works here; the first accounts of an installation are made so.

    \b
    Examples:
      liuxin accounts open li.wei --staff-number 10023
      liuxin accounts open admin --staff-number 1 --name-zh 张敏 --role system_admin
    """  # noqa: D301 - as above
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    _open(password, **wanted)
    terminal.say("cli.accounts.opened", username=wanted["username"])
    terminal.say("cli.accounts.password", password=password, style="bold")


def _open(
    password: str,
    *,
    username: str,
    staff_number: str,
    name_zh: str,
    name_en: str,
    roles: tuple[str, ...],
    language: str,
) -> None:
    from django.db import transaction
    from django.utils import timezone

    from liuxin.desk.organisation import actions, queries

    now = timezone.now()
    with transaction.atomic():
        person = queries.person_numbered(staff_number)
        if person is None:
            if not (name_zh or name_en):
                raise NotFoundError("accounts.no_such_person", field="staff_number", number=staff_number)
            new = NewPerson(staff_number=staff_number, name_zh=name_zh, name_en=name_en)
            person = actions.add_person(new=new, by=BY, at=now)
        actions.open_account(username=username, password=password, person_id=person, language=language, by=BY, at=now)
        for role in roles:
            actions.grant_role(person_id=person, role=Role(role), start=now, by=BY, at=now)


@command.command("password", short_help="Set a new password.")
@click.argument("username")
def set_password(username: str) -> None:
    """Give an account a new random password and end its sessions.

    \b
    Example:
      liuxin accounts password li.wei
    """  # noqa: D301 - as above
    from django.utils import timezone

    from liuxin.desk.organisation import actions
    from liuxin.desk.organisation.queries import account_named

    found = account_named(username)
    if found is None:
        raise NotFoundError("accounts.no_such_account", field="username", username=username)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    actions.reset_password(account_id=found[0], new=password, by=BY, at=timezone.now())
    terminal.say("cli.accounts.reset", username=username)
    terminal.say("cli.accounts.password", password=password, style="bold")
