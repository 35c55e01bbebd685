"""Measures of time: how long customers wait, and how long a case is in somebody's hands or in nobody's."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import quantile
from liuxin.engines.measurement.library.workload import LAST_RESOLVED
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

FIRST_RESPONSE_TIME: Final = quantile(
    code="first_response_time",
    name=Bilingual("首次响应时间（客户等待）", "First response time as the customer waited"),
    group="efficiency",
    definition=Bilingual(
        "从受理到第一次由人对外答复的日历时间，即客户实际等待的时间；自动回执与机器人不算答复。一单只计一次，"
        "重开不产生新的首次响应；尚未答复的另列，不算已答复。",
        "Calendar time from receipt to the first message to the customer by a person, as the customer waited; "
        "automatic receipts and bots are no reply. Once per case: a reopening starts no new one. A case not answered "
        "is listed apart and never taken as answered.",
    ),
    population_text=Bilingual("期内受理、已有人答复的工单。", "Cases opened in the period that a person has answered."),
    numerator_text=Bilingual("从受理到首次答复的日历时间。", "Calendar time from receipt to the first reply."),
    source="ISO 18295-1:2017; COPC CX Standard",
    unit=Unit.MINUTES,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.MESSAGES,
    needs_note=needed.note(needed.MESSAGES),
    least_sample=30,
    population=populations.OPENINGS,
    tells=telling.waited,
)

FIRST_RESPONSE_TIME_BUSINESS: Final = quantile(
    code="first_response_time_business",
    name=Bilingual("首次响应时间（工作时间）", "First response time in business hours"),
    group="efficiency",
    definition=Bilingual(
        "从受理到第一次由人对外答复的工作时间，按承诺所用的日历；其余与客户等待的首次响应时间相同。",
        "Business time from receipt to the first message to the customer by a person, on the calendar of the promise; "
        "otherwise as first response time as the customer waited.",
    ),
    population_text=Bilingual("期内受理、已有人答复的工单。", "Cases opened in the period that a person has answered."),
    numerator_text=Bilingual("从受理到首次答复的工作时间。", "Business time from receipt to the first reply."),
    source="ISO 18295-1:2017; COPC CX Standard",
    unit=Unit.MINUTES,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.MESSAGES,
    needs_note=needed.note(needed.MESSAGES),
    least_sample=30,
    population=populations.OPENINGS,
    tells=telling.waited_in_business,
)

OWN_FIRST_RESPONSE_TIME: Final = quantile(
    code="own_first_response_time",
    name=Bilingual("本人首次响应时间", "Own first response time"),
    group="efficiency",
    definition=Bilingual(
        "从工单到本人手上起，到本人首次对外答复的工作时间；以每次经手为单位，到手之前的等待不计。没有答复过的经手另列。",
        "Business time from the case coming to the person to that person's first message to the customer, for each "
        "holding; nobody answers for waiting before it. A holding without a reply is listed apart.",
    ),
    population_text=Bilingual(
        "期内开始、本人已答复的每次经手。", "Holdings begun in the period in which the person has replied."
    ),
    numerator_text=Bilingual(
        "从到手到本人首次答复的工作时间。", "Business time from hand-over to the own first reply."
    ),
    source="ITIL 4 service level management",
    unit=Unit.MINUTES,
    direction=Direction.LOWER,
    credit=Credit.OWN_INTERVAL,
    needs=needed.MESSAGES,
    needs_note=needed.note(needed.MESSAGES),
    least_sample=30,
    population=populations.ARRIVALS,
    tells=telling.waited_in_business,
)

OWN_HANDLING_TIME: Final = quantile(
    code="own_handling_time",
    name=Bilingual("本人处理时间", "Own handling time"),
    group="efficiency",
    definition=Bilingual(
        "期内最后一次解决的工单在本人手中的工作时间，多次经手合计，扣除等待客户与解决之后的时段；解决之后才接手的人不在其中。"
        "按班组或整体时，单位仍是“一单一人”：几人经手过同一单，各计一次。未按案件难度调整。",
        "Business time that a case last resolved in the period was in the person's hands, all holdings together, less "
        "waits for the customer and time after a resolution; whoever took it only then is not in it. Of a team or as a "
        "whole, too, it counts pairs of case and person: a case that several held is there once for each. Not adjusted "
        "for the mix of cases.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单及其每位经手人。", "Cases last resolved in the period, with each who held them before."
    ),
    numerator_text=Bilingual("在该人手中的工作时间。", "Business time in that person's hands."),
    source="COPC CX Standard (handle time as an efficiency measure)",
    unit=Unit.HOURS,
    direction=Direction.BAND,
    credit=Credit.OWN_INTERVAL,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    least_sample=30,
    population=populations.HANDLED,
    tells=telling.handled,
)

RESOLUTION_TIME_BUSINESS: Final = quantile(
    code="resolution_time_business",
    name=Bilingual("解决时间（工作时间）", "Resolution time in business hours"),
    group="efficiency",
    definition=Bilingual(
        "从受理到最后一次解决的工作时间，按承诺所用的日历，扣除等待客户的时段；仍未解决的工单不在其中。",
        "Business time from receipt to the last resolution on the calendar of the promise, waits for the customer "
        "taken out. Cases still open are not in it.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual("从受理到最后一次解决的工作时间。", "Business time from receipt to the last resolution."),
    source="ITIL 4; ISO 10002:2018",
    unit=Unit.HOURS,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    least_sample=30,
    population=populations.LAST_RESOLUTIONS,
    tells=telling.standing("business_seconds"),
)

RESOLUTION_TIME_CALENDAR: Final = quantile(
    code="resolution_time_calendar",
    name=Bilingual("解决时间（日历时间）", "Resolution time in calendar hours"),
    group="efficiency",
    definition=Bilingual(
        "从受理到最后一次解决的日历时间，即客户实际感受到的时间，不作任何扣除。",
        "Calendar time from receipt to the last resolution: what the customer felt, nothing taken out.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual("从受理到最后一次解决的日历时间。", "Calendar time from receipt to the last resolution."),
    source="ITIL 4; ISO 10002:2018",
    unit=Unit.HOURS,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    least_sample=30,
    population=populations.LAST_RESOLUTIONS,
    tells=telling.standing("calendar_seconds"),
)

WAITING_FOR_CUSTOMER: Final = quantile(
    code="waiting_for_customer",
    name=Bilingual("等待客户时长", "Time waiting for the customer"),
    group="efficiency",
    definition=Bilingual(
        "从受理到最后一次解决之间，工单等待客户的工作时间，按承诺所用的日历；没有等待过的工单计为零，仍未解决的不在其中。"
        "与解决时间并看：这一段已从解决时间（工作时间）中扣除。",
        "Business time that a case waited for the customer between receipt and the last resolution, on the calendar of "
        "the promise; a case that never waited counts as none, cases still open are not in it. Read it beside "
        "resolution time in business hours, from which it is taken out.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual("等待客户的工作时间。", "Business time spent waiting for the customer."),
    source="ITIL 4; ISO 10002:2018",
    unit=Unit.HOURS,
    direction=Direction.NONE,
    credit=Credit.UNIT_ONLY,
    needs=needed.RESOLUTIONS | {"case.waiting"},
    needs_note=needed.note(needed.RESOLUTIONS | {"case.waiting"}),
    least_sample=30,
    population=populations.LAST_RESOLUTIONS,
    tells=telling.standing("waiting_seconds"),
)

OWNERSHIP_GAP: Final = quantile(
    code="ownership_gap",
    name=Bilingual("无人接手时长", "Ownership gap"),
    group="unified_window",
    definition=Bilingual(
        "工单未解决而无人经手的工作时间；以每段空档为单位，归那时的责任人，通常是班组长。有人接手或已解决时这一段才算结束、才计入。",
        "Business time that an open case was in nobody's hands, for each such stretch, charged to whoever was "
        "accountable, as a rule the lead of the team. It counts once somebody has the case or it is resolved.",
    ),
    population_text=Bilingual(
        "期内开始、已经结束的每段无人经手的时间。", "Stretches without a holder that began in the period and are over."
    ),
    numerator_text=Bilingual("这一段的工作时间。", "The business time of the stretch."),
    source="Seed text Q3 (every matter has an owner)",
    unit=Unit.MINUTES,
    direction=Direction.LOWER,
    credit=Credit.QUEUE_LEAD,
    needs=needed.HANDS,
    needs_note=needed.note(needed.HANDS),
    least_sample=30,
    population=populations.GAPS,
    tells=telling.lay,
)

MEASURES: Final = (
    FIRST_RESPONSE_TIME,
    FIRST_RESPONSE_TIME_BUSINESS,
    OWN_FIRST_RESPONSE_TIME,
    OWN_HANDLING_TIME,
    RESOLUTION_TIME_BUSINESS,
    RESOLUTION_TIME_CALENDAR,
    WAITING_FOR_CUSTOMER,
    OWNERSHIP_GAP,
)
