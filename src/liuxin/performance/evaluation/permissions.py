"""Who may freeze and who may see whose scores."""

from collections.abc import Collection

from liuxin.desk.organisation.words import Role, Standing


def may_freeze(standing: Standing) -> bool:
    """Results are frozen by HR, by the director, and by Liuxin itself."""
    return standing.is_system or standing.has(Role.HR, Role.DIRECTOR)


def may_run(standing: Standing, department: int) -> bool:
    """Forms are opened and results are scored by the director and by HR, of the whole or of the department."""
    return (
        standing.is_system
        or standing.hr_everywhere
        or standing.has(Role.DIRECTOR)
        or department in standing.hr_departments
    )


def may_open_forms(standing: Standing, department: int) -> bool:
    """Forms are opened, and links given to customers, by who runs the department and by its head."""
    return may_run(standing, department) or department in standing.departments_led


def may_move(standing: Standing, person: int, department: int) -> bool:
    """Let a result be moved on by who runs the department and by the line above, and never by the person."""
    if standing.person_id is not None and standing.person_id == person:
        return False
    return may_run(standing, department) or person in standing.reports


def sees_all_scores(standing: Standing) -> bool:
    """Tell whether everybody's scores are open: to the director, the auditor and HR of the whole organisation."""
    return standing.is_system or standing.sees_everything or standing.hr_everywhere


def may_see_scorecard(standing: Standing, person_id: int, hr_people: Collection[int] = ()) -> bool:
    """Scores are open to the person, to the line above, and to those who see all.

    `hr_people` are the people of the departments for which the standing is HR.
    """
    return (
        sees_all_scores(standing)
        or (standing.person_id is not None and standing.person_id == person_id)
        or person_id in standing.reports
        or person_id in hr_people
    )
