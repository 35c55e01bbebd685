"""The text of a set as it was written until both languages stood on lines of their own: what was put to the vote so.

Such a text is kept, shown and settled as it was signed; nothing new is written in this way.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Unit
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import NewLine
from liuxin.performance.indicators.words import Band, Grain, IndicatorView, MissingRule, SetView

_KEY: Final = 60
_GRAINS: Final[Mapping[Grain, str]] = {
    Grain.MONTH: "月 / month",
    Grain.QUARTER: "季度 / quarter",
    Grain.YEAR: "年 / year",
}
_MISSING: Final[Mapping[MissingRule, str]] = {
    MissingRule.RENORMALISE: "其余各项按比例分担 / the others share its weight",
    MissingRule.CARRY: "沿用上次冻结的得分 / its last frozen score counts",
    MissingRule.BLOCK: "不给总分 / there is no total",
}
_UNITS: Final[Mapping[Unit, str]] = {Unit.PERCENT: "%", Unit.MINUTES: "min", Unit.HOURS: "h", Unit.DAYS: "d"}


def text_before(found: SetView, externals: Externals) -> tuple[NewLine, ...]:
    """Write a set as the lines on which people voted, both languages within one line."""
    lines = [line for each in found.indicators for line in _lines(each, externals)]
    return (
        *lines,
        NewLine("grain", Bilingual("考核周期", "Period"), _GRAINS[found.grain]),
        NewLine("missing", Bilingual("缺项时", "If a line has no value"), _MISSING[found.missing_rule]),
    )


def _lines(line: IndicatorView, externals: Externals) -> Iterable[NewLine]:
    measure, statistic = library.find(line.measure, externals)
    many = f" · {statistic}" if len(measure.statistics) > 1 else ""
    label = Bilingual(f"{measure.name.zh}{many}", f"{measure.name.en}{many}")
    yield NewLine(line.measure[:_KEY], label, f"{_number(line.weight.value)}% · {_points(line, measure.unit)}")
    if line.why_rated.zh or line.why_rated.en:
        why = Bilingual(f"{label.zh}：为什么由人评价", f"{label.en}: why it is rated")
        yield NewLine(
            f"{line.measure[:_KEY]}:why", why, " / ".join(filter(None, (line.why_rated.zh, line.why_rated.en)))
        )


def _points(line: IndicatorView, unit: Unit) -> str:
    sign = _UNITS.get(unit, "")
    scale = line.yardstick
    if isinstance(scale, Band):
        points = (scale.floor_low, scale.target_low, scale.target_high, scale.floor_high)
        return " – ".join(f"{_number(point)}{sign}" for point in points)
    floor, target, stretch = (f"{_number(point)}{sign}" for point in (scale.floor, scale.target, scale.stretch))
    return f"底线 floor {floor} · 目标 target {target} · 挑战 stretch {stretch}"


def _number(value: object) -> str:
    return f"{float(str(value)):g}"
