"""Who may do what with messages and notices."""

from liuxin.desk.organisation.words import Standing


def may_have_notices(standing: Standing) -> bool:
    """Notices are told to people who work here, each their own and nobody else's."""
    return standing.person_id is not None
