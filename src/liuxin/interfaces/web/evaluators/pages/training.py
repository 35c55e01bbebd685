"""Training laid out: what is done and what is needed, a course, its quiz with what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluators.rules import LEAST_CASES, need
from liuxin.performance.evaluators.words import AttemptView, Course, CourseState, CourseText, QuizItem, Training

LEAST = LEAST_CASES
ITEM = "item-"


@dataclass(frozen=True, slots=True)
class Step:
    """A course in the overview."""

    url: str
    title: str
    minutes: int
    required: bool
    state: str
    word: str
    when: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether one is qualified, told."""

    state: str
    word: str
    until: str


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer to choose from; `is_right` and `was_chosen` once the quiz was answered."""

    code: str
    text: str
    checked: bool
    is_right: bool
    was_chosen: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question; `why` once the course was passed."""

    name: str
    number: int
    stem: str
    options: tuple[OptionView, ...]
    why: str


@dataclass(frozen=True, slots=True)
class TryView:
    """A try at the quiz."""

    at: str
    right: int
    of: int
    passed: bool


def steps(found: Training, courses: Mapping[str, Course], now: datetime, zone: str) -> tuple[Step, ...]:
    """Lay out the courses in their order."""
    del now
    return tuple(_step(each, courses[each.code], zone) for each in found.courses)


def _step(each: CourseState, course: Course, zone: str) -> Step:
    passed = next((attempt for attempt in each.attempts if attempt.passed), None)
    word = _("passed") if passed else _("not passed yet") if each.attempts else _("not begun")
    return Step(
        url=reverse("evaluators:course", args=[each.code]),
        title=labels.text(course.title),
        minutes=course.minutes,
        required=each.required,
        state="good" if passed else "warn" if each.attempts else "none",
        word=word,
        when=formats.local_day(passed.at, zone) if passed else "",
    )


def qualification(found: Training, now: datetime, zone: str) -> Standing:
    """Tell whether one is qualified now."""
    held = found.qualification
    if held is None:
        return Standing("none", _("not qualified yet"), "")
    until = formats.local_day(held.until, zone)
    return Standing("good", _("qualified"), until) if held.is_valid(now) else Standing("warn", _("expired"), until)


def course(found: Course, tries: CourseState, given: Mapping[str, str], zone: str) -> dict[str, object]:
    """Lay out a course. Right answers and their reasons are shown once it was passed; before, only one's own count."""
    last = tries.attempts[0] if tries.attempts else None
    passed = next((attempt for attempt in tries.attempts if attempt.passed), None)
    return {
        "code": found.code,
        "title": labels.text(found.title),
        "minutes": found.minutes,
        "need": need(found),
        "of": len(found.quiz),
        "required": tries.required,
        "blocks": _body(found),
        "items": _items(found.quiz, given, passed),
        "passed": passed is not None,
        "failed": last is not None and passed is None,
        "tries": [
            TryView(formats.date_time(each.at, zone), each.right, each.of, each.passed) for each in tries.attempts
        ],
    }


def _body(found: Course) -> CourseText:
    return found.text(labels.language())


def _items(quiz: Iterable[QuizItem], given: Mapping[str, str], passed: AttemptView | None) -> tuple[ItemView, ...]:
    return tuple(
        ItemView(
            name=f"{ITEM}{item.code}",
            number=number,
            stem=labels.text(item.stem),
            options=tuple(
                OptionView(
                    code=option.code,
                    text=labels.text(option.text),
                    checked=given.get(item.code) == option.code,
                    is_right=passed is not None and option.code == item.key,
                    was_chosen=passed is not None and passed.options[number - 1] == option.code,
                )
                for option in item.options
            ),
            why=labels.text(item.rationale) if passed else "",
        )
        for number, item in enumerate(quiz, start=1)
    )
