"""Rules of appeals: until when, by whom, never to the worse."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liuxin.kernel.errors import LiuxinError
from liuxin.performance.feedback.rules import (
    check_deciders,
    check_decision,
    check_filing,
    check_not_worse,
    check_own_cause,
    is_upheld,
    may_be_final,
)
from liuxin.performance.feedback.words import AppealLevel, AppealOutcome, Decider, Involved, OwnCause, TalkState

pytestmark = pytest.mark.spec("P5.6")
UNTIL = datetime(2016, 6, 15, tzinfo=UTC)
BEFORE = UNTIL - timedelta(seconds=1)
INVOLVED = Involved(appellant=1, manager=2, raters=frozenset({3}), before=frozenset({4}))


def code(deed, *args, **kwargs) -> str:
    with pytest.raises(LiuxinError) as error:
        deed(*args, **kwargs)
    return error.value.code


def filing(**changes) -> dict[str, Any]:
    return {"state": TalkState.HELD, "at": BEFORE, "file_by": UNTIL, "waived": False, "text": "Two cases"} | changes


def test_an_appeal_is_filed_after_the_talk_and_before_its_time_is_over():
    check_filing(**filing())
    assert code(check_filing, **filing(at=UNTIL)) == "feedback.appeal_too_late"
    assert code(check_filing, **filing(state=TalkState.SLOT_AGREED)) == "feedback.appeal_before_talk"
    assert code(check_filing, **filing(waived=True)) == "feedback.appeal_waived"
    assert code(check_filing, **filing(text="  ")) == "feedback.appeal_says_nothing"


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (1, "feedback.decides_own_appeal"),
        (2, "feedback.decider_is_manager"),
        (3, "feedback.decider_rated"),
        (4, "feedback.decider_of_the_level_before"),
    ],
)
def test_nobody_who_took_part_decides(person: int, why: str):
    assert code(check_deciders, AppealLevel.FIRST, [Decider(person, elsewhere=True)], INVOLVED) == why


def test_the_first_level_has_one_decider_and_the_last_a_panel_of_three_with_one_from_elsewhere():
    inside = [Decider(key, elsewhere=False) for key in (7, 8, 9)]
    check_deciders(AppealLevel.FIRST, inside[:1], INVOLVED)
    check_deciders(AppealLevel.FINAL, [*inside[:2], Decider(9, elsewhere=True)], INVOLVED)
    assert code(check_deciders, AppealLevel.FINAL, inside, INVOLVED) == "feedback.panel_all_of_one_department"
    assert code(check_deciders, AppealLevel.FINAL, inside[:1], INVOLVED) == "feedback.panel_size"
    twice = [inside[0], inside[0], Decider(9, elsewhere=True)]
    assert code(check_deciders, AppealLevel.FINAL, twice, INVOLVED) == "feedback.panel_size"


def decision(**changes) -> dict[str, Any]:
    usual = {"person": 7, "deciders": {7}, "outcome": AppealOutcome.DISMISSED, "open_": True, "reasons": "As agreed"}
    return usual | changes


def test_only_a_decider_decides_once_and_with_reasons():
    check_decision(**decision())
    assert code(check_decision, **decision(person=8)) == "feedback.not_the_decider"
    assert code(check_decision, **decision(person=None)) == "feedback.not_the_decider"
    assert code(check_decision, **decision(open_=False)) == "feedback.appeal_decided"
    assert code(check_decision, **decision(reasons=" ")) == "feedback.reasons_needed"
    assert code(check_decision, **decision(outcome=AppealOutcome.SILENCE)) == "feedback.no_such_outcome"


def test_an_appeal_never_makes_the_result_worse():
    check_not_worse(80.0, 80.0)
    check_not_worse(None, 70.0)
    check_not_worse(None, None)
    assert code(check_not_worse, 80.0, 79.9) == "feedback.never_worse"
    assert code(check_not_worse, 80.0, None) == "feedback.never_worse"


def test_only_what_is_upheld_calls_for_a_correction():
    assert [outcome for outcome in AppealOutcome if is_upheld(outcome)] == [
        AppealOutcome.UPHELD_IN_FULL,
        AppealOutcome.UPHELD_IN_PART,
    ]


@pytest.mark.spec("P5.0")
@pytest.mark.parametrize(
    ("changes", "final"),
    [
        ({}, False),
        ({"waived": True}, True),
        ({"at": UNTIL}, True),
        ({"at": UNTIL, "open_appeals": 1}, False),
        ({"at": UNTIL, "state": TalkState.PLANNED}, False),
        ({"at": UNTIL, "state": TalkState.LAPSED}, True),
    ],
)
def test_a_result_is_final_only_after_talk_and_appeal(changes: dict[str, Any], final):
    usual: dict[str, Any] = {
        "state": TalkState.HELD,
        "at": BEFORE,
        "file_by": UNTIL,
        "waived": False,
        "open_appeals": 0,
    }
    assert may_be_final(**(usual | changes)) is final


def test_the_own_part_is_one_of_a_few_words_or_left_open():
    assert check_own_cause("") is OwnCause.LEFT_OPEN
    assert check_own_cause("skill") is OwnCause.SKILL
    assert code(check_own_cause, "lazy") == "feedback.no_such_cause"
