"""Questions to the engine: readings of measures, and the rows behind one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liuxin.engines.measurement.answering import Answer, Wanted, answers, missing_codes
from liuxin.engines.measurement.compiling import evidence as compiled_evidence
from liuxin.engines.measurement.embedded import Source, engine
from liuxin.engines.measurement.grouping import DIMENSIONS, OF_PEOPLE
from liuxin.engines.measurement.library import find, wanted_of
from liuxin.engines.measurement.numbers import METHODS, WHYS, Numbers
from liuxin.engines.measurement.question import Question, refuse_unknown
from liuxin.engines.measurement.remembering import Memory
from liuxin.engines.measurement.schemas import ARROW_TYPES, WHOLE
from liuxin.engines.measurement.summing import Ask
from liuxin.engines.measurement.words import DimensionValue, EvidenceRow, Measure, Reading, Statistic, WhyNot
from liuxin.kernel.errors import CannotTellError

__all__ = ["Question", "evidence", "evidence_table", "forget", "missing_codes", "readings", "table"]

_readings: Memory[Reading] = Memory(answers=1024, rows=100_000)
_rows: Memory[EvidenceRow] = Memory(answers=64, rows=100_000)
_WHY_NOT: Final = {why.value: why for why in WhyNot}
_WORD: Final = pa.dictionary(pa.int8(), pa.string())


def readings(source: Source, measures: Iterable[str], question: Question) -> list[Reading]:
    """Answer a question for several measures, each with n, its interval, and why it may not be a plain value."""
    wanted = wanted_of(measures, question.external)
    _refuse_people(source, question.names_people, wanted)
    keys = {measure: (source, measure, statistics, question) for measure, statistics in wanted.items()}
    known = {measure: _readings.known(key) for measure, key in keys.items()}
    unknown = {measure: wanted[measure] for measure, rows in known.items() if rows is None}
    for answer in answers(source, unknown, question):
        made = tuple(_readings_of(answer, question))
        known[answer.measure] = made
        _readings.keep(keys[answer.measure], made)
    return [reading for measure in wanted for reading in known[measure] or ()]


def table(source: Source, measures: Iterable[str], question: Question) -> pa.Table:
    """Answer as `readings` does, in columns: for whole organisations, of which no object is made per number.

    Columns: measure, statistic, period (its place in the question), the dimensions asked for, value, n, rows, low,
    high, sum_value, pending, unanswered, why, method. A value or bound that does not exist is null. Nothing is
    remembered. Measures of one population stand together.
    """
    wanted = wanted_of(measures, question.external)
    _refuse_people(source, question.names_people, wanted)
    parts = [part for answer in answers(source, wanted, question) for part in _tables_of(answer, wanted)]
    return pa.concat_tables(parts) if parts else _tables_of_nothing(question)


def evidence(
    source: Source,
    measure: str,
    question: Question,
    cell: Mapping[str, DimensionValue],
    limit: int | None = None,
) -> list[EvidenceRow]:
    """Give the rows behind one cell of the question's one period; those counted come first."""
    found = find(measure, question.external)[0]
    for name in cell:
        refuse_unknown(name, "cell")
    _refuse_people(source, question.names_people or bool(OF_PEOPLE & {*cell}), [found])
    text = _evidence_text(source, found, _narrowed(question, cell), cell)
    filled = text if limit is None else f"{text}\nLIMIT {limit:d}"
    return list(_rows.recall((source, filled), lambda: _evidence_rows(source, filled, found)))


def evidence_table(source: Source, measure: str, question: Question) -> pa.Table:
    """Give the rows behind the numbers of all people asked for, in columns, those of one person together.

    Columns are the fields of `EvidenceRow`. Rows of nobody are left out, and so are all where the rows behind a number
    do not say whose they are. Nothing is remembered.
    """
    found = find(measure, question.external)[0]
    _refuse_people(source, names_people=True, wanted=[found])
    rows = engine(source.limits).rows(source, _evidence_text(source, found, question, {}, by_person=True))
    rows = rows if found.names_people else rows.slice(0, 0)
    weight, value = (
        pc.divide(rows[name].cast(pa.float64()), float(parts))
        for name, parts in (("units", WHOLE), ("value", found.divisor))
    )
    kept = rows.drop_columns(["units", "value"])
    return kept.append_column("weight", weight).append_column("value", value)


def _evidence_text(
    source: Source,
    found: Measure,
    question: Question,
    cell: Mapping[str, DimensionValue],
    *,
    by_person: bool = False,
) -> str:
    names = tuple(name for name in DIMENSIONS if name in cell)
    text = compiled_evidence(found.population, Ask.of(found), question.shape(found, names), by_person=by_person)
    return question.asked(source.as_of, found.population.timing, found.readings_of, cell).fill(text)


def _narrowed(question: Question, cell: Mapping[str, DimensionValue]) -> Question:
    """Ask only for the person and the team of the cell: the engine then skips what is not theirs."""
    person, team = _key(cell.get("person")), _key(cell.get("team"))
    people = (person,) if person is not None and question.people is None else question.people
    teams = (team,) if team is not None and question.teams is None else question.teams
    return replace(question, people=people, teams=teams)


def forget() -> None:
    """Forget every answer: for those who time how long one takes."""
    _readings.clear()
    _rows.clear()


def _refuse_people(
    source: Source,
    names_people: bool,  # noqa: FBT001 -- what the question is, not a switch
    wanted: Iterable[Measure],
) -> None:
    """Refuse figures of people from a record of cases without any; an imported reading names its own."""
    if names_people and not source.has_people and not all(measure.readings_of for measure in wanted):
        raise CannotTellError("measurement.no_persons")


def _readings_of(answer: Answer, question: Question) -> Iterator[Reading]:
    """Make a reading of each number, by place and not by name: there may be a hundred thousand of them."""
    sums, code, missing = answer.sums, answer.measure.code, answer.missing
    told = [(name, iter(_plain(numbers))) for name, numbers in answer.numbers.items()]
    counts = zip(
        *(column.tolist() for column in (sums.n, sums.rows, sums.total, sums.pending, sums.unanswered)), strict=True
    )
    bare = bool(missing) and question.expected is None
    for (period, cell), (n, rows, total, pending, unanswered) in zip(answer.cells.one_by_one(), counts, strict=True):
        start, end = question.periods[period]
        person, team, named = _key(cell.get("person")), _key(cell.get("team")), {} if bare else cell
        for statistic, numbers in told:
            value, low, high, why, method = next(numbers)
            yield Reading(
                *(code, statistic, person, team, start, end, value, n, rows, low, high, total, pending),
                *(WHYS[why], METHODS[method], missing, named, unanswered),
            )


def _plain(numbers: Numbers) -> list[tuple[Any, ...]]:
    """Give numbers cell by cell, None for what does not exist."""
    floats = ([None if each != each else each for each in column.tolist()] for column in _floats(numbers))  # noqa: PLR0124 -- only NaN differs from itself
    return list(zip(*floats, numbers.why.tolist(), numbers.method.tolist(), strict=True))


def _floats(numbers: Numbers) -> tuple[Any, Any, Any]:
    return numbers.value, numbers.low, numbers.high


def _key(value: DimensionValue) -> int | None:
    return value if isinstance(value, int) else None


def _tables_of(answer: Answer, wanted: Wanted) -> Iterator[pa.Table]:
    for statistic in wanted[answer.measure]:
        yield _table_of(answer, statistic)


def _table_of(answer: Answer, statistic: Statistic) -> pa.Table:
    sums, numbers, size = answer.sums, answer.numbers[statistic], len(answer.cells)
    value, low, high = (pa.array(column, from_pandas=True) for column in _floats(numbers))
    return pa.table(
        {
            "measure": _word(np.zeros(size, np.int8), [answer.measure.code]),
            "statistic": _word(np.zeros(size, np.int8), [str(statistic)]),
            "period": pa.array(answer.cells.period, pa.int64()),
            **answer.cells.dimensions,
            "value": value,
            "n": pa.array(sums.n),
            "rows": pa.array(sums.rows),
            "low": low,
            "high": high,
            "sum_value": pa.array(sums.total),
            "pending": pa.array(sums.pending),
            "unanswered": pa.array(sums.unanswered),
            "why": _word(numbers.why, list(map(str, WHYS))),
            "method": _word(numbers.method, list(map(str, METHODS))),
        }
    )


def _word(places: Any, words: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int8()), pa.array(words))


def _tables_of_nothing(question: Question) -> pa.Table:
    floats = dict.fromkeys(("value", "n", "low", "high", "sum_value"), pa.float64())
    whole = dict.fromkeys(("period", "rows", "pending", "unanswered"), pa.int64())
    words = dict.fromkeys(("measure", "statistic", "why", "method"), _WORD)
    kinds = {**floats, **whole, **words, **{name: ARROW_TYPES[DIMENSIONS[name]] for name in question.by}}
    order = ("measure", "statistic", "period", *question.by, "value", "n", "rows", "low", "high", "sum_value")
    return pa.schema([(name, kinds[name]) for name in (*order, "pending", "unanswered", "why", "method")]).empty_table()


def _evidence_rows(source: Source, sql: str, measure: Measure) -> tuple[EvidenceRow, ...]:
    columns = engine(source.limits).rows(source, sql).to_pydict()
    if not measure.names_people:
        columns["person"] = [None] * len(columns["person"])
    return tuple(_evidence_row(row, measure.divisor) for row in zip(*columns.values(), strict=True))


def _evidence_row(row: Sequence[Any], divisor: int) -> EvidenceRow:
    case, person, team, at, units, value, counted, why_not, side = row
    return EvidenceRow(
        case, person, team, at, int(units) / WHOLE, int(value) / divisor, counted, _WHY_NOT[why_not], side
    )
