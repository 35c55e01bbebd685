"""Reads of goals: the cascade, one goal, those of a person. Who sees whose goal is decided here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from django.db.models import F, Q, QuerySet

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import How
from liuxin.performance.agreement.words import State as Negotiation
from liuxin.performance.plan import permissions
from liuxin.performance.plan.models import Goal, GoalDuty, GoalVersion
from liuxin.performance.plan.queries.strategy import objective
from liuxin.performance.plan.rules import goals as rules
from liuxin.performance.plan.words import (
    DutyView,
    GoalContent,
    GoalFilter,
    GoalLevel,
    GoalLine,
    GoalState,
    GoalStep,
    GoalVersionView,
    GoalView,
)

NO_FILTER = GoalFilter()


def goals(standing: Standing, cycle_id: int, wanted: GoalFilter = NO_FILTER) -> tuple[GoalLine, ...]:
    """Give the goals of a cycle that the standing may see, as the cascade is drawn.

    With a filter those that fit, and above them what they serve. Dropped ones only where they are asked for. Two
    statements, three with a search.
    """
    seen = [line for line in lines_of_cycle(cycle_id) if _sees(standing, line)]
    if wanted.state is not GoalState.DROPPED:
        seen = [line for line in seen if line.state is not GoalState.DROPPED]
    fits = _fitting(seen, wanted)
    above = {line.id: line.parent for line in seen}
    shown = {key for line in fits for key in rules.chain(line, above)}
    tree = rules.in_tree(line for line in seen if line.id in shown)
    return tuple(replace(line, depth=depth, matches=line.id in fits) for line, depth in tree)


def goal(standing: Standing, goal_id: int) -> GoalView:
    """Give a goal with its versions, and around it what the standing may see. Raises `NotFoundError`."""
    found = Goal.objects.filter(pk=goal_id).first()
    every = [] if found is None else lines_of_cycle(found.cycle_id)
    around = {line.id: line for line in every if _sees(standing, line)}
    if found is None or goal_id not in around:
        raise NotFoundError("plan.no_such_goal")
    line = around[goal_id]
    up = rules.chain(goal_id, {key: each.parent for key, each in around.items()})
    return GoalView(
        line=line,
        versions=tuple(_version(row) for row in found.versions.order_by("number").prefetch_related("steps")),
        duties=duties_touched([goal_id]),
        above=tuple(around[key] for key in reversed(up[1:]) if key in around),
        below=tuple(each for each in around.values() if each.parent == goal_id and each.state is not GoalState.DROPPED),
        objective=None if line.objective is None else objective(standing, line.objective),
        drop_reason=found.drop_reason,
    )


def goals_open(standing: Standing, goal_ids: Collection[int]) -> frozenset[int]:
    """Give those of the goals that the standing may see: for whatever leads to them. Two statements, if any."""
    found = lines(Goal.objects.filter(pk__in=goal_ids)) if goal_ids else []
    return frozenset(line.id for line in found if _sees(standing, line))


def goals_of_person(standing: Standing, cycle_id: int, person_id: int) -> tuple[GoalLine, ...]:
    """Give the goals that a person owns in a cycle, as far as the standing may see them. Two statements."""
    found = lines(Goal.objects.filter(cycle=cycle_id, owner=person_id, dropped_at__isnull=True))
    return tuple(line for line in found if _sees(standing, line))


def goals_of_people(cycle_id: int, person_ids: Collection[int]) -> dict[int, tuple[GoalLine, ...]]:
    """Give the goals that bind people in a cycle, for what rests on them. Two statements.

    This asks for no standing: whoever calls it has decided who may see the answer.
    """
    found: defaultdict[int, tuple[GoalLine, ...]] = defaultdict(tuple)
    for line in lines(Goal.objects.filter(cycle=cycle_id, owner__in=set(person_ids), dropped_at__isnull=True)):
        if line.is_bound:
            found[line.owner] += (line,)
    return dict(found)


def lines_of_cycle(cycle_id: int) -> list[GoalLine]:
    """Give every goal of a cycle, seen by nobody yet. Two statements."""
    return lines(Goal.objects.filter(cycle=cycle_id))


def lines(found: QuerySet[Goal]) -> list[GoalLine]:
    """Give goals with the version that binds each, else the latest. Two statements."""
    rows = list(found.order_by("pk"))
    versions: defaultdict[int, list[GoalVersion]] = defaultdict(list)
    bound = Q(agreement__settlement__version__number=F("agreement_version"))
    written = GoalVersion.objects.filter(goal__in=found.values("pk")).order_by("number")
    for row in written.annotate(binds=bound, how=F("agreement__settlement__how"), stands=F("agreement__state")):
        versions[row.goal_id].append(row)
    return [_line(row, versions[row.pk]) for row in rows]


def duties_touched(goal_ids: Iterable[int]) -> tuple[DutyView, ...]:
    """Give the duties that goals touch. One statement."""
    rows = GoalDuty.objects.filter(goal__in=set(goal_ids)).select_related("duty").order_by("duty__order", "duty")
    touched = {row.duty_id: row.duty for row in rows}
    return tuple(
        DutyView(duty.pk, duty.department_id, duty.code, Bilingual(duty.text_zh, duty.text_en))
        for duty in touched.values()
    )


def _fitting(seen: list[GoalLine], wanted: GoalFilter) -> set[int]:
    found = [
        line
        for line in seen
        if wanted.level in {None, line.level}
        and wanted.department in {None, line.department}
        and wanted.state in {None, line.state}
        and wanted.owner in {None, line.owner}
    ]
    words = wanted.search.casefold().split()
    if not words:
        return {line.id for line in found}
    names = organisation.names(line.owner for line in found)
    told = {line.id: _sought(line, names.get(line.owner)) for line in found}
    return {key for key, text in told.items() if all(word in text for word in words)}


def _sought(line: GoalLine, name: object) -> str:
    """Give the text in which a search looks."""
    owner = f"{getattr(name, 'zh', '')}\n{getattr(name, 'en', '')}"
    return f"{line.result}\n{line.measure}\n{line.target}\n{owner}".casefold()


def _sees(standing: Standing, line: GoalLine) -> bool:
    return permissions.sees_goal(
        standing, line.level, department=line.department, owner=line.owner, manager=line.manager
    )


def _line(row: Goal, versions: list[GoalVersion]) -> GoalLine:
    bound = next((each for each in reversed(versions) if getattr(each, "binds", False)), None)
    shown = bound or versions[-1]
    return GoalLine(
        id=row.pk,
        cycle=row.cycle_id,
        level=GoalLevel(row.level),
        department=row.department_id,
        owner=row.owner_id,
        manager=row.manager_id,
        parent=row.parent_id,
        objective=row.objective_id,
        state=_state(row, versions, bound),
        version=shown.number,
        latest=versions[-1].number,
        result=shown.result,
        measure=shown.measure,
        target=shown.target,
        deadline=shown.deadline,
        measure_key=shown.measure_key,
        target_value=shown.target_value,
        agreement=row.agreement_id,
        is_decided=bound is not None and getattr(bound, "how", "") == How.DECIDED,
    )


def _state(row: Goal, versions: list[GoalVersion], bound: GoalVersion | None) -> GoalState:
    if row.dropped_at is not None:
        return GoalState.DROPPED
    if bound is not None:
        return GoalState.BOUND
    before = {getattr(each, "stands", "") for each in versions if each.agreement_id == row.agreement_id}
    return GoalState.OPEN if row.agreement_id and Negotiation.OPEN in before else GoalState.DRAFT


def _version(row: GoalVersion) -> GoalVersionView:
    steps = sorted(row.steps.all(), key=lambda step: step.order)
    return GoalVersionView(
        number=row.number,
        content=GoalContent(
            result=row.result,
            measure=row.measure,
            target=row.target,
            deadline=row.deadline,
            responsible=row.responsible_id,
            method=row.method,
            steps=tuple(GoalStep(step.text, step.due_on) for step in steps),
            support=row.support,
            measure_key=row.measure_key,
            target_value=row.target_value,
        ),
        note=row.note,
        written_by=row.written_by_id,
        at=row.at,
        agreement=row.agreement_id,
        agreement_version=row.agreement_version,
    )
