"""What `liuxin readings` does and prints; imported once Django is set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.insight import periods
from liuxin.interfaces.cli import terminal
from liuxin.interfaces.imports import readings as files
from liuxin.interfaces.wording import formats
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import actions, queries
from liuxin.performance.indicators.words import BatchLine, ExternalView, Looked, RawReading

SYSTEM = Actor.system("readings", via="cli")
FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be handed in."""

    measure: str
    file: Path
    period: str
    by: str
    sheet: str
    source: str
    replaces: int | None
    note: str
    errors: Path | None


def print_measures(*, retired: bool) -> None:
    """List the external measures."""
    zone = organisation.zone()
    lines = queries.external_lines(_standing(), retired=retired)
    rows: list[tuple[str, ...]] = [
        (
            line.defined.code,
            line.defined.name.in_language(terminal.language()),
            files.unit_named(line.defined.unit, terminal.language()),
            _days(line.latest, zone) if line.latest else formats.ABSENT,
            formats.number(line.readings),
            formats.number(line.waiting),
        )
        for line in lines
    ]
    heads = ("code", "name", "unit", "latest", "readings", "waiting")
    terminal.table(*(f"cli.readings.head.{head}" for head in heads), rows=rows)


def print_batches(code: str) -> None:
    """List the batches of a measure, the latest period first."""
    found, zone = _measure(code), organisation.zone()
    lines = queries.batches(_standing(), found.id, timezone.now())
    heads = ("batch", "period", "state", "readings", "file", "importer", "decider")
    terminal.table(*(f"cli.readings.head.{head}" for head in heads), rows=[_batch_row(line, zone) for line in lines])


def define(code: str, by: str) -> None:
    """Define a shipped example for everybody."""
    new = files.shipped(terminal.language()).get(code)
    if new is None:
        raise NotFoundError("external.no_such_example", known=", ".join(files.shipped(terminal.language())))
    actions.define_external(new=new, by=_person(by), at=timezone.now())
    terminal.say("cli.readings.defined", measure=code)


def write_template(code: str, period: str, output: Path) -> None:
    """Write the workbook of a period."""
    found, zone = _measure(code), organisation.zone()
    span = _period(period, zone)
    whose = queries.whose(_standing(), found.id, span)
    output.write_bytes(files.template(found.defined, whose, span, zone, terminal.language()))
    terminal.say("cli.readings.template", count=len(whose), path=str(output))


def hand_in(wanted: Wanted, *, ask: bool) -> None:
    """Look at a file, say what was read, and hand it in unless something is wrong with it."""
    found, by = _measure(wanted.measure), _person(wanted.by)
    rows = files.read_readings(wanted.file, found.defined, sheet=wanted.sheet, language=terminal.language())
    file, period = files.file_seen(wanted.file, wanted.file.name), _period(wanted.period, organisation.zone())
    asks = organisation.standing(by, timezone.now())
    looked = queries.look(asks, found.id, period, rows, timezone.now(), file=file, replaces=wanted.replaces)
    _print_looked(looked)
    if looked.faults:
        _refuse(looked, rows, found, wanted.errors)
    if ask:
        click.confirm(terminal.sentence("cli.readings.sure", count=len(looked.readings)), abort=True)
    batch = actions.propose_readings(
        measure_id=found.id,
        period=period,
        rows=rows,
        file=file,
        source=wanted.source,
        replaces=wanted.replaces,
        note=wanted.note,
        by=by,
        at=timezone.now(),
    )
    terminal.say("cli.readings.proposed", batch=str(batch))


def decide(batch: int, by: str, reject: str | None) -> None:
    """Confirm or reject a batch."""
    if reject is None:
        actions.confirm_readings(batch_id=batch, by=_person(by), at=timezone.now())
        terminal.say("cli.readings.confirmed", batch=str(batch))
    else:
        actions.reject_readings(batch_id=batch, reason=reject, by=_person(by), at=timezone.now())
        terminal.say("cli.readings.rejected", batch=str(batch))


def withdraw(batch: int, by: str, reason: str) -> None:
    """Take a batch back."""
    actions.withdraw_readings(batch_id=batch, reason=reason, by=_person(by), at=timezone.now())
    terminal.say("cli.readings.withdrawn", batch=str(batch))


def _print_looked(looked: Looked) -> None:
    terminal.say("cli.readings.looked", rows=looked.rows, good=len(looked.readings), faults=len(looked.faults))
    for note in looked.notes:
        terminal.console().print(f"  {files.said_note(note, terminal.language())}", markup=False)


def _refuse(looked: Looked, rows: list[RawReading], found: ExternalView, errors: Path | None) -> None:
    shown = looked.faults[:FAULTS_SHOWN]
    lines: list[tuple[str, ...]] = [
        (
            str(fault.row),
            terminal.sentence(f"cli.readings.column.{fault.column}"),
            files.said_fault(fault, terminal.language()),
        )
        for fault in shown
    ]
    terminal.table("cli.readings.head.line", "cli.readings.head.column", "cli.readings.head.wrong", rows=lines)
    if errors is not None:
        errors.write_bytes(files.marked(rows, looked.faults, found.defined, terminal.language()))
        terminal.say("cli.readings.errors", path=str(errors))
    raise terminal.Refused(terminal.sentence("readings.file_has_faults", count=len(looked.faults)))


def _batch_row(line: BatchLine, zone: str) -> tuple[str, ...]:
    names: Mapping[str, str] = {
        "importer": line.imported_by.text.in_language(terminal.language()),
        "decider": line.decided_by.text.in_language(terminal.language()) if line.decided_by else formats.ABSENT,
    }
    return (
        str(line.id),
        _days(line.period, zone),
        terminal.sentence(f"cli.readings.state.{line.state}"),
        formats.number(line.rows),
        line.file_name,
        names["importer"],
        names["decider"],
    )


def _days(period: Period, zone: str) -> str:
    place = ZoneInfo(zone)
    first, last = period.start.astimezone(place), (period.end - timedelta(seconds=1)).astimezone(place)
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"


def _standing() -> Standing:
    return organisation.standing(SYSTEM, timezone.now())


def _measure(code: str) -> ExternalView:
    return queries.external_measure_coded(_standing(), code)


def _period(code: str, zone: str) -> Period:
    nothing = Period(datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 2, tzinfo=UTC))
    found = periods.span(code, zone, nothing)
    if found.is_whole:
        raise BadInputError("insight.unknown_period", field="period", period=code)
    return found.period


def _person(number: str) -> Actor:
    key = organisation.person_numbered(number)
    if key is None:
        raise NotFoundError("accounts.no_such_person", field="staff_number", number=number)
    return Actor.person(key, via="cli")
