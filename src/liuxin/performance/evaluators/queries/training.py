"""Reads of training. Results are of the person alone: no query gives them to anybody else."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from liuxin.performance.evaluators import rules
from liuxin.performance.evaluators.models import Attempt, PracticeRating, Qualification
from liuxin.performance.evaluators.queries.content import courses, practice
from liuxin.performance.evaluators.words import (
    AttemptView,
    CourseState,
    PracticeState,
    QualificationView,
    Training,
    Verdict,
)


def my_training(person: int, at: datetime) -> Training:
    """Give the training of a person, for that person's own pages. Three statements."""
    outcomes = list(Qualification.objects.filter(person=person, at__lte=at).order_by("-at", "-pk"))
    passed = next((each for each in outcomes if each.passed), None)
    return Training(
        person=person,
        courses=_courses(person),
        practice=_practice(person, outcomes),
        qualification=_view(passed) if passed else None,
    )


def own_verdict(person: int, at: datetime) -> tuple[QualificationView, Verdict] | None:
    """Give the accuracy of the latest practice that was looked at, told anew from the ratings that it rests on."""
    last = Qualification.objects.filter(person=person, at__lte=at).order_by("-at", "-pk").first()
    if last is None:
        return None
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = PracticeRating.objects.filter(person=person, round=last.round, at__lte=last.at)
    for case, criterion, level in rows.values_list("case", "criterion", "level"):
        found[case][criterion] = level
    return _view(last), rules.verdict(found, practice())


def qualified_until(people: Collection[int]) -> dict[int, datetime]:
    """Give until when each person's latest qualification holds; who never had one is left out. One statement."""
    rows = Qualification.objects.filter(person__in=set(people), passed=True).order_by("until")
    return dict(rows.values_list("person", "until"))


def _courses(person: int) -> tuple[CourseState, ...]:
    tries: defaultdict[str, list[AttemptView]] = defaultdict(list)
    for row in Attempt.objects.filter(person=person).order_by("-at", "-pk"):
        tries[row.course].append(
            AttemptView(row.version, row.right, row.of, row.passed, row.at, tuple(row.options.split()))
        )
    return tuple(CourseState(code, code in rules.REQUIRED, tuple(tries[code])) for code in courses())


def _practice(person: int, outcomes: list[Qualification]) -> PracticeState:
    """Give the round that runs. A round is over once it was passed, or when no case is left to be rated in it."""
    latest = max(outcomes, key=lambda each: (each.round, each.cases), default=None)
    over = latest is not None and (latest.passed or latest.cases >= len(practice().cases))
    number = 1 if latest is None else latest.round + over
    ratings: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = PracticeRating.objects.filter(person=person, round=number).order_by("at", "pk")
    for case, criterion, level in rows.values_list("case", "criterion", "level"):
        ratings[case][criterion] = level
    return PracticeState(number, dict(ratings), _view(latest) if latest is not None and not over else None)


def _view(row: Qualification) -> QualificationView:
    return QualificationView(row.round, row.cases, row.at, row.until, row.passed)
