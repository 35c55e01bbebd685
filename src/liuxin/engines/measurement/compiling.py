"""From a measure and a grouping to SQL, once per process: compiling an expression costs more than running it.

What is asked (periods, people, teams, a cell) comes in small tables named `asked_...`, so that the text never changes.
"""

import re
from functools import lru_cache
from typing import Final

import ibis
import ibis.backends.sql.compilers  # loaded with the process: half a second that the first reader need not wait

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.schemas import WHERE, WHOLE, unbound
from liuxin.engines.measurement.words import PENDING, Kind, WhyNot

PERIODS: Final = {"period": "int64", "starts": "int64", "ends": "int64"}
KEYS: Final = {"person": "int64", "team": "int64"}
EVIDENCE_COLUMNS: Final = ("case", "person", "team", "at", "units", "value", "counted", "why_not")

Dimensions = tuple[str, ...]


@lru_cache(maxsize=512)
def readings_sql(measure: str, by: Dimensions, asked: Dimensions) -> str:
    """Compile the readings of a measure: one row per period and group; `asked` are restricted to what is asked for."""
    return _sql(readings_expression(measure, by, asked))


@lru_cache(maxsize=512)
def evidence_sql(measure: str, cell: Dimensions, asked: Dimensions) -> str:
    """Compile the rows behind a number; `cell` are the dimensions that must equal the asked cell's."""
    rows = _asked_rows(measure, asked)
    if cell:
        one = ibis.table({name: rows.schema()[name] for name in cell}, name="asked_cell")
        rows = rows.semi_join(one, [rows[name].identical_to(one[name]) for name in cell])
    order = [rows.counted.desc(), rows.at, rows.case, rows.team, rows.person]
    return _sql(rows.order_by(order).select(*EVIDENCE_COLUMNS))


def readings_expression(measure: str, by: Dimensions, asked: Dimensions) -> ibis.Table:
    """Aggregate the contributions of a measure per asked period and group."""
    rows = _asked_rows(measure, asked)
    later = rows.why_not.isin(sorted(PENDING))
    numbers = {
        "units": _sum(rows.units, rows.counted),
        "rows": rows.counted.cast("int64").sum(),
        "pending": later.cast("int64").sum(),
    }
    match MEASURES[measure].kind:
        case Kind.QUANTILE:
            numbers["ordered"] = rows.value.collect(where=rows.counted, order_by=rows.value)
        case Kind.MEAN:
            numbers["total"] = _sum(rows.units * rows.value, rows.counted)
            numbers["squares"] = _sum(rows.value * rows.value, rows.counted)
        case _:
            numbers["total"] = _sum(rows.units * rows.value, rows.counted)
    return rows.group_by("period", *by).aggregate(**numbers)


def _sum(values: ibis.Value, counted: ibis.Value) -> ibis.Value:
    # A sum of shares in units outgrows 64 bits at nine thousand cases.
    return ibis.cases((counted, values), else_=0).cast("decimal(38, 0)").sum()


def _asked_rows(measure: str, asked: Dimensions) -> ibis.Table:
    """Give the contributions of a measure: `COLUMNS`, derived from what its population holds and what it tells."""
    found, tables = MEASURES[measure], unbound()
    rows = _ranked(found.population.rows(tables))
    periods = ibis.table(PERIODS, name="asked_periods")
    for name in asked:
        wanted = ibis.table({name: KEYS[name]}, name=f"asked_{name}")
        rows = rows.semi_join(wanted, name)
    rows = rows.cross_join(tables.as_of)
    rows = rows.inner_join(periods, [rows.at >= periods.starts, rows.at < periods.ends])
    told = found.tells(rows)
    return rows.select(
        "case",
        "person",
        "team",
        "at",
        *(name for name in WHERE if name != "opened_at"),
        "period",
        units=ibis.literal(WHOLE, "int64") if told.units is None else told.units,
        value=told.value,
        counted=told.why_not == WhyNot.COUNTED.value,
        why_not=told.why_not,
    )


def _ranked(rows: ibis.Table) -> ibis.Table:
    """Put what system actors and placeholders hold into the bucket of nobody: they are never ranked."""
    unranked = ibis.table({"nobody": "int64"}, name="asked_unranked")
    joined = rows.left_join(unranked, rows.person == unranked.nobody)
    return joined.mutate(person=ibis.cases((joined.nobody.isnull(), joined.person))).drop("nobody")


def _sql(expression: ibis.Table) -> str:
    """Write the SQL with its aliases numbered as they appear: Ibis numbers them in the order of hashing."""
    numbers: dict[str, int] = {}
    text = str(ibis.to_sql(expression, dialect="duckdb"))
    return re.sub(r'"t(\d+)"', lambda alias: f'"t{numbers.setdefault(alias[1], len(numbers))}"', text)
