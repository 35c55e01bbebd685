from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.cases import rules
from liuxin.desk.cases.rules import checks, marks, promise, telling
from liuxin.desk.cases.words import (
    CaseState,
    HandOverReason,
    Outcome,
    Status,
    Step,
    StepKind,
)
from liuxin.kernel.actor import Actor
from liuxin.kernel.business_time import BusinessClock, CalendarSpec, compile_calendar
from liuxin.kernel.errors import BadInputError, LiuxinError, RuleBrokenError

NINE = datetime(2016, 6, 1, 1, tzinfo=UTC)
BY = Actor.importer("tests")
LEAD, AGENT, TEAM = 1, 2, 3


def step(kind, minutes=0, **values):
    return Step(kind=kind, at=NINE + timedelta(minutes=minutes), by=BY, line=minutes + 2, **values)


def opened(**values):
    return step(StepKind.OPENED, **{"accountable": LEAD, "team": TEAM, **values})


def clock() -> BusinessClock:
    """Monday to Friday, nine to six in Shanghai."""
    hours = dict.fromkeys(range(5), ((540, 1080),))
    return compile_calendar(CalendarSpec("plain", "Asia/Shanghai", hours, date(2016, 1, 1), date(2016, 12, 31)))


def test_a_whole_life_folds_to_closed_with_outcome_and_points():
    state = rules.replay(
        [
            opened(),
            step(StepKind.HANDED_OVER, 10, holder=AGENT, team=TEAM, accountable=AGENT, reason=HandOverReason.TAKEN),
            step(StepKind.WAITING, 20),
            step(StepKind.RESUMED, 30),
            step(StepKind.CLASSIFIED, 35, priority=1, category="Category 7"),
            step(StepKind.RESOLVED, 40),
            step(StepKind.TOUCHED, 41),
            step(StepKind.CLOSED, 50, outcome=Outcome.DONE_AND_TOLD),
        ]
    )
    assert (state.status, state.outcome, state.priority, state.category) == (
        Status.CLOSED,
        Outcome.DONE_AND_TOLD,
        1,
        "Category 7",
    )
    assert state.resolved_at == NINE + timedelta(minutes=40)
    assert state.closed_at == NINE + timedelta(minutes=50)
    assert [(point.seq, point.accountable, point.holder) for point in state.points] == [
        (1, LEAD, None),
        (2, AGENT, AGENT),
    ]
    assert state.steps == 8


def test_closing_without_resolving_counts_as_the_resolution():
    state = rules.replay([opened(), step(StepKind.CLOSED, 5, outcome=Outcome.ANSWERED)])
    assert state.resolved_at == state.closed_at == NINE + timedelta(minutes=5)


def test_reopening_takes_outcome_and_resolution_back():
    state = rules.replay([opened(), step(StepKind.CLOSED, 5, outcome=Outcome.ANSWERED), step(StepKind.REOPENED, 6)])
    assert (state.status, state.outcome, state.resolved_at, state.closed_at, state.reopenings) == (
        Status.OPEN,
        None,
        None,
        None,
        1,
    )


@pytest.mark.parametrize(
    ("steps", "code", "line"),
    [
        ([step(StepKind.CLOSED, 3)], "cases.before_opening", 5),
        ([step(StepKind.OPENED, 0)], "cases.nobody_accountable", 2),
        ([opened(), step(StepKind.OPENED, 1, accountable=LEAD)], "cases.opened_twice", 3),
        ([opened(), step(StepKind.WAITING, 9), step(StepKind.RESUMED, 8)], "cases.out_of_order", 10),
        ([opened(), step(StepKind.RESUMED, 1)], "cases.step_not_possible", 3),
        ([opened(), step(StepKind.REOPENED, 1)], "cases.step_not_possible", 3),
        ([opened(), step(StepKind.CLOSED, 1)], "cases.outcome_missing", 3),
        ([opened(), step(StepKind.RESOLVED, 1), step(StepKind.RESOLVED, 2)], "cases.step_not_possible", 4),
        (
            [opened(), step(StepKind.CLOSED, 1, outcome=Outcome.ANSWERED), step(StepKind.HANDED_OVER, 2, holder=AGENT)],
            "cases.step_not_possible",
            4,
        ),
        ([opened(), step(StepKind.HANDED_OVER, 1, team=TEAM, accountable=LEAD)], "cases.same_hands", 3),
    ],
)
def test_a_step_that_cannot_follow_is_refused_with_its_line(steps, code, line):
    with pytest.raises(RuleBrokenError) as caught:
        rules.replay(steps)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_no_steps_make_no_case():
    with pytest.raises(RuleBrokenError) as caught:
        rules.replay([])
    assert caught.value.code == "cases.no_steps"


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(StepKind),
        at=st.integers(0, 500).map(lambda minute: NINE + timedelta(minutes=minute)),
        by=st.just(BY),
        holder=st.none() | st.integers(1, 3),
        team=st.none() | st.integers(1, 2),
        accountable=st.none() | st.integers(1, 3),
        outcome=st.none() | st.sampled_from(Outcome),
    ),
    max_size=12,
)


def _fold(steps: list[Step]) -> CaseState | None:
    """Fold as many steps as can follow one another, leaving the others out."""
    state: CaseState | None = None
    for one in steps:
        try:
            state = rules.advance(state, one)
        except LiuxinError:
            continue
    return state


@pytest.mark.spec("S5")
@given(STEPS)
def test_whatever_steps_come_an_open_case_has_an_owner_and_a_closed_one_an_outcome(steps):
    state = _fold(sorted(steps, key=lambda one: one.at))
    if state is not None:
        assert state.accountable is not None
        assert (state.status is Status.CLOSED) == (state.outcome is not None) == (state.closed_at is not None)
        assert state.status is not Status.RESOLVED or state.resolved_at is not None


@given(STEPS, st.integers(0, 12))
def test_folding_a_history_in_two_parts_gives_the_same_state(steps, cut):
    kept: list[Step] = []
    for one in sorted(steps, key=lambda one: one.at):
        try:
            rules.replay([*kept, one])
        except LiuxinError:
            continue
        kept.append(one)
    if not 0 < cut < len(kept):
        return
    whole = rules.replay(kept)
    first = rules.replay(kept[:cut])
    second = rules.replay(kept[cut:], after=first)
    assert (first.points + second.points, second.steps) == (whole.points, whole.steps)
    assert (second.status, second.holder, second.outcome) == (whole.status, whole.holder, whole.outcome)


@given(STEPS, STEPS)
def test_marks_tell_how_far_two_histories_agree(one, other):
    agree = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    expected = min(len(one), len(other)) if agree is None else agree
    assert marks.shared(marks.marks(one), marks.marks(other)) == expected


def test_marks_do_not_depend_on_the_line_of_a_step():
    assert marks.marks([opened()]) == marks.marks([Step(StepKind.OPENED, NINE, BY, 99, None, TEAM, LEAD)])


def test_the_event_of_an_opening_tells_ids_codes_and_numbers():
    first = opened(holder=AGENT, priority=2, category="Category 55")
    told = telling.tell(first, rules.replay([first]), opening={"customer": 7, "due": None})
    assert told == {
        "customer": 7,
        "due": None,
        "priority": 2,
        "category": "Category 55",
        "seq": 1,
        "holder": AGENT,
        "team": TEAM,
        "accountable": LEAD,
    }


@pytest.mark.parametrize(
    ("outcome", "recorded"), [(Outcome.DONE_AND_TOLD, True), (Outcome.AS_RECORDED, True), (Outcome.NOT_RECORDED, False)]
)
def test_an_outcome_that_the_source_lacks_is_told_as_not_recorded(outcome, recorded):
    steps = [opened(), step(StepKind.CLOSED, 1, outcome=outcome)]
    told = telling.tell(steps[1], rules.replay(steps), opening={})
    assert told == {"outcome": outcome.value, "recorded": recorded}


def test_a_promise_counts_business_time_over_the_weekend():
    friday_five = datetime(2016, 6, 3, 9, tzinfo=UTC)
    assert promise.due_in(240, clock(), friday_five) == datetime(2016, 6, 6, 4, tzinfo=UTC)


def test_waiting_moves_the_due_time_by_the_business_time_that_was_waited():
    state = rules.replay([opened(), step(StepKind.WAITING, 480)])
    back_at_ten_next_day = NINE + timedelta(days=1, hours=1)
    moved = promise.due_after_pause(NINE + timedelta(hours=8, minutes=30), clock(), state, back_at_ten_next_day)
    assert moved == NINE + timedelta(days=1, hours=1, minutes=30)


def test_without_a_pause_the_due_time_stays():
    due = NINE + timedelta(hours=1)
    assert promise.due_after_pause(due, clock(), rules.replay([opened()]), NINE + timedelta(hours=3)) == due


def test_a_promise_is_kept_up_to_its_last_second():
    assert promise.kept(NINE, NINE)
    assert not promise.kept(NINE, NINE + timedelta(seconds=1))


@given(st.integers(1, 2000), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))
def test_a_pause_neither_saves_nor_breaks_a_promise(minutes, before, pause, after):
    ticks = clock()
    due = promise.due_in(minutes, ticks, NINE)
    waited_from = NINE + timedelta(minutes=before)
    back = waited_from + timedelta(minutes=pause)
    done = back + timedelta(minutes=after)
    state = rules.replay([opened(), step(StepKind.WAITING, before)])
    moved = promise.due_after_pause(due, ticks, state, back)
    second = promise.second
    worked = ticks.seconds(second(NINE), second(waited_from)) + ticks.seconds(second(back), second(done))
    # At the very end of the budget the due instant may lie before closed hours that cost nothing.
    if worked != minutes * 60:
        assert promise.kept(moved, done) == (worked < minutes * 60)


@pytest.mark.parametrize(
    ("check", "code", "field"),
    [
        (lambda: checks.text(" ", field="title", longest=5), "cases.text_missing", "title"),
        (lambda: checks.text("x" * 6, field="title", longest=5), "cases.text_too_long", "title"),
        (lambda: checks.priority(5), "cases.priority_unknown", "priority"),
        (lambda: checks.next_due(None, at=NINE), "cases.next_due_missing", "next_due"),
        (lambda: checks.next_due(NINE, at=NINE), "cases.next_due_past", "next_due"),
        (lambda: checks.outcome(Outcome.NOT_RECORDED, "x"), "cases.outcome_only_from_source", "outcome"),
        (lambda: checks.outcome(Outcome.ANSWERED, " "), "cases.text_missing", "outcome_text"),
        (lambda: checks.transfer_reason(HandOverReason.TAKEN, ""), "cases.reason_unknown", "reason"),
        (lambda: checks.transfer_reason(HandOverReason.OTHER, ""), "cases.text_missing", "remark"),
    ],
)
def test_bad_input_names_its_field(check, code, field):
    with pytest.raises((BadInputError, RuleBrokenError)) as caught:
        check()
    assert (caught.value.code, caught.value.field) == (code, field)
