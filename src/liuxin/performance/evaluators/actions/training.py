"""Training: quizzes taken, prepared cases rated, qualification. Results are nobody else's to see."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError
from liuxin.performance.evaluators import permissions, queries, rules
from liuxin.performance.evaluators.actions import recording
from liuxin.performance.evaluators.models import Attempt, PracticeRating, Qualification
from liuxin.performance.evaluators.words import Marked, QuizAnswer, Verdict


def take_quiz(*, course: str, answers: Sequence[QuizAnswer], by: Actor, at: datetime) -> Marked:
    """Answer the quiz of a course. Every try is kept; one that was passed is not taken again."""
    person = _person(by, at)
    found = queries.course(course)
    marked = rules.mark(found, answers)
    with transaction.atomic():
        if Attempt.objects.filter(person=person, course=course, version=found.version, passed=True).exists():
            raise RuleBrokenError("evaluators.course_passed_already")
        _keep(
            Attempt(
                person_id=person,
                course=course,
                version=found.version,
                options=" ".join(marked.options),
                right=marked.right,
                of=marked.of,
                passed=marked.passed,
                at=at,
            ),
            "evaluators.course_passed_already",
        )
        recording.of_person(person, "quiz_taken", {"course": course, "version": found.version}, by, at)
    return marked


def rate_practice(*, case: str, levels: Mapping[str, int], by: Actor, at: datetime) -> None:
    """Rate a prepared case on every criterion. The reference is shown afterwards, so it is never changed."""
    person = _person(by, at)
    with transaction.atomic():
        stands = queries.my_training(person, at).practice
        rules.check_levels(queries.practice(), case, levels, stands.ratings)
        rows = [
            PracticeRating(person_id=person, round=stands.round, case=case, criterion=code, level=level, at=at)
            for code, level in levels.items()
        ]
        try:
            with transaction.atomic():
                PracticeRating.objects.bulk_create(rows)
        except IntegrityError as error:
            raise RuleBrokenError("evaluators.case_already_rated", field="case") from error
        recording.of_person(person, "case_practised", {"case": case, "round": stands.round}, by, at)


def finish_practice(*, by: Actor, at: datetime) -> Verdict:
    """Look at the accuracy of what was rated; where every component is within its limit one is qualified for a year."""
    person = _person(by, at)
    with transaction.atomic():
        training = queries.my_training(person, at)
        stands = training.practice
        looked_at = stands.outcome.cases if stands.outcome else 0
        rules.check_finish(rated=stands.rated, finished_at=looked_at, courses_passed=training.courses_passed)
        found = rules.verdict(stands.ratings, queries.practice())
        until = rules.anniversary(at)
        _keep(
            Qualification(
                person_id=person,
                round=stands.round,
                cases=stands.rated,
                at=at,
                until=until,
                passed=found.passed,
                elevation=found.accuracy.elevation,
                differential_elevation=found.accuracy.differential_elevation,
                stereotype_accuracy=found.accuracy.stereotype_accuracy,
                differential_accuracy=found.accuracy.differential_accuracy,
                correlation=found.accuracy.correlation,
            ),
            "evaluators.nothing_new_practised",
        )
        recording.of_person(person, "practice_finished", {"round": stands.round, "cases": stands.rated}, by, at)
        if found.passed:
            recording.of_person(person, "qualified", {"until": until.date().isoformat()}, by, at)
    return found


def _person(by: Actor, at: datetime) -> int:
    standing = organisation.standing(by, at)
    if standing.person_id is None or not permissions.may_train(standing):
        raise NotAllowedError("evaluators.only_people_train")
    return standing.person_id


def _keep(row: Attempt | Qualification, code: str) -> None:
    """Save what the database holds once; of two at the same time the second is told as if it came later."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleBrokenError(code) from error
