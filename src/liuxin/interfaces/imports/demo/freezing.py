"""The demo's months frozen by its example set."""

from collections.abc import Callable, Mapping
from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation.queries import totals

MONTHS = ((2016, 4), (2016, 5))


def freeze_months(
    set_id: int,
    working: Mapping[str, set[int]],
    zone: str,
    *,
    catch_up: Callable[[], object],
    by: Actor,
    at: datetime,
) -> None:
    """Freeze the demo's months, each for those who worked in it; what an earlier run froze stays as it is.

    A freeze is an act on record: the facts are brought up to it before the next.
    """
    for year, month in MONTHS:
        period = Period.of_month(year, month, zone)
        if not totals(set_id, period):
            people = sorted(working[f"{year}-{month:02d}"])
            evaluation.freeze_measured(set_id=set_id, period=period, people=people, by=by, at=at)
            catch_up()
