"""The cases behind one number, printed or written; those that don't count too, each with why."""

from typing import Any, Final

import pyarrow as pa

from liuxin.engines.measurement.words import DimensionValue, EvidenceRow
from liuxin.facts import queries
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.cli.measuring import facing
from liuxin.interfaces.cli.measuring.facing import Ground, moment
from liuxin.interfaces.cli.measuring.labelling import WHOLE_NUMBERS, moments, moments_of
from liuxin.interfaces.cli.measuring.names import CODES, codes_of, names_of
from liuxin.interfaces.cli.measuring.wanted import Wanted
from liuxin.interfaces.cli.measuring.writing import write
from liuxin.kernel.errors import BadInputError

_COLUMNS: Final = {
    "case": pa.string(),
    "at": pa.string(),
    "person": pa.int64(),
    "person_name": pa.string(),
    "staff_number": pa.string(),
    "team": pa.int64(),
    "team_name": pa.string(),
    "team_code": pa.string(),
    "weight": pa.float64(),
    "value": pa.float64(),
    "counted": pa.bool_(),
    "why_not": pa.string(),
}


def print_cases(wanted: Wanted, *, anew: bool) -> None:
    """Print or write the rows behind one number."""
    wanted.check()
    wanted.check_one_cell()
    where = _where(wanted)
    ground = facing.ground(wanted, anew=anew)
    evidence = queries.cases_behind(
        ground.facts,
        measure=wanted.measures[0],
        period=ground.period,
        unranked=ground.unranked,
        cell=_cell(ground) | where,
        external=ground.externals,
    )
    table = _table(evidence.rows, ground, typed=wanted.form == "parquet")
    if wanted.form == "table":
        _print(table, [moment(row.at, ground.zone) for row in evidence.rows])
        terminal.say("cli.measure.counted", counted=len(evidence.counted), rows=len(evidence.rows), style="dim")
    else:
        write([table], table.schema, wanted.form, wanted.output)


def _cell(ground: Ground) -> dict[str, DimensionValue]:
    return dict([*(("person", key) for key in ground.people), *(("team", key) for key in ground.teams)])


def _where(wanted: Wanted) -> dict[str, DimensionValue]:
    """Read the values asked for: of a dimension of keys a number, nothing for none."""
    cell: dict[str, DimensionValue] = {}
    for name, value in wanted.where:
        if name in WHOLE_NUMBERS and value and not value.isdecimal():
            raise BadInputError("cli.measure.where_key", field="where", name=name, value=value)
        cell[name] = (int(value) if name in WHOLE_NUMBERS else value) if value else None
    return cell


def _table(rows: tuple[EvidenceRow, ...], ground: Ground, *, typed: bool) -> pa.Table:
    columns = {name: [getattr(row, name) for row in rows] for name in ("case", "person", "team", "weight", "value")}
    people, teams = (names_of(name, {key for key in columns[name] if key is not None}) for name in ("person", "team"))
    codes = codes_of(CODES)
    told = {
        **columns,
        "at": moments(pa.array([row.at for row in rows], pa.int64()), ground.zone, typed=typed),
        "person_name": [people.get(key, "") for key in columns["person"]],
        "team_name": [teams.get(key, "") for key in columns["team"]],
        "staff_number": [codes["person"].get(key, "") for key in columns["person"]],
        "team_code": [codes["team"].get(key, "") for key in columns["team"]],
        "counted": [row.counted for row in rows],
        "why_not": [row.why_not.value for row in rows],
    }
    schema = pa.schema(_COLUMNS | {"at": moments_of(ground.zone, typed=typed)})
    return pa.table({name: told[name] for name in _COLUMNS}, schema=schema)


def _print(table: pa.Table, at: list[str]) -> None:
    heads = ("cli.measure.case", "cli.measure.at", "cli.measure.person", "cli.measure.team")
    terminal.table(
        *heads,
        "cli.measure.weight",
        "cli.measure.value",
        "cli.measure.note",
        rows=[_line(row | {"at": shown}) for row, shown in zip(table.to_pylist(), at, strict=True)],
    )


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    why = str(row["why_not"])
    noted = terminal.sentence(f"measurement.why_not.{why}") if why else ""
    texts = [str(row[name]) for name in ("case", "at", "person_name", "team_name")]
    return (*texts, f"{row['weight']:.3g}", f"{row['value']:.4g}", noted)
