"""Who may do what with indicator sets."""

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
