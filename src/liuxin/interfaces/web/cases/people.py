"""Teams and people as choices of forms."""

from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.cases import shown
from liuxin.kernel.period import Period

AN_INSTANT = timedelta(seconds=1)


def all_teams(now: datetime) -> list[tuple[str, str]]:
    """Give every team that a case may go to, in the order of the tree."""
    return [(str(line.team.id), shown.name(line.team)) for node in organisation.tree(now) for line in node.teams]


def members(team: int, now: datetime) -> list[tuple[str, str]]:
    """Give who of a team is present now, by name: neither gone nor away."""
    times = organisation.members([team], Period(now, now + AN_INSTANT))
    names = organisation.names(organisation.present((time.person for time in times), now))
    people = [(str(key), shown.name(name)) for key, name in names.items()]
    return sorted(people, key=lambda pair: pair[1])
