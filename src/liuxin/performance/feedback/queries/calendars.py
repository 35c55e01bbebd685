"""The working calendar by which talks and appeals are timed."""

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError


def clock() -> BusinessClock:
    """Give the clock of the organisation. Raises `CannotTellError("feedback.no_calendar")`. Two statements."""
    code = organisation.default_calendar()
    if not code:
        raise CannotTellError("feedback.no_calendar")
    return organisation.clock(code)
