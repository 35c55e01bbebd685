from datetime import timedelta
from typing import Any

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import (
    Aspect,
    CaseFilter,
    CaseSort,
    Channel,
    ClockState,
    HandOverReason,
    Kind,
    Target,
    TargetTrial,
)
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from tests.factories.cases import Case, Desk, fresh, make_desk, seen
from tests.factories.organisation import SYSTEM, standing_of
from tests.factories.promises import look, make_promise, replied, shanghai, terms, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]
HOUR = 3600


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def by_mail(desk: Desk, **changes: Any) -> Case:
    return desk.receive(channel=Channel.EMAIL, next_due=None, **changes)


def view(desk: Desk, case: Case, at: Any) -> Any:
    return queries.case(standing_of(desk.director), case.code, at).clocks


def transfer(desk: Desk, case: Case, to: int | None, *, by: int, at: Any, team: int = 0) -> None:
    actions.transfer(
        case=seen(case),
        team=team or desk.team,
        holder=to,
        reason=HandOverReason.SHIFT,
        by=Actor.person(by),
        at=at,
    )


def test_three_transfers_over_a_weekend_split_each_clock_and_add_up(desk):
    make_promise(first_minutes=240, minutes=600)
    case = by_mail(desk, at=shanghai(3, 14))
    transfer(desk, case, desk.colleague, by=desk.agent, at=shanghai(3, 15, 30))
    transfer(desk, case, None, by=desk.colleague, at=shanghai(3, 17))
    transfer(desk, case, desk.other_agent, by=desk.lead, at=shanghai(6, 10), team=desk.other_team)
    found = view(desk, case, shanghai(6, 11, 30))
    told = {
        each.target: (
            each.total,
            each.used,
            [(part.holder and part.holder.zh, part.seconds, part.left) for part in each.parts],
        )
        for each in found.clocks
    }
    parts = [("陈晓", 5400), ("周航", 5400), (None, 7200), ("郭立", 5400)]
    assert told[Target.FIRST] == (
        4 * HOUR,
        23400,
        [(name, used, left) for (name, used), left in zip(parts, (9000, 3600, -3600, -9000), strict=True)],
    )
    assert told[Target.RESOLUTION] == (
        10 * HOUR,
        23400,
        [(name, used, left) for (name, used), left in zip(parts, (30600, 25200, 18000, 12600), strict=True)],
    )
    assert [each.state for each in found.clocks] == [ClockState.LATE, ClockState.ON_TIME]
    assert [part.end for part in found.clocks[0].parts] == [shanghai(3, 15, 30), shanghai(3, 17), shanghai(6, 10), None]


def test_frappe_helpdesk_1895_the_first_line_does_not_eat_the_clock_of_the_second(desk):
    make_promise(first_minutes=None, next_minutes=None, minutes=120)
    case = by_mail(desk)
    transfer(desk, case, desk.other_agent, by=desk.agent, at=shanghai(1, 9, 20), team=desk.other_team)
    (clock,) = view(desk, case, shanghai(1, 10, 30)).clocks
    assert [(part.holder.zh, part.seconds, part.left) for part in clock.parts] == [
        ("陈晓", 1200, 6000),
        ("郭立", 4200, 1800),
    ]


def test_a_wait_is_used_by_nobody(desk):
    make_promise(first_minutes=None, next_minutes=None, minutes=120)
    case = by_mail(desk)
    by = Actor.person(desk.agent)
    actions.wait_on_customer(case=seen(case), next_action="等", next_due=shanghai(2, 9), by=by, at=shanghai(1, 10))
    (clock,) = view(desk, case, shanghai(1, 15)).clocks
    assert (clock.used, clock.left, clock.state) == (HOUR, HOUR, ClockState.STOPPED)
    actions.resume(case=seen(case), next_action="办", next_due=shanghai(2, 9), by=by, at=shanghai(1, 16))
    (clock,) = view(desk, case, shanghai(1, 16, 30)).clocks
    assert (clock.used, clock.left, clock.total) == (5400, 1800, 2 * HOUR)
    assert clock.due == fresh(case).promise_due == shanghai(1, 17)


def test_the_state_follows_the_record(desk):
    make_promise(next_minutes=120, minutes=None)
    case = by_mail(desk)
    states = [view(desk, case, shanghai(1, *when)).clocks[0].state for when in ((9, 44), (9, 45), (10, 0))]
    assert states == [ClockState.ON_TIME, ClockState.AT_RISK, ClockState.LATE]
    replied(case, desk.agent, shanghai(1, 9, 30))
    assert view(desk, case, shanghai(1, 12)).clocks[0].state is ClockState.KEPT
    wrote(case, shanghai(1, 10))
    found = view(desk, case, shanghai(1, 11))
    assert [(each.target, each.state) for each in found.clocks] == [
        (Target.FIRST, ClockState.KEPT),
        (Target.NEXT, ClockState.ON_TIME),
    ]
    replied(case, desk.agent, shanghai(1, 13))
    found = view(desk, case, shanghai(1, 14))
    assert (len(found.clocks), found.answers_kept, found.answers_missed) == (1, 0, 1)


def test_the_page_names_the_promise_and_who_must_act(desk):
    code = make_promise(minutes=None)
    case = by_mail(desk)
    look(shanghai(1, 10))
    found = view(desk, case, shanghai(1, 10))
    assert (found.promise, found.version, found.escalated_to.zh, found.is_me) == (code, 1, "林静", False)
    assert queries.case(standing_of(desk.lead), case.code, shanghai(1, 10)).clocks.is_me


def test_a_case_without_a_promise_shows_no_clock(desk):
    assert view(desk, desk.receive(), shanghai(1, 10)).clocks == ()


def test_which_promise_binds_a_case_is_told_from_the_case_as_it_is(desk):
    make_promise()
    make_promise(kind="complaint", minutes=60, first_minutes=30)
    case = by_mail(desk, kind=Kind.COMPLAINT)
    asks = standing_of(desk.agent)
    weighed = queries.weighed(asks, queries.subject_of(asks, case.code))
    assert [(each.promise.code, each.applies, each.decided_by) for each in weighed] == [
        ("P-02", True, None),
        ("P-01", False, Aspect.KIND),
    ]
    other = by_mail(desk, kind=Kind.REPORT)
    weighed = queries.weighed(asks, queries.subject_of(asks, other.code))
    assert [(each.promise.code, each.applies, each.fails) for each in weighed] == [
        ("P-01", True, ()),
        ("P-02", False, (Aspect.KIND,)),
    ]
    with pytest.raises(NotFoundError, match=r"cases\.no_such_case"):
        queries.subject_of(standing_of(desk.other_agent), case.code)


def closed_after(desk: Desk, minutes: int, hour: int) -> None:
    case = desk.receive(channel=Channel.EMAIL, at=shanghai(1, hour), next_due=shanghai(2, 9))
    by = Actor.person(desk.agent)
    at = shanghai(1, hour) + timedelta(minutes=minutes)
    actions.transfer(case=seen(case), team=desk.team, holder=desk.colleague, reason=HandOverReason.SHIFT, by=by, at=at)
    Case.objects.filter(pk=case.pk).update(resolved_at=at)


def test_a_promise_is_tried_on_past_cases_with_an_interval_and_says_when_they_are_few(desk):
    make_promise()
    asks = standing_of(desk.director)
    for number in range(19):
        closed_after(desk, 30 if number < 15 else 90, 9)
    wanted = terms(first_minutes=None, next_minutes=None, minutes=60)
    found = queries.try_promise(asks, wanted, shanghai(2, 9))
    assert (found.cases, found.targets[2]) == (19, TargetTrial(Target.RESOLUTION, 19, 15))
    closed_after(desk, 30, 9)
    enough = queries.try_promise(asks, wanted, shanghai(2, 9)).targets[2]
    assert (enough.decided, enough.kept) == (20, 16)
    assert (round(enough.low or 0, 4), round(enough.high or 0, 4)) == (0.584, 0.9193)
    assert queries.try_promise(asks, terms(kind="complaint"), shanghai(2, 9)).cases == 0
    stricter = queries.try_promise(asks, terms(first_minutes=None, next_minutes=None, minutes=20), shanghai(2, 9))
    assert stricter.targets[2].kept == 0


def test_an_open_case_counts_as_missed_once_its_time_is_over_and_not_before(desk):
    make_promise()
    by_mail(desk)
    asks, wanted = standing_of(desk.director), terms(first_minutes=None, next_minutes=None, minutes=60)
    assert queries.try_promise(asks, wanted, shanghai(1, 10)).targets[2].decided == 0
    assert queries.try_promise(asks, wanted, shanghai(1, 10, 1)).targets[2] == TargetTrial(Target.RESOLUTION, 1, 0)


def test_only_who_may_promise_tries(desk):
    make_promise()
    with pytest.raises(NotAllowedError, match=r"cases\.not_allowed"):
        queries.try_promise(standing_of(desk.agent), terms(), shanghai(1, 10))
    assert queries.try_promise(standing_of(desk.director), terms(), shanghai(1, 10)).cases == 0
    assert SYSTEM.person_id is None


def test_the_list_goes_by_the_promise_that_is_due_first_and_leaves_out_what_no_clock_runs_for(desk):
    make_promise()
    late, early = by_mail(desk, at=shanghai(1, 11)), by_mail(desk, at=shanghai(1, 9))
    done = by_mail(desk, at=shanghai(1, 9))
    Case.objects.filter(pk=done.pk).update(title="done")
    replied(done, desk.agent, shanghai(1, 9, 5))
    actions.wait_on_customer(
        case=seen(done), next_action="等", next_due=shanghai(3, 9), by=Actor.person(desk.agent), at=shanghai(1, 9, 6)
    )
    asks = standing_of(desk.agent)
    first = queries.case_list(asks, CaseFilter(), CaseSort.PROMISE_FIRST).rows
    assert [(line.code, line.clock_target, line.clock_due) for line in first] == [
        (early.code, "first", shanghai(1, 10)),
        (late.code, "first", shanghai(1, 12)),
    ]
    last = queries.case_list(asks, CaseFilter(), CaseSort.PROMISE_LAST).rows
    assert [line.code for line in last] == [late.code, early.code]
