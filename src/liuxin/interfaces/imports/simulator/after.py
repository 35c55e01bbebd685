"""What happens around the work on cases: messages, next steps, surveys, complaints, reviews, the closing."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from liuxin.interfaces.imports.simulator.catalogue import MATTERS, OUTCOME_SHARES
from liuxin.interfaces.imports.simulator.course import Course, whole_minutes
from liuxin.interfaces.imports.simulator.people import FAR
from liuxin.interfaces.imports.simulator.words import DAY, HEARTS, HOUR, MINUTE, NONE, Flags, Real, Whole
from liuxin.interfaces.imports.simulator.world import World

LATE_COSTS: Final = 1.2
"""Planted: how much satisfaction a missed promise takes."""

_RECEIPTS, _ANSWERS, _PLANS, _MOVES, _NEVER_DONE = 0.85, 0.3, 0.45, 0.15, 0.06
_REQUIRED, _COMPLAINS, _COMPLAINS_LATE, _NAMES = 0.35, 0.012, 0.10, 0.6
_ASKED, _CONFIRMS, _NOT_SETTLED, _REFUSES = 0.35, 0.22, 0.05, 0.5
_RANDOM_REVIEW, _REVIEW_OF_COMPLAINT = 0.03, 0.4
_CLOSES, _WITHDRAWS = 0.97, 0.012
_LONGEST: Final = 10 * DAY
_IS_COMPLAINT: Final = np.array([matter.kind == "complaint" for matter in MATTERS])
_OUTCOME_EDGES: Final = np.cumsum(OUTCOME_SHARES)[:-1]


@dataclass(slots=True, eq=False)
class Scores:
    """Scores given to some cases: which rows, when, and the six hearts (`NONE` where not told)."""

    rows: Whole
    at: Whole
    hearts: Whole
    overall: Whole
    random: Whole

    def columns(self) -> dict[str, Whole]:
        """Give the hearts as columns."""
        return {name: self.hearts[:, place] for place, name in enumerate(HEARTS)}


class Plan(NamedTuple):
    """Next steps: made, moved before they were due, done."""

    made: Flags
    at: Whole
    due: Whole
    moved: Flags
    moved_at: Whole
    moved_due: Whole
    done: Flags
    done_at: Whole


class Said(NamedTuple):
    """Messages that are not bound to a step; `answer_at` while the work goes on."""

    receipt: Flags
    answer: Flags
    answer_at: Whole
    result: Flags
    objection: Flags
    apology: Flags


class Marks(NamedTuple):
    """What stands out: escalations, as rules ask or not, and complaints, naming a person or not."""

    escalated: Flags
    required: Flags
    escalated_at: Whole
    complained: Flags
    complained_at: Whole
    names: Flags


class Heard(NamedTuple):
    """What customers and reviewers said."""

    asked: Flags
    asked_at: Whole
    survey: Scores
    refused: Flags
    confirmed: Flags
    settled: Flags
    confirmed_at: Whole
    review: Scores


class Ended(NamedTuple):
    """How cases end: withdrawn ones are closed without a resolution; `late` tells who missed the promise."""

    withdrawn: Flags
    late: Flags
    closed: Flags
    closed_at: Whole
    outcome: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """All that goes with some cases, one row each; of what does not happen the time means nothing."""

    said: Said
    plan: Plan
    marks: Marks
    heard: Heard
    ended: Ended


def around(world: World, course: Course, rng: np.random.Generator) -> Around:
    """Draw what goes with the course of cases."""
    span = np.minimum(course.resolved, course.begun + _LONGEST) - course.begun
    ended = _ends(course, rng)
    marks = _marks(world, course, span, rng)
    return Around(
        said=_said(world, course, span, ended.withdrawn, rng),
        plan=_plan(world, course, span, rng),
        marks=marks,
        heard=_hear(world, course, ended, marks.complained, rng),
        ended=ended,
    )


def _ends(course: Course, rng: np.random.Generator) -> Ended:
    size = course.size
    withdrawn = ~course.reopens & (rng.random(size) < _WITHDRAWS)
    closes = course.last + DAY + (rng.random(size) * 3 * DAY).astype(np.int64)
    return Ended(
        withdrawn=withdrawn,
        # What ends after the record is nobody's to judge: then nobody is asked about it either.
        late=(course.last < FAR // 2) & (course.due < FAR) & (course.last + MINUTE > course.due),
        closed=withdrawn | (rng.random(size) < _CLOSES),
        closed_at=np.where(withdrawn, course.resolved, whole_minutes(closes)),
        outcome=np.searchsorted(_OUTCOME_EDGES, rng.random(size), side="right").astype(np.int64),
    )


def _said(world: World, course: Course, span: Whole, withdrawn: Flags, rng: np.random.Generator) -> Said:
    size, replies = course.size, world.people.traits.replies[course.holder]
    return Said(
        receipt=course.written & (rng.random(size) < _RECEIPTS),
        answer=rng.random(size) < _ANSWERS * replies,
        answer_at=whole_minutes(course.begun + (span * 0.25).astype(np.int64)),
        result=~withdrawn & (rng.random(size) < replies),
        objection=course.reopens & course.written,
        apology=course.reopens & (rng.random(size) < replies),
    )


def _marks(world: World, course: Course, span: Whole, rng: np.random.Generator) -> Marks:
    size = course.size
    in_course = rng.random(size) < 0.5  # noqa: PLR2004 - half of them
    after = course.last + (rng.random(size) * 20 * HOUR).astype(np.int64)
    required = course.forgotten & (rng.random(size) < _REQUIRED)
    return Marks(
        escalated=required | (rng.random(size) < world.people.traits.escalates[course.holder]),
        required=required,
        escalated_at=whole_minutes(course.begun + (span * 0.7).astype(np.int64)),
        complained=rng.random(size) < _COMPLAINS + _COMPLAINS_LATE * course.forgotten,
        complained_at=whole_minutes(np.where(in_course, course.begun + (span * 0.8).astype(np.int64), after)),
        names=rng.random(size) < _NAMES,
    )


def _hear(world: World, course: Course, ended: Ended, complained: Flags, rng: np.random.Generator) -> Heard:
    size = course.size
    asked = ~ended.withdrawn & (rng.random(size) < _ASKED)
    asked_at = whole_minutes(course.last + HOUR + (rng.random(size) * 3 * HOUR).astype(np.int64))
    rows = np.flatnonzero(asked)
    return Heard(
        asked=asked,
        asked_at=asked_at,
        survey=_survey(world, course, _Asked(rows, asked_at[rows], ended.late[rows]), rng),
        refused=course.reopens & (rng.random(size) < _REFUSES),
        confirmed=~ended.withdrawn & (rng.random(size) < _CONFIRMS),
        settled=rng.random(size) > _NOT_SETTLED,
        confirmed_at=whole_minutes(course.last + (rng.random(size) * 20 * HOUR).astype(np.int64)),
        review=_reviews(world, course, complained, rng),
    )


def _plan(world: World, course: Course, span: Whole, rng: np.random.Generator) -> Plan:
    """Draw next steps: some are moved before they are due, some done late, some never."""
    size = course.size
    planned = course.hops & (span >= 2 * HOUR) & (rng.random(size) < _PLANS)
    moved = planned & (rng.random(size) < _MOVES)
    on_time = rng.random(size) < world.people.traits.on_time[course.holder]
    u = 0.2 + 0.6 * rng.random(size)

    def part(share: float | Real) -> Whole:
        return whole_minutes(course.begun + (span * share).astype(np.int64))

    stands = np.where(moved, 0.3, 0.1)
    due = part(np.where(on_time, 0.6 + u / 2, stands + u * (0.6 - stands)))
    return Plan(
        made=planned,
        at=part(0.1),
        due=np.where(moved, part(0.4), due),
        moved=moved,
        moved_at=part(0.3),
        moved_due=due,
        done=planned & (rng.random(size) > _NEVER_DONE),
        done_at=part(0.6),
    )


class _Asked(NamedTuple):
    rows: Whole
    at: Whole
    late: Flags


def _survey(world: World, course: Course, asked: _Asked, rng: np.random.Generator) -> Scores:
    """Let those answer who feel strongly: who is content answers less often than who is not or who is delighted."""
    traits, rows, size = world.people.traits, asked.rows, asked.rows.size
    holder = course.holder[rows]
    mood = 4.1 + traits.liking[holder] - LATE_COSTS * asked.late - 0.5 * course.reopens[rows]
    mood -= 0.3 * _IS_COMPLAINT[course.told.matter[rows]]
    mood += rng.normal(0.0, 0.8, size)
    overall = _level(mood)
    answers = rng.random(size) < 0.25 + 0.2 * (overall <= 2) + 0.1 * (overall == 5)  # noqa: PLR2004 - levels
    kept, mood, overall = rows[answers], mood[answers], overall[answers]
    hearts = _level(
        4.0 + traits.hearts[holder[answers]] + 0.4 * (mood - 4.1)[:, None]
        + rng.normal(0.0, 0.6, (kept.size, len(HEARTS)))
    )  # fmt: skip
    seen = rng.random(hearts.shape) < 0.5  # noqa: PLR2004 - each item is put to every second customer
    at = whole_minutes(asked.at[answers] + MINUTE + rng.exponential(18 * HOUR, kept.size).astype(np.int64))
    return Scores(kept, at, np.where(seen, hearts, NONE), overall, np.full(kept.size, NONE))


def _reviews(world: World, course: Course, complained: Flags, rng: np.random.Generator) -> Scores:
    """Review a random part, and besides what was complained of: only the random part speaks for everybody."""
    u = rng.random(course.size)
    random = u < _RANDOM_REVIEW
    rows = np.flatnonzero(random | (complained & (u > 1 - _REVIEW_OF_COMPLAINT)))
    hearts = 3.6 + world.people.traits.hearts[course.holder[rows]] * 1.3 - 0.6 * complained[rows][:, None]
    hearts = _level(hearts + rng.normal(0.0, 0.6, (rows.size, len(HEARTS))))
    seen = rng.random(hearts.shape) < 0.85  # noqa: PLR2004 - the rest had no occasion to show
    days = 1 + 7 * rng.random(rows.size)
    at = whole_minutes(course.last[rows] + (days * DAY).astype(np.int64))
    none = np.full(rows.size, NONE)
    return Scores(rows, at, np.where(seen, hearts, NONE), none, random[rows].astype(np.int64))


def _level(feeling: Real) -> Whole:
    return np.clip(np.rint(feeling), 1, 5).astype(np.int64)
