"""What happened with a customer, and how a need stands, in sentences."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from liuxin.desk.cases.words import Encounter
from liuxin.desk.customers.words import Apart, Likeness, NeedView
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.customers import labels

WHAT: Mapping[str, str | Promise] = {
    "case.opened": pgettext_lazy("happened", "A case came in"),
    "case.resolved": pgettext_lazy("happened", "A case was resolved"),
    "case.closed": pgettext_lazy("happened", "A case was closed"),
    "case.reopened": pgettext_lazy("happened", "A case was opened again"),
    "case.only_thanked": pgettext_lazy("happened", "It was only thanks: closed with the outcome as it was told"),
    "case.complained": pgettext_lazy("happened", "The customer complained"),
    "case.confirmed": pgettext_lazy("happened", "The customer answered whether it is settled; what, is not recorded"),
    "survey.asked": pgettext_lazy("happened", "A survey was sent"),
    "survey.answered": pgettext_lazy("happened", "The customer answered a survey"),
    "message.received": pgettext_lazy("happened", "The customer wrote"),
    "message.sent": pgettext_lazy("happened", "We wrote"),
    "customers.moved": pgettext_lazy("happened", "Moved in the life cycle"),
    "customers.noted": pgettext_lazy("happened", "A note was written"),
    "customers.contact_added": pgettext_lazy("happened", "A contact was added"),
    "customers.contact_changed": pgettext_lazy("happened", "A contact was changed"),
    "customers.contact_removed": pgettext_lazy("happened", "A contact was taken out"),
    "customers.settled": pgettext_lazy("happened", "Got a site"),
    "customers.left": pgettext_lazy("happened", "Left a site"),
    "customers.merged": pgettext_lazy("happened", "Two records became one"),
    "customers.merge_undone": pgettext_lazy("happened", "A merge was undone"),
    "customers.told_apart": pgettext_lazy("happened", "Told apart from another customer"),
    "customers.apart_undone": pgettext_lazy("happened", "Telling apart was taken back"),
    "customers.department_linked": pgettext_lazy("happened", "Linked to a department of ours, or no more"),
    "need.recorded": pgettext_lazy("happened", "A need was recorded"),
    "need.offered": pgettext_lazy("happened", "A solution was offered"),
    "need.accepted": pgettext_lazy("happened", "An offer was accepted"),
    "need.declined": pgettext_lazy("happened", "An offer was declined"),
    "need.checked": pgettext_lazy("happened", "The result was checked"),
    "need.dropped": pgettext_lazy("happened", "A need was dropped"),
}
SETTLED: Mapping[object, str | Promise] = {
    True: pgettext_lazy("happened", "The customer says that it is settled"),
    False: pgettext_lazy("happened", "The customer says that it is not settled"),
}
"""What a customer answered to a resolution, where the record holds it."""


def tell(each: Encounter, stages: Mapping[str, str]) -> dict[str, Any]:
    """Give one entry of the time line in the reader's words, stages of the life cycle by their names."""
    about, url = each.case or each.need, ""
    if each.case:
        url = reverse("cases:case", args=[each.case])
    elif each.need:
        url = reverse("customers:need-page", args=[each.need])
    return {
        "at": each.at,
        "what": _what(each, stages),
        "by_customer": each.code in {"message.received", "survey.answered", "case.complained", "case.confirmed"},
        "channel": case_labels.CHANNEL[each.channel] if each.channel else "",
        "level": _("%(level)s of 5") % {"level": each.level} if each.level else "",
        "actor": each.actor,
        "sender": each.sender,
        "text": each.text,
        "title": each.title,
        "about": about,
        "url": url,
    }


def _what(each: Encounter, stages: Mapping[str, str]) -> str:
    settled, stage = each.told.get("settled"), stages.get(str(each.told.get("to", "")))
    if each.code == "case.confirmed" and settled in SETTLED:
        return str(SETTLED[settled])
    if each.code == "customers.moved" and stage:
        return pgettext("happened", "Moved in the life cycle: %(stage)s") % {"stage": stage}
    return str(WHAT.get(each.code, each.code))


def apart(told: Iterable[Apart]) -> list[dict[str, Any]]:
    """Give the pairs that somebody told apart, with who it was."""
    pairs = list(told)
    people = organisation.names({pair.person for pair in pairs if pair.person}) if pairs else {}
    return [{"pair": pair, "person": people.get(pair.person or 0)} for pair in pairs]


def need(row: NeedView, people: Mapping[int, PersonName], today: date) -> dict[str, Any]:
    """Give a need as lists and pages show it."""
    return {
        "need": row,
        "url": reverse("customers:need-page", args=[row.code]),
        "state": labels.STATE[row.state],
        "mark": state_mark(row, today),
        "late": row.is_late(today),
        "owner": people.get(row.owner),
        "solution": labels.in_language(row.solution.zh, row.solution.en) if row.solution else "",
        "worth": labels.WORTH[row.worth] if row.worth else "",
        "offers": [
            {
                "offer": one,
                "solution": labels.in_language(one.solution.zh, one.solution.en),
                "person": people.get(one.person or 0),
                "answer": labels.ANSWER[one.answer] if one.answer else pgettext("offer", "no answer yet"),
                "reason": labels.REFUSAL[one.reason] if one.reason else "",
            }
            for one in row.offers
        ],
    }


def state_mark(row: NeedView, today: date) -> str:
    """Give the mark of a need: late, under way, met, or ended without."""
    if row.is_late(today):
        return "bad"
    if row.worth is not None:
        return "good" if row.worth.value in {"much", "some"} else "bad"
    return "none"


def alike(one: Likeness) -> dict[str, Any]:
    """Give two customers that may be one, and why."""
    reasons = pgettext("list", ", ").join(str(labels.LIKENESS[reason]) for reason in one.reasons)
    return {"one": one.one, "other": one.other, "reasons": reasons}
