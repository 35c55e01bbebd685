"""Promises: until when each case was promised, how it was judged, and where the sharing of its credit ends."""

from typing import Final, NamedTuple

import numpy as np

from liuxin.facts.folding.cases import Cases, Told
from liuxin.facts.folding.course import Course
from liuxin.facts.folding.segments import NONE, Flags, Ints, taken

_MOVES_DUE: Final = (Told.OPENED, Told.RESUMED, Told.RESOLVED, Told.CLOSED, Told.REOPENED)
"""A wait for the customer moves a promise that was computed; these events tell where to."""


class Promises(NamedTuple):
    """The promise of each case.

    `limit` is where the sharing of its credit ends: the deadline or the last resolution, whichever is first; without a
    deadline the resolution, else the judgement. NONE while it is not decided. `by_resolution` tells where it is the
    resolution (`resolution` is the last one, as an index of the course, -1 where there is none). `resolved_at` is when
    it was, NONE where it was taken back.
    """

    due: Ints
    kept: Ints
    basis: Ints
    limit: Ints
    by_resolution: Flags
    resolution: Ints
    resolved_at: Ints


def promises_of(cases: Cases, course: Course) -> Promises:
    """Find the promise of every case."""
    judged = cases.of(Told.PROMISE_JUDGED).places
    verdict = cases.last_of(judged)
    kept = taken(np.maximum(cases.numbers("flag", judged), 0), verdict)
    judged_at = taken(cases.at[judged], verdict)
    due = _due(cases)
    resolution = course.last_of(course.resolves)
    resolved_at = taken(course.at, resolution)
    by_resolution = (resolution >= 0) & ((due == NONE) | (resolved_at <= due))
    otherwise = np.where(due == NONE, judged_at, due)
    stopped = course.waiting[course.last] & (kept == NONE)
    return Promises(
        due=due,
        kept=kept,
        basis=taken(cases.numbers("text", judged), verdict),
        limit=np.where(by_resolution, resolved_at, np.where(stopped, NONE, otherwise)),
        by_resolution=by_resolution,
        resolution=resolution,
        resolved_at=np.where(course.resolved[course.last], resolved_at, NONE),
    )


def _due(cases: Cases) -> Ints:
    moving = cases.of(*_MOVES_DUE).places
    told = cases.numbers("due", moving)
    return taken(told[told != NONE], cases.last_of(moving[told != NONE]))
