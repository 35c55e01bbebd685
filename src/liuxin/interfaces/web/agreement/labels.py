"""Words of agreements, in the language of the page."""

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from liuxin.performance.agreement.words import Answer, How, State

STATES: Mapping[State, object] = {
    State.OPEN: pgettext_lazy("agreement", "under negotiation"),
    State.AGREED: pgettext_lazy("agreement", "agreed"),
    State.DECIDED: pgettext_lazy("agreement", "decided formally"),
    State.WITHDRAWN: pgettext_lazy("agreement", "withdrawn"),
}
TAGS: Mapping[State, str] = {
    State.OPEN: "tag-link",
    State.AGREED: "tag-good",
    State.DECIDED: "tag-warn",
    State.WITHDRAWN: "",
}
ANSWERS: Mapping[Answer, object] = {
    Answer.SIGN: pgettext_lazy("agreement", "signed"),
    Answer.OBJECT: pgettext_lazy("agreement", "disagrees"),
    Answer.REFUSE: pgettext_lazy("agreement", "refuses to sign"),
    Answer.ABSTAIN: pgettext_lazy("agreement", "abstains"),
}
HOW: Mapping[How, object] = {
    How.EVERYONE: gettext_lazy("All of them signed this version."),
    How.SHARE: gettext_lazy("The share that was asked for signed this version."),
    How.DECIDED: gettext_lazy("No agreement was reached; it was decided formally, with a reason."),
}
SIDES: Mapping[str, object] = {
    "approver": pgettext_lazy("side of an agreement", "approves"),
    "department": pgettext_lazy("side of an agreement", "department"),
    "director": pgettext_lazy("side of an agreement", "director"),
    "lead": pgettext_lazy("side of an agreement", "lead"),
    "manager": pgettext_lazy("side of an agreement", "manager"),
    "owner": pgettext_lazy("side of an agreement", "owner"),
    "person": pgettext_lazy("side of an agreement", "the person"),
    "voter": pgettext_lazy("side of an agreement", "votes"),
}
KINDS: Mapping[str, object] = {
    "goal": pgettext_lazy("kind of agreement", "Goal"),
    "indicator_set": pgettext_lazy("kind of agreement", "Indicator set"),
    "talk": pgettext_lazy("kind of agreement", "Talk"),
    "rule_set": pgettext_lazy("kind of agreement", "Rule"),
    "improvement_plan": pgettext_lazy("kind of agreement", "Improvement plan"),
}

PAGES: Mapping[str, tuple[str, str]] = {
    "goal": ("plan:goal", "goal"),
    "indicator_set": ("indicators:set", "set"),
    "talk": ("feedback:talk", "talk"),
    "rule_set": ("outcomes:rule", "rule_set"),
    "improvement_plan": ("outcomes:plan", "plan"),
}
"""The page of what is negotiated, and the part of its address that names it: by name, for those rooms lie above."""
WITHDRAWN_HERE = frozenset({"goal"})
"""Kinds that may be withdrawn from the panel; of the others the page of what is negotiated has its own way back."""


def side(code: str) -> object:
    """Name the side of a party; a side that nobody named says its code."""
    return SIDES.get(code, code)


def kind(code: str) -> object:
    """Name what is negotiated."""
    return KINDS.get(code, pgettext_lazy("kind of agreement", "Agreement"))


def place(code: str, subject: str) -> str:
    """Give the address of what is negotiated, or nothing where it has no page of its own."""
    page, part = PAGES.get(code, ("", ""))
    try:
        return reverse(page, kwargs={part: int(subject)}) if page else ""
    except (NoReverseMatch, ValueError):
        return ""
