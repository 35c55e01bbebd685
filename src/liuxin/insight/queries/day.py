"""A person's day: the cases in hand and whatever else waits, over all rooms."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.cases import queries as cases
from liuxin.desk.cases.words import CaseFilter, CaseSort
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.desk.quality import queries as quality
from liuxin.insight.whole import Day, Entry, Standpoint
from liuxin.kernel.waiting import Waiting
from liuxin.performance.agreement import queries as agreement
from liuxin.performance.dialogue import queries as dialogue
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import queries as outcomes
from liuxin.performance.plan import queries as plan

ROOMS = (cases, quality, agreement, dialogue, plan, indicators, evaluators, evaluation, feedback, outcomes)
CASES = 12


def day(standing: Standing, at: datetime) -> Day:
    """Give the day of whoever asks; the number of statements does not depend on how much waits."""
    person = standing.person_id
    held = CaseFilter(holder=person, not_closed=True)
    page = cases.case_list(standing, held, CaseSort.DUE_FIRST, size=CASES)
    entries = [Entry(line.next_due, case=line) for line in page.rows]
    entries += [Entry(each.due, waiting=each) for each in waiting(standing, at)]
    zone = organisation.zone()
    late, today, later, open_end = parted(entries, at, zone)
    return Day(
        person=organisation.names([person]).get(person) if person is not None else None,
        zone=zone,
        at=at,
        late=late,
        today=today,
        later=later,
        open_end=open_end,
        open_cases=page.count,
        standpoint=_standpoint(person),
    )


def parted(
    entries: Iterable[Entry], at: datetime, zone: str
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
    """Part what waits into late, today, later and without a time, each in the order of its time."""
    midnight = datetime.combine(at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), time(), ZoneInfo(zone))
    timed = sorted((entry for entry in entries if entry.due is not None), key=lambda entry: entry.due or at)
    late = tuple(entry for entry in timed if entry.due is not None and entry.due < at)
    today = tuple(entry for entry in timed if entry.due is not None and at <= entry.due < midnight)
    later = tuple(entry for entry in timed if entry.due is not None and entry.due >= midnight)
    return late, today, later, tuple(entry for entry in entries if entry.due is None)


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give what waits in all rooms, the nearest time first, what has no time last."""
    found = [each for room in ROOMS for each in room.waiting(standing, at)]
    return tuple(sorted(found, key=lambda each: (each.due is None, each.due or at)))


def _standpoint(person: int | None) -> Standpoint | None:
    """Find the department in which the reader takes part in the cycle that runs, and its open phase."""
    current = plan.current_cycle()
    if current is None or person is None:
        return None
    own = next((each for each in plan.participants(current.id) if each.person == person), None)
    if own is None:
        return None
    phases = plan.phases(current.id)[own.department]
    step = next((step for step in phases.steps if step.phase == phases.now), None)
    return Standpoint(current.id, current.name, phases.name, phases.now, step.due_on if step else None)
