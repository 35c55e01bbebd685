"""Who may see and settle warnings."""

from liuxin.desk.organisation.words import Role, Standing


def may_settle(standing: Standing, *, owner: int, team: int | None) -> bool:
    """Let the owner, whoever leads the team of the case, and the director say what was done."""
    if standing.is_system or standing.person_id is None:
        return False
    return standing.person_id == owner or team in standing.teams_led or standing.has(Role.DIRECTOR)


def may_hand_over(standing: Standing, *, owner: int, team: int | None) -> bool:
    """Whoever may settle a warning may give it to somebody else."""
    return may_settle(standing, owner=owner, team=team)


def may_raise(standing: Standing) -> bool:
    """Warnings are raised by what watches the record, not by hand."""
    return standing.is_system
