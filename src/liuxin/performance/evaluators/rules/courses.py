"""Courses: read from their file, and their quizzes marked."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluators.rules.texts import blocks
from liuxin.performance.evaluators.words import Course, Marked, QuizAnswer, QuizItem, QuizOption
from liuxin.performance.evaluators.words.courses import CourseText, Shape

REQUIRED: Final = ("ethics", "holding_the_standard")
"""Without these two passed there is no qualification."""
_FENCE: Final = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PARTS: Final = re.compile(r"^---$", re.MULTILINE)
_AFTER: Final = re.compile(r"^## (?:Sources|Quiz) / .*$", re.MULTILINE)


def course_of(text: str) -> Course:
    """Read a course: front matter, the Chinese text, the English one, the sources, the quiz."""
    _, front, zh, rest = _PARTS.split(text, 3)
    about: Mapping[str, Any] = yaml.safe_load(front)
    fenced = _FENCE.search(rest)
    en, sources, *_ = _AFTER.split(rest)
    items: Sequence[Mapping[str, Any]] = yaml.safe_load(fenced[1])["items"] if fenced else ()
    return Course(
        code=about["code"],
        version=about["version"],
        minutes=about["minutes"],
        title=_both(about["title"]),
        pass_mark=float(about["pass_mark"]),
        zh=_body(zh) + blocks(f"## 来源\n\n{sources}"),
        en=_body(en) + blocks(f"## Sources\n\n{sources}"),
        quiz=tuple(map(_item, items)),
    )


def need(course: Course) -> int:
    """Give the number of right answers with which a quiz is passed."""
    return math.ceil(course.pass_mark * len(course.quiz))


def mark(course: Course, answers: Sequence[QuizAnswer]) -> Marked:
    """Mark an answered quiz: every question once, with one of its options."""
    known = {item.code: item for item in course.quiz}
    chosen: dict[str, str] = {}
    for answer in answers:
        item = known.get(answer.item)
        if item is None:
            raise BadInputError("evaluators.no_such_item", field="quiz", item=answer.item)
        if answer.item in chosen:
            raise BadInputError("evaluators.item_answered_twice", field=answer.item, item=answer.item)
        if answer.option not in {option.code for option in item.options}:
            raise BadInputError("evaluators.no_such_option", field=answer.item, item=answer.item)
        chosen[answer.item] = answer.option
    unanswered = [item.code for item in course.quiz if item.code not in chosen]
    if unanswered:
        raise BadInputError("evaluators.item_unanswered", field=unanswered[0], number=len(unanswered))
    right = sum(chosen[item.code] == item.key for item in course.quiz)
    return Marked(
        options=tuple(chosen[item.code] for item in course.quiz),
        right=right,
        of=len(course.quiz),
        passed=right >= need(course),
    )


def _body(text: str) -> CourseText:
    """Read a text without its title, which the page has already."""
    return tuple(each for each in blocks(text) if not (each.shape is Shape.HEADING and each.level == 1))


def _item(each: Mapping[str, Any]) -> QuizItem:
    return QuizItem(
        code=each["id"],
        stem=_both(each["stem"]),
        options=tuple(QuizOption(option["id"], _both(option)) for option in each["options"]),
        key=each["key"],
        rationale=_both(each["rationale"]),
    )


def _both(text: Mapping[str, Any]) -> Bilingual:
    return Bilingual(str(text["zh"]), str(text["en"]))
