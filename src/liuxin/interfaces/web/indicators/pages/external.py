"""External measures and batches of readings laid out: lists, what a file holds, what a confirmation changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement.external import External
from liuxin.engines.measurement.words import Unit
from liuxin.interfaces.imports.readings import column_named, said_fault, unit_named
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import export
from liuxin.interfaces.wording import formats
from liuxin.kernel.period import Period
from liuxin.performance.indicators.words import (
    BatchLine,
    Column,
    Complete,
    ExternalLine,
    Looked,
    NewReading,
    RawReading,
    ReadingLine,
    RowFault,
    RowView,
    Who,
)

NAMED = 8
SORTS = ("name", "code", "source", "readings", "latest", "waiting")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """An external measure in the list."""

    url: str
    name: str
    code: str
    unit: str
    about: str
    source: str
    latest: str
    readings: str
    waiting: int
    retired: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a list."""

    url: str
    id: int
    days: str
    state: str
    tag: str
    rows: str
    file: str
    source: str
    importer: str
    imported_at: str
    decider: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class FaultRow:
    """An error in a file: where, what was typed there, and what is wrong with it."""

    row: str
    column: str
    typed: str
    said: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A reading in a table; `before` and `change` where it takes the place of another."""

    anchor: str
    row: str
    code: str
    name: str
    value: str
    typed: str
    weight: str
    remark: str
    before: str = ""
    change: str = ""
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class LookedRow:
    """A reading of a file before it is handed in, with what was typed."""

    row: str
    code: str
    name: str
    value: str
    typed: str
    weight: str
    remark: str


@dataclass(frozen=True, slots=True)
class CompleteRow:
    """How complete a period is."""

    days: str
    have: str
    expected: str
    whole: bool
    missing: tuple[str, ...]
    more: int


def measure_rows(lines: Iterable[ExternalLine], zone: str, sort: str) -> list[MeasureRow]:
    """Lay out the list of measures, sorted by a column; by code where columns are equal."""
    key = sort.removeprefix("-")
    found = sorted(lines, key=lambda line: line.defined.code)
    found.sort(key=lambda line: _sort_key(line, key), reverse=sort.startswith("-"))
    return [_measure_row(line, zone) for line in found]


def _sort_key(line: ExternalLine, key: str) -> tuple[float, str]:
    numbers: Mapping[str, float] = {
        "readings": line.readings,
        "waiting": line.waiting,
        "latest": line.latest.end.timestamp() if line.latest else 0.0,
    }
    texts = {"name": shown.text(line.defined.name), "code": line.defined.code, "source": line.defined.source}
    return numbers.get(key, 0.0), texts.get(key, "").casefold()


def _measure_row(line: ExternalLine, zone: str) -> MeasureRow:
    return MeasureRow(
        url=reverse("indicators:external-measure", args=[line.id]),
        name=shown.text(line.defined.name),
        code=line.defined.code,
        unit=unit_named(line.defined.unit, shown.language()),
        about=str(labels.ABOUT_SHORT[line.about]),
        source=line.defined.source,
        latest=shown.days(line.latest, zone) if line.latest else "",
        readings=formats.number(line.readings),
        waiting=line.waiting,
        retired=line.retired,
    )


def batch_row(line: BatchLine, zone: str) -> BatchRow:
    """Lay out a batch."""
    return BatchRow(
        url=reverse("indicators:external-batch", args=[line.id]),
        id=line.id,
        days=shown.days(line.period, zone),
        state=str(labels.STATES[line.state]),
        tag=labels.STATE_TAGS[line.state],
        rows=formats.number(line.rows),
        file=line.file_name,
        source=line.source,
        importer=shown.name(line.imported_by),
        imported_at=formats.date_time(line.imported_at, zone),
        decider=shown.name(line.decided_by) if line.decided_by else "",
        decided_at=formats.date_time(line.decided_at, zone) if line.decided_at else "",
    )


def fault_rows(faults: Iterable[RowFault], rows: Iterable[RawReading], measure: External) -> list[FaultRow]:
    """Lay out what is wrong with a file; its columns are called as in the template."""
    typed = {row.row: row for row in rows}
    return [
        FaultRow(
            row=str(fault.row),
            column=_column(fault.column, measure),
            typed=_typed(typed.get(fault.row), fault.column),
            said=said_fault(fault, shown.language()),
        )
        for fault in faults
    ]


def _column(column: Column, measure: External) -> str:
    return _("the row") if column is Column.ROW else column_named(column, measure, shown.language())


def _typed(row: RawReading | None, column: Column) -> str:
    if row is None or column is Column.ROW:
        return ""
    return str(getattr(row, column.value))


def looked_rows(looked: Looked, measure: External, most: int) -> list[LookedRow]:
    """Lay out the first good rows of a file."""
    return [_looked_row(each, looked.known[each.person or each.team or 0], measure) for each in looked.readings[:most]]


def _looked_row(each: NewReading, who: Who, measure: External) -> LookedRow:
    return LookedRow(
        row=str(each.row),
        code=who.code,
        name=shown.text(who.name.text),
        value=written(each.value, measure),
        typed=each.raw_value,
        weight=each.raw_weight,
        remark=each.remark,
    )


def value_rows(rows: Iterable[RowView], measure: External) -> list[ValueRow]:
    """Lay out the rows of a batch."""
    return [
        ValueRow(
            anchor=f"row-{row.number}",
            row=str(row.number),
            code=row.code,
            name=who_named(row.person, row.team),
            value=written(row.value, measure),
            typed=row.raw_value if _differs(row, measure) else "",
            weight=formats.number(row.weight, places=None),
            remark=row.remark,
            before="" if row.before is None else written(row.before, measure),
            change="" if row.before is None else _change(row.value - row.before, measure),
            is_same=row.before == row.value,
        )
        for row in rows
    ]


def _differs(row: RowView, measure: External) -> bool:
    """Tell whether what was typed is written differently from how it is shown."""
    return row.raw_value not in {written(row.value, measure), formats.number(row.value, places=None)}


def _change(difference: float, measure: External) -> str:
    return formats.signed(difference, places=measure.places)


def reading_rows(rows: Iterable[ReadingLine], measure: External, zone: str) -> list[dict[str, str]]:
    """Lay out readings in force, each with the way to its row."""
    return [
        {
            "url": f"{reverse('indicators:external-batch', args=[row.batch], query={'row': row.row})}#row-{row.row}",
            "code": row.code,
            "name": who_named(row.person, row.team),
            "days": shown.days(row.period, zone),
            "value": written(row.value, measure),
            "weight": formats.number(row.weight, places=None),
            "source": row.source,
            "file": f"{row.file_name} · {row.row}",
        }
        for row in rows
    ]


def export_rows(rows: Iterable[ReadingLine], zone: str) -> Iterator[tuple[export.Cell, ...]]:
    """Lay out readings for a table to take along: plain numbers and days."""
    for row in rows:
        first, last = first_and_last(row.period, zone)
        whose = (row.code, who_named(row.person, row.team))
        yield (*whose, first, last, row.value, row.weight, row.source, row.file_name, row.row, row.batch)


def first_and_last(period: Period, zone: str) -> tuple[date, date]:
    """Give the first and the last day of a period."""
    place = ZoneInfo(zone)
    return period.start.astimezone(place).date(), (period.end - timedelta(seconds=1)).astimezone(place).date()


def complete_rows(found: Iterable[Complete], zone: str) -> list[CompleteRow]:
    """Lay out how complete each period is; of many who are missing the first few are named."""
    return [
        CompleteRow(
            days=shown.days(each.period, zone),
            have=formats.number(each.have),
            expected=formats.number(each.expected),
            whole=each.have == each.expected,
            missing=who_listed(each.missing[:NAMED]),
            more=max(len(each.missing) - NAMED, 0),
        )
        for each in found
    ]


def who_listed(whose: Sequence[Who]) -> tuple[str, ...]:
    """Name people with their staff numbers, or teams with their codes."""
    return tuple(f"{shown.text(each.name.text)} {each.code}".strip() for each in whose)


def who_named(person: PersonName | None, team: TeamName | None) -> str:
    """Name whose reading it is; an erased person has no name any more."""
    return shown.name(team or person)


def written(value: float, measure: External) -> str:
    """Write a value with as many decimals as the measure shows, and its sign of per cent."""
    number = formats.number(value, places=measure.places)
    return f"{number}%" if measure.unit is Unit.PERCENT else number


def columns(sort: str, query: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the heads of the list, each a link that sorts by it and the other way round when it does already."""
    names = {
        "name": _("Measure"),
        "code": _("Code"),
        "source": _("Source of the numbers"),
        "latest": _("Latest period"),
        "readings": _("Readings that count"),
        "waiting": _("To be confirmed"),
    }
    return [_head(key, names[key], sort, query) for key in names]


def _head(key: str, label: str, sort: str, query: Mapping[str, str]) -> dict[str, str]:
    on, down = sort.removeprefix("-") == key, sort.startswith("-")
    wanted = f"-{key}" if on and not down else key
    return {
        "url": "?" + urlencode({name: value for name, value in {**query, "sort": wanted}.items() if value}),
        "label": label,
        "order": ("descending" if down else "ascending") if on else "",
        "css": "r" if key in {"readings", "waiting"} else "",
    }
