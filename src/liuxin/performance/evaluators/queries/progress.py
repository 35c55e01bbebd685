"""How far the training of evaluators is in each department, who is late, and what waits for whom."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Count, F

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.evaluators import permissions
from liuxin.performance.evaluators.models import Assignment, Declaration
from liuxin.performance.evaluators.queries.assignments import decidable, why_not, with_raters
from liuxin.performance.evaluators.queries.conflicts import declarations
from liuxin.performance.evaluators.queries.training import qualified_until
from liuxin.performance.evaluators.words import TRAINED, Gaps, Kind, Rated, State, Unready
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import CycleState, Phase, PhaseState


def gaps(cycle_id: int, at: datetime) -> dict[int, Gaps]:
    """Tell for each department what its third phase still lacks. Five statements, however many take part."""
    people = plan.participants(cycle_id)
    rows = list(with_raters(Assignment.objects.filter(cycle=cycle_id).exclude(state=State.DROPPED)))
    why = why_not([row for row in rows if row.state == State.CONFIRMED], at)
    of_ratee: defaultdict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        of_ratee[row.ratee_id].append(row)
    rated: defaultdict[int, list[Rated]] = defaultdict(list)
    for each in people:
        if (each.left_at is None or each.left_at > at) and each.from_phase <= Phase.EVALUATORS:
            rated[each.department].append(_rated(each.person, each.department, of_ratee[each.person], why))
    return {department: Gaps(tuple(found)) for department, found in rated.items()}


def phase_progress(standing: Standing, cycle_id: int, at: datetime | None = None) -> dict[int, PhaseProgress]:
    """Tell how far each department is in this phase; who is late only where one may know whom they rate.

    As it stands at `at`, or at the end of the measured period. Seven statements at most.
    """
    found = gaps(cycle_id, at or plan.cycle(cycle_id).period.end)
    return {
        department: PhaseProgress(gap.done, gap.people, _late(standing, department, gap), gap.missing)
        for department, gap in found.items()
    }


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give what waits for somebody here: to declare and to qualify; to propose, to confirm, to decide on conflicts."""
    if standing.person_id is None:
        return ()
    zone = organisation.zone()
    return (*_of_rater(standing.person_id, at, zone), *_of_lead(standing, zone), *_of_hr(standing))


def _rated(person: int, department: int, rows: Collection[Assignment], why: dict[int, str | None]) -> Rated:
    return Rated(
        person=person,
        department=department,
        kinds=tuple(Kind(row.kind) for row in rows if row.state == State.CONFIRMED),
        proposed=sum(row.state == State.PROPOSED for row in rows),
        unready=tuple(
            Unready(row.pk, person, Kind(row.kind), row.rater_id, told) for row in rows if (told := why.get(row.pk))
        ),
    )


def _late(standing: Standing, department: int, gap: Gaps) -> tuple[int, ...]:
    may_see = permissions.sees_all(standing) or permissions.may_run(standing, department)
    late = {
        each.rater
        for each in gap.unready
        if each.rater is not None and may_see and permissions.may_know(standing, each.ratee, each.kind)
    }
    return tuple(sorted(late))


def _of_rater(person: int, at: datetime, zone: str) -> Iterator[Waiting]:
    """Three statements: whom one rates in a phase that is open, what was declared, until when one is qualified."""
    rows = Assignment.objects.filter(
        rater=person,
        kind__in=TRAINED,
        state=State.CONFIRMED,
        cycle__state=CycleState.OPEN,
        cycle__phases__department=F("department"),
        cycle__phases__phase__in=(Phase.EVALUATORS, Phase.EVALUATION),
        cycle__phases__state=PhaseState.OPEN,
    )
    found = list(rows.values_list("cycle", "cycle__phases__due_on").order_by("cycle__phases__due_on", "cycle"))
    if not found:
        return
    declared = set(Declaration.objects.filter(rater=person).values_list("cycle", flat=True))
    for cycle, due in {cycle: due for cycle, due in reversed(found) if cycle not in declared}.items():
        yield Waiting("evaluators.waits.declaration", "evaluators:declare", {"cycle": cycle}, {}, _end(due, zone))
    until = qualified_until([person]).get(person)
    if until is None or until <= at:
        code = "evaluators.waits.qualification" if until is None else "evaluators.waits.renewal"
        yield Waiting(code, "evaluators:training", {}, {"people": len(found)}, _end(found[0][1], zone))


def _of_lead(standing: Standing, zone: str) -> Iterator[Waiting]:
    """One statement: the proposals that wait to be confirmed, counted by department."""
    rows = decidable(standing).filter(
        state=State.PROPOSED,
        cycle__state=CycleState.OPEN,
        cycle__phases__department=F("department"),
        cycle__phases__phase=Phase.EVALUATORS,
        cycle__phases__state=PhaseState.OPEN,
    )
    counted = rows.values_list("cycle", "department", "cycle__phases__due_on")
    for cycle, department, due, number in counted.annotate(number=Count("pk")).order_by("cycle", "department"):
        key = {"cycle": cycle, "department": department}
        yield Waiting("evaluators.waits.confirmation", "evaluators:department", key, {"n": number}, _end(due, zone))


def _of_hr(standing: Standing) -> Iterator[Waiting]:
    if permissions.hears_conflicts(standing):
        undecided = sum(each.decision is None for each in declarations(standing))
        if undecided:
            yield Waiting("evaluators.waits.conflicts", "evaluators:conflicts", {}, {"n": undecided})


def _end(due: date, zone: str) -> datetime:
    return Period.of_days(due, due, zone).end
