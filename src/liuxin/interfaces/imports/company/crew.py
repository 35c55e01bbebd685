"""Who plays what came to pass at the window of the simulated company, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liuxin.desk.organisation import queries
from liuxin.interfaces.imports.company.staff import Staff
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.interfaces.imports.simulator.words import LOCAL
from liuxin.interfaces.imports.simulator.writing.keys import Keys

LONG: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody who works in a team."""

    team: int
    person: int


@dataclass(frozen=True, slots=True)
class Crew:
    """Who decides, who leads the hotline, and one of each trade."""

    director: int
    lead: int
    posts: Mapping[Trade, Post]


def crew(staff: Staff, keys: Keys, at: datetime) -> Crew:
    """Take of each trade, in the head office or the first project, the first who has been there for long."""
    teams = {trade: keys.teams[int(trade) + 1] for trade in Trade}
    before, now = (queries.members_now(teams.values(), time) for time in (at - LONG, at))
    order = [person for department in staff.departments[:2] for person in staff.handlers[department]]
    posts = {}
    for trade, team in teams.items():
        there = {one.person for one in before.get(team, ())} & {one.person for one in now.get(team, ()) if one.is_here}
        posts[trade] = Post(team, next(person for person in order if person in there))
    return Crew(staff.director, staff.heads[0], posts)


def on(now: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """Give a time of a day so many days ago, where the company works."""
    day = now.astimezone(LOCAL).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return day - timedelta(days=days)
