"""`python -m tools.measures` writes docs/statistics/measures.md from the definitions of the measures themselves.

A test holds the page to what this writes, so that it never says anything but what is computed.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from liuxin.engines.measurement.library import GROUPS, MEASURES
from liuxin.engines.measurement.words import Direction, IntervalMethod, Kind, Measure, Statistic, Unit, WhyNot
from liuxin.kernel.text import Bilingual
from tools.places import ROOT, say

PAGE: Final = ROOT / "docs" / "statistics" / "measures.md"

UNITS: Final[Mapping[Unit, Bilingual]] = {
    Unit.COUNT: Bilingual("件", "count"),
    Unit.PERCENT: Bilingual("百分比", "per cent"),
    Unit.MINUTES: Bilingual("分钟", "minutes"),
    Unit.HOURS: Bilingual("小时", "hours"),
    Unit.DAYS: Bilingual("天", "days"),
    Unit.PER_CASE: Bilingual("每单", "per case"),
    Unit.PER_100: Bilingual("每百单", "per 100 cases"),
    Unit.SCALE_1_5: Bilingual("一至五级", "1 to 5"),
    Unit.CURRENCY: Bilingual("金额", "currency"),
    Unit.POINTS: Bilingual("百分点", "percentage points"),
}
DIRECTIONS: Final[Mapping[Direction, Bilingual]] = {
    Direction.HIGHER: Bilingual("越高越好", "higher is better"),
    Direction.LOWER: Bilingual("越低越好", "lower is better"),
    Direction.BAND: Bilingual("区间内为好", "best inside a band"),
    Direction.NONE: Bilingual("只展示", "shown, never scored"),
}
STATISTICS: Final[Mapping[Statistic, Bilingual]] = {
    Statistic.COUNT: Bilingual("计数", "a count"),
    Statistic.SHARE: Bilingual("占比", "a share"),
    Statistic.MEDIAN: Bilingual("中位数", "median"),
    Statistic.P90: Bilingual("第九十百分位", "90th percentile"),
    Statistic.MEAN: Bilingual("平均数", "mean"),
    Statistic.RATE: Bilingual("每百单次数", "a rate per hundred"),
    Statistic.GAP: Bilingual("两个占比之差", "the difference of two shares"),
}
METHODS: Final[Mapping[IntervalMethod, Bilingual]] = {
    IntervalMethod.NONE: Bilingual("无", "none"),
    IntervalMethod.WILSON: Bilingual("威尔逊", "Wilson"),
    IntervalMethod.JEFFREYS: Bilingual("Jeffreys", "Jeffreys"),
    IntervalMethod.NEWCOMBE: Bilingual("Newcombe", "Newcombe"),
    IntervalMethod.GARWOOD: Bilingual("泊松精确（Garwood）", "exact Poisson (Garwood)"),
    IntervalMethod.ORDER_STATISTICS: Bilingual("次序统计量", "order statistics"),
    IntervalMethod.STUDENT_T: Bilingual("t 区间", "Student's t"),
}
USUAL: Final[Mapping[Kind, IntervalMethod]] = {
    Kind.COUNT: IntervalMethod.GARWOOD,
    Kind.SUM: IntervalMethod.NONE,
    Kind.SHARE: IntervalMethod.WILSON,
    Kind.QUANTILE: IntervalMethod.ORDER_STATISTICS,
    Kind.MEAN: IntervalMethod.STUDENT_T,
    Kind.RATE: IntervalMethod.GARWOOD,
    Kind.GAP: IntervalMethod.NEWCOMBE,
}
REASONS: Final[Mapping[WhyNot, Bilingual]] = {
    WhyNot.REOPENED_SINCE: Bilingual("解决后又重开，尚未再次解决", "opened again since and not resolved again"),
    WhyNot.NO_BUSINESS_TIME: Bilingual("没有日历覆盖这段时间", "no calendar covers this time"),
    WhyNot.WINDOW_OPEN: Bilingual("窗口期未满，待定", "its window is not over; pending"),
    WhyNot.NOT_DUE: Bilingual("未到期，待定", "not due yet; pending"),
    WhyNot.STILL_HELD: Bilingual("仍在手上，待定", "still in hand; pending"),
    WhyNot.NO_PROMISE: Bilingual("没有记录承诺是否兑现", "no promise recorded"),
    WhyNot.NOT_ANSWERED: Bilingual("还没有答复过客户", "the customer has no reply"),
    WhyNot.NO_ANSWER: Bilingual("问了，没有答", "asked, and not answered"),
    WhyNot.MOVED: Bilingual("事先改了期", "moved before its due time"),
    WhyNot.NOT_RANDOM: Bilingual("不是随机抽查的", "not drawn at random"),
    WhyNot.NOT_SEEN: Bilingual("没有机会看到", "there was no occasion to see it"),
    WhyNot.NO_CATEGORY: Bilingual("从未定过类别", "it never had a category"),
    WhyNot.NO_RATE: Bilingual("有人没有小时费率", "the hourly rate of somebody is missing"),
    WhyNot.NO_CUSTOMER: Bilingual("没有记录客户", "no customer recorded"),
    WhyNot.NOT_YET_KNOWN: Bilingual("那时客户尚未建档", "before the customer was put on record"),
    WhyNot.REQUIRED: Bilingual("规定必须如此", "rules ask for it"),
}
INTRODUCTION: Final = """\
# 度量 · Measures

本页由定义生成（`python -m tools.measures`），写的就是程序所算的；请勿手改。
This page is written from the definitions themselves by `python -m tools.measures`: it says what is computed. Do not
edit it.

- 所需的事件没有记录时，读数是“没有记录”，不是零。
  Where the events that a measure needs are not recorded it answers “not recorded”, never 0.
- 系统与占位人从不排名：他们经手的记在“无人”名下，留在班组里。
  System actors and placeholders are never ranked: what they held is nobody's and stays with the team.
- “经手”指从一个交接点到下一个交接点、工单在同一人（或无人）手上的一段。
  A “holding” is a stretch from one hand-over point to the next, in the hands of one person or of nobody.
- 少于最少样本的数照样显示，注明“样本太少”，不据以评分。
  Under its least sample a number is shown, marked, and not scored.
- 定义留有余地之处怎样取舍 What was decided where a definition leaves room:
  [decisions/0005](../decisions/0005-what-a-measure-counts.md). 区间 Intervals: [intervals.md](intervals.md).
  怎样加一个 How to add one: [recipes/add-a-measure.md](../recipes/add-a-measure.md).
"""


def page() -> str:
    """Give the page."""
    groups = (part for code, name in GROUPS.items() for part in _group(code, name))
    return "\n".join([INTRODUCTION, *groups, *_reasons()])


def _group(code: str, name: Bilingual) -> Iterator[str]:
    measures = [measure for measure in MEASURES.values() if measure.group == code]
    if not measures:
        return
    yield f"## {name.zh} · {name.en}\n"
    heads = (
        "名称 name",
        "算什么 what",
        "总体 population",
        "计入 numerator",
        "归属 credit",
        "需要 needs",
        "最少样本 least sample",
        "区间 interval",
        "出处 source",
    )
    yield _line(heads)
    yield _line(["---"] * len(heads))
    for measure in measures:
        yield _line(_cells(measure))
    yield ""


def _cells(measure: Measure) -> Iterator[str]:
    keys = "、".join(f"`{key}`" for key in measure.keys)
    told = [UNITS[measure.unit], DIRECTIONS[measure.direction]]
    told += [STATISTICS[statistic] for statistic in measure.statistics]
    kind = Bilingual("，".join(each.zh for each in told), ", ".join(each.en for each in told))
    yield f"**{measure.name.zh}**<br>**{measure.name.en}**<br>{keys}<br>{_both(kind)}"
    yield _both(measure.definition)
    yield _both(measure.population_text)
    yield _both(measure.numerator_text)
    yield _both(measure.credit_text)
    yield _both(measure.needs_note) + "<br>" + " ".join(f"`{code}`" for code in sorted(measure.needs))
    yield str(measure.least_sample or "–")
    yield _both(METHODS[measure.interval or USUAL[measure.kind]])
    yield measure.source


def _reasons() -> Iterator[str]:
    yield "## 为何不计 · Why a row does not count\n"
    yield _line(("code", "为何 why", "why"))
    yield _line(["---"] * 3)
    for why, words in REASONS.items():
        yield _line((f"`{why}`", words.zh, words.en))
    yield ""


def _both(text: Bilingual) -> str:
    return f"{text.zh}<br>{text.en}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(path: Path = PAGE) -> None:
    """Write the page."""
    path.write_text(page(), encoding="utf-8")
    say(f"  written: {path.relative_to(ROOT)}, {len(MEASURES)} measures")


if __name__ == "__main__":
    write()
