"""What the letter is made from: change the record and the sentence changes; thin it and it cannot tell."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from liuxin.engines.measurement.external import ExternalKind
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions as dialogue
from liuxin.performance.feedback import actions
from liuxin.performance.feedback.words import Cited, PointView, Question, TalkClass
from tests.factories import readings
from tests.factories.dialogue import raised
from tests.factories.feedback import (
    AT,
    Made,
    in_phase_five,
    local,
    planned,
    rated_by_a_peer,
    rated_self,
    sealed_ratings,
    with_round,
)
from tests.factories.goals import bind, goal_of_department, goal_of_person
from tests.factories.history import KEY
from tests.factories.organisation import Person
from tests.factories.plan import MadeCycle
from tests.factories.work import MARCH, Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P5.3")]
IN_MARCH = MARCH.start + timedelta(days=3, hours=2)


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def again(made: Made, question: Question) -> dict[str, PointView]:
    """Make the letter anew and give the sentences of a question by their codes."""
    actions.prepare_talk(talk_id=made.talk(), by=Actor.person(made.lead), at=AT)
    return {point.code.removeprefix("feedback.point."): point for point in made.view().of(question)}


def test_a_goal_that_both_signed_stands_in_the_letter_and_one_that_nobody_signed_does_not():
    def goals(cycle: MadeCycle) -> None:
        department = bind(goal_of_department(cycle))
        bind(goal_of_person(cycle, cycle.place.people[0], parent=department))
        goal_of_person(cycle, cycle.place.people[1], parent=department)

    made = with_round(*in_phase_five(before={1: goals}))
    found = again(made, Question.SHOULD)["goal"]
    assert (found.params["result"], found.params["target"], found.cites) == ("投诉当天回复业主", "95%", Cited.GOAL)
    other = made.view(person=made.cycle.place.people[1]).of(Question.SHOULD)
    assert [point.code for point in other if "goal" in point.code] == ["feedback.point.no_goal"]


def test_an_obstacle_that_was_late_and_praise_are_told_with_what_they_were():
    made = planned()
    assert "no_obstacle" in again(made, Question.WHY)
    key = raised(made.person, at=IN_MARCH)
    found = again(made, Question.WHY)
    assert "no_obstacle" not in found
    assert (found["obstacle_open"].key, found["obstacle_open"].cites) == (str(key), Cited.OBSTACLE)


def test_praise_is_counted_in_the_letter():
    made = planned(values={"cases_resolved": 20.0, "promises_kept": None, "reopened_within_14_days": None})
    assert "praise" not in again(made, Question.DID)
    dialogue.praise(person_id=made.person, heart="care", text="夜里上门修漏水", by=Actor.person(made.lead), at=IN_MARCH)
    assert again(made, Question.DID)["praise"].params == {"count": 1}


def test_kinds_of_cases_are_compared_where_there_are_enough_of_them():
    made = planned()
    assert "mix_not_recorded" in again(made, Question.WHY)
    other = made.cycle.place.people[1]
    on_record(Work(made.person, 5, 5), Work(other, 5, 5))
    assert "mix_cannot_tell" in again(made, Question.WHY)
    on_record(Work(made.person, 20, 20), Work(other, 20, 20), calendar=False)
    found = again(made, Question.WHY)
    assert "mix_alike" in found
    assert "mix_cannot_tell" not in found


def test_what_reads_otherwise_than_when_it_was_frozen_is_counted():
    made = planned()
    assert "changes_not_recorded" in again(made, Question.WHY)
    on_record(Work(made.person, 25, 20))
    assert again(made, Question.WHY)["changed_since"].params == {"count": 2}


def test_attendance_is_told_where_it_is_read_in_beside_the_others():
    made = planned()
    assert "staffing_not_recorded" in again(made, Question.WHY)
    office = readings.make_office(replace(readings.ATTENDANCE, kind=ExternalKind.MEAN), for_all=True)
    own, other = (Person.objects.get(pk=key).staff_number for key in made.cycle.place.people[:2])
    office.confirmed((own, "71"), (other, "95"), period=MARCH)
    rounds.catch_up(readings.AT)
    found = again(made, Question.WHY)["presence"]
    assert (found.params["value"], found.params["others"]) == (71.0, 95.0)


def test_hearts_are_told_to_both_who_talk_as_evaluation_tells_them_and_to_nobody_else():
    made = planned()
    assert "hearts_cannot_tell" in again(made, Question.DID)
    sealed_ratings(made, {"care": 4.5, "attention": 2.5})
    found = again(made, Question.DID)
    assert (found["highest_heart"].params, found["highest_heart"].cites) == (
        {"heart": "care", "level": 4.5, "raters": 3},
        Cited.HEARTS,
    )
    assert found["lowest_heart"].params["heart"] == "attention"
    for key in (made.hr, made.cycle.director, made.cycle.place.head):
        told = made.view(by=key).points
        assert not [point for point in told if point.cites is Cited.HEARTS]
    assert [point for point in made.view(by=made.person).points if point.cites is Cited.HEARTS]


def test_a_manager_who_rated_as_one_of_three_is_told_nothing_that_would_narrow_it_to_two():
    made = with_round(*in_phase_five(before={3: rated_by_a_peer}))
    peer = made.cycle.place.people[1]
    sealed_ratings(made, {"care": 4.5})
    assert "highest_heart" in again(made, Question.DID)
    actions.hand_over_talk(talk_id=made.talk(), manager=peer, by=Actor.person(made.hr), at=AT)
    assert not [point for point in made.view(by=peer).points if point.cites is Cited.HEARTS]
    actions.prepare_talk(talk_id=made.talk(), by=Actor.person(peer), at=local(2, 9))
    codes = [point.code for point in made.view(by=peer).of(Question.DID)]
    assert "feedback.point.hearts_cannot_tell" in codes
    assert "feedback.point.highest_heart" not in codes


@pytest.mark.spec("P5.1")
def test_seeing_oneself_more_than_a_level_apart_makes_the_talk_a_disputed_one():
    made = planned()
    sealed_ratings(made, {"care": 3.0})
    again(made, Question.DID)
    assert made.view().line.code is TalkClass.ON_TRACK
    rated_self(made, 4.5)
    again(made, Question.DID)
    assert made.view().line.code is TalkClass.DISPUTED
