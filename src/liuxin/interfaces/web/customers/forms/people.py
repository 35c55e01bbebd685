"""What pages of customers take in. Forms parse; actions decide."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.customers.words import CustomerKind
from liuxin.interfaces.web.customers.forms.fields import offer
from liuxin.interfaces.web.customers.labels import KIND

CONTROL = {"class": "ct"}
KINDS = [(kind.value, label) for kind, label in KIND.items()]


def _line(**attrs: str | Promise) -> forms.TextInput:
    return forms.TextInput(attrs={**CONTROL, **attrs})


class ListForm(forms.Form):
    """The filter of the list."""

    q = forms.CharField(
        label=_("Find"),
        required=False,
        max_length=100,
        widget=_line(type="search", placeholder=_("Name, code or label")),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("customer", "Kind"),
        required=False,
        choices=[("", pgettext_lazy("filter", "any")), *KINDS],
        widget=forms.Select(attrs=CONTROL),
    )
    stage = forms.ChoiceField(
        label=pgettext_lazy("customer", "Stage"), required=False, widget=forms.Select(attrs=CONTROL)
    )
    segment = forms.ChoiceField(label=_("Segment"), required=False, widget=forms.Select(attrs=CONTROL))

    def __init__(self, data: Any, *, stages: list[tuple[str, str]], segments: list[tuple[str, str]]) -> None:
        """Take the stages of the life cycle and the segments."""
        super().__init__(data, auto_id="customers-%s")
        anything = ("", str(pgettext_lazy("filter", "any")))
        _offer(self, [anything, *stages])
        offer(self, "segment", [anything, *segments])

    def wanted(self) -> dict[str, Any]:
        """Give the filter; what cannot be read is left out."""
        self.is_valid()
        given = self.cleaned_data
        kind = given.get("kind")
        return {
            "search": given.get("q", ""),
            "kind": CustomerKind(kind) if kind else None,
            "stage": given.get("stage", ""),
        }


class NewForm(forms.Form):
    """A new customer, with somebody to reach."""

    name = forms.CharField(label=pgettext_lazy("customer", "Name"), max_length=200, widget=_line())
    kind = forms.ChoiceField(label=pgettext_lazy("customer", "Kind"), choices=KINDS, widget=forms.Select(attrs=CONTROL))
    stage = forms.ChoiceField(
        label=pgettext_lazy("customer", "Stage"),
        required=False,
        widget=forms.Select(attrs=CONTROL),
        help_text=_("Only external customers have a stage."),
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=64, widget=_line(type="tel"))
    email = forms.EmailField(
        label=pgettext_lazy("guest", "E-mail"), required=False, max_length=254, widget=forms.EmailInput(attrs=CONTROL)
    )

    another = forms.BooleanField(
        label=_("add all the same: it is another customer"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ck"}),
    )

    def __init__(self, *args: Any, stages: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the stages of the life cycle."""
        super().__init__(*args, **kwargs)
        _offer(self, [("", "—"), *stages])


def _offer(form: forms.Form, stages: list[tuple[str, str]]) -> None:
    field = form.fields["stage"]
    if isinstance(field, forms.ChoiceField):
        field.choices = stages
