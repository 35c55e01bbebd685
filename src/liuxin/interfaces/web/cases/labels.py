"""The words of cases as readers see them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import (
    Act,
    Aspect,
    Channel,
    EscalateTo,
    HandOverReason,
    Kind,
    NextAction,
    Outcome,
    PromiseState,
    ServiceStage,
    Status,
    Target,
)

Word = TypeVar("Word", bound=StrEnum)
Label = str | Promise

STATUS: Mapping[Status, Label] = {
    Status.OPEN: pgettext_lazy("case", "In hand"),
    Status.WAITING: pgettext_lazy("case", "Waiting for the customer"),
    Status.RESOLVED: pgettext_lazy("case", "Resolved"),
    Status.CLOSED: pgettext_lazy("case", "Closed"),
}
KIND: Mapping[Kind, Label] = {
    Kind.INQUIRY: pgettext_lazy("case", "Inquiry"),
    Kind.REQUEST: pgettext_lazy("case", "Request"),
    Kind.REPORT: pgettext_lazy("case", "Report"),
    Kind.COMPLAINT: pgettext_lazy("case", "Complaint"),
}
STAGE: Mapping[ServiceStage, Label] = {
    ServiceStage.PRESALE: pgettext_lazy("case", "Presale"),
    ServiceStage.INSALE: pgettext_lazy("case", "In-sale"),
    ServiceStage.AFTERSALE: pgettext_lazy("case", "Aftersale"),
}
CHANNEL: Mapping[Channel, Label] = {
    Channel.PHONE: pgettext_lazy("case", "Phone"),
    Channel.EMAIL: pgettext_lazy("case", "E-mail"),
    Channel.PORTAL: pgettext_lazy("case", "Portal"),
    Channel.WEB_FORM: pgettext_lazy("case", "Web form"),
    Channel.COUNTER: pgettext_lazy("case", "Counter"),
    Channel.MESSENGER: pgettext_lazy("case", "Messenger"),
    Channel.API: pgettext_lazy("case", "Interface"),
    Channel.OTHER: pgettext_lazy("case", "Other way"),
}
PROMISE: Mapping[PromiseState, Label] = {
    PromiseState.RUNNING: pgettext_lazy("promise", "Running, on time"),
    PromiseState.CLOSE: pgettext_lazy("promise", "At risk"),
    PromiseState.MISSED: pgettext_lazy("promise", "Missed or not kept"),
    PromiseState.KEPT: pgettext_lazy("promise", "Kept"),
}
PRIORITY: Mapping[int, Label] = {
    1: pgettext_lazy("case", "Urgent"),
    2: pgettext_lazy("case", "High"),
    3: pgettext_lazy("case", "Medium"),
    4: pgettext_lazy("case", "Low"),
}
OUTCOME: Mapping[Outcome, Label] = {
    Outcome.DONE_AND_TOLD: pgettext_lazy("case", "Done, and the customer told"),
    Outcome.ANSWERED: pgettext_lazy("case", "Answered"),
    Outcome.PARTLY_DONE: pgettext_lazy("case", "Done in part"),
    Outcome.CANNOT_BE_DONE: pgettext_lazy("case", "Cannot be done, and the customer told why"),
    Outcome.PASSED_ON: pgettext_lazy("case", "Passed on to whom it concerns"),
    Outcome.DUPLICATE: pgettext_lazy("case", "Same matter as another case"),
    Outcome.WITHDRAWN: pgettext_lazy("case", "Withdrawn by the customer"),
    Outcome.AS_RECORDED: pgettext_lazy("case", "As recorded at the source"),
    Outcome.NOT_RECORDED: pgettext_lazy("case", "Not recorded at the source"),
}
REASON: Mapping[HandOverReason, Label] = {
    HandOverReason.RECEIVED: pgettext_lazy("case", "received"),
    HandOverReason.ROUTED: pgettext_lazy("case", "routed by a rule"),
    HandOverReason.TAKEN: pgettext_lazy("case", "taken"),
    HandOverReason.UNDONE: pgettext_lazy("case", "undone"),
    HandOverReason.SKILL: pgettext_lazy("case", "needs another skill"),
    HandOverReason.SHIFT: pgettext_lazy("case", "change of shift"),
    HandOverReason.WORKLOAD: pgettext_lazy("case", "too much work"),
    HandOverReason.WRONG_TEAM: pgettext_lazy("case", "belongs to another team"),
    HandOverReason.ESCALATION: pgettext_lazy("case", "escalation"),
    HandOverReason.ABSENCE: pgettext_lazy("case", "absence"),
    HandOverReason.OTHER: pgettext_lazy("case", "another reason"),
    HandOverReason.AS_RECORDED: pgettext_lazy("case", "as recorded"),
}
NEXT_ACTION: Mapping[str, Label] = {
    NextAction.FIRST_REPLY.value: pgettext_lazy("case", "Give the customer a first reply"),
    NextAction.TAKE_UP.value: pgettext_lazy("case", "Take the case up"),
    NextAction.TAKE_UP_AGAIN.value: pgettext_lazy("case", "Take the case up again"),
    NextAction.CONFIRM_AND_CLOSE.value: pgettext_lazy("case", "Ask the customer whether it holds, then close"),
    NextAction.REVIEW_IMPORTED.value: pgettext_lazy("case", "Look at the imported case"),
    NextAction.ANSWER.value: pgettext_lazy("case", "Answer the customer"),
    NextAction.READ_AGAIN.value: pgettext_lazy("case", "Read what the customer wrote after it was resolved"),
    NextAction.DECIDE_UNANSWERED.value: pgettext_lazy("case", "Asked twice: decide, if there is still no answer"),
    NextAction.ASK_AGAIN.value: pgettext_lazy("case", "The customer did not answer: ask again or take it on"),
}
TARGET: Mapping[str, Label] = {
    Target.FIRST.value: pgettext_lazy("promise", "first response"),
    Target.NEXT.value: pgettext_lazy("promise", "next response"),
    Target.RESOLUTION.value: pgettext_lazy("promise", "resolution"),
}
ASPECT: Mapping[Aspect, Label] = {
    Aspect.CUSTOMER: pgettext_lazy("promise", "Customer"),
    Aspect.SITE: pgettext_lazy("promise", "Site"),
    Aspect.CUSTOMER_KIND: pgettext_lazy("promise", "Kind of customer"),
    Aspect.KIND: pgettext_lazy("promise", "Kind of case"),
    Aspect.STAGE: pgettext_lazy("promise", "Service stage"),
    Aspect.PRIORITY: pgettext_lazy("promise", "Priority"),
}
ESCALATE: Mapping[EscalateTo, Label] = {
    EscalateTo.NOBODY: pgettext_lazy("promise", "nobody"),
    EscalateTo.LEAD: pgettext_lazy("promise", "the lead of the team"),
    EscalateTo.HEAD: pgettext_lazy("promise", "the head of the department"),
    EscalateTo.PERSON: pgettext_lazy("promise", "a named person"),
}
ACT: Mapping[Act, Label] = {
    Act.TAKE: pgettext_lazy("case", "Take"),
    Act.TRANSFER: pgettext_lazy("case", "Transfer"),
    Act.HELP: pgettext_lazy("case", "Ask for help"),
    Act.WAIT: pgettext_lazy("case", "Wait for the customer"),
    Act.RESUME: pgettext_lazy("case", "Go on"),
    Act.PLAN: pgettext_lazy("case", "Change the next step"),
    Act.RESOLVE: pgettext_lazy("case", "Resolve"),
    Act.CLOSE: pgettext_lazy("case", "Close with outcome"),
    Act.REOPEN: pgettext_lazy("case", "Reopen"),
    Act.CLASSIFY: pgettext_lazy("case", "Reclassify"),
    Act.NOTE: pgettext_lazy("case", "Write a note"),
    Act.REPLY: pgettext_lazy("case", "Answer the customer"),
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
