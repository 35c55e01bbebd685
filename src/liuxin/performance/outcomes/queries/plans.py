"""Reads of improvement plans: open to the person, the one who supports, and to whom the person's scores are open."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import AgreementState
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.outcomes.models import ImprovementPlan, PlanCheck
from liuxin.performance.outcomes.queries.effects import effects
from liuxin.performance.outcomes.words import (
    CheckView,
    Effect,
    Ending,
    GoalView,
    PlanLine,
    PlanState,
    PlanView,
    Progress,
    Score,
    SupportView,
)

_ORDER = {state: place for place, state in enumerate(PlanState)}


def plans(standing: Standing, at: datetime, *, cycle_id: int | None = None) -> tuple[PlanLine, ...]:
    """Give the plans that the standing may see, those that run first. The number of statements is constant."""
    rows = _rows() if cycle_id is None else _rows().filter(cycle=cycle_id)
    found = _open(standing, rows.order_by("-opened_at", "-pk"), at)
    states = plan_states(found)
    lines = [line_of(row, states[row.pk]) for row in found]
    return tuple(
        sorted(lines, key=lambda line: list(PlanState).index(line.state) if not line.ending else len(PlanState))
    )


def plan(standing: Standing, plan_id: int, at: datetime) -> PlanView:
    """Give a plan with its effect. Raises `NotFoundError` also where the standing may not see it."""
    found = _open(standing, _rows().filter(pk=plan_id), at)
    if not found:
        raise NotFoundError("outcomes.no_such_plan", plan=plan_id)
    return view_of(found[0], at)


def view_of(row: ImprovementPlan, at: datetime) -> PlanView:
    """Give a plan that was read."""
    return _view(row, plan_states([row])[row.pk], effects([row], at)[row.pk])


def plan_states(rows: Iterable[ImprovementPlan]) -> dict[int, PlanState]:
    """Give where plans stand: a proposed one runs as soon as both signed what it holds."""
    found = list(rows)
    asked = agreements.states([row.agreement_id for row in found if row.agreement_id is not None])
    return {row.pk: _state(row, asked.get(row.agreement_id or 0)) for row in found}


def plans_of_cycle(cycle_id: int) -> list[ImprovementPlan]:
    """Give the rows of all plans of a cycle: for the review, which names nobody."""
    return list(_rows().filter(cycle=cycle_id).order_by("pk"))


def _rows() -> QuerySet[ImprovementPlan]:
    return ImprovementPlan.objects.prefetch_related("goals", "support", "checks")


def _open(standing: Standing, rows: QuerySet[ImprovementPlan], at: datetime) -> list[ImprovementPlan]:
    if standing.is_anonymous:
        return []
    mine = Q(person=standing.person_id) | Q(supporter=standing.person_id) | Q(opened_by=standing.person_id)
    if not (standing.is_system or standing.sees_everything or standing.hr_everywhere or standing.hr_departments):
        rows = rows.filter(mine | Q(person__in=standing.reports))
    found = list(rows)
    opened = evaluation.people_open(standing, {row.person_id for row in found}, at)
    return [row for row in found if row.person_id in opened or _concerns(standing, row)]


def _concerns(standing: Standing, row: ImprovementPlan) -> bool:
    return standing.person_id is not None and standing.person_id in {row.supporter_id, row.opened_by_id}


def _state(row: ImprovementPlan, asked: AgreementState | None) -> PlanState:
    state = PlanState(row.state)
    signed = asked is not None and asked.is_settled and asked.settled_version == row.agreed_version
    return PlanState.RUNNING if state is PlanState.PROPOSED and signed else state


def line_of(row: ImprovementPlan, state: PlanState) -> PlanLine:
    """Give a plan as a list shows it."""
    waiting = [check.due_on for check in row.checks.all() if check.done_at is None]
    return PlanLine(
        id=row.pk,
        person=row.person_id,
        cycle=row.cycle_id,
        pattern=row.pattern,
        state=state,
        ending=Ending(row.ending),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        next_check=min(waiting, default=None) if state is PlanState.RUNNING else None,
    )


def _view(row: ImprovementPlan, state: PlanState, effect: Effect) -> PlanView:
    return PlanView(
        line=line_of(row, state),
        supporter=row.supporter_id,
        opened_by=row.opened_by_id,
        reason=row.reason,
        score=Score(row.points, row.low, row.high),
        floor=row.floor,
        measure=row.measure,
        goals=tuple(GoalView(each.text, each.standard) for each in sorted(row.goals.all(), key=lambda one: one.order)),
        support=tuple(
            SupportView(each.pk, each.text, each.owner_id, each.due_on, each.given_on)
            for each in sorted(row.support.all(), key=lambda one: one.order)
        ),
        checks=tuple(_check(each) for each in sorted(row.checks.all(), key=lambda one: one.number)),
        agreement=row.agreement_id,
        learned=row.learned,
        changed_at=row.changed_at,
        effect=effect,
    )


def _check(row: PlanCheck) -> CheckView:
    progress = Progress(row.progress) if row.progress else None
    return CheckView(row.pk, row.number, row.due_on, progress, row.note, row.done_at, row.by_id)
