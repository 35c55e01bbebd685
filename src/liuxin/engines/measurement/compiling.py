"""From measures and a grouping to SQL, once per process: compiling an expression costs more than running it.

What is asked (periods, people, teams, a cell) is put in afterwards, so that the text never changes.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

import ibis
import ibis.backends.sql.compilers  # loaded with the process: half a second that the first reader need not wait

from liuxin.engines.measurement.asked import EXTERNAL, asked_among, asked_as_of, asked_bound
from liuxin.engines.measurement.forgetting import forget_comparisons
from liuxin.engines.measurement.grouping import DIMENSIONS, grouped, ranked
from liuxin.engines.measurement.schemas import WHOLE, unbound
from liuxin.engines.measurement.summing import Ask, Columns, Parts, Sums, sums_of
from liuxin.engines.measurement.timing import moment, timed, within
from liuxin.engines.measurement.words import Population, WhyNot

EVIDENCE_COLUMNS: Final = ("case", "person", "team", "at", "units", "value", "counted", "why_not", "side")

Dimensions = tuple[str, ...]

forget_comparisons()


class Shape(NamedTuple):
    """What a compiled text depends on besides the measures: all but the values asked for.

    `by` are the dimensions of a reading or of a cell; `restricted` those whose values are asked for; `periods` as
    `Spans.size` gives it; `unranked` tells whether there may be rows of somebody who is never ranked, `external`
    whether the population is that of readings from elsewhere, of one measure.
    """

    by: Dimensions
    restricted: Dimensions
    periods: int
    unranked: bool
    external: bool = False


class Batch(NamedTuple):
    """A compiled text, and for each measure the sums that it needs (see `summing.sums_of`)."""

    sql: str
    parts: tuple[Parts, ...]


@lru_cache(maxsize=512)
def batch(population: Population, asks: tuple[Ask, ...], shape: Shape) -> Batch:
    """Compile the readings of measures that share a population: one row per period and group."""
    rows = _rows(population, shape)
    columns, sums = Columns(), Sums()
    named = tuple(sums_of(ask.tells(rows), ask, columns, sums) for ask in asks)
    told = rows.select("period", *shape.by, **columns.made)
    added = told.group_by("period", *shape.by).aggregate(**sums.made(told))
    return Batch(_sql(added), named)


@lru_cache(maxsize=512)
def evidence(population: Population, ask: Ask, shape: Shape, *, by_person: bool = False) -> str:
    """Compile the rows behind a number: those of the asked cell, what counts first; `by_person` each one's together."""
    rows = _rows(population, shape)
    if shape.by:
        cell = ibis.table({name: DIMENSIONS[name] for name in shape.by}, name="asked_cell")
        rows = rows.semi_join(cell, [rows[name].identical_to(cell[name]) for name in shape.by])
    told = ask.tells(rows)
    shown = rows.select(
        *("case", "person", "team", "at"),
        units=ibis.literal(WHOLE, "int64") if told.units is None else told.units,
        value=told.value.cast("int64").fill_null(0),
        counted=told.why_not == WhyNot.COUNTED.value,
        why_not=told.why_not,
        side=ibis.null("int64") if told.side is None else told.side,
    )
    order = [shown.counted.desc(), shown["at"], shown["case"], shown.team, shown.person]
    if by_person:
        shown, order = shown.filter(shown.person.notnull()), [shown.person, *order[:-1]]
    return _sql(shown.order_by(order).select(*EVIDENCE_COLUMNS))


def _rows(population: Population, shape: Shape) -> ibis.Table:
    def narrowed(table: ibis.Table) -> ibis.Table:
        asked = [asked_among(table[name], name) for name in shape.restricted]
        return table.filter(*within(table, population.timing, shape.periods), *asked)

    def during(moment: ibis.Value, more: int) -> list[ibis.Value]:
        return [moment >= asked_bound(0), moment < asked_bound(shape.periods or 1) + more]

    asked_for = {"named": frozenset(shape.by), "restricted": frozenset(shape.restricted)}
    tables = replace(unbound(), **asked_for, narrowed=narrowed, during=during)
    rows = population.rows(tables)
    if shape.external:
        rows = rows.semi_join(ibis.table(EXTERNAL, name="asked_measure"), "measure")
    rows = narrowed(rows)
    beside = {"as_of": asked_as_of()} | ({"person": ranked(rows.person)} if shape.unranked else {})
    rows = timed(rows, population.timing, shape.periods, beside)
    return grouped(rows, tables, shape.by, moment(rows, population.timing))


def _sql(expression: ibis.Table) -> str:
    """Write the SQL with its aliases numbered as they appear: Ibis numbers them in the order of hashing."""
    numbers: dict[str, int] = {}
    text = str(ibis.to_sql(expression, dialect="duckdb"))
    return re.sub(r'"t(\d+)"', lambda alias: f'"t{numbers.setdefault(alias[1], len(numbers))}"', text)
