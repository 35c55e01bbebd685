"""Two who negotiate at the same moment: one is first, the other is told, nothing is lost."""

import pytest

from liuxin.kernel.actor import Actor
from liuxin.performance.agreement import actions, queries
from tests.desk.organisation.test_concurrency import at_once
from tests.factories import agreement as made
from tests.factories.agreement import LATER
from tests.factories.organisation import make_person, standing_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_propose_at_once_make_one_version_and_the_other_is_told():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)

    def propose(person: int, target: str):
        return lambda: actions.propose(
            agreement_id=agreement, lines=made.text(target), expect=1, by=Actor.person(person), at=LATER
        )

    ends = at_once(propose(lead, "90%"), propose(agent, "80%"))
    assert ends == ["agreement.changed_meanwhile", "done"]
    assert [each.number for each in queries.agreement(standing_of(lead), agreement).versions] == [1, 2]


def test_the_last_two_signatures_given_at_once_settle_it_once():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    assert at_once(lambda: made.answer(agreement, lead), lambda: made.answer(agreement, agent)) == ["done", "done"]
    assert queries.states([agreement])[agreement].signed == 2
    assert made.Settlement.objects.filter(agreement=agreement).count() == 1


def test_a_signature_and_a_counter_proposal_at_once_never_settle_what_was_replaced():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    made.answer(agreement, lead)
    seen = queries.agreement(standing_of(agent), agreement).latest

    def sign() -> None:
        actions.sign(agreement_id=agreement, version=1, sha256=seen.sha256, by=Actor.person(agent), at=LATER)

    def propose() -> None:
        actions.propose(agreement_id=agreement, lines=made.text("80%"), expect=1, by=Actor.person(lead), at=LATER)

    ends = at_once(sign, propose)
    assert ends in (["agreement.already_settled", "done"], ["agreement.older_version", "done"])
    settled = queries.settlement_of(agreement)
    assert (settled and settled.version) == (1 if "agreement.already_settled" in ends else None)
