"""What rows are grouped by besides time: what stands on the row, and what is joined only when it is asked for."""

from collections.abc import Sequence
from typing import Final

import ibis

from liuxin.engines.measurement.asked import asked_among
from liuxin.engines.measurement.schemas import WHERE
from liuxin.engines.measurement.words import Dimension, Tables

DAY: Final = 86_400
AGES: Final = ((90 * DAY, "under_90_days"), (365 * DAY, "under_1_year"), (3 * 365 * DAY, "under_3_years"))
LONGER: Final = "longer"
"""How long a customer is known, at the moment of the row; unknown is null.

So it is before the customer was put on record: an imported one was known before.
"""

_JOINED: Final = {"department": "int64", "position": "int64", "customer_kind": "string", "age": "string"}
DIMENSIONS: Final = {
    dimension.value: {"person": "int64", "team": "int64", **WHERE, **_JOINED}[dimension.value]
    for dimension in Dimension
}
"""Every dimension with its type."""

OF_PEOPLE: Final = frozenset({"person", "department", "position"})
"""What cannot be told where the record has no persons."""

_FOREVER: Final = 2**62


def ranked(person: ibis.Value) -> ibis.Value:
    """Put what system actors and placeholders hold into the bucket of nobody: they are never ranked."""
    return ibis.cases((~asked_among(person, "unranked"), person))


def grouped(rows: ibis.Table, tables: Tables, names: Sequence[str], moment: ibis.Value) -> ibis.Table:
    """Give the rows with every dimension that is named, as it was at `moment`; what a row cannot tell is null."""
    if {"department", "position"} & {*names}:
        rows = _placed(rows.mutate(moment=moment), tables)
    elif {"customer_kind", "age"} & {*names}:
        rows = rows.mutate(moment=moment)
    if {"customer_kind", "age"} & {*names}:
        rows = _known(rows, tables)
    unknown = {name: ibis.null(DIMENSIONS[name]) for name in names if name not in rows.columns}
    return rows.mutate(**unknown) if unknown else rows


def _placed(rows: ibis.Table, tables: Tables) -> ibis.Table:
    """Join the place that a person had; of two that overlap the later one, so that no row is there twice."""
    places, order = tables.places, ibis.window(group_by="person", order_by="start")
    until = ibis.least(places.end.fill_null(_FOREVER), places.start.lead().over(order).fill_null(_FOREVER))
    known = places.select("department", "position", who=places.person, since=places.start, until_then=until)
    joined = rows.left_join(
        known, [rows.person == known.who, rows.moment >= known.since, rows.moment < known.until_then]
    )
    return joined.select(*rows.columns, "department", "position")


def _known(rows: ibis.Table, tables: Tables) -> ibis.Table:
    if "customer" not in rows.columns:
        return rows
    known = tables.customers.select("customer_kind", whose="customer", begun="known_since")
    joined = rows.left_join(known, rows.customer == known.whose)
    length = joined.moment - joined.begun
    age = ibis.cases(
        (length.isnull() | (length < 0), None), *((length < limit, name) for limit, name in AGES), else_=LONGER
    )
    return joined.mutate(age=age).select(*rows.columns, "customer_kind", "age")
