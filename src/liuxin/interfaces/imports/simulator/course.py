"""The course of cases from the opening to the last resolution, for many cases at once.

Nothing here loops over cases: each step is a few arrays. Times are whole minutes and never run back along the way of a
case; the second of an event is its place in `SLOTS`, so that what comes later in the way also comes later in time.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from liuxin.interfaces.imports.simulator.arriving import Arrivals, priorities
from liuxin.interfaces.imports.simulator.catalogue import (
    MATTERS,
    PROMISED_HOURS,
    QUEUED,
    REPLY_MINUTES,
    WRITTEN,
    Trade,
)
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import DAY, HOUR, MINUTE, Flags, Real, Whole
from liuxin.interfaces.imports.simulator.world import World

NEW_DAYS: Final = 365
NEW_IS_SLOWER, NEW_IS_FORGOTTEN = 1.3, 1.5
"""Planted: with customers known for less than a year it takes so much longer, and is so much more often left lying."""

_TRADES: Final = np.array([-1 if matter.trade is None else int(matter.trade) for matter in MATTERS], dtype=np.int64)
_MINUTES: Final = np.array([matter.minutes for matter in MATTERS])
_PROMISED: Final = np.array(PROMISED_HOURS, dtype=np.float64)
_OFFICE: Final = np.array([each in {Trade.COMPLAINTS, Trade.RELATIONS, Trade.SALES} for each in _TRADES])
_COUNTER: Final = 1
_NO_PROMISE, _STUCK, _WAITS, _DIRECT, _RETURNED = 0.04, 0.01, 0.12, 0.6, 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Roster:
    """Who can be given a case in a month, team by team."""

    members: Whole
    first: Whole
    count: Whole

    @classmethod
    def of(cls, world: World, at: int) -> "Roster":
        """Give the roster as it is at an instant."""
        team = world.people.team_at(at)[: world.people.handlers]
        order = np.argsort(team, kind="stable")
        members = order[team[order] >= 0].astype(np.int64)
        count = np.bincount(team[members], minlength=world.teams.count)
        return cls(members, np.cumsum(count) - count, count.astype(np.int64))

    def pick(self, team: Whole, rng: np.random.Generator) -> Whole:
        """Draw one member of each team; every team has somebody who is always there."""
        place = self.first[team] + np.floor(rng.random(team.size) * self.count[team]).astype(np.int64)
        return self.members[place]


@dataclass(slots=True, eq=False)
class Course:
    """Cases while they are drawn, one row each. People and teams are places; times are minutes or `FAR`."""

    number: Whole
    told: Arrivals
    shift: Whole
    priority: Whole
    service: Flags
    is_new: Flags
    due: Whole
    queued: Flags
    written: Flags
    entry_team: Whole
    entry: Whole
    taken: Whole
    greeted: Flags
    greeting: Whole
    hops: Flags
    wrong: Flags = field(init=False)
    wrong_team: Whole = field(init=False)
    wrong_holder: Whole = field(init=False)
    wrong_at: Whole = field(init=False)
    returned: Flags = field(init=False)
    returned_at: Whole = field(init=False)
    through_queue: Flags = field(init=False)
    queue_at: Whole = field(init=False)
    team: Whole = field(init=False)
    holder: Whole = field(init=False)
    begun: Whole = field(init=False)
    forgotten: Flags = field(init=False)
    waits: Flags = field(init=False)
    waiting: Whole = field(init=False)
    resumed: Whole = field(init=False)
    resolved: Whole = field(init=False)
    reopens: Flags = field(init=False)
    reopened: Whole = field(init=False)
    again: Whole = field(init=False)

    @property
    def size(self) -> int:
        """How many cases there are."""
        return int(self.number.size)

    @property
    def last(self) -> Whole:
        """The last resolution."""
        return np.where(self.reopens, self.again, self.resolved)

    def at(self, minute: Whole, slot: int) -> Whole:
        """Give the second at which something happens."""
        return minute + slot + self.shift


def whole_minutes(at: Whole) -> Whole:
    """Cut seconds off."""
    return at // MINUTE * MINUTE


def draw(world: World, told: Arrivals, number: Whole, roster: Roster, rng: np.random.Generator) -> Course:
    """Draw the course of cases."""
    course = _opened(world, told, number, roster, rng)
    _pass_on(world, course, roster, rng)
    _work(world, course, rng)
    _reopen(world, course, rng)
    _spare_leavers(world, course)
    return course


def _after(world: World, course: Course, at: Whole, minutes: Real) -> Whole:
    return whole_minutes(world.hours.add(course.service, at, minutes))


def _opened(world: World, told: Arrivals, number: Whole, roster: Roster, rng: np.random.Generator) -> Course:
    size = told.at.size
    service = ~_OFFICE[told.matter]
    trade = np.where(told.channel == _COUNTER, int(Trade.FRONT), int(Trade.HOTLINE))
    team = world.teams.of(trade, world.customers.project[told.customer])
    entry = roster.pick(team, rng)
    queued = rng.random(size) < np.asarray(QUEUED)[told.channel]
    priority = priorities(size, rng)
    course = Course(
        number=number,
        told=told,
        shift=rng.integers(0, MINUTE, size),
        priority=priority,
        service=service,
        is_new=told.at - world.customers.known_since[told.customer] < NEW_DAYS * DAY,
        due=told.at,
        queued=queued,
        written=rng.random(size) < np.asarray(WRITTEN)[told.channel],
        entry_team=team,
        entry=entry,
        taken=told.at,
        greeted=rng.random(size) < world.people.traits.replies[entry],
        greeting=told.at,
        hops=_TRADES[told.matter] >= 0,
    )
    promised = world.hours.add(service, told.at, _PROMISED[priority - 1] * MINUTE)
    course.due = np.where(rng.random(size) < _NO_PROMISE, FAR, promised)
    waited = _after(world, course, told.at, 15 * np.exp(rng.normal(0.0, 0.8, size)))
    course.taken = np.where(queued, waited, told.at)
    delay = np.asarray(REPLY_MINUTES)[told.channel] * world.people.traits.delay[entry]
    course.greeting = _after(world, course, course.taken, delay * np.exp(rng.normal(0.0, 0.5, size)))
    return course


def _pass_on(world: World, course: Course, roster: Roster, rng: np.random.Generator) -> None:
    """Let those who cannot settle a matter pass it on, at times to a wrong team first, at times into a queue."""
    size = course.size
    project = world.customers.project[course.told.customer]
    said = np.where(course.greeted, course.greeting, course.taken)
    looked_at = _after(world, course, said, 8 * np.exp(rng.normal(0.0, 0.7, size)))
    course.wrong = course.hops & (rng.random(size) < world.people.traits.misroutes[course.entry])
    from_front = course.told.channel == _COUNTER
    course.wrong_team = world.teams.of(np.where(from_front, int(Trade.HOTLINE), int(Trade.FRONT)), project)
    course.wrong_holder = roster.pick(course.wrong_team, rng)
    course.wrong_at = np.where(course.wrong, looked_at, said)
    course.returned = course.wrong & (rng.random(size) < _RETURNED)
    back = _after(world, course, looked_at, 120 * np.exp(rng.normal(0.0, 0.6, size)))
    course.returned_at = np.where(course.returned, back, looked_at)
    once_more = _after(world, course, back, 10 * np.exp(rng.normal(0.0, 0.6, size)))
    course.queue_at = np.where(course.returned, once_more, np.where(course.wrong, back, looked_at))
    course.through_queue = course.hops & (rng.random(size) > _DIRECT)
    fetched = _after(world, course, course.queue_at, 40 * np.exp(rng.normal(0.0, 0.8, size)))
    trade = np.where(course.hops, _TRADES[course.told.matter], int(Trade.HOTLINE))
    course.team = np.where(course.hops, world.teams.of(trade, project), course.entry_team)
    course.holder = np.where(course.hops, roster.pick(course.team, rng), course.entry)
    given = np.where(course.through_queue, fetched, course.queue_at)
    course.begun = np.where(course.hops, given, said)


def _work(world: World, course: Course, rng: np.random.Generator) -> None:
    """Let the last holder work until it is resolved; what is forgotten lies until after it was due."""
    size, traits = course.size, world.people.traits
    minutes = _MINUTES[course.told.matter] * traits.speed[course.holder] * np.exp(rng.normal(0.0, 0.6, size))
    minutes *= np.where(course.is_new, NEW_IS_SLOWER, 1.0)
    course.waits = course.hops & (rng.random(size) < _WAITS)
    part = np.where(course.waits, 0.4, 1.0)
    met = _after(world, course, course.begun, minutes * part)
    answered = _after(world, course, met, 60 * np.exp(rng.normal(1.0, 0.8, size)))
    course.waiting, course.resumed = met, answered
    done = np.where(course.waits, _after(world, course, answered, minutes * 0.6), met)
    forgets = traits.forgets[course.holder] * np.where(course.is_new, NEW_IS_FORGOTTEN, 1.0)
    course.forgotten = rng.random(size) < forgets
    late = _after(world, course, np.maximum(done, course.due), 60 * np.exp(rng.normal(1.2, 0.9, size)))
    lies = course.forgotten & (course.due < FAR)
    ends = np.where(lies, late, done)
    days = 4 + rng.exponential(12, size)
    stuck = rng.random(size) < _STUCK
    course.resolved = np.where(stuck, whole_minutes(ends + (days * DAY).astype(np.int64)), ends)


def _reopen(world: World, course: Course, rng: np.random.Generator) -> None:
    """Let some resolutions not hold; the same person goes to work again."""
    size = course.size
    fails = rng.random(size) < world.people.traits.reopens[course.holder]
    days = np.minimum(rng.exponential(2.5, size) + 0.2, 12.0)
    course.reopened = whole_minutes(course.resolved + (days * DAY).astype(np.int64))
    course.reopens = fails & (course.at(course.reopened, MINUTE) < world.scenario.end)
    minutes = _MINUTES[course.told.matter] * np.exp(rng.normal(-0.3, 0.6, size))
    course.again = _after(world, course, course.reopened, minutes)


def _spare_leavers(world: World, course: Course) -> None:
    """Give to the lead of the team what somebody would still have in hand when leaving."""
    left = world.people.left_at
    room = 2 * HOUR
    passed = np.where(course.hops, course.queue_at, np.where(course.reopens, course.again, course.resolved))
    lead = world.teams.lead
    course.entry = np.where(passed + room >= left[course.entry], lead[course.entry_team], course.entry)
    gone = course.queue_at + room >= left[course.wrong_holder]
    course.wrong_holder = np.where(gone, lead[course.wrong_team], course.wrong_holder)
    gone = course.last + room >= left[course.holder]
    course.holder = np.where(gone, lead[course.team], course.holder)
    course.holder = np.where(course.hops, course.holder, course.entry)
