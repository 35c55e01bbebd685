"""Scoring a department: forms are closed, ratings sealed, numbers read and frozen, results made; provisional."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Reading
from liuxin.facts.words import FactSet
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import permissions, queries, rules
from liuxin.performance.evaluation.actions.forms import close_forms
from liuxin.performance.evaluation.actions.freeze import Frozen, ToFreeze, write_cards
from liuxin.performance.evaluation.actions.measured import complete_facts, keep_cases, read
from liuxin.performance.evaluation.actions.results import write_results
from liuxin.performance.evaluation.actions.sealing import seal, seal_round, sealed_readings
from liuxin.performance.evaluation.actions.tendencies import keep_feedback
from liuxin.performance.evaluation.words import ResultState, ResultView, Scored
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView
from liuxin.performance.plan import actions as plan_actions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import ParticipantView, Phase


@dataclass(frozen=True, slots=True)
class _Round:
    """What one act of scoring is about: positions by person, agreed sets by position, results that stand already."""

    cycle: int
    department: int
    period: Period
    positions: Mapping[int, int]
    sets: Mapping[int, SetView]
    before: Mapping[int, ResultView]
    reason: str

    @property
    def people(self) -> frozenset[int]:
        """Who is scored now: those with an agreed set whose result was not talked through yet."""
        return frozenset(
            person
            for person, position in self.positions.items()
            if position in self.sets
            and (person not in self.before or self.before[person].state is ResultState.PROVISIONAL)
        )


def score(*, cycle_id: int, department: int, by: Actor, at: datetime, reason: str = "") -> Scored:
    """Score everybody of a department who takes part and had not left when the period ended.

    The first time, what was not handed in is taken back and the rated parts are sealed. Again it takes a reason:
    numbers are read anew, results that were not talked through yet get a new version, rated parts stay as they are.
    The number of statements read does not depend on the number of people.
    """
    if not permissions.may_run(organisation.standing(by, at), department):
        raise NotAllowedError("evaluation.may_not_score")
    plan.require_phase(cycle_id, department, Phase.EVALUATION)
    period = plan.cycle(cycle_id).period
    rules.check_period_over(period, at)
    present, left, without = _who(cycle_id, department, period)
    sets = indicators.agreed_sets(cycle_id, set(present.values()))
    rules.check_somebody(present, sets)
    system = organisation.standing(Actor.system("evaluation"), at)
    before = {each.person: each for each in queries.results(system, cycle_id, department)}
    rules.check_scoring_again(before.values(), reason)
    new = _Round(cycle_id, department, period, present, sets, before, reason)
    _check_forms(new, at)
    facts = complete_facts()
    with transaction.atomic():
        if not before:
            close_forms(cycle_id, department, by, at)
        _seal(new, at)
        done = [_freeze(new, found, facts, by, at) for found in sets.values() if _holders(new, found)]
        cards = {person: card for each in done for person, card in each.cards.items()}
        _write_results(new, cards, by, at)
        told = {"department": department, "people": len(cards), "again": bool(before)}
        history.record([NewEvent("evaluation.scored", "cycle", str(cycle_id), told, at)], by=by, at=at)
    return Scored(
        results=len(cards),
        corrected=len(cards.keys() & before.keys()),
        without_total=sum(each.without_total for each in done),
        without_set=tuple(sorted({*without, *(key for key, position in present.items() if position not in sets)})),
        left=left,
    )


def finish_evaluation(*, cycle_id: int, department: int, by: Actor, at: datetime) -> None:
    """Complete the fourth phase of a department: everybody who is to have a result has one."""
    standing = organisation.standing(by, at)
    if not permissions.may_run(standing, department):
        raise NotAllowedError("evaluation.may_not_score")
    plan.require_phase(cycle_id, department, Phase.EVALUATION)
    stayed, _ = _stayed(cycle_id, department, plan.cycle(cycle_id).period)
    sets = indicators.agreed_sets(cycle_id)
    owed = sum(rules.is_owed(each, sets) for each in stayed)
    results = queries.results(organisation.standing(Actor.system("evaluation"), at), cycle_id, department)
    rules.check_complete(people=owed, results=len(results))
    plan_actions.complete_phase(cycle_id=cycle_id, department=department, phase=Phase.EVALUATION, by=by, at=at)


def _who(cycle_id: int, department: int, period: Period) -> tuple[dict[int, int], tuple[int, ...], tuple[int, ...]]:
    """Give positions by person, who left before the end of the period, and who holds no position."""
    stayed, left = _stayed(cycle_id, department, period)
    positions = {each.person: each.position for each in stayed if each.position is not None}
    return positions, left, tuple(each.person for each in stayed if each.position is None)


def _stayed(cycle_id: int, department: int, period: Period) -> tuple[list[ParticipantView], tuple[int, ...]]:
    there = [each for each in plan.participants(cycle_id) if each.department == department]
    left = tuple(each.person for each in there if each.left_at is not None and each.left_at < period.end)
    return [each for each in there if each.person not in left], left


def _check_forms(new: _Round, at: datetime) -> None:
    if new.before:
        return
    counted = queries.answered_by_kind(new.cycle, [new.department])
    assigned = sum(each.department == new.department for each in evaluators.confirmed(new.cycle))
    rules.check_forms(
        new.sets.values(),
        assigned=assigned,
        forms=sum(count for _, count in counted.values()),
        still_open=queries.still_open(new.cycle, new.department, at),
    )


def _seal(new: _Round, at: datetime) -> None:
    """Bring the ratings together of those who have no rated part yet, raw and fair.

    How strict a rater is, is learned from everything handed in in the cycle until now, in other departments too. What
    raters are told of themselves is worked out from the same and kept.
    """
    sealed = queries.values_of(new.cycle, new.people)
    fresh = new.people - sealed.keys()
    if fresh:
        judged = queries.judged(new.cycle, at)
        told = rules.told_table(judged.of)
        known = rules.severities(told, fresh)
        parts = {person: rules.rated_fairly(judged.of.get(person, ()), known) for person in sorted(fresh)}
        seal(new.cycle, rules.with_agreement(parts, judged.of), at)
        seal_round(new.cycle, rules.round_figures(new.department, told, fresh, known), at)
        keep_feedback(new.cycle, new.department, rules.new_feedback(told, judged, fresh), at)


def _holders(new: _Round, found: SetView) -> frozenset[int]:
    return frozenset(person for person in new.people if new.positions[person] == found.position)


def _freeze(new: _Round, found: SetView, facts: FactSet, by: Actor, at: datetime) -> Frozen:
    people = _holders(new, found)
    measured = read(facts, found, new.period, people)
    rated, parts = sealed_readings(found, new.cycle, new.period, people)
    return write_cards(
        ToFreeze(
            set=found,
            period=new.period,
            people=people,
            positions=new.positions,
            readings=_together(measured, rated),
            evidence=keep_cases(facts, found, new.period, people),
            facts=facts,
            reason=new.reason,
            cycle=new.cycle,
            rated=parts,
        ),
        by,
        at,
    )


def _together(*parts: Mapping[int, Collection[Reading]]) -> dict[int, list[Reading]]:
    found: defaultdict[int, list[Reading]] = defaultdict(list)
    for part in parts:
        for person, some in part.items():
            found[person].extend(some)
    return found


def _write_results(new: _Round, cards: Mapping[int, int], by: Actor, at: datetime) -> None:
    write_results(
        cycle_id=new.cycle,
        cards=cards,
        departments=dict.fromkeys(cards, new.department),
        corrects={person: found for person, found in new.before.items() if person in cards},
        reason=new.reason,
        by=by,
        at=at,
    )
