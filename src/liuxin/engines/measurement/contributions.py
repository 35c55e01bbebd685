"""What each measure counts: one expression per measure, rows of one case (or one resolution, one share) each.

Every expression ends in the same columns, so that one aggregation and one drill-down read them all. `units` are the
share of a credit in parts of `WHOLE`; `value` is a whole number too: seconds, transfers, 0 or 1.
"""

from typing import Final

import ibis

from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import Dimension, Tables, WhyNot

FOURTEEN_DAYS: Final = 14 * 24 * 3600

DIMENSIONS: Final = tuple(dimension.value for dimension in Dimension)
OF_THE_CASE: Final = tuple(name for name in DIMENSIONS if name not in {"person", "team"})
COLUMNS: Final = ("case", "person", "team", "at", "units", "value", "counted", "why_not", *OF_THE_CASE)


def cases_resolved(tables: Tables) -> ibis.Table:
    """Count a case once, at its last resolution, for whoever held it then; not while it is open again."""
    return _one_per_last_resolution(tables, ibis.literal(1, "int64"))


def resolution_time_business(tables: Tables) -> ibis.Table:
    """Take the business hours from opening to the last resolution, waits on the customer taken out."""
    return _one_per_last_resolution(tables, tables.resolutions.business_seconds)


def resolution_time_calendar(tables: Tables) -> ibis.Table:
    """Take the hours from opening to the last resolution as the customer felt them."""
    return _one_per_last_resolution(tables, tables.resolutions.calendar_seconds)


def transfers_per_case(tables: Tables) -> ibis.Table:
    """Take how often a case went from one person to another before its last resolution."""
    return _one_per_last_resolution(tables, tables.resolutions.transfers)


def reopened_within_14_days(tables: Tables) -> ibis.Table:
    """Ask of every resolution whether it was reopened in its fourteen days, once these are over."""
    resolutions = tables.resolutions.cross_join(tables.as_of)
    ended = resolutions.at + FOURTEEN_DAYS <= resolutions.as_of
    soon = (resolutions.reopened_at - resolutions.at <= FOURTEEN_DAYS).cast("int64")
    return resolutions.mutate(
        units=ibis.literal(WHOLE, "int64"),
        value=soon.fill_null(0),
        counted=ended,
        why_not=ibis.cases((ended, WhyNot.COUNTED.value), else_=WhyNot.WINDOW_OPEN.value),
    ).select(*COLUMNS)


def promises_kept(tables: Tables) -> ibis.Table:
    """Share the one credit of a case by the business time each held it, up to deadline or resolution.

    A promise is decided, and falls into a period, at its deadline or its last resolution, whichever is first. One that
    was not judged by the record is missed once its deadline has passed without a resolution.
    """
    held = tables.participation.group_by("case", "person", "team")
    shares = held.aggregate(units=lambda rows: rows.units.sum())
    judged = _promises(tables)
    rows = shares.filter(shares.units > 0).inner_join(judged, "case")
    return rows.select(*COLUMNS)


def _promises(tables: Tables) -> ibis.Table:
    cases = tables.cases.filter(tables.cases.promise_at.notnull()).cross_join(tables.as_of)
    waiting = cases.due.notnull() & cases.resolved_at.isnull()
    overdue = waiting & (cases.due <= cases.as_of)
    kept = ibis.coalesce(cases.promise, ibis.cases((overdue, 0)))
    judged = cases.mutate(kept=kept, why_not=ibis.cases((waiting, WhyNot.NOT_DUE.value), else_=WhyNot.NO_PROMISE.value))
    return judged.select(
        "case",
        *OF_THE_CASE,
        at=judged.promise_at,
        value=judged.kept.fill_null(0),
        counted=judged.kept.notnull(),
        why_not=ibis.cases((judged.kept.notnull(), WhyNot.COUNTED.value), else_=judged.why_not),
    )


def _one_per_last_resolution(tables: Tables, value: ibis.Value) -> ibis.Table:
    """Give a row for each case that was resolved; one whose value is not known does not count."""
    stands, known = tables.resolutions.reopened_at.isnull(), value.notnull()
    why = ibis.cases(
        (~stands, WhyNot.REOPENED_SINCE.value), (~known, WhyNot.NO_BUSINESS_TIME.value), else_=WhyNot.COUNTED.value
    )
    rows = tables.resolutions.mutate(
        units=ibis.literal(WHOLE, "int64"), value=value.fill_null(0), counted=stands & known, why_not=why
    )
    return rows.filter(rows["last"]).select(*COLUMNS)
