"""What guests and customers fill in, and what staff set for them. Forms parse; actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import Channel, Coming, EntranceView, Kind, PortalTerms, ServiceStage
from liuxin.desk.cases.words.portal import NamesShown
from liuxin.desk.customers.words import Language, Way
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.cases.attaching import FilesField
from liuxin.interfaces.web.portal import labels
from liuxin.interfaces.web.portal.attaching import WithFiles
from liuxin.kernel.text import Bilingual

CONTROL = {"class": "ct"}
CHANNELS = (Channel.WEB_FORM, Channel.PORTAL)


def _line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={**CONTROL, **attrs})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={**CONTROL, "rows": rows})


class GuestForm(WithFiles):
    """What a guest writes. Lengths are the action's to refuse, so that nothing typed is cut or lost."""

    name = forms.CharField(label=pgettext_lazy("guest", "Your name"), widget=_line(autocomplete="name"))
    email = forms.CharField(
        label=pgettext_lazy("guest", "E-mail"),
        required=False,
        widget=_line(type="email", autocomplete="email", inputmode="email"),
        help_text=_("E-mail or phone: one of them is enough."),
    )
    phone = forms.CharField(label=_("Phone"), required=False, widget=_line(type="tel", autocomplete="tel"))
    place = forms.CharField(
        label=_("Where it is"),
        required=False,
        widget=_line(),
        help_text=_("For example project, building and unit."),
    )
    title = forms.CharField(label=_("What it is about"), widget=_line())
    text = forms.CharField(label=pgettext_lazy("guest", "Tell us more"), widget=_text(6))
    attached = FilesField()
    prefers = forms.ChoiceField(
        label=_("How we answer you"),
        required=False,
        choices=[("", _("whichever is quickest")), *((way.value, labels.WAY[way]) for way in (Way.EMAIL, Way.PHONE))],
        widget=forms.Select(attrs=CONTROL),
    )
    homepage = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def coming(self, entrance: str, sending: str, language: str) -> Coming:
        """Give what was written; where it is stands in front of the text."""
        given = self.cleaned_data
        place = " ".join(given["place"].split())
        return Coming(
            entrance=entrance,
            name=given["name"],
            title=given["title"],
            text=f"📍 {place}\n{given['text']}" if place else given["text"],
            external=sending,
            email=given["email"],
            phone=given["phone"],
            language=Language.EN if language == "en" else Language.ZH,
            prefers=Way(given["prefers"]) if given["prefers"] else None,
            attachments=self.attachments(),
        )


class AnswerForm(WithFiles):
    """An answer of the customer."""

    text = forms.CharField(label=_("Your answer"), widget=_text(4))
    attached = FilesField()


class NotSettledForm(WithFiles):
    """Why it is not settled."""

    reason = forms.CharField(label=_("What is not settled?"), widget=_text(3))
    attached = FilesField()


class AddressForm(forms.Form):
    """An e-mail address that a way in is sent to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={**CONTROL, "autocomplete": "email"}),
    )


class EntranceForm(forms.Form):
    """A way in for customers."""

    code = forms.SlugField(
        label=_("Short name in the address"), max_length=64, widget=_line(), help_text=_("Letters, digits and dashes.")
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, widget=_line())
    name_en = forms.CharField(label=_("Name in English"), max_length=120, widget=_line())
    channel = forms.ChoiceField(
        label=pgettext_lazy("case", "Channel"),
        choices=[(word.value, case_labels.CHANNEL[word]) for word in CHANNELS],
        widget=forms.Select(attrs=CONTROL),
    )
    team = forms.TypedChoiceField(label=_("Into the queue of"), coerce=int, widget=forms.Select(attrs=CONTROL))
    kind = forms.ChoiceField(
        label=pgettext_lazy("case", "Kind"),
        choices=case_labels.choices(case_labels.KIND),
        widget=forms.Select(attrs=CONTROL),
    )
    service_stage = forms.ChoiceField(
        label=pgettext_lazy("case", "Stage"),
        choices=case_labels.choices(case_labels.STAGE),
        widget=forms.Select(attrs=CONTROL),
    )
    priority = forms.TypedChoiceField(
        label=pgettext_lazy("case", "Priority"),
        coerce=int,
        choices=case_labels.priorities(),
        widget=forms.Select(attrs=CONTROL),
    )
    minutes = forms.IntegerField(
        label=_("First reply within, in minutes of business time"),
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs=CONTROL),
        help_text=_("Where no promise says it."),
    )
    frame_sites = forms.CharField(
        label=_("Sites that may show the form"),
        required=False,
        widget=_text(3),
        help_text=_("One a line, such as https://www.example.org. Empty: none but our own."),
    )
    is_open = forms.BooleanField(
        label=_("open to customers"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )

    def __init__(self, *args: Any, teams: list[tuple[str, str]], fixed: bool = False, **kwargs: Any) -> None:
        """Take the teams to choose from; the short name of one that is in use stays."""
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        if isinstance(team, forms.ChoiceField):
            team.choices = teams
        if fixed:
            self.fields["code"].disabled = True

    def view(self) -> EntranceView:
        """Give the entrance that was filled in."""
        given = self.cleaned_data
        return EntranceView(
            code=given["code"],
            name=Bilingual(given["name_zh"], given["name_en"]),
            channel=Channel(given["channel"]),
            team=given["team"],
            kind=Kind(given["kind"]),
            service_stage=ServiceStage(given["service_stage"]),
            priority=given["priority"],
            minutes=given["minutes"],
            is_open=given["is_open"],
            frame_sites=tuple(line.strip() for line in given["frame_sites"].splitlines() if line.strip()),
        )


def entrance_initial(view: EntranceView) -> dict[str, object]:
    """Give an entrance as its form shows it."""
    return {
        "code": view.code,
        "name_zh": view.name.zh,
        "name_en": view.name.en,
        "channel": view.channel.value,
        "team": view.team,
        "kind": view.kind.value,
        "service_stage": view.service_stage.value,
        "priority": view.priority,
        "minutes": view.minutes,
        "frame_sites": "\n".join(view.frame_sites),
        "is_open": view.is_open,
    }


def _days(label: Any, help_text: Any, least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=365,
        widget=forms.NumberInput(attrs=CONTROL),
        help_text=help_text,
    )


class TermsForm(forms.Form):
    """What is agreed about the end of cases."""

    name_zh = forms.CharField(label=_("Our name in Chinese"), required=False, max_length=120, widget=_line())
    name_en = forms.CharField(label=_("Our name in English"), required=False, max_length=120, widget=_line())
    again_after = _days(_("Ask again after, in days"), _("When the customer does not answer whether it is settled."))
    decide_after = _days(_("Then decide after, in days"), _("A named person decides, never the system."))
    reopen_within = _days(
        _("An answer reopens for, in days"), _("After that an answer opens a new case that refers to it."), least=0
    )
    names = forms.ChoiceField(
        label=_("What customers read of who wrote"),
        choices=[(word.value, label) for word, label in labels.NAMES.items()],
        widget=forms.Select(attrs=CONTROL),
    )

    def view(self) -> PortalTerms:
        """Give what was filled in."""
        given = self.cleaned_data
        zh, en = given["name_zh"].strip(), given["name_en"].strip()
        name = Bilingual(zh or en, en or zh) if zh or en else None
        days = (given["again_after"], given["decide_after"], given["reopen_within"])
        return PortalTerms(*days, NamesShown(given["names"]), name)


class RemarkForm(forms.Form):
    """How a case is closed whose customer is silent."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("What the outcome says of it"),
        max_length=1000,
        widget=_text(3),
        help_text=_("It stands below what was done, and the customer may read it."),
    )
