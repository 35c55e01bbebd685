"""What pages of needs and solutions take in."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.customers import queries
from liuxin.desk.customers.rules import Deed
from liuxin.desk.customers.words import NeedFilter, NeedState, NeedView, NewSolution, NextStep, Refusal, Worth
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.fields import choice, day, line, offer, people, text, tick, words
from liuxin.interfaces.web.customers.forms.one import NextForm

OPEN, LATE, ALL = "open", "late", "all"


class ListForm(forms.Form):
    """The filter of the list of needs."""

    q = forms.CharField(
        label=_("Find"), required=False, max_length=100, widget=line(type="search", placeholder=_("Words or customer"))
    )
    state = choice(
        pgettext_lazy("need", "State"),
        [
            ("", pgettext_lazy("need", "open")),
            (LATE, pgettext_lazy("need", "late")),
            (ALL, pgettext_lazy("filter", "any")),
            *words(labels.STATE),
        ],
        required=False,
    )
    mine = tick(_("that I answer for"))

    def wanted(self, *, person: int | None, today: date) -> NeedFilter:
        """Give the filter; what cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("state", "")
        return NeedFilter(
            state=NeedState(state) if state in set(NeedState) else None,
            is_open=state == "",
            late_on=today if state == LATE else None,
            owner=person if given.get("mine") else None,
            search=given.get("q", ""),
        )


class DeedForm(forms.Form):
    """Something that is done with a need as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = dict(self.cleaned_data)
        given.pop("version")
        if "next_step" in given:
            given["then"] = NextStep(given.pop("next_step"), given.pop("next_due"))
        return given


class MatchForm(DeedForm, NextForm):
    """A solution is chosen."""

    solution = choice(_("Solution"), [])
    field_order = ("solution", "next_step", "next_due")

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = super().wanted()
        return given | {"solution": int(given["solution"])}


class OfferForm(DeedForm, NextForm):
    """The solution is offered."""

    contact = choice(_("To whom"), [], required=False)
    text = forms.CharField(label=_("What was said"), required=False, max_length=4000, widget=text(2))
    field_order = ("contact", "text", "next_step", "next_due")

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = super().wanted()
        return given | {"contact": int(given["contact"]) if given["contact"] else None}


class AcceptForm(DeedForm, NextForm):
    """The customer took the offer; what comes next is the check of the result."""

    words = forms.CharField(label=_("In the customer's words"), required=False, max_length=300, widget=line())
    field_order = ("words", "next_step", "next_due")


class DeclineForm(DeedForm):
    """The customer refused; without a next step the need ends."""

    reason = choice(_("Reason"), words(labels.REFUSAL))
    words = forms.CharField(label=_("In the customer's words"), required=False, max_length=300, widget=line())
    next_step = forms.CharField(
        label=_("Next step"), required=False, max_length=300, widget=line(), help_text=_("Empty: the need ends here.")
    )
    next_due = day(_("Until when"), required=False)

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = super().wanted()
        then = given["then"]
        return given | {
            "reason": Refusal(given["reason"]),
            "then": None if not then.text.strip() and then.due is None else then,
        }


class CheckForm(DeedForm):
    """What the solution was worth to the customer."""

    worth = choice(_("What it was worth to the customer"), words(labels.WORTH))
    text = forms.CharField(label=_("Result in words"), max_length=4000, widget=text())

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = super().wanted()
        return given | {"worth": Worth(given["worth"])}


class DropForm(DeedForm):
    """The need is gone."""

    text = forms.CharField(label=_("Why it is needed no more"), max_length=4000, widget=text(2))


class PlanForm(DeedForm, NextForm):
    """Who answers for the need from now on, and what comes next."""

    owner = choice(_("Who answers for it"), [])
    field_order = ("owner", "next_step", "next_due")

    def wanted(self) -> dict[str, Any]:
        """Give what the action takes beside the need."""
        given = super().wanted()
        return given | {"owner": int(given["owner"])}


FORMS: dict[Deed, type[DeedForm]] = {
    Deed.MATCH: MatchForm,
    Deed.OFFER: OfferForm,
    Deed.ACCEPT: AcceptForm,
    Deed.DECLINE: DeclineForm,
    Deed.CHECK: CheckForm,
    Deed.PLAN: PlanForm,
    Deed.DROP: DropForm,
}


def deed_form(deed: Deed, need: NeedView, data: Any = None, *, at: datetime) -> DeedForm:
    """Give the form of a deed, with what it offers."""
    initial = {"version": need.version, "next_step": need.next_step, "next_due": need.next_due, "owner": need.owner}
    if deed is Deed.DECLINE:
        initial |= {"next_step": "", "next_due": None}
    form = FORMS[deed](data, initial=initial, auto_id=f"{deed.value}-%s")
    if deed is Deed.MATCH:
        offer(form, "solution", [(str(one.id), labels.in_language(one.zh, one.en)) for one in queries.solutions()])
    elif deed is Deed.OFFER:
        contacts = queries.contacts(need.customer.id)
        offer(form, "contact", [("", "—"), *((str(one.id), one.name) for one in contacts)])
    elif deed is Deed.PLAN:
        offer(form, "owner", people(at))
    return form


class SolutionForm(forms.Form):
    """A solution of the catalogue."""

    name_zh = forms.CharField(label=_("Name in Chinese"), required=False, max_length=200, widget=line())
    name_en = forms.CharField(label=_("Name in English"), required=False, max_length=200, widget=line())
    text_zh = forms.CharField(label=_("Description in Chinese"), required=False, max_length=4000, widget=text(2))
    text_en = forms.CharField(label=_("Description in English"), required=False, max_length=4000, widget=text(2))

    def wanted(self) -> NewSolution:
        """Give the solution as told."""
        given = self.cleaned_data
        return NewSolution(given["name_zh"], given["name_en"], given["text_zh"], given["text_en"])
