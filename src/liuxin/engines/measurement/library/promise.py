"""Measures of promises: whether what was promised was kept, how late it was, and whether next steps were done."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import mean, share
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.text import Bilingual

SHARES_KEPT: Final = Bilingual("按时兑现的份额。", "The shares of those kept.")
STEPS: Final = frozenset({"case.next_planned", "case.next_done"})

PROMISES_KEPT: Final = share(
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
    numerator_text=SHARES_KEPT,
    source="ITIL 4 service level management; COPC CX Standard (on time)",
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    needs=needed.PROMISES,
    needs_note=needed.note(needed.PROMISES),
    least_sample=30,
    population=populations.PROMISES,
    tells=telling.kept,
)

LATENESS_WHEN_MISSED: Final = mean(
    code="lateness_when_missed",
    name=Bilingual("超时程度", "Lateness when missed"),
    group="promise",
    definition=Bilingual(
        "未按期限解决的承诺平均晚了多少日历小时，从期限到解决，仍未解决的算到数据截止；归属与承诺兑现率相同，各按其份额。",
        "By how many calendar hours promises resolved after their deadline were late on average, up to the resolution "
        "or, where there is none yet, to where the record reaches. Credited as promises kept, each by its share.",
    ),
    population_text=Bilingual(
        "期内到期而未兑现、期限之后才解决或尚未解决的承诺。",
        "Promises that fell due in the period, were missed, and were resolved later or not at all.",
    ),
    numerator_text=Bilingual(
        "从期限到解决的日历小时，按份额。", "Calendar hours from deadline to resolution, by share."
    ),
    source="ITIL 4 service level management",
    unit=Unit.HOURS,
    direction=Direction.LOWER,
    credit=Credit.TIME_SHARE,
    needs=needed.PROMISES | needed.RESOLUTIONS,
    needs_note=needed.note(needed.PROMISES | needed.RESOLUTIONS),
    least_sample=10,
    population=populations.LATE_PROMISES,
    tells=telling.late,
)

COMPLAINT_RESOLVED_IN_TIME: Final = share(
    code="complaint_resolved_in_time",
    name=Bilingual("投诉按期办结率", "Complaints resolved in time"),
    group="promise",
    definition=Bilingual(
        "种类为投诉的工单中，期内到期或已解决的承诺按时兑现的比例；多人会办时按各自持有的工作时间分摊。",
        "Share of the promises on complaints, decided in the period, that were kept. Where several handled it, it is "
        "split by the business time each held it.",
    ),
    population_text=Bilingual("期内到了期限或已解决的投诉的承诺。", "Promises on complaints decided in the period."),
    numerator_text=SHARES_KEPT,
    source="ISO 10002:2018 / GB/T 19012-2019",
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    needs=needed.PROMISES,
    needs_note=needed.note(needed.PROMISES),
    least_sample=20,
    population=populations.COMPLAINT_PROMISES,
    tells=telling.kept,
)

INTERNAL_PROMISE_KEPT: Final = share(
    code="internal_promise_kept",
    name=Bilingual("内部承诺兑现率", "Internal promises kept"),
    group="internal_partner",
    definition=Bilingual(
        "客户为内部部门的工单中，期内到期或已解决的承诺按时兑现的比例；按各经手人持有的工作时间分摊。",
        "Share of the promises to internal customers, decided in the period, that were kept; split by the business "
        "time each held the case.",
    ),
    population_text=Bilingual(
        "期内到了期限或已解决的、对内客户的承诺。", "Promises to internal customers decided in the period."
    ),
    numerator_text=SHARES_KEPT,
    source="Seed text Q2 (internal customers); ITIL 4 (operational level agreement)",
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    needs=needed.PROMISES | {"customers.added"},
    needs_note=needed.note(needed.PROMISES | {"customers.added"}),
    least_sample=30,
    population=populations.INTERNAL_PROMISES,
    tells=telling.kept,
)

REPLY_IN_TIME: Final = Bilingual(
    "期限之前有人答复的份额。", "The shares of those that a person replied to by the deadline."
)

FIRST_RESPONSE_KEPT: Final = share(
    code="first_response_kept",
    name=Bilingual("首次响应兑现率", "First response promises kept"),
    group="promise",
    definition=Bilingual(
        "期内已答复或到期（取先到者）的首次响应承诺中，期限之前有人对外答复的比例；自动回执与退回的信不算答复，关闭并告知结果算。"
        "一单一份，按各经手人从受理到那一刻持有的工作时间分摊，接手之前的等待不归本人。没有承诺首次响应的工单不在其中。",
        "Share of the promises of a first response, replied to or due in the period (whichever is first), that a "
        "person replied to by the deadline; automatic receipts and letters that came back are no reply, a closing that "
        "tells the outcome is. One credit per case, split by the business time each held it from receipt until then, "
        "so that nobody answers for waiting before. Cases without such a promise are not in it.",
    ),
    population_text=Bilingual(
        "期内已答复或到期的首次响应承诺。", "Promises of a first response replied to or due in the period."
    ),
    numerator_text=REPLY_IN_TIME,
    source="ITIL 4 service level management; ISO 18295-1:2017",
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    needs=needed.RESPONSES,
    needs_note=needed.note(needed.RESPONSES),
    least_sample=30,
    population=populations.FIRST_RESPONSES,
    tells=telling.responded,
)

NEXT_RESPONSE_KEPT: Final = share(
    code="next_response_kept",
    name=Bilingual("后续响应兑现率", "Next response promises kept"),
    group="promise",
    definition=Bilingual(
        "期内已答复或到期（取先到者）的后续响应承诺中，期限之前有人对外答复的比例；从客户最早一条未得到答复的消息算起，"
        "每轮一份，按各经手人在这一轮里持有的工作时间分摊。自动回执与退回的信不算答复，关闭并告知结果算。",
        "Share of the promises of a next response, replied to or due in the period (whichever is first), that a person "
        "replied to by the deadline; each counts from the earliest message of the customer that has no reply. One "
        "credit a turn, split by the business time each held the case in it. Automatic receipts and letters that came "
        "back are no reply, a closing that tells the outcome is.",
    ),
    population_text=Bilingual(
        "期内已答复或到期的后续响应承诺。", "Promises of a next response replied to or due in the period."
    ),
    numerator_text=REPLY_IN_TIME,
    source="ITIL 4 service level management; ISO 18295-1:2017",
    direction=Direction.HIGHER,
    credit=Credit.TIME_SHARE,
    needs=needed.RESPONSES,
    needs_note=needed.note(needed.RESPONSES),
    least_sample=30,
    population=populations.NEXT_RESPONSES,
    tells=telling.responded,
)

NEXT_ACTION_ON_TIME: Final = share(
    code="next_action_on_time",
    name=Bilingual("下一步按时率", "Next actions done on time"),
    group="promise",
    definition=Bilingual(
        "期内到期的下一步中，在期限之前完成的比例，工单在此之前解决的也算完成；归承担这一步的人。期限之前改期的另列，不计；"
        "过了期限才改期的算未按时。",
        "Share of the next steps due in the period that were done by their due time, or whose case was resolved by "
        "then, for whoever was to take the step. A step moved before its due time is listed apart and does not count; "
        "moved afterwards it was missed.",
    ),
    population_text=Bilingual(
        "期内到期的下一步，事先改期的除外。", "Next steps due in the period, less those moved before."
    ),
    numerator_text=Bilingual("期限之前完成的。", "Those done by their due time."),
    source="Seed text Q3 (every matter lands)",
    direction=Direction.HIGHER,
    credit=Credit.OWNER_AT_EVENT,
    needs=STEPS,
    needs_note=needed.note(STEPS),
    least_sample=30,
    population=populations.NEXT_STEPS,
    tells=telling.done_on_time,
)

NEXT_ACTION_MOVES: Final = share(
    code="next_action_moves",
    name=Bilingual("下一步改期率", "Next actions moved"),
    group="promise",
    definition=Bilingual(
        "期内到期的下一步中，期限之前被改期的比例；与下一步按时率并看，以免靠改期来“按时”。",
        "Share of the next steps due in the period that were moved before their due time; read it beside next actions "
        "done on time, which moving the date would flatter.",
    ),
    population_text=Bilingual("期内到期的下一步。", "Next steps due in the period."),
    numerator_text=Bilingual("期限之前被改期的。", "Those moved before their due time."),
    source="Seed text Q3 (every matter lands)",
    direction=Direction.LOWER,
    credit=Credit.OWNER_AT_EVENT,
    needs=frozenset({"case.next_planned"}),
    needs_note=needed.note(frozenset({"case.next_planned"})),
    least_sample=30,
    population=populations.NEXT_STEPS,
    tells=telling.moved,
)

MEASURES: Final = (
    PROMISES_KEPT,
    LATENESS_WHEN_MISSED,
    COMPLAINT_RESOLVED_IN_TIME,
    INTERNAL_PROMISE_KEPT,
    FIRST_RESPONSE_KEPT,
    NEXT_RESPONSE_KEPT,
    NEXT_ACTION_ON_TIME,
    NEXT_ACTION_MOVES,
)
