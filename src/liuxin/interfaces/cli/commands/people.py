"""`liuxin people`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from liuxin.desk.organisation.words import Role
from liuxin.interfaces.cli import terminal
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError

BY = Actor.system("people", via="cli")
ROLES = click.Choice([role.value for role in Role])
Deed = Callable[[datetime], object]


@click.group()
def command() -> None:
    """Say who leads, who reports to whom, who is in which team, who has which role; erase a person.

    WHO is a staff number, TEAM the code of a team. What is set holds from now on.

    \b
    Examples:
      liuxin people lead "Group 24" 10023
      liuxin people manager 10024 10023
      liuxin people join 10024 "Group 24"
      liuxin people role 10023 manager
      liuxin people role 10023 manager --end
      liuxin people erase 10024
    """  # noqa: D301 - \b is click's mark
    terminal.ready()


@command.command(short_help="Make somebody the lead of a team.")
@click.argument("team")
@click.argument("who")
def lead(team: str, who: str) -> None:
    """Make WHO the lead of TEAM, in place of whoever leads it."""
    from liuxin.desk.organisation import actions

    keys: dict[str, Any] = {"team_id": _team(team), "person_id": _person(who)}
    _do(lambda now: actions.set_lead(**keys, start=now, by=BY, at=now), "cli.people.lead", who=who, team=team)


@command.command(short_help="Say to whom somebody reports.")
@click.argument("who")
@click.argument("manager")
def manager(who: str, manager: str) -> None:
    """Let WHO report to MANAGER."""
    from liuxin.desk.organisation import actions

    keys: dict[str, Any] = {"person_id": _person(who), "manager_id": _person(manager)}
    _do(lambda now: actions.set_manager(**keys, start=now, by=BY, at=now), "cli.people.manager", who=who, above=manager)


@command.command(short_help="Let somebody join a team.")
@click.argument("who")
@click.argument("team")
def join(who: str, team: str) -> None:
    """Let WHO join TEAM."""
    from liuxin.desk.organisation import actions

    keys: dict[str, Any] = {"person_id": _person(who), "team_id": _team(team)}
    _do(lambda now: actions.join_team(**keys, start=now, by=BY, at=now), "cli.people.join", who=who, team=team)


@command.command(short_help="Let somebody leave a team.")
@click.argument("who")
@click.argument("team")
def leave(who: str, team: str) -> None:
    """Let WHO leave TEAM; what was done there stays credited there."""
    from liuxin.desk.organisation import actions

    keys: dict[str, Any] = {"person_id": _person(who), "team_id": _team(team)}
    _do(lambda now: actions.leave_team(**keys, end=now, by=BY, at=now), "cli.people.leave", who=who, team=team)


@command.command(short_help="Grant a role, or end it.")
@click.argument("who")
@click.argument("name", type=ROLES, metavar="ROLE")
@click.option("--end", is_flag=True, help="End it instead.")
def role(who: str, name: str, *, end: bool) -> None:
    """Grant WHO a ROLE in the whole organisation, or end it."""
    from liuxin.desk.organisation import actions

    given: dict[str, Any] = {"person_id": _person(who), "role": Role(name), "by": BY}
    if end:
        _do(lambda now: actions.end_role(**given, end=now, at=now), "cli.people.role_ended", who=who, role=name)
    else:
        _do(lambda now: actions.grant_role(**given, start=now, at=now), "cli.people.role", who=who, role=name)


@command.command(short_help="Erase what says who a person is.")
@click.argument("who")
@click.option("--yes", is_flag=True, help="Don't ask.")
def erase(who: str, *, yes: bool) -> None:
    """Erase names, staff number, label and account of WHO; the work stays, under a key that names nobody."""
    from django.db import transaction

    from liuxin.desk.communication import actions as communication
    from liuxin.desk.organisation import actions

    key = _person(who)
    if not yes:
        click.confirm(terminal.sentence("cli.people.erase_sure", who=who), abort=True)

    def take_out(now: datetime) -> None:
        with transaction.atomic():
            communication.forget_reader(person=key, by=BY, at=now)
            actions.erase_person(person_id=key, by=BY, at=now)

    _do(take_out, "cli.people.erased", who=who)


def _do(deed: Deed, code: str, **said: Any) -> None:
    from django.utils import timezone

    deed(timezone.now())
    terminal.say(code, **said)


def _person(who: str) -> int:
    from liuxin.desk.organisation.queries import person_numbered

    key = person_numbered(who)
    if key is None:
        raise NotFoundError("accounts.no_such_person", field="staff_number", number=who)
    return key


def _team(code: str) -> int:
    from django.utils import timezone

    from liuxin.desk.organisation.queries import standing, teams_visible

    for team in teams_visible(standing(BY, timezone.now())):
        if team.code == code:
            return team.id
    raise NotFoundError("people.no_such_team", field="team", team=code)
