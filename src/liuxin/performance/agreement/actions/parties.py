"""Who must sign, who may sign for whom, and until when."""

from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError
from liuxin.performance.agreement import permissions, rules
from liuxin.performance.agreement.actions.held import Held, held, settle_if_signed
from liuxin.performance.agreement.models import Party as PartyRow
from liuxin.performance.agreement.words import Mode, Party


def name_deputy(*, agreement_id: int, person: int, deputy: int | None, by: Actor, at: datetime) -> None:
    """Let somebody answer for a party who is away; None takes it back."""
    with held(agreement_id, by, at) as now:
        party = _party(now, person)
        if not permissions.may_name_deputy(now.standing, now.view.concerned, person):
            raise NotAllowedError("agreement.may_not_name_deputy")
        others = [each for each in now.view.parties if each.person != person]
        rules.check_deputy(
            deputy,
            party=person,
            parties={each.person for each in others},
            deputies={each.deputy for each in others if each.deputy is not None},
        )
        PartyRow.objects.filter(pk=party.id).update(deputy=deputy)
        if PartyRow.objects.filter(pk=party.id, deputy__left_on__lte=at.date()).exists():
            raise BadInputError("agreement.party_has_left", field="deputy", person=deputy)
        now.record("agreement.deputy_named", {"for": person, "deputy": deputy})


def release_party(
    *, agreement_id: int, person: int, reason: str, by: Actor, at: datetime, is_gone: bool = False
) -> bool:
    """Let the signature of somebody who left be done without, with the reason; tell whether the text binds now.

    Whoever works here no more has left; `is_gone` says that somebody left whatever the agreement belongs to.
    """
    said = rules.check_reason(reason)
    with held(agreement_id, by, at) as now:
        party = _party(now, person)
        if not permissions.may_release(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_release")
        rules.check_release(has_left=party.has_left or is_gone, live=len(now.view.live))
        PartyRow.objects.filter(pk=party.id).update(released_at=at, release_reason=said)
        now.record("agreement.party_released", {"person": person})
        return now.view.mode is Mode.EVERYONE and settle_if_signed(now)


def move_deadline(*, agreement_id: int, deadline: datetime, by: Actor, at: datetime) -> None:
    """Give another time limit, which lies ahead."""
    with held(agreement_id, by, at) as now:
        if not permissions.may_lead(now.standing, now.view.concerned):
            raise NotAllowedError("agreement.may_not_lead")
        rules.check_mode(now.view.mode, now.view.share, deadline, at)
        now.row.deadline = deadline
        now.row.save(update_fields=["deadline"])
        now.record("agreement.deadline_moved", {"version": now.view.latest.number})


def _party(now: Held, person: int) -> Party:
    found = next((each for each in now.view.live if each.person == person), None)
    if found is None:
        raise NotFoundError("agreement.no_such_party", person=person)
    return found
