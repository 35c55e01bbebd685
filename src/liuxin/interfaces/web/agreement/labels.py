"""Words of agreements, in the language of the page."""

from collections.abc import Mapping

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


def side(code: str) -> object:
    """Name the side of a party; a side that nobody named says its code."""
    return SIDES.get(code, code)


def kind(code: str) -> object:
    """Name what is negotiated."""
    return KINDS.get(code, pgettext_lazy("kind of agreement", "Agreement"))
