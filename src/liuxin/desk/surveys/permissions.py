"""Who may run surveys. Who may fill one in is decided by the pseudonym of the sheet or by its link."""

from liuxin.desk.organisation.words import Role, Standing
from liuxin.kernel.actor import Actor


def may_run_surveys(standing: Standing) -> bool:
    """Sheets are opened and taken back by whoever leads or looks after people; rooms above narrow it down."""
    return standing.is_system or standing.has(Role.HR, Role.DIRECTOR, Role.MANAGER)


def may_fill_in(by: Actor, respondent: str) -> bool:
    """Tell whether the sheet is the actor's own: the pseudonym is the only name that it knows."""
    return by.id == respondent
