"""Who may do what with indicator sets, external measures and their readings."""

from liuxin.desk.organisation.words import Role, Standing


def may_see_sets(standing: Standing) -> bool:
    """Rules and weights are open to all who work here."""
    return not standing.is_anonymous


def may_write_sets(standing: Standing) -> bool:
    """Drafts are written by HR and by the director; the imports and the demo of Liuxin write examples."""
    return standing.is_system or standing.has(Role.HR, Role.DIRECTOR)


def may_agree_sets(standing: Standing) -> bool:
    """Only people put a set in force as agreed: no part of Liuxin can agree on anyone's behalf."""
    return standing.has(Role.HR, Role.DIRECTOR)


def may_finish_phase(standing: Standing, department: int) -> bool:
    """Let the second phase of a department be completed by its head, its HR, or the director."""
    if standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR):
        return True
    return department in standing.departments_led | standing.hr_departments


def may_define_external(standing: Standing) -> bool:
    """External measures are defined by HR of the whole organisation, by the director, and by Liuxin's own examples."""
    return standing.is_system or standing.hr_everywhere or standing.has(Role.DIRECTOR)


def may_import_readings(standing: Standing) -> bool:
    """Let readings be handed in by people who look after everybody: HR of the whole organisation, and the director."""
    return standing.person_id is not None and (standing.hr_everywhere or standing.has(Role.DIRECTOR))


def may_decide_readings(standing: Standing, imported_by: int) -> bool:
    """Let readings be confirmed or rejected by the same hands, and never by whoever handed them in."""
    return may_import_readings(standing) and standing.person_id != imported_by


def may_withdraw_readings(standing: Standing) -> bool:
    """Let what was handed in or confirmed be taken back by the same hands, with a reason that stays."""
    return may_import_readings(standing)


def sees_all_readings(standing: Standing) -> bool:
    """Tell whether everybody's readings are open, and what waits too: to HR of the whole, director and auditor."""
    return standing.is_system or standing.sees_everything or standing.hr_everywhere
