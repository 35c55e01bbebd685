"""What the list of cases is asked for: filter, order, place."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import CaseFilter, CaseSort, Channel, Cursor, Kind, PromiseState, ServiceStage, Status
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.cases.clock import midnight
from liuxin.kernel.errors import BadInputError

CONTROL = {"class": "ct"}
NOT_CLOSED = "not_closed"
_CURSOR = re.compile(r"([nb])(-?\d{1,18})\.(\d{1,18})")


ANY = pgettext_lazy("filter", "any")


def _select() -> forms.Select:
    return forms.Select(attrs=CONTROL)


class ListForm(forms.Form):
    """The filter of the list; what cannot be read says so at its field and is left out.

    Choices are made where one is looked for: most lists are asked for without any.
    """

    q = forms.CharField(label=_("Find"), required=False, max_length=100)
    status = forms.ChoiceField(
        required=False,
        choices=lambda: [("", ""), (NOT_CLOSED, ""), *labels.choices(labels.STATUS)],
        widget=forms.HiddenInput,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("case", "Kind"),
        required=False,
        choices=lambda: labels.choices(labels.KIND, empty=ANY),
        widget=_select(),
    )
    stage = forms.ChoiceField(
        label=pgettext_lazy("case", "Stage"),
        required=False,
        choices=lambda: labels.choices(labels.STAGE, empty=ANY),
        widget=_select(),
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("case", "Channel"),
        required=False,
        choices=lambda: labels.choices(labels.CHANNEL, empty=ANY),
        widget=_select(),
    )
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"),
        required=False,
        choices=lambda: labels.priorities(empty=ANY),
        coerce=int,
        empty_value=None,
        widget=_select(),
    )
    team = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Team"), required=False, coerce=int, empty_value=None, widget=_select()
    )
    promise = forms.ChoiceField(
        label=pgettext_lazy("case", "Promise"),
        required=False,
        choices=lambda: labels.choices(labels.PROMISE, empty=ANY),
        widget=_select(),
    )
    holder = forms.CharField(
        label=pgettext_lazy("case", "Holder"), required=False, max_length=100, widget=forms.TextInput(attrs=CONTROL)
    )
    category = forms.CharField(
        label=pgettext_lazy("case", "Category"), required=False, max_length=120, widget=forms.TextInput(attrs=CONTROL)
    )
    since = forms.DateField(
        label=_("Opened from"), required=False, widget=forms.DateInput(attrs={**CONTROL, "type": "date"})
    )
    until = forms.DateField(
        label=_("Opened until"), required=False, widget=forms.DateInput(attrs={**CONTROL, "type": "date"})
    )
    unheld = forms.BooleanField(
        label=_("Held by nobody"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )
    sort = forms.ChoiceField(
        required=False, choices=lambda: [(sort.value, sort.value) for sort in CaseSort], widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, teams: list[tuple[str, str]]) -> None:
        """Take the teams that may be chosen."""
        super().__init__(data, auto_id="cases-%s")
        field = self.fields["team"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", ANY), *teams]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        given = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("This day lies before the first one. Choose a later day, or swap the two."))
        return given

    def wanted(self) -> CaseFilter:
        """Give the filter."""
        self.is_valid()
        given = self.cleaned_data
        status = given.get("status") or ""
        since, until = given.get("since"), given.get("until")
        return CaseFilter(
            status=Status(status) if status in set(Status) else None,
            not_closed=status == NOT_CLOSED,
            kind=Kind(given["kind"]) if given.get("kind") else None,
            service_stage=ServiceStage(given["stage"]) if given.get("stage") else None,
            channel=Channel(given["channel"]) if given.get("channel") else None,
            priority=given.get("priority"),
            team=given.get("team"),
            holder_name=given.get("holder", ""),
            category=given.get("category", ""),
            opened_from=midnight(since) if since else None,
            opened_before=midnight(next_day(until)) if until else None,
            search=given.get("q", ""),
            unheld=bool(given.get("unheld")),
            promise=PromiseState(given["promise"]) if given.get("promise") else None,
            now=timezone.now(),
        )

    def sorting(self) -> CaseSort:
        """Give the order: the newest first unless another is asked for."""
        self.is_valid()
        return CaseSort(self.cleaned_data.get("sort") or CaseSort.NEWEST)


def next_day(day: Any) -> Any:
    """Give the day after; the last day of the calendar stays."""
    try:
        return type(day).fromordinal(day.toordinal() + 1)
    except (ValueError, OverflowError):
        return day


def cursor(text: str) -> Cursor | None:
    """Read the place from an address. Raises `BadInputError("cases.cursor_unreadable")`."""
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise BadInputError("cases.cursor_unreadable", field="cursor")
    return Cursor(int(found[2]), int(found[3]), back=found[1] == "b")
