"""How a set comes to be agreed: proposed, voted on by those whom it binds, settled or decided, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from liuxin.desk.history.words import Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreements
from liuxin.performance.agreement import queries as agreement_queries
from liuxin.performance.agreement.words import Mode, NewParty
from liuxin.performance.indicators import permissions, queries, rules
from liuxin.performance.indicators.actions.sets import held_draft, keep_total, locked, record
from liuxin.performance.indicators.models import IndicatorSet
from liuxin.performance.indicators.words import SetStatus, SetView
from liuxin.performance.plan import actions as plan_actions
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import ParticipantView, Phase

USUAL_SHARE = Percent(Decimal(60))
"""How many of those whom a set binds must sign, unless it is put to the vote otherwise."""
VOTER = "voter"


@dataclass(frozen=True, slots=True)
class _Proposal:
    """How a set is put to the vote."""

    deadline: datetime
    share: Percent
    decider: int | None
    note: str


def propose_set(
    *,
    set_id: int,
    cycle_id: int,
    deadline: datetime,
    by: Actor,
    at: datetime,
    share: Percent = USUAL_SHARE,
    decider: int | None = None,
    note: str = "",
) -> int:
    """Put a draft to the vote of those whom it would bind, and give the key of the agreement.

    Bound is whoever takes part in the cycle in the position of the set. `decider` may decide where the vote fails; a
    director who is not bound, unless somebody is named. Raises `indicators.phase_not_open`, `weights_not_hundred`,
    `proposed_already`.
    """
    _require(by, at)
    rules.check_share(share)
    rules.check_deadline(deadline, at)
    bound = queries.holders(cycle_id, _position(set_id))
    rules.check_somebody(bound)
    rules.check_may_propose(phases=_phases(cycle_id, bound), phase=Phase.INDICATORS)
    told = _Proposal(deadline, share, decider or _decider({each.person for each in bound}, at), note)
    with held_draft(set_id) as draft:
        rules.check_complete(keep_total(draft, at))
        found = _view(set_id, by, at)
        rules.check_lines_there(found)
        draft.agreement_id = _open(found, bound, told, by, at)
        draft.cycle_id, draft.status = cycle_id, SetStatus.PROPOSED
        _save(draft, "agreement", "cycle", "status")
        numbers: dict[str, Plain] = {"version": draft.version, "cycle": cycle_id, "agreement": draft.agreement_id}
        record(draft, "indicators.set_proposed", numbers | {"bound": len(bound)}, by, at)
    return draft.agreement_id


def _open(found: SetView, bound: Sequence[ParticipantView], told: "_Proposal", by: Actor, at: datetime) -> int:
    return agreements.open_agreement(
        kind=queries.KIND,
        subject=str(found.id),
        title=_title(found),
        lines=rules.text_of(found, queries.externals()),
        parties=[NewParty(each.person, VOTER) for each in bound],
        mode=Mode.SHARE,
        share=told.share,
        is_public=True,
        deadline=told.deadline,
        decider=told.decider,
        note=told.note,
        by=by,
        at=at,
    )


def settle_set(*, set_id: int, by: Actor, at: datetime) -> bool:
    """Close the vote on a set, and tell whether it is agreed; where the share was not reached it stays proposed.

    A vote that was closed or decided elsewhere is taken over.
    """
    _require(by, at)
    with transaction.atomic():
        held = _proposed(set_id)
        key = _agreement(held)
        settled = agreement_queries.settlement_of(key) is not None
        if not settled and not agreements.close_vote(agreement_id=key, by=by, at=at):
            record(held, "indicators.vote_failed", {"version": held.version, "agreement": key}, by, at)
            return False
        _agree(held, by, at)
        return True


def decide_set(*, set_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Put a set in force where the vote failed, with a reason that all can read; only the one named for it may."""
    with transaction.atomic():
        held = _proposed(set_id)
        key = _agreement(held)
        latest = agreement_queries.states([key])[key].version
        agreements.decide(agreement_id=key, version=latest, reason=reason, by=by, at=at)
        _agree(held, by, at)


def take_back_set(*, set_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Take a proposal back to work on it: the vote ends with the reason, the set is a draft again."""
    _require(by, at)
    with transaction.atomic():
        held = _proposed(set_id)
        agreements.withdraw(agreement_id=_agreement(held), reason=reason, by=by, at=at)
        told: dict[str, Plain] = {"version": held.version, "cycle": held.cycle_id, "agreement": held.agreement_id}
        held.status, held.cycle, held.agreement, held.changed_at = SetStatus.DRAFT, None, None, at
        held.save(update_fields=["status", "cycle", "agreement", "changed_at"])
        record(held, "indicators.set_taken_back", told, by, at)


def finish_indicators(*, cycle_id: int, department: int, by: Actor, at: datetime) -> None:
    """Complete the second phase of a department: every position of its people has an agreed set."""
    plan.phase_of(cycle_id, department)
    if not permissions.may_finish_phase(organisation.standing(by, at), department):
        raise NotAllowedError("indicators.may_not_finish")
    plan.require_phase(cycle_id, department, Phase.INDICATORS)
    names = organisation.positions()
    missing = [names[key].zh or names[key].en for key in queries.without_set(cycle_id, department)]
    rules.check_positions_agreed(missing, department)
    plan_actions.complete_phase(cycle_id=cycle_id, department=department, phase=Phase.INDICATORS, by=by, at=at)


def _agree(held: IndicatorSet, by: Actor, at: datetime) -> None:
    """Let a set be in force by the settlement of its agreement, if it reads as what was settled."""
    key = _agreement(held)
    settlement = agreement_queries.settlement_of(key)
    view = agreement_queries.agreement(organisation.standing(by, at), key, at)
    if settlement is None:
        raise ConflictError("indicators.not_settled")
    settled = next(each for each in view.versions if each.number == settlement.version)
    rules.check_same_text(settled.lines, _view(held.pk, by, at), queries.externals())
    held.status, held.settlement_id, held.changed_at = SetStatus.AGREED, settlement.id, at
    held.save(update_fields=["status", "settlement", "changed_at"])
    told: dict[str, Plain] = {"version": held.version, "cycle": held.cycle_id, "agreement": key}
    told["how"] = settlement.how.value
    record(held, "indicators.set_agreed", told, by, at)


def _require(by: Actor, at: datetime) -> None:
    if not permissions.may_agree_sets(organisation.standing(by, at)):
        raise NotAllowedError("indicators.may_not_agree")


def _position(set_id: int) -> int:
    found = IndicatorSet.objects.filter(pk=set_id).values_list("position", flat=True).first()
    if found is None:
        raise NotFoundError("indicators.no_such_set", set=set_id)
    return found


def _proposed(set_id: int) -> IndicatorSet:
    held = locked(set_id)
    rules.check_proposed(held.status, version=held.version)
    return held


def _agreement(held: IndicatorSet) -> int:
    if held.agreement_id is None:
        raise ConflictError("indicators.not_proposed", version=held.version)
    return held.agreement_id


def _view(set_id: int, by: Actor, at: datetime) -> SetView:
    return queries.indicator_set(organisation.standing(by, at), set_id)


def _phases(cycle_id: int, bound: tuple[ParticipantView, ...]) -> set[int]:
    steps = plan.phases(cycle_id)
    return {steps[each.department].now for each in bound if each.department in steps}


def _title(found: SetView) -> Bilingual:
    zh, en = found.position_name.zh or found.position_name.en, found.position_name.en or found.position_name.zh
    return Bilingual(f"{zh}的指标（第 {found.version} 版）", f"Indicators for {en}, version {found.version}")


def _decider(bound: set[int], at: datetime) -> int | None:
    """Give a director whom the set does not bind: nobody decides in one's own matter."""
    return next((person for person in organisation.people_with_role(Role.DIRECTOR, at) if person not in bound), None)


def _save(draft: IndicatorSet, *fields: str) -> None:
    try:
        with transaction.atomic():
            draft.save(update_fields=list(fields))
    except IntegrityError as error:
        raise ConflictError("indicators.proposed_already", version=draft.version) from error
