"""Loads the examples that are shipped, each marked as an example; what somebody has written already stays as it is."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.performance.plan import queries
from liuxin.performance.plan.actions.jobs import write_duties, write_job
from liuxin.performance.plan.actions.strategy import add_objective, note_environment, write_text
from liuxin.performance.plan.rules import examples


def load_examples(*, start: date, end: date, by: Actor, at: datetime, department: int | None = None) -> dict[str, int]:
    """Write the example strategy for a period and the example jobs of the positions that exist.

    The duties go to `department`, where one is named. Gives the keys of the objectives by code. A text, an objective
    code, an environment, duties or a job that is there already is left alone.
    """
    with transaction.atomic():
        _write_texts(by, at)
        held = _write_objectives(start, end, by, at)
        if not queries.environment():
            _write_environment(held, by, at)
        _write_jobs({} if department is None else _write_duties(department, by, at), by, at)
    return held


def _write_texts(by: Actor, at: datetime) -> None:
    known = {each.kind for each in queries.strategy().texts}
    for kind, text in examples.texts().items():
        if kind not in known:
            write_text(kind=kind, text=text, expect=0, by=by, at=at, is_example=True)


def _write_objectives(start: date, end: date, by: Actor, at: datetime) -> dict[str, int]:
    held = {each.code: each.id for each in queries.objectives(dropped=True)}
    for new in examples.objectives(start, end):
        if new.code not in held:
            held[new.code] = add_objective(new=new, by=by, at=at, is_example=True)
    return held


def _write_environment(held: Mapping[str, int], by: Actor, at: datetime) -> None:
    holds = {each.id for each in queries.objectives()}
    for line in examples.environment():
        answers = held[line.objective] if held[line.objective] in holds else None
        note_environment(quadrant=line.quadrant, text=line.text, objective=answers, by=by, at=at, is_example=True)


def _write_duties(department: int, by: Actor, at: datetime) -> dict[str, int]:
    if not queries.duties(department):
        write_duties(department_id=department, duties=examples.duties(), by=by, at=at)
    return {each.code: each.id for each in queries.duties(department)}


def _write_jobs(duties: Mapping[str, int], by: Actor, at: datetime) -> None:
    positions = organisation.position_keys()
    for code, new in examples.jobs(duties).items():
        if code in positions and queries.job_analysis(positions[code]) is None:
            write_job(position_id=positions[code], new=new, expect=0, by=by, at=at, is_example=True)
