"""Who may see an agreement and do what with it. Only a party or its deputy answers; only the one named decides."""

from liuxin.desk.organisation.words import Role, Standing
from liuxin.performance.agreement.words import Concerned, Mode


def may_open(standing: Standing) -> bool:
    """Let the rooms open one: they have asked whether they may; nobody at all opens none."""
    return standing.is_system or standing.person_id is not None


def may_see(standing: Standing, concerned: Concerned) -> bool:
    """Parties, deputies, their line, whoever opened or decides, HR, director and auditor; everybody a public one."""
    if concerned.is_public and not standing.is_anonymous:
        return True
    return standing.sees_everything or is_concerned(standing, concerned) or _manages(standing, concerned)


def is_concerned(standing: Standing, concerned: Concerned) -> bool:
    """Tell whether somebody has a part in it: party, deputy, opener or decider."""
    inside = concerned.parties | concerned.deputies | {concerned.opener, concerned.decider}
    return standing.is_system or (standing.person_id is not None and standing.person_id in inside)


def may_answer(standing: Standing, concerned: Concerned) -> bool:
    """Let a text be signed by those whom it binds, or their deputies."""
    return standing.person_id in concerned.parties | concerned.deputies


def may_propose(standing: Standing, concerned: Concerned) -> bool:
    """Both sides propose where everyone signs; in a vote only those who put it to the vote."""
    if concerned.mode is Mode.EVERYONE and may_answer(standing, concerned):
        return True
    return may_lead(standing, concerned)


def may_comment(standing: Standing, concerned: Concerned) -> bool:
    """Whoever sees it and works here; an auditor only reads."""
    if standing.person_id is None:
        return False
    if is_concerned(standing, concerned) or _manages(standing, concerned):
        return True
    return concerned.is_public and not standing.has(Role.AUDITOR)


def may_lead(standing: Standing, concerned: Concerned) -> bool:
    """Whoever opened it, HR and the director close a vote, move the time limit, withdraw it."""
    is_opener = standing.person_id is not None and standing.person_id == concerned.opener
    return standing.is_system or is_opener or standing.has(Role.DIRECTOR) or _is_hr_of(standing, concerned)


def may_decide(standing: Standing, concerned: Concerned) -> bool:
    """Only the one who was named when it was opened."""
    return standing.person_id is not None and standing.person_id == concerned.decider


def may_release(standing: Standing, concerned: Concerned) -> bool:
    """Whoever leads it, and the line of those whom it binds, release one who left."""
    return may_lead(standing, concerned) or may_decide(standing, concerned) or _is_above(standing, concerned)


def may_name_deputy(standing: Standing, concerned: Concerned, party: int) -> bool:
    """Let the party name one; HR and the director do for somebody who is away."""
    is_own = standing.person_id is not None and standing.person_id == party
    return is_own or standing.is_system or standing.has(Role.DIRECTOR) or _is_hr_of(standing, concerned)


def _manages(standing: Standing, concerned: Concerned) -> bool:
    return standing.has(Role.DIRECTOR) or _is_hr_of(standing, concerned) or _is_above(standing, concerned)


def _is_above(standing: Standing, concerned: Concerned) -> bool:
    return not standing.reports.isdisjoint(concerned.parties)


def _is_hr_of(standing: Standing, concerned: Concerned) -> bool:
    return standing.hr_everywhere or not standing.hr_departments.isdisjoint(concerned.in_departments)
