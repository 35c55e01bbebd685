"""The words of cases as readers see them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _

from liuxin.desk.cases.words import (
    Act,
    Channel,
    HandOverReason,
    Kind,
    NextAction,
    Outcome,
    ServiceStage,
    Status,
)

Word = TypeVar("Word", bound=StrEnum)
Label = str | Promise

STATUS: Mapping[Status, Label] = {
    Status.OPEN: _("case", "In hand"),
    Status.WAITING: _("case", "Waiting for the customer"),
    Status.RESOLVED: _("case", "Resolved"),
    Status.CLOSED: _("case", "Closed"),
}
KIND: Mapping[Kind, Label] = {
    Kind.INQUIRY: _("case", "Inquiry"),
    Kind.REQUEST: _("case", "Request"),
    Kind.REPORT: _("case", "Report"),
    Kind.COMPLAINT: _("case", "Complaint"),
}
STAGE: Mapping[ServiceStage, Label] = {
    ServiceStage.PRESALE: _("case", "Presale"),
    ServiceStage.INSALE: _("case", "In-sale"),
    ServiceStage.AFTERSALE: _("case", "Aftersale"),
}
CHANNEL: Mapping[Channel, Label] = {
    Channel.PHONE: _("case", "Phone"),
    Channel.EMAIL: _("case", "E-mail"),
    Channel.PORTAL: _("case", "Portal"),
    Channel.WEB_FORM: _("case", "Web form"),
    Channel.COUNTER: _("case", "Counter"),
    Channel.MESSENGER: _("case", "Messenger"),
    Channel.API: _("case", "Interface"),
    Channel.OTHER: _("case", "Other way"),
}
PRIORITY: Mapping[int, Label] = {
    1: _("case", "Urgent"),
    2: _("case", "High"),
    3: _("case", "Medium"),
    4: _("case", "Low"),
}
OUTCOME: Mapping[Outcome, Label] = {
    Outcome.DONE_AND_TOLD: _("case", "Done, and the customer told"),
    Outcome.ANSWERED: _("case", "Answered"),
    Outcome.PARTLY_DONE: _("case", "Done in part"),
    Outcome.CANNOT_BE_DONE: _("case", "Cannot be done, and the customer told why"),
    Outcome.PASSED_ON: _("case", "Passed on to whom it concerns"),
    Outcome.DUPLICATE: _("case", "Same matter as another case"),
    Outcome.WITHDRAWN: _("case", "Withdrawn by the customer"),
    Outcome.AS_RECORDED: _("case", "As recorded at the source"),
    Outcome.NOT_RECORDED: _("case", "Not recorded at the source"),
}
REASON: Mapping[HandOverReason, Label] = {
    HandOverReason.RECEIVED: _("case", "received"),
    HandOverReason.TAKEN: _("case", "taken"),
    HandOverReason.SKILL: _("case", "needs another skill"),
    HandOverReason.SHIFT: _("case", "change of shift"),
    HandOverReason.WORKLOAD: _("case", "too much work"),
    HandOverReason.WRONG_TEAM: _("case", "belongs to another team"),
    HandOverReason.ESCALATION: _("case", "escalation"),
    HandOverReason.ABSENCE: _("case", "absence"),
    HandOverReason.OTHER: _("case", "another reason"),
    HandOverReason.AS_RECORDED: _("case", "as recorded"),
}
NEXT_ACTION: Mapping[str, Label] = {
    NextAction.FIRST_REPLY.value: _("case", "Give the customer a first reply"),
    NextAction.TAKE_UP.value: _("case", "Take the case up"),
    NextAction.TAKE_UP_AGAIN.value: _("case", "Take the case up again"),
    NextAction.CONFIRM_AND_CLOSE.value: _("case", "Ask the customer whether it holds, then close"),
    NextAction.REVIEW_IMPORTED.value: _("case", "Look at the imported case"),
}
ACT: Mapping[Act, Label] = {
    Act.TAKE: _("case", "Take"),
    Act.TRANSFER: _("case", "Transfer"),
    Act.HELP: _("case", "Ask for help"),
    Act.WAIT: _("case", "Wait for the customer"),
    Act.RESUME: _("case", "Go on"),
    Act.PLAN: _("case", "Change the next step"),
    Act.RESOLVE: _("case", "Resolve"),
    Act.CLOSE: _("case", "Close with outcome"),
    Act.REOPEN: _("case", "Reopen"),
    Act.CLASSIFY: _("case", "Reclassify"),
    Act.NOTE: _("case", "Write a note"),
}


def choices(labels: Mapping[Word, Label], *, empty: Label | None = None) -> list[tuple[str, Label]]:
    """Give the choices of a field, with an empty one in front where one may choose nothing."""
    known: list[tuple[str, Label]] = [(word.value, label) for word, label in labels.items()]
    return known if empty is None else [("", empty), *known]


def priorities(*, empty: Label | None = None) -> list[tuple[str, Label]]:
    """Give the priorities as choices."""
    known: list[tuple[str, Label]] = [(str(number), label) for number, label in PRIORITY.items()]
    return known if empty is None else [("", empty), *known]


def next_action(text: str) -> str:
    """Say a next action: in our words where the desk wrote it, else as somebody wrote it."""
    return str(NEXT_ACTION.get(text, text))
