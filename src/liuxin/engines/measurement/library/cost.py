"""Measures of cost: what the hours that people held a case cost."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import mean
from liuxin.engines.measurement.library.workload import LAST_RESOLVED
from liuxin.engines.measurement.schemas import MILLION
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

_NEEDED: Final = needed.RESOLUTIONS | {"reading.confirmed"}

COST_PER_CASE: Final = mean(
    code="cost_per_case",
    name=Bilingual("单件成本（工时）", "Cost per case (time)"),
    group="cost",
    definition=Bilingual(
        "期内最后一次解决的工单平均每单的工时成本：每位经手人手中的工作时间乘以其小时费率，各人相加。费率取经确认的外部读数"
        "“hourly_rate”中工单到其手上那天有效的一条；任何一位缺费率或缺工作时间的工单不计，另列。渠道、上门与补偿费用不在其内。"
        "背后各单不写明是谁经手。",
        "Mean cost of time of the cases last resolved in the period: the business time in each holder's hands times "
        "that person's hourly rate, added up. The rate is the confirmed external reading “hourly_rate” in force on the "
        "day the case came to the person; a case in which any rate or time is not known is listed apart. Channel, "
        "visit and goodwill costs are not in it. The cases behind it do not say who held them.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual(
        "各经手人的工作时间乘以小时费率之和。", "Sum over holders of business time times hourly rate."
    ),
    source="HDI; MetricNet (cost per contact)",
    unit=Unit.CURRENCY,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=_NEEDED,
    needs_note=needed.note(_NEEDED),
    least_sample=100,
    population=populations.COSTS,
    tells=telling.cost,
    parts=MILLION,
    names_people=False,
)

MEASURES: Final = (COST_PER_CASE,)
