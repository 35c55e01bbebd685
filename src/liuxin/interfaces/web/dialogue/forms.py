"""What the pages take in. Forms parse; actions decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.interfaces.web.dialogue import labels
from liuxin.performance.dialogue.words import Incident, IncidentKind

CONTROL = {"class": "ct"}
LONGEST = 2000
People = Sequence[tuple[int, str]]


def _words(label: Any, *, required: bool = True, rows: int = 3, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={**CONTROL, "rows": rows, "maxlength": LONGEST})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=widget, help_text=help_text)


def _case() -> forms.CharField:
    widget = forms.TextInput(attrs={**CONTROL, "autocapitalize": "characters"})
    return forms.CharField(label=_("Case, if it is about one"), required=False, max_length=40, widget=widget)


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.Select(attrs=CONTROL))


class Written(forms.Form):
    """A form whose fields have keys of their own on the page; offers people and hearts where it asks for them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, people: People = (), **given: Any) -> None:
        """Take the people to choose from."""
        super().__init__(data, auto_id="dialogue-%s", **given)
        self._offer("person", [("", "—"), *((str(key), name) for key, name in people)])
        self._offer("heart", [("", "—"), *labels.hearts()])
        self._offer("kind", labels.kinds())

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class RaiseForm(Written):
    """What stands in the way."""

    what = _words(_("What stands in the way?"), help_text=_("What you need, what you tried, what it costs."))
    case = _case()


class PraiseForm(Written):
    """Thanks to a colleague."""

    person = _choice(_("Whom do you thank?"))
    heart = _choice(_("Which heart did you see?"))
    text = _words(_("What did they do?"))
    case = _case()


class NoteForm(Written):
    """A critical incident: what was done, and what came of it."""

    person = _choice(pgettext_lazy("incident", "About whom?"))
    kind = forms.ChoiceField(label=_("Done well, or to be improved?"), widget=forms.RadioSelect)
    heart = _choice(_("Which heart is it about?"))
    what = _words(_("What did they do?"), help_text=_("What you saw or heard, as it was; no judgement of the person."))
    effect = _words(_("What came of it?"), required=False, rows=2)
    case = _case()
    happened_at = forms.DateTimeField(
        label=_("When?"),
        required=False,
        help_text=_("Empty means now."),
        widget=forms.DateTimeInput(attrs={**CONTROL, "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def incident(self) -> Incident:
        """Give what was read."""
        given = self.cleaned_data
        return Incident(
            kind=IncidentKind(given["kind"]),
            heart=given["heart"],
            what=given["what"],
            effect=given["effect"],
            case=given["case"],
            happened_at=given["happened_at"],
        )


class CheckInForm(Written):
    """What was talked about, and when the next talk is meant to be."""

    person = _choice(pgettext_lazy("check-in", "With whom?"))
    note = _words(_("What did you talk about, what was agreed?"), help_text=_("Both of you read it."))
    next_on = forms.DateField(
        label=_("Next check-in"),
        required=False,
        widget=forms.DateInput(attrs={**CONTROL, "type": "date"}, format="%Y-%m-%d"),
    )


class SupportForm(Written):
    """What was done or promised to help."""

    text = _words(_("What did you do, or will you do?"), rows=2)


class ClearForm(Written):
    """How an obstacle was cleared."""

    text = _words(_("How was it cleared?"), rows=2)


class StillForm(Written):
    """Why an obstacle is still there."""

    text = _words(_("What is still in the way?"), rows=2)


class ReplyForm(Written):
    """The answer of whom an incident is about."""

    reply = _words(_("Your reply"), help_text=_("It stays beside what was noted. You can reply once."))
