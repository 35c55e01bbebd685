"""Rules of agreement: who is bound, what text is voted on, and when a set may be proposed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from math import ceil
from typing import Final

from liuxin.engines.measurement import library
from liuxin.engines.measurement.library import Externals
from liuxin.engines.measurement.words import Unit
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.kernel.quantities import WHOLE, Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement.words import NewLine
from liuxin.performance.indicators.words import Band, Grain, IndicatorView, MissingRule, SetStatus, SetView

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


def text_of(found: SetView, externals: Externals) -> tuple[NewLine, ...]:
    """Write a set as the lines that people vote on; in both languages, so that all sign the same text."""
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


def check_may_propose(*, phases: Collection[int], phase: int) -> None:
    """Refuse a proposal where no department whose people it would bind is in the phase of indicators."""
    if phase not in phases:
        raise RuleBrokenError("indicators.phase_not_open", field="cycle", now=min(phases, default=0))


def check_somebody(holders: Collection[object]) -> None:
    """Refuse to put a set to the vote that would bind nobody."""
    if not holders:
        raise RuleBrokenError("indicators.binds_nobody", field="cycle")


def check_lines_there(found: SetView) -> None:
    """Refuse a set without lines."""
    if not found.indicators:
        raise RuleBrokenError("indicators.set_without_lines")


def check_share(share: Percent) -> None:
    """Refuse a share that would let fewer than half of those bound agree for all."""
    if not WHOLE / 2 <= share.value <= WHOLE:
        raise BadInputError("indicators.share_too_small", field="share", share=share.value)


def check_deadline(deadline: datetime, at: datetime) -> None:
    """Refuse a time limit that is past already."""
    if deadline <= at:
        raise BadInputError("indicators.deadline_past", field="deadline", deadline=deadline)


def check_proposed(status: str, *, version: int) -> None:
    """Refuse to settle what is not being voted on."""
    if status != SetStatus.PROPOSED:
        raise RuleBrokenError("indicators.not_proposed", version=version)


def check_same_text(settled: Collection[NewLine], held: Collection[NewLine]) -> None:
    """Refuse a set that reads otherwise than the text that was settled."""
    if tuple(settled) != tuple(held):
        raise RuleBrokenError("indicators.another_text")


def needed(required: int, share: Percent | None) -> int:
    """Give how many signatures suffice."""
    return required if share is None else ceil(required * share.value / WHOLE)


def check_positions_agreed(missing: Collection[str], department: int) -> None:
    """Refuse to complete the phase while a position of the department has no agreed set."""
    if missing:
        raise RuleBrokenError("indicators.positions_without_set", positions=sorted(missing), department=department)
