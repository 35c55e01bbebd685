"""Measures of what somebody owes: warnings dealt with, customers won back, obstacles cleared, talks held."""

from typing import Final

from liuxin.engines.measurement import populations
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.library import needed, telling
from liuxin.engines.measurement.library.declaring import share
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.text import Bilingual

WARNINGS: Final = frozenset({"warning.raised", "warning.answered"})
RECOVERIES: Final = frozenset({"recovery.opened", "recovery.ended"})
OBSTACLES: Final = frozenset({"obstacle.raised", "obstacle.cleared"})
TALKS: Final = frozenset({"talk.planned", "talk.held"})

WARNING_CLEARED_IN_TIME: Final = share(
    code="warning_cleared_in_time",
    name=Bilingual("预警化解率", "Warnings cleared in time"),
    group="relationship",
    definition=Bilingual(
        "期内到期的预警中，在期限之前得到处理的比例；归预警的责任人。期限由预警所指的事情（违约、投诉）何时会发生而定。",
        "Share of the warnings due in the period that were dealt with by their due time, for the owner of the warning. "
        "The due time is when what it warns of, a broken promise or a complaint, would come about.",
    ),
    population_text=Bilingual("期内到期的预警。", "Warnings due in the period."),
    numerator_text=Bilingual("期限之前得到处理的。", "Those dealt with by their due time."),
    source="Seed text Q3 (care and love: settle it in the bud)",
    direction=Direction.HIGHER,
    credit=Credit.OWNER_AT_EVENT,
    needs=WARNINGS,
    needs_note=needed.note(WARNINGS),
    least_sample=20,
    population=populations.WARNINGS,
    tells=telling.done_on_time,
)

RECOVERY_SUCCESS: Final = share(
    code="recovery_success",
    name=Bilingual("补救成功率", "Recovery success"),
    group="relationship",
    definition=Bilingual(
        "服务补救中，结束时客户得以挽回的比例，归补救的责任人；以结束或到期（取先到者）之时归期。到期仍未结束的算未成功。",
        "Share of service recoveries that ended with the customer won back, for whoever was responsible. A recovery "
        "belongs to the period in which it ended or fell due, whichever is first; overdue and not ended it has failed.",
    ),
    population_text=Bilingual("期内结束或到期的补救。", "Recoveries that ended or fell due in the period."),
    numerator_text=Bilingual("客户得以挽回的。", "Those in which the customer was won back."),
    source="Orsingher, Valentini & de Angelis 2010 (satisfaction with complaint handling)",
    direction=Direction.HIGHER,
    credit=Credit.OWNER_AT_EVENT,
    needs=RECOVERIES,
    needs_note=needed.note(RECOVERIES),
    least_sample=10,
    population=populations.RECOVERIES,
    tells=telling.won_back,
)

OBSTACLE_CLEARED_SHARE: Final = share(
    code="obstacle_cleared_share",
    name=Bilingual("障碍清除率", "Obstacles cleared in time"),
    group="manager_duty",
    definition=Bilingual(
        "期内到期的障碍中，在期限之前清除、并经提出人确认的比例；归负责清除的管理者。没有确认的算未清除。",
        "Share of the obstacles due in the period that were cleared by their due time and confirmed by whoever raised "
        "them, for the manager who owes it. Without the confirmation an obstacle is not cleared.",
    ),
    population_text=Bilingual("期内到期的障碍。", "Obstacles due in the period."),
    numerator_text=Bilingual("期限之前清除并经确认的。", "Those cleared by their due time, and confirmed."),
    source="Seed text Q1 (clearing obstacles is the manager's duty)",
    direction=Direction.HIGHER,
    credit=Credit.DUTY_MANAGER,
    needs=OBSTACLES,
    needs_note=needed.note(OBSTACLES),
    least_sample=5,
    population=populations.OBSTACLES,
    tells=telling.confirmed_on_time,
)

TALK_HELD_ON_TIME: Final = share(
    code="talk_held_on_time",
    name=Bilingual("面谈按期率", "Feedback talks held on time"),
    group="manager_duty",
    definition=Bilingual(
        "期内应进行的反馈面谈中，在期限之前进行的比例；归应谈的管理者。",
        "Share of the feedback talks due in the period that were held by their due time, for the manager who owes "
        "them.",
    ),
    population_text=Bilingual("期内到期的面谈。", "Talks due in the period."),
    numerator_text=Bilingual("期限之前进行的。", "Those held by their due time."),
    source="Seed text Q1, stage 5",
    direction=Direction.HIGHER,
    credit=Credit.DUTY_MANAGER,
    needs=TALKS,
    needs_note=needed.note(TALKS),
    least_sample=3,
    population=populations.TALKS,
    tells=telling.done_on_time,
)

MEASURES: Final = (WARNING_CLEARED_IN_TIME, RECOVERY_SUCCESS, OBSTACLE_CLEARED_SHARE, TALK_HELD_ON_TIME)
