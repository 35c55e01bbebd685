"""Shipped content of talks, and the checks of wording: hints only."""

import pytest

from liuxin.performance.feedback.queries import class_text, content
from liuxin.performance.feedback.rules import hints
from liuxin.performance.feedback.words import Level, TalkClass

pytestmark = pytest.mark.spec("P5.5")


def codes(text: str) -> list[str]:
    return [hint.code for hint in hints(text, content().checks)]


@pytest.mark.spec("P5.1")
def test_every_class_of_the_template_is_shipped_with_aim_questions_and_levels():
    found = content().classes
    assert list(found) == [
        TalkClass.STRONG, TalkClass.ON_TRACK, TalkClass.UNEVEN, TalkClass.FALLING, TalkClass.AT_RISK, TalkClass.NEW,
        TalkClass.DISPUTED,
    ]  # fmt: skip
    for each in found.values():
        assert len(each.questions) == 6
        assert set(each.aims) == set(Level)
        assert all(text.zh and text.en for text in (each.aim, each.tone, each.opening, each.closing, *each.questions))
    assert len({each.aim.en for each in found.values()}) == 7
    assert [each.minutes for each in found.values()] == [35, 35, 45, 45, 60, 30, 60]


def test_what_cannot_be_classified_is_led_as_on_track():
    assert class_text(TalkClass.UNKNOWN).code is TalkClass.ON_TRACK


def test_the_four_questions_stand_in_order():
    assert [each.code for each in content().questions] == ["should_do", "did", "why", "improve"]


def test_the_outline_has_six_boxes_and_the_plan_ten_fields():
    assert [(each.code, each.minutes) for each in content().sections] == [
        ("opening", 3), ("listen", 8), ("results", 8), ("causes", 8), ("actions", 8), ("closing", 5),
    ]  # fmt: skip
    assert len(content().plan) == 10
    assert len(content().phrases) == 18


@pytest.mark.spec("D1")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("你总是迟到", "always_never"),
        ("You NEVER call back", "always_never"),
        ("态度有时不够好，态度有问题", "character"),
        ("大家都说你不行", "hearsay"),
        ("Needs improvement", "vague"),
        ("再这样就走人", "threat"),
    ],
)
def test_wording_that_judges_or_says_nothing_is_pointed_out(text: str, code: str):
    assert code in codes(text)


@pytest.mark.spec("D1")
def test_wording_that_names_case_and_day_passes():
    assert codes("On 3 September in C-48655 the customer asked three times and got no answer.") == []
    assert codes("九月三日的工单里，客户问了三次，没有得到答复。") == []


def test_a_hint_names_the_place_and_each_place_once():
    found = hints("He always says people say", content().checks)
    assert [(hint.found, hint.start, hint.end) for hint in found] == [("always", 3, 9), ("people say", 15, 25)]
    assert found[0].advice.en == "Give the number of times and the dates."


def test_a_word_is_not_found_inside_another():
    assert codes("The lazybones brand sells well: nevertheless it is told") == []
