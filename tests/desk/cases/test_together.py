"""Many cases at once: each by the same rules as alone, a preview that changes nothing, an undo, and saved views."""

from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import CaseFilter, Deed, HandOverReason, Outcome, Status, Together
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, LiuxinError, NotFoundError, RuleBrokenError
from tests.factories.cases import (
    NINE,
    Case,
    Desk,
    HandOver,
    all_events_of,
    events_of,
    fresh,
    seen,
    violations,
)
from tests.factories.organisation import standing_of

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(minutes=5)
PLAN = Together(Deed.PLAN, next_action="回电", next_due=NINE + timedelta(hours=5))


def do(desk: Desk, told: Together, *cases: Case, who: int | None = None):
    chosen = [seen(case) for case in cases]
    return actions.do_together(told=told, cases=chosen, by=Actor.person(who or desk.agent), at=LATER)


@pytest.mark.spec("S4")
def test_many_are_taken_and_those_that_cannot_be_say_why(desk):
    first, second = desk.receive(take=False), desk.receive(take=False)
    mine, foreign = desk.receive(), desk.receive(by=desk.other_agent, team=desk.other_team)
    done = do(desk, Together(Deed.TAKE), first, second, mine, foreign)
    assert set(done.cases) == {first.code, second.code}
    assert {one.case: one.error.code for one in done.refused} == {
        mine.code: "cases.not_allowed",
        foreign.code: "cases.no_such_case",
    }
    assert {fresh(first).holder_id, fresh(second).holder_id} == {desk.agent}
    assert events_of(first) == ["case.opened", "case.handed_over"]
    assert violations() == []


@pytest.mark.spec("S4")
def test_a_case_that_changed_since_it_was_seen_is_refused_and_the_others_go_on(desk):
    first, second = desk.receive(), desk.receive()
    chosen = [seen(first), seen(second)]
    actions.plan_next(case=seen(first), next_action="x", next_due=LATER, by=Actor.person(desk.agent), at=NINE)
    done = actions.do_together(told=PLAN, cases=chosen, by=Actor.person(desk.agent), at=LATER)
    assert done.cases == (second.code,)
    assert [one.error.code for one in done.refused] == ["cases.changed_meanwhile"]


@pytest.mark.spec("S4")
@pytest.mark.parametrize("deed", list(Deed))
def test_the_preview_tells_what_the_deed_then_does_and_changes_nothing(desk, deed):
    told = deeds(desk)[deed]
    one, other = desk.receive(take=False), desk.closed()
    before = (all_events_of(one), fresh(one).version)
    who = Actor.person(desk.lead)
    look = actions.preview_together(told=told, cases=[seen(one), seen(other)], by=who, at=LATER)
    assert (all_events_of(one), fresh(one).version) == before
    done = actions.do_together(told=told, cases=[seen(one), seen(other)], by=who, at=LATER)
    assert (look.cases, [r.error.code for r in look.refused]) == (done.cases, [r.error.code for r in done.refused])
    assert one.code in done.cases
    assert look.undo == 0


def deeds(desk: Desk) -> dict[Deed, Together]:
    return {
        Deed.TAKE: Together(Deed.TAKE),
        Deed.TRANSFER: Together(Deed.TRANSFER, desk.team, desk.colleague, HandOverReason.SHIFT),
        Deed.CLASSIFY: Together(Deed.CLASSIFY, priority=1),
        Deed.PLAN: PLAN,
        Deed.CLOSE: Together(Deed.CLOSE, outcome=Outcome.DONE_AND_TOLD, outcome_text="已修好，业主知道。"),
    }


@pytest.mark.spec("S4")
def test_a_transfer_of_many_is_undone_by_a_hand_over_that_says_so(desk):
    first, second = desk.receive(), desk.receive()
    done = do(desk, deeds(desk)[Deed.TRANSFER], first, second)
    assert fresh(first).holder_id == desk.colleague
    back = actions.undo_together(done=done.undo, by=Actor.person(desk.agent), at=LATER + timedelta(minutes=1))
    assert set(back.cases) == {first.code, second.code}
    assert (fresh(first).holder_id, fresh(first).accountable_id) == (desk.agent, desk.agent)
    assert HandOver.objects.get(case=first, seq=3).reason == HandOverReason.UNDONE.value
    with pytest.raises(NotFoundError):
        actions.undo_together(done=done.undo, by=Actor.person(desk.agent), at=LATER)
    assert violations() == []


@pytest.mark.spec("S4")
def test_undo_leaves_alone_what_somebody_changed_since_and_puts_the_words_and_steps_back(desk):
    first, second = desk.receive(), desk.receive()
    words = do(desk, Together(Deed.CLASSIFY, priority=4, category="停电"), first, second)
    actions.note(case=first.code, text="x", by=Actor.person(desk.agent), at=LATER)
    actions.take(case=seen(second), by=Actor.person(desk.colleague), at=LATER)
    back = actions.undo_together(done=words.undo, by=Actor.person(desk.agent), at=LATER)
    assert (back.cases, [one.case for one in back.refused]) == ((first.code,), [second.code])
    assert (fresh(first).priority, fresh(first).category) == (2, "漏水")
    planned = do(desk, PLAN, first)
    actions.undo_together(done=planned.undo, by=Actor.person(desk.agent), at=LATER)
    assert fresh(first).next_action == first.next_action


@pytest.mark.spec("S5")
def test_undoing_never_gives_a_case_to_somebody_who_left(desk):
    case = desk.receive()
    done = do(desk, deeds(desk)[Deed.TRANSFER], case, who=desk.lead)
    actions.leave(person=desk.agent, on=NINE.date(), by=Actor.person(desk.hr), at=LATER)
    back = actions.undo_together(done=done.undo, by=Actor.person(desk.lead), at=LATER)
    assert [one.error.code for one in back.refused] == ["cases.person_gone"]
    assert fresh(case).holder_id == desk.colleague


def test_undo_is_for_ten_minutes_and_for_whoever_did_it_and_closing_has_none(desk):
    case = desk.receive()
    done = do(desk, PLAN, case)
    with pytest.raises(NotFoundError):
        actions.undo_together(done=done.undo, by=Actor.person(desk.lead), at=LATER)
    with pytest.raises(RuleBrokenError) as caught:
        actions.undo_together(done=done.undo, by=Actor.person(desk.agent), at=LATER + timedelta(minutes=11))
    assert caught.value.code == "cases.too_late_to_undo"
    closed = do(desk, deeds(desk)[Deed.CLOSE], case)
    assert (closed.undo, fresh(case).status) == (0, Status.CLOSED.value)


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        (Together(Deed.CLOSE, outcome_text=" "), "cases.text_missing", "outcome_text"),
        (Together(Deed.PLAN, next_due=NINE + timedelta(days=1)), "cases.text_missing", "next_action"),
        (Together(Deed.PLAN, next_action="x"), "cases.next_due_missing", "next_due"),
        (Together(Deed.TRANSFER, 1, None, HandOverReason.OTHER), "cases.text_missing", "remark"),
        (Together(Deed.CLASSIFY), "cases.nothing_to_change", "priority"),
    ],
)
def test_what_is_wrong_with_the_deed_itself_is_said_before_any_case_is_touched(desk, told, code, field):
    with pytest.raises(LiuxinError) as caught:
        do(desk, told, desk.receive())
    assert (caught.value.code, caught.value.field) == (code, field)


def test_none_and_too_many_are_refused(desk):
    with pytest.raises(BadInputError):
        do(desk, PLAN)
    case = desk.receive()
    with pytest.raises(BadInputError) as caught:
        do(desk, PLAN, *[case] * (actions.MOST_TOGETHER + 1))
    assert caught.value.code == "cases.too_many_chosen"


def save(desk: Desk, name: str, who: int | None = None, team: int | None = None, **asked: str) -> int:
    return actions.save_view(name=name, asked=asked, team=team, by=Actor.person(who or desk.agent), at=NINE)


@pytest.mark.spec("S4")
def test_a_view_is_ones_own_or_shared_with_a_team_and_the_same_name_replaces_it(desk):
    own = save(desk, "紧急", priority="1")
    assert save(desk, "紧急", priority="2") == own
    shared = save(desk, "全组", who=desk.lead, team=desk.team, unheld="1")
    mine = queries.saved_views(standing_of(desk.agent))
    assert [(one.id, one.name, dict(one.asked), one.is_own) for one in mine] == [
        (own, "紧急", {"priority": "2"}, True),
        (shared, "全组", {"unheld": "1"}, False),
    ]
    assert [one.id for one in queries.saved_views(standing_of(desk.colleague))] == [shared]
    assert queries.saved_views(standing_of(desk.other_agent)) == ()


@pytest.mark.spec("S4")
def test_a_view_opens_first_until_it_is_taken_away_and_can_be_put_back(desk):
    view = save(desk, "紧急", priority="1")
    by = Actor.person(desk.agent)
    actions.set_default_view(view=view, by=by, at=NINE)
    assert queries.default_view(standing_of(desk.agent)) == view
    actions.drop_view(view=view, by=by, at=NINE)
    assert (queries.default_view(standing_of(desk.agent)), queries.saved_views(standing_of(desk.agent))) == (None, ())
    actions.drop_view(view=view, restore=True, by=by, at=NINE)
    assert len(queries.saved_views(standing_of(desk.agent))) == 1


def test_nobody_takes_away_or_opens_with_the_view_of_another_or_shares_with_a_foreign_team(desk):
    view = save(desk, "紧急", priority="1")
    with pytest.raises(NotFoundError):
        actions.drop_view(view=view, by=Actor.person(desk.colleague), at=NINE)
    with pytest.raises(NotFoundError):
        actions.set_default_view(view=view, by=Actor.person(desk.colleague), at=NINE)
    with pytest.raises(BadInputError) as caught:
        save(desk, "x", team=desk.other_team)
    assert caught.value.field == "team"


@pytest.mark.spec("S4")
@pytest.mark.parametrize("count", [1, 3])
def test_all_views_are_counted_in_one_statement(desk, count, django_assert_num_queries):
    for number in range(count):
        save(desk, f"v{number}", priority="1")
        desk.receive(priority=1)
    desk.receive(by=desk.other_agent, team=desk.other_team, priority=1)
    standing = standing_of(desk.agent)
    with django_assert_num_queries(1):
        counts = queries.view_counts(standing, [CaseFilter(priority=1)] * count + [CaseFilter(priority=4)])
    assert counts == (*[count] * count, 0)
