from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.cases.words import StepKind
from liuxin.desk.history import queries as history
from liuxin.desk.history.words import EventFilter
from liuxin.desk.organisation.words import Role
from liuxin.facts import queries as facts
from liuxin.interfaces.jobs import rounds
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import actions, queries
from liuxin.performance.dialogue.words import ObstacleState
from liuxin.performance.dialogue.words import StepKind as Step
from tests.factories import cases
from tests.factories.cases import make_desk
from tests.factories.dialogue import AT, DUE, Line, Obstacle, line, raised
from tests.factories.organisation import SYSTEM, make_calendar, make_manager, make_person, standing_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NEXT_DUE = datetime(2016, 6, 7, 10, tzinfo=UTC)
"""The end of Tuesday: two working days after the Friday that was let pass."""


def view(obstacle: int, of: Line):
    return queries.obstacle(standing_of(of.agent, AT), obstacle, AT)


def clear(obstacle: int, by: int, at: datetime = AT + HOUR) -> None:
    actions.clear_obstacle(obstacle_id=obstacle, text="换了一台", by=Actor.person(by), at=at)


def confirm(obstacle: int, by: int, at: datetime = AT + 2 * HOUR) -> None:
    actions.confirm_cleared(obstacle_id=obstacle, by=Actor.person(by), at=at)


def codes(prefix: str) -> list[tuple[str, datetime, dict[str, object]]]:
    page = history.search(roles=("auditor",), wanted=EventFilter(code=prefix))
    return [(event.code, event.at, dict(event.payload)) for event in reversed(page.events)]


@pytest.mark.spec("D2")
def test_an_obstacle_is_owed_by_the_manager_until_the_end_of_the_second_working_day():
    of = line()
    obstacle = view(raised(of.agent), of)
    assert (obstacle.owner, obstacle.due_at, obstacle.state) == (of.lead, DUE, ObstacleState.OPEN)


def test_a_weekend_does_not_count():
    of = line()
    friday = AT + timedelta(days=2)
    assert view(raised(of.agent, at=friday), of).due_at == datetime(2016, 6, 7, 10, tzinfo=UTC)


def test_without_a_calendar_every_day_counts():
    of = line(calendar=False)
    assert view(raised(of.agent), of).due_at == datetime(2016, 6, 4, tzinfo=UTC)


def test_somebody_without_a_manager_is_told_whom_to_ask():
    with pytest.raises(RuleBrokenError, match=r"dialogue\.no_manager"):
        raised(make_person())
    assert not Obstacle.objects.exists()


def test_an_obstacle_says_what_it_is():
    of = line()
    for what, code in (("  ", "dialogue.text_missing"), ("长" * 2001, "dialogue.text_too_long")):
        with pytest.raises(BadInputError) as caught:
            raised(of.agent, what)
        assert (caught.value.code, caught.value.field) == (code, "what")


@pytest.mark.spec("D2")
def test_it_is_cleared_only_by_who_owes_it():
    of = line()
    obstacle = raised(of.agent)
    for by in (of.agent, of.head):
        with pytest.raises(NotAllowedError, match=r"dialogue\.not_the_owner"):
            clear(obstacle, by)
    for by in (of.mate, of.stranger):
        with pytest.raises(NotFoundError, match=r"dialogue\.no_such_obstacle"):
            clear(obstacle, by)
    clear(obstacle, of.lead)
    assert view(obstacle, of).state is ObstacleState.SAID_CLEARED
    with pytest.raises(RuleBrokenError, match=r"dialogue\.already_said_cleared"):
        clear(obstacle, of.lead)


@pytest.mark.spec("D2")
def test_it_is_confirmed_only_by_who_raised_it_and_only_once():
    of = line()
    obstacle = raised(of.agent)
    with pytest.raises(RuleBrokenError, match=r"dialogue\.not_said_cleared"):
        confirm(obstacle, of.agent)
    clear(obstacle, of.lead)
    with pytest.raises(NotAllowedError, match=r"dialogue\.not_the_raiser"):
        confirm(obstacle, of.lead)
    confirm(obstacle, of.agent)
    assert view(obstacle, of).state is ObstacleState.CLEARED
    with pytest.raises(RuleBrokenError, match=r"dialogue\.already_confirmed"):
        confirm(obstacle, of.agent)


def test_what_is_still_there_is_open_again_with_the_time_that_it_had():
    of = line()
    obstacle = raised(of.agent)
    clear(obstacle, of.lead)
    actions.say_still_there(obstacle_id=obstacle, text="又坏了", by=Actor.person(of.agent), at=AT + 2 * HOUR)
    found = view(obstacle, of)
    assert (found.state, found.due_at) == (ObstacleState.OPEN, DUE)
    assert [step.kind for step in found.steps] == [Step.SAID_CLEARED, Step.STILL_THERE]
    clear(obstacle, of.lead, AT + 3 * HOUR)
    confirm(obstacle, of.agent, AT + 4 * HOUR)
    assert [code for code, _, _ in codes("obstacle.")] == ["obstacle.raised", "obstacle.cleared"]


@pytest.mark.spec("D2")
def test_support_is_kept_and_the_clock_runs_on():
    of = line()
    obstacle = raised(of.agent)
    for by in (of.lead, of.head):
        actions.give_support(obstacle_id=obstacle, text="先用隔壁的", by=Actor.person(by), at=AT + HOUR)
    with pytest.raises(NotAllowedError, match=r"dialogue\.not_your_line"):
        actions.give_support(obstacle_id=obstacle, text="自己来", by=Actor.person(of.agent), at=AT + HOUR)
    found = view(obstacle, of)
    assert [(step.kind, step.by, step.text) for step in found.steps] == [
        (Step.SUPPORT, of.lead, "先用隔壁的"),
        (Step.SUPPORT, of.head, "先用隔壁的"),
    ]
    assert (found.state, found.due_at) == (ObstacleState.OPEN, DUE)


@pytest.mark.spec("D2")
def test_what_nobody_answered_goes_to_the_managers_manager_with_a_time_of_its_own():
    of = line()
    obstacle = raised(of.agent)
    assert actions.escalate_overdue(by=SYSTEM, at=DUE) == 0
    assert actions.escalate_overdue(by=SYSTEM, at=DUE + HOUR) == 1
    found = view(obstacle, of)
    assert (found.owner, found.level, found.due_at) == (of.head, 1, NEXT_DUE)
    assert [(step.kind, step.by, step.to) for step in found.steps] == [(Step.ESCALATED, None, of.head)]
    assert actions.escalate_overdue(by=SYSTEM, at=DUE + 2 * HOUR) == 0


def test_at_the_top_it_stays_and_is_not_looked_at_again(django_assert_num_queries):
    of = line()
    obstacle = raised(of.agent)
    for at in (DUE + HOUR, NEXT_DUE + HOUR):
        actions.escalate_overdue(by=SYSTEM, at=at)
    found = view(obstacle, of)
    assert (found.owner, found.level, found.at_top) == (of.head, 1, True)
    with django_assert_num_queries(1):
        assert actions.escalate_overdue(by=SYSTEM, at=NEXT_DUE + 2 * HOUR) == 0


def test_what_was_said_to_be_cleared_in_time_is_not_handed_up():
    of = line()
    clear(raised(of.agent), of.lead)
    assert actions.escalate_overdue(by=SYSTEM, at=DUE + HOUR) == 0


def test_an_owner_who_left_the_line_is_passed_over_for_its_beginning():
    of = line()
    obstacle, other = raised(of.agent), make_person()
    make_manager(of.agent, other, start=AT + HOUR)
    actions.escalate_overdue(by=SYSTEM, at=DUE + HOUR)
    assert view(obstacle, of).owner == other


def test_no_person_hands_an_obstacle_up():
    for role in (Role.HR, Role.DIRECTOR):
        with pytest.raises(NotAllowedError, match=r"dialogue\.clock_only"):
            actions.escalate_overdue(by=Actor.person(make_person(roles=(role,))), at=DUE + HOUR)


def test_the_background_worker_hands_up_at_most_once_a_minute():
    of = line()
    first, part = raised(of.agent), rounds.Escalation()
    part(DUE + HOUR)
    assert view(first, of).level == 1
    second = raised(of.agent)
    part(DUE + HOUR + timedelta(seconds=59))
    assert view(second, of).level == 0
    part(DUE + HOUR + timedelta(seconds=60))
    assert view(second, of).level == 1


def test_the_record_holds_ids_and_times_and_no_words():
    of = line()
    obstacle = raised(of.agent)
    clear(obstacle, of.lead)
    confirm(obstacle, of.agent)
    due = int(DUE.timestamp())
    assert codes("obstacle.") == [
        ("obstacle.raised", AT, {"person": of.lead, "team": of.team, "due": due, "level": 0}),
        ("obstacle.cleared", AT + HOUR, {"confirmed": True}),
    ]
    assert codes("dialogue.") == [("dialogue.obstacle_said_cleared", AT + HOUR, {})]


@pytest.mark.spec("D2", "P0")
def test_managers_are_measured_by_what_they_cleared_in_time_and_was_confirmed():
    some_work_with_people()
    of = line(calendar=False)
    for number in range(6):
        obstacle = raised(of.agent, f"障碍{number}")
        if number < 4:
            clear(obstacle, of.lead)
        if number < 3:
            confirm(obstacle, of.agent)
    late = DUE + HOUR
    actions.escalate_overdue(by=SYSTEM, at=late)
    rounds.catch_up(late)
    assert share_of(of.lead) == (6, 50.0)
    assert share_of(of.head) == (0, None)
    for left in Obstacle.objects.filter(owner=of.head, cleared_at=None):
        clear(left.pk, of.head, late + HOUR)
        confirm(left.pk, of.agent, late + 2 * HOUR)
    raised(of.mate, at=NEXT_DUE + HOUR)  # so that the record reaches past the due time
    rounds.catch_up(NEXT_DUE + HOUR)
    assert share_of(of.head) == (2, 100.0)
    assert share_of(of.lead) == (6, 50.0)


def some_work_with_people() -> None:
    """Record a case that somebody holds: without any, no figure of a person is told."""
    desk = make_desk()
    make_calendar("default")
    hands = {"holder": desk.agent, "team": desk.team, "accountable": desk.lead}
    made = cases.history(desk, cases.step(StepKind.OPENED, 0, **hands))
    assert cases.record(replace(made, calendar="default")).refused == ()


def share_of(person: int) -> tuple[float, float | None]:
    (reading,) = facts.measure(
        facts.current(),
        measures=["obstacle_cleared_share"],
        period=Period.of_month(2016, 6, "Asia/Shanghai"),
        unranked=(),
        by=["person"],
        people=[person],
    )
    return reading.n, reading.value


@pytest.mark.parametrize("change", [{"what": ""}, {"cleared_at": AT - HOUR}, {"confirmed_at": AT}, {"due_at": AT}])
def test_the_database_holds_the_order_of_things(change):
    of = line()
    obstacle = raised(of.agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=obstacle).update(**change)


def test_the_database_refuses_an_obstacle_owed_by_who_raised_it():
    of = line()
    with pytest.raises(IntegrityError), transaction.atomic():
        Obstacle.objects.filter(pk=raised(of.agent)).update(owner=of.agent)


@pytest.mark.parametrize("count", [1, 3])
def test_obstacles_of_a_period_are_read_in_constant_statements(count, django_assert_num_queries):
    of = line()
    for number in range(count):
        clear(raised(of.agent, at=AT + number * HOUR), of.lead, AT + 5 * HOUR)
    raised(of.mate, at=AT + timedelta(days=40))
    with django_assert_num_queries(2):
        found = queries.obstacles_of([of.agent, of.mate], Period(AT, AT + timedelta(days=30)))
    assert [(one.person, len(one.steps)) for one in found] == [(of.agent, 1)] * count


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_read_in_constant_statements(count, django_assert_num_queries):
    of = line()
    for number in range(count):
        raised(of.agent, f"障碍{number}")
    standing = standing_of(of.lead, AT)
    with django_assert_num_queries(4):
        found = queries.waiting(standing, AT)
    assert [(one.code, one.due, one.params) for one in found] == [
        ("dialogue.waits.clear_obstacle", DUE, {"what": f"障碍{number}"}) for number in range(count)
    ]


def test_what_waits_follows_the_obstacle():
    of = line()
    obstacle = raised(of.agent)

    def waits(person: int) -> list[str]:
        return [one.code for one in queries.waiting(standing_of(person, AT), AT)]

    assert (waits(of.lead), waits(of.agent)) == (["dialogue.waits.clear_obstacle"], [])
    clear(obstacle, of.lead)
    assert (waits(of.lead), waits(of.agent)) == ([], ["dialogue.waits.confirm_cleared"])
    confirm(obstacle, of.agent)
    assert (waits(of.lead), waits(of.agent)) == ([], [])
