"""One agreement, and what the reader may do with it."""

from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.agreement import models, permissions, rules
from liuxin.performance.agreement.queries import reading
from liuxin.performance.agreement.words import AgreementView, May, Mode, Party, Settlement, State


def agreement(standing: Standing, agreement_id: int, at: datetime | None = None) -> AgreementView:
    """Give an agreement with all its versions, answers and remarks; `at` tells which parties have left by then."""
    found = models.Agreement.objects.filter(pk=agreement_id).first()
    view = None if found is None else reading.read(found, at)
    if view is None or not permissions.may_see(standing, view.concerned):
        raise NotFoundError("agreement.no_such_agreement", agreement=agreement_id)
    return view


def settlement_of(agreement_id: int) -> Settlement | None:
    """Give which version of an agreement binds, if one does."""
    return reading.settlement(agreement_id)


def may(standing: Standing, view: AgreementView, at: datetime) -> May:
    """Tell what the reader may do now, so that a page offers nothing that would be refused."""
    party = _answers_for(standing, view)
    key = None if party is None else party.id
    may_comment = permissions.may_comment(standing, view.concerned)
    if view.state is not State.OPEN:
        return May(party=key, comment=may_comment)
    counted = reading.tally(view)
    over = rules.is_over(view.deadline, at)
    leads = permissions.may_lead(standing, view.concerned)
    answers = party is not None and not over
    is_vote = view.mode is Mode.SHARE
    decidable = view.deadline is None or over or counted.against > 0
    leavers = any(each.has_left for each in view.live) and len(view.live) > 1
    return May(
        party=key,
        answer=answers,
        abstain=answers and is_vote,
        propose=not over and permissions.may_propose(standing, view.concerned),
        comment=may_comment,
        decide=decidable and permissions.may_decide(standing, view.concerned),
        close_vote=leads and is_vote and (over or not counted.waiting),
        withdraw=leads,
        name_deputy=any(permissions.may_name_deputy(standing, view.concerned, each.person) for each in view.live),
        release=leavers and permissions.may_release(standing, view.concerned),
        move_deadline=leads,
    )


def _answers_for(standing: Standing, view: AgreementView) -> Party | None:
    if standing.person_id is None:
        return None
    return next((each for each in view.live if standing.person_id in {each.person, each.deputy}), None)
