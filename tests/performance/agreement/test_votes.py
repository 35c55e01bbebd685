"""Texts that bind when a share of those whom they concern has signed."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.kernel.quantities import Percent
from liuxin.performance.agreement import actions, queries
from liuxin.performance.agreement.words import How, Mode, State
from tests.factories import agreement as made
from tests.factories.agreement import AFTER, AT, DEADLINE, LATER
from tests.factories.organisation import SYSTEM, make_person, standing_of

pytestmark = pytest.mark.django_db


def people(number: int) -> list[int]:
    return [make_person() for _ in range(number)]


@pytest.mark.spec("P2.5")
@pytest.mark.parametrize(("share", "signed", "agreed"), [("50", 2, True), ("50", 1, False), ("75.01", 3, False)])
def test_a_vote_binds_when_the_share_is_reached_and_not_before_it_is_closed(share, signed, agreed):
    voters = people(4)
    vote = made.open_vote(*voters, share=Percent(Decimal(share)))
    for voter in voters[:signed]:
        assert made.answer(vote, voter) is False
    assert queries.settlement_of(vote) is None
    assert actions.close_vote(agreement_id=vote, by=SYSTEM, at=AFTER) is agreed
    state = queries.states([vote])[vote]
    assert (state.state, state.signed, state.required) == (State.AGREED if agreed else State.OPEN, signed, 4)
    settled = queries.settlement_of(vote)
    assert (settled and settled.how) == (How.SHARE if agreed else None)


def test_a_vote_after_the_deadline_is_refused():
    voters = people(2)
    vote = made.open_vote(*voters)
    with pytest.raises(RuleBrokenError) as error:
        made.answer(vote, voters[0], at=AFTER)
    assert (error.value.code, error.value.params) == ("agreement.after_deadline", {"deadline": DEADLINE})
    assert queries.states([vote])[vote].signed == 0


def test_a_vote_is_not_closed_while_somebody_may_still_vote():
    voters = people(2)
    vote = made.open_vote(*voters)
    made.answer(vote, voters[0])
    with pytest.raises(RuleBrokenError) as error:
        actions.close_vote(agreement_id=vote, by=SYSTEM, at=LATER)
    assert (error.value.code, error.value.params["waiting"]) == ("agreement.vote_still_open", 1)
    latest = queries.agreement(standing_of(voters[1]), vote).latest
    actions.abstain(agreement_id=vote, version=1, sha256=latest.sha256, by=Actor.person(voters[1]), at=LATER)
    assert actions.close_vote(agreement_id=vote, by=SYSTEM, at=LATER) is True


def test_one_abstains_only_in_a_vote():
    lead, agent = people(2)
    agreement = made.open_between(lead, agent)
    latest = queries.agreement(standing_of(lead), agreement).latest
    with pytest.raises(RuleBrokenError) as error:
        actions.abstain(agreement_id=agreement, version=1, sha256=latest.sha256, by=Actor.person(lead), at=LATER)
    assert error.value.code == "agreement.abstain_only_in_vote"


def test_what_everyone_signs_is_not_closed_as_a_vote():
    agreement = made.open_between(*people(2))
    with pytest.raises(RuleBrokenError) as error:
        actions.close_vote(agreement_id=agreement, by=SYSTEM, at=LATER)
    assert error.value.code == "agreement.no_vote"


@pytest.mark.spec("P2.5")
def test_a_vote_that_failed_may_be_decided_with_a_reason():
    voters, director = people(3), make_person(roles=(Role.DIRECTOR,))
    vote = made.open_vote(*voters, decider=director)
    for voter in voters:
        made.answer(vote, voter, objection="目标太高")
    assert actions.close_vote(agreement_id=vote, by=SYSTEM, at=AFTER) is False
    assert queries.states([vote])[vote].objections == 3
    actions.decide(agreement_id=vote, version=1, reason="合同要求", by=Actor.person(director), at=AFTER)
    assert queries.states([vote])[vote].state is State.DECIDED


def test_voters_do_not_change_the_text_that_they_vote_on():
    voters = people(2)
    vote = made.open_vote(*voters)
    with pytest.raises(NotAllowedError) as error:
        actions.propose(agreement_id=vote, lines=made.text("50%"), expect=1, by=Actor.person(voters[0]), at=LATER)
    assert error.value.code == "agreement.may_not_propose"


def test_another_version_with_more_time_is_voted_on_anew():
    voters, hr = people(2), make_person(roles=(Role.HR,))
    vote = made.open_vote(*voters)
    made.answer(vote, voters[0])
    more = AFTER + timedelta(days=3)
    actions.move_deadline(agreement_id=vote, deadline=more, by=Actor.person(hr), at=AFTER)
    actions.propose(agreement_id=vote, lines=made.text("80%"), expect=1, by=Actor.person(hr), at=AFTER)
    state = queries.states([vote])[vote]
    assert (state.version, state.signed, state.deadline) == (2, 0, more)


@pytest.mark.parametrize(
    ("opened", "code"),
    [
        (lambda who: actions.open_agreement(**_vote(who, share=None)), "agreement.share_of_a_vote"),
        (lambda who: actions.open_agreement(**_vote(who, deadline=None)), "agreement.vote_needs_deadline"),
        (lambda who: actions.open_agreement(**_vote(who, deadline=AT)), "agreement.deadline_over"),
        (lambda who: actions.open_agreement(**_vote(who, mode=Mode.EVERYONE)), "agreement.share_of_a_vote"),
        (lambda who: actions.open_agreement(**_vote(who, parties=[])), "agreement.no_parties"),
        (lambda who: actions.open_agreement(**_vote(who, lines=[])), "agreement.no_text"),
    ],
)
def test_a_vote_that_could_not_work_is_not_opened(opened: Callable[[int], int], code: str):
    with pytest.raises(BadInputError) as error:
        opened(make_person())
    assert error.value.code == code


def _vote(person: int, **changes):
    usual = {
        "kind": "indicator_set",
        "subject": "1",
        "title": made.TITLE,
        "lines": made.TEXT,
        "parties": [made.NewParty(person, "voter")],
        "mode": Mode.SHARE,
        "share": made.HALF,
        "deadline": DEADLINE,
        "by": SYSTEM,
        "at": AT,
    }
    return usual | changes
