"""The question whether a resolution holds, in the words of the case's page."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import Act, AskedState, AskedView, CaseView, NextAction, Status

Label = str | Promise
WORD: Mapping[AskedState, tuple[str, Label]] = {
    AskedState.NOBODY: ("none", pgettext_lazy("asking", "nobody was asked")),
    AskedState.ASKED: ("none", pgettext_lazy("asking", "asked, no answer yet")),
    AskedState.WROTE: ("warn", pgettext_lazy("asking", "the customer wrote instead")),
    AskedState.REMINDED: ("none", pgettext_lazy("asking", "asked twice, no answer yet")),
    AskedState.SETTLED: ("good", pgettext_lazy("asking", "settled, says the customer")),
    AskedState.NOT_SETTLED: ("bad", pgettext_lazy("asking", "not settled, says the customer")),
    AskedState.UNANSWERED: ("none", pgettext_lazy("asking", "closed without an answer")),
}
NEXT: Mapping[AskedState, tuple[str, Label]] = {
    AskedState.ASKED: (NextAction.CONFIRM_AND_CLOSE, _("Next reminder")),
    AskedState.REMINDED: (NextAction.DECIDE_UNANSWERED, _("Decide from")),
}
HINT: Mapping[AskedState, Label] = {
    AskedState.NOBODY: _("The case names no customer, or it was resolved elsewhere."),
    AskedState.WROTE: _("Read it first: while it waits, no reminder goes out."),
}


def asked(view: CaseView, now: datetime) -> dict[str, object] | None:
    """Give how the question stands; nothing where none was asked."""
    told = view.asked
    if told is None:
        return None
    mark, word = WORD[told.state]
    if told.state is AskedState.SETTLED and view.line.status in {Status.OPEN, Status.WAITING}:
        mark, word = "none", pgettext_lazy("asking", "settled at first, then taken up again")
    is_resolved = view.line.status is Status.RESOLVED
    is_due = _is_silent(view, told, now)
    return {
        "mark": "warn" if is_due else mark,
        "word": pgettext_lazy("asking", "silent: somebody decides now") if is_due else word,
        "times": told.times,
        "at": told.at,
        "next": _next(view, told),
        "hint": HINT.get(told.state, "") if is_resolved else "",
        "thanks": is_resolved and view.line.next_action == NextAction.READ_AGAIN and Act.CLOSE in view.allowed,
        "version": view.version,
        "decides": is_due and Act.CLOSE in view.allowed,
    }


def _next(view: CaseView, told: AskedView) -> Label:
    """Say what the day of the next step is, where that step is still the one that the asking planned."""
    step, label = NEXT.get(told.state, ("", ""))
    return label if step and view.line.next_action == step and view.line.next_due else ""


def _is_silent(view: CaseView, told: AskedView, now: datetime) -> bool:
    due, is_resolved = view.line.next_due, view.line.status is Status.RESOLVED
    return told.state is AskedState.REMINDED and is_resolved and due is not None and due <= now
