"""The words of customers as readers see them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from liuxin.desk.customers import queries
from liuxin.desk.customers.rules import Deed
from liuxin.desk.customers.words import (
    Answer,
    Condition,
    ContactKind,
    CustomerKind,
    Fact,
    Held,
    Language,
    MoveCause,
    MoveReason,
    NeedState,
    Refusal,
    SiteKind,
    StageName,
    Way,
    Worth,
)
from liuxin.desk.organisation.words import DepartmentNode

Label = str | Promise

KIND: Mapping[CustomerKind, Label] = {
    CustomerKind.EXTERNAL: pgettext_lazy("customer", "External"),
    CustomerKind.INTERNAL: pgettext_lazy("customer", "Internal"),
    CustomerKind.PARTNER: pgettext_lazy("customer", "Partner"),
}
REASON: Mapping[MoveReason, Label] = {
    MoveReason.FIRST: pgettext_lazy("life cycle", "first stage"),
    MoveReason.PROGRESS: pgettext_lazy("life cycle", "onward"),
    MoveReason.STEP_BACK: pgettext_lazy("life cycle", "a step back"),
    MoveReason.CORRECTION: pgettext_lazy("life cycle", "correction"),
    MoveReason.REPLACED: pgettext_lazy("life cycle", "the stage was replaced"),
    MoveReason.MERGED: pgettext_lazy("life cycle", "two records became one"),
}
CAUSE: Mapping[MoveCause, Label] = {
    MoveCause.ENQUIRY: pgettext_lazy("life cycle", "came to ask"),
    MoveCause.INTENT: pgettext_lazy("life cycle", "said what they want"),
    MoveCause.CONTRACT: pgettext_lazy("life cycle", "signed a contract"),
    MoveCause.HANDOVER: pgettext_lazy("life cycle", "took over the home"),
    MoveCause.MEMBERSHIP: pgettext_lazy("life cycle", "joined the club"),
    MoveCause.TRANSFER: pgettext_lazy("life cycle", "passed it on to others"),
    MoveCause.WITHDRAWAL: pgettext_lazy("life cycle", "withdrew"),
    MoveCause.OTHER: pgettext_lazy("life cycle", "another cause"),
}
CONTACT: Mapping[ContactKind, Label] = {
    ContactKind.SELF: pgettext_lazy("contact", "the customer"),
    ContactKind.FAMILY: pgettext_lazy("contact", "family"),
    ContactKind.TENANT: pgettext_lazy("contact", "tenant"),
    ContactKind.AGENT: pgettext_lazy("contact", "acts for the customer"),
    ContactKind.WORK: pgettext_lazy("contact", "at work"),
    ContactKind.EMERGENCY: pgettext_lazy("contact", "in an emergency"),
    ContactKind.OTHER: pgettext_lazy("contact", "other"),
}
WAY: Mapping[Way, Label] = {
    Way.PHONE: pgettext_lazy("contact", "by phone"),
    Way.EMAIL: pgettext_lazy("contact", "by e-mail"),
    Way.MESSAGE: pgettext_lazy("contact", "by message"),
    Way.VISIT: pgettext_lazy("contact", "in person"),
}
LANGUAGE: Mapping[Language, Label] = {Language.ZH: "中文", Language.EN: "English"}
SITE: Mapping[SiteKind, Label] = {
    SiteKind.PROJECT: pgettext_lazy("site", "Project"),
    SiteKind.BUILDING: pgettext_lazy("site", "Building"),
    SiteKind.UNIT: pgettext_lazy("site", "Unit"),
}
STATE: Mapping[NeedState, Label] = {
    NeedState.RECORDED: pgettext_lazy("need", "Recorded"),
    NeedState.MATCHED: pgettext_lazy("need", "Solution chosen"),
    NeedState.OFFERED: pgettext_lazy("need", "Offered"),
    NeedState.ACCEPTED: pgettext_lazy("need", "Accepted"),
    NeedState.CHECKED: pgettext_lazy("need", "Result checked"),
    NeedState.DECLINED: pgettext_lazy("need", "Declined"),
    NeedState.DROPPED: pgettext_lazy("need", "Dropped"),
}
ANSWER: Mapping[Answer, Label] = {
    Answer.ACCEPTED: pgettext_lazy("offer", "accepted"),
    Answer.DECLINED: pgettext_lazy("offer", "declined"),
    Answer.WITHDRAWN: pgettext_lazy("offer", "withdrawn"),
}
REFUSAL: Mapping[Refusal, Label] = {
    Refusal.PRICE: pgettext_lazy("offer", "the price"),
    Refusal.TIMING: pgettext_lazy("offer", "the time"),
    Refusal.FIT: pgettext_lazy("offer", "it does not fit"),
    Refusal.ELSEWHERE: pgettext_lazy("offer", "found elsewhere"),
    Refusal.NO_NEED: pgettext_lazy("offer", "needed no more"),
    Refusal.OTHER: pgettext_lazy("offer", "another reason"),
}
WORTH: Mapping[Worth, Label] = {
    Worth.MUCH: pgettext_lazy("result", "met in full"),
    Worth.SOME: pgettext_lazy("result", "met in part"),
    Worth.NONE: pgettext_lazy("result", "no use"),
    Worth.HARM: pgettext_lazy("result", "made it worse"),
}
DEED: Mapping[Deed, Label] = {
    Deed.MATCH: pgettext_lazy("need", "Choose a solution"),
    Deed.OFFER: pgettext_lazy("need", "Offer it"),
    Deed.ACCEPT: pgettext_lazy("need", "The customer accepts"),
    Deed.DECLINE: pgettext_lazy("need", "The customer declines"),
    Deed.CHECK: pgettext_lazy("need", "Check the result"),
    Deed.PLAN: pgettext_lazy("need", "Plan the next step"),
    Deed.DROP: pgettext_lazy("need", "Drop the need"),
}
FACT: Mapping[Fact, Any] = {
    Fact.KIND: pgettext_lazy("segment", "Kind of customer"),
    Fact.STAGE: pgettext_lazy("segment", "Stage"),
    Fact.SITE: pgettext_lazy("segment", "Lives at"),
    Fact.CASES: pgettext_lazy("segment", "Cases"),
    Fact.SATISFACTION: pgettext_lazy("segment", "Mean satisfaction"),
    Fact.KNOWN: pgettext_lazy("segment", "Days known"),
    Fact.NEEDS: pgettext_lazy("segment", "Open needs"),
    Fact.BUSINESS: pgettext_lazy("segment", "Accepted needs and onward moves"),
}
LIKENESS: Mapping[str, Label] = {
    "phone": pgettext_lazy("alike", "the same phone number"),
    "email": pgettext_lazy("alike", "the same e-mail address"),
    "name": pgettext_lazy("alike", "the same name"),
}


def indented(node: DepartmentNode) -> str:
    """Give a department as a line of a choice, set in as deep as it lies in the tree."""
    return f"{'　' * node.depth}{in_language(node.name.zh, node.name.en)}"


def in_language(zh: str, en: str) -> str:
    """Give the name in the reader's language, or in the other where there is none."""
    chinese = (get_language() or "zh-hans").startswith("zh")
    return (zh or en) if chinese else (en or zh)


def stage(name: StageName | None) -> str:
    """Say a stage in the reader's language."""
    return "" if name is None else in_language(name.zh, name.en)


def stages(kind: CustomerKind | None = None) -> list[tuple[str, str]]:
    """Give the stages in use as choices, of all kinds unless told otherwise."""
    return [(name.code, stage(name)) for name in queries.stages(kind)]


def held(each: Held, names: Mapping[str, str]) -> str:
    """Say one condition of a segment with what the record says: why a customer is in it, or not."""
    return _("%(what)s: %(value)s (wanted: %(wanted)s)") % {
        "what": asked_of(each.condition),
        "value": _value(each, names),
        "wanted": wanted(each, names),
    }


def asked_of(condition: Condition) -> str:
    """Say what a condition looks at, and over which time."""
    what = str(FACT[condition.fact])
    if condition.days and condition.fact.has_days:
        what += pgettext("segment", " in the last %(days)s days") % {"days": condition.days}
    return what


def wanted(each: Held, names: Mapping[str, str]) -> str:
    """Say what a condition asks for."""
    condition = each.condition
    if condition.among:
        return pgettext("list", ", ").join(names.get(value, value) for value in condition.among)
    parts = []
    if condition.least is not None:
        parts.append(pgettext("segment", "at least %(number)s") % {"number": f"{condition.least:g}"})
    if condition.most is not None:
        parts.append(pgettext("segment", "at most %(number)s") % {"number": f"{condition.most:g}"})
    return pgettext("list", ", ").join(parts)


def _value(each: Held, names: Mapping[str, str]) -> str:
    if each.value is None:
        return pgettext("segment", "cannot tell")
    if each.condition.fact is Fact.SITE:
        return pgettext("segment", "yes") if each.value else pgettext("segment", "no")
    if each.condition.fact.is_choice:
        return names.get(str(each.value), str(each.value))
    return f"{float(each.value):.3g}"


def known_names() -> dict[str, str]:
    """Give the words of what a condition may choose among: kinds and stages, in one query."""
    return {kind.value: str(word) for kind, word in KIND.items()} | dict(stages())


def many(number: int) -> str:
    """Say how many customers."""
    return ngettext("%(number)s customer", "%(number)s customers", number) % {"number": number}
