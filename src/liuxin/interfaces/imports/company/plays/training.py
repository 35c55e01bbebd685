"""Phase 3 played: raters proposed from the record, trained on the courses and cases, declared, confirmed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluators import actions, queries
from liuxin.performance.evaluators.words import AssignmentView, QuizAnswer, State
from liuxin.performance.plan.words import Phase

LOWEST, HIGHEST = 1, 5
STEADY = 0.78
"""Which share of practice ratings hits the reference; the others are one level beside it."""

REASON = "演示：未完成培训，本周期不参与评定"


def play(stage: Stage, at: datetime, *, finish: bool = True) -> None:
    """Play the phase from `at` on; without `finish` everything is done but the last step."""
    stage.catch_up()
    actions.propose_assignments(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=at)
    train(raters(stage, at), days(at, 1))
    waiting = [each.id for each in _of(stage, at) if each.state is State.PROPOSED]
    actions.confirm_assignments(assignment_ids=waiting, by=stage.hr, at=days(at, 3))
    for person in raters(stage, at):
        rates = any(each.ratee != person for each in queries.ratees_of(person, stage.cycle))
        if not rates or queries.own_declarations(person, stage.cycle):
            continue
        actions.declare(cycle_id=stage.cycle, by=Actor.person(person), at=days(at, 4))
    if finish:
        actions.finish_training(
            cycle_id=stage.cycle, department=stage.department, leave_out=REASON, by=stage.hr, at=days(at, 5)
        )
        stage.done(Phase.EVALUATORS, days(at, 5))


def raters(stage: Stage, at: datetime) -> tuple[int, ...]:
    """Give the people who rate somebody of the department, self-raters too."""
    found = {each.rater for each in _of(stage, at) if each.rater is not None and each.state is not State.DROPPED}
    return tuple(sorted(found))


def _of(stage: Stage, at: datetime) -> tuple[AssignmentView, ...]:
    found = queries.assignments(organisation.standing(stage.hr, at), stage.cycle)
    return tuple(each for each in found if each.department == stage.department)


def train(people: Iterable[int], at: datetime) -> None:
    """Let everybody who is not qualified yet pass the courses and rate the prepared cases, some better than others."""
    for person in people:
        if person not in queries.qualified_until([person]):
            _train(person, at)


def _train(person: int, at: datetime) -> None:
    by, luck = Actor.person(person), np.random.default_rng(person)
    passed = {each.code for each in queries.my_training(person, at).courses if each.passed}
    for number, (code, course) in enumerate(queries.courses().items()):
        if code not in passed:
            answers = [QuizAnswer(item.code, item.key) for item in course.quiz]
            actions.take_quiz(course=code, answers=answers, by=by, at=at + timedelta(hours=number))
    for number, case in enumerate(queries.practice().cases):
        levels = {code: _near(each.level, luck) for code, each in case.reference.items()}
        actions.rate_practice(case=case.code, levels=levels, by=by, at=days(at, 1) + timedelta(minutes=20 * number))
    actions.finish_practice(by=by, at=days(at, 1.5))


def _near(level: int, luck: np.random.Generator) -> int:
    if luck.random() < STEADY:
        return level
    return min(max(level + int(luck.choice((-1, 1))), LOWEST), HIGHEST)
