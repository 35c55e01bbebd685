"""Matters come in: how many on which day, at what hour, by which channel, of which customer, about what."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np

from liuxin.interfaces.imports.simulator.catalogue import (
    BY_DAY,
    BY_NIGHT,
    HOURS,
    MATTERS,
    PRIORITIES,
    WEEKDAYS,
)
from liuxin.interfaces.imports.simulator.words import DAY, HOUR, MINUTE, OFFSET, Flags, Real, Whole, midnight
from liuxin.interfaces.imports.simulator.world import World

_SEASON: Final = 0.6
"""How much more of a seasonal matter there is in its month than on average; half a year later as much less."""

_EVENING, _MORNING = 20, 8
_NEWEST: Final = 0.15
_NEWEST_SHARE: Final = 0.3
"""This share of matters is brought by the newest 15 % of the customers: new ones have more to ask."""


class Arrivals(NamedTuple):
    """What came in, one row a case, in the order of time: places of customers, matters and channels."""

    at: Whole
    customer: Whole
    matter: Whole
    channel: Whole

    @classmethod
    def none(cls) -> "Arrivals":
        """Give no arrivals."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(nothing, nothing, nothing, nothing)

    @classmethod
    def together(cls, parts: "list[Arrivals]") -> "Arrivals":
        """Bring several together, in the order of time."""
        joined = cls(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        return joined.take(np.argsort(joined.at, kind="stable"))

    def take(self, rows: Whole) -> "Arrivals":
        """Give some rows."""
        return Arrivals(*(column[rows] for column in self))


@dataclass(frozen=True, slots=True)
class Days:
    """Some days in a row, of one month."""

    first: date
    last: date

    @property
    def dates(self) -> list[date]:
        """The days."""
        return [self.first + timedelta(days=place) for place in range((self.last - self.first).days + 1)]


def arrivals(world: World, days: Days, rng: np.random.Generator) -> Arrivals:
    """Draw what comes in on some days."""
    dates = days.dates
    mean = world.scenario.cases_per_person_day * world.people.handlers
    counts = rng.poisson([mean * WEEKDAYS[day.weekday()] for day in dates])
    midnights = midnight(dates[0]) + DAY * np.arange(len(dates), dtype=np.int64)
    count = int(counts.sum())
    hour = _drawn(rng, np.asarray(HOURS, dtype=np.float64), count)
    minute = rng.integers(0, MINUTE, count)
    at = np.sort(np.repeat(midnights, counts) + hour * HOUR + minute * MINUTE)
    night = _is_night(at)
    channel = np.where(night, _drawn(rng, np.asarray(BY_NIGHT), count), _drawn(rng, np.asarray(BY_DAY), count))
    matter = _drawn(rng, _shares(days.first.month), count)
    return Arrivals(at, _customers(world, at, rng), matter, channel)


def priorities(count: int, rng: np.random.Generator) -> Whole:
    """Draw priorities from 1 to 4."""
    return 1 + _drawn(rng, np.asarray(PRIORITIES), count)


def _is_night(at: Whole) -> Flags:
    hour = (at + OFFSET) // HOUR % 24
    return (hour < _MORNING) | (hour >= _EVENING)


def _shares(month: int) -> Real:
    """Give how often each matter comes up in a month."""
    share = np.array([matter.share for matter in MATTERS])
    peak = np.array([matter.peak for matter in MATTERS])
    wave = np.where(peak > 0, 1 + _SEASON * np.cos(2 * np.pi * (month - peak) / 12), 1.0)
    return share * wave


def _drawn(rng: np.random.Generator, shares: Real, count: int) -> Whole:
    """Draw places by shares."""
    edges = np.cumsum(shares / shares.sum())[:-1]
    return np.searchsorted(edges, rng.random(count), side="right").astype(np.int64)


def _customers(world: World, at: Whole, rng: np.random.Generator) -> Whole:
    """Draw among the customers known by then, the newest more often."""
    known = np.searchsorted(world.customers.known_since, at, side="right")
    u, newest = rng.random(at.size), rng.random(at.size) < _NEWEST_SHARE
    back = np.where(newest, u * _NEWEST, u)
    place: Whole = known - 1 - np.floor(back * known).astype(np.int64)
    return place
