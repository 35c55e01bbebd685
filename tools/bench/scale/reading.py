"""Facts to measures: everything for everybody by month, ten measures beside hand-written SQL, one cell, one person."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement import running
from liuxin.engines.measurement.library import KEYS, MEASURES, wanted_of
from liuxin.facts import queries
from liuxin.facts.grains import split
from liuxin.facts.words import FactSet, FactTable
from liuxin.interfaces.imports.simulator.words import ZONE
from liuxin.kernel.period import Period
from tools.bench.figure import Figure, middle
from tools.bench.scale import ground, hand
from tools.places import fail, say

SCORECARD = (
    *("cases_resolved", "promises_kept", "resolution_time_business", "first_response_time", "csat_mean"),
    *("reopened_within_14_days", "first_contact_resolution", "transfers_out"),
)
ROUNDS = 3
NEAR = 1e-9


def scene() -> list[Figure]:
    """Measure on the facts that the scene before built."""
    facts = queries.current(ground.fact_root())
    figures = [*_everything(facts)]
    say("  beside hand-written SQL")
    figures += _beside_hand(facts)
    say("  cells and scorecards")
    return [*figures, *_one_by_one(facts)]


def whole() -> Period:
    """Give the time of the simulation."""
    scenario = ground.scenario()
    return Period(*(datetime.fromtimestamp(at, UTC) for at in (scenario.start, scenario.end)))


def months() -> list[Period]:
    """Give the months of the simulation."""
    return split(whole(), "month", ZONE)


def answer(facts: FactSet, keys: Iterable[str]) -> list[pa.Table]:
    """Ask for measures of everybody by month, with nothing remembered but compiled text."""
    running.forget()
    ask = partial(queries.measure_table, facts, period=months(), by=("person",), unranked=ground.unranked())
    return [ask(measures=some) for some in _by_population(keys)]


def _by_population(keys: Iterable[str]) -> Iterable[list[str]]:
    """Ask as the command line does: what one query answers at a time, so that no more stands in memory."""
    together: dict[str, list[str]] = {}
    for measure in wanted_of(keys):
        together.setdefault(measure.population.code, []).append(measure.code)
    return together.values()


def _everything(facts: FactSet) -> list[Figure]:
    say("  all measures")
    connection = ground.plain()
    raw = [ground.raw_pass(connection) for _ in range(ROUNDS)]
    first = ground.fastest(partial(answer, facts, MEASURES), 1)
    again = ground.fastest(partial(answer, facts, MEASURES), 2)
    raw += [ground.raw_pass(connection) for _ in range(ROUNDS)]
    cells = sum(table.num_rows for table in answer(facts, MEASURES))
    what = f"{len(MEASURES)} measures ({len(KEYS)} numbers) × people × months"
    return [
        Figure("one raw pass over the events", min(raw), "s", note=f"{len(ground.READ)} columns, sum or greatest"),
        Figure(f"{what} from facts, first time", first, "s", note=f"{cells:,} cells; SQL compiled in this time"),
        Figure(f"{what} from facts", again, "s"),
        Figure("facts → measures ÷ raw pass", again / min(raw), "×", 2),
    ]


def prepared(facts: FactSet) -> duckdb.DuckDBPyConnection:
    """Open DuckDB with the fact files under their names and what the hand-written statements ask for."""
    connection = ground.plain()
    for table, files in plain_files(facts).items():
        connection.execute(f"CREATE VIEW {table.value} AS FROM read_parquet({ground.listed(list(files))})")
    spans = [month.epoch for month in months()]
    connection.execute("CREATE TABLE months (starts BIGINT, ends BIGINT)")
    connection.executemany("INSERT INTO months VALUES (?, ?)", spans)
    connection.execute("CREATE TABLE unranked (nobody BIGINT)")
    connection.executemany("INSERT INTO unranked VALUES (?)", [(each,) for each in ground.unranked()])
    connection.execute("CREATE TABLE reached AS SELECT CAST(? AS BIGINT) AS as_of", [facts.as_of])
    return connection


def plain_files(facts: FactSet) -> dict[FactTable, tuple[str, ...]]:
    """Give the files of every fact table of a store into which nothing has come since it was built."""
    if facts.touched:
        fail("Something has come into the facts since they were built: their files alone don't tell the whole.")
    return {table: facts.paths(table) for table in FactTable if facts.paths(table)}


def _beside_hand(facts: FactSet) -> list[Figure]:
    keys = [key for statement in hand.STATEMENTS for key in statement.keys]
    codes = list(dict.fromkeys(key.partition(".")[0] for key in keys))
    connection = prepared(facts)

    def by_hand() -> list[pa.Table]:
        return [connection.execute(statement.sql).to_arrow_table() for statement in hand.STATEMENTS]

    theirs, ours = math.inf, math.inf
    for _ in range(ROUNDS):
        theirs = min(theirs, ground.fastest(by_hand, 1))
        ours = min(ours, ground.fastest(partial(answer, facts, codes), 1))
    _check_alike(by_hand(), answer(facts, codes))
    said = "values alone by hand; ours with intervals; every cell compared and equal"
    return [
        Figure(f"{len(codes)} measures × people × months: hand-written DuckDB SQL", theirs, "s", note=said),
        Figure("the same measures, ours", ours, "s"),
        Figure("ours ÷ hand-written DuckDB SQL", ours / theirs, "×", 1.5),
    ]


def _check_alike(by_hand: list[pa.Table], ours: list[pa.Table]) -> None:
    """Stop where the two do not agree in some cell: a fast wrong answer is no figure."""
    told = {
        (row["key"], row["person"], row["period_start"]): row["value"]
        for table in ours
        for row in table.select(["key", "person", "period_start", "value"]).to_pylist()
    }
    compared = 0
    for statement, table in zip(hand.STATEMENTS, by_hand, strict=True):
        for row in table.to_pylist():
            for wanted, column in zip(statement.keys, statement.columns, strict=True):
                if row[column] is None:
                    continue
                mine = told.get((wanted, row["person"], row["period_start"]))
                compared += 1
                if mine is None or not math.isclose(mine, row[column], rel_tol=NEAR, abs_tol=NEAR):
                    fail(f"{wanted} of {row['person']} from {row['period_start']}: {row[column]} by hand, {mine} here")
    if not compared:
        fail("Nothing was compared.")


def _one_by_one(facts: FactSet) -> list[Figure]:
    cells = [row for table in answer(facts, MEASURES) for row in _largest(table)]
    opened = [(middle(partial(_open_down, facts, row), rounds=5), row["key"]) for row in cells]
    slowest, which = max(opened)
    month = months()[5]
    (resolved,) = answer(facts, ["cases_resolved"])
    person = _largest(resolved)[0]["person"]
    card = middle(partial(_card, facts, person, month), rounds=15)
    return [
        Figure(
            "the largest cell of a person of each measure down to all its cases, the slowest",
            *(slowest * 1000, "ms", 100, which),
        ),
        Figure(f"one person's scorecard from facts ({len(SCORECARD)} measures, one month)", card * 1000, "ms", 10),
    ]


def _largest(table: pa.Table) -> list[dict[str, Any]]:
    """Give the cell of a person that rests on most cases, of every number of an answer."""
    ordered = table.filter(pc.is_valid(table["person"])).sort_by([("n", "descending")])
    found: dict[str, dict[str, Any]] = {}
    for row in ordered.slice(0, 1000).select(["key", "person", "period_start", "n"]).to_pylist():
        found.setdefault(row["key"], row)
    return list(found.values())


def _open_down(facts: FactSet, row: dict[str, Any]) -> object:
    running.forget()
    (month,) = (each for each in months() if each.epoch[0] == row["period_start"])
    cell = {"person": row["person"]}
    return queries.cases_behind(facts, measure=row["key"], period=month, cell=cell, unranked=ground.unranked())


def _card(facts: FactSet, person: int, month: Period) -> object:
    running.forget()
    return queries.measure(facts, measures=SCORECARD, period=month, people=[person], unranked=ground.unranked())
