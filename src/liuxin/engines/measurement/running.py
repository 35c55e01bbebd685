"""Questions to the engine: readings of measures, and the rows behind one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from liuxin.engines.measurement.compiling import PERIODS, evidence_sql, readings_sql
from liuxin.engines.measurement.embedded import Columns, Source, engine
from liuxin.engines.measurement.library import find, wanted_of
from liuxin.engines.measurement.numbers import NOT_RECORDED, NOTHING, Number, Sums, number_of
from liuxin.engines.measurement.remembering import Memory
from liuxin.engines.measurement.schemas import WHOLE
from liuxin.engines.measurement.words import (
    Dimension,
    DimensionValue,
    EvidenceRow,
    Measure,
    Reading,
    Statistic,
    WhyNot,
)
from liuxin.kernel.errors import BadInputError

DIMENSIONS = tuple(dimension.value for dimension in Dimension)
Span = tuple[int, int]
Cell = tuple[DimensionValue, ...]
Place = tuple[int, Cell]
_readings: Memory[Reading] = Memory(answers=256, rows=100_000)
_rows: Memory[EvidenceRow] = Memory(answers=64, rows=100_000)
_WHY_NOT = {why.value: why for why in WhyNot}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every measure: periods in epoch seconds, the grouping, and whose rows are wanted (None: all).

    `unranked` are system actors and placeholders, whose rows belong to nobody.
    """

    periods: tuple[Span, ...]
    unranked: frozenset[int]
    by: tuple[str, ...] = ()
    people: tuple[int, ...] | None = None
    teams: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a grouping that is not known."""
        for name in self.by:
            if name not in DIMENSIONS:
                raise BadInputError("measurement.unknown_grouping", field="by", by=name, known=", ".join(DIMENSIONS))

    @property
    def asked(self) -> tuple[str, ...]:
        """Name the dimensions that are restricted."""
        return ("person",) * (self.people is not None) + ("team",) * (self.teams is not None)

    def expected_cells(self) -> Iterator[Place]:
        """Give the cells that must be answered even where the record holds no row for them."""
        lists = {"person": self.people, "team": self.teams}
        named = [lists.get(name) for name in self.by]
        if all(values is not None for values in named):
            yield from product(range(len(self.periods)), product(*(values or () for values in named)))

    def tables(self, as_of: int) -> dict[str, Columns]:
        """Give what is asked as the small tables that every compiled question reads."""
        numbered = [(index, *span) for index, span in enumerate(self.periods)]
        asked: dict[str, Columns] = {
            "asked_as_of": {"as_of": [as_of]},
            "asked_unranked": {"nobody": sorted(self.unranked)},
            "asked_periods": {name: [row[place] for row in numbered] for place, name in enumerate(PERIODS)},
        }
        if self.people is not None:
            asked["asked_person"] = {"person": self.people}
        if self.teams is not None:
            asked["asked_team"] = {"team": self.teams}
        return asked


def readings(source: Source, measures: Iterable[str], question: Question) -> list[Reading]:
    """Answer a question for several measures, each with n, its interval, and why it may not be a plain value."""
    return [
        reading
        for measure, statistics in wanted_of(measures).items()
        for reading in _readings.recall(
            (source, measure.code, statistics, question),
            partial(_answer, source, measure, statistics, question),
        )
    ]


def _answer(
    source: Source, measure: Measure, statistics: tuple[Statistic, ...], question: Question
) -> tuple[Reading, ...]:
    return tuple(_readings_of(source, measure, statistics, question))


def forget() -> None:
    """Forget every answer: for those who time how long one takes."""
    _readings.clear()
    _rows.clear()


def missing_codes(source: Source, measure: Measure) -> tuple[str, ...]:
    """Name the kinds of event that a measure needs and the record lacks."""
    return tuple(sorted(measure.needs - source.codes))


def _readings_of(
    source: Source, measure: Measure, statistics: tuple[Statistic, ...], question: Question
) -> Iterator[Reading]:
    expected = dict.fromkeys(question.expected_cells())
    missing = missing_codes(source, measure)
    if missing:
        whole = {(index, ()): None for index in range(len(question.periods))}
        for place, statistic in product(expected or whole, statistics):
            yield _reading(measure, statistic, question, place, sums=NOTHING, number=NOT_RECORDED, missing=missing)
        return
    sql = readings_sql(measure.code, question.by, question.asked)
    found = {
        (row["period"], tuple(row[name] for name in question.by)): Sums.of(measure, row)
        for row in engine().rows(source, sql, question.tables(source.as_of)).to_pylist()
    }
    for place, statistic in product(sorted({**expected, **dict.fromkeys(found)}, key=_in_order), statistics):
        sums = found.get(place, NOTHING)
        number = number_of(measure, statistic, sums)
        yield _reading(measure, statistic, question, place, sums=sums, number=number)


def _in_order(place: Place) -> tuple[int, list[tuple[bool, DimensionValue]]]:
    return place[0], [(value is None, 0 if value is None else value) for value in place[1]]


def _reading(
    measure: Measure,
    statistic: Statistic,
    question: Question,
    place: Place,
    *,
    sums: Sums,
    number: Number,
    missing: tuple[str, ...] = (),
) -> Reading:
    index, values = place
    cell: dict[str, DimensionValue] = dict(zip(question.by, values, strict=False))
    return Reading(
        measure=measure.code,
        statistic=statistic,
        person=_key(cell.get("person")),
        team=_key(cell.get("team")),
        period_start=question.periods[index][0],
        period_end=question.periods[index][1],
        value=number.value,
        n=sums.n,
        rows=sums.rows,
        low=number.low,
        high=number.high,
        sum_value=sums.sum_value,
        pending=sums.pending,
        why=number.why,
        method=number.method,
        missing=missing,
        cell=cell,
    )


def _key(value: DimensionValue) -> int | None:
    return value if isinstance(value, int) else None


def evidence(
    source: Source,
    measure: str,
    question: Question,
    cell: Mapping[str, DimensionValue],
    limit: int | None = None,
) -> list[EvidenceRow]:
    """Give the rows behind one cell of the question's one period; those counted come first."""
    found = find(measure)[0]
    names = tuple(name for name in DIMENSIONS if name in cell)
    if len(names) != len(cell):
        raise BadInputError(
            "measurement.unknown_grouping", field="cell", by=", ".join(cell), known=", ".join(DIMENSIONS)
        )
    asked = question.tables(source.as_of)
    if names:
        asked["asked_cell"] = {name: [cell[name]] for name in names}
    sql = evidence_sql(found.code, names, question.asked)
    key = (source, sql, question, tuple(cell.items()), limit)
    return list(_rows.recall(key, lambda: _evidence_rows(source, sql, asked, found.divisor, limit)))


def _evidence_rows(
    source: Source, sql: str, asked: Mapping[str, Columns], divisor: int, limit: int | None
) -> tuple[EvidenceRow, ...]:
    rows = engine().rows(source, sql, asked)
    columns = (rows if limit is None else rows.slice(0, limit)).to_pydict()
    return tuple(_evidence_row(row, divisor) for row in zip(*columns.values(), strict=True))


def _evidence_row(row: Sequence[Any], divisor: int) -> EvidenceRow:
    case, person, team, at, units, value, counted, why_not = row
    return EvidenceRow(case, person, team, at, int(units) / WHOLE, value / divisor, counted, _WHY_NOT[why_not])
