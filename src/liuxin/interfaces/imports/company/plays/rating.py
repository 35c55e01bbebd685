"""Phase 4 played: forms opened, filled in by people and by customers over their links, and the department scored."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.surveys import actions as surveys
from liuxin.desk.surveys.words import NewAnswer, Seen
from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.interfaces.imports.simulator.words import HEARTS
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.words import FormState
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.plan.words import Phase

MIDDLE, SPREAD, SEVERITY = 3.7, 0.5, 0.4
"""Where ratings lie on average, how much chance moves one, and how much raters differ in strictness: all planted."""

NOT_SEEN, ANSWERING = 0.06, 0.8
FORM_DAYS = 10
HOLDER = Actor(ActorKind.CUSTOMER, "", via="demo")
LOWEST, HIGHEST = 1, 5
END_NOTE = "看到他连着两天跟进，直到业主确认。"


def play(stage: Stage, at: datetime, *, finish: bool = True, leave: int = 0) -> None:
    """Play the phase; `leave` people of it have not handed in yet, and without `finish` nothing is scored."""
    last = days(at, FORM_DAYS)
    actions.open_forms(cycle_id=stage.cycle, department=stage.department, expires_at=last, by=stage.hr, at=at)
    _people(stage, days(at, 1), leave)
    _customers(stage, days(at, 2))
    if finish:
        stage.catch_up()
        actions.score(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=days(last, 1))
        actions.finish_evaluation(cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=days(last, 2))
        stage.done(Phase.EVALUATION, days(last, 2))


def read_own(stage: Stage, at: datetime) -> None:
    """Let everybody who rated read what he is told of his own way of rating."""
    for rater in sorted({each.rater for each in evaluators.confirmed(stage.cycle) if each.rater is not None}):
        by = Actor.person(rater)
        for mine in queries.own_feedbacks(organisation.standing(by, at)):
            actions.acknowledge_tendency(feedback_id=mine.id, by=by, at=at)


def _people(stage: Stage, at: datetime, leave: int) -> None:
    assigned = [each for each in evaluators.confirmed(stage.cycle) if each.department == stage.department]
    raters = {each.rater for each in assigned if each.rater is not None} - {*stage.people[:leave]}
    for person in sorted(raters):
        luck = np.random.default_rng(person)
        strict = luck.normal(0.0, SEVERITY)
        for number, mine in enumerate(queries.my_forms(person, at)):
            assigned_to = mine.assignment
            if assigned_to.cycle == stage.cycle and mine.state in {FormState.FRESH, FormState.BEGUN}:
                answers = _answers(stage, assigned_to.ratee, strict, luck)
                by, when = Actor.person(person), days(at, number / 200)
                actions.answer_form(assignment_id=assigned_to.id, answers=answers, submit=True, by=by, at=when)


def _customers(stage: Stage, at: datetime) -> None:
    """Let most customers answer over their link, each in a browser of their own."""
    waits = queries.customer_forms(organisation.standing(stage.hr, at), stage.cycle, stage.department, at)
    ratees = {each.assignment: each.ratee for each in waits}
    if not ratees:
        return
    links = actions.customer_links(
        cycle_id=stage.cycle, department=stage.department, assignment_ids=tuple(ratees), by=stage.hr, at=at
    )
    for number, (assignment, token) in enumerate(sorted(links.items())):
        luck = np.random.default_rng(assignment)
        if luck.random() < ANSWERING:
            when = days(at, 0.2 + number / 500)
            secret = surveys.begin_by_link(token=token, by=HOLDER, at=when)
            answers = _answers(stage, ratees[assignment], luck.normal(0.0, SEVERITY), luck)
            surveys.answer_by_link(token=token, secret=secret, answers=answers, submit=True, by=HOLDER, at=when)


def _answers(stage: Stage, ratee: int, strict: float, luck: np.random.Generator) -> Mapping[str, NewAnswer]:
    """Answer the six questions from what is planted in the rated person, in the rater, and from chance."""
    hearts = dict(zip(HEARTS, stage.staff.hearts.get(ratee, (0.0,) * len(HEARTS)), strict=True))
    return {code: _answer(hearts[code] - strict, luck) for code in HEARTS}


def _answer(above: float, luck: np.random.Generator) -> NewAnswer:
    if luck.random() < NOT_SEEN:
        return NewAnswer(Seen.NOT_SEEN)
    level = int(np.clip(round(MIDDLE + above + luck.normal(0.0, SPREAD)), LOWEST, HIGHEST))
    return NewAnswer(Seen.SEEN, level, END_NOTE if level == HIGHEST else "")
