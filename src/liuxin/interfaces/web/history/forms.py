"""What is looked for in the record."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.history.words import EventFilter
from liuxin.kernel.actor import ActorKind

CONTROL = {"class": "ct"}
ACTORS = [
    (ActorKind.PERSON.value, pgettext_lazy("actor", "person")),
    (ActorKind.IMPORT.value, pgettext_lazy("actor", "import")),
    (ActorKind.SYSTEM.value, pgettext_lazy("actor", "Liuxin itself")),
    (ActorKind.CUSTOMER.value, pgettext_lazy("actor", "customer")),
    (ActorKind.EXPERT.value, pgettext_lazy("actor", "outside expert")),
    (ActorKind.RATER.value, pgettext_lazy("actor", "rater under a pseudonym")),
]


def _text(label: Any, length: int, hint: Any = "") -> forms.CharField:
    attributes = {**CONTROL, "placeholder": hint} if hint else CONTROL
    return forms.CharField(label=label, required=False, max_length=length, widget=forms.TextInput(attrs=attributes))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={**CONTROL, "type": "date"}))


class RecordForm(forms.Form):
    """Which events are wanted; what cannot be read says so at its field and is left out."""

    code = _text(pgettext_lazy("event", "Code"), 64, _("whole, or a beginning such as case."))
    subject = _text(pgettext_lazy("event", "About"), 64, _("number or code"))
    since = _day(pgettext_lazy("event", "From"))
    until = _day(pgettext_lazy("event", "To"))
    kind = _text(pgettext_lazy("event", "Kind of subject"), 32, "case")
    by = forms.ChoiceField(
        label=pgettext_lazy("event", "By"),
        required=False,
        choices=[("", pgettext_lazy("actor", "anybody")), *ACTORS],
        widget=forms.Select(attrs=CONTROL),
    )
    who = _text(pgettext_lazy("event", "Number or name of the actor"), 64)

    def __init__(self, data: Any) -> None:
        """Take what was asked."""
        super().__init__(data, auto_id="record-%s")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This day lies before the first one. Choose a later day, or swap the two."))
        return given

    def wanted(self, zone: str) -> EventFilter:
        """Give the filter; days are days of the organisation's zone."""
        self.is_valid()
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        return EventFilter(
            code=given.get("code", ""),
            subject_kind=given.get("kind", ""),
            subject=given.get("subject", ""),
            actor_kind=given.get("by", ""),
            actor_id=given.get("who", ""),
            start=_midnight(since, zone) if since else None,
            end=_midnight(until, zone) + timedelta(days=1) if until else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether one of the fields that are folded away is in use."""
        return bool(self.errors) or any(self.data.get(name) for name in ("kind", "by", "who"))


def _midnight(day: Any, zone: str) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZoneInfo(zone))
