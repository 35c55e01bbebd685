"""Replies that are promised: to what is urgent when it comes in, and to each word of its customer after."""

from typing import NamedTuple

import numpy as np

from liuxin.interfaces.imports.simulator.after import Around
from liuxin.interfaces.imports.simulator.catalogue import FIRST_MINUTES, NEXT_MINUTES
from liuxin.interfaces.imports.simulator.course import Course
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import Flags, Whole
from liuxin.interfaces.imports.simulator.world import World


class Owed(NamedTuple):
    """Replies that are promised from the same moment on: of which cases, since which minute, until when.

    `slot` is what asks for the reply: the promise is told in the same second, after it.
    """

    target: str
    slot: str
    which: Flags
    at: Whole
    due: Whole


def owed(world: World, course: Course, around: Around) -> tuple[Owed, ...]:
    """Give every promise of a reply, each kind for all cases at once."""
    opened = np.ones(course.size, np.bool_)
    return (
        _owed(world, course, ("first", "opened"), (opened, course.told.at)),
        _owed(world, course, ("next", "reply"), (course.waits, course.resumed)),
        _owed(world, course, ("next", "objection"), (around.said.objection, course.reopened)),
    )


def _owed(world: World, course: Course, what: tuple[str, str], when: tuple[Flags, Whole]) -> Owed:
    (target, slot), (which, at) = what, when
    promised = np.array(FIRST_MINUTES if target == "first" else NEXT_MINUTES, dtype=np.float64)
    minutes = promised[np.minimum(course.priority, promised.size) - 1]
    due = world.hours.add(course.service, at, minutes)
    return Owed(target, slot, which & (course.priority <= promised.size) & (due < FAR), at, due)
