"""What a rule set stands on: who takes part, with which result, base, presence, and whether the manager's part is done.

The number of statements does not depend on how many people there are.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import queries as dialogue
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultView, Total
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.feedback.words import TalkState
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.queries import presence
from liuxin.performance.outcomes.words import Candidate, Ground, Hold, Score, Terms
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import CycleView, ParticipantView

_Seen = tuple[Decimal, bool, tuple[Hold, ...]]
"""Presence, whether it is assumed, and what the manager's part lacks."""
LIUXIN = Standing(is_system=True)
"""A rule is tried on everybody, whoever asks for it; who may see the trial is decided where it is shown."""


def grounds(cycle_id: int, department: int | None, terms: Terms, at: datetime) -> tuple[Ground, ...]:
    """Give the ground of everybody whom a rule set is about, by person."""
    cycle = plan.cycle(cycle_id)
    people = [each for each in plan.participants(cycle_id) if department in {None, each.department}]
    results = current_results(cycle_id)
    present = _presences(terms, people, cycle.period, at)
    lacking = holds(cycle, [each.person for each in people])
    tenures = _tenures(cycle.period)
    return tuple(
        _ground(
            each, results.get(each.person), _base(each, terms), (*present[each.person], lacking[each.person]), tenures
        )
        for each in sorted(people, key=lambda one: one.person)
    )


def _base(who: ParticipantView, terms: Terms) -> Decimal | None:
    return None if who.position is None else terms.bases.get(who.position)


def current_results(cycle_id: int) -> dict[int, ResultView]:
    """Give the results of a cycle that count, by person."""
    return {each.person: each for each in evaluation.results(LIUXIN, cycle_id) if each.counts}


def holds(cycle: CycleView, people: Sequence[int]) -> dict[int, tuple[Hold, ...]]:
    """Give what the managers' part lacks for each: the talk held, every obstacle raised in the period cleared."""
    talked = {each.person for each in feedback.talks(LIUXIN, cycle.id) if each.state is TalkState.HELD}
    stuck = {each.person for each in dialogue.obstacles_of(people, cycle.period) if each.cleared_at is None}
    return {person: rules.holds(talk_held=person in talked, open_obstacles=int(person in stuck)) for person in people}


def digest(terms: Terms, found: Iterable[Ground]) -> str:
    """Give the hash of all that a trial is computed from, without what people decided about it."""
    bases = sorted((position, str(factor)) for position, factor in terms.bases.items())
    told = [terms.pool_fen, terms.floor, terms.attendance, bases, [_told(each) for each in found]]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def decided(found: Sequence[Ground], choices: Mapping[int, bool]) -> tuple[Ground, ...]:
    """Put what people decided beside what the rule is computed from."""
    return tuple(
        replace(each, candidate=replace(each.candidate, takes_part=choices.get(each.person))) for each in found
    )


def score_of(total: Total) -> Score | None:
    """Give a total with its interval, if there is one."""
    points = total.points
    return None if points is None else Score(points.score, points.low, points.high)


def _told(each: Ground) -> list[object]:
    candidate, score = each.candidate, each.candidate.score
    points = None if score is None else [score.points, score.low, score.high]
    return [
        *(each.person, each.department, each.position, each.card, points, candidate.has_result),
        *(str(candidate.base), str(candidate.presence), [str(hold) for hold in candidate.holds]),
    ]


def _ground(
    who: ParticipantView, result: ResultView | None, base: Decimal | None, seen: _Seen, tenures: Mapping[int, int]
) -> Ground:
    share, assumed, lacking = seen
    candidate = Candidate(
        person=who.person,
        score=None if result is None else score_of(result.total),
        base=base,
        presence=share,
        has_result=result is not None,
        presence_assumed=assumed,
        is_final=result is not None and result.is_final,
        holds=lacking,
    )
    card = None if result is None else result.card
    return Ground(who.department, who.position, who.manager, card, tenures.get(who.person), candidate)


def _presences(terms: Terms, people: Sequence[ParticipantView], period: Period, at: datetime) -> presence.Presences:
    if terms.attendance:
        return presence.by_attendance(terms.attendance, [each.person for each in people], period)
    return presence.by_membership({each.person: each.department for each in people}, period, at)


def _tenures(period: Period) -> dict[int, int]:
    staff = organisation.staff().values()
    return {each.name.id: (period.end - each.since).days for each in staff if each.since is not None}
