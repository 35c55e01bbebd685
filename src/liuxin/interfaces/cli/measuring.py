"""What `liuxin measure` does: facts brought up to date, readings or cases written in the form asked for."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pyarrow as pa
import pyarrow.parquet as pq
from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Measure, Reading, Unit, Why
from liuxin.facts import actions, queries
from liuxin.facts.grains import GRAINS
from liuxin.facts.words import FactSet
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import BadInputError, CannotTellError
from liuxin.kernel.period import Period

Row = dict[str, object]
_ROUNDING = 1e-6
FORMS = {".csv": "csv", ".json": "json", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    measures: tuple[str, ...]
    by: tuple[str, ...]
    first: date | None
    last: date | None
    people: tuple[str, ...]
    teams: tuple[str, ...]
    form: str
    output: Path | None

    def check(self) -> None:
        """Refuse what cannot be written."""
        if self.form == "parquet" and self.output is None:
            raise click.UsageError(terminal.sentence("cli.measure.parquet_needs_output"))


@dataclass(frozen=True, slots=True)
class Names:
    """Names of all who ever held a case, and of all teams that did."""

    people: Mapping[int, str]
    teams: Mapping[int, str]
    codes: Mapping[str, int]

    def person(self, asked: str) -> int:
        """Give the key of a person by key or name."""
        return _key_of(asked, self.people, {}, "person")

    def team(self, asked: str) -> int:
        """Give the key of a team by key, code or name."""
        return _key_of(asked, self.teams, self.codes, "team")


def form_of(output: Path | None) -> str:
    """Tell the form by the name of the file; the terminal gets a table."""
    return "table" if output is None else FORMS.get(output.suffix.lower(), "csv")


def print_measures(*, anew: bool) -> None:
    """List the measures with unit, definition, and what their record lacks."""
    facts = _facts(anew=anew)
    language = terminal.language()
    rows: list[tuple[str, ...]] = []
    for measure in MEASURES.values():
        missing = ", ".join(queries.missing_codes(facts, measure.code))
        noted = terminal.sentence("measurement.not_recorded", missing=missing) if missing else ""
        keys = "\n".join(measure.keys)
        name = measure.name.in_language(language)
        rows.append((keys, name, measure.unit.value, f"{measure.definition.in_language(language)} {noted}".strip()))
    heads = ("cli.measure.measure", "cli.measure.name", "cli.measure.unit", "cli.measure.definition")
    terminal.table(*heads, rows=rows)


def print_readings(wanted: Wanted, *, anew: bool) -> None:
    """Print or write readings."""
    wanted.check()
    facts = _facts(anew=anew)
    names, zone = _names(facts), organisation.zone()
    period = _period(facts, wanted, zone)
    found = queries.measure(
        facts,
        measures=wanted.measures or tuple(MEASURES),
        period=period,
        by=wanted.by,
        zone=zone,
        people=[names.person(each) for each in wanted.people] or None,
        teams=[names.team(each) for each in wanted.teams] or None,
        unranked=organisation.unranked_people(),
    )
    if wanted.form == "table":
        _reading_table(found, wanted.by, names, zone)
        _tell_of(facts, period, zone)
    else:
        _write([_reading_row(reading, names, zone) for reading in found], wanted)


def print_cases(wanted: Wanted, *, anew: bool) -> None:
    """Print or write the rows behind one number."""
    wanted.check()
    if len(wanted.measures) != 1 or len(wanted.people) > 1 or len(wanted.teams) > 1:
        raise click.UsageError(terminal.sentence("cli.measure.cases_of_one"))
    facts = _facts(anew=anew)
    names, zone = _names(facts), organisation.zone()
    cell = [("person", names.person(each)) for each in wanted.people]
    cell += [("team", names.team(each)) for each in wanted.teams]
    evidence = queries.cases_behind(
        facts,
        measure=wanted.measures[0],
        period=_period(facts, wanted, zone),
        unranked=organisation.unranked_people(),
        cell=dict(cell),
    )
    rows: list[Row] = [
        {
            "case": row.case,
            "at": _moment(row.at, zone),
            "person": row.person,
            "person_name": names.people.get(row.person or 0, ""),
            "team": row.team,
            "team_name": names.teams.get(row.team or 0, ""),
            "weight": row.weight,
            "value": row.value,
            "counted": row.counted,
            "why_not": row.why_not.value,
        }
        for row in evidence.rows
    ]
    if wanted.form == "table":
        _case_table(rows)
        terminal.say("cli.measure.counted", counted=len(evidence.counted), rows=len(rows), style="dim")
    else:
        _write(rows, wanted)


def _facts(*, anew: bool) -> FactSet:
    """Seal what waits, take it into the facts, and give them."""
    at = timezone.now()
    with terminal.progress("cli.measure.catching_up"):
        if anew:
            actions.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at, anew=True)
        rounds.catch_up(at)
    return queries.current()


def _names(facts: FactSet) -> Names:
    people, teams = queries.holders(facts)
    language = terminal.language()
    of_teams = organisation.team_names(teams)
    return Names(
        {key: name.text.in_language(language) for key, name in organisation.names(people).items()},
        {key: name.text.in_language(language) for key, name in of_teams.items()},
        {label: key for key, name in of_teams.items() for label in (name.source_label, name.code) if label},
    )


def _key_of(asked: str, names: Mapping[int, str], codes: Mapping[str, int], field: str) -> int:
    found = [key for key, name in names.items() if asked in {str(key), name}]
    if asked in codes:
        found = [codes[asked]]
    if not found:
        raise BadInputError("cli.measure.nobody_of_that_name", field=field, name=asked)
    if len(found) > 1:
        keys = ", ".join(map(str, found))
        raise BadInputError("cli.measure.several_of_that_name", field=field, name=asked, keys=keys)
    return found[0]


def _period(facts: FactSet, wanted: Wanted, zone: str) -> Period:
    extent = queries.extent(facts)
    if extent is None:
        raise CannotTellError("cli.measure.nothing_recorded")
    place = ZoneInfo(zone)
    first = wanted.first or extent.start.astimezone(place).date()
    last = wanted.last or extent.end.astimezone(place).date()
    return Period.of_days(first, last, zone)


def _moment(epoch: int, zone: str) -> str:
    return formats.date_time(datetime.fromtimestamp(epoch, UTC), zone)


def _reading_row(reading: Reading, names: Names, zone: str) -> Row:
    place = ZoneInfo(zone)
    measure = MEASURES[reading.measure]
    row: Row = {
        "measure": reading.key,
        "period_start": datetime.fromtimestamp(reading.period_start, place).isoformat(),
        "period_end": datetime.fromtimestamp(reading.period_end, place).isoformat(),
    }
    for name, value in reading.cell.items():
        row[name] = value
        if name in {"person", "team"}:
            known = names.people if name == "person" else names.teams
            row[f"{name}_name"] = known.get(value, "") if isinstance(value, int) else ""
    return row | {
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "unit": measure.unit.value,
        "n": reading.n,
        "rows": reading.rows,
        "pending": reading.pending,
        "why": reading.why.value,
        "missing": " ".join(reading.missing),
        "interval": reading.method.value,
    }


def _reading_table(found: Sequence[Reading], by: tuple[str, ...], names: Names, zone: str) -> None:
    grain = next((name for name in by if name in GRAINS), "")
    groups = [name for name in by if name not in GRAINS]
    rows: list[tuple[str, ...]] = []
    for reading in found:
        span = (_span(reading, grain, zone),) if grain else ()
        group = (_group(name, reading, names) for name in groups)
        rows.append((reading.key, *span, *group, *_numbers(reading, MEASURES[reading.measure])))
    heads = [
        "cli.measure.measure",
        *(["cli.measure.period"] if grain else []),
        *(f"cli.measure.{name}" for name in groups),
    ]
    tail = ("cli.measure.value", "cli.measure.interval", "cli.measure.n", "cli.measure.note")
    terminal.table(*heads, *tail, rows=rows)


def _tell_of(facts: FactSet, period: Period, zone: str) -> None:
    place = ZoneInfo(zone)
    first, end = (at.astimezone(place).date() for at in (period.start, period.end))
    terminal.say("cli.measure.span", first=first, last=end - timedelta(days=1), style="dim")
    terminal.say("cli.measure.as_of", at=_moment(facts.as_of, zone), seq=facts.seq, style="dim")


def _group(name: str, reading: Reading, names: Names) -> str:
    value = reading.cell.get(name)
    if value is None:
        return terminal.sentence("cli.measure.nobody") if name in {"person", "team"} and reading.cell else "–"
    known = {"person": names.people, "team": names.teams}.get(name, {})
    return known.get(value, str(value)) if isinstance(value, int) else str(value)


def _span(reading: Reading, grain: str, zone: str) -> str:
    first = datetime.fromtimestamp(reading.period_start, ZoneInfo(zone)).date()
    match grain:
        case "month":
            return f"{first:%Y-%m}"
        case "quarter":
            return f"{first.year}-Q{(first.month + 2) // 3}"
        case "year":
            return str(first.year)
        case _:
            return str(first)


def _numbers(reading: Reading, measure: Measure) -> tuple[str, str, str, str]:
    places = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.HOURS: 1, Unit.PER_CASE: 2}[measure.unit]
    suffix = {Unit.PERCENT: " %", Unit.HOURS: " h"}.get(measure.unit, "")
    value = "–" if reading.value is None else formats.number(reading.value, places=places) + suffix
    around = "" if reading.value is None else formats.interval(reading.low, reading.high, places=places)
    whole = abs(reading.n - round(reading.n)) < _ROUNDING
    n = formats.number(reading.n, places=0 if whole else 1)
    return value, around, n, _note(reading, measure)


def _note(reading: Reading, measure: Measure) -> str:
    notes = []
    if reading.why is Why.NOT_RECORDED:
        notes.append(terminal.sentence("measurement.not_recorded", missing=", ".join(reading.missing)))
    elif reading.why is Why.TOO_FEW:
        notes.append(terminal.sentence("measurement.too_few", least=measure.least_sample))
    elif reading.why is Why.NO_CASES:
        notes.append(terminal.sentence("measurement.no_cases"))
    if reading.pending:
        notes.append(terminal.sentence("measurement.pending", pending=reading.pending))
    return ", ".join(notes)


def _case_table(rows: Sequence[Row]) -> None:
    heads = ("cli.measure.case", "cli.measure.at", "cli.measure.person", "cli.measure.team")
    shown = []
    for row in rows:
        why = str(row["why_not"])
        noted = terminal.sentence(f"measurement.why_not.{why}") if why else ""
        texts = [str(row[name]) for name in ("case", "at", "person_name", "team_name")]
        shown.append((*texts, f"{row['weight']:.3g}", f"{row['value']:.4g}", noted))
    terminal.table(*heads, "cli.measure.weight", "cli.measure.value", "cli.measure.note", rows=shown)


def _write(rows: Sequence[Row], wanted: Wanted) -> None:
    if wanted.form == "parquet" and wanted.output is not None:
        pq.write_table(pa.Table.from_pylist(list(rows)), wanted.output, compression="zstd")
        return
    text = _json(rows) if wanted.form == "json" else _csv(rows)
    if wanted.output is None:
        sys.stdout.write(text)
    else:
        # Excel reads Chinese in a CSV file only when it begins with the mark of UTF-8.
        wanted.output.write_text(text, encoding="utf-8-sig" if wanted.form == "csv" else "utf-8")


def _json(rows: Sequence[Row]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
