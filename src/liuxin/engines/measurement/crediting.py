"""To whom what came of a case is credited, and the sentence that says so."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from liuxin.kernel.text import Bilingual


class Credit(StrEnum):
    """To whom a contribution is credited."""

    RESOLVER = "resolver"
    FIRST_OWNER = "first_owner"
    OWNER_AT_EVENT = "owner_at_event"
    OWN_INTERVAL = "own_interval"
    SENDER = "sender"
    HANDLER_REVIEWED = "handler_reviewed"
    QUEUE_LEAD = "queue_lead"
    DUTY_MANAGER = "duty_manager"
    NAMED = "named"
    RATEE = "ratee"
    TIME_SHARE = "time_share"
    UNIT_ONLY = "unit_only"


CREDIT_TEXTS: Final[Mapping[Credit, Bilingual]] = MappingProxyType(
    {
        Credit.RESOLVER: Bilingual("归作出该次解决的人。", "Credited to whoever made that resolution."),
        Credit.FIRST_OWNER: Bilingual(
            "归第一位接手的人，系统与队列不算。",
            "Credited to the first person to hold the case; systems and queues are left out.",
        ),
        Credit.OWNER_AT_EVENT: Bilingual(
            "归事件发生那一刻的经手人。", "Credited to whoever held the case at the instant of the event."
        ),
        Credit.OWN_INTERVAL: Bilingual(
            "只计本人持有期间的时间。", "Only the time while the case was in the person's own hands."
        ),
        Credit.SENDER: Bilingual("归发出消息的人。", "Credited to the author of the message."),
        Credit.HANDLER_REVIEWED: Bilingual(
            "归被检查的那段处理的经办人。", "Credited to the person whose handling was reviewed."
        ),
        Credit.QUEUE_LEAD: Bilingual(
            "无人经手的时间归该班组，由班组长负责。",
            "Time without a holder belongs to the team, and its lead answers for it.",
        ),
        Credit.DUTY_MANAGER: Bilingual("归承担该事项的管理者。", "Credited to the manager who holds the duty."),
        Credit.NAMED: Bilingual("归读数写明的人或班组。", "Credited to the person or team that the reading names."),
        Credit.RATEE: Bilingual("归被评价的人；自评另列。", "Credited to the person rated; own marks stand apart."),
        Credit.TIME_SHARE: Bilingual(
            "一单一份，按各经手人到期限或解决之前持有的工作时间分摊。",
            "One credit per case, shared among its holders by the business time each held it up to the deadline or the "
            "resolution.",
        ),
        Credit.UNIT_ONLY: Bilingual(
            "只归班组、部门或组织，不归个人。",
            "Belongs to a team, a department or the organisation, never to a person.",
        ),
    }
)
"""To whom a contribution goes, in a sentence, as shown beside every number."""
