"""Measures of work: how much comes, how much is done, how much is open, and how it goes from hand to hand."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import count, mean, quantile, share
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

LAST_RESOLVED: Final = Bilingual(
    "期内最后一次解决的工单，重开而未再解决的除外。", "Cases whose last resolution falls in the period and stands."
)

CASES_OPENED: Final = count(
    code="cases_opened",
    name=Bilingual("受理件数", "Cases opened"),
    group="unified_window",
    definition=Bilingual(
        "期内新受理的工单数；描述工作量，不计分。按班组看时归第一位经手人所在的班组。",
        "New cases in the period; describes load and is not scored. By team, a case belongs to that of its first "
        "holder.",
    ),
    population_text=Bilingual("期内受理的工单。", "Cases opened in the period."),
    numerator_text=Bilingual("每单计一件。", "One for each case."),
    source="HDI; ITIL 4 service desk practice",
    direction=Direction.NONE,
    credit=Credit.UNIT_ONLY,
    needs=frozenset({"case.opened"}),
    needs_note=needed.note(frozenset({"case.opened"})),
    population=populations.OPENINGS,
    tells=telling.one,
)

CASES_RESOLVED: Final = count(
    code="cases_resolved",
    name=Bilingual("解决件数", "Cases resolved"),
    group="efficiency",
    definition=Bilingual(
        "期内最后一次解决时由本人经手的工单数；一单只计一次，解决后又重开而未再解决的不计。这是件数，不是折合工作量。",
        "Cases that the person held at their last resolution, when that falls in the period. A case counts once, and "
        "not while it is open again. It is a plain count, not standard work.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual("每单计一件。", "One for each case."),
    source="HDI (tickets per agent); Wageman & Baker 1997 on individual pay and help",
    direction=Direction.HIGHER,
    credit=Credit.RESOLVER,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    population=populations.LAST_RESOLUTIONS,
    tells=telling.standing(),
)

OPEN_CASES: Final = count(
    code="open_cases",
    name=Bilingual("在办件数", "Open cases"),
    group="efficiency",
    definition=Bilingual(
        "期末尚未解决的工单数，归那一刻的经手人；无人经手的记在班组名下。等待客户的也算在办。",
        "Cases not resolved at the end of the period, for whoever held them then; those that nobody held stay with the "
        "team. Cases that wait for the customer are open.",
    ),
    population_text=Bilingual("期末那一刻在办的工单。", "Cases open at the end of the period."),
    numerator_text=Bilingual("每单计一件。", "One for each case."),
    source="ITIL 4 (backlog)",
    direction=Direction.NONE,
    credit=Credit.OWNER_AT_EVENT,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    population=populations.OPEN_CASES,
    tells=telling.one,
)

OPEN_CASE_AGE: Final = quantile(
    code="open_case_age",
    name=Bilingual("在办件龄", "Age of open cases"),
    group="efficiency",
    definition=Bilingual(
        "期末在办的工单从受理起已经历的日历天数；归那一刻的经手人，到手之前的天数也在内。",
        "Calendar days since receipt of the cases open at the end of the period, for whoever held them then; the days "
        "before the case came to that person are in it.",
    ),
    population_text=Bilingual("期末那一刻在办的工单。", "Cases open at the end of the period."),
    numerator_text=Bilingual("从受理到期末的日历天数。", "Calendar days from receipt to the end of the period."),
    source="ITIL 4 (backlog)",
    unit=Unit.DAYS,
    direction=Direction.LOWER,
    credit=Credit.OWNER_AT_EVENT,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    least_sample=10,
    population=populations.OPEN_CASES,
    tells=telling.age,
)

TRANSFERS_PER_CASE: Final = mean(
    code="transfers_per_case",
    name=Bilingual("每单转派次数", "Transfers per case"),
    group="efficiency",
    definition=Bilingual(
        "期内解决的工单，在最后一次解决之前从一位经手人转到另一位的平均次数；由无人经手到有人接手不算转派。",
        "Mean number of times that a case resolved in the period went from one holder to another before its last "
        "resolution. The first person to take a case that nobody held is not a transfer.",
    ),
    population_text=LAST_RESOLVED,
    numerator_text=Bilingual("最后一次解决之前的转派次数。", "Transfers before the last resolution."),
    source="ITIL 4 incident management practice (reassignment)",
    unit=Unit.PER_CASE,
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.RESOLUTIONS | needed.HANDS,
    needs_note=needed.note(needed.RESOLUTIONS | needed.HANDS),
    least_sample=50,
    population=populations.LAST_RESOLUTIONS,
    tells=telling.standing("transfers"),
)

TRANSFERS_IN: Final = count(
    code="transfers_in",
    name=Bilingual("转入次数", "Transfers in"),
    group="efficiency",
    definition=Bilingual(
        "期内工单从另一位经手人转到本人手上的次数；从无人经手处接手不算。",
        "How often a case came to the person from another person in the period; taking one that nobody had held is "
        "none.",
    ),
    population_text=Bilingual(
        "期内从另一人手上转来的每次经手。", "Holdings begun in the period that came from another."
    ),
    numerator_text=Bilingual("每次计一。", "One for each."),
    source="ITIL 4 incident management practice (reassignment)",
    direction=Direction.NONE,
    credit=Credit.OWNER_AT_EVENT,
    needs=needed.HANDS,
    needs_note=needed.note(needed.HANDS),
    population=populations.RECEIVED,
    tells=telling.one,
)

TRANSFERS_OUT: Final = count(
    code="transfers_out",
    name=Bilingual("转出次数", "Transfers out"),
    group="efficiency",
    definition=Bilingual(
        "期内工单从本人手上离开、后来到了另一人手上的次数；中间无人经手的，仍算这两人之间的一次转派。",
        "How often a case left the person in the period and went on to another person. Where nobody held it in "
        "between, it is still one transfer from the one to the other.",
    ),
    population_text=Bilingual(
        "期内结束、其后到了另一人手上的每次经手。", "Holdings ended in the period that went on to another."
    ),
    numerator_text=Bilingual("每次计一。", "One for each."),
    source="ITIL 4 incident management practice (reassignment)",
    direction=Direction.NONE,
    credit=Credit.OWNER_AT_EVENT,
    needs=needed.HANDS,
    needs_note=needed.note(needed.HANDS),
    population=populations.DEPARTURES,
    tells=telling.one,
)

TRANSFER_OUT_RATE: Final = share(
    code="transfer_out_rate",
    name=Bilingual("转出率", "Transfer-out rate"),
    group="efficiency",
    definition=Bilingual(
        "期内到本人手上的经手中，后来转到另一人手上的比例；以每次经手为单位。仍在手上而未解决的暂不计入，另列其数。"
        "按规定应转的记录中分不出来，也在其内。",
        "Share of the person's holdings begun in the period that went on to another person. A case still in hand and "
        "not resolved is left out and counted beside it. Transfers that rules require cannot be told apart and are in.",
    ),
    population_text=Bilingual(
        "期内开始、已经离手或工单已解决的每次经手。",
        "Holdings begun in the period that ended, or whose case is resolved.",
    ),
    numerator_text=Bilingual("后来到了另一人手上的。", "Those that went on to another person."),
    source="HDI; ITIL 4 incident management practice (reassignment)",
    direction=Direction.LOWER,
    credit=Credit.OWNER_AT_EVENT,
    needs=needed.HANDS,
    needs_note=needed.note(needed.HANDS),
    least_sample=50,
    population=populations.ARRIVALS,
    tells=telling.passed_on,
)

BOUNCE_RATE: Final = share(
    code="bounce_rate",
    name=Bilingual("退回率", "Bounce rate"),
    group="internal_partner",
    definition=Bilingual(
        "期内从别人手上转来的经手中，没有对外答复就退回原来那个人的比例；仍在手上而未解决的暂不计入，另列其数。",
        "Share of the holdings that came from another person in the period and went back to that person without a "
        "reply to the customer. A case still in hand and not resolved is left out and counted beside it.",
    ),
    population_text=Bilingual(
        "期内从另一人手上转来、已经离手或工单已解决的每次经手。",
        "Holdings begun in the period that came from another, and ended or whose case is resolved.",
    ),
    numerator_text=Bilingual("未答复即退回来处的。", "Those that went back where they came from, unanswered."),
    source="BPI Challenge 2013 (ping-pong between support teams)",
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.HANDS | needed.MESSAGES,
    needs_note=needed.note(needed.HANDS | needed.MESSAGES),
    least_sample=30,
    population=populations.RECEIVED,
    tells=telling.bounced,
)

ESCALATION_RATE: Final = share(
    code="escalation_rate",
    name=Bilingual("升级率", "Escalation rate"),
    group="quality",
    definition=Bilingual(
        "期内开始的经手中，工单在手期间因时限或权限被升级的比例；规定必须升级的不计，另列。无人经手时的升级归那时的责任人。"
        "按班组或整体时，单位仍是每次经手，不是工单。及时升级不是过错，故不计分。",
        "Share of the holdings begun in the period in which the case was escalated for time or authority. Those that "
        "rules require are left out and listed apart; one while nobody held the case goes to whoever was accountable. "
        "Of a team or as a whole, too, it counts holdings, not cases. Escalating in time is no fault, so it is not "
        "scored.",
    ),
    population_text=Bilingual(
        "期内开始的每次经手，必须升级的除外。", "Holdings begun in the period, less required escalations."
    ),
    numerator_text=Bilingual("在手期间被升级的。", "Those in which the case was escalated."),
    source="ITIL 4; ISO 10002:2018",
    direction=Direction.NONE,
    credit=Credit.OWNER_AT_EVENT,
    needs=frozenset({"case.opened", "case.escalated"}),
    needs_note=needed.note(frozenset({"case.opened", "case.escalated"})),
    least_sample=50,
    population=populations.WATCHES,
    tells=telling.escalated,
)

REPLIES_PER_CASE: Final = quantile(
    code="replies_per_case",
    name=Bilingual("每单答复次数", "Replies per case"),
    group="efficiency",
    definition=Bilingual(
        "期内解决的工单，本人在最后一次解决之前对外答复的次数；没有答复过的人不在其中，自动回执不算。"
        "按班组或整体时，单位仍是“一单一人”：几人答复过同一单，各计一次。",
        "Messages that the person sent to the customer before the last resolution, per case resolved in the period. "
        "Whoever sent none is not in it; automatic receipts do not count. Of a team or as a whole, too, it counts "
        "pairs of case and person: a case that several replied to is there once for each.",
    ),
    population_text=Bilingual(
        "期内最后一次解决的工单及其每位答复人。", "Cases last resolved in the period, with each person who replied."
    ),
    numerator_text=Bilingual("该人对外答复的次数。", "Messages sent to the customer by that person."),
    source="HDI; help-desk practice",
    unit=Unit.PER_CASE,
    direction=Direction.BAND,
    credit=Credit.SENDER,
    needs=needed.MESSAGES | needed.RESOLUTIONS,
    needs_note=needed.note(needed.MESSAGES | needed.RESOLUTIONS),
    least_sample=30,
    population=populations.REPLIES,
    tells=telling.replied,
)

MEASURES: Final = (
    CASES_OPENED,
    CASES_RESOLVED,
    OPEN_CASES,
    OPEN_CASE_AGE,
    TRANSFERS_PER_CASE,
    TRANSFERS_IN,
    TRANSFERS_OUT,
    TRANSFER_OUT_RATE,
    BOUNCE_RATE,
    ESCALATION_RATE,
    REPLIES_PER_CASE,
)
