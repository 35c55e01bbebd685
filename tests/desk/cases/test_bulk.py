from dataclasses import replace
from datetime import timedelta

import pytest

from liuxin.desk.cases import actions
from liuxin.desk.cases.actions import bulk
from liuxin.desk.cases.words import CaseHistory, HandOverReason, Outcome, Step, StepKind
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError
from tests.factories.cases import (
    IMPORTER,
    NINE,
    Case,
    Desk,
    HandOver,
    events_of,
    events_with_codes,
    history,
    record,
    seen,
    step,
    violations,
)

pytestmark = pytest.mark.django_db


def life(desk: Desk) -> tuple[Step, ...]:
    """Give the steps of a log: queue, resolver, waiting, resolved, closed."""
    return (
        step(StepKind.OPENED, 0, accountable=desk.lead, team=desk.team, state="new"),
        step(StepKind.HANDED_OVER, 10, holder=desk.agent, team=desk.team, by=Actor.person(desk.agent)),
        step(StepKind.TOUCHED, 11, state="active"),
        step(StepKind.CLASSIFIED, 12, category="Category 7"),
        step(StepKind.WAITING, 20, state="awaiting_user_info"),
        step(StepKind.RESOLVED, 50, state="resolved"),
        step(StepKind.CLOSED, 60, state="closed"),
    )


def told(desk: Desk, count: int = 7, **values: object) -> CaseHistory:
    return history(desk, *life(desk)[:count], code="INC0000045", **values)


@pytest.mark.spec("S5")
def test_a_history_becomes_a_case_with_points_and_events_at_their_own_times(desk):
    result = record(told(desk, promise_kept=True))
    assert (result.created, result.extended, result.unchanged, result.refused) == (1, 0, 0, ())
    case = Case.objects.get()
    assert (case.code, case.status, case.outcome, case.outcome_text, case.priority, case.category) == (
        "INC0000045",
        "closed",
        "as_recorded",
        "code 6",
        3,
        "Category 7",
    )
    assert (case.opened_at, case.resolved_at, case.closed_at, case.promise_kept, case.source) == (
        NINE,
        NINE + timedelta(minutes=50),
        NINE + timedelta(minutes=60),
        True,
        "log",
    )
    assert list(HandOver.objects.values_list("seq", "accountable", "holder", "reason")) == [
        (1, desk.lead, None, "received"),
        (2, desk.lead, desk.agent, "as_recorded"),
    ]
    assert events_of(case) == [
        "case.opened",
        "case.handed_over",
        "case.touched",
        "case.classified",
        "case.waiting",
        "case.resolved",
        "case.closed",
        "case.promise_judged",
    ]
    assert events_with_codes(case, "case.closed", "case.promise_judged", "case.touched") == [
        {"state": "active"},
        {"outcome": "as_recorded", "recorded": True, "state": "closed"},
        {"kept": True, "basis": "recorded"},
    ]
    assert events_with_codes(case, "case.opened")[0]["category"] == "Category 55"
    assert violations() == []


def test_an_outcome_that_the_source_lacks_closes_the_case_but_is_told_as_not_recorded(desk):
    record(told(desk, outcome=Outcome.NOT_RECORDED, outcome_text=""))
    assert Case.objects.get().outcome == "not_recorded"
    assert events_with_codes("INC0000045", "case.closed")[0]["recorded"] is False


@pytest.mark.spec("S5")
def test_a_history_that_ends_open_gets_a_next_action_that_is_due_now(desk):
    record(told(desk, 3))
    case = Case.objects.get()
    assert (case.status, case.accountable_id, case.next_action, case.next_due) == (
        "open",
        desk.lead,
        "next.review_imported",
        NINE + timedelta(days=30),
    )
    record(replace(told(desk, 3), code="INC0000046", next_action="Call back"))
    assert Case.objects.get(code="INC0000046").next_action == "Call back"


def test_the_same_history_again_changes_nothing(desk):
    record(told(desk))
    before = list(Case.objects.values()), events_of("INC0000045")
    result = record(told(desk))
    assert (result.created, result.extended, result.unchanged) == (0, 0, 1)
    assert (list(Case.objects.values()), events_of("INC0000045")) == before


def test_a_shorter_history_of_a_known_case_changes_nothing(desk):
    record(told(desk))
    assert record(told(desk, 4)).unchanged == 1
    assert Case.objects.get().status == "closed"


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 6])
def test_a_longer_history_appends_only_what_is_new(desk, cut):
    record(told(desk, cut))
    first = events_of("INC0000045")
    result = record(told(desk, promise_kept=False))
    assert (result.created, result.extended) == (0, 1)
    assert events_of("INC0000045")[: len(first)] == first
    longer: dict[str, object] = dict(Case.objects.values().get())
    points = list(HandOver.objects.values_list("seq", "at", "accountable", "holder", "team", "reason"))
    Case.objects.filter(code="INC0000045").update(code="INC0000046")
    record(told(desk, promise_kept=False))
    whole: dict[str, object] = dict(Case.objects.values().get(code="INC0000045"))
    same = {name for name in whole if name not in {"id", "code"}}
    assert {name: longer[name] for name in same} == {name: whole[name] for name in same}
    again = HandOver.objects.filter(case__code="INC0000045")
    assert list(again.values_list("seq", "at", "accountable", "holder", "team", "reason")) == points
    assert violations() == []


def test_a_history_that_differs_from_what_was_recorded_is_refused_at_the_line_where_it_parts(desk):
    record(told(desk, 4))
    steps = list(life(desk))
    steps[2] = replace(steps[2], state="new")
    result = record(history(desk, *steps, code="INC0000045"))
    assert [(refusal.code, refusal.line, refusal.error.code) for refusal in result.refused] == [
        ("INC0000045", 11, "cases.history_differs")
    ]


def test_a_case_that_went_on_here_is_not_continued_by_the_source(desk):
    record(told(desk, 3))
    actions.plan_next(
        case=seen(Case.objects.get()),
        next_action="call",
        next_due=NINE + timedelta(days=40),
        by=Actor.person(desk.lead),
        at=NINE + timedelta(days=31),
    )
    (refusal,) = record(told(desk)).refused
    assert (refusal.line, refusal.error.code) == (12, "cases.changed_here")


def test_a_code_of_the_desks_own_is_not_taken_over(desk):
    own = desk.receive()
    (refusal,) = record(history(desk, *life(desk), code=own.code)).refused
    assert refusal.error.code == "cases.code_taken"


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (lambda steps: steps[-1:], "cases.before_opening", 60),
        (lambda steps: (steps[0], *steps[:0:-1]), "cases.out_of_order", 50),
        (lambda steps: (steps[0], steps[2], steps[1]), "cases.out_of_order", 10),
        (lambda steps: (replace(steps[0], accountable=None), *steps[1:]), "cases.nobody_accountable", 0),
        (lambda _: (), "cases.no_steps", 0),
    ],
)
def test_a_broken_history_is_refused_whole_and_hinders_no_other(desk, change, code, line):
    result = record(
        history(desk, *change(life(desk)), code="BAD"),
        history(desk, *life(desk), code="GOOD", outcome=Outcome.ANSWERED),
    )
    assert [(refusal.code, refusal.line, refusal.error.code) for refusal in result.refused] == [("BAD", line, code)]
    assert result.created == 1
    assert list(Case.objects.values_list("code", flat=True)) == ["GOOD"]
    assert events_of("BAD") == []


@pytest.mark.parametrize(
    ("values", "field"),
    [({"code": ""}, "code"), ({"title": " "}, "title"), ({"priority": 7}, "priority"), ({"source": ""}, "source")],
)
def test_a_history_with_a_bad_field_is_refused_by_its_name(desk, values, field):
    (refusal,) = record(replace(told(desk), **values)).refused
    assert refusal.error.field == field


def test_the_same_code_twice_in_one_import_is_refused_the_second_time(desk):
    result = record(told(desk), told(desk))
    assert result.created == 1
    assert [refusal.error.code for refusal in result.refused] == ["cases.twice_in_one_import"]


def test_a_closing_in_the_middle_does_not_know_the_outcome_of_the_last_one(desk):
    steps = (*life(desk), step(StepKind.REOPENED, 70), step(StepKind.CLOSED, 80))
    record(history(desk, *steps, code="INC0000045"))
    assert [event["outcome"] for event in events_with_codes("INC0000045", "case.closed")] == [
        "not_recorded",
        "as_recorded",
    ]
    assert Case.objects.get().reopenings == 1


def test_a_history_may_grow_past_its_last_closing(desk):
    record(told(desk))
    steps = (*life(desk), step(StepKind.REOPENED, 70), step(StepKind.CLOSED, 80))
    assert record(history(desk, *steps, code="INC0000045")).extended == 1
    assert Case.objects.get().closed_at == NINE + timedelta(minutes=80)
    assert violations() == []


def test_a_due_time_of_the_source_judges_the_promise_where_the_source_does_not(desk):
    record(told(desk, promise_due=NINE + timedelta(minutes=49)))
    assert Case.objects.get().promise_kept is False
    assert events_with_codes("INC0000045", "case.promise_judged") == [{"kept": False, "basis": "computed"}]


def test_only_imports_record_histories(desk):
    with pytest.raises(NotAllowedError):
        actions.record_histories([told(desk)], by=Actor.person(desk.director), at=NINE)


def test_a_kill_in_the_middle_leaves_whole_batches_behind_and_the_next_run_goes_on(desk, monkeypatch):
    monkeypatch.setattr(bulk, "CASES", 2)
    histories = [history(desk, *life(desk), code=f"INC{n}") for n in range(5)]

    def broken():
        yield from histories[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.record_histories(broken(), by=IMPORTER, at=NINE)
    assert sorted(Case.objects.values_list("code", flat=True)) == ["INC0", "INC1"]
    assert len(events_of("INC1")) == 7
    assert violations() == []
    result = record(*histories)
    assert (result.created, result.unchanged) == (3, 2)


def test_what_the_database_refuses_rolls_its_whole_batch_back(desk, monkeypatch):
    monkeypatch.setattr(bulk, "CASES", 2)
    good = [history(desk, *life(desk), code=f"INC{n}") for n in range(3)]

    def write_twice(plans, **values):
        original(plans, **values)
        if plans[0].row.code == "INC2":
            original(plans, **values)

    original = bulk._write
    monkeypatch.setattr(bulk, "_write", write_twice)
    with pytest.raises(ConflictError) as caught:
        record(*good)
    assert (caught.value.code, caught.value.params) == ("cases.import_collided", {"first": "INC2", "last": "INC2"})
    assert sorted(Case.objects.values_list("code", flat=True)) == ["INC0", "INC1"]
    assert events_of("INC2") == []


@pytest.mark.parametrize("count", [1, 3])
def test_recording_takes_the_same_number_of_queries_for_one_and_three(desk, count, django_assert_num_queries):
    histories = [history(desk, *life(desk), code=f"INC{n}") for n in range(count)]
    with django_assert_num_queries(8):
        record(*histories)


def test_a_transferred_reason_can_be_recorded(desk):
    steps = (*life(desk)[:1], step(StepKind.HANDED_OVER, 5, holder=desk.agent, reason=HandOverReason.ESCALATION))
    record(history(desk, *steps, code="INC1"))
    assert HandOver.objects.get(seq=2).reason == "escalation"
