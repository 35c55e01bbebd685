"""Places: in which department and position everybody worked, from when to when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from liuxin.facts.folding.columns import Columns
from liuxin.facts.folding.segments import NONE
from liuxin.facts.folding.writing import written
from liuxin.facts.words import FactTable

_CODES: Final = frozenset(
    f"organisation.{name}" for name in ("person_added", "joined", "left", "team_added", "team_assigned")
)
_READ: Final = ("at", "seq", "team", "start", "end", "position", "department")
_NEVER: Final = int(np.iinfo(np.int64).max)


class _Spell(NamedTuple):
    """A membership, until it ends."""

    start: int
    end: int
    team: int


@dataclass(slots=True)
class _Person:
    """What is known of somebody's work: memberships in the order told, and positions with their times."""

    spells: list[_Spell] = field(default_factory=list)
    positions: list[tuple[int, int]] = field(default_factory=list)
    added_at: int = _NEVER


def places(columns: Columns) -> pa.Table:
    """Write where everybody worked; one who is in several teams at once is where they went last.

    What is told first of a person's position or a team's department held before, too: nobody told otherwise. Later
    changes hold from their time on.
    """
    people: defaultdict[int, _Person] = defaultdict(_Person)
    departments: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for event in _events(columns):
        _hear(event, people, departments)
    rows = [(key, *row) for key in sorted(people) for row in _rows(people[key], departments)]
    told = np.asarray(rows, np.int64).reshape(-1, 5).T
    return written(FactTable.PLACES, dict(zip(("person", "start", "end", "department", "position"), told, strict=True)))


def _events(columns: Columns) -> Iterator[dict[str, Any]]:
    """Give the events about the organisation in the order of their time."""
    wanted = np.array([code in _CODES for code in columns.words("code").to_pylist()], np.bool_)
    if not wanted.any():
        return
    rows = np.flatnonzero(wanted[np.asarray(columns.array("code").indices)])
    rows = rows[np.lexsort((columns.numbers("seq", rows), columns.numbers("at", rows)))]
    some = pa.array(rows)
    texts = {name: columns.array(name).take(some).to_pylist() for name in ("code", "subject")}
    numbers = {name: columns.numbers(name, rows).tolist() for name in _READ}
    for values in zip(*texts.values(), *numbers.values(), strict=True):
        yield dict(zip((*texts, *numbers), values, strict=True))


def _hear(event: dict[str, Any], people: dict[int, _Person], departments: dict[int, list[tuple[int, int]]]) -> None:
    if not event["subject"].isdecimal():
        return
    key, at = int(event["subject"]), event["at"]
    match event["code"].removeprefix("organisation."):
        case "team_added" | "team_assigned":
            departments[key].append((at, event["department"]))
        case "joined":
            start = at if event["start"] == NONE else event["start"]
            end = _NEVER if event["end"] == NONE else event["end"]
            people[key].spells.append(_Spell(start, end, event["team"]))
        case "left":
            _leave(people[key], event["team"], at if event["end"] == NONE else event["end"])
        case "person_added":
            people[key].added_at = min(people[key].added_at, at)
    if event["position"] != NONE:
        people[key].positions.append((at, event["position"]))


def _leave(person: _Person, team: int, end: int) -> None:
    """End the membership that still ran."""
    for place, spell in enumerate(person.spells):
        if spell.team == team and spell.start <= end < spell.end:
            person.spells[place] = spell._replace(end=end)


def _rows(person: _Person, departments: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, int, int, int]]:
    """Give start, end, department and position of every stretch in which neither changed."""
    before: tuple[int, int, int, int] | None = None
    for start, end in _stretches(person, departments):
        running = [spell for spell in person.spells if spell.start <= start < spell.end]
        team = max(reversed(running), key=lambda spell: spell.start).team if running else NONE
        there = _then(departments[team], start) if team in departments else NONE
        here = (start, end, there, _then(person.positions, start))
        if before and before[1] == start and before[2:] == here[2:]:
            before = (before[0], *here[1:])
            continue
        if before:
            yield _open_ended(before)
        before = here
    if before:
        yield _open_ended(before)


def _open_ended(row: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return row[0], NONE if row[1] == _NEVER else row[1], row[2], row[3]


def _stretches(person: _Person, departments: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """Cut the time since somebody was there wherever something may change."""
    edges = {edge for spell in person.spells for edge in spell[:2]} | {at for at, _ in person.positions[1:]}
    edges |= {at for spell in person.spells for at, _ in departments.get(spell.team, ())[1:]}
    since = min([spell.start for spell in person.spells] + [person.added_at])
    ordered = sorted({since, *(edge for edge in edges if edge > since), _NEVER} if since < _NEVER else ())
    return pairwise(ordered)


def _then(told: list[tuple[int, int]], at: int) -> int:
    """Give what was told last up to an instant; before anything was told, what was told first."""
    if not told:
        return NONE
    return next((value for when, value in reversed(told) if when <= at), told[0][1])
