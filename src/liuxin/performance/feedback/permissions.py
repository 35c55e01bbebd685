"""Who may do what with rounds, talks and appeals."""

from collections.abc import Collection

from liuxin.desk.organisation.words import Role, Standing
from liuxin.performance.feedback.words import AppealView, TalkLine


def may_open_pages(standing: Standing) -> bool:
    """Everybody who works here has talks."""
    return standing.person_id is not None


def sees_all(standing: Standing) -> bool:
    """Tell whether every talk is open: to the director, the auditor and HR of the whole organisation."""
    return standing.is_system or standing.sees_everything or standing.hr_everywhere


def looks_after(standing: Standing, department: int) -> bool:
    """HR of the department, its head and the director plan its round and see it through."""
    return (
        standing.is_system
        or standing.hr_everywhere
        or standing.has(Role.DIRECTOR)
        or department in standing.hr_departments
        or department in standing.departments_led
    )


def may_plan_any(standing: Standing) -> bool:
    """Tell whether there may be a department whose round the standing plans."""
    return standing.has(Role.DIRECTOR, Role.HR) or bool(standing.departments_led) or standing.is_system


def is_hr_of(standing: Standing, department: int) -> bool:
    """HR names deciders and sees to finality."""
    return standing.is_system or standing.hr_everywhere or department in standing.hr_departments


def is_person(standing: Standing, talk: TalkLine) -> bool:
    """Tell whether the talk is about oneself."""
    return standing.person_id is not None and standing.person_id == talk.person


def is_manager(standing: Standing, talk: TalkLine) -> bool:
    """Tell whether one leads the talk."""
    return standing.person_id is not None and standing.person_id == talk.manager


def is_one_of_both(standing: Standing, talk: TalkLine) -> bool:
    """Tell whether one sits at the table."""
    return is_person(standing, talk) or is_manager(standing, talk)


def may_prepare(standing: Standing, talk: TalkLine) -> bool:
    """Let the manager prepare the letter; the person reads it and keeps notes of the own."""
    return is_manager(standing, talk)


def may_lapse(standing: Standing, talk: TalkLine, department: int) -> bool:
    """Let a talk be given up by its manager and by those who look after the round, never by the person."""
    return is_manager(standing, talk) or (looks_after(standing, department) and not is_person(standing, talk))


def may_appeal(standing: Standing, talk: TalkLine) -> bool:
    """Only whose result it is appeals, or gives the right up."""
    return is_person(standing, talk)


def decides_any(standing: Standing, appeals: Collection[AppealView]) -> bool:
    """Tell whether one was named to decide any of some appeals, open or not."""
    return any(standing.person_id in each.deciders for each in appeals)


def may_decide(standing: Standing, deciders: Collection[int]) -> bool:
    """Only the first of those named writes the decision."""
    return bool(deciders) and standing.person_id == next(iter(deciders))
