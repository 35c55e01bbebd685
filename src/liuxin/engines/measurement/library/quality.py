"""Measures of quality: whether a matter was really settled, and whether customers complained of how."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import count, rate, share
from liuxin.engines.measurement.populations import WEEK
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual

COMPLAINTS_NEEDED: Final = frozenset({"case.opened", "case.complained"})
CLOSINGS_NEEDED: Final = frozenset({"case.opened", "case.closed"})
CONFIRMATIONS_NEEDED: Final = needed.RESOLUTIONS | {"case.confirmed"}

FIRST_CONTACT_RESOLUTION: Final = share(
    code="first_contact_resolution",
    name=Bilingual("首次联系解决率", "First contact resolution rate"),
    group="quality",
    definition=Bilingual(
        "期内首次解决的工单中，由第一位经手人解决、此前没有转派、且解决后七天内未重开的比例（毛口径，不论类别是否可首次解决）。"
        "七天未满的暂不计入，另列其数。",
        "Share of the cases first resolved in the period that their first holder resolved, without a transfer before, "
        "and that were not reopened within seven days (gross: whatever the category). Those whose seven days are not "
        "over are left out and counted beside it.",
    ),
    population_text=Bilingual(
        "期内首次解决、七天窗口已满的工单。", "Cases first resolved in the period whose seven days are over."
    ),
    numerator_text=Bilingual(
        "第一位经手人解决、没有转派、七天内未重开的。",
        "Those solved by the first holder, not transferred, not reopened.",
    ),
    source="COPC CX Standard (issue resolution); ISO 18295-1:2017; HDI",
    direction=Direction.HIGHER,
    credit=Credit.FIRST_OWNER,
    needs=needed.REOPENINGS,
    needs_note=needed.note(needed.REOPENINGS),
    least_sample=50,
    population=populations.FIRST_RESOLUTIONS,
    tells=telling.solved_at_first_contact,
    window=WEEK,
)

REOPENED_WITHIN_14_DAYS: Final = share(
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
    direction=Direction.LOWER,
    credit=Credit.RESOLVER,
    needs=needed.REOPENINGS,
    needs_note=needed.note(needed.REOPENINGS),
    least_sample=50,
    population=populations.RESOLUTIONS,
    tells=telling.reopened,
    window=telling.FOURTEEN_DAYS,
)

REPEAT_CONTACT_RATE: Final = share(
    code="repeat_contact_rate",
    name=Bilingual("重复来电率", "Repeat contact rate"),
    group="quality",
    definition=Bilingual(
        "期内的解决中，七个日历日内同一客户就同一类别又来了新工单的比例；记在作出那次解决的人名下。没有类别的算作同一类。"
        "未记录客户的不计，另列；七天未满的暂不计入。",
        "Share of the resolutions in the period after which the same customer came with a new case in the same "
        "category within seven calendar days, charged to whoever made that resolution. Cases without a category are of "
        "one category. Without a customer a resolution is listed apart; seven days not over are pending.",
    ),
    population_text=Bilingual(
        "期内的每次解决，客户有记录，七天窗口已满。",
        "Resolutions in the period with a customer on record whose seven days are over.",
    ),
    numerator_text=Bilingual("七天内同一客户同一类别又有新工单的。", "Those followed by a new case within seven days."),
    source="COPC CX Standard (issue resolution); Dixon, Freeman & Toman 2010",
    direction=Direction.LOWER,
    credit=Credit.RESOLVER,
    needs=needed.RESOLUTIONS,
    needs_note=needed.note(needed.RESOLUTIONS),
    least_sample=50,
    population=populations.REPEATS,
    tells=telling.came_again,
    window=WEEK,
)

RESOLUTION_CONFIRMED_RATE: Final = share(
    code="resolution_confirmed_rate",
    name=Bilingual("客户确认解决率", "Customer-confirmed resolution rate"),
    group="quality",
    definition=Bilingual(
        "客户就是否解决作过答复的解决中，确认已经解决的比例，以最后一次答复为准；未答复的另列，不算解决也不算未解决。",
        "Among the resolutions of the period on which the customer said anything, the share that the customer says "
        "settled the matter; the last word counts. Without an answer a resolution is listed apart, as neither.",
    ),
    population_text=Bilingual("期内的解决中客户有答复的。", "Resolutions in the period with a word from the customer."),
    numerator_text=Bilingual("客户确认已经解决的。", "Those that the customer says settled the matter."),
    source="COPC CX Standard (issue resolution from the customer's view); ISO 10004:2018",
    direction=Direction.HIGHER,
    credit=Credit.RESOLVER,
    needs=CONFIRMATIONS_NEEDED,
    needs_note=needed.note(CONFIRMATIONS_NEEDED),
    least_sample=30,
    population=populations.RESOLUTIONS,
    tells=telling.confirmed,
)

CATEGORY_CORRECTED: Final = share(
    code="category_corrected",
    name=Bilingual("类别更正率", "Category corrected"),
    group="unified_window",
    definition=Bilingual(
        "期内最后一次解决的工单中，解决时的类别与最初所定的不同的比例；看受理时分得准不准，不归个人。从未定过类别的另列。",
        "Share of the cases last resolved in the period whose category by then was another than the first that was "
        "told: how well cases are sorted when they come in. It is charged to no person. Cases that never had a "
        "category are listed apart.",
    ),
    population_text=Bilingual(
        "期内最后一次解决、定过类别的工单。", "Cases last resolved in the period that had a category."
    ),
    numerator_text=Bilingual("解决时类别已不同的。", "Those whose category was another by then."),
    source="ITIL 4 incident management practice; HDI",
    direction=Direction.LOWER,
    credit=Credit.UNIT_ONLY,
    needs=needed.RESOLUTIONS | {"case.classified"},
    needs_note=needed.note(needed.RESOLUTIONS | {"case.classified"}),
    least_sample=50,
    population=populations.LAST_RESOLUTIONS,
    tells=telling.recategorised,
)

CLOSED_WITH_OUTCOME: Final = share(
    code="closed_with_outcome",
    name=Bilingual("有着落率", "Closed with an outcome"),
    group="unified_window",
    definition=Bilingual(
        "期内关闭、此后未重开的工单中，结果有记录的比例；归关闭那一刻的经手人。在这里办理的工单关闭时必须写明结果，"
        "这个数主要看导入和批量关闭的工单。",
        "Share of the cases closed in the period, and not opened again since, whose outcome is on record, for whoever "
        "held the case at its closing. Cases worked here cannot be closed without one: it shows imported and "
        "bulk-closed ones.",
    ),
    population_text=Bilingual("期内关闭且仍然关闭的工单。", "Cases closed in the period that stand closed."),
    numerator_text=Bilingual("结果有记录的。", "Those whose outcome is on record."),
    source="Seed text Q3 (every matter lands); ISO 10002:2018",
    direction=Direction.HIGHER,
    credit=Credit.OWNER_AT_EVENT,
    needs=CLOSINGS_NEEDED,
    needs_note=needed.note(CLOSINGS_NEEDED),
    least_sample=30,
    population=populations.CLOSINGS,
    tells=telling.with_outcome,
)

COMPLAINTS: Final = count(
    code="complaints",
    name=Bilingual("投诉件数", "Complaints"),
    group="quality",
    definition=Bilingual(
        "期内针对服务或处理过程的投诉数；归被投诉那一段的经手人，没有指明的归投诉时的经手人，不归受理投诉的人。",
        "Complaints in the period about the service or its handling, charged to whoever handled the part complained "
        "of (where that is not said, to whoever held the case then), never to the person who registered it.",
    ),
    population_text=Bilingual("期内针对处理的投诉。", "Complaints about the handling in the period."),
    numerator_text=Bilingual("每件计一。", "One for each."),
    source="ISO 10002:2018 / GB/T 19012-2019",
    direction=Direction.NONE,
    credit=Credit.OWNER_AT_EVENT,
    needs=COMPLAINTS_NEEDED,
    needs_note=needed.note(COMPLAINTS_NEEDED),
    population=populations.COMPLAINTS,
    tells=telling.one,
)

COMPLAINT_RATE: Final = rate(
    code="complaint_rate",
    name=Bilingual("每百单投诉数", "Complaints per 100 cases"),
    group="quality",
    definition=Bilingual(
        "期内针对服务或处理过程的投诉数，除以期内的工单数，乘以一百；归被投诉那一段的经手人，不归受理投诉的人。"
        "一单只计一次：整体按首次到任何人或班组手上，按班组则按首次到该班组；按人、岗位或部门则按首次到每位经手人，一人一单一次。",
        "Complaints in the period about the service or its handling, per 100 cases that first came in the period; "
        "charged to whoever handled the part complained of, never to the person who registered it. A case counts once: "
        "as a whole when it first came to anybody or any team, by team when it first came to that team; by person, "
        "position or department when it first came to each person, so that it counts once for each who held it.",
    ),
    population_text=Bilingual(
        "期内首次到来的工单；按人时为首次到本人手上的。",
        "Cases that first came in the period; by person, those that first came to the person.",
    ),
    numerator_text=Bilingual("期内针对其处理的投诉。", "Complaints about the handling in the period."),
    source="ISO 10002:2018 / GB/T 19012-2019; ISO 10004:2018",
    direction=Direction.LOWER,
    credit=Credit.OWNER_AT_EVENT,
    needs=COMPLAINTS_NEEDED,
    needs_note=needed.note(COMPLAINTS_NEEDED),
    least_sample=200,
    population=populations.COMPLAINTS_AND_ARRIVALS,
    tells=telling.per_arrival,
)

MEASURES: Final = (
    FIRST_CONTACT_RESOLUTION,
    REOPENED_WITHIN_14_DAYS,
    REPEAT_CONTACT_RATE,
    RESOLUTION_CONFIRMED_RATE,
    CATEGORY_CORRECTED,
    CLOSED_WITH_OUTCOME,
    COMPLAINTS,
    COMPLAINT_RATE,
)
