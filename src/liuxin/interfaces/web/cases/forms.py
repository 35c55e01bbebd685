"""What people do with cases, as forms. Forms parse; actions decide."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import (
    SOURCE_ONLY_OUTCOMES,
    TRANSFER_REASONS,
    Channel,
    Kind,
    ServiceStage,
)
from liuxin.interfaces.web.cases import labels

CONTROL = {"class": "ct"}
WHEN_FORMAT = "%Y-%m-%dT%H:%M"


def _when() -> forms.DateTimeInput:
    return forms.DateTimeInput(format=WHEN_FORMAT, attrs={**CONTROL, "type": "datetime-local"})


def _line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={**CONTROL, **attrs})


def _select() -> forms.Select:
    return forms.Select(attrs=CONTROL)


class ActForm(forms.Form):
    """Something done to a case as it was seen: carries the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    needs_team: ClassVar[bool] = False


class PlanForm(ActForm):
    """A next step and until when."""

    next_action = forms.CharField(label=_("Next step"), max_length=300, widget=_line())
    next_due = forms.DateTimeField(label=_("Until"), widget=_when())


class WaitForm(PlanForm):
    """Waiting: what one does when the customer does not answer."""

    next_action = forms.CharField(
        label=_("Next step"), max_length=300, widget=_line(), help_text=_("What you do if no answer comes.")
    )


def _outcome() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=pgettext_lazy("case", "Outcome"),
        choices=[(word.value, label) for word, label in labels.OUTCOME.items() if word not in SOURCE_ONLY_OUTCOMES],
        widget=_select(),
    )


def _outcome_text(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("What was done, as the customer may read it"),
        max_length=4000,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 4}),
        help_text=help_text,
    )


class ResolveForm(ActForm):
    """Resolved: what was done, what the customer is told, and until when they may say whether it holds."""

    outcome = _outcome()
    outcome_text = _outcome_text(_("This goes to the customer now, with the question whether it is settled."))
    confirm_by = forms.DateTimeField(
        label=_("Ask again on"), widget=_when(), help_text=_("If no answer came by then, the customer is asked again.")
    )


class CloseForm(ActForm):
    """Closing: an outcome that the customer can read."""

    outcome = _outcome()
    outcome_text = _outcome_text()
    heard = forms.BooleanField(
        label=_("The customer told me that it is settled, by phone or in person"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "ck"}),
        help_text=_("Needed while the customer is being asked."),
    )


class TransferForm(ActForm):
    """Into whose hands, and why."""

    needs_team = True
    team = forms.TypedChoiceField(label=pgettext_lazy("case", "Team"), coerce=int, widget=forms.HiddenInput)
    holder = forms.TypedChoiceField(
        label=pgettext_lazy("case", "To whom"), coerce=int, empty_value=None, required=False, widget=_select()
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            ("", pgettext_lazy("reason", "choose one")),
            *((word.value, labels.REASON[word]) for word in TRANSFER_REASONS),
        ],
        widget=_select(),
    )
    remark = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        widget=_line(),
        help_text=_("Needed with another reason."),
    )


class HelpForm(ActForm):
    """Whom one asks for help."""

    needs_team = True
    team = forms.TypedChoiceField(label=pgettext_lazy("case", "Team"), coerce=int, widget=forms.HiddenInput)
    person = forms.TypedChoiceField(label=_("Whom"), coerce=int, widget=_select())


class ClassifyForm(ActForm):
    """What kind of matter it is."""

    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"), coerce=int, choices=labels.priorities(), widget=_select()
    )
    category = forms.CharField(label=pgettext_lazy("case", "Category"), max_length=120, required=False, widget=_line())


class NoteForm(ActForm):
    """Words for colleagues."""

    text = forms.CharField(
        label=pgettext_lazy("case", "Note for colleagues"),
        max_length=8000,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 3}),
    )


class ReceiveForm(forms.Form):
    """A new case."""

    customer = forms.CharField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    said = forms.CharField(
        label=_("What the customer said"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={**CONTROL, "rows": 4}),
        help_text=_("Kept as the first message of the case, with whoever called or came."),
    )
    title = forms.CharField(label=_("What it is about"), max_length=300, widget=_line())
    kind = forms.ChoiceField(label=pgettext_lazy("case", "Kind"), choices=labels.choices(labels.KIND), widget=_select())
    service_stage = forms.ChoiceField(
        label=pgettext_lazy("case", "Stage"), choices=labels.choices(labels.STAGE), widget=_select()
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("case", "Channel"), choices=labels.choices(labels.CHANNEL), widget=_select()
    )
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"), coerce=int, choices=labels.priorities(), widget=_select()
    )
    category = forms.CharField(label=pgettext_lazy("case", "Category"), max_length=120, required=False, widget=_line())
    team = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Team"), coerce=int, empty_value=None, required=False, widget=_select()
    )
    take = forms.BooleanField(
        label=_("I take it myself"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )
    next_action = forms.CharField(
        label=_("Next step"),
        max_length=300,
        required=False,
        widget=_line(),
        help_text=_("Empty: give the customer a first reply."),
    )
    next_due = forms.DateTimeField(
        label=_("Until"), required=False, widget=_when(), help_text=_("Empty: when the promise is due.")
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the teams that a case may be given to."""
        super().__init__(*args, **kwargs)
        offer(self, "team", [("", str(_("by the rules of routing"))), *teams])

    def words(self) -> tuple[Kind, ServiceStage, Channel]:
        """Give kind, stage and channel."""
        given = self.cleaned_data
        return Kind(given["kind"]), ServiceStage(given["service_stage"]), Channel(given["channel"])


def offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Set what a field may choose from."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
