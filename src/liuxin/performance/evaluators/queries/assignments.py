"""Reads of who rates whom. Nobody learns here who rates oneself, whatever one may see of others."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import pyarrow as pa
from django.db.models import F, Q, QuerySet

from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation.words import Standing
from liuxin.facts import queries as facts
from liuxin.facts.words import FactSet
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluators import permissions, rules
from liuxin.performance.evaluators.models import Assignment, Declaration
from liuxin.performance.evaluators.queries.training import qualified_until
from liuxin.performance.evaluators.words import (
    LOOKED_INTO,
    AssignmentView,
    Decision,
    Kind,
    Rater,
    Reason,
    State,
    Together,
)


def assignments(standing: Standing, cycle_id: int, department: int | None = None) -> tuple[AssignmentView, ...]:
    """Give who rates whom, as far as the standing may know it, by ratee and kind; what was dropped too.

    In the whole cycle, or where one is named in one department.

    Open to whoever runs the department and to the line above the ratee; besides, to each one the own supervisor and
    self-rating. Never who else rates oneself. One statement.
    """
    rows = visible(standing).filter(cycle=cycle_id)
    if department is not None:
        rows = rows.filter(department=department)
    return tuple(map(view_of, _ordered(rows)))


def assignment(standing: Standing, assignment_id: int) -> AssignmentView:
    """Give one. Raises `NotFoundError("evaluators.no_such_assignment")` where the standing may not know of it."""
    found = visible(standing).filter(pk=assignment_id).first()
    if found is None:
        raise NotFoundError("evaluators.no_such_assignment")
    return view_of(found)


def ratees_of(person: int, cycle_id: int) -> tuple[AssignmentView, ...]:
    """Give whom a person rates in a cycle, once confirmed: for the own pages. One statement."""
    return tuple(map(view_of, _ordered(Assignment.objects.filter(cycle=cycle_id, rater=person, state=State.CONFIRMED))))


def of_rater(person: int) -> tuple[AssignmentView, ...]:
    """Give whom a person rates in any cycle, once confirmed: for the own pages. One statement."""
    return tuple(map(view_of, _ordered(Assignment.objects.filter(rater=person, state=State.CONFIRMED))))


def confirmed(cycle_id: int) -> tuple[AssignmentView, ...]:
    """Give everything that was confirmed: for the rooms that work with it, not to be shown. One statement."""
    return tuple(map(view_of, _ordered(Assignment.objects.filter(cycle=cycle_id, state=State.CONFIRMED))))


def may_rate(assignment_ids: Iterable[int], at: datetime) -> dict[int, str | None]:
    """Tell for each assignment whether its rater may rate now: None, or the code of why not. Four statements."""
    wanted = set(assignment_ids)
    rows = list(with_raters(Assignment.objects.filter(pk__in=wanted)))
    answers = why_not(rows, at)
    return {key: answers.get(key, "evaluators.no_such_assignment") for key in wanted}


def why_not(rows: Collection[Assignment], at: datetime) -> dict[int, str | None]:
    """Tell it of assignments that were read `with_raters`. Three statements."""
    raters = {row.rater_id for row in rows if row.rater_id is not None}
    until = qualified_until(raters)
    declared, conflicts = _declared({row.cycle_id for row in rows}, raters)
    gone = _gone(rows, at)
    return {
        row.pk: rules.why_not(
            Rater(
                kind=Kind(row.kind),
                state=State(row.state),
                has_left=_has_left(row, at) or row.pk in gone,
                has_declared=(row.cycle_id, row.rater_id) in declared,
                has_conflict=(row.cycle_id, row.rater_id, row.ratee_id) in conflicts,
                conflict=conflicts.get((row.cycle_id, row.rater_id or 0, row.ratee_id)),
                qualified_until=until.get(row.rater_id or 0),
            ),
            at,
        )
        for row in rows
    }


def raters_left(rows: Collection[Assignment], at: datetime) -> frozenset[int]:
    """Name the assignments, read `with_raters` and saved, whose rater has left. One statement."""
    return frozenset(row.pk for row in rows if _has_left(row, at)) | _gone(rows, at)


def together(period: Period, people: Collection[int], found: FactSet) -> Together:
    """Read from the facts with whom and for whom some people worked in a period; customers erased are left out."""
    served = _by_person(facts.served(found, people=people, period=period))
    names = customers.customer_names({customer for each in served.values() for customer in each})
    known = {key for key, name in names.items() if not name.erased}
    return Together(
        shared=_by_person(facts.worked_with(found, people=people, period=period)),
        served={
            person: {customer: cases for customer, cases in each.items() if customer in known}
            for person, each in served.items()
        },
    )


def with_raters(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Read assignments with what is needed of their raters."""
    return rows.select_related("rater")


def view_of(row: Assignment) -> AssignmentView:
    """Give an assignment that was read."""
    return AssignmentView(
        id=row.pk,
        cycle=row.cycle_id,
        department=row.department_id,
        ratee=row.ratee_id,
        kind=Kind(row.kind),
        rater=row.rater_id,
        customer=row.customer_id,
        reason=Reason(row.reason),
        cases=row.cases,
        state=State(row.state),
        note=row.note,
    )


def visible(standing: Standing) -> QuerySet[Assignment]:
    """Give the assignments that a standing may know of: the one place where this is decided."""
    rows = Assignment.objects.all()
    me = standing.person_id
    if not permissions.sees_all(standing):
        departments = standing.departments_led | standing.hr_departments
        rows = rows.filter(
            Q(department__in=departments)
            | Q(ratee__in=standing.reports)
            | Q(ratee=me, kind__in=LOOKED_INTO, ratee__isnull=False)
        )
    return rows if me is None else rows.exclude(Q(ratee=me) & ~Q(kind__in=LOOKED_INTO))


def decidable(standing: Standing) -> QuerySet[Assignment]:
    """Give the assignments that a standing may confirm or drop, as `permissions.may_decide` says of each."""
    rows = Assignment.objects.none() if standing.person_id is None else visible(standing)
    rows = rows.exclude(ratee=standing.person_id)
    if permissions.runs_all(standing):
        return rows
    departments = standing.departments_led | standing.hr_departments
    return rows.filter(Q(department__in=departments) | Q(ratee__in=standing.reports))


def _ordered(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.order_by("ratee", "kind", F("cases").desc(nulls_last=True), "pk")


def _has_left(row: Assignment, at: datetime) -> bool:
    return row.rater is not None and row.rater.left_on is not None and row.rater.left_on <= at.date()


def _gone(rows: Collection[Assignment], at: datetime) -> set[int]:
    """Name the assignments whose rater takes part in the cycle and has left it."""
    left = Assignment.objects.filter(
        pk__in=[row.pk for row in rows],
        cycle__participants__person=F("rater"),
        cycle__participants__left_at__lte=at,
    )
    return set(left.values_list("pk", flat=True))


def _declared(
    cycles: Collection[int], raters: Collection[int]
) -> tuple[set[tuple[int, int]], Mapping[tuple[int, int, int], Decision | None]]:
    rows = Declaration.objects.filter(cycle__in=cycles, rater__in=raters)
    told = rows.values_list("cycle", "rater", "has_conflict", "about", "decision")
    declared, conflicts = set(), {}
    for cycle, rater, has_conflict, about, decision in told:
        declared.add((cycle, rater))
        if has_conflict:
            conflicts[cycle, rater, about] = None if decision is None else Decision(decision)
    return declared, conflicts


def _by_person(found: pa.Table) -> Mapping[int, Mapping[int, int]]:
    counted: dict[int, dict[int, int]] = {}
    columns = (column.to_pylist() for column in found.columns)
    for person, other, cases in zip(*columns, strict=True):
        counted.setdefault(person, {})[other] = cases
    return counted
