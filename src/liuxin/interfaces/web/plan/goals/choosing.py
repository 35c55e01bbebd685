"""What the forms of goals offer to whoever writes one."""

from collections.abc import Iterable

from django.http import HttpRequest

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role, Standing
from liuxin.interfaces.web.plan.goals import labels
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.words import HEIGHT, CycleView, GoalLevel, GoalLine, GoalState, ParticipantView

Choices = list[tuple[object, object]]


def levels(asks: Standing, cycle: CycleView, people: Iterable[int]) -> list[GoalLevel]:
    """Give the levels at which somebody may write a goal of a cycle."""
    found = [GoalLevel.ORGANISATION] if asks.is_system or asks.has(Role.DIRECTOR) else []
    found += [GoalLevel.DEPARTMENT] if departments(asks, cycle) else []
    return found + ([GoalLevel.PERSON] if any(True for _ in people) else [])


def may_begin(asks: Standing, cycle: CycleView) -> bool:
    """Tell whether there is any goal of a cycle that somebody may write."""
    return bool(levels(asks, cycle, ()) or owners(asks, cycle))


def departments(asks: Standing, cycle: CycleView) -> list[int]:
    """Give the departments of a cycle that somebody looks after."""
    return [key for key in cycle.departments if permissions.looks_after(asks, key)]


def owners(asks: Standing, cycle: CycleView) -> list[int]:
    """Give the people whose goals somebody may write: oneself, whom one manages, whom one looks after."""
    return [each.person for each in queries.participants(cycle.id) if _may_write(asks, each)]


def _may_write(asks: Standing, each: ParticipantView) -> bool:
    if each.left_at is not None:
        return False
    return permissions.may_write_goal(
        asks, GoalLevel.PERSON, department=each.department, owner=each.person, manager=each.manager
    )


def named(people: Iterable[int]) -> Choices:
    """Give people as choices, by name."""
    names = organisation.names(people)
    return sorted(((key, labels.text(name.text)) for key, name in names.items()), key=lambda each: str(each[1]))


def parents(asks: Standing, cycle_id: int, *, level: GoalLevel | None = None, but: int | None = None) -> Choices:
    """Give the goals that a goal may serve, as the cascade is drawn; never itself."""
    found = (line for line in queries.goals(asks, cycle_id) if line.state is not GoalState.DROPPED and line.id != but)
    return [(line.id, _named(line)) for line in found if level is None or HEIGHT[line.level] >= HEIGHT[level]]


def objectives() -> Choices:
    """Give the objectives that hold."""
    return [(each.id, f"{each.code} · {labels.text(each.title)}") for each in queries.objectives()]


def duties(cycle: CycleView, department: int | None = None) -> Choices:
    """Give the duties of the departments that take part, or of one."""
    wanted = list(cycle.departments) if department is None else [department]
    return [(duty.id, labels.text(duty.text)) for each in queries.duties_of(wanted).values() for duty in each]


def cycle_of(request: HttpRequest, asks: Standing) -> CycleView | None:
    """Give the cycle that a page was asked for, else the latest in which one may write a goal, else the latest."""
    asked = request.GET.get("cycle") or request.POST.get("cycle") or ""
    running = [each for each in queries.cycles() if each.is_open]
    named = next((each for each in running if str(each.id) == asked), None)
    own = (each for each in running if levels(asks, each, owners(asks, each)))
    return named or next(own, None) or next(iter(running), None)


def _named(line: GoalLine) -> str:
    return f"{labels.LEVELS[line.level]} · {line.result.splitlines()[0][:60]}"
