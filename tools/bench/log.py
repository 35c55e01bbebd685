"""The real record: taken in, sealed, turned into facts, measured, opened down to its cases."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from django.conf import settings

from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import running
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Reading
from liuxin.facts import actions as facts
from liuxin.facts.queries import cases_behind, current, extent, measure
from liuxin.interfaces.imports import shipped
from liuxin.interfaces.imports.loading import import_log
from liuxin.kernel.period import Period
from tools.bench.figure import Figure, middle, seconds, size
from tools.places import fail, say

AT = datetime(2026, 1, 1, tzinfo=UTC)
EVENTS = "141,712 events"
FIVE = (
    *("promises_kept", "resolution_time_business", "resolution_time_calendar", "reopened_within_14_days"),
    "transfers_per_case",
)


def scene() -> list[Figure]:
    """Measure on the log that is shipped."""
    return [*_taking_in(), *_measuring()]


def _taking_in() -> list[Figure]:
    log, mapping = shipped.SERVICENOW_LOG, shipped.servicenow_mapping()
    say("  import")
    (taken,) = seconds(lambda: import_log(log, mapping, at=AT))
    say("  seal")
    (sealed,) = seconds(lambda: history.seal(key=settings.SEAL_KEY, at=AT))
    say("  facts")
    (risen,) = seconds(_catch_up)
    return [
        Figure(f"the log ({EVENTS}) imported and sealed", taken + sealed, "s", 90),
        Figure("of that, sealing", sealed, "s"),
        Figure("its facts built from nothing", risen, "s"),
        Figure("database after it", size(settings.HOME) / 2**20, "MB"),
    ]


def _catch_up() -> None:
    facts.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=AT)


def _measuring() -> list[Figure]:
    found = current()
    period = extent(found)
    if period is None:
        fail("The facts hold no case.")
    unranked = organisation.unranked_people()

    def read(measures: Iterable[str]) -> object:
        running.forget()
        return measure(found, measures=measures, period=period, by=("person", "month"), unranked=unranked)

    say("  measures")
    (first,) = seconds(partial(read, FIVE))
    again = middle(partial(read, FIVE), rounds=5)
    whole = middle(partial(read, MEASURES), rounds=3)
    readings = measure(found, measures=MEASURES, period=period, by=("person", "month"), unranked=unranked)
    biggest = {reading.key: reading for reading in sorted(readings, key=lambda reading: reading.n) if reading.n}
    say("  cells")

    def open_down(reading: Reading) -> object:
        running.forget()
        span = Period(*(datetime.fromtimestamp(at, UTC) for at in (reading.period_start, reading.period_end)))
        return cases_behind(found, measure=reading.key, period=span, cell=reading.cell, unranked=unranked)

    opened = [middle(partial(open_down, reading)) for reading in biggest.values()]
    return [
        Figure("five measures × people × months, first time", first, "s", 1),
        Figure("the same again, nothing remembered", again, "s"),
        Figure(f"all {len(MEASURES)} measures × people × months", whole, "s", note=f"{len(readings):,} readings"),
        Figure("the largest cell of each measure down to its cases, the slowest", max(opened) * 1000, "ms", 100),
    ]
