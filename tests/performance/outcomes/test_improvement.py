"""An improvement plan: opened where the gap is sure, signed by both, checked, ended with what was learned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.outcomes import actions, queries
from liuxin.performance.outcomes.words import EffectVerdict, Ending, NewSupport, PlanState, PlanView, Progress
from tests.factories import agreement, dialogue
from tests.factories import outcomes as made
from tests.factories.history import KEY
from tests.factories.organisation import Person, standing_of
from tests.factories.work import APRIL, Work, on_record

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P6.2")]
ABOVE, BORDER, UNDER = (90.0, 3.0), (61.0, 5.0), (40.0, 4.0)
FIRST_CHECK = made.LATER + timedelta(days=22)
LAST_CHECK = made.LATER + timedelta(days=40)


def plan(place: made.Made, key: int, person: int | None = None) -> PlanView:
    return queries.plan(standing_of(person or place.lead, made.LATER), key, made.LATER)


def check(place: made.Made, key: int, *, at: object = FIRST_CHECK, number: int = 1) -> None:
    actions.check_plan(
        plan_id=key,
        check_id=plan(place, key).checks[number - 1].id,
        progress=Progress.PARTLY,
        note="回访四件里三件当天",
        by=Actor.person(place.lead),
        at=at,  # type: ignore[arg-type]  # a time
    )


def test_a_plan_is_opened_only_where_the_whole_interval_is_under_the_floor():
    place = made.ready(ABOVE, BORDER, UNDER)
    for person in place.people[:2]:
        with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_without_gap"):
            made.opened_plan(place, person)
    key = made.opened_plan(place)
    found = plan(place, key)
    assert (found.line.person, found.supporter, found.opened_by) == (place.people[2], place.lead, place.hr)
    assert found.line.state is PlanState.DRAFT
    assert found.score.high < found.floor == 60


def test_a_plan_waits_for_the_talk_and_for_obstacles_to_be_dealt_with():
    with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_talk_not_held"):
        made.opened_plan(made.ready(UNDER, talked=False))
    place = made.ready(UNDER)
    dialogue.raised(place.people[0], at=made.MARCH.start + timedelta(days=5))
    with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_obstacle_open"):
        made.opened_plan(place)


def test_a_person_has_one_plan_in_a_cycle_and_never_opens_it_for_oneself():
    place = made.ready(UNDER)
    made.opened_plan(place)
    with pytest.raises(ConflictError, match=r"outcomes\.plan_there_already"):
        made.opened_plan(place)
    with pytest.raises(NotAllowedError, match=r"outcomes\.may_not_open_plan"):
        actions.open_improvement_plan(
            cycle_id=place.cycle,
            person_id=place.people[0],
            pattern="skill",
            reason="我想要一份",
            by=Actor.person(place.people[0]),
            at=made.LATER,
        )


def test_the_database_itself_refuses_a_plan_without_a_sure_gap_and_one_that_runs_unsigned():
    place = made.ready(UNDER)
    key = made.opened_plan(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.ImprovementPlan.objects.filter(pk=key).update(floor=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.ImprovementPlan.objects.filter(pk=key).update(state=PlanState.RUNNING.value)


def test_a_plan_runs_when_both_signed_what_it_holds():
    place = made.ready(UNDER)
    key = made.opened_plan(place)
    made.write(place, key)
    found = plan(place, key)
    assert found.line.state is PlanState.PROPOSED
    assert [goal.text for goal in found.goals] == ["当天回访 1"]
    assert len(found.checks) == 2
    asked = found.agreement or 0
    agreement.answer(asked, place.people[0], at=made.LATER)
    assert plan(place, key).line.state is PlanState.PROPOSED
    agreement.answer(asked, place.lead, at=made.LATER)
    assert plan(place, key).line.state is PlanState.RUNNING
    with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_wrong_state"):
        made.write(place, key)


def test_the_text_of_a_plan_holds_each_word_of_ours_in_both_languages_and_what_was_typed_as_it_was_typed():
    place = made.ready(UNDER)
    Person.objects.filter(pk=place.lead).update(name_zh="谢雨桐", name_en="Yutong Xie")
    key = made.opened_plan(place)
    made.write(place, key)
    latest = agreements.agreement(standing_of(place.lead, made.LATER), plan(place, key).agreement or 0).latest
    assert [(line.label.zh, line.label.en, line.text) for line in latest.lines][1:] == [
        ("目标 1", "Goal 1", "当天回访 1\n前台服务承诺第三条"),
        ("支持 1", "Support 1", "每周带教一次\n谢雨桐，2016-06-30\nYutong Xie, 2016-06-30"),
        ("起止", "From and until", "2016-06-27 – 2016-07-25"),
        ("检查日", "Checks", "2016-07-11, 2016-07-25"),
        ("衡量", "Measured by", "承诺兑现率\nPromises kept"),
    ]
    assert latest.lines[0].label == Bilingual("差距", "Gap")


def test_the_person_writes_too_and_an_older_signature_counts_no_more():
    place = made.ready(UNDER)
    key = made.opened_plan(place)
    made.write(place, key)
    agreement.answer(plan(place, key).agreement or 0, place.lead, at=made.LATER)
    made.write(place, key, by=place.people[0], goals=2)
    assert len(plan(place, key).goals) == 2
    agreement.answer(plan(place, key).agreement or 0, place.people[0], at=made.LATER)
    assert plan(place, key).line.state is PlanState.PROPOSED


def test_what_was_written_meanwhile_is_not_overwritten():
    place = made.ready(UNDER)
    key = made.opened_plan(place)
    seen = made.LATER - timedelta(minutes=1)
    with pytest.raises(ConflictError, match=r"outcomes\.changed_meanwhile"):
        actions.write_plan(
            plan_id=key, new=made.new_plan(place), expect=seen, by=Actor.person(place.lead), at=made.LATER
        )


def test_checks_are_made_in_order_each_once_and_not_before_their_day():
    place = made.ready(UNDER)
    key = made.running_plan(place)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.check_too_early"):
        check(place, key, at=made.LATER)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.check_out_of_order"):
        check(place, key, at=LAST_CHECK, number=2)
    check(place, key)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.check_out_of_order"):
        check(place, key)
    done = plan(place, key).checks[0]
    assert (done.progress, done.by, done.note) == (Progress.PARTLY, place.lead, "回访四件里三件当天")


def test_nothing_of_a_plan_runs_before_both_signed_and_checks_are_for_the_one_who_supports():
    place = made.ready(UNDER)
    key = made.opened_plan(place)
    made.write(place, key)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.plan_wrong_state"):
        check(place, key)
    with pytest.raises(NotAllowedError, match=r"outcomes\.may_not_check_plan"):
        actions.end_plan(
            plan_id=key, ending=Ending.MET, learned="好了", by=Actor.person(place.people[0]), at=LAST_CHECK
        )


def test_support_is_kept_as_given():
    place = made.ready(UNDER)
    key = made.running_plan(place)
    support = plan(place, key).support[0]
    by = Actor.person(place.lead)
    with pytest.raises(BadInputError, match=r"outcomes\.support_not_given_yet"):
        actions.give_support(plan_id=key, support_id=support.id, given_on=LAST_CHECK.date(), by=by, at=made.LATER)
    actions.give_support(plan_id=key, support_id=support.id, given_on=made.START, by=by, at=FIRST_CHECK)
    assert plan(place, key).support[0].given_on == made.START


def test_a_plan_ends_after_its_checks_with_what_was_learned_and_is_extended_once():
    place = made.ready(UNDER)
    key = made.running_plan(place)
    by = Actor.person(place.lead)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.checks_open"):
        actions.end_plan(plan_id=key, ending=Ending.MET, learned="当天回访管用", by=by, at=LAST_CHECK)
    until = made.START + timedelta(days=42)
    with pytest.raises(BadInputError, match=r"outcomes\.extend_to_later"):
        actions.end_plan(plan_id=key, ending=Ending.EXTENDED, learned="还差一点", by=by, at=LAST_CHECK)
    actions.end_plan(plan_id=key, ending=Ending.EXTENDED, learned="还差一点", extend_to=until, by=by, at=LAST_CHECK)
    assert (plan(place, key).line.ends_on, len(plan(place, key).checks)) == (until, 3)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.extended_once"):
        actions.end_plan(
            plan_id=key,
            ending=Ending.EXTENDED,
            learned="再来一次",
            extend_to=until + timedelta(days=9),
            by=by,
            at=LAST_CHECK,
        )
    for number in (1, 2, 3):
        check(place, key, at=made.LATER + timedelta(days=80), number=number)
    actions.end_plan(plan_id=key, ending=Ending.MET, learned="当天回访管用", by=by, at=LAST_CHECK)
    found = plan(place, key)
    assert (found.line.state, found.line.ending, found.learned) == (PlanState.ENDED, Ending.MET, "当天回访管用")


def test_an_effect_that_the_record_does_not_hold_cannot_be_told():
    place = made.ready(UNDER)
    assert plan(place, made.running_plan(place)).effect.verdict is EffectVerdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("cases", "kept", "verdict"),
    [(60, 58, EffectVerdict.BETTER), (60, 33, EffectVerdict.NOT_TOLD_APART), (2, 2, EffectVerdict.CANNOT_TELL)],
)
def test_the_effect_follows_what_the_record_holds_before_and_after(
    settings: Settings, cases: int, kept: int, verdict: EffectVerdict
):
    settings.SEAL_KEY = KEY.decode()
    place = made.ready(UNDER)
    person = place.people[0]
    on_record(Work(person, 60, 30), Work(person, cases, kept, period=APRIL))
    key = made.opened_plan(place)
    april = replace(
        made.new_plan(place),
        starts_on=date(2016, 4, 1),
        ends_on=date(2016, 5, 1),
        check_dates=[date(2016, 5, 1)],
        support=[NewSupport("每周带教一次", place.lead, date(2016, 4, 8))],
    )
    seen = plan(place, key).changed_at
    actions.write_plan(plan_id=key, new=april, expect=seen, by=Actor.person(place.lead), at=made.LATER)
    found = plan(place, key).effect
    assert found.verdict is verdict
    assert found.before is not None
    assert found.before.value == 50


@pytest.mark.spec("D6")
def test_a_plan_is_open_to_the_person_the_line_and_hr_and_to_no_colleague():
    place = made.ready(ABOVE, UNDER)
    key = made.opened_plan(place)
    for person in (place.people[1], place.lead, place.head, place.hr):
        assert [each.id for each in queries.plans(standing_of(person, made.LATER), made.LATER)] == [key]
    colleague = standing_of(place.people[0], made.LATER)
    assert queries.plans(colleague, made.LATER) == ()
    with pytest.raises(NotFoundError, match=r"outcomes\.no_such_plan"):
        queries.plan(colleague, key, made.LATER)


def test_one_and_three_plans_are_listed_with_the_same_number_of_statements():
    place = made.ready(UNDER, UNDER, UNDER)
    counts = []
    for person in place.people:
        made.running_plan(place, person)
        with CaptureQueriesContext(connection) as caught:
            queries.plans(standing_of(place.hr, made.LATER), made.LATER)
        counts.append(len(caught))
    assert counts == [10, 10, 10]
