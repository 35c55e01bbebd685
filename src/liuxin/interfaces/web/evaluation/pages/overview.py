"""The departments of a cycle laid out: forms by kind, results by state, what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.wording import formats
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.evaluation import permissions
from liuxin.performance.evaluation.words import DepartmentProgress, ResultState
from liuxin.performance.plan.words import Phase


@dataclass(frozen=True, slots=True)
class KindRow:
    """Forms of a kind: handed in, of how many."""

    name: str
    answered: int
    all: int


@dataclass(frozen=True, slots=True)
class StateRow:
    """Results in a state."""

    name: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Department:
    """A department with what can be done there; an address is empty where the reader may not."""

    key: int
    name: str
    state: str
    word: str
    due: str
    assigned: int
    kinds: tuple[KindRow, ...]
    forms: int
    answered: int
    results: tuple[StateRow, ...]
    scored: int
    people: int
    missing: tuple[str, ...]
    open_url: str
    links_url: str
    score_url: str
    finish_url: str
    raters_url: str
    again: bool


def departments(
    cycle: int,
    found: tuple[DepartmentProgress, ...],
    names: Mapping[int, Bilingual],
    progress: Mapping[int, PhaseProgress],
    *,
    asks: Standing,
    zone: str,
) -> tuple[Department, ...]:
    """Lay out the departments that the reader may look at."""
    return tuple(
        _department(cycle, each, labels.text(names[each.department]), progress[each.department], asks=asks, zone=zone)
        for each in found
    )


def _department(
    cycle: int, found: DepartmentProgress, name: str, progress: PhaseProgress, *, asks: Standing, zone: str
) -> Department:
    state = "good" if found.phase > Phase.EVALUATION else "warn" if found.phase == Phase.EVALUATION else "none"
    is_open = found.phase == Phase.EVALUATION
    opens = is_open and permissions.may_open_forms(asks, found.department)
    runs = is_open and permissions.may_run(asks, found.department)

    def url(page: str, allowed: object) -> str:
        return reverse(f"evaluation:{page}", args=[cycle, found.department]) if allowed else ""

    return Department(
        key=found.department,
        name=name,
        state=state,
        word=labels.said(f"evaluation.phase.{state}"),
        due=formats.local_day(found.due_at, zone) if found.due_at else "",
        assigned=found.assigned,
        kinds=tuple(KindRow(labels.kind(each.kind), each.answered, each.all) for each in found.kinds),
        forms=found.forms,
        answered=found.answered,
        results=_results(found),
        scored=found.results,
        people=found.people,
        missing=tuple(map(labels.said, progress.missing)) if is_open else (),
        open_url=url("open", opens and not found.results and found.assigned),
        links_url=url("links", opens and not found.results and found.customers and found.forms),
        score_url=url("score", runs and found.phase == Phase.EVALUATION),
        finish_url=url("finish", runs and found.results and found.results >= found.people),
        raters_url=url("raters", permissions.may_run(asks, found.department) and found.assigned),
        again=bool(found.results),
    )


def _results(found: DepartmentProgress) -> tuple[StateRow, ...]:
    return tuple(
        StateRow(labels.result(state), labels.RESULTS[state], found.states[state.value])
        for state in ResultState
        if found.states.get(state.value)
    )
