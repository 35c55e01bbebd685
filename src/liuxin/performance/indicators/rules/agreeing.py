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
from liuxin.performance.indicators.rules.agreeing_before import text_before
from liuxin.performance.indicators.words import Band, Grain, IndicatorView, MissingRule, SetStatus, SetView

_KEY: Final = 60
_GRAINS: Final[Mapping[Grain, Bilingual]] = {
    Grain.MONTH: Bilingual("月", "month"),
    Grain.QUARTER: Bilingual("季度", "quarter"),
    Grain.YEAR: Bilingual("年", "year"),
}
_MISSING: Final[Mapping[MissingRule, Bilingual]] = {
    MissingRule.RENORMALISE: Bilingual("其余各项按比例分担", "the others share its weight"),
    MissingRule.CARRY: Bilingual("沿用上次冻结的得分", "its last frozen score counts"),
    MissingRule.BLOCK: Bilingual("不给总分", "there is no total"),
}
_UNITS: Final[Mapping[Unit, Bilingual]] = {
    Unit.PERCENT: Bilingual("%", "%"),
    Unit.MINUTES: Bilingual(" 分钟", " min"),
    Unit.HOURS: Bilingual(" 小时", " h"),
    Unit.DAYS: Bilingual(" 天", " d"),
}
_BAND: Final = Bilingual(
    "权重 {0}% · 底线 {1} · 目标 {2} 至 {3} · 底线 {4}", "weight {0}% · floor {1} · target {2} to {3} · floor {4}"
)
_SCALE: Final = Bilingual(
    "权重 {0}% · 底线 {1} · 目标 {2} · 挑战 {3}", "weight {0}% · floor {1} · target {2} · stretch {3}"
)


def text_of(found: SetView, externals: Externals) -> tuple[NewLine, ...]:
    """Write a set as the lines that people vote on: all sign the same text, Chinese first and English below it."""
    lines = [line for each in found.indicators for line in _lines(each, externals)]
    return (
        *lines,
        NewLine("grain", Bilingual("考核周期", "Period"), _GRAINS[found.grain].one_below_the_other),
        NewLine(
            "missing", Bilingual("缺项时", "If a line has no value"), _MISSING[found.missing_rule].one_below_the_other
        ),
    )


def _lines(line: IndicatorView, externals: Externals) -> Iterable[NewLine]:
    measure, statistic = library.find(line.measure, externals)
    many = f" · {statistic}" if len(measure.statistics) > 1 else ""
    label = Bilingual(f"{measure.name.zh}{many}", f"{measure.name.en}{many}")
    yield NewLine(line.measure[:_KEY], label, _points(line, measure.unit).one_below_the_other)
    if line.why_rated.zh or line.why_rated.en:
        why = Bilingual(f"{label.zh}：为什么由人评价", f"{label.en}: why it is rated")
        yield NewLine(f"{line.measure[:_KEY]}:why", why, line.why_rated.one_below_the_other)


def _points(line: IndicatorView, unit: Unit) -> Bilingual:
    sign, scale = _UNITS.get(unit, Bilingual("", "")), line.yardstick
    points = (
        (scale.floor_low, scale.target_low, scale.target_high, scale.floor_high)
        if isinstance(scale, Band)
        else (scale.floor, scale.target, scale.stretch)
    )
    said, weight = _BAND if isinstance(scale, Band) else _SCALE, _number(line.weight.value)
    return Bilingual(
        said.zh.format(weight, *(f"{_number(point)}{sign.zh}" for point in points)),
        said.en.format(weight, *(f"{_number(point)}{sign.en}" for point in points)),
    )


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


def check_same_text(settled: Collection[NewLine], found: SetView, externals: Externals) -> None:
    """Refuse a set that reads otherwise than the text that was settled, written as it is now or as it was before."""
    if tuple(settled) not in {text_of(found, externals), text_before(found, externals)}:
        raise RuleBrokenError("indicators.another_text")


def needed(required: int, share: Percent | None) -> int:
    """Give how many signatures suffice."""
    return required if share is None else ceil(required * share.value / WHOLE)


def check_positions_agreed(missing: Collection[str], department: int) -> None:
    """Refuse to complete the phase while a position of the department has no agreed set."""
    if missing:
        raise RuleBrokenError("indicators.positions_without_set", positions=sorted(missing), department=department)
