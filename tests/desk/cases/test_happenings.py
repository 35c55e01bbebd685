"""What happens around cases comes in: checked, once, one event each."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.cases import actions
from liuxin.desk.cases.actions import happenings as bulk
from liuxin.desk.cases.rules import happenings as rules
from liuxin.desk.cases.words import HAPPENINGS, BulkResult, FieldKind, Happening, StepKind
from liuxin.desk.history import queries as record
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError
from tests.factories.cases import IMPORTER, NINE, Desk, history, make_desk, step
from tests.factories.cases import record as record_case

pytestmark = pytest.mark.spec("S5", "S7")
LATER = NINE + timedelta(days=9)
HEARTS = ("care", "love", "sincerity", "attention", "dedication", "perseverance")


@pytest.fixture
def desk(db) -> Desk:
    desk = make_desk()
    opening = step(StepKind.OPENED, 0, accountable=desk.lead, team=desk.team)
    record_case(history(desk, opening, code="INC1"), history(desk, opening, code="INC2"))
    return desk


def take(*happenings: Happening) -> BulkResult:
    return actions.record_happenings(happenings, by=IMPORTER, at=LATER)


def happened(code: str, minutes: int = 5, case: str = "INC1", line: int = 0, **told: Any) -> Happening:
    return Happening(code, case, NINE + timedelta(minutes=minutes), told, line=line)


def recorded(case: str = "INC1"):
    return [
        (event.code, event.at, dict(event.payload))
        for event in record.timeline("case", case)
        if event.code in HAPPENINGS
    ]


def each_kind(desk: Desk) -> list[Happening]:
    hearts: dict[str, Any] = dict(zip(HEARTS, (1, 2, 3, 4, 5, 5), strict=True))
    return [
        happened("message.sent", 1, person=desk.agent, automatic=False),
        happened("message.sent", 2, person=None, automatic=True),
        happened("message.received", 3),
        happened("case.escalated", 4, required=True),
        happened("case.complained", 5, person=desk.agent, team=desk.team),
        happened("case.complained", 6),
        happened("case.confirmed", 7, settled=False),
        happened("case.next_planned", 8, due=1_464_750_000, person=desk.agent),
        happened("case.next_done", 9),
        happened("survey.asked", 10),
        happened("survey.answered", 11, overall=4, **hearts),
        happened("survey.answered", 12, overall=1),
        happened("review.recorded", 13, person=desk.agent, random=True, care=3),
    ]


def test_each_kind_is_one_event_that_tells_just_what_was_told(desk):
    told = each_kind(desk)
    assert take(*told) == BulkResult(created=13)
    assert recorded() == [
        (one.code, one.at, {name: value for name, value in one.told.items() if value is not None}) for one in told
    ]
    assert {one.code for one in told} == set(HAPPENINGS)


def test_the_actor_is_whoever_did_it_else_the_import(desk):
    by = Actor.person(desk.agent, via="tests")
    take(Happening("message.received", "INC1", NINE), Happening("case.next_done", "INC1", NINE, by=by))
    events = [event for event in record.timeline("case", "INC1") if event.code in HAPPENINGS]
    assert [event.actor for event in events] == [IMPORTER, by]


def test_running_again_writes_nothing_twice(desk):
    told = each_kind(desk)
    take(*told[:5])
    assert take(*told) == BulkResult(created=8, unchanged=5)
    assert take(*told) == BulkResult(unchanged=13)
    assert len(recorded()) == 13


def test_what_agrees_in_code_case_time_and_content_is_one_happening(desk):
    same = happened("message.received")
    assert take(same, same) == BulkResult(created=1, unchanged=1)
    assert take(happened("message.received", 6), happened("message.received", case="INC2")) == BulkResult(created=2)


def test_a_refused_one_hinders_no_other_and_says_line_and_field(desk):
    result = take(
        happened("message.received", line=2),
        happened("case.rumoured", line=3),
        happened("message.received", line=4, case="INC9"),
        happened("survey.answered", line=5, overall=6),
        happened("survey.answered", line=6),
        happened("survey.answered", line=7, overall=5, warmth=5),
        happened("case.escalated", line=8, required=1),
        happened("review.recorded", line=9, person=10_000_000, random=False),
        happened("case.complained", line=10, team=10_000_000),
        happened("message.received", 60 * 24 * 30, line=11),
    )
    assert result.created == 1
    errors = [refusal.error for refusal in result.refused]
    assert [refusal.line for refusal in result.refused] == [error.line for error in errors]
    assert [(error.line, error.code, error.field) for error in errors] == [
        (3, "cases.happening_unknown", "code"),
        (4, "cases.no_such_case", "case"),
        (5, "cases.happening_value", "overall"),
        (6, "cases.happening_field_missing", "overall"),
        (7, "cases.happening_field_unknown", "warmth"),
        (8, "cases.happening_value", "required"),
        (9, "cases.happening_person", "person"),
        (10, "cases.happening_team", "team"),
        (11, "cases.happening_in_future", "at"),
    ]
    assert len(recorded()) == 1


def test_only_an_import_may(desk):
    for person in (desk.agent, desk.lead, desk.director, desk.auditor):
        with pytest.raises(NotAllowedError) as error:
            actions.record_happenings([happened("message.received")], by=Actor.person(person), at=LATER)
        assert error.value.code == "cases.not_allowed"
    assert recorded() == []


def test_a_stream_is_taken_in_by_500_and_what_went_before_a_break_stays(desk):
    def breaking():
        yield from (happened("message.received", minutes) for minutes in range(501))
        raise OSError

    with pytest.raises(OSError):
        actions.record_happenings(breaking(), by=IMPORTER, at=LATER)
    assert len(recorded()) == 500


@pytest.mark.parametrize("count", [1, 500])
def test_a_batch_takes_as_few_queries_for_five_hundred_as_for_one(desk, django_assert_num_queries, count):
    told = [happened("message.sent", minutes, person=desk.agent, automatic=False) for minutes in range(count)]
    # On SQLite many rows are a statement for whole batches and one for what is left.
    with django_assert_num_queries(6 + (count == 500 and connection.vendor == "sqlite")):
        assert take(*told).created == count


def test_the_batch_is_what_the_docstring_says():
    assert bulk.HAPPENINGS_AT_ONCE == 500


VALUES = st.one_of(st.none(), st.booleans(), st.integers(-2, 7), st.floats(), st.text(max_size=3))


@given(
    st.sampled_from([*HAPPENINGS, "case.rumoured"]),
    st.dictionaries(st.sampled_from(["person", "automatic", "overall", "random", "due", "settled", *HEARTS]), VALUES),
)
def test_whatever_passes_is_typed_and_in_range(code, told):
    happening = Happening(code, "INC1", NINE, told)
    shape = HAPPENINGS.get(code, {})
    try:
        checked = rules.check(happening, LATER)
    except BadInputError as error:
        assert error.field in {*told, *shape, "code"}  # noqa: PT017 - whether it raises is drawn
        return
    assert {name for name, wanted in shape.items() if wanted.required} <= set(checked) <= set(shape)
    assert checked == {name: value for name, value in told.items() if value is not None}
    for name, value in checked.items():
        kind = shape[name].kind
        assert (type(value) is bool) == (kind is FieldKind.FLAG)
        assert kind is FieldKind.FLAG or type(value) is int
        assert kind is not FieldKind.LEVEL or 1 <= value <= 5
        assert kind not in {FieldKind.PERSON, FieldKind.TEAM, FieldKind.SECOND} or value > 0
