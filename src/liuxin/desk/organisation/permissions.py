"""Who may do what in the organisation. The three administrations are three hands that check one another."""

from liuxin.desk.organisation.words import Role, Standing


def may_manage_people(standing: Standing) -> bool:
    """People, positions, memberships and reporting lines are kept by HR and by the system administrator."""
    return standing.is_system or standing.hr_everywhere or standing.has(Role.SYSTEM_ADMIN)


def may_manage_structure(standing: Standing) -> bool:
    """Departments, teams and calendars are kept by the same hands as people."""
    return may_manage_people(standing)


def may_set_work_of_team(standing: Standing) -> bool:
    """Leads say what the people of their teams can do, how much at once, and when they are away."""
    return bool(standing.teams_led)


def may_grant_role(standing: Standing, person_id: int) -> bool:
    """Roles are granted by the security administrator, never to oneself."""
    return standing.is_system or (standing.has(Role.SECURITY_ADMIN) and standing.person_id != person_id)


def may_open_accounts(standing: Standing) -> bool:
    """Accounts are opened and closed by the system administrator, whose accounts hold no role until granted."""
    return standing.is_system or standing.has(Role.SYSTEM_ADMIN)


def may_use_account(standing: Standing, account_id: int) -> bool:
    """Password, language and sessions of an account are its own, nobody else's."""
    return standing.is_system or standing.account_id == account_id


def may_erase(standing: Standing) -> bool:
    """Erasure of a person is HR's act for the whole organisation."""
    return standing.is_system or standing.hr_everywhere


def sees_all_people(standing: Standing) -> bool:
    """Tell whether every colleague may be looked up: by those who look after all of them."""
    return (
        standing.is_system
        or standing.sees_everything
        or standing.hr_everywhere
        or standing.has(Role.REVIEWER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    )


def sees_structure(standing: Standing) -> bool:
    """Departments and teams are open to everyone who signed in."""
    return not standing.is_anonymous
