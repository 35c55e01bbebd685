"""What the measures look at, and what each of them says of a row."""

from typing import Final

import ibis

from liuxin.engines.measurement.schemas import WHERE
from liuxin.engines.measurement.words import Population, Tables, Told, WhyNot

FOURTEEN_DAYS: Final = 14 * 24 * 3600


def _resolved(tables: Tables) -> ibis.Table:
    """Give a row for each case that was resolved: its last resolution."""
    return tables.resolutions.filter(tables.resolutions["last"])


def _resolutions(tables: Tables) -> ibis.Table:
    """Give every resolution."""
    return tables.resolutions


def _promises(tables: Tables) -> ibis.Table:
    """Give the shares of every promise, which is decided at its deadline or its last resolution, whichever is first."""
    held = tables.participation.group_by("case", "person", "team")
    shares = held.aggregate(share=lambda rows: rows.units.sum().cast("int64"))
    cases = tables.cases.filter(tables.cases.promise_at.notnull())
    known = cases.select("case", *WHERE, "due", "promise", "resolved_at", at="promise_at")
    return shares.filter(shares.share > 0).inner_join(known, "case")


RESOLVED: Final = Population("resolved", _resolved)
RESOLUTIONS: Final = Population("resolutions", _resolutions)
PROMISES: Final = Population("promises", _promises)


def one(rows: ibis.Table) -> Told:
    """Count a case once, at its last resolution, for whoever held it then; not while it is open again."""
    return _standing(rows, ibis.literal(1, "int64"))


def business_time(rows: ibis.Table) -> Told:
    """Take the business seconds from opening to the last resolution, waits on the customer taken out."""
    return _standing(rows, rows.business_seconds)


def calendar_time(rows: ibis.Table) -> Told:
    """Take the seconds from opening to the last resolution as the customer felt them."""
    return _standing(rows, rows.calendar_seconds)


def transfers(rows: ibis.Table) -> Told:
    """Take how often a case went from one person to another before its last resolution."""
    return _standing(rows, rows.transfers)


def reopened(rows: ibis.Table) -> Told:
    """Ask of every resolution whether it was reopened in its fourteen days, once these are over."""
    soon = (rows.reopened_at - rows.at <= FOURTEEN_DAYS).cast("int64").fill_null(0)
    ended = rows.at + FOURTEEN_DAYS <= rows.as_of
    return Told(soon, ibis.cases((ended, WhyNot.COUNTED.value), else_=WhyNot.WINDOW_OPEN.value))


def kept(rows: ibis.Table) -> Told:
    """Ask of every promise whether it was kept.

    One that was not judged by the record is missed once its deadline has passed without a resolution.
    """
    waiting = rows.due.notnull() & rows.resolved_at.isnull()
    judged = ibis.coalesce(rows.promise, ibis.cases((waiting & (rows.due <= rows.as_of), 0)))
    why = ibis.cases(
        (judged.notnull(), WhyNot.COUNTED.value),
        (waiting, WhyNot.NOT_DUE.value),
        else_=WhyNot.NO_PROMISE.value,
    )
    return Told(judged.fill_null(0), why, units=rows.share)


def _standing(rows: ibis.Table, value: ibis.Value) -> Told:
    why = ibis.cases(
        (rows.reopened_at.notnull(), WhyNot.REOPENED_SINCE.value),
        (value.isnull(), WhyNot.NO_BUSINESS_TIME.value),
        else_=WhyNot.COUNTED.value,
    )
    return Told(value.fill_null(0), why)
