"""Who may write, and have notices. Which thread is whose, the room above decides: it knows what it is about."""

from liuxin.desk.organisation.words import Role, Standing


def may_have_notices(standing: Standing) -> bool:
    """Notices are told to people who work here, each their own and nobody else's."""
    return standing.person_id is not None


def may_write(standing: Standing) -> bool:
    """Let whoever works here write, and Liuxin itself."""
    return standing.is_system or standing.person_id is not None


def may_run_mail(standing: Standing) -> bool:
    """Mailboxes and the outbox are the system administrator's: it sees where letters go, not what they say."""
    return standing.is_system or standing.has(Role.SYSTEM_ADMIN)


def may_decide_held(standing: Standing) -> bool:
    """Decide about a letter that is held: the system administrator, who runs the mailboxes, or who leads a team."""
    return may_run_mail(standing) or bool(standing.teams_led)
