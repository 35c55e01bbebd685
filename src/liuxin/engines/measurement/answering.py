"""Answers for whole lists of measures: one query a population, and the numbers of all cells at once."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from liuxin.engines.measurement.cells import Cells, Found, bare_cells
from liuxin.engines.measurement.compiling import Batch, batch
from liuxin.engines.measurement.embedded import Source, engine
from liuxin.engines.measurement.numbers import Numbers, Sums, not_recorded, numbers_of
from liuxin.engines.measurement.question import Question
from liuxin.engines.measurement.summing import Ask
from liuxin.engines.measurement.words import Measure, Population, Statistic

Wanted = Mapping[Measure, tuple[Statistic, ...]]
_AT_ONCE: Final = 2
"""How many queries run side by side: the next one is planned and read while numbers are made of the one before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The numbers of a measure, by statistic, and what they rest on."""

    measure: Measure
    cells: Cells
    sums: Sums
    numbers: Mapping[Statistic, Numbers]
    missing: tuple[str, ...] = ()


def missing_codes(source: Source, measure: Measure) -> tuple[str, ...]:
    """Name the kinds of event that a measure needs and the record lacks."""
    return tuple(sorted(measure.needs - source.codes))


def answers(source: Source, wanted: Wanted, question: Question) -> Iterator[Answer]:
    """Answer a question for several measures; those of one population come together."""
    groups: dict[tuple[Population, str], list[Measure]] = {}
    for measure in wanted:
        missing = missing_codes(source, measure)
        if missing or not question.periods:
            yield _not_recorded(measure, wanted[measure], question, missing)
        else:
            groups.setdefault((measure.population, measure.readings_of), []).append(measure)
    for measures, told, found in _ask(source, question, list(groups.values())):
        for measure, parts in zip(measures, told.parts, strict=True):
            sums = found.sums(measure, parts)
            numbers = {statistic: numbers_of(measure, statistic, sums) for statistic in wanted[measure]}
            yield Answer(measure, found.cells, sums, numbers)


def _ask(
    source: Source, question: Question, groups: Sequence[Sequence[Measure]]
) -> Iterator[tuple[Sequence[Measure], Batch, Found]]:
    def ask(measures: Sequence[Measure]) -> tuple[Sequence[Measure], Batch, Found]:
        first = measures[0]
        asks = tuple(Ask.of(measure) for measure in measures)
        told = batch(first.population, asks, question.shape(first, question.by))
        asked = question.asked(source.as_of, first.population.timing, first.readings_of, {})
        return measures, told, Found.of(question, engine(source.limits).rows(source, asked.fill(told.sql)))

    if len(groups) == 1:
        yield ask(groups[0])
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(ask, groups)


def _not_recorded(
    measure: Measure, statistics: Sequence[Statistic], question: Question, missing: tuple[str, ...]
) -> Answer:
    cells = bare_cells(question)
    nothing, none = np.zeros(len(cells)), np.zeros(len(cells), np.int64)
    sums = Sums(n=nothing, rows=none, total=nothing, pending=none, unanswered=none)
    return Answer(measure, cells, sums, dict.fromkeys(statistics, not_recorded(len(cells))), missing)
