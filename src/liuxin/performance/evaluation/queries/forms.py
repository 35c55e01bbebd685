"""Reads of forms: one's own, and how many were answered. Whose form it is, only its rater is told."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.desk.surveys import queries as surveys
from liuxin.desk.surveys.words import SheetState, SheetView
from liuxin.facts import queries as facts
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import queries as dialogue
from liuxin.performance.dialogue.words import IncidentView
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.models import Form
from liuxin.performance.evaluation.queries.keys import keys
from liuxin.performance.evaluation.words import (
    WAITS,
    CustomerForm,
    FormKey,
    FormState,
    FormView,
    MyForm,
)
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.evaluators.words import AssignmentView, Kind, State
from liuxin.performance.plan import queries as plan

CASES = 6


def purpose(cycle_id: int) -> str:
    """Name the survey of a cycle."""
    return f"evaluation.{cycle_id}"


def my_forms(person: int, at: datetime) -> tuple[MyForm, ...]:
    """Give the forms that somebody is to fill in, handed in or not; a constant number of statements."""
    return _of(evaluators.of_rater(person), at)


def _of(assigned: Sequence[AssignmentView], at: datetime) -> tuple[MyForm, ...]:
    held = keys([each.id for each in assigned])
    why = evaluators.may_rate([each.id for each in assigned], at) if assigned else {}
    sheets = surveys.sheets([key.sheet for key in held.values()]) if held else {}
    return tuple(_mine(each, held.get(each.id), sheets, why.get(each.id), at) for each in assigned)


def own_form(standing: Standing, assignment_id: int, at: datetime) -> MyForm:
    """Give where one's own form stands. Raises `NotFoundError("evaluation.no_such_form")` for anybody else's."""
    person = standing.person_id
    assigned = [each for each in evaluators.of_rater(person) if each.id == assignment_id] if person is not None else []
    mine = next(iter(_of(assigned, at)), None)
    if mine is None:
        raise NotFoundError("evaluation.no_such_form")
    return mine


def form(standing: Standing, assignment_id: int, at: datetime) -> FormView:
    """Give one's own form with what the record holds beside it. Raises `NotFoundError("evaluation.no_such_form")`."""
    mine = own_form(standing, assignment_id, at)
    person = standing.person_id or 0
    if mine.state not in WAITS:
        return FormView(mine, None)
    period = plan.cycle(mine.assignment.cycle).period
    return FormView(
        mine,
        surveys.sheet(keys([assignment_id])[assignment_id].sheet),
        _cases(person, mine.assignment.ratee, period),
        _incidents(person, mine.assignment, period),
    )


def customer_forms(standing: Standing, cycle_id: int, department: int, at: datetime) -> tuple[CustomerForm, ...]:
    """Give the customers who are asked about people of a department, for those who issue links.

    Raises `NotFoundError("evaluation.no_such_department")` for others.
    """
    if not permissions.may_open_forms(standing, department):
        raise NotFoundError("evaluation.no_such_department")
    assigned = [
        each
        for each in evaluators.assignments(standing, cycle_id)
        if each.department == department and each.kind is Kind.RECIPIENT and each.state is State.CONFIRMED
    ]
    held = keys([each.id for each in assigned])
    sheets = surveys.sheets([key.sheet for key in held.values()]) if held else {}
    return tuple(
        CustomerForm(each.id, each.ratee, each.customer, _mine(each, held.get(each.id), sheets, None, at).state)
        for each in assigned
        if each.customer is not None
    )


def sheets_of(cycle_id: int, department: int) -> frozenset[int]:
    """Give the sheets of a department; one statement."""
    return frozenset(Form.objects.filter(cycle=cycle_id, department=department).values_list("sheet", flat=True))


def draft_sheets(cycle_id: int, department: int) -> dict[int, datetime]:
    """Give the sheets of a department that were not handed in, each with its last day; two statements."""
    due = dict(Form.objects.filter(cycle=cycle_id, department=department).values_list("sheet", "due_at"))
    lines = surveys.lines_of(purpose(cycle_id)) if due else []
    return {line.sheet: due[line.sheet] for line in lines if line.sheet in due and line.state == SheetState.DRAFT}


def still_open(cycle_id: int, department: int, at: datetime) -> int:
    """Count the forms that may still be answered; those of raters who left do not."""
    waiting = {sheet for sheet, due in draft_sheets(cycle_id, department).items() if due > at}
    if not waiting:
        return 0
    assigned = [each for each in evaluators.confirmed(cycle_id) if each.department == department]
    held = keys([each.id for each in assigned])
    why = evaluators.may_rate(held, at)
    gone = {key.sheet for key in held.values() if why.get(key.assignment) == "evaluators.rater_left"}
    return len(waiting - gone)


def _mine(
    assigned: AssignmentView,
    key: FormKey | None,
    sheets: Mapping[int, SheetView],
    why: str | None,
    at: datetime,
) -> MyForm:
    sheet = None if key is None else sheets.get(key.sheet)
    due_at = None if key is None else key.due_at
    state = rules.form_state(sheet, due_at, why, at)
    told = why or "" if state is FormState.REFUSED else ""
    if sheet is None:
        return MyForm(assigned, state, due_at, why=told)
    return MyForm(assigned, state, due_at, len(sheet.answers), len(sheet.questionnaire.questions), told)


def _cases(person: int, ratee: int, period: Period) -> tuple[str, ...]:
    """Name cases that both worked on; nothing of oneself, as the own cases are at hand anyway."""
    if person == ratee:
        return ()
    return tuple(facts.shared_cases(facts.current(), person=person, other=ratee, period=period, limit=CASES))


def _incidents(person: int, assigned: AssignmentView, period: Period) -> tuple[IncidentView, ...]:
    """Give what was noted of the ratee: all of it to the manager and the person, to others only what they noted."""
    everything = dialogue.incidents_of([assigned.ratee], period)
    if assigned.kind in {Kind.SUPERVISOR, Kind.SELF}:
        return everything
    return tuple(each for each in everything if each.noted_by == person)


def answered_by_kind(cycle_id: int, departments: Collection[int]) -> dict[tuple[int, Kind], tuple[int, int]]:
    """Count the forms handed in and all forms, by department and kind; two statements."""
    states = {line.sheet: line.state for line in surveys.lines_of(purpose(cycle_id))}
    rows = Form.objects.filter(cycle=cycle_id, department__in=departments).values_list("department", "kind", "sheet")
    everything: Counter[tuple[int, Kind]] = Counter()
    done: Counter[tuple[int, Kind]] = Counter()
    for department, kind, sheet in rows:
        everything[department, Kind(kind)] += 1
        done[department, Kind(kind)] += states.get(sheet) == SheetState.SUBMITTED
    return {key: (done[key], count) for key, count in everything.items()}
