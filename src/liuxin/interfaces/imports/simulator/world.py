"""The world of a simulation: people with their truth, teams, customers, sites, calendars; all of it from the seed."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final

import numpy as np

from liuxin.desk.customers.words import CustomerKind
from liuxin.desk.organisation.rules import calendars
from liuxin.interfaces.imports.simulator.catalogue import (
    BUILDINGS,
    MATTERS,
    OFFICE_CALENDAR,
    SERVICE_CALENDAR,
    SERVICE_HOURS,
    UNITS,
)
from liuxin.interfaces.imports.simulator.people import FAR, People, Teams, make_people, make_teams
from liuxin.interfaces.imports.simulator.words import DAY, MINUTE, ZONE, Flags, Scenario, Whole, projects
from liuxin.kernel.business_time import BusinessClock, CalendarSpec, compile_calendar

CUSTOMER_KINDS: Final = (CustomerKind.EXTERNAL, CustomerKind.INTERNAL, CustomerKind.PARTNER)
_KIND_EDGES: Final = (0.86, 0.95)
_YEARS_BEFORE: Final = 6
_NEW_SHARE: Final = 0.25
_AFTER: Final = 550
"""Days that the calendars go on beyond the record: some matters end long after it."""


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """Customers by place, from 0, in the order in which they became known; `site` is a place of sites or -1."""

    kind: Whole
    project: Whole
    site: Whole
    known_since: Whole

    @property
    def count(self) -> int:
        """How many customers there are in the end."""
        return int(self.kind.size)


class Hours:
    """Business time on both calendars for many instants at once."""

    def __init__(self, clocks: tuple[BusinessClock, BusinessClock]) -> None:
        """Take the clocks of the office and of the service hours."""
        self.clocks = clocks

    def add(self, service: Flags, at: Whole, minutes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Whole:
        """Give when so many business minutes have passed since some instants; `FAR` where the calendar ends before.

        `service` tells whose hours are kept: those of the service, or of the office.
        """
        out = np.full(at.shape, FAR, dtype=np.int64)
        for clock, chosen in zip(self.clocks, (~service, service), strict=True):
            rows = np.flatnonzero(chosen & (at < clock.last))
            out[rows] = _added(clock, at[rows], np.maximum(np.rint(minutes[rows] * MINUTE), 1).astype(np.int64))
        return out


def _added(clock: BusinessClock, at: Whole, seconds: Whole) -> Whole:
    goal = clock.elapsed_array(at) + seconds
    row = np.searchsorted(clock.before, goal, side="left") - 1
    reached = clock.opens[row] + goal - clock.before[row]
    return np.where(reached <= clock.closes[row], reached, FAR)


@dataclass(frozen=True)
class World:
    """A company before anything happens in it.

    Things are numbered from 0 in arrays and from 1 as keys; sites are projects first, then their buildings, then the
    homes in them.
    """

    scenario: Scenario
    teams: Teams
    people: People
    customers: Customers
    projects: int

    @classmethod
    def make(cls, scenario: Scenario) -> "World":
        """Make the world of a scenario."""
        rng = np.random.default_rng(np.random.SeedSequence((scenario.seed, 0)))
        teams = make_teams(scenario)
        people = make_people(scenario, teams, rng)
        count = projects(scenario.people)
        return cls(scenario, teams, people, _customers(scenario, count, rng), count)

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return self.projects * (1 + BUILDINGS + BUILDINGS * UNITS)

    @cached_property
    def specs(self) -> tuple[CalendarSpec, CalendarSpec]:
        """The working calendars of office and service."""
        scenario = self.scenario
        first = scenario.first - timedelta(days=31)
        last = scenario.last_edge + timedelta(days=_AFTER)
        office = calendars.chinese(OFFICE_CALENDAR, first=first, last=last, zone=ZONE)
        every_day = tuple(range(7))
        service = calendars.weekdays(
            SERVICE_CALENDAR, zone=ZONE, first=first, last=last, hours=SERVICE_HOURS, days=every_day
        )
        return office, service

    @cached_property
    def hours(self) -> Hours:
        """Business time on the calendars."""
        office, service = self.specs
        return Hours((compile_calendar(office), compile_calendar(service)))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories as this company writes them down."""
        chinese = self.scenario.language == "zh"
        return tuple(matter.name.zh if chinese else matter.name.en for matter in MATTERS)


def _customers(scenario: Scenario, count_of_projects: int, rng: np.random.Generator) -> Customers:
    count = scenario.count_of_customers
    kind = np.searchsorted(_KIND_EDGES, rng.random(count), side="right").astype(np.int64)
    project = rng.integers(0, count_of_projects, count)
    home = project * BUILDINGS * UNITS + rng.integers(0, BUILDINGS * UNITS, count)
    site = np.where(kind == 0, count_of_projects * (1 + BUILDINGS) + home, np.where(kind == 1, project, -1))
    new = int(count * _NEW_SHARE * min(scenario.months, 13) / 13)
    before = scenario.start - rng.integers(DAY, _YEARS_BEFORE * 365 * DAY, count - new)
    within = scenario.start + rng.integers(0, scenario.end - scenario.start, new)
    known = np.sort(np.concatenate([before, within])) // MINUTE * MINUTE
    known[0] = min(int(known[0]), scenario.start - DAY)
    return Customers(kind, project, site.astype(np.int64), known.astype(np.int64))
