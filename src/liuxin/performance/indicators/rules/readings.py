"""What a file of readings may hold: each row checked against who there is, every error with its row and column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError, LiuxinError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.indicators.rules.numbers import check_range, read_number
from liuxin.performance.indicators.words import (
    BatchState,
    Column,
    Held,
    NewReading,
    Note,
    NoteCode,
    RawReading,
    RowFault,
    Who,
)

MOST_ROWS = 50_000
ENOUGH_TO_DOUBT = 3
LONGEST = {Column.VALUE: 100, Column.WEIGHT: 100, Column.REMARK: 200}


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are checked against: everybody by staff number or code, and what is in force and touches the period."""

    measure: External
    period: Period
    zone: str
    known: Mapping[str, Who]
    held: Mapping[int, Sequence[Held]] = field(default_factory=dict)


def check_period(period: Period, at: datetime) -> None:
    """Refuse a period that is not over: its readings could still change."""
    if period.end > at:
        raise RuleBrokenError("readings.period_not_over", field="period", end=(period.end - timedelta(1)).date())


def check_size(rows: Sequence[RawReading]) -> None:
    """Refuse a file without a row, or with more than anybody has people."""
    if not rows:
        raise BadInputError("readings.no_rows", field="file")
    if len(rows) > MOST_ROWS:
        raise BadInputError("readings.too_many_rows", field="file", rows=len(rows), most=MOST_ROWS)


def check_state(state: str, wanted: Iterable[BatchState]) -> None:
    """Refuse what cannot be done to a batch in its state."""
    if state not in set(wanted):
        raise RuleBrokenError("readings.not_in_state", state=BatchState(state))


def check_reason(reason: str) -> str:
    """Give the reason without blanks around it; refuse none."""
    if not reason.strip():
        raise BadInputError("readings.reason_missing", field="reason")
    return reason.strip()


def read_rows(rows: Sequence[RawReading], ground: Ground) -> tuple[tuple[NewReading, ...], tuple[RowFault, ...]]:
    """Read every row that holds a value; give the good ones and every fault of the others, in the order of the file.

    Raises `BadInputError("readings.no_values")` where no row holds one.
    """
    first: dict[int, int] = {}
    readings: list[NewReading] = []
    faults: list[RowFault] = []
    told = [row for row in rows if not row.is_blank]
    if not told:
        raise BadInputError("readings.no_values", field="file")
    for row in told:
        reading, wrong = _read(row, ground, first)
        faults.extend(wrong)
        if reading is not None and not wrong:
            readings.append(reading)
    return tuple(readings), tuple(faults)


def _read(row: RawReading, ground: Ground, first: dict[int, int]) -> tuple[NewReading | None, list[RowFault]]:
    if row.fault is not None:
        return None, [RowFault(row.row, Column.ROW, row.fault)]
    wrong: list[RowFault] = []
    who = ground.known.get(row.who.strip())
    wrong += [RowFault(row.row, column, error) for column, error in _who_faults(row, who, ground, first)]
    value = _number(row, Column.VALUE, ground.measure, wrong)
    weight = _number(row, Column.WEIGHT, ground.measure, wrong) if row.weight.strip() else Decimal(1)
    wrong += [RowFault(row.row, column, error) for column, error in _text_faults(row, ground)]
    if who is None or value is None or weight is None:
        return None, wrong
    person, team = (None, who.key) if ground.measure.is_of_teams else (who.key, None)
    texts = (row.value.strip(), row.weight.strip(), row.remark.strip())
    return NewReading(row.row, person, team, float(value), float(weight), *texts), wrong


def _nobody(number: str, *, is_team: bool) -> BadInputError:
    if not number:
        return BadInputError("readings.who_missing", number=number)
    if is_team:
        return BadInputError("readings.unknown_team", number=number)
    return BadInputError("readings.unknown_person", number=number)


def _who_faults(
    row: RawReading, who: Who | None, ground: Ground, first: dict[int, int]
) -> Iterator[tuple[Column, LiuxinError]]:
    number = row.who.strip()
    if who is None:
        yield Column.WHO, _nobody(number[:40], is_team=ground.measure.is_of_teams)
        return
    earlier = first.setdefault(who.key, row.row)
    if earlier != row.row:
        yield Column.WHO, BadInputError("readings.twice", number=number, row=earlier)
    if who.is_nobody:
        yield Column.WHO, BadInputError("readings.nobody", number=number)
    elif who.gone_on is not None:
        yield Column.WHO, BadInputError("readings.left_before", number=number, day=who.gone_on)
    elif not who.concerned:
        yield Column.WHO, BadInputError("readings.not_concerned", number=number)
    for held in ground.held.get(who.key, ()):
        same = held.period == ground.period
        yield (
            Column.PERIOD,
            RuleBrokenError(
                "readings.already" if same else "readings.overlaps", number=number, batch=held.batch, value=held.value
            ),
        )


def _number(row: RawReading, column: Column, measure: External, wrong: list[RowFault]) -> Decimal | None:
    try:
        if column is Column.WEIGHT:
            return _weight(row.weight)
        value = read_number(row.value, measure.unit)
        check_range(value, measure.unit, is_share=measure.kind is ExternalKind.SHARE)
    except BadInputError as error:
        wrong.append(RowFault(row.row, column, error))
        return None
    return value


def _weight(text: str) -> Decimal:
    weight = read_number(text, Unit.COUNT)
    if weight <= 0:
        raise BadInputError("readings.weight_not_positive", value=text.strip())
    return weight


def _text_faults(row: RawReading, ground: Ground) -> Iterator[tuple[Column, LiuxinError]]:
    for column, text in ((Column.VALUE, row.value), (Column.WEIGHT, row.weight), (Column.REMARK, row.remark)):
        if len(text.strip()) > LONGEST[column]:
            yield column, BadInputError("readings.text_too_long", most=LONGEST[column])
    if row.period.strip() and not _within(row.period.strip(), ground):
        yield Column.PERIOD, BadInputError("readings.period_outside", value=row.period.strip()[:40])


def _within(text: str, ground: Ground) -> bool:
    """Tell whether a day or month as typed in a row lies within the period of the batch."""
    span = _span(text, ground.zone)
    return span is not None and ground.period.start <= span.start and span.end <= ground.period.end


def _span(text: str, zone: str) -> Period | None:
    """Read a day (2016-05-31), a month (2016-05), a quarter (2016-Q2) or a year (2016)."""
    parts = text.replace("/", "-").replace(".", "-").split("T")[0].split(" ")[0].split("-")
    try:
        if len(parts) == 3:  # noqa: PLR2004 - year, month, day
            day = date(*map(int, parts))
            return Period.of_days(day, day, zone)
        year = int(parts[0])
        if len(parts) == 1:
            return Period.of_days(date(year, 1, 1), date(year, 12, 31), zone)
        if parts[1][:1] in {"Q", "q"}:
            first = 3 * int(parts[1][1:]) - 2
            return Period(Period.of_month(year, first, zone).start, Period.of_month(year, first + 2, zone).end)
        return Period.of_month(year, int(parts[1]), zone)
    except (ValueError, OverflowError):
        return None


def notes(readings: Sequence[NewReading], ground: Ground, counts: Mapping[NoteCode, int]) -> tuple[Note, ...]:
    """Tell what is worth a second look: percentages that look like fractions, and what is counted and not none."""
    found: list[Note] = []
    small = all(0 <= reading.value <= 1 for reading in readings)
    if ground.measure.unit is Unit.PERCENT and len(readings) >= ENOUGH_TO_DOUBT and small:
        found.append(Note(NoteCode.ALL_SMALL))
    return tuple(found) + tuple(Note(code, {"count": count}) for code, count in counts.items() if count)


def is_in_service(since: datetime | None, left_on: date | None, period: Period, zone: str) -> bool:
    """Tell whether somebody was here at some time of the period, as far as teams and the last day tell."""
    return not has_left(left_on, period, zone) and (since is None or since < period.end)


def has_left(left_on: date | None, period: Period, zone: str) -> bool:
    """Tell whether somebody was gone before the period began; `left_on` is the first day not here any more."""
    return left_on is not None and left_on <= period.start.astimezone(ZoneInfo(zone)).date()
