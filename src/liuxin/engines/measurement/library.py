"""The measures that Liuxin knows: one declaration each."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from liuxin.engines.measurement import contributions
from liuxin.engines.measurement.contributions import PROMISES, RESOLUTIONS, RESOLVED
from liuxin.engines.measurement.words import Credit, Direction, Kind, Measure, Statistic, Unit
from liuxin.kernel.errors import BadInputError
from liuxin.kernel.text import Bilingual

_OPENED_AND_RESOLVED: Final = frozenset({"case.opened", "case.resolved"})

CASES_RESOLVED: Final = Measure(
    code="cases_resolved",
    name=Bilingual("解决件数", "Cases resolved"),
    group="efficiency",
    definition=Bilingual(
        "期内最后一次解决时由本人经手的工单数；一单只计一次，解决后又重开而未再解决的不计。这是件数，不是折合工作量。",
        "Cases that the person held at their last resolution, when that falls in the period. A case counts once, and "
        "not while it is open again. It is a plain count, not standard work.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单，重开未解决的除外。", "Cases whose last resolution falls in the period and stands."
    ),
    numerator_text=Bilingual("每单计一件。", "One for each case."),
    source="HDI (tickets per agent); Wageman & Baker 1997 on individual pay and help",
    unit=Unit.COUNT,
    direction=Direction.HIGHER,
    credit=Credit.RESOLVER,
    kind=Kind.COUNT,
    statistics=(Statistic.COUNT,),
    needs=_OPENED_AND_RESOLVED,
    needs_note=Bilingual("需要记录每次解决。", "Every resolution would have to be recorded."),
    least_sample=0,
    population=RESOLVED,
    tells=contributions.one,
)

RESOLUTION_TIME_BUSINESS: Final = Measure(
    code="resolution_time_business",
    name=Bilingual("解决时间（工作时间）", "Resolution time in business hours"),
    group="efficiency",
    definition=Bilingual(
        "从受理到最后一次解决的工作时间，按承诺所用的日历，扣除等待客户的时段；仍未解决的工单不在其中。",
        "Business time from receipt to the last resolution on the calendar of the promise, waits for the customer "
        "taken out. Cases still open are not in it.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单，重开未解决的除外。", "Cases whose last resolution falls in the period and stands."
    ),
    numerator_text=Bilingual("从受理到最后一次解决的工作时间。", "Business time from receipt to the last resolution."),
    source="ITIL 4; ISO 10002:2018",
    unit=Unit.HOURS,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    kind=Kind.QUANTILE,
    statistics=(Statistic.MEDIAN, Statistic.P90),
    needs=_OPENED_AND_RESOLVED,
    needs_note=Bilingual("需要记录受理与每次解决。", "Receipt and every resolution would have to be recorded."),
    least_sample=30,
    population=RESOLVED,
    tells=contributions.business_time,
)

RESOLUTION_TIME_CALENDAR: Final = Measure(
    code="resolution_time_calendar",
    name=Bilingual("解决时间（日历时间）", "Resolution time in calendar hours"),
    group="efficiency",
    definition=Bilingual(
        "从受理到最后一次解决的日历时间，即客户实际感受到的时间，不作任何扣除。",
        "Calendar time from receipt to the last resolution: what the customer felt, nothing taken out.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单，重开未解决的除外。", "Cases whose last resolution falls in the period and stands."
    ),
    numerator_text=Bilingual("从受理到最后一次解决的日历时间。", "Calendar time from receipt to the last resolution."),
    source="ITIL 4; ISO 10002:2018",
    unit=Unit.HOURS,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    kind=Kind.QUANTILE,
    statistics=(Statistic.MEDIAN, Statistic.P90),
    needs=_OPENED_AND_RESOLVED,
    needs_note=Bilingual("需要记录受理与每次解决。", "Receipt and every resolution would have to be recorded."),
    least_sample=30,
    population=RESOLVED,
    tells=contributions.calendar_time,
)

PROMISES_KEPT: Final = Measure(
    code="promises_kept",
    name=Bilingual("承诺兑现率", "Promises kept"),
    group="promise",
    definition=Bilingual(
        "期内到了期限或已解决（取先到者）的承诺中按时兑现的比例；一单一份，按各经手人到那一刻为止持有的工作时间分摊，"
        "无人经手的时间记在班组名下。全程不在工作时间内的，按日历时间分摊。",
        "Share of promises decided in the period (deadline or last resolution, whichever is first) that were kept. "
        "One credit per case, split by the business time each held it until then; time without "
        "a person stays with the team. Where no business time passed at all, calendar time decides.",
    ),
    population_text=Bilingual("期内到了期限或已解决的承诺。", "Promises decided in the period."),
    numerator_text=Bilingual("按时兑现的份额。", "The shares of those kept."),
    source="ITIL 4 service level management; COPC CX Standard (on time)",
    unit=Unit.PERCENT,
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    kind=Kind.SHARE,
    statistics=(Statistic.SHARE,),
    needs=frozenset({"case.opened", "case.promise_judged"}),
    needs_note=Bilingual("需要记录承诺是否兑现。", "Whether a promise was kept would have to be recorded."),
    least_sample=30,
    population=PROMISES,
    tells=contributions.kept,
)

REOPENED_WITHIN_14_DAYS: Final = Measure(
    code="reopened_within_14_days",
    name=Bilingual("十四天内重开率", "Reopened within 14 days"),
    group="quality",
    definition=Bilingual(
        "期内的解决中，十四个日历日内被重开的比例；以每次解决为单位，记在作出那次解决的人名下，"
        "窗口未满的暂不计入，另列其数。",
        "Share of the resolutions in the period that were reopened within 14 calendar days. The unit is the "
        "resolution, charged to whoever made it; those whose window is still open are left out and counted beside it.",
    ),
    population_text=Bilingual(
        "期内的每次解决，十四天窗口已满。", "Resolutions in the period whose fourteen days are over."
    ),
    numerator_text=Bilingual("十四天内被重开的。", "Those reopened within fourteen days."),
    source="ITIL 4 incident management practice; HDI",
    unit=Unit.PERCENT,
    direction=Direction.LOWER,
    credit=Credit.RESOLVER,
    kind=Kind.SHARE,
    statistics=(Statistic.SHARE,),
    needs=frozenset({"case.opened", "case.resolved", "case.reopened"}),
    needs_note=Bilingual("需要记录解决与重开。", "Resolutions and reopenings would have to be recorded."),
    least_sample=50,
    population=RESOLUTIONS,
    tells=contributions.reopened,
    window=contributions.FOURTEEN_DAYS,
)

TRANSFERS_PER_CASE: Final = Measure(
    code="transfers_per_case",
    name=Bilingual("每单转派次数", "Transfers per case"),
    group="efficiency",
    definition=Bilingual(
        "期内解决的工单，在最后一次解决之前从一位经手人转到另一位的平均次数；由无人经手到有人接手不算转派。",
        "Mean number of times that a case resolved in the period went from one holder to another before its last "
        "resolution. The first person to take a case that nobody held is not a transfer.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单，重开未解决的除外。", "Cases whose last resolution falls in the period and stands."
    ),
    numerator_text=Bilingual("最后一次解决之前的转派次数。", "Transfers before the last resolution."),
    source="ITIL 4 incident management practice (reassignment)",
    unit=Unit.PER_CASE,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    kind=Kind.MEAN,
    statistics=(Statistic.MEAN,),
    needs=frozenset({"case.opened", "case.resolved", "case.handed_over"}),
    needs_note=Bilingual("需要记录每次转派。", "Every hand-over would have to be recorded."),
    least_sample=50,
    population=RESOLVED,
    tells=contributions.transfers,
)

MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        measure.code: measure
        for measure in (
            CASES_RESOLVED,
            RESOLUTION_TIME_BUSINESS,
            RESOLUTION_TIME_CALENDAR,
            PROMISES_KEPT,
            REOPENED_WITHIN_14_DAYS,
            TRANSFERS_PER_CASE,
        )
    }
)

KEYS: Final = tuple(key for measure in MEASURES.values() for key in measure.keys)
"""Every number that can be asked for, as an indicator names it."""


def find(key: str) -> tuple[Measure, Statistic]:
    """Give the measure and the statistic that a key names."""
    code, _, wanted = key.partition(".")
    measure = MEASURES.get(code)
    statistics = {str(statistic): statistic for statistic in measure.statistics} if measure else {}
    if measure is None or (wanted and wanted not in statistics):
        raise BadInputError("measurement.unknown_measure", field="measure", measure=key, known=", ".join(KEYS))
    return measure, statistics.get(wanted, measure.statistics[0])


def wanted_of(keys: Iterable[str]) -> dict[Measure, tuple[Statistic, ...]]:
    """Give what a list of keys asks for: a code alone asks for all that its measure gives."""
    wanted: dict[str, tuple[Statistic, ...]] = {}
    for key in keys:
        measure, statistic = find(key)
        chosen = (statistic,) if "." in key else measure.statistics
        held = wanted.get(measure.code, ())
        wanted[measure.code] = held + tuple(each for each in chosen if each not in held)
    return {MEASURES[code]: statistics for code, statistics in wanted.items()}
