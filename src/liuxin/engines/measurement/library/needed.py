"""What a measure needs from the record, and how that is said: `needs_note` is made of the event codes of `needs`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from liuxin.kernel.text import Bilingual

EVENTS: Final[Mapping[str, Bilingual]] = MappingProxyType(
    {
        "case.opened": Bilingual("工单的受理", "the opening of cases"),
        "case.handed_over": Bilingual("每次交接", "every hand-over"),
        "case.resolved": Bilingual("每次解决", "every resolution"),
        "case.reopened": Bilingual("重开", "reopenings"),
        "case.closed": Bilingual("关闭及其结果", "closings and their outcome"),
        "case.promise_judged": Bilingual("承诺是否兑现", "whether promises were kept"),
        "case.response_due": Bilingual("答复的承诺及其期限", "promises of a reply and when each is due"),
        "case.waiting": Bilingual("等待客户的起点", "when waits for the customer began"),
        "case.classified": Bilingual("类别的更改", "changes of category"),
        "case.escalated": Bilingual("升级", "escalations"),
        "case.complained": Bilingual("对处理的投诉", "complaints about the handling"),
        "case.confirmed": Bilingual("客户对是否解决的确认", "the customer's word on whether it is settled"),
        "case.next_planned": Bilingual("下一步及其期限", "next steps and when they are due"),
        "case.next_done": Bilingual("下一步的完成", "when next steps were done"),
        "message.sent": Bilingual("对外答复及其作者", "replies to customers and their authors"),
        "survey.asked": Bilingual("发出的问卷", "surveys sent"),
        "survey.answered": Bilingual("问卷的答复", "answers to surveys"),
        "review.recorded": Bilingual("质检评分", "quality reviews"),
        "warning.raised": Bilingual("预警及其期限", "warnings and when they are due"),
        "warning.answered": Bilingual("预警的处理", "when warnings were dealt with"),
        "recovery.opened": Bilingual("服务补救及其期限", "service recoveries and when they are due"),
        "recovery.ended": Bilingual("服务补救的结果", "how recoveries ended"),
        "obstacle.raised": Bilingual("提出的障碍及其期限", "obstacles raised and when they are due"),
        "obstacle.cleared": Bilingual("障碍的清除与确认", "when obstacles were cleared, and the confirmation"),
        "talk.planned": Bilingual("应进行的面谈及其期限", "talks due"),
        "talk.held": Bilingual("面谈的进行", "when talks were held"),
        "reading.confirmed": Bilingual("经第二人确认的外部读数", "imported readings confirmed by a second person"),
        "customers.added": Bilingual("客户的建档时间与种类", "when customers were first known, and their kind"),
    }
)
"""The events that measures need, as a reader names them."""

RESOLUTIONS: Final = frozenset({"case.opened", "case.resolved"})
REOPENINGS: Final = RESOLUTIONS | {"case.reopened"}
HANDS: Final = frozenset({"case.opened", "case.handed_over"})
PROMISES: Final = frozenset({"case.opened", "case.promise_judged"})
RESPONSES: Final = frozenset({"case.opened", "case.response_due", "message.sent"})
MESSAGES: Final = frozenset({"case.opened", "message.sent"})
SURVEYS: Final = frozenset({"survey.asked", "survey.answered"})
REVIEWS: Final = frozenset({"review.recorded"})


def note(needs: frozenset[str]) -> Bilingual:
    """Say what would have to be recorded."""
    told = [words for code, words in EVENTS.items() if code in needs]
    return Bilingual(
        f"需要记录：{'、'.join(each.zh for each in told)}。",
        f"Would have to be recorded: {', '.join(each.en for each in told)}.",
    )
