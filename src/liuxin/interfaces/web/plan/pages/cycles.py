"""Lays out the page of a cycle: its river, its tasks along the days, what is vague, who is overbooked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import river
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.pages import timeline
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import permissions
from liuxin.performance.plan.words import (
    AFTER_LAST,
    LessonView,
    Load,
    PhaseState,
    PhaseView,
    StepView,
    TaskPlan,
    TaskState,
    TaskView,
)

SOON = 3
TONES: Mapping[TaskState, str] = {TaskState.OPEN: "k-ink", TaskState.DONE: "k-good", TaskState.DROPPED: "k-mute"}
TAGS: Mapping[TaskState, str] = {TaskState.OPEN: "", TaskState.DONE: "tag-good", TaskState.DROPPED: ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One department: its river, what phase is open, and how that lies against the plan."""

    name: str
    river: river.River
    label: str
    phase: object
    due: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; `bar` is None where it has no day."""

    id: int
    title: str
    phase: object
    department: str
    owner: PersonName | None
    days: str
    level: str
    hours: str
    state: object
    tag: str
    is_late: bool
    is_open: bool
    bar: timeline.Bar | None
    said: str
    may_set: bool
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Vague:
    """A task of which something is not said."""

    id: int
    title: str
    gaps: str
    may_edit: bool


def rows(found: Iterable[PhaseView], today: date) -> list[Row]:
    """Lay out where each department is."""
    return [_row(each, today) for each in found]


def _row(found: PhaseView, today: date) -> Row:
    phase = labels.PHASES[found.now]
    open_step = next((step for step in found.steps if step.state is PhaseState.OPEN), None)
    state, said = against_plan(open_step, today)
    name = shown.text(found.name)
    return Row(
        name=name,
        river=river.lying(found.now),
        label=_("%(department)s: %(phase)s, %(done)s of 6 phases done")
        % {"department": name, "phase": phase, "done": found.done},
        phase=phase,
        due=formats.day(open_step.due_on) if open_step else formats.ABSENT,
        state=state,
        said=said,
    )


def against_plan(step: StepView | None, today: date) -> tuple[str, str]:
    """Say how the open phase lies against its day: state and sentence."""
    if step is None:
        return "good", _("all done")
    days = (step.due_on - today).days
    if days < 0:
        return "bad", ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days <= SOON:
        return "warn", ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return "good", _("in time")


def axis_of(plan: TaskPlan, phases: Iterable[PhaseView], opened: date, today: date) -> timeline.Axis | None:
    """Give the axis around all tasks, the days of the phases and today."""
    if not plan.tasks:
        return None
    days = [day for task in plan.tasks for day in (task.start_on, task.due_on) if day is not None]
    return timeline.axis([opened, today, *days, *(step.due_on for each in phases for step in each.steps)])


@dataclass(frozen=True, slots=True)
class Setting:
    """What the tasks of a cycle are laid out in: its days, names of people and departments, who reads."""

    axis: timeline.Axis | None
    names: Mapping[int, PersonName]
    departments: Mapping[int, Bilingual]
    asks: Standing
    opened: date
    today: date


def task_rows(plan: TaskPlan, where: Setting) -> list[TaskRow]:
    """Lay out the tasks along the days."""
    return [_task(task, where) for task in plan.tasks]


def _task(task: TaskView, where: Setting) -> TaskRow:
    late = task.is_late(where.today)
    drawn = None
    if where.axis is not None and task.due_on is not None:
        start = task.start_on or min(where.opened, task.due_on)
        drawn = timeline.bar(where.axis, start, task.due_on, "k-bad" if late else TONES[task.state])
    place = None if task.department is None else where.departments.get(task.department)
    state = _("late") if late else labels.TASK_STATES[task.state]
    title = shown.text(task.title)
    return TaskRow(
        id=task.id,
        title=title,
        phase=labels.PHASES[task.phase],
        department=shown.text(place) if place else _("the whole cycle"),
        owner=None if task.owner is None else where.names.get(task.owner),
        days=days(task),
        level=shown.text(task.level),
        hours=formats.hours(None if task.hours is None else float(task.hours), labels.language()),
        state=state,
        tag="tag-bad" if late else TAGS[task.state],
        is_late=late,
        is_open=task.is_open,
        bar=drawn,
        said=_("%(task)s: %(days)s, %(state)s") % {"task": title, "days": days(task), "state": state},
        may_set=permissions.may_set_task(where.asks, task.department, task.owner),
        may_edit=permissions.looks_after(where.asks, task.department),
    )


def days(task: TaskView) -> str:
    """Write from when until when a task is planned."""
    if task.due_on is None:
        return _("no day said")
    if task.start_on is None:
        return _("by %(day)s") % {"day": formats.day(task.due_on)}
    return f"{formats.day(task.start_on)} – {formats.short_day(task.due_on)}"


def vague(plan: TaskPlan, asks: Standing) -> list[Vague]:
    """Name the tasks of which something is not said."""
    comma = "、" if formats.is_chinese(labels.language()) else ", "
    return [
        Vague(
            task.id,
            shown.text(task.title),
            comma.join(str(labels.GAPS[gap]) for gap in task.gaps),
            permissions.looks_after(asks, task.department),
        )
        for task in plan.tasks
        if task.gaps
    ]


def overbooked(loads: Iterable[Load], names: Mapping[int, PersonName]) -> list[tuple[PersonName | None, str, str]]:
    """Say for each owner what is asked for against what there is: a state and a sentence."""
    return [(names.get(load.owner), *_load(load)) for load in loads]


def _load(load: Load) -> tuple[str, str]:
    told = {"day": formats.day(load.by_day), "hours": formats.number(load.hours, places=None)}
    if load.room is None:
        return "none", _("%(hours)s h asked for by %(day)s; cannot tell whether there is time: no calendar") % told
    told["room"] = formats.number(load.room, places=None)
    if load.is_overbooked:
        return "warn", _("overbooked by %(day)s: %(hours)s h asked for, %(room)s h there") % told
    return "good", _("by %(day)s %(hours)s h asked for, %(room)s h there") % told


def lesson_texts(lessons: Iterable[LessonView]) -> list[str]:
    """Say what earlier cycles taught."""
    return [
        sentence(each.code, labels.language(), **each.params) if each.code else shown.text(each.text)
        for each in lessons
    ]


def people_of(plan: TaskPlan) -> Collection[int]:
    """Give the keys of everybody whom the plan names."""
    return {task.owner for task in plan.tasks if task.owner is not None}


def slowest(found: Iterable[PhaseView], own: int | None) -> int:
    """Give the phase that the side bar shows: that of the own department, else the earliest."""
    known = {each.department: each.now for each in found}
    if own in known:
        return known[own]
    return min(known.values(), default=AFTER_LAST)
