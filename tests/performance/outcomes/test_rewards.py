"""A rule set from its draft over the trial and two approvals to its one application."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import (
    BadInputError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)
from liuxin.kernel.text import language_of
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.outcomes import actions, queries
from liuxin.performance.outcomes.words import ConsequenceKind, Hold, RuleState, Side
from tests.factories import agreement, dialogue, history
from tests.factories import outcomes as made
from tests.factories.organisation import make_person, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P6.1")]
ABOVE, BORDER, UNDER = (90.0, 3.0), (61.0, 5.0), (40.0, 4.0)


def apply(place: made.Made, rule: int) -> int:
    return actions.apply_rule_set(rule_set_id=rule, reason="按批准的规则发放", by=place.by, at=made.LATER)


def test_a_rule_is_drafted_in_versions_and_seen_by_all_once_published():
    place = made.ready(ABOVE)
    rule = made.drafted(place)
    agent = standing_of(place.people[0], made.LATER)
    assert made.view(place, rule).version == 1
    assert made.view(place, made.drafted(place)).version == 2
    with pytest.raises(NotFoundError, match=r"outcomes\.no_such_rule"):
        queries.rule_set(agent, rule)
    actions.publish_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)
    assert [each.id for each in queries.rule_sets(agent)] == [rule]
    with pytest.raises(RuleBrokenError, match=r"outcomes\.published_already"):
        actions.publish_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)


@pytest.mark.parametrize("pool", [0, -5])
def test_a_pool_of_nothing_or_less_is_refused(pool: int):
    with pytest.raises(BadInputError, match=r"outcomes\.pool_not_positive"):
        made.drafted(made.ready(ABOVE), pool_fen=pool)
    assert not made.RuleSet.objects.exists()


def test_a_floor_above_everyone_is_refused_and_nothing_is_kept():
    place = made.ready(ABOVE, (70.0, 2.0))
    rule = made.drafted(place, floor=119)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.floor_above_everyone"):
        actions.try_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)
    assert not made.Trial.objects.exists()
    assert made.view(place, rule).state is RuleState.DRAFT


def test_only_hr_and_the_director_write_rules_and_hr_of_a_department_its_own():
    place = made.ready(ABOVE)
    for person in (place.people[0], place.lead, place.head):
        with pytest.raises(NotAllowedError, match=r"outcomes\.may_not_write"):
            actions.draft_rule_set(
                cycle_id=place.cycle, new=made.new_rule(place), by=Actor.person(person), at=made.LATER
            )
    actions.draft_rule_set(
        cycle_id=place.cycle, new=made.new_rule(place), by=Actor.person(place.director), at=made.LATER
    )


def test_two_who_write_at_once_do_not_overwrite_one_another():
    place = made.ready(ABOVE)
    rule = made.drafted(place)
    seen = made.view(place, rule).changed_at
    later = made.LATER + timedelta(minutes=1)
    new = made.new_rule(place, pool_fen=5)
    actions.write_rule_set(rule_set_id=rule, new=new, expect=seen, by=place.by, at=later)
    with pytest.raises(ConflictError, match=r"outcomes\.changed_meanwhile"):
        actions.write_rule_set(rule_set_id=rule, new=new, expect=seen, by=place.by, at=later)
    assert made.view(place, rule).terms.pool_fen == 5


def test_a_trial_keeps_cost_sides_winners_and_losers():
    place = made.ready(ABOVE, (75.0, 2.0), BORDER, UNDER, None)
    found = made.trial_of(place, made.tried(place))
    by_person = {each.person: each for each in found.lines}
    sides = [by_person[person].side for person in place.people]
    assert sides == [Side.ABOVE, Side.ABOVE, Side.BORDER, Side.UNDER, Side.NO_TOTAL]
    assert {by_person[person].side for person in (place.lead, place.head)} == {Side.NO_RESULT}
    assert found.cost_fen == made.POOL == sum(each.amount_fen for each in found.lines)
    assert [by_person[person].without_fen for person in place.people] == [200_000] * 5
    assert (found.against_none.gain, found.against_none.lose) == (2, 3)
    assert found.against_none.gained_fen == found.against_none.lost_fen
    assert found.undecided == 2
    assert found.is_fresh
    assert found.balance.mute == 3


def test_a_trial_may_be_made_on_results_that_are_not_final_and_says_how_many():
    place = made.ready(ABOVE, ABOVE, final=False)
    assert made.trial_of(place, made.tried(place)).not_final == 2


def test_a_trial_shows_nobody_else_what_colleagues_would_get():
    place = made.ready(ABOVE)
    rule = made.tried(place)
    actions.publish_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)
    for person in (place.people[0], place.lead, make_person(roles=(Role.REVIEWER,))):
        with pytest.raises(NotFoundError, match=r"outcomes\.no_trial"):
            queries.trial(standing_of(person, made.LATER), rule, made.LATER)
    auditor = make_person(roles=(Role.AUDITOR,))
    assert queries.trial(standing_of(auditor, made.LATER), rule, made.LATER).people == 3


def test_a_presence_of_half_the_period_is_read_from_memberships_and_one_without_is_said_to_be_assumed():
    place = made.ready(ABOVE)
    by_person = {each.person: each.ground.candidate for each in made.trial_of(place, made.tried(place)).lines}
    assert (by_person[place.people[0]].presence, by_person[place.people[0]].presence_assumed) == (Decimal(1), False)
    assert by_person[place.head].presence_assumed


def test_an_open_obstacle_and_a_talk_not_held_stand_before_anything_is_withheld():
    place = made.ready(ABOVE, UNDER, talked=False)
    rule = made.tried(place)
    line = next(each for each in made.trial_of(place, rule).lines if each.person == place.people[1])
    assert (line.side, line.ground.candidate.holds) == (Side.HELD, (Hold.TALK_NOT_HELD,))
    with pytest.raises(RuleBrokenError, match=r"outcomes\.manager_first"):
        made.decide(place, rule, {place.people[1]: False})
    made.decide(place, rule, {place.people[1]: True})


def test_a_case_is_decided_by_name_with_a_reason_and_changes_what_each_gets():
    place = made.ready(ABOVE, BORDER)
    rule = made.tried(place)
    before = made.trial_of(place, rule)
    made.decide(place, rule, {place.people[1]: False})
    after = made.trial_of(place, rule)
    line = next(each for each in after.lines if each.person == place.people[1])
    assert line.decision is not None
    assert (line.decision.by, line.decision.takes_part, line.amount_fen) == (place.hr, False, 0)
    assert line.by_rule_fen > 0
    assert (before.undecided, after.undecided) == (1, 0)
    assert after.cost_fen == made.POOL


def test_nobody_decides_about_oneself_nor_as_the_manager_nor_without_a_reason():
    place = made.ready(ABOVE, BORDER)
    rule = made.tried(place)
    with pytest.raises(NotFoundError):
        made.decide(place, rule, {place.people[1]: True}, by=place.people[1])
    with pytest.raises(NotFoundError):
        made.decide(place, rule, {place.people[1]: True}, by=place.lead)
    with pytest.raises(BadInputError, match=r"outcomes\.reason_needed"):
        actions.decide_case(
            rule_set_id=rule, person_id=place.people[1], takes_part=True, reason=" ", by=place.by, at=made.LATER
        )
    made.decide(place, rule, {place.people[1]: True}, by=place.head)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.nothing_to_decide"):
        made.decide(place, rule, {place.people[0]: False})


def test_decisions_stay_in_a_new_trial_where_nothing_they_rest_on_has_changed():
    place = made.ready(ABOVE, BORDER)
    rule = made.tried(place)
    made.decide(place, rule, {place.people[1]: True})
    actions.try_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)
    assert made.trial_of(place, rule).undecided == 0
    seen = made.view(place, rule).changed_at
    new = made.new_rule(place, floor=58)
    actions.write_rule_set(rule_set_id=rule, new=new, expect=seen, by=place.by, at=made.LATER)
    actions.try_rule_set(rule_set_id=rule, by=place.by, at=made.LATER)
    assert made.trial_of(place, rule).undecided == 0


def test_two_other_people_approve_a_rule_and_never_its_author():
    place = made.ready(ABOVE)
    rule = made.tried(place)
    with pytest.raises(NotAllowedError, match=r"outcomes\.approves_own_rule"):
        made.proposed(place, rule, [place.hr, place.director])
    with pytest.raises(BadInputError, match=r"outcomes\.two_approvers"):
        made.proposed(place, rule, [place.director])
    asked = made.proposed(place, rule)
    assert made.view(place, rule).state is RuleState.PROPOSED
    assert made.view(place, rule).published_at == made.LATER
    agreement.answer(asked, place.director, at=made.LATER)
    assert made.view(place, rule).state is RuleState.PROPOSED
    agreement.answer(asked, place.second, at=made.LATER)
    assert made.view(place, rule).state is RuleState.APPROVED


def test_the_database_itself_refuses_an_author_who_approves():
    place = made.ready(ABOVE)
    rule = made.tried(place)
    made.proposed(place, rule)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.RuleSet.objects.filter(pk=rule).update(approver_one=place.hr)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.RuleSet.objects.filter(pk=rule).update(state=RuleState.APPROVED.value)


def test_what_others_write_into_the_agreement_is_not_what_was_tried():
    place = made.ready(ABOVE)
    rule = made.tried(place)
    asked = made.proposed(place, rule)
    agreement.actions.propose(
        agreement_id=asked, lines=agreement.TEXT, expect=1, by=Actor.person(place.director), at=made.LATER
    )
    for person in (place.director, place.second):
        agreement.answer(asked, person, at=made.LATER)
    assert made.view(place, rule).state is RuleState.PROPOSED
    with pytest.raises(RuleBrokenError, match=r"outcomes\.wrong_state"):
        apply(place, rule)


def test_a_request_is_taken_back_and_the_rule_can_be_changed_again():
    place = made.ready(ABOVE)
    rule = made.tried(place)
    made.proposed(place, rule)
    actions.withdraw_request(rule_set_id=rule, reason="奖金池写错了", by=place.by, at=made.LATER)
    assert made.view(place, rule).state is RuleState.TRIED
    made.proposed(place, rule)


def test_nobody_is_asked_to_approve_while_cases_wait_or_results_are_not_final_or_the_phase_is_another():
    place = made.ready(ABOVE, BORDER)
    rule = made.tried(place)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.cases_undecided"):
        made.proposed(place, rule)
    place = made.ready(ABOVE, final=False)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.results_not_final"):
        made.proposed(place, made.tried(place))
    place = made.ready(ABOVE, phase=5)
    with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
        made.proposed(place, made.tried(place))


def test_a_rule_is_applied_once_and_everybody_has_a_consequence_with_a_name_and_a_reason():
    place = made.ready(ABOVE, (75.0, 2.0), BORDER, UNDER, None)
    rule = made.tried(place)
    first, second, border, under, none = place.people
    made.decide(place, rule, {border: False, under: False})
    made.approved(place, rule)
    apply(place, rule)
    found = {each.person: each for each in queries.consequences(standing_of(place.hr, made.LATER), made.LATER)}
    assert {person: found[person].kind for person in place.people} == {
        first: ConsequenceKind.BONUS,
        second: ConsequenceKind.BONUS,
        border: ConsequenceKind.NO_SHARE,
        under: ConsequenceKind.WITHHELD,
        none: ConsequenceKind.NO_RULE,
    }
    assert found[first].amount_fen + found[second].amount_fen == made.POOL
    assert found[first].amount_fen > found[second].amount_fen
    assert (found[border].reason, found[first].reason) == ("新到岗，第一个月", "按批准的规则发放")
    assert found[under].plan is not None
    assert made.ImprovementPlan.objects.get().person_id == under
    assert made.view(place, rule).state is RuleState.APPLIED
    with pytest.raises(RuleBrokenError, match=r"outcomes\.applied_already"):
        apply(place, rule)
    assert made.Application.objects.count() == 1


def test_the_database_itself_refuses_to_apply_twice_to_pay_twice_and_to_withhold_without_a_plan():
    place = made.ready(ABOVE, UNDER)
    rule = made.tried(place)
    made.decide(place, rule, {place.people[1]: False})
    made.applied(place, rule)
    done = made.Application.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.Application.objects.create(
            rule_set_id=rule, trial=done.trial, by_id=place.hr, reason="again", at=made.LATER, paid_fen=1
        )
    row = made.Consequence.objects.get(person=place.people[0])
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.Consequence.objects.filter(person=place.people[1]).update(plan=None)


def test_a_second_rule_pays_nobody_twice_and_leaves_nothing_half_done():
    place = made.ready(ABOVE)
    made.applied(place, made.tried(place))
    second = made.tried(place)
    made.approved(place, second)
    with pytest.raises(ConflictError, match=r"outcomes\.applied_meanwhile"):
        apply(place, second)
    assert made.Application.objects.count() == 1
    assert made.view(place, second).state is RuleState.APPROVED


def test_a_result_that_changed_since_the_trial_stops_the_application():
    place = made.ready(ABOVE, UNDER)
    rule = made.tried(place)
    made.decide(place, rule, {place.people[1]: False})
    made.approved(place, rule)
    dialogue.raised(place.people[1], at=made.MARCH.start + timedelta(days=5))
    assert not made.trial_of(place, rule).is_fresh
    with pytest.raises(RuleBrokenError, match=r"outcomes\.record_changed"):
        apply(place, rule)


def test_in_a_pilot_everything_is_computed_and_nothing_applied():
    place = made.ready(ABOVE, is_pilot=True)
    rule = made.tried(place)
    made.approved(place, rule)
    assert made.trial_of(place, rule).cost_fen == made.POOL
    with pytest.raises(RuleBrokenError, match=r"outcomes\.pilot_applies_nothing"):
        apply(place, rule)
    assert not made.Consequence.objects.exists()


def test_a_rule_not_approved_is_not_applied():
    place = made.ready(ABOVE)
    for rule in (made.drafted(place), made.tried(place)):
        with pytest.raises(RuleBrokenError, match=r"outcomes\.wrong_state"):
            apply(place, rule)


def test_the_next_trial_compares_with_what_was_applied_last():
    place = made.ready(ABOVE)
    made.applied(place, made.tried(place))
    last = queries.last_amounts(made.MARCH.end, place.people)
    assert last == {place.people[0]: made.POOL}
    assert queries.last_amounts(made.MARCH.start, place.people) == {}


@pytest.mark.spec("D6")
def test_a_consequence_is_open_to_the_person_and_the_line_and_to_no_colleague():
    place = made.ready(ABOVE, (75.0, 2.0))
    made.applied(place, made.tried(place))
    me, colleague = place.people

    def seen(person: int) -> set[int]:
        return {each.person for each in queries.consequences(standing_of(person, made.LATER), made.LATER)}

    assert seen(me) == {me}
    assert seen(place.lead) == {me, colleague, place.lead}
    key = made.Consequence.objects.get(person=colleague).pk
    with pytest.raises(NotFoundError, match=r"outcomes\.no_such_consequence"):
        queries.letter(standing_of(me, made.LATER), key, made.LATER)


def test_the_hash_of_a_letter_changes_with_what_it_says():
    place = made.ready(ABOVE)
    made.applied(place, made.tried(place))
    key = made.Consequence.objects.get(person=place.people[0]).pk
    me = standing_of(place.people[0], made.LATER)
    before = queries.letter(me, key, made.LATER)
    assert before.sha256 == queries.letter(me, key, made.LATER).sha256
    made.Consequence.objects.filter(pk=key).update(amount_fen=5)
    assert queries.letter(me, key, made.LATER).sha256 != before.sha256
    assert before.approved_by == (place.director, place.second)


@pytest.mark.parametrize("people", [1, 3])
def test_a_trial_is_read_with_the_same_number_of_statements_for_one_and_for_three(people: int):
    place = made.ready(*[ABOVE] * people)
    rule = made.tried(place)
    standing = standing_of(place.hr, made.LATER)
    with CaptureQueriesContext(connection) as caught:
        queries.trial(standing, rule, made.LATER)
    assert len(caught) == 17


def test_the_record_holds_ids_and_numbers_and_no_reason():
    place = made.ready(ABOVE)
    made.applied(place, made.tried(place))
    told = [event for event in history.Event.objects.order_by("pk") if event.code.startswith("outcomes.")]
    assert [event.code for event in told] == [
        "outcomes.rule_drafted",
        "outcomes.rule_tried",
        "outcomes.approval_asked",
        "outcomes.rule_applied",
        *["outcomes.consequence_set"] * 3,
    ]
    assert not any("按批准" in str(event.payload) for event in told)


def test_the_text_of_a_rule_says_every_word_in_chinese_first_and_in_english_below():
    place = made.ready(ABOVE)
    asked = made.proposed(place, made.tried(place))
    latest = agreements.agreement(standing_of(place.director, made.LATER), asked).latest
    text = {line.key: line.text for line in latest.lines}
    assert text["presence"] == "班组归属\nmembership of teams"
    assert [language_of(each) for each in text["rule"].split("\n")] == ["zh", "en", "en"]
    position = organisation.positions()[place.position]
    names = (position.zh or position.en, position.en or position.zh)
    assert text["bases"] == "\n".join(dict.fromkeys(f"{each} × 1" for each in names))
