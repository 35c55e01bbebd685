"""A promise, and a case to hold promises against, as forms. Forms parse; actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import Aspect, EscalateTo, Subject, Terms
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.cases.routing_words import CUSTOMER_KIND
from liuxin.interfaces.web.kit.trees import Paths, offer_tree

CONTROL = {"class": "ct"}
ANY = pgettext_lazy("filter", "any")
LONGEST = 5_000
MINUTES = 60


def _choice(label: Any, choices: list[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.Select(attrs=CONTROL), **more)


def _hours(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=LONGEST,
        decimal_places=2,
        widget=forms.NumberInput(attrs={**CONTROL, "step": "any", "min": "0"}),
        help_text=help_text,
    )


class _Whom(forms.Form):
    """Conditions, each open unless it is set."""

    kind = _choice(labels.ASPECT[Aspect.KIND], labels.choices(labels.KIND, empty=ANY))
    service_stage = _choice(labels.ASPECT[Aspect.STAGE], labels.choices(labels.STAGE, empty=ANY))
    priority = _choice(labels.ASPECT[Aspect.PRIORITY], labels.priorities(empty=ANY))
    customer_kind = _choice(labels.ASPECT[Aspect.CUSTOMER_KIND], labels.choices(CUSTOMER_KIND, empty=ANY))
    customer = forms.CharField(
        label=pgettext_lazy("promise", "Customer"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("The code of one customer, such as K-000001."),
    )
    site = _choice(labels.ASPECT[Aspect.SITE], [], help_text=_("With everything that lies in it."))

    def __init__(self, *args: Any, sites: Paths, **kwargs: Any) -> None:
        """Take the sites that may be chosen."""
        super().__init__(*args, **kwargs)
        offer_tree(self, "site", sites, empty=ANY)


class PromiseForm(_Whom):
    """What is promised to whom, and what happens when it is missed."""

    first_hours = _hours(_("First response within (business hours)"), _("Until a person replies; empty promises none."))
    next_hours = _hours(_("Next response within (business hours)"), _("After each later message of the customer."))
    hours = _hours(_("Resolution within (business hours)"), _("Waiting for the customer does not count."))
    calendar = forms.ChoiceField(label=_("Working calendar"), widget=forms.Select(attrs=CONTROL))
    warn_percent = forms.IntegerField(
        label=_("Warn when so many per cent of the time are used"),
        required=False,
        widget=forms.NumberInput(attrs={**CONTROL, "min": 1, "max": 99}),
        help_text=_("Empty: no warning."),
    )
    escalate_to = forms.ChoiceField(
        label=_("When missed, escalate to"),
        choices=[(word.value, label) for word, label in labels.ESCALATE.items()],
        widget=forms.Select(attrs=CONTROL),
        help_text=_("Whoever stays silent is followed by the one above: lead, heads of department, director."),
    )
    named = forms.TypedChoiceField(
        label=_("The named person"), coerce=int, empty_value=None, required=False, widget=forms.Select(attrs=CONTROL)
    )
    again_minutes = forms.IntegerField(
        label=_("Silent for (business minutes)"),
        min_value=1,
        widget=forms.NumberInput(attrs={**CONTROL, "min": 1}),
        help_text=_("Then the next one above is named."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, calendars: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """Take the calendars and people that may be chosen."""
        super().__init__(*args, **kwargs)
        _offer(self, "calendar", calendars)
        _offer(self, "named", [("", "—"), *people])

    def terms(self, customer: int | None) -> Terms:
        """Give what is promised, with the key of the customer whose code was written."""
        given = self.cleaned_data
        return Terms(
            kind=given["kind"],
            service_stage=given["service_stage"],
            priority=int(given["priority"]) if given["priority"] else None,
            customer_kind=given["customer_kind"],
            customer=customer,
            site=int(given["site"]) if given["site"] else None,
            first_minutes=_minutes(given["first_hours"]),
            next_minutes=_minutes(given["next_hours"]),
            minutes=_minutes(given["hours"]),
            calendar=given["calendar"],
            warn_percent=given["warn_percent"],
            escalate_to=EscalateTo(given["escalate_to"]),
            named=given["named"] if given["escalate_to"] == EscalateTo.PERSON else None,
            again_minutes=given["again_minutes"],
        )


FIELDS = {"first_minutes": "first_hours", "next_minutes": "next_hours", "minutes": "hours"}
"""Where the page asks for hours what the action names in minutes."""


def initial(terms: Terms, *, customer: str, version: int) -> dict[str, object]:
    """Give a promise as its form shows it."""
    return {
        "kind": terms.kind,
        "service_stage": terms.service_stage,
        "priority": terms.priority or "",
        "customer_kind": terms.customer_kind,
        "customer": customer,
        "site": terms.site or "",
        "first_hours": _shown(terms.first_minutes),
        "next_hours": _shown(terms.next_minutes),
        "hours": _shown(terms.minutes),
        "calendar": terms.calendar,
        "warn_percent": terms.warn_percent,
        "escalate_to": terms.escalate_to.value,
        "named": terms.named or "",
        "again_minutes": terms.again_minutes,
        "version": version,
    }


class WhichForm(_Whom):
    """A case that might come in, or one that is there."""

    case = forms.CharField(
        label=_("Code of a case"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("With a code, the fields beside it are taken from the case."),
    )

    def words(self) -> Subject:
        """Give what was written, without customer and site."""
        given = self.cleaned_data
        return Subject(given["kind"], given["service_stage"], int(given["priority"] or 0), given["customer_kind"])


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _minutes(hours: Any) -> int | None:
    return None if hours is None else round(hours * MINUTES)


def _shown(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes / MINUTES:.2f}".rstrip("0").rstrip(".")
