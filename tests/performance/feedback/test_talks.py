"""A talk from the plan of its round to its record: who may do what when."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.kernel.text import language_of
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.feedback import actions, queries
from liuxin.performance.feedback.words import (
    Check,
    Cited,
    Level,
    NewGoal,
    NewNote,
    NoteKind,
    OfferState,
    Question,
    TalkClass,
    TalkState,
)
from tests.factories.feedback import (
    AFTER_ROUND,
    AT,
    FIRST,
    FULL,
    LAST,
    PLACE,
    SHORT,
    Event,
    Made,
    Shift,
    Talk,
    agreed,
    held,
    in_phase_five,
    local,
    planned,
    with_round,
)
from tests.factories.history import KEY
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import advance, make_job
from tests.factories.work import Work, on_record

pytestmark = pytest.mark.django_db


def code(deed, **kwargs) -> str:
    with pytest.raises(LiuxinError) as error:
        deed(**kwargs)
    return error.value.code


def person(key: int) -> Actor:
    return Actor.person(key)


@pytest.fixture
def made() -> Made:
    return planned()


def events(*codes: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = Event.objects.filter(code__in=codes).order_by("id").values_list("code", "subject", "payload")
    return [(code, subject, json.loads(payload or "{}")) for code, subject, payload in rows]


@pytest.mark.spec("P5.5")
def test_a_round_has_a_talk_for_each_result_with_its_manager_and_day(made: Made):
    found = queries.round_of(standing_of(made.hr), made.round)
    assert [(line.person, line.manager, line.order) for line in found.talks] == [
        (key, made.lead, order) for order, key in enumerate(made.cycle.place.people, start=1)
    ]
    assert {line.planned_on for line in found.talks} == {FIRST}
    assert {line.code for line in found.talks} == {TalkClass.ON_TRACK}
    assert {line.level for line in found.talks} == {Level.AGENT}
    assert (found.start_on, found.end_on, found.place) == (FIRST, LAST, PLACE)


@pytest.mark.spec("P5.1")
def test_the_class_follows_the_result():
    assert planned(values=SHORT).view().line.code is TalkClass.ON_TRACK
    low = planned(values={"promises_kept": 30.0, "reopened_within_14_days": 8.0, "cases_resolved": 2.0}).view()
    assert (low.line.code, low.why, low.line.minutes) == (TalkClass.AT_RISK, "feedback.class.under_floor", 60)
    thin = planned(values=FULL | {"promises_kept": None, "reopened_within_14_days": None}).view()
    assert (thin.line.code, thin.why_params) == (TalkClass.NEW, {"covered": 20.0})
    uneven = planned(values={"promises_kept": 95.0, "reopened_within_14_days": 4.0, "cases_resolved": 20.0}).view()
    assert uneven.line.code is TalkClass.UNEVEN


@pytest.mark.spec("P5.5")
def test_publishing_makes_managers_owe_the_talks_exactly_as_the_measure_reads_them(made: Made):
    told = events("talk.planned")
    due = int(AFTER_ROUND.timestamp())
    assert [(subject, payload) for _code, subject, payload in told] == [
        (str(made.talk(key)), {"about": key, "due": due, "person": made.lead}) for key in made.cycle.place.people
    ]


def test_before_it_is_published_only_its_planners_and_the_manager_see_a_round():
    made = planned(publish=False)
    assert queries.talk(standing_of(made.lead), made.talk()).line.state is TalkState.PLANNED
    assert queries.talk(standing_of(made.hr), made.talk()).published_at is None
    with pytest.raises(NotFoundError):
        queries.talk(standing_of(made.person), made.talk())
    assert events("talk.planned") == []


def test_a_talk_is_open_to_both_their_line_and_hr_and_to_nobody_else(made: Made):
    colleague = made.cycle.place.people[1]
    for key in (made.person, made.lead, made.cycle.place.head, made.hr, made.cycle.director):
        assert queries.talk(standing_of(key), made.talk()).id == made.talk()
    for key in (colleague, make_person()):
        with pytest.raises(NotFoundError):
            queries.talk(standing_of(key), made.talk())


def test_who_plans_a_round_and_when(made: Made):
    cycle, _results = in_phase_five()
    usual: dict[str, Any] = {
        "cycle_id": cycle.id, "department": cycle.department, "purpose": "", "place": "", "start_on": FIRST,
        "end_on": LAST, "at": AT,
    }  # fmt: skip
    assert code(actions.plan_round, **usual, by=person(cycle.place.people[0])) == "feedback.may_not_plan"
    assert code(actions.plan_round, **(usual | {"end_on": date(2016, 6, 1)}), by=person(cycle.hr)) == (
        "feedback.round_ends_before_start"
    )
    early = date(2016, 5, 2)
    assert code(actions.plan_round, **(usual | {"start_on": early, "end_on": early}), by=person(cycle.hr)) == (
        "feedback.round_is_over"
    )
    with_round(cycle, {})
    assert code(actions.plan_round, **usual, by=person(cycle.hr)) == "feedback.round_planned_already"
    assert code(actions.publish_round, round_id=made.round, by=person(made.hr), at=AT) == "feedback.round_published"


@pytest.mark.spec("P5.5")
def test_the_talk_of_a_head_is_led_by_the_director_from_the_first_offer_to_the_record():
    made = planned(of_head=True)
    head, director = made.cycle.place.head, made.cycle.director
    line = made.view(by=director, person=head).line
    assert (line.manager, line.level) == (director, Level.MANAGER)
    assert [payload["person"] for _code, subject, payload in events("talk.planned") if subject == str(line.id)] == [
        director
    ]
    offer = actions.offer_slot(
        talk_id=line.id, start=local(3, 10), end=local(3, 11), place=PLACE, by=person(director), at=AT
    )
    actions.accept_slot(offer_id=offer, by=person(head), at=AT)
    actions.hold_talk(
        talk_id=line.id, notes=[NewNote(NoteKind.SAID, "人手不够")], actions=[], own_cause="", by=person(director),
        at=local(3, 11),
    )  # fmt: skip
    assert made.view(by=head, person=head).line.state is TalkState.HELD


def test_the_talk_of_a_head_is_not_handed_to_somebody_who_reports_to_the_head():
    made = planned(of_head=True)
    talk = made.talk(made.cycle.place.head)
    for below in (made.lead, made.person):
        assert code(actions.hand_over_talk, talk_id=talk, manager=below, by=person(made.hr), at=AT) == (
            "feedback.led_from_below"
        )
    other = make_person()
    actions.hand_over_talk(talk_id=talk, manager=other, by=person(made.hr), at=AT)
    assert made.view(by=other, person=made.cycle.place.head).line.manager == other


def test_a_round_belongs_to_the_fifth_phase():
    cycle, _results = in_phase_five()
    advance(cycle.id, cycle.department, 6, at=AT)
    usual: dict[str, Any] = {
        "cycle_id": cycle.id, "department": cycle.department, "purpose": "", "place": "", "start_on": FIRST,
        "end_on": LAST, "by": person(cycle.hr), "at": AT,
    }  # fmt: skip
    assert code(actions.plan_round, **usual) == "plan.phase_not_open"


@pytest.mark.spec("P5.3")
def test_the_letter_is_made_from_the_record_and_follows_it():
    made = planned(values=SHORT)
    found = made.view()
    assert [point.code for point in found.of(Question.SHOULD)][:1] == ["feedback.point.no_goal"]
    did = {point.params.get("measure"): point.code for point in found.of(Question.DID)}
    assert did["promises_kept"] == "feedback.point.short"
    best = found.of(Question.IMPROVE)[0]
    assert (best.code, best.params["measure"], best.params["gain"], best.cites) == (
        "feedback.point.improve", "promises_kept", 15.0, Cited.LINE,
    )  # fmt: skip
    assert found.of(Question.WHY)[-1].code == "feedback.point.own_part"
    make_job(made.cycle.place.position, "60", "40")
    actions.prepare_talk(talk_id=found.id, by=person(made.lead), at=AT + timedelta(hours=1))
    assert "feedback.point.duty" in [point.code for point in made.view().of(Question.SHOULD)]
    assert made.view().outlined_at == AT + timedelta(hours=1)


def test_only_the_manager_prepares_and_not_after_the_talk(made: Made):
    assert code(actions.prepare_talk, talk_id=made.talk(), by=person(made.person), at=AT) == "feedback.not_the_manager"
    held(made)
    assert code(actions.prepare_talk, talk_id=made.talk(), by=person(made.lead), at=AT) == "feedback.talk_is_over"


@pytest.mark.spec("P5.2")
def test_goals_cite_what_they_are_drawn_from_and_are_set_by_the_manager(made: Made):
    goals = [NewGoal("让他看清满意度", Cited.LINE, "7"), NewGoal("  "), NewGoal("商定一项改进", Cited.JOB, "3")]
    actions.set_goals(talk_id=made.talk(), overall="提高绩效", goals=goals, by=person(made.lead), at=AT)
    found = made.view()
    assert [(goal.text, goal.cites, goal.key) for goal in found.goals] == [
        ("让他看清满意度", Cited.LINE, "7"),
        ("商定一项改进", Cited.JOB, "3"),
    ]
    assert found.overall_goal == "提高绩效"
    usual: dict[str, Any] = {"talk_id": made.talk(), "overall": "", "at": AT}
    assert code(actions.set_goals, **usual, goals=[], by=person(made.lead)) == "feedback.goal_needed"
    assert code(actions.set_goals, **usual, goals=goals, by=person(made.person)) == "feedback.not_the_manager"
    many = [NewGoal(str(number)) for number in range(6)]
    assert code(actions.set_goals, **usual, goals=many, by=person(made.lead)) == "feedback.too_many_goals"


def test_what_one_prepares_nobody_else_reads(made: Made):
    note = NewNote(NoteKind.PREPARED, "先听他讲七月", 3)
    actions.write_note(talk_id=made.talk(), note=note, by=person(made.lead), at=AT)
    actions.write_note(talk_id=made.talk(), note=NewNote(NoteKind.PREPARED, "改过", 3), by=person(made.lead), at=AT)
    assert [each.text for each in made.view().notes] == ["改过"]
    for key in (made.person, made.cycle.place.head, made.hr, made.cycle.director):
        assert made.view(by=key).notes == ()
    actions.write_note(talk_id=made.talk(), note=NewNote(NoteKind.PREPARED, " ", 3), by=person(made.lead), at=AT)
    assert made.view().notes == ()
    assert code(actions.write_note, talk_id=made.talk(), note=note, by=person(made.hr), at=AT) == (
        "feedback.not_at_the_table"
    )


@pytest.mark.spec("P5.1")
def test_a_disagreement_in_writing_makes_the_talk_a_disputed_one(made: Made):
    note = NewNote(NoteKind.DISAGREEMENT, "两件工单不是我的")
    assert code(actions.write_note, talk_id=made.talk(), note=note, by=person(made.lead), at=AT) == (
        "feedback.only_the_person_disagrees"
    )
    actions.write_note(talk_id=made.talk(), note=note, by=person(made.person), at=AT)
    actions.prepare_talk(talk_id=made.talk(), by=person(made.lead), at=AT)
    assert (made.view().line.code, made.view().why_params) == (TalkClass.DISPUTED, {"count": 1})
    assert [each.text for each in made.view().notes] == ["两件工单不是我的"]


@pytest.mark.spec("P5.4")
def test_a_time_is_agreed_when_the_other_accepts_it(made: Made):
    start = local(3, 10)
    offer = actions.offer_slot(
        talk_id=made.talk(), start=start, end=local(3, 10, 40), place=PLACE, by=person(made.lead), at=AT
    )
    assert made.view().line.state is TalkState.PLANNED
    assert code(actions.accept_slot, offer_id=offer, by=person(made.lead), at=AT) == "feedback.own_offer"
    assert code(actions.accept_slot, offer_id=offer, by=person(made.cycle.place.people[1]), at=AT) == (
        "feedback.no_such_talk"
    )
    assert code(actions.accept_slot, offer_id=offer, by=person(made.hr), at=AT) == "feedback.not_at_the_table"
    actions.accept_slot(offer_id=offer, by=person(made.person), at=AT)
    line = made.view().line
    assert (line.state, line.start, line.place) == (TalkState.SLOT_AGREED, start, PLACE)
    assert code(actions.accept_slot, offer_id=offer, by=person(made.person), at=AT) == "feedback.offer_gone"


@pytest.mark.spec("P5.4")
def test_the_person_may_offer_and_either_may_give_an_agreed_time_up(made: Made):
    offer = actions.offer_slot(
        talk_id=made.talk(), start=local(3, 10), end=local(3, 11), place=PLACE, by=person(made.person), at=AT
    )
    actions.accept_slot(offer_id=offer, by=person(made.lead), at=AT)
    actions.decline_slot(offer_id=offer, by=person(made.lead), at=AT)
    line = made.view().line
    assert (line.state, line.start) == (TalkState.PLANNED, None)
    assert [each.state for each in made.view().offers] == [OfferState.DECLINED]


@pytest.mark.spec("P5.4")
def test_a_talk_is_not_booked_into_somebodys_shift(made: Made):
    shift = Period(local(3, 9), local(3, 12))
    assert actions.note_shifts(person_id=made.person, shifts=[shift, shift], by=person(made.person), at=AT) == 1
    assert actions.note_shifts(person_id=made.person, shifts=[shift], by=person(made.lead), at=AT) == 0
    slot: dict[str, Any] = {"talk_id": made.talk(), "place": PLACE, "by": person(made.lead), "at": AT}
    assert code(actions.offer_slot, start=local(3, 10), end=local(3, 11), **slot) == "feedback.in_shift"
    actions.offer_slot(start=local(3, 13), end=local(3, 14), **slot)
    assert code(actions.note_shifts, person_id=made.lead, shifts=[shift], by=person(made.person), at=AT) == (
        "feedback.may_not_note_shift"
    )
    assert Shift.objects.count() == 1


@pytest.mark.spec("P5.4")
def test_a_shift_noted_after_the_offer_still_forbids_to_accept_it(made: Made):
    offer = actions.offer_slot(
        talk_id=made.talk(), start=local(3, 10), end=local(3, 11), place=PLACE, by=person(made.lead), at=AT
    )
    actions.note_shifts(
        person_id=made.person, shifts=[Period(local(3, 9), local(3, 12))], by=person(made.person), at=AT
    )
    assert code(actions.accept_slot, offer_id=offer, by=person(made.person), at=AT) == "feedback.in_shift"


@pytest.mark.spec("P5.4")
def test_two_talks_of_a_manager_at_the_same_time_are_refused_when_offered_and_when_accepted(made: Made):
    other = made.cycle.place.people[1]
    offer = actions.offer_slot(
        talk_id=made.talk(other), start=local(3, 10, 30), end=local(3, 11), place=PLACE, by=person(made.lead), at=AT
    )
    agreed(made, local(3, 10))
    assert code(actions.accept_slot, offer_id=offer, by=person(other), at=AT) == "feedback.two_talks"
    usual: dict[str, Any] = {"talk_id": made.talk(other), "place": PLACE, "by": person(other), "at": AT}
    assert code(actions.offer_slot, start=local(3, 10, 20), end=local(3, 11), **usual) == "feedback.two_talks"
    assert code(actions.offer_slot, start=local(4, 10), end=local(4, 11), **usual) == "feedback.outside_working_time"
    assert code(actions.offer_slot, start=local(1, 10), end=local(1, 11), **usual) == "feedback.slot_is_over"
    empty: dict[str, Any] = usual | {"place": " "}
    assert code(actions.offer_slot, start=local(6, 10), end=local(6, 11), **empty) == "feedback.place_needed"


@pytest.mark.spec("P5.6")
def test_a_talk_that_was_held_keeps_notes_actions_and_a_record_for_both_to_answer(made: Made):
    agreement = held(made, own_cause="knowledge")
    found = made.view()
    assert (found.line.state, found.line.held_at, found.own_cause) == (TalkState.HELD, local(3, 11), "knowledge")
    assert [(note.kind, note.text) for note in found.notes] == [(NoteKind.SAID, "三件投诉当日未回访")]
    assert [action.owner for action in found.actions] == [made.person, made.lead]
    assert [subject for _code, subject, _payload in events("talk.held")] == [str(made.talk())]
    result = evaluation.result(Standing(is_system=True), made.person, made.cycle.id)
    assert result.state is ResultState.TALKED
    state = agreements.states([agreement])[agreement]
    assert (state.required, state.signed, state.is_settled) == (2, 0, False)
    text = {line.key: line.text for line in agreements.agreement(standing_of(made.lead), agreement).latest.lines}
    assert text["own_cause"] == "知识\nknowledge"
    assert text["note.1"] == "三件投诉当日未回访"
    assert [language_of(each) for each in text["goal.1"].split("\n")] == ["zh", "en"]


@pytest.mark.spec("P5.6")
def test_the_record_is_acknowledged_or_disagreed_with_in_words(made: Made):
    agreement = held(made)
    usual: dict[str, Any] = {"talk_id": made.talk(), "at": local(3, 12)}
    actions.acknowledge(**usual, agrees=True, reason="", by=person(made.lead))
    assert code(actions.acknowledge, **usual, agrees=False, reason=" ", by=person(made.person)) == (
        "feedback.reasons_needed"
    )
    actions.acknowledge(**usual, agrees=False, reason="没有提到七月缺备件", by=person(made.person))
    state = agreements.states([agreement])[agreement]
    assert (state.signed, state.objections, state.is_settled) == (1, 1, False)
    actions.acknowledge(**usual, agrees=True, reason="", by=person(made.person))
    assert agreements.states([agreement])[agreement].is_settled


@pytest.mark.spec("P5.0")
def test_a_talk_is_held_once_and_not_before_both_agreed_on_its_time(made: Made):
    usual: dict[str, Any] = {
        "talk_id": made.talk(), "notes": [NewNote(NoteKind.SAID, "x")], "actions": [], "own_cause": "",
        "by": person(made.lead),
    }  # fmt: skip
    assert code(actions.hold_talk, **usual, at=local(3, 11)) == "feedback.no_time_agreed"
    agreed(made, local(3, 10))
    assert code(actions.hold_talk, **usual, at=local(3, 9, 59)) == "feedback.before_its_time"
    assert code(actions.hold_talk, **(usual | {"by": person(made.hr)}), at=local(3, 11)) == "feedback.not_the_manager"
    assert code(actions.hold_talk, **(usual | {"notes": []}), at=local(3, 11)) == "feedback.notes_needed"
    assert code(actions.hold_talk, **(usual | {"own_cause": "lazy"}), at=local(3, 11)) == "feedback.no_such_cause"
    held(made)
    assert code(actions.hold_talk, **usual, at=local(3, 12)) == "feedback.held_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=made.talk()).update(held_at=None)


@pytest.mark.spec("P5.2")
def test_both_sides_check_each_goal_for_themselves_after_the_talk(made: Made):
    key = made.view().goals[0].id
    usual: dict[str, Any] = {"talk_id": made.talk(), "at": local(3, 12)}
    checks = {key: Check.PARTLY}
    assert code(actions.check_goals, **usual, checks=checks, by=person(made.lead)) == "feedback.not_held_yet"
    held(made)
    actions.check_goals(**usual, checks=checks, by=person(made.lead))
    actions.check_goals(**usual, checks={key: Check.REACHED}, by=person(made.person))
    goal = made.view().goals[0]
    assert (goal.person_check, goal.manager_check) == (Check.REACHED, Check.PARTLY)
    assert code(actions.check_goals, **usual, checks={}, by=person(made.person)) == "feedback.every_goal"
    assert code(actions.check_goals, **usual, checks=checks, by=person(made.hr)) == "feedback.not_at_the_table"


@pytest.mark.spec("P5.6")
def test_what_was_agreed_is_done_once_by_either(made: Made):
    held(made)
    first, second = (action.id for action in made.view().actions)
    actions.finish_action(action_id=first, by=person(made.person), at=local(8, 9))
    actions.finish_action(action_id=second, by=person(made.lead), at=local(8, 9))
    assert [action.done_at for action in made.view().actions] == [local(8, 9)] * 2
    assert code(actions.finish_action, action_id=first, by=person(made.lead), at=local(8, 9)) == "feedback.action_done"


@pytest.mark.spec("P5.0")
def test_a_talk_is_refused_by_the_person_or_lapses_after_the_round_each_with_a_reason(made: Made):
    usual: dict[str, Any] = {"talk_id": made.talk(), "reason": "宁可书面"}
    assert code(actions.refuse_talk, **usual, by=person(made.lead), at=AT) == "feedback.only_the_person_refuses"
    assert code(actions.refuse_talk, **(usual | {"reason": " "}), by=person(made.person), at=AT) == (
        "feedback.words_needed"
    )
    actions.refuse_talk(**usual, by=person(made.person), at=AT)
    assert (made.view().line.state, made.view().reason) == (TalkState.REFUSED, "宁可书面")
    assert code(actions.lapse_talk, **usual, by=person(made.lead), at=AFTER_ROUND) == "feedback.talk_is_over"
    other: dict[str, Any] = {"talk_id": made.talk(made.cycle.place.people[1]), "reason": "病假"}
    assert code(actions.lapse_talk, **other, by=person(made.lead), at=AT) == "feedback.round_not_over"
    actions.lapse_talk(**other, by=person(made.lead), at=AFTER_ROUND)
    assert events("talk.held") == []


@pytest.mark.spec("P5.0")
def test_what_the_talk_finds_wrong_is_corrected_with_before_and_after_and_the_letter_follows(settings: Settings):
    settings.SEAL_KEY = KEY.decode()
    made = planned(values=SHORT, voted=True)
    on_record(Work(made.person, 30, 28))
    rounds.catch_up(AT)
    usual: dict[str, Any] = {"talk_id": made.talk(), "at": AT}
    for key in (made.person, made.cycle.place.people[1]):
        assert code(actions.correct_result, **usual, reason="x", by=person(key)) in {
            "feedback.may_not_correct",
            "feedback.no_such_talk",
        }
    assert code(actions.correct_result, **usual, reason=" ", by=person(made.lead)) == "feedback.reasons_needed"
    done = actions.correct_result(**usual, reason="两件工单补记", by=person(made.lead))
    assert done.before.points is not None
    assert done.after.points is not None
    assert (round(done.before.points.score, 1), done.after.points.score > 100) == (85.0, True)
    found = made.view()
    assert found.total is not None
    assert found.total[0] == done.after.points.score
    assert "feedback.point.short" not in [point.code for point in found.of(Question.DID)]
    told = events("feedback.result_corrected")[0][2]
    assert (told["result"], round(told["before"])) == (done.result, 85)


def test_another_may_lead_a_talk_and_then_owes_it(made: Made):
    head = made.cycle.place.head
    assert code(actions.hand_over_talk, talk_id=made.talk(), manager=head, by=person(made.person), at=AT) == (
        "feedback.may_not_plan"
    )
    actions.hand_over_talk(talk_id=made.talk(), manager=head, by=person(made.hr), at=AT)
    assert made.view(by=head).line.manager == head
    assert events("talk.planned")[-1][2]["person"] == head
    assert code(actions.hand_over_talk, talk_id=made.talk(), manager=made.person, by=person(made.hr), at=AT) == (
        "feedback.talk_with_oneself"
    )


@pytest.mark.parametrize("people", [1, 3])
def test_lists_and_a_talk_read_a_constant_number_of_statements(people: int):
    made = planned(people)
    asks, lead, key = standing_of(made.hr), standing_of(made.lead), made.talk()
    counted = []
    for read in (
        lambda: queries.rounds(asks, made.cycle.id),
        lambda: queries.talks(asks, made.cycle.id),
        lambda: queries.talk(asks, key),
        lambda: queries.waiting(lead, AT),
        lambda: queries.phase_progress(asks, made.cycle.id, AT),
        lambda: queries.appeals(asks),
        lambda: queries.carry(made.cycle.id),
    ):
        with CaptureQueriesContext(connection) as found:
            read()
        counted.append(len(found))
    assert counted == [2, 1, 5, 5, 5, 1, 3]
