"""How far evaluation is in each department, and what waits for whom: numbers only, as far as raters are concerned."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Max, Q

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.desk.surveys.words import SheetState
from liuxin.kernel.period import Period
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.models import Form, Result, ResultStep
from liuxin.performance.evaluation.queries.forms import answered_by_kind, my_forms
from liuxin.performance.evaluation.queries.tendencies import feedback_to_read
from liuxin.performance.evaluation.words import (
    KNOWN,
    WAITS,
    DepartmentProgress,
    KindProgress,
    ResultState,
)
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.evaluators.words import Kind
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import ParticipantView, Phase

KINDS = (Kind.SUPERVISOR, Kind.PEER, Kind.SUBORDINATE, Kind.RECIPIENT, Kind.EXPERT, Kind.SELF)


def progress(standing: Standing, cycle_id: int) -> tuple[DepartmentProgress, ...]:
    """Give the departments of a cycle that the standing may look at, in order; a constant number of statements."""
    return tuple(found for found in _everywhere(cycle_id).values() if _may_look(standing, found.department))


def phase_progress(standing: Standing, cycle_id: int, at: datetime | None = None) -> dict[int, PhaseProgress]:
    """Tell how far each department is in this phase: forms and results together.

    Late are managers and people themselves who did not hand in what everybody knows to be theirs: once it was taken
    back, or with `at` once its last day is over. Of the others nobody is named.
    """
    late = _late(cycle_id, at)
    return {
        key: PhaseProgress(
            done=found.answered + found.results,
            all=found.forms + found.people,
            late=late.get(key, ()) if _may_look(standing, key) else (),
            missing=_missing(found),
        )
        for key, found in _everywhere(cycle_id).items()
    }


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give what waits for somebody here: forms, one's own way of rating; forms to open and departments to score."""
    if standing.person_id is None:
        return ()
    return (*_of_rater(standing.person_id, at), *feedback_to_read(standing), *_of_hr(standing, at))


def _may_look(standing: Standing, department: int) -> bool:
    return permissions.may_open_forms(standing, department) or standing.sees_everything


def _everywhere(cycle_id: int) -> dict[int, DepartmentProgress]:
    steps = plan.phases(cycle_id)
    sets = indicators.agreed_sets(cycle_id)
    people = _present(plan.participants(cycle_id), plan.cycle(cycle_id).period, sets)
    counted = answered_by_kind(cycle_id, steps)
    due = dict(Form.objects.filter(cycle=cycle_id).values_list("department").annotate(last=Max("due_at")))
    assigned = evaluators.confirmed(cycle_id)
    raters = Counter(each.department for each in assigned)
    customers = Counter(each.department for each in assigned if each.kind is Kind.RECIPIENT)
    states = _states(cycle_id)
    return {
        key: DepartmentProgress(
            department=key,
            phase=way.now,
            assigned=raters[key],
            kinds=tuple(KindProgress(kind, *counted[key, kind]) for kind in KINDS if (key, kind) in counted),
            due_at=due.get(key),
            people=len(people[key]),
            results=sum(states[key].values()),
            states=states[key],
            without_set=tuple(each.person for each in people[key] if each.position not in sets),
            customers=customers[key],
        )
        for key, way in steps.items()
    }


def _present(
    everybody: Sequence[ParticipantView], period: Period, sets: Collection[int]
) -> Mapping[int, list[ParticipantView]]:
    """Sort by department who had not left before the period ended, and is to have a result."""
    found: defaultdict[int, list[ParticipantView]] = defaultdict(list)
    for each in everybody:
        if (each.left_at is None or each.left_at >= period.end) and rules.is_owed(each, sets):
            found[each.department].append(each)
    return found


def _states(cycle_id: int) -> Mapping[int, Counter[str]]:
    """Count the results that count, by department and state; two statements."""
    rows = Result.objects.filter(cycle=cycle_id, corrected_by__isnull=True).values_list("pk", "department")
    steps: dict[int, str] = {}
    order = list(ResultState)
    for result, state in ResultStep.objects.filter(result__cycle=cycle_id).values_list("result", "state"):
        if order.index(ResultState(state)) >= order.index(ResultState(steps.get(result, order[0]))):
            steps[result] = state
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for result, department in rows:
        found[department][steps.get(result, order[0].value)] += 1
    return found


def _missing(found: DepartmentProgress) -> tuple[str, ...]:
    told = []
    if found.without_set:
        told.append("evaluation.missing.set")
    if found.assigned and not found.forms:
        told.append("evaluation.missing.forms")
    if found.results < found.people:
        told.append("evaluation.missing.results")
    return tuple(told)


def _late(cycle_id: int, at: datetime | None) -> Mapping[int, tuple[int, ...]]:
    """Name by department who owes a known form; it is found by ratee and kind, without the key of raters."""
    rows = Form.objects.filter(cycle=cycle_id, kind__in=[kind.value for kind in KNOWN], sheet__submitted_on=None)
    over = Q(sheet__state=SheetState.WITHDRAWN)
    if at is not None:
        over |= Q(due_at__lte=at)
    owed = set(rows.filter(over).values_list("ratee", "kind"))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for each in evaluators.confirmed(cycle_id):
        if each.rater is not None and (each.ratee, each.kind.value) in owed:
            found[each.department].add(each.rater)
    return {key: tuple(sorted(some)) for key, some in found.items()}


def _of_rater(person: int, at: datetime) -> Iterator[Waiting]:
    mine = [each for each in my_forms(person, at) if each.state in WAITS]
    names = organisation.names({each.assignment.ratee for each in mine}) if mine else {}
    for each in sorted(mine, key=lambda form: (form.due_at or at, form.assignment.id)):
        own = each.assignment.kind is Kind.SELF
        yield Waiting(
            "evaluation.waits.own_form" if own else "evaluation.waits.form",
            "evaluation:form",
            {"assignment": each.assignment.id},
            {"name": names[each.assignment.ratee].text},
            each.due_at,
        )


def _of_hr(standing: Standing, at: datetime) -> Iterator[Waiting]:
    """Tell which departments of open cycles wait for forms to be opened, or to be scored."""
    if not (standing.roles or standing.departments_led):
        return
    for cycle in plan.cycles():
        if not cycle.is_open or not any(permissions.may_open_forms(standing, key) for key in cycle.departments):
            continue
        names = organisation.department_names(cycle.departments)
        for found in progress(standing, cycle.id):
            code = _next_of(standing, found, at)
            if code and found.phase == Phase.EVALUATION:
                params = {"department": names[found.department]}
                yield Waiting(code, "evaluation:home", {}, params, found.due_at)


def _next_of(standing: Standing, found: DepartmentProgress, at: datetime) -> str:
    if found.assigned and not found.forms and not found.results:
        return "evaluation.waits.open_forms" if permissions.may_open_forms(standing, found.department) else ""
    if not permissions.may_run(standing, found.department):
        return ""
    if not found.results:
        ready = found.due_at is None or found.due_at <= at or found.answered == found.forms
        return "evaluation.waits.score" if ready else ""
    return "evaluation.waits.finish" if found.results >= found.people else ""
