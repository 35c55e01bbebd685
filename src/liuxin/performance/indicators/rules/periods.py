"""Which periods a set is meant for."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import Grain

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_YEAR = 12


def fits(grain: Grain, period: Period, zone: str) -> bool:
    """Tell whether a period is one whole month, quarter or year of a zone."""
    first = period.start.astimezone(ZoneInfo(zone)).date()
    months = _MONTHS[grain]
    if first.day != 1 or (first.month - 1) % months:
        return False
    following = first.year * _YEAR + first.month - 1 + months
    last = date(following // _YEAR, following % _YEAR + 1, 1) - timedelta(days=1)
    return period == Period.of_days(first, last, zone)
