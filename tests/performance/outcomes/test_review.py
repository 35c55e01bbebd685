"""The end of a cycle: the last phase completed, the system reviewed from the record, the next cycle opened with it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import Judged, RaterKind, Rating
from liuxin.performance.outcomes import actions, queries
from liuxin.performance.outcomes.words import Figure, FigureCode
from liuxin.performance.plan import queries as plan_queries
from liuxin.performance.plan.words import LessonSource
from tests.factories import forms, plan
from tests.factories import outcomes as made
from tests.factories.organisation import standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P4.6")]
ABOVE, BORDER, UNDER = (90.0, 3.0), (61.0, 5.0), (40.0, 4.0)
APRIL = Period.of_days(date(2016, 4, 1), date(2016, 4, 30), "Asia/Shanghai")


def figures(place: made.Made, at: object = made.LATER) -> dict[str, Figure]:
    found = queries.review(standing_of(place.people[0], made.LATER), place.cycle, at)  # type: ignore[arg-type]
    return {each.code: each for each in found.figures}


def finish(place: made.Made, reason: str = "") -> None:
    actions.finish_outcomes(
        cycle_id=place.cycle, department=place.department, reason=reason, by=place.by, at=made.LATER
    )


def reviewed(place: made.Made) -> None:
    finish(place, "这个季度没有奖金池")
    actions.decide_in_review(
        cycle_id=place.cycle, figure=FigureCode.TALKS_HELD, text="面谈提前一周约好", by=place.by, at=made.LATER
    )
    actions.close_review(cycle_id=place.cycle, by=place.by, at=made.LATER)


def follow(place: made.Made, code: str = "2016-04") -> int:
    return actions.open_next_cycle(
        cycle_id=place.cycle,
        code=code,
        name=Bilingual("四月", "April"),
        period=APRIL,
        departments=[place.department],
        phase_dues=plan.dues(date(2016, 7, 1)),
        by=place.by,
        at=made.LATER,
    )


def test_the_last_phase_is_complete_when_every_result_has_led_to_something():
    place = made.ready(ABOVE)
    with pytest.raises(BadInputError, match=r"outcomes\.reason_needed"):
        finish(place)
    made.applied(place, made.tried(place))
    assert queries.phase_progress(standing_of(place.hr, made.LATER), place.cycle)[place.department].is_complete
    finish(place)
    with pytest.raises(RuleBrokenError, match=r"plan\.phase_not_open"):
        finish(place)


def test_without_a_rule_a_reason_says_why_and_a_pilot_needs_none():
    place = made.ready(ABOVE)
    assert queries.phase_progress(standing_of(place.hr, made.LATER), place.cycle)[place.department].missing == (
        "outcomes.missing.rule_not_applied",
    )
    finish(place, "这个季度没有奖金池")
    found = queries.review(standing_of(place.hr, made.LATER), place.cycle, made.LATER)
    assert [(each.code, each.text) for each in found.decisions] == [("rules_applied", "这个季度没有奖金池")]
    finish(made.ready(ABOVE, is_pilot=True))


def test_a_plan_that_is_not_signed_keeps_the_phase_open_and_names_who_is_late():
    place = made.ready(UNDER)
    made.opened_plan(place)
    progress = queries.phase_progress(standing_of(place.hr, made.LATER), place.cycle)[place.department]
    assert progress.late == (place.lead,)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.missing\.plan_not_signed"):
        finish(place, "没有奖金池")


def test_only_hr_the_head_and_the_director_complete_the_phase():
    place = made.ready(ABOVE)
    with pytest.raises(NotAllowedError, match=r"outcomes\.may_not_finish"):
        actions.finish_outcomes(
            cycle_id=place.cycle, department=place.department, by=Actor.person(place.people[0]), at=made.LATER
        )


def test_each_figure_comes_from_the_record_and_changes_with_it():
    place = made.ready(ABOVE, UNDER)
    before = figures(place)
    assert (before["talks_held"].value, before["talks_held"].whole) == (2, 2)
    assert (before["rules_applied"].value, before["rules_applied"].whole) == (0, 2)
    assert before["late_tasks"].missing == "outcomes.missing.no_tasks"
    assert before["appeals_upheld"].missing == "outcomes.missing.no_appeal_decided"
    assert before["plans_better"].missing == "outcomes.missing.no_plans"
    plan.make_task(place.cycle, due_on=made.LATER.date() - timedelta(days=2))
    rule = made.tried(place)
    made.decide(place, rule, {place.people[1]: False})
    made.applied(place, rule)
    after = figures(place)
    assert (after["late_tasks"].value, after["late_tasks"].whole) == (1, 1)
    assert (after["rules_applied"].value, after["rules_applied"].whole) == (2, 2)
    assert after["plans_better"].missing == "outcomes.missing.no_effect_yet"


def test_what_the_record_does_not_hold_cannot_be_told():
    place = made.ready(ABOVE, talked=False)
    found = figures(place)
    assert found["talks_held"].missing == "outcomes.missing.no_talks"
    assert not found["talks_held"].can_tell
    assert found["forms_answered"].missing == "outcomes.missing.no_forms"
    assert found["open_objections"].missing == "outcomes.missing.no_vote"
    assert found["too_tight"].missing == "outcomes.missing.too_few_results"


def test_a_phase_that_was_late_is_counted():
    place = made.ready(ABOVE)
    later = made.LATER + timedelta(days=60)
    now, then = figures(place)["late_phases"], figures(place, later)["late_phases"]
    assert (now.value, then.value) == (0, 1)
    assert (now.whole, then.whole) == (5, 6)


def test_a_review_is_closed_after_all_phases_with_a_decision_and_its_figures_are_frozen():
    place = made.ready(ABOVE)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.review_without_decision"):
        actions.close_review(cycle_id=place.cycle, by=place.by, at=made.LATER)
    actions.decide_in_review(cycle_id=place.cycle, figure="", text="再看一次权重", by=place.by, at=made.LATER)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.phases_open"):
        actions.close_review(cycle_id=place.cycle, by=place.by, at=made.LATER)
    finish(place, "没有奖金池")
    actions.close_review(cycle_id=place.cycle, by=place.by, at=made.LATER)
    frozen = figures(place)
    plan.make_task(place.cycle, due_on=date(2016, 6, 2))
    assert figures(place) == frozen
    with pytest.raises(RuleBrokenError, match=r"outcomes\.review_closed"):
        actions.decide_in_review(cycle_id=place.cycle, figure="", text="太晚了的决定", by=place.by, at=made.LATER)


def test_the_system_is_reviewed_by_hr_and_the_director():
    place = made.ready(ABOVE)
    with pytest.raises(NotAllowedError, match=r"outcomes\.may_not_review"):
        actions.decide_in_review(
            cycle_id=place.cycle, figure="", text="我也有话说", by=Actor.person(place.lead), at=made.LATER
        )
    with pytest.raises(BadInputError, match=r"outcomes\.no_such_figure"):
        actions.decide_in_review(cycle_id=place.cycle, figure="mood", text="没有这一项", by=place.by, at=made.LATER)


@pytest.mark.spec("P6.3")
def test_the_next_cycle_opens_with_what_was_learned_and_names_nobody():
    place = made.ready(UNDER)
    made.running_plan(place)
    with pytest.raises(RuleBrokenError, match=r"outcomes\.review_first"):
        follow(place)
    reviewed(place)
    key = follow(place)
    found = plan_queries.lessons(key)
    assert found[0].text.zh == "这个季度没有奖金池"
    assert found[1].text.zh == "面谈提前一周约好"
    told = {each.code: each for each in found if each.code}
    assert told["outcomes.lesson.plans"].source is LessonSource.IMPROVEMENT
    assert told["outcomes.lesson.plans"].params == {"pattern": "skill", "count": 1, "better": 0, "unknown": 1}
    assert all(place.people[0] not in each.params.values() or each.code for each in found)
    assert plan_queries.cycle(key).carry_from == place.cycle
    assert not plan_queries.cycle(place.cycle).is_open


def test_what_waits_names_its_reason_and_goes_when_it_is_done():
    place = made.ready(ABOVE, BORDER)

    def codes(person: int) -> list[str]:
        return [each.code for each in queries.waiting(standing_of(person, made.LATER), made.LATER)]

    assert codes(place.hr) == []
    rule = made.tried(place)
    assert codes(place.hr) == ["outcomes.waits.cases"]
    made.decide(place, rule, {place.people[1]: True})
    assert codes(place.hr) == []
    made.approved(place, rule)
    assert codes(place.hr) == ["outcomes.waits.apply"]
    actions.apply_rule_set(rule_set_id=rule, reason="按规则发放", by=place.by, at=made.LATER)
    finish(place)
    assert codes(place.hr) == codes(place.director) == ["outcomes.waits.review"]
    actions.decide_in_review(cycle_id=place.cycle, figure="", text="再看一次权重", by=place.by, at=made.LATER)
    actions.close_review(cycle_id=place.cycle, by=place.by, at=made.LATER)
    assert codes(place.hr) == ["outcomes.waits.next"]
    follow(place)
    assert codes(place.hr) == []


def test_a_plan_waits_for_both_to_be_written_and_then_for_the_one_who_checks():
    place = made.ready(UNDER)
    made.opened_plan(place)
    lead = standing_of(place.lead, made.LATER)
    assert [each.code for each in queries.waiting(lead, made.LATER)] == ["outcomes.waits.plan"]
    me = standing_of(place.people[0], made.LATER)
    assert [each.code for each in queries.waiting(me, made.LATER)] == ["outcomes.waits.plan"]


@pytest.mark.parametrize("people", [1, 3])
def test_what_waits_is_found_with_the_same_number_of_statements(people: int):
    place = made.ready(*[UNDER] * people, ABOVE)
    for person in place.people[:people]:
        made.running_plan(place, person)
        made.tried(place)
    standing = standing_of(place.hr, made.LATER)
    with CaptureQueriesContext(connection) as caught:
        queries.waiting(standing, made.LATER)
    assert len(caught) == 10


def test_forms_are_counted_by_kind_and_agreed_sets_by_position():
    ground = forms.make_ground(peers=2)
    ground.open()

    def told() -> dict[str, tuple[int | None, int | None]]:
        found = queries.figures(ground.made.id, forms.OPENED)
        return {each.code: (each.value, each.whole) for each in found}

    before = told()
    ground.rate(ground.peers[0], 4)
    after = told()
    assert (before["forms_answered.peer"], after["forms_answered.peer"]) == ((0, 2), (1, 2))
    assert after["forms_answered.self"] == (0, 1)
    assert after["agreed_sets"] == (2, 2)
    assert after["open_objections"][0] == 0


def test_how_far_raters_agree_is_told_once_no_form_can_come_in_and_only_of_what_may_be_told(
    monkeypatch: pytest.MonkeyPatch,
):
    ground = forms.make_ground(peers=2)
    ground.open()
    found = {each.code: each for each in queries.figures(ground.made.id, forms.OPENED)}
    assert found["raters_agree"].missing == "outcomes.missing.forms_open"
    place = made.ready(ABOVE)
    assert figures(place)["raters_agree"].missing == "outcomes.missing.no_forms"
    monkeypatch.setattr(evaluation, "judged", lambda *_: Judged(rated(RaterKind.SUPERVISOR), {}))
    told = figures(place)["raters_agree.dedication"]
    assert told.value is not None
    assert told.value > 80
    monkeypatch.setattr(evaluation, "judged", lambda *_: Judged(rated(RaterKind.SELF), {}))
    assert figures(place)["raters_agree.dedication"].missing == "outcomes.missing.too_few_ratings"


def rated(kind: RaterKind) -> dict[int, list[Rating]]:
    """Give six people, each rated by three."""
    levels = ((1, 1, 2), (2, 2, 2), (3, 3, 3), (4, 4, 5), (5, 5, 5), (2, 3, 2))
    return {
        person: [Rating(10 * person + rater, kind, "dedication", level, rater=rater) for rater, level in enumerate(row)]
        for person, row in enumerate(levels)
    }
