"""Texts proposed and signed where everyone must sign."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.agreement import actions, queries
from liuxin.performance.agreement.words import How, State
from tests.factories import agreement as made
from tests.factories.agreement import AFTER, AT, DEADLINE, LATER
from tests.factories.organisation import SYSTEM, make_person, standing_of

pytestmark = pytest.mark.django_db


def by(person: int) -> Actor:
    return Actor.person(person)


def latest(agreement: int, person: int):
    return queries.agreement(standing_of(person, AT), agreement).latest


def propose(agreement: int, person: int, *, target: str = "90%", expect: int = 1, at=LATER) -> int:
    return actions.propose(
        agreement_id=agreement, lines=made.text(target), expect=expect, note="先看三个月", by=by(person), at=at
    )


@pytest.mark.spec("P1.2", "P5.6")
def test_a_text_binds_when_both_have_signed_the_same_version():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent, by=by(lead))
    assert made.answer(agreement, lead) is False
    assert queries.settlement_of(agreement) is None
    assert made.answer(agreement, agent) is True
    settled = queries.settlement_of(agreement)
    assert settled is not None
    assert (settled.version, settled.how, settled.at) == (1, How.EVERYONE, LATER)
    state = queries.states([agreement])[agreement]
    assert (state.state, state.signed, state.required, state.settled_version) == (State.AGREED, 2, 2, 1)
    assert state.settlement == settled.id


@pytest.mark.spec("P1.2")
def test_signatures_of_an_earlier_version_stay_on_record_and_do_not_count():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    made.answer(agreement, lead)
    assert propose(agreement, agent) == 2
    assert made.answer(agreement, agent) is False
    view = queries.agreement(standing_of(lead), agreement)
    assert [len(version.responses) for version in view.versions] == [1, 1]
    assert queries.states([agreement])[agreement].signed == 1
    assert made.answer(agreement, lead) is True
    assert queries.states([agreement])[agreement].settled_version == 2


def test_signing_an_older_version_is_refused_and_names_the_latest():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    old = latest(agreement, lead)
    propose(agreement, agent)
    with pytest.raises(ConflictError) as error:
        actions.sign(agreement_id=agreement, version=1, sha256=old.sha256, by=by(lead), at=LATER)
    assert (error.value.code, error.value.params) == ("agreement.older_version", {"latest": 2, "version": 1})


def test_signing_another_text_than_the_one_that_was_read_is_refused():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    with pytest.raises(ConflictError) as error:
        actions.sign(agreement_id=agreement, version=1, sha256="0" * 64, by=by(lead), at=LATER)
    assert error.value.code == "agreement.text_changed"


def test_a_text_altered_behind_the_back_is_not_signed_and_shows():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    read = latest(agreement, lead)
    assert read.is_intact
    made.Line.objects.filter(version=read.id, key="target").update(text="50%")
    assert latest(agreement, lead).is_intact is False
    with pytest.raises(ConflictError) as error:
        actions.sign(agreement_id=agreement, version=1, sha256=read.sha256, by=by(lead), at=LATER)
    assert error.value.code == "agreement.text_changed"


def test_an_answer_after_the_deadline_is_refused():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent, deadline=DEADLINE)
    for deed in (lambda: made.answer(agreement, lead, at=AFTER), lambda: propose(agreement, lead, at=AFTER)):
        with pytest.raises(RuleBrokenError) as error:
            deed()
        assert error.value.code == "agreement.after_deadline"
    made.answer(agreement, lead, at=DEADLINE)


def test_somebody_else_cannot_sign_and_does_not_see_it():
    lead, agent, stranger = make_person(), make_person(), make_person()
    agreement = made.open_between(lead, agent)
    sha256 = latest(agreement, lead).sha256
    with pytest.raises(NotFoundError):
        queries.agreement(standing_of(stranger), agreement)
    with pytest.raises(NotFoundError):
        actions.sign(agreement_id=agreement, version=1, sha256=sha256, by=by(stranger), at=LATER)
    public = made.open_between(lead, agent, is_public=True, subject="2")
    sha256 = latest(public, stranger).sha256
    with pytest.raises(NotAllowedError) as error:
        actions.sign(agreement_id=public, version=1, sha256=sha256, by=by(stranger), at=LATER)
    assert error.value.code == "agreement.not_a_party"


def test_an_objection_needs_a_reason_and_a_signature_takes_it_back():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    sha256 = latest(agreement, lead).sha256
    with pytest.raises(BadInputError) as error:
        actions.object_to(agreement_id=agreement, version=1, sha256=sha256, reason=" ", by=by(agent), at=LATER)
    assert (error.value.code, error.value.field) == ("agreement.no_reason", "reason")
    made.answer(agreement, agent, objection="夜班人手不够")
    made.answer(agreement, lead)
    assert queries.states([agreement])[agreement].objections == 1
    assert made.answer(agreement, agent) is True
    assert queries.states([agreement])[agreement].objections == 0
    assert made.Response.objects.filter(replaced_at__isnull=False).get().reason == "夜班人手不够"


def test_a_deputy_signs_for_the_party_and_the_record_names_both():
    lead, agent, deputy = make_person(), make_person(), make_person()
    agreement = made.open_between(lead, agent)
    actions.name_deputy(agreement_id=agreement, person=agent, deputy=deputy, by=by(agent), at=AT)
    assert [each.for_person for each in queries.waiting_for(deputy, LATER)] == [agent]
    made.answer(agreement, lead)
    assert made.answer(agreement, deputy) is True
    response = latest(agreement, lead).responses[-1]
    assert (response.by, response.for_person) == (deputy, agent)


@pytest.mark.parametrize("who", ["party", "deputy of another"])
def test_nobody_signs_for_two(who):
    lead, agent, deputy = make_person(), make_person(), make_person()
    agreement = made.open_between(lead, agent)
    actions.name_deputy(agreement_id=agreement, person=lead, deputy=deputy, by=by(lead), at=AT)
    with pytest.raises(RuleBrokenError) as error:
        actions.name_deputy(
            agreement_id=agreement, person=agent, deputy=lead if who == "party" else deputy, by=by(agent), at=AT
        )
    assert error.value.code == ("agreement.deputy_is_party" if who == "party" else "agreement.deputy_of_two")


def test_a_deputy_is_named_by_the_party_and_not_by_the_other_side():
    lead, agent, deputy = make_person(), make_person(), make_person()
    agreement = made.open_between(lead, agent)
    with pytest.raises(NotAllowedError) as error:
        actions.name_deputy(agreement_id=agreement, person=agent, deputy=deputy, by=by(lead), at=AT)
    assert error.value.code == "agreement.may_not_name_deputy"


GONE = AT + timedelta(days=5)


def leaver() -> int:
    """Make somebody who is here at `AT` and has left at `GONE`."""
    return make_person(left_on=GONE.date())


def test_a_leaver_who_must_sign_is_released_with_a_reason_and_then_it_binds():
    lead, agent, colleague = make_person(), make_person(), leaver()
    agreement = made.open_between(lead, agent, colleague, by=by(lead))
    made.answer(agreement, lead)
    made.answer(agreement, agent)
    release: dict[str, Any] = {"agreement_id": agreement, "person": colleague, "reason": "已离职", "by": by(lead)}
    with pytest.raises(RuleBrokenError) as error:
        actions.release_party(**release, at=LATER)
    assert error.value.code == "agreement.party_is_here"
    assert queries.waiting(standing_of(lead, LATER), LATER) == ()
    assert [each.code for each in queries.waiting(standing_of(lead, GONE), GONE)] == ["agreement.waits.leaver"]
    with pytest.raises(BadInputError):
        actions.release_party(**(release | {"reason": ""}), at=GONE)
    with pytest.raises(NotAllowedError) as other:
        actions.release_party(**(release | {"by": by(agent)}), at=GONE)
    assert other.value.code == "agreement.may_not_release"
    assert actions.release_party(**release, at=GONE) is True
    party = queries.agreement(standing_of(lead), agreement, GONE).parties[2]
    assert (party.has_left, party.released_at, party.release_reason) == (True, GONE, "已离职")
    assert queries.states([agreement])[agreement].required == 2


def test_a_leaver_cannot_sign_any_more():
    lead, agent = make_person(), leaver()
    agreement = made.open_between(lead, agent)
    sha256 = latest(agreement, lead).sha256
    with pytest.raises(NotFoundError):
        actions.sign(agreement_id=agreement, version=1, sha256=sha256, by=by(agent), at=GONE)


def test_the_last_party_is_never_released():
    agreement = made.open_between(leaver())
    party = made.Party.objects.get(agreement=agreement)
    with pytest.raises(RuleBrokenError) as error:
        actions.release_party(agreement_id=agreement, person=party.person_id, reason="已离职", by=SYSTEM, at=GONE)
    assert error.value.code == "agreement.last_party"


def test_nobody_who_left_is_asked_to_sign():
    with pytest.raises(BadInputError) as error:
        made.open_between(make_person(), leaver(), at=GONE)
    assert error.value.code == "agreement.party_has_left"
    assert not made.Agreement.objects.exists()


def test_what_is_settled_is_touched_no_more_but_may_be_remarked_on():
    lead, agent = make_person(), make_person()
    agreement = made.settled_between(lead, agent)
    for deed in (lambda: propose(agreement, agent), lambda: made.answer(agreement, lead, objection="后悔了")):
        with pytest.raises(ConflictError) as error:
            deed()
        assert error.value.code == "agreement.already_settled"
    actions.comment(agreement_id=agreement, version=1, text="谢谢", by=by(agent), at=LATER)
    assert [each.text for each in queries.agreement(standing_of(lead), agreement).comments] == ["谢谢"]


def test_a_version_that_says_the_same_is_refused():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    with pytest.raises(BadInputError) as error:
        propose(agreement, agent, target=" 95% ")
    assert error.value.code == "agreement.nothing_changed"


def test_whoever_has_not_seen_the_latest_version_is_told_and_proposes_nothing():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent)
    propose(agreement, agent)
    with pytest.raises(ConflictError) as error:
        propose(agreement, lead, target="80%")
    assert (error.value.code, error.value.params["latest"]) == ("agreement.changed_meanwhile", 2)
    assert latest(agreement, lead).number == 2


@pytest.mark.spec("P2.5")
def test_only_the_named_decider_decides_and_says_why():
    lead, agent, director = make_person(), make_person(), make_person()
    agreement = made.open_between(lead, agent, decider=director, deadline=DEADLINE)
    decide: dict[str, Any] = {"agreement_id": agreement, "version": 1, "reason": "旺季先按此执行"}
    with pytest.raises(NotAllowedError) as refused:
        actions.decide(**decide, by=by(lead), at=LATER)
    assert refused.value.code == "agreement.not_the_decider"
    with pytest.raises(RuleBrokenError) as early:
        actions.decide(**decide, by=by(director), at=LATER)
    assert early.value.code == "agreement.nothing_to_decide"
    assert queries.waiting(standing_of(director, LATER), LATER) == ()
    made.answer(agreement, agent, refusal="做不到")
    assert [each.code for each in queries.waiting(standing_of(director, LATER), LATER)] == ["agreement.waits.decision"]
    with pytest.raises(BadInputError):
        actions.decide(**(decide | {"reason": ""}), by=by(director), at=LATER)
    actions.decide(**decide, by=by(director), at=LATER)
    view = queries.agreement(standing_of(agent), agreement)
    assert view.decision is not None
    assert view.settlement is not None
    assert (view.state, view.decision.reason, view.settlement.how) == (State.DECIDED, "旺季先按此执行", How.DECIDED)


def test_nobody_decides_in_the_own_cause():
    lead, agent = make_person(), make_person()
    with pytest.raises(RuleBrokenError) as error:
        made.open_between(lead, agent, decider=lead)
    assert error.value.code == "agreement.decider_is_party"


def test_a_withdrawn_agreement_binds_nobody_and_keeps_its_reason():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent, by=by(lead))
    with pytest.raises(NotAllowedError):
        actions.withdraw(agreement_id=agreement, reason="岗位取消", by=by(agent), at=LATER)
    actions.withdraw(agreement_id=agreement, reason="岗位取消", by=by(lead), at=LATER)
    view = queries.agreement(standing_of(agent), agreement)
    assert (view.state, view.comments[-1].text) == (State.WITHDRAWN, "岗位取消")
    assert queries.waiting_for(agent, LATER) == ()
    with pytest.raises(ConflictError) as error:
        made.answer(agreement, agent)
    assert error.value.code == "agreement.already_withdrawn"


def test_the_record_tells_every_step_and_no_free_text():
    lead, agent = make_person(), make_person()
    agreement = made.open_between(lead, agent, by=by(lead))
    propose(agreement, agent)
    actions.comment(agreement_id=agreement, version=2, text="夜班人手不够", by=by(agent), at=LATER)
    made.answer(agreement, agent)
    made.answer(agreement, lead)
    events = sorted(history.timeline("agreement", str(agreement)), key=lambda event: event.id)
    assert [event.code.removeprefix("agreement.") for event in events] == [
        "opened",
        "proposed",
        "commented",
        "signed",
        "signed",
        "settled",
    ]
    assert not any("夜班" in str(event.payload) for event in events)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "agreed"},
        {"state": "open", "settled_at": AT},
        {"mode": "share"},
        {"share": 50},
        {"title_zh": "", "title_en": ""},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(wrong: dict[str, Any]):
    agreement = made.open_between(make_person(), make_person())
    with pytest.raises(IntegrityError), transaction.atomic():
        made.Agreement.objects.filter(pk=agreement).update(**wrong)
