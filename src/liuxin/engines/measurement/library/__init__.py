"""The measures that Liuxin knows: one declaration each, sorted by what they are about."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from liuxin.engines.measurement.external import PREFIX, External
from liuxin.engines.measurement.library import (
    cost,
    duties,
    fairness,
    hearts,
    promise,
    quality,
    satisfaction,
    times,
    workload,
)
from liuxin.engines.measurement.library.external import measure_of
from liuxin.engines.measurement.library.rated import RATED
from liuxin.engines.measurement.rated import is_rated
from liuxin.engines.measurement.words import Measure, Statistic
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual

Externals = Mapping[str, External]
"""Definitions of external measures by their codes."""

NO_EXTERNALS: Final[Externals] = MappingProxyType({})

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        measure.code: measure
        for room in (workload, times, promise, quality, satisfaction, hearts, duties, cost, fairness)
        for measure in room.MEASURES
    }
)

__all__ = [
    "GROUPS",
    "KEYS",
    "MEASURES",
    "NO_EXTERNALS",
    "RATED",
    "Externals",
    "find",
    "wanted_of",
]

KEYS: Final = tuple(key for measure in MEASURES.values() for key in measure.keys)
"""Every number that can be asked for, as an indicator names it."""

GROUPS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "efficiency": Bilingual("工作效率", "Efficiency"),
        "promise": Bilingual("承诺兑现", "Promise"),
        "quality": Bilingual("服务质量", "Quality"),
        "satisfaction": Bilingual("客户满意", "Satisfaction"),
        "behaviour": Bilingual("服务行为（六心）", "Behaviour (six hearts)"),
        "relationship": Bilingual("客户关系", "Relationship"),
        "unified_window": Bilingual("统一窗口", "Unified window"),
        "internal_partner": Bilingual("内部与合作伙伴服务", "Internal and partner service"),
        "manager_duty": Bilingual("管理者职责", "Manager's duties"),
        "cost": Bilingual("管理成本", "Cost"),
        "external": Bilingual("外部读数", "Imported readings"),
    }
)
"""The groups of measures in the order in which they are shown, named as in the indicator library."""


def find(key: str, externals: Externals = NO_EXTERNALS) -> tuple[Measure, Statistic]:
    """Give the measure and the statistic that a key names; `external.<code>` is looked up in the definitions given.

    A rated measure is found too, so that it has a name everywhere; the facts never answer it.
    """
    measure, wanted = _split(key, externals)
    statistics = {str(statistic): statistic for statistic in measure.statistics} if measure else {}
    if measure is None or (wanted and wanted not in statistics):
        known = ", ".join((*KEYS, *(f"{PREFIX}{code}" for code in externals)))
        raise BadInputError("measurement.unknown_measure", field="measure", measure=key, known=known)
    return measure, statistics.get(wanted, measure.statistics[0])


def _split(key: str, externals: Externals) -> tuple[Measure | None, str]:
    if key.startswith(PREFIX):
        defined = externals.get(key.removeprefix(PREFIX))
        return (measure_of(defined) if defined else None), ""
    if is_rated(key):
        return RATED.get(key), ""
    code, _, wanted = key.partition(".")
    return MEASURES.get(code), wanted


def wanted_of(keys: Iterable[str], externals: Externals = NO_EXTERNALS) -> dict[Measure, tuple[Statistic, ...]]:
    """Give what a list of keys asks for: a code alone asks for all that its measure gives."""
    wanted: dict[Measure, tuple[Statistic, ...]] = {}
    for key in keys:
        measure, statistic = find(key, externals)
        chosen = measure.statistics if key == measure.code else (statistic,)
        held = wanted.get(measure, ())
        wanted[measure] = held + tuple(each for each in chosen if each not in held)
    return wanted
