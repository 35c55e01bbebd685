"""Who may do what with the strategy, with jobs, with cycles and their tasks."""

from collections.abc import Collection

from liuxin.desk.organisation.words import Role, Standing
from liuxin.performance.plan.words import GoalLevel


def may_read(standing: Standing) -> bool:
    """Strategy, jobs, cycles and their plans are open to all who work here."""
    return not standing.is_anonymous


def may_write_strategy(standing: Standing) -> bool:
    """Let the director write vision, mission, ways, values and objectives; the demo of Liuxin writes examples."""
    return standing.is_system or standing.has(Role.DIRECTOR)


def may_write_environment(standing: Standing, department: int | None) -> bool:
    """Let the director write the environment of the whole, and whoever looks after a department that of it."""
    return may_write_strategy(standing) if department is None else looks_after(standing, department)


def may_write_jobs(standing: Standing) -> bool:
    """Positions belong to the whole organisation: HR of the whole and the director describe them."""
    return standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR)


def looks_after(standing: Standing, department: int | None) -> bool:
    """Tell whether somebody runs a department, or for None the whole: its head, its HR, or the director."""
    if standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR):
        return True
    return department is not None and department in standing.departments_led | standing.hr_departments


def may_open_cycle(standing: Standing, departments: Collection[int]) -> bool:
    """HR opens a cycle: for the whole, or for the departments that it looks after."""
    everywhere = standing.is_system or standing.hr_everywhere
    return everywhere or (bool(standing.hr_departments) and standing.hr_departments.issuperset(departments))


def may_begin_cycle(standing: Standing) -> bool:
    """Tell whether there is any department for which one could open a cycle."""
    return may_open_cycle(standing, standing.hr_departments)


def may_set_task(standing: Standing, department: int | None, owner: int | None) -> bool:
    """Let a task be finished or dropped by whoever has it, and by whoever looks after the department."""
    return looks_after(standing, department) or (owner is not None and owner == standing.person_id)


def may_write_goal(
    standing: Standing, level: GoalLevel, *, department: int | None, owner: int, manager: int | None
) -> bool:
    """Let the whole be led by the director, a department by its head; a person's goal is written by both sides."""
    if standing.is_system or standing.has(Role.DIRECTOR):
        return True
    if level is GoalLevel.ORGANISATION:
        return standing.person_id is not None and standing.person_id == owner
    both_sides = standing.person_id is not None and standing.person_id in {owner, manager}
    return both_sides or looks_after(standing, department) or owner in standing.reports


def may_begin_goal(standing: Standing) -> bool:
    """Tell whether there is any goal that one could write: at least the own."""
    return standing.person_id is not None


def may_give_up_bound_goal(standing: Standing, department: int | None) -> bool:
    """Let what both sides signed be given up only by whoever looks after the department, or the director."""
    return looks_after(standing, department)


def sees_goal(standing: Standing, level: GoalLevel, *, department: int | None, owner: int, manager: int | None) -> bool:
    """Open goals of the whole and of departments to all; those of a person to both sides, the line and HR."""
    if level is not GoalLevel.PERSON:
        return may_read(standing)
    own = standing.person_id is not None and standing.person_id in {owner, manager}
    return own or standing.sees_everything or owner in standing.reports or looks_after(standing, department)
