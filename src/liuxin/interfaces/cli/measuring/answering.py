"""Readings asked of the facts, printed as a table or written as CSV, JSON or Parquet."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, Final

import pyarrow as pa

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.facts import queries
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.cli.measuring import cells, facing, labelling
from liuxin.interfaces.cli.measuring.facing import Ground
from liuxin.interfaces.cli.measuring.names import codes_of
from liuxin.interfaces.cli.measuring.wanted import Wanted
from liuxin.interfaces.cli.measuring.writing import write

MOST_LINES: Final = 2_000
"""More than these nobody reads on a terminal, and laying them out takes longer than working them out."""


def print_readings(wanted: Wanted, *, anew: bool) -> None:
    """Print or write readings."""
    wanted.check()
    ground = facing.ground(wanted, anew=anew)
    found = answers(wanted, ground)
    if wanted.form == "table":
        _print(found, wanted, ground)
    else:
        moments = labelling.moments_of(ground.zone, typed=wanted.form == "parquet")
        write(found, labelling.schema_of(wanted.groups, moments), wanted.form, wanted.output)


def answers(wanted: Wanted, ground: Ground) -> Iterator[pa.Table]:
    """Give the answer population by population: what one query answers stands in memory, never all of it."""
    about = labelling.About(
        zone=ground.zone,
        externals=ground.externals,
        missing=partial(queries.missing_codes, ground.facts, external=ground.externals),
        codes={} if wanted.form == "table" else codes_of(wanted.groups),
        typed=wanted.form == "parquet",
    )
    for keys in _by_population(ground):
        answer = queries.measure_table(
            ground.facts,
            measures=keys,
            period=ground.period,
            by=wanted.by,
            zone=ground.zone,
            people=ground.people or None,
            teams=ground.teams or None,
            unranked=ground.unranked,
            external=ground.externals,
        )
        yield labelling.labelled(answer, wanted.groups, about)


def _by_population(ground: Ground) -> Iterator[list[str]]:
    """Give the keys asked for by what they look at, in the order asked: each list is one query."""
    together: dict[str, list[str]] = {}
    for measure, statistics in library.wanted_of(ground.keys, ground.externals).items():
        together.setdefault(measure.population.code, []).extend(map(measure.key, statistics))
    yield from together.values()


def _print(answered: Iterator[pa.Table], wanted: Wanted, ground: Ground) -> None:
    found: list[dict[str, Any]] = []
    total = 0
    for answer in answered:
        total += answer.num_rows
        found += answer.slice(0, MOST_LINES - len(found)).to_pylist()
    order = {measure.code: place for place, measure in enumerate(library.wanted_of(ground.keys, ground.externals))}
    found.sort(key=lambda row: order[library.find(row["measure"], ground.externals)[0].code])
    rows = [_line(row, wanted, ground.externals) for row in found]
    heads = [
        "cli.measure.measure",
        *(["cli.measure.period"] if wanted.grain else []),
        *(f"cli.measure.{name}" for name in wanted.groups),
    ]
    tail = ("cli.measure.value", "cli.measure.interval", "cli.measure.n", "cli.measure.note")
    terminal.table(*heads, *tail, rows=rows, whole=len(heads) + len(tail) - 1)
    if total > len(rows):
        terminal.say("cli.measure.more", shown=len(rows), total=total, style="yellow")
    facing.tell_of(ground)


def _line(row: dict[str, object], wanted: Wanted, externals: Externals) -> tuple[str, ...]:
    key = str(row["measure"])
    span = (cells.span(datetime.fromisoformat(str(row["period_start"])), wanted.grain),) if wanted.grain else ()
    groups = (_group(name, row) for name in wanted.groups)
    return (key, *span, *groups, *cells.numbers(row, library.find(key, externals)[0]))


def _group(name: str, row: dict[str, object]) -> str:
    value = row[name]
    if value is not None:
        return str(row.get(f"{name}_name") or value)
    return terminal.sentence("cli.measure.nobody") if name in {"person", "team"} else "–"
