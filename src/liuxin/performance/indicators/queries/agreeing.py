"""Reads of agreement: agreed sets of a cycle, where votes stand, what waits, how far the phase is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import AgreementState
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.models import IndicatorSet
from liuxin.performance.indicators.queries.sets import view_of
from liuxin.performance.indicators.words import SetStatus, SetView, Vote
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import ParticipantView, Phase

KIND = "indicator_set"
"""The kind of the agreements by which sets are voted on."""


def agreed_set(cycle_id: int, position_id: int) -> SetView | None:
    """Give the set that was agreed for a position in a cycle."""
    return agreed_sets(cycle_id, [position_id]).get(position_id)


def agreed_sets(cycle_id: int, position_ids: Collection[int] | None = None) -> dict[int, SetView]:
    """Give the agreed set of each position in a cycle: what people are scored by. Two statements."""
    found = IndicatorSet.objects.filter(cycle=cycle_id, status=SetStatus.AGREED)
    if position_ids is not None:
        found = found.filter(position__in=position_ids)
    rows = found.select_related("position").prefetch_related("indicators").order_by("position__code")
    return {row.position_id: view_of(row) for row in rows}


def sets_of_cycle(standing: Standing, cycle_id: int) -> dict[int, SetView]:
    """Give the set of each position that was proposed or agreed for a cycle. Two statements."""
    if not permissions.may_see_sets(standing):
        return {}
    found = IndicatorSet.objects.filter(cycle=cycle_id).select_related("position").prefetch_related("indicators")
    return {row.position_id: view_of(row) for row in found.order_by("position__code")}


def holders(cycle_id: int, position_id: int) -> tuple[ParticipantView, ...]:
    """Give who takes part in a cycle in a position and has not left: those whom a set for it binds."""
    everybody = plan.participants(cycle_id)
    return tuple(each for each in everybody if each.position == position_id and each.left_at is None)


def vote(found: SetView, at: datetime) -> Vote | None:
    """Tell where the vote on a set stands; None where it was never put to one."""
    return votes([found], at).get(found.id)


def votes(found: Iterable[SetView], at: datetime) -> dict[int, Vote]:
    """Tell where the votes on several sets stand, by the key of the set, whatever their number."""
    keys = {each.agreement: each.id for each in found if each.agreement is not None}
    return {keys[state.id]: _vote(state, at) for state in agreements.states(keys).values()}


def _vote(state: AgreementState, at: datetime) -> Vote:
    answered = state.signed + state.objections + state.abstained
    return Vote(
        agreement=state.id,
        required=state.required,
        signed=state.signed,
        objections=state.objections,
        needed=rules.needed(state.required, state.share),
        share=state.share,
        deadline=state.deadline,
        is_over=answered >= state.required or (state.deadline is not None and state.deadline < at),
        is_settled=state.is_settled,
    )


def phase_progress(standing: Standing, cycle_id: int) -> dict[int, PhaseProgress]:
    """Tell for each department how many of its positions have an agreed set, and whose vote is still out."""
    if not permissions.may_see_sets(standing):
        return {}
    wanted = _positions(plan.participants(cycle_id))
    rows = list(IndicatorSet.objects.filter(cycle=cycle_id).values_list("position", "status", "agreement"))
    open_votes = {position: key for position, status, key in rows if status == SetStatus.PROPOSED}
    agreed = {position for position, status, _key in rows if status == SetStatus.AGREED}
    silent = agreements.unanswered(open_votes.values())
    return {
        department: _progress(wanted.get(department, {}), agreed, open_votes, silent)
        for department in plan.phases(cycle_id)
    }


def _progress(
    positions: Mapping[int, set[int]],
    agreed: Collection[int],
    open_votes: Mapping[int, int],
    silent: Mapping[int, Collection[int]],
) -> PhaseProgress:
    done = positions.keys() & agreed
    voting = positions.keys() & open_votes.keys()
    missing = []
    if voting:
        missing.append("indicators.missing.vote_open")
    if positions.keys() - done - voting:
        missing.append("indicators.missing.no_set")
    late = {person for each in voting for person in positions[each] & set(silent.get(open_votes[each], ()))}
    return PhaseProgress(len(done), len(positions), tuple(sorted(late)), tuple(missing))


def _positions(people: Iterable[ParticipantView]) -> dict[int, dict[int, set[int]]]:
    """Sort those who take part by department and position."""
    found: defaultdict[int, dict[int, set[int]]] = defaultdict(dict)
    for each in people:
        if each.position is not None and each.is_asked(Phase.INDICATORS):
            found[each.department].setdefault(each.position, set()).add(each.person)
    return found


def without_set(cycle_id: int, department: int) -> tuple[int, ...]:
    """Give the positions of a department's people for which no set is agreed in a cycle."""
    wanted = _positions(plan.participants(cycle_id)).get(department, {})
    rows = IndicatorSet.objects.filter(cycle=cycle_id, status=SetStatus.AGREED, position__in=wanted)
    return tuple(sorted(wanted.keys() - set(rows.values_list("position", flat=True))))


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give what waits for those who lead the phase: votes to be closed, positions without a set.

    What waits for an answer of those whom a set binds is told by the agreement itself.
    """
    if not permissions.may_agree_sets(standing):
        return ()
    proposed = IndicatorSet.objects.filter(status=SetStatus.PROPOSED).select_related("position")
    views = [view_of(row) for row in proposed.prefetch_related("indicators").order_by("pk")]
    over = votes(views, at)
    closing = (
        Waiting(
            "indicators.waits.close",
            page="indicators:set",
            key={"set": each.id},
            params={"position": each.position_name},
            due=over[each.id].deadline,
        )
        for each in views
        if each.id in over and (over[each.id].is_over or over[each.id].is_settled)
    )
    return (*closing, *_missing())


def _missing() -> Iterable[Waiting]:
    current = plan.current_cycle()
    if current is None:
        return
    steps = plan.phases(current.id)
    places = {key: each for key, each in steps.items() if each.now == Phase.INDICATORS}
    wanted = _positions(plan.participants(current.id))
    held = set(
        IndicatorSet.objects.filter(cycle=current.id).exclude(status=SetStatus.DRAFT).values_list("position", flat=True)
    )
    names = organisation.positions()
    open_ones = {position for key in places for position in wanted.get(key, {})} - held
    for position in sorted(open_ones):
        yield Waiting("indicators.waits.propose", page="indicators:sets", params={"position": names[position]})
