"""The people of a simulated company: who is where and when, and by how much they differ: the truth that is planted."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from liuxin.interfaces.imports.simulator.catalogue import CENTRAL, HEAD, LOCAL_TRADES, MANAGER, STAFFING, Trade
from liuxin.interfaces.imports.simulator.words import HEARTS, Real, Scenario, Whole, midnight, month_on, projects

FAR: Final = 2**40
"""An instant after everything."""

_LEAVERS, _JOINERS, _MOVERS = 8, 8, 6
"""How many of a hundred of those who are not the first of their team."""


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What is planted, one value a person. Shares are probabilities; factors multiply a duration.

    `speed` and `delay` are factors of the working time and of the time to a reply; `forgets` the share of cases that
    lie until after they were due; `reopens` and `repeats` the shares of resolutions that don't hold or after which the
    customer comes again; `misroutes` and `escalates` shares of cases; `replies` the share of occasions at which the
    customer is answered; `on_time` the share of duties done in time; `liking` what is added to a satisfaction from 1
    to 5; `hearts` what is added to each of the six.
    """

    speed: Real
    delay: Real
    forgets: Real
    reopens: Real
    repeats: Real
    misroutes: Real
    escalates: Real
    replies: Real
    on_time: Real
    liking: Real
    hearts: Real
    presence: Real
    sales: Real
    rate: Real


@dataclass(frozen=True, slots=True, eq=False)
class Teams:
    """Teams by place, from 0: what they do, in which project (-1: head office), who leads them (a place of people)."""

    trade: Whole
    project: Whole
    lead: Whole
    first_of_project: Whole

    @property
    def count(self) -> int:
        """How many teams there are."""
        return int(self.trade.size)

    def of(self, trade: Whole, project: Whole) -> Whole:
        """Give the team that does something for a project."""
        central = trade < len(CENTRAL)
        local: Whole = self.first_of_project[project] + trade - len(CENTRAL)
        return np.where(central, trade, local)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """People by place, from 0; the automatic actor comes after the last of them.

    Those who handle cases come first. `team` and `later` are places of teams (-1: none; `later` from `moves_at` on),
    `manager` is a place of people (-1: none). Nobody handles cases before `joined_at` or from `left_at` on.
    """

    position: Whole
    team: Whole
    later: Whole
    moves_at: Whole
    joined_at: Whole
    left_at: Whole
    manager: Whole
    handlers: int
    traits: Traits

    @property
    def count(self) -> int:
        """How many people there are, the automatic actor left out."""
        return int(self.position.size)

    @property
    def bot(self) -> int:
        """The place of the automatic actor."""
        return self.count

    def team_at(self, at: int) -> Whole:
        """Give the team of everyone at an instant; -1 for who is in none, not there yet or gone."""
        there = (self.joined_at <= at) & (self.left_at > at)
        return np.where(there, np.where(self.moves_at <= at, self.later, self.team), -1)


def make_teams(scenario: Scenario) -> Teams:
    """Make the teams: four in the head office, each with a head, and three a project, led by its manager."""
    count = projects(scenario.people)
    trade = np.array([*CENTRAL, *(LOCAL_TRADES * count)], dtype=np.int64)
    project = np.concatenate([np.full(len(CENTRAL), -1), np.repeat(np.arange(count), len(LOCAL_TRADES))])
    first = len(CENTRAL) + len(LOCAL_TRADES) * np.arange(count, dtype=np.int64)
    lead = _first_lead(scenario) + np.where(project < 0, np.arange(trade.size), len(CENTRAL) + project)
    return Teams(trade, project.astype(np.int64), lead.astype(np.int64), first)


def _first_lead(scenario: Scenario) -> int:
    return scenario.people - projects(scenario.people) - len(CENTRAL) - 3


def make_people(scenario: Scenario, teams: Teams, rng: np.random.Generator) -> People:
    """Make everybody: handlers team by team, then heads and managers, last director, HR and reviewer."""
    handlers = _first_lead(scenario)
    home = _homes(handlers, teams)
    rest = scenario.people - handlers
    leads = np.arange(handlers, scenario.people - 3)
    led = np.full(scenario.people, -1, dtype=np.int64)
    for team in range(teams.count - 1, -1, -1):
        led[teams.lead[team]] = team
    teams_of: Whole = np.concatenate([home, led[leads], np.full(3, -1, dtype=np.int64)])
    director = scenario.people - 3
    manager: Whole = np.full(scenario.people, director, dtype=np.int64)
    manager[:handlers] = teams.lead[home]
    manager[director] = -1
    posts = [*(HEAD,) * len(CENTRAL), *(MANAGER,) * (rest - len(CENTRAL) - 3), MANAGER + 1, MANAGER + 2, MANAGER + 3]
    joined, left, moves, later = _changes(scenario, home, rng)
    return People(
        position=np.concatenate([teams.trade[home], posts]).astype(np.int64),
        team=teams_of,
        later=np.concatenate([later, teams_of[handlers:]]).astype(np.int64),
        moves_at=np.concatenate([moves, np.full(rest, FAR)]).astype(np.int64),
        joined_at=np.concatenate([joined, np.full(rest, -FAR)]).astype(np.int64),
        left_at=np.concatenate([left, np.full(rest, FAR)]).astype(np.int64),
        manager=manager.astype(np.int64),
        handlers=handlers,
        traits=make_traits(scenario.people, rng),
    )


def _homes(handlers: int, teams: Teams) -> Whole:
    """Give every handler a team: each team at least one, the rest by what the trades need."""
    count = int((teams.project >= 0).sum()) // len(LOCAL_TRADES)
    need = np.array([STAFFING[Trade(int(each))] for each in teams.trade])
    need = np.where(teams.project >= 0, need / count, need)
    size = 1 + np.floor(need / need.sum() * (handlers - teams.count)).astype(np.int64)
    short = handlers - int(size.sum())
    size[np.argsort(-need, kind="stable")[np.arange(short) % teams.count]] += 1
    return np.repeat(np.arange(teams.count, dtype=np.int64), size)


def _changes(scenario: Scenario, home: Whole, rng: np.random.Generator) -> tuple[Whole, Whole, Whole, Whole]:
    """Let some join late, some leave and some change teams, each at the beginning of a month; the first never do."""
    months = np.array([_edge(scenario, month) for month in range(scenario.months + 1)], dtype=np.int64)
    at = months[np.minimum(rng.integers(1, max(scenario.months, 2), home.size), scenario.months)]
    stays = np.concatenate([[True], home[1:] != home[:-1]])
    free = rng.permutation(np.flatnonzero(~stays & (at < scenario.end)))
    parts = np.cumsum([-(-free.size * share // 100) for share in (_LEAVERS, _JOINERS, _MOVERS)])
    leaves, joins, moves, _ = np.split(free, parts)
    left, joined, moved = np.full(home.size, FAR), np.full(home.size, -FAR), np.full(home.size, FAR)
    left[leaves], joined[joins], moved[moves] = at[leaves], at[joins], at[moves]
    later = home.copy()
    later[moves] = (home[moves] + rng.integers(1, int(home[-1]) + 1, moves.size)) % (int(home[-1]) + 1)
    return joined, left, moved, later


def _edge(scenario: Scenario, month: int) -> int:
    from_first = month_on(scenario.first.replace(day=1), month)
    return midnight(max(from_first, scenario.first))


def make_traits(people: int, rng: np.random.Generator) -> Traits:
    """Plant differences between people, wide enough to be found again in a year's cases."""

    def share(low: float, high: float) -> Real:
        return low + (high - low) * rng.beta(1.5, 2.5, people)

    shared = rng.normal(0.0, 0.2, (people, 1))
    return Traits(
        speed=np.exp(rng.normal(0.0, 0.3, people)),
        delay=np.exp(rng.normal(0.0, 0.4, people)),
        forgets=share(0.02, 0.30),
        reopens=share(0.01, 0.16),
        repeats=share(0.01, 0.08),
        misroutes=share(0.01, 0.16),
        escalates=share(0.005, 0.06),
        replies=1.0 - share(0.02, 0.45),
        on_time=1.0 - share(0.02, 0.55),
        liking=rng.normal(0.0, 0.35, people),
        hearts=shared + rng.normal(0.0, 0.3, (people, len(HEARTS))),
        presence=1.0 - share(0.0, 0.12),
        sales=np.exp(rng.normal(0.0, 0.35, people)),
        rate=np.round(35.0 * np.exp(rng.normal(0.0, 0.2, people)), 2),
    )
