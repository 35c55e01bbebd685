"""Measures of what is brought in from elsewhere: one is made of each definition that comes with a question."""

from functools import lru_cache
from typing import Final

import ibis

from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.external import External, ExternalKind
from liuxin.engines.measurement.library import needed
from liuxin.engines.measurement.populations import READINGS
from liuxin.engines.measurement.schemas import MILLION, WHOLE
from liuxin.engines.measurement.words import Kind, Measure, Statistic, Told, WhyNot
from liuxin.kernel.text import Bilingual

NEEDED: Final = frozenset({"reading.confirmed"})

_KINDS: Final = {
    ExternalKind.MEAN: (Kind.MEAN, Statistic.MEAN, MILLION),
    ExternalKind.SUM: (Kind.SUM, Statistic.COUNT, MILLION),
    ExternalKind.SHARE: (Kind.SHARE, Statistic.SHARE, 100 * MILLION),
}
_NUMERATORS: Final = {
    ExternalKind.MEAN: Bilingual("读数的值，按各自的权重。", "The values of the readings, each by its weight."),
    ExternalKind.SUM: Bilingual("读数的值之和。", "The sum of the values of the readings."),
    ExternalKind.SHARE: Bilingual(
        "读数所报的百分比，按各自的份数。", "The percentages reported, each of as many units as it says."
    ),
}


@lru_cache(maxsize=1024)
def measure_of(external: External) -> Measure:
    """Make a measure of a definition; a definition that is changed makes another measure."""
    kind, statistic, parts = _KINDS[external.kind]
    return Measure(
        code=external.key,
        name=external.name,
        group="external",
        definition=external.definition,
        population_text=Bilingual(
            "期内结束的、经第二人确认的读数。",
            "Readings whose period ended in the period, confirmed by a second person.",
        ),
        numerator_text=_NUMERATORS[external.kind],
        source=external.source,
        unit=external.unit,
        direction=external.direction,
        credit=Credit.UNIT_ONLY if external.is_of_teams else Credit.NAMED,
        kind=kind,
        statistics=(statistic,),
        needs=NEEDED,
        needs_note=needed.note(NEEDED),
        least_sample=external.least_sample,
        population=READINGS,
        tells=_added if external.kind is ExternalKind.SUM else _weighted,
        parts=parts,
        readings_of=external.code,
        may_be_negative=True,
    )


def _added(rows: ibis.Table) -> Told:
    return Told(rows["value"], ibis.literal(WhyNot.COUNTED.value))


def _weighted(rows: ibis.Table) -> Told:
    # A large weight in parts of a whole outgrows 64 bits.
    weight = rows.weight.cast("decimal(38, 0)") * (WHOLE // MILLION)
    return Told(rows["value"], ibis.literal(WhyNot.COUNTED.value), units=weight)
