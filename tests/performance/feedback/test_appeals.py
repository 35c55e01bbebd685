"""Appeals in two levels, other deciders, clocks, and only then final."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, NotFoundError
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.feedback import actions, queries
from liuxin.performance.feedback.words import AppealLevel, AppealOutcome, Grounds
from tests import worlds
from tests.factories.feedback import (
    AFTER_ROUND,
    AT,
    SHORT,
    Appeal,
    Event,
    Made,
    appealed,
    held,
    in_phase_five,
    local,
    named,
    outsider,
    planned,
    rated_by_a_peer,
    with_round,
)
from tests.factories.history import KEY
from tests.factories.organisation import make_person, standing_of
from tests.factories.work import Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P5.6")]
CLOCK = Actor.system("rounds")
SYSTEM = Standing(is_system=True)


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def new() -> Made:
    made = planned()
    held(made)
    return made


standing_made = worlds.standing(new, SEAL_KEY=KEY.decode())


@pytest.fixture
def made(standing_made: tuple[Made, Path], db: None, _facts_of_its_own: None) -> Made:
    return worlds.handed_out(standing_made)


def code(deed, **kwargs) -> str:
    with pytest.raises(LiuxinError) as error:
        deed(**kwargs)
    return error.value.code


def person(key: int) -> Actor:
    return Actor.person(key)


def state(made: Made, key: int | None = None) -> ResultState:
    return evaluation.result(SYSTEM, key or made.person, made.cycle.id).state


def view(made: Made, appeal: int):
    return queries.appeal(standing_of(made.hr), appeal)


def decide(appeal: int, by: int, outcome: AppealOutcome = AppealOutcome.DISMISSED, **more) -> None:
    actions.decide_appeal(
        appeal_id=appeal, outcome=outcome, reasons="记录与事实相符", by=person(by), **({"at": local(7, 10)} | more)
    )


def final(made: Made, at: datetime | None = None) -> int:
    return actions.finalise_talked(
        cycle_id=made.cycle.id, department=made.cycle.department, by=person(made.hr), at=at or local(7, 11)
    )


def test_an_appeal_is_filed_by_the_person_within_seven_working_days_of_the_talk(made: Made):
    usual: dict[str, Any] = {"talk_id": made.talk(), "grounds": Grounds.WRONG_FACT, "text": "两件工单不是我的"}
    assert code(actions.file_appeal, **usual, by=person(made.lead), at=local(6, 10)) == (
        "feedback.only_the_person_appeals"
    )
    until = made.view().line.appeal_until
    assert until == local(15, 0)
    assert code(actions.file_appeal, **usual, by=person(made.person), at=until) == "feedback.appeal_too_late"
    key = actions.file_appeal(**usual, by=person(made.person), at=until - timedelta(seconds=1))
    found = view(made, key)
    assert (found.level, found.is_open, found.decide_by) == (AppealLevel.FIRST, True, local(29, 0))
    assert code(actions.file_appeal, **usual, by=person(made.person), at=local(6, 10)) == "feedback.appeal_is_open"


def test_there_is_no_appeal_before_the_talk():
    made = planned()
    usual: dict[str, Any] = {
        "talk_id": made.talk(),
        "grounds": Grounds.WRONG_FACT,
        "text": "x",
        "by": person(made.person),
        "at": AT,
    }
    assert code(actions.file_appeal, **usual) == "feedback.appeal_before_talk"


def test_an_appeal_is_seen_by_the_person_the_line_hr_and_who_decides(made: Made):
    appeal, decider = appealed(made), outsider()
    with pytest.raises(NotFoundError):
        queries.appeal(standing_of(decider), appeal)
    named(made, appeal, decider)
    for key in (made.person, made.lead, made.hr, decider):
        assert queries.appeal(standing_of(key), appeal).id == appeal
    with pytest.raises(NotFoundError):
        queries.appeal(standing_of(made.cycle.place.people[1]), appeal)


def test_nobody_who_took_part_is_named_to_decide():
    made = with_round(*in_phase_five(before={3: rated_by_a_peer}))
    held(made)
    appeal, rater = appealed(made), made.cycle.place.people[1]
    for key, why in (
        (made.person, "feedback.decides_own_appeal"),
        (made.lead, "feedback.decider_is_manager"),
        (rater, "feedback.decider_rated"),
    ):
        assert code(
            actions.name_deciders, appeal_id=appeal, people=[key], by=person(made.hr), at=local(6, 11)
        ) == why  # fmt: skip
    usual: dict[str, Any] = {"appeal_id": appeal, "people": [outsider()], "at": local(6, 11)}
    assert code(actions.name_deciders, **usual, by=person(made.lead)) == "feedback.may_not_name"


def test_only_the_one_named_decides_and_only_once(made: Made):
    appeal, decider = appealed(made), outsider()
    assert code(decide, appeal=appeal, by=made.hr) == "feedback.not_the_decider"
    named(made, appeal, decider)
    for key in (made.lead, made.hr, made.person):
        assert code(decide, appeal=appeal, by=key) == "feedback.not_the_decider"
    decide(appeal, decider)
    found = view(made, appeal)
    assert (found.outcome, found.decided_by, found.reasons) == (AppealOutcome.DISMISSED, decider, "记录与事实相符")
    assert found.points_before == found.points_after == pytest.approx(100)
    assert code(decide, appeal=appeal, by=decider) == "feedback.appeal_decided"


def test_the_database_itself_refuses_the_manager_as_decider_and_a_result_made_worse(made: Made):
    appeal = appealed(made)
    changes = (
        {"outcome": "dismissed", "reasons": "x", "decided_at": AT, "decided_by": made.lead},
        {"outcome": "dismissed", "reasons": "x", "decided_at": AT, "decided_by": made.person},
        {"points_before": 80.0, "points_after": 79.0},
        {"outcome": "dismissed", "decided_at": AT, "decided_by": made.hr},
    )
    for columns in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=appeal).update(**columns)


def test_a_decider_who_is_replaced_starts_with_a_clock_of_the_new_one(made: Made):
    appeal = appealed(made)
    named(made, appeal, outsider())
    first = view(made, appeal).decide_by
    named(made, appeal, outsider(), at=local(8, 9))
    assert (first, view(made, appeal).decide_by) == (local(21, 0), local(23, 0))


def test_the_final_level_is_a_panel_of_three_none_of_whom_decided_before(made: Made):
    first, decider = appealed(made), outsider()
    named(made, first, decider)
    decide(first, decider)
    assert made.view().line.appeal_until == local(15, 0)
    last = appealed(made, at=local(8, 10))
    assert view(made, last).level is AppealLevel.FINAL
    panel = [outsider(), make_person(), make_person()]
    usual: dict[str, Any] = {"appeal_id": last, "by": person(made.hr), "at": local(8, 11)}
    assert code(actions.name_deciders, **usual, people=[decider, *panel[:2]]) == (
        "feedback.decider_of_the_level_before"
    )
    assert code(actions.name_deciders, **usual, people=panel[:2]) == "feedback.panel_size"
    inside = made.cycle.place.people[1:]
    assert code(actions.name_deciders, **usual, people=[*inside, made.cycle.places[0].people[2]]) == (
        "feedback.panel_size"
    )
    named(made, last, *panel, at=local(8, 11))
    assert code(decide, appeal=last, by=panel[1]) == "feedback.not_the_decider"
    decide(last, panel[0], at=local(9, 10))
    again: dict[str, Any] = {
        "talk_id": made.talk(),
        "grounds": Grounds.NEW_EVIDENCE,
        "text": "x",
        "by": person(made.person),
    }
    assert code(actions.file_appeal, **again, at=local(9, 11)) == "feedback.appeal_exhausted"
    assert final(made, local(9, 12)) == 1


def test_silence_moves_an_appeal_up_by_itself_and_is_counted_against_who_owed_it(made: Made):
    appeal, decider = appealed(made), outsider()
    named(made, appeal, decider)
    late = view(made, appeal).decide_by
    assert actions.escalate_late_appeals(by=CLOCK, at=late - timedelta(seconds=1)) == 0
    assert actions.escalate_late_appeals(by=CLOCK, at=late) == 1
    assert actions.escalate_late_appeals(by=CLOCK, at=late) == 0
    first = view(made, appeal)
    assert (first.outcome, first.late_at, first.decided_by) == (AppealOutcome.SILENCE, late, None)
    second = next(each for each in queries.appeals(standing_of(made.hr)) if each.id != appeal)
    assert (second.level, second.by_itself, second.text, second.is_open) == (
        AppealLevel.FINAL, True, first.text, True,
    )  # fmt: skip
    told = Event.objects.filter(code="feedback.appeal_late").get()
    assert f'"decider":{decider}' in str(told.payload).replace(" ", "")
    assert code(decide, appeal=appeal, by=decider, at=late) == "feedback.appeal_decided"


def test_a_late_final_appeal_is_marked_once_and_stays_with_its_panel(made: Made):
    first = appealed(made)
    actions.escalate_late_appeals(by=CLOCK, at=view(made, first).decide_by)
    second = next(each for each in queries.appeals(standing_of(made.hr)) if each.id != first)
    assert actions.escalate_late_appeals(by=CLOCK, at=second.decide_by) == 1
    assert actions.escalate_late_appeals(by=CLOCK, at=second.decide_by + timedelta(days=9)) == 0
    found = view(made, second.id)
    assert (found.late_at, found.is_open) == (second.decide_by, True)


def test_only_the_clock_escalates(made: Made):
    assert code(actions.escalate_late_appeals, by=person(made.hr), at=AT) == "feedback.only_the_clock"


def test_with_nothing_due_escalation_asks_one_question(made: Made, django_assert_num_queries):
    appealed(made)
    with django_assert_num_queries(1):
        actions.escalate_late_appeals(by=CLOCK, at=local(6, 12))


@pytest.mark.spec("P5.0")
def test_an_upheld_appeal_is_scored_again_before_and_after_and_never_worse():
    made = planned(values=SHORT, voted=True)
    held(made)
    on_record(Work(made.person, 30, 28), calendar=True)
    appeal, decider = appealed(made), outsider()
    named(made, appeal, decider)
    rounds.catch_up(local(7, 9))
    decide(appeal, decider, AppealOutcome.UPHELD_IN_FULL)
    found = view(made, appeal)
    assert found.points_before == pytest.approx(85.0)
    assert found.points_after is not None
    assert found.points_after > 100
    result = evaluation.result(SYSTEM, made.person, made.cycle.id)
    assert (result.id, result.version, result.state) == (found.corrected, 2, ResultState.TALKED)


def test_what_would_make_the_result_worse_is_refused_and_nothing_changes():
    made = planned(voted=True)
    held(made)
    on_record(Work(made.person, 30, 5), calendar=True)
    appeal, decider = appealed(made), outsider()
    named(made, appeal, decider)
    rounds.catch_up(local(7, 9))
    assert code(decide, appeal=appeal, by=decider, outcome=AppealOutcome.UPHELD_IN_PART) == (
        "evaluation.correction_worse"
    )
    assert view(made, appeal).is_open
    assert evaluation.result(SYSTEM, made.person, made.cycle.id).version == 1


@pytest.mark.spec("P5.0")
def test_a_result_is_not_final_before_the_talk_nor_while_it_may_be_appealed(made: Made):
    other = made.talk(made.cycle.place.people[1])
    usual: dict[str, Any] = {"by": person(made.hr), "at": local(7, 11)}
    assert code(actions.finalise_result, talk_id=other, **usual) == "feedback.final_before_talk"
    assert code(actions.finalise_result, talk_id=made.talk(), **usual) == "feedback.may_still_appeal"
    appeal = appealed(made)
    assert code(actions.finalise_result, talk_id=made.talk(), **usual) == "feedback.appeal_is_open"
    assert final(made) == 0
    decider = outsider()
    named(made, appeal, decider)
    decide(appeal, decider)
    assert final(made) == 0
    actions.waive_appeal(talk_id=made.talk(), by=person(made.person), at=local(7, 11))
    assert final(made) == 1
    assert state(made) is ResultState.FINAL
    assert code(actions.finalise_result, talk_id=made.talk(), **usual) == "feedback.final_already"


@pytest.mark.spec("P5.0")
def test_without_an_appeal_the_result_is_final_when_the_time_is_over(made: Made):
    assert final(made, local(14, 23, 59)) == 0
    assert final(made, local(15, 0)) == 1


def test_only_the_person_gives_the_right_up_and_not_before_the_talk(made: Made):
    assert code(actions.waive_appeal, talk_id=made.talk(), by=person(made.lead), at=AT) == (
        "feedback.only_the_person_appeals"
    )
    other = made.cycle.place.people[1]
    assert code(actions.waive_appeal, talk_id=made.talk(other), by=person(other), at=AT) == (
        "feedback.appeal_before_talk"
    )
    actions.waive_appeal(talk_id=made.talk(), by=person(made.person), at=local(6, 9))
    usual: dict[str, Any] = {"talk_id": made.talk(), "grounds": Grounds.WRONG_FACT, "text": "x"}
    assert code(actions.file_appeal, **usual, by=person(made.person), at=local(6, 10)) == "feedback.appeal_waived"


@pytest.mark.spec("P5.0")
def test_the_phase_is_complete_when_every_result_is_final(made: Made):
    usual: dict[str, Any] = {"cycle_id": made.cycle.id, "department": made.cycle.department}
    asks = standing_of(made.hr)
    assert code(actions.finish_feedback, **usual, by=person(made.hr), at=AT) == "feedback.not_all_final"
    for other in made.cycle.place.people[1:]:
        actions.lapse_talk(talk_id=made.talk(other), reason="病假", by=person(made.lead), at=AFTER_ROUND)
    progress = queries.phase_progress(asks, made.cycle.id, AFTER_ROUND)[made.cycle.department]
    assert (progress.done, progress.all, progress.late, progress.missing) == (0, 3, (), ())
    over = local(30, 0)
    assert final(made, over) == 3
    assert code(actions.finish_feedback, **usual, by=person(made.person), at=over) == "feedback.may_not_finish"
    actions.finish_feedback(**usual, by=person(made.hr), at=over)
    assert code(actions.finish_feedback, **usual, by=person(made.hr), at=over) == "plan.phase_not_open"


def test_progress_names_the_managers_who_are_late_and_what_is_missing():
    made = planned(publish=False)
    asks = standing_of(made.hr)
    progress = queries.phase_progress(asks, made.cycle.id, AFTER_ROUND)[made.cycle.department]
    assert (progress.done, progress.all, progress.late, progress.missing) == (
        0, 3, (made.lead,), ("feedback.missing.round",),
    )  # fmt: skip
    assert queries.phase_progress(Standing(), made.cycle.id, AT) == {}


def test_what_waits_for_each_changes_with_the_course_of_a_talk():
    made = planned()

    def waits(key: int, at=AT) -> list[str]:
        found = queries.waiting(standing_of(key), at)
        return [each.code.removeprefix("feedback.waits.") for each in found]

    assert waits(made.lead) == ["prepare"] * 3
    told = {each.params["person"] for each in queries.waiting(standing_of(made.lead), AT)}
    assert told == {name.text for name in organisation.names(made.cycle.place.people).values()}
    assert waits(made.person) == []
    actions.offer_slot(
        talk_id=made.talk(), start=local(3, 10), end=local(3, 11), place="x", by=person(made.lead), at=AT
    )
    assert waits(made.person) == ["offer"]
    (offered,) = queries.waiting(standing_of(made.person), AT)
    assert offered.params["person"] == organisation.names([made.lead])[made.lead].text
    offer = made.view().offers[0].id
    actions.accept_slot(offer_id=offer, by=person(made.person), at=AT)
    assert waits(made.lead) == ["prepare"] * 2
    assert waits(made.lead, local(3, 11)).count("hold") == 1
    held(made)
    assert waits(made.person) == ["check", "action"]
    appeal, decider = appealed(made), outsider()
    assert waits(made.hr) == ["name"]
    named(made, appeal, decider)
    assert (waits(made.hr), waits(decider)) == ([], ["decide"])
    decide(appeal, decider)
    assert waits(decider) == []


@pytest.mark.spec("P6.3")
def test_what_the_talks_leave_for_the_next_cycle_follows_the_record(made: Made):
    def carried() -> dict[str, object]:
        return {each.code.removeprefix("feedback.carry."): dict(each.params) for each in queries.carry(made.cycle.id)}

    assert carried() == {"actions": {"count": 2}}
    actions.finish_action(action_id=made.view().actions[0].id, by=person(made.person), at=local(6, 9))
    actions.acknowledge(talk_id=made.talk(), agrees=False, reason="不同意", by=person(made.person), at=local(6, 9))
    actions.lapse_talk(
        talk_id=made.talk(made.cycle.place.people[1]), reason="病假", by=person(made.lead), at=AFTER_ROUND
    )
    assert carried() == {
        "actions": {"count": 1},
        "not_held": {"count": 1, "all": 3},
        "disagreed": {"count": 1, "all": 1},
    }
