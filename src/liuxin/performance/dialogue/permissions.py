"""Who may note, praise, raise and read what."""

from collections.abc import Container

from liuxin.desk.organisation.words import Standing


def may_take_part(standing: Standing) -> bool:
    """Whoever works here may praise and raise."""
    return standing.person_id is not None


def may_note_of(standing: Standing, person_id: int) -> bool:
    """Incidents and check-ins are noted by the line above, of its own people."""
    return person_id in standing.reports


def sees_all(standing: Standing) -> bool:
    """Tell whether what is noted of anybody is open: to HR of the whole, director, auditor and Liuxin itself."""
    return standing.is_system or standing.sees_everything or standing.hr_everywhere


def may_read_of(standing: Standing, person_id: int, hr_people: Container[int] = ()) -> bool:
    """Tell whether what is noted of a person is open: to oneself, the line above, and the HR of the department."""
    is_near = person_id == standing.person_id or person_id in standing.reports or person_id in hr_people
    return sees_all(standing) or is_near


def may_reply(standing: Standing, person_id: int) -> bool:
    """Only whom an incident is about replies to it."""
    return standing.person_id is not None and standing.person_id == person_id


def may_support(standing: Standing, person_id: int, owner_id: int) -> bool:
    """Support is given by the owner, and by anyone else of the line above whoever raised it."""
    return standing.person_id == owner_id or person_id in standing.reports


def may_clear(standing: Standing, owner_id: int) -> bool:
    """Only who owes the clearing says that it is done."""
    return standing.person_id == owner_id


def may_confirm(standing: Standing, person_id: int) -> bool:
    """Only who raised an obstacle confirms that it is gone."""
    return standing.person_id == person_id


def may_escalate(standing: Standing) -> bool:
    """No person decides that an obstacle was left unanswered: the clock does."""
    return standing.is_system
