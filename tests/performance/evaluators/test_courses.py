"""The five courses that come with Liuxin, and quizzes marked."""

from dataclasses import replace

import pytest

from liuxin.kernel.errors import BadInputError, NotFoundError
from liuxin.performance.evaluators import queries, rules
from liuxin.performance.evaluators.words import QuizAnswer
from tests.factories.evaluators import right

CODES = ("ethics", "holding_the_standard", "choosing_methods", "giving_feedback", "reading_policy")


@pytest.mark.spec("P3.2")
def test_the_five_courses_come_in_both_languages_each_with_eight_questions():
    found = queries.courses()

    assert tuple(found) == CODES
    for each in found.values():
        assert len(each.quiz) == 8
        assert rules.need(each) == 7
        assert min(len(each.zh), len(each.en)) > 10
        assert each.text("zh-hans") != each.text("en")


@pytest.mark.parametrize("code", CODES)
def test_every_question_has_four_answers_one_of_which_is_right(code: str):
    for item in queries.course(code).quiz:
        assert [option.code for option in item.options] == ["a", "b", "c", "d"]
        assert item.key in {"a", "b", "c", "d"}
        texts = [item.stem, item.rationale, *(option.text for option in item.options)]
        assert all(text.zh and text.en for text in texts)


def test_no_mark_of_the_source_is_left_in_a_text():
    texts = [each.text(language) for each in queries.courses().values() for language in ("zh-hans", "en")]
    lines = [
        line for text in texts for block in text for line in (*block.lines, *(c for row in block.rows for c in row))
    ]

    assert not any(
        "**" in span.text or "```" in span.text or span.text.startswith("#") for line in lines for span in line
    )


def test_a_course_that_is_not_there_is_named():
    with pytest.raises(NotFoundError) as problem:
        queries.course("nowhere")
    assert problem.value.code == "evaluators.no_such_course"


def test_seven_of_eight_right_is_enough_and_six_are_not():
    course = queries.course("ethics")

    assert [rules.mark(course, right("ethics", wrong=wrong)).right for wrong in (0, 1, 2)] == [8, 7, 6]
    assert [rules.mark(course, right("ethics", wrong=wrong)).passed for wrong in (0, 1, 2)] == [True, True, False]


def test_a_higher_pass_mark_asks_for_more():
    course = replace(queries.course("ethics"), pass_mark=1.0)

    assert not rules.mark(course, right("ethics", wrong=1)).passed


@pytest.mark.parametrize(
    ("answers", "code", "field"),
    [
        ([*right("ethics"), QuizAnswer("ethics_1", "a")], "evaluators.item_answered_twice", "ethics_1"),
        ([*right("ethics"), QuizAnswer("ethics_9", "a")], "evaluators.no_such_item", "quiz"),
        ([QuizAnswer("ethics_1", "e"), *right("ethics")[1:]], "evaluators.no_such_option", "ethics_1"),
        (right("ethics")[:6], "evaluators.item_unanswered", "ethics_7"),
        ([], "evaluators.item_unanswered", "ethics_1"),
    ],
)
def test_a_quiz_that_is_not_answered_question_by_question_is_refused_by_name(
    answers: list[QuizAnswer], code: str, field: str
):
    with pytest.raises(BadInputError) as problem:
        rules.mark(queries.course("ethics"), answers)
    assert (problem.value.code, problem.value.field) == (code, field)
