"""Who may do what with raters, training and conflicts of interest."""

from liuxin.desk.organisation.words import Role, Standing
from liuxin.performance.evaluators.words import LOOKED_INTO, Kind


def sees_all(standing: Standing) -> bool:
    """Tell whether who rates whom is open everywhere: to HR of the whole organisation, to the director, the auditor.

    Of oneself nobody is told: see `may_know`.
    """
    return standing.is_system or standing.hr_everywhere or standing.sees_everything


def runs_all(standing: Standing) -> bool:
    """Tell whether the phase is run everywhere: by HR of the whole organisation and by the director."""
    return standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR)


def may_run(standing: Standing, department: int) -> bool:
    """Raters of a department are proposed by its head, its HR and the director, and the phase is finished by them."""
    return runs_all(standing) or department in standing.departments_led | standing.hr_departments


def may_decide(standing: Standing, department: int, ratee: int) -> bool:
    """Raters of a person are confirmed, added and dropped by who runs the department, and by the line above.

    Never by the person: nobody chooses one's own raters.
    """
    if standing.person_id is None or standing.person_id == ratee:
        return False
    return may_run(standing, department) or ratee in standing.reports


def may_know(standing: Standing, ratee: int, kind: Kind) -> bool:
    """Nobody is told who rates oneself, whatever one may see of others; one's manager and oneself are no secret."""
    return standing.person_id != ratee or kind in LOOKED_INTO


def hears_conflicts(standing: Standing) -> bool:
    """Let declared conflicts be heard by HR alone."""
    return standing.has(Role.HR)


def may_decide_conflict(standing: Standing, departments: frozenset[int], rater: int, about: int) -> bool:
    """HR decides on a conflict: of the whole, or of the department of the one concerned; never about oneself."""
    if standing.person_id in {None, rater, about}:
        return False
    return standing.hr_everywhere or not departments.isdisjoint(standing.hr_departments)


def may_train(standing: Standing) -> bool:
    """Courses and practice are open to everybody who works here."""
    return standing.person_id is not None
