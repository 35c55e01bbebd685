"""Who may write, and have notices. Which thread is whose, the room above decides: it knows what it is about."""

from liuxin.desk.organisation.words import Standing


def may_have_notices(standing: Standing) -> bool:
    """Notices are told to people who work here, each their own and nobody else's."""
    return standing.person_id is not None


def may_write(standing: Standing) -> bool:
    """Let whoever works here write, and Liuxin itself."""
    return standing.is_system or standing.person_id is not None
