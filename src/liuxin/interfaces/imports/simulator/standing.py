"""Events about people, teams and customers: who was there since when."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from liuxin.interfaces.imports.simulator.blocks import CUSTOMER_KINDS, KINDS, STAGES, Block
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import DAY, NONE, Whole
from liuxin.interfaces.imports.simulator.world import World

FOUNDED_BEFORE: Final = 30 * DAY
"""The company stands a month before its record begins."""

HEAD_OFFICE_KEY: Final = 2
"""The company itself has the first key; projects come after the head office."""

CUSTOMER_WIDTH: Final = 6
"""Digits of a customer's code, as the desk writes it."""


def founded(world: World) -> int:
    """Give when the company and all who are there from the beginning were written down."""
    return world.scenario.start - FOUNDED_BEFORE


def department_keys(world: World) -> Whole:
    """Give the department of every team: the head office or a project."""
    project = world.teams.project
    return np.where(project < 0, HEAD_OFFICE_KEY, HEAD_OFFICE_KEY + 1 + project)


def standing(world: World) -> Iterator[Block]:
    """Give all events about people, teams and customers, whenever they were."""
    people, teams = world.people, world.teams
    start = founded(world)
    everybody = np.arange(people.count + 1)
    joined = np.maximum(np.append(people.joined_at, -FAR), start)
    position = np.append(people.position + 1, NONE)
    yield _about("person_added", "person", joined, everybody, position=position)
    yield _about("team_added", "team", np.full(teams.count, start), np.arange(teams.count),
                 department=department_keys(world))  # fmt: skip
    first = np.flatnonzero(people.team >= 0)
    yield _about("joined", "person", joined[first], first, team=people.team[first] + 1, start=joined[first])
    moves = np.flatnonzero(people.moves_at < FAR)
    at = people.moves_at[moves]
    yield _about("left", "person", at, moves, team=people.team[moves] + 1, end=at)
    yield _about("joined", "person", at, moves, team=people.later[moves] + 1, start=at)
    gone = np.flatnonzero(people.left_at < FAR)
    at = people.left_at[gone]
    yield _about("left", "person", at, gone, team=people.team[gone] + 1, end=at)
    yield _customers(world)


def _about(code: str, kind: str, at: Whole, place: Whole, **columns: Whole) -> Block:
    return Block(f"organisation.{code}", at, place + 1, columns, subject_kind=kind, prefix="", width=0)


def _customers(world: World) -> Block:
    customers = world.customers
    kind = KINDS.index(CUSTOMER_KINDS[0]) + customers.kind
    columns = {
        "customer": np.arange(1, customers.count + 1),
        "kind": kind,
        "stage": np.where(customers.kind == 0, STAGES.index("owner"), NONE),
        "site": np.where(customers.site < 0, NONE, customers.site + 1),
    }
    number = np.arange(1, customers.count + 1)
    width = max(CUSTOMER_WIDTH, len(str(customers.count)))
    return Block("customers.added", customers.known_since, number, columns, "customer", "K-", width)
