"""What managers and agents owe beside the work on cases, from warnings to talks; and readings from outside."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from liuxin.interfaces.imports.simulator.after import Around
from liuxin.interfaces.imports.simulator.blocks import READINGS, TEXTS, Block
from liuxin.interfaces.imports.simulator.catalogue import Trade
from liuxin.interfaces.imports.simulator.course import Course, Roster
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import DAY, HOUR, MINUTE, Real, Whole, midnight, month_on
from liuxin.interfaces.imports.simulator.world import World

_WARNED, _RECOVERS, _WON_BACK, _NEVER = 0.4, 0.7, 0.65, 0.06
_OBSTACLES, _CLEARED = 0.15, 0.85
_SHIFTS: Final = 22
_SALES_OF_A_MONTH: Final = 42_000.0
_CORRECTED: Final = 6
"""Every sixth file of a kind is corrected a day later."""

_TYPED_WRONG: Final = 0.9
_FIRST_ROW: Final = 2
"""A file begins with a header."""

ROW_WIDTH: Final = 0
AGAIN: Final = "-2"
"""How the name of a file ends that takes another's place."""

_DUE_DAY: Final = 20
_READ_AFTER: Final = 2 * DAY + 10 * HOUR


def duties_of_cases(
    world: World, course: Course, around: Around, roster: Roster, rng: np.random.Generator
) -> Iterator[Block]:
    """Give warnings about promises in danger, and recoveries after complaints."""
    yield from _warnings(world, course, rng)
    yield from _recoveries(world, course, around, roster, rng)


def _warnings(world: World, course: Course, rng: np.random.Generator) -> Iterator[Block]:
    raised = course.due - 2 * HOUR
    in_danger = (course.due < FAR) & (raised > course.begun) & (raised < course.last)
    rows = np.flatnonzero(in_danger & (rng.random(course.size) < _WARNED))
    at, holder = raised[rows], course.holder[rows]
    due = at + 4 * HOUR
    answered, ended = _ended(world, holder, at, due, rng)
    number = course.number[rows]
    yield Block(
        "warning.raised", at, number,
        {"person": holder + 1, "team": course.team[rows] + 1, "due": due, "ref": number}, "warning", "W-",
    )  # fmt: skip
    yield Block("warning.answered", ended[answered], number[answered], {}, "warning", "W-")


def _recoveries(
    world: World, course: Course, around: Around, roster: Roster, rng: np.random.Generator
) -> Iterator[Block]:
    recovers = around.marks.complained & (rng.random(course.size) < _RECOVERS)
    rows = np.flatnonzero(recovers & (around.marks.complained_at < world.scenario.end))
    at = around.marks.complained_at[rows] + HOUR + course.shift[rows]
    team = np.full(rows.size, int(Trade.RELATIONS))
    person = roster.pick(team, rng)
    person = np.where(world.people.left_at[person] <= at, world.teams.lead[team], person)
    due = at + 3 * DAY
    done, ended = _ended(world, person, at, due, rng)
    number = course.number[rows]
    won = (rng.random(rows.size) < _WON_BACK).astype(np.int64)
    columns = {"person": person + 1, "team": team + 1, "due": due, "ref": number}
    yield Block("recovery.opened", at, number, columns, "recovery", "R-")
    yield Block("recovery.ended", ended[done], number[done], {"flag": won[done]}, "recovery", "R-")


def _ended(world: World, person: Whole, at: Whole, due: Whole, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Give which duties are done at all, and when: in time as often as is planted; nobody does one after leaving."""
    on_time = rng.random(person.size) < world.people.traits.on_time[person]
    early = at + MINUTE + ((due - at - MINUTE) * rng.random(person.size)).astype(np.int64)
    late = due + MINUTE + rng.exponential(8 * HOUR, person.size).astype(np.int64)
    ended = np.where(on_time, early, late)
    ever = (rng.random(person.size) > _NEVER) & (ended < world.people.left_at[person])
    return np.flatnonzero(ever), ended


def duties_of_month(world: World, month: date, rng: np.random.Generator) -> Iterator[Block]:
    """Give obstacles, talks and readings of a month."""
    start = max(midnight(month), world.scenario.start)
    there = np.flatnonzero(world.people.team_at(start)[: world.people.handlers] >= 0)
    yield from _obstacles(world, month, there, rng)
    yield from _talks(world, month, there, rng)
    yield from _readings(world, month, there, rng)


def _managers(world: World, month: date, people: Whole) -> tuple[Whole, Whole]:
    team = world.people.team_at(max(midnight(month), world.scenario.start))[people]
    return world.teams.lead[team], team


def _obstacles(world: World, month: date, there: Whole, rng: np.random.Generator) -> Iterator[Block]:
    who = there[rng.random(there.size) < _OBSTACLES]
    manager, team = _managers(world, month, who)
    start = max(midnight(month), world.scenario.start)
    at = start + 9 * HOUR + rng.integers(0, 24, who.size) * DAY + rng.integers(0, 9 * HOUR, who.size)
    due = at + 3 * DAY
    cleared, ended = _ended(world, manager, at, due, rng)
    prefix, number = f"O-{month:%Y%m}-", np.arange(1, who.size + 1)
    confirmed = (rng.random(who.size) < _CLEARED).astype(np.int64)
    columns = {"person": manager + 1, "team": team + 1, "due": due}
    yield Block("obstacle.raised", at, number, columns, "obstacle", prefix)
    yield Block("obstacle.cleared", ended[cleared], number[cleared], {"flag": confirmed[cleared]}, "obstacle", prefix)


def _talks(world: World, month: date, there: Whole, rng: np.random.Generator) -> Iterator[Block]:
    """Plan a talk with everybody each month; its number is the key of the person whom it is about."""
    manager, _ = _managers(world, month, there)
    start = max(midnight(month), world.scenario.start)
    at = start + 10 * HOUR + rng.integers(0, 4 * HOUR, there.size)
    due = np.full(there.size, start + _DUE_DAY * DAY)
    held, ended = _ended(world, manager, at, due, rng)
    prefix, number = f"T-{month:%Y%m}-", there + 1
    yield Block("talk.planned", at, number, {"person": manager + 1, "due": due}, "talk", prefix)
    yield Block("talk.held", ended[held], number[held], {}, "talk", prefix)


class _Counted(NamedTuple):
    """What another system counts of some people in a month."""

    measure: str
    who: Whole
    value: Real
    weight: Real


def _readings(world: World, month: date, there: Whole, rng: np.random.Generator) -> Iterator[Block]:
    """Give what other systems count: shifts attended, sales, and what an hour costs."""
    traits, people = world.people.traits, world.people
    guards = there[people.position[there] == int(Trade.GUARDS)]
    sellers = there[people.position[there] == int(Trade.SALES)]
    attended = rng.binomial(_SHIFTS, traits.presence[guards]) / _SHIFTS * 100
    sold = np.round(_SALES_OF_A_MONTH * traits.sales[sellers] * np.exp(rng.normal(0.0, 0.3, sellers.size)), 2)
    shifts, one = np.full(guards.size, float(_SHIFTS)), np.ones
    for told in (
        _Counted("attendance", guards, np.round(attended, 4), shifts),
        _Counted("sales", sellers, sold, one(sellers.size)),
        _Counted("hourly_rate", there, traits.rate[there], one(there.size)),
    ):
        yield from _confirmed(world, month, told, rng)


def _confirmed(world: World, month: date, told: _Counted, rng: np.random.Generator) -> Iterator[Block]:
    """Confirm a file of readings; now and then one was wrong, and a day later a second file takes its place."""
    place = READINGS.index(told.measure)
    at = midnight(month_on(month, 1)) + _READ_AFTER + place * HOUR
    name = f"SIM-{told.measure}-{month:%Y%m}"
    yield _batch(world, month, told, at, f"{name}/")
    if (month.month + place) % _CORRECTED == _CORRECTED // 2 and told.who.size:
        rows, nothing = np.arange(_FIRST_ROW, _FIRST_ROW + told.who.size), np.full(told.who.size, at + DAY)
        yield Block("reading.withdrawn", nothing, rows, {}, "reading", f"{name}/", ROW_WIDTH)
        value = told.value.copy()
        value[rng.integers(0, value.size)] *= _TYPED_WRONG
        yield _batch(world, month, told._replace(value=np.round(value, 2)), at + DAY, f"{name}{AGAIN}/")


def _batch(world: World, month: date, told: _Counted, at: int, prefix: str) -> Block:
    count = told.who.size
    columns = {
        "person": told.who + 1,
        "start": np.full(count, midnight(month)),
        "end": np.full(count, midnight(month_on(month, 1))),
        "value": told.value,
        "weight": told.weight,
        "text": np.full(count, TEXTS.index(told.measure)),
        "importer": np.full(count, world.people.count - 1),
    }
    rows = np.arange(_FIRST_ROW, _FIRST_ROW + count)
    return Block("reading.confirmed", np.full(count, at), rows, columns, "reading", prefix, ROW_WIDTH)
