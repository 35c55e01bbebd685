"""What the page of a mailbox takes in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liuxin.desk.communication.words import MailboxPlan, MailboxView, Route, Security
from liuxin.interfaces.wording.catalogue import sentence

CONTROL = {"class": "ct"}


def _line(label: Any, *, required: bool = True, help_text: Any = "", longest: int = 200) -> forms.CharField:
    widget = forms.TextInput(attrs={**CONTROL, "autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def _number(label: Any, *, help_text: Any = "", required: bool = False) -> forms.IntegerField:
    widget = forms.NumberInput(attrs=CONTROL)
    return forms.IntegerField(label=label, required=required, widget=widget, help_text=help_text)


def _security() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Encryption"), widget=forms.Select(attrs=CONTROL))


def _secret() -> forms.CharField:
    widget = forms.PasswordInput(attrs={**CONTROL, "autocomplete": "new-password"})
    return forms.CharField(label=_("Password"), required=False, strip=False, widget=widget)


class MailboxForm(forms.Form):
    """A mailbox: who it is, and its two servers."""

    code = _line(_("Code"), longest=40, help_text=_("Small letters, such as service. It does not change later."))
    name = _line(_("Name that customers see"), longest=120)
    address = _line(
        _("Address"), longest=254, help_text=_("Answers come to this address, with a signed part behind +.")
    )
    entrance = forms.ChoiceField(label=_("Its letters come in by"), widget=forms.Select(attrs=CONTROL))
    in_host = _line(_("Server"), required=False)
    in_port = _number(_("Port"))
    in_security = _security()
    in_user = _line(_("User name"), required=False)
    in_secret = _secret()
    folder = _line(_("Folder"), required=False, longest=120)
    out_host = _line(_("Server"), required=False)
    out_port = _number(_("Port"))
    out_security = _security()
    out_user = _line(_("User name"), required=False)
    out_secret = _secret()
    per_hour = _number(
        _("Most letters from one address in an hour"), required=True, help_text=_("What is beyond waits for a person.")
    )
    is_open = forms.BooleanField(label=pgettext_lazy("mailbox", "In use"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, entrances: list[tuple[str, str]], box: MailboxView | None
    ) -> None:
        """Take the entrances there are, and what was set up before."""
        super().__init__(data, initial=_initial(box), auto_id="mail-%s")
        language = get_language() or "zh-hans"
        ways = [(word.value, sentence(f"mail.security.{word}", language)) for word in Security]
        for name, choices in (("in_security", ways), ("out_security", ways), ("entrance", entrances)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - they are declared so above
            field.choices = choices
        if box is not None:
            self.fields["code"].widget.attrs["readonly"] = True
            for name, held in (("in_secret", box.has_secret_in), ("out_secret", box.has_secret_out)):
                self.fields[name].help_text = _("Empty: the password that is held stays.") if held else ""

    @property
    def halves(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Give the fields of the two servers."""
        names = ("host", "port", "security", "user", "secret")
        comes_in = [*(self[f"in_{name}"] for name in names), self["folder"]]
        goes_out = [self[f"out_{name}"] for name in names]
        return [(_("Letters come in (IMAP)"), comes_in), (_("Letters leave (SMTP)"), goes_out)]

    def plan(self, code: str = "") -> MailboxPlan:
        """Give what was set up."""
        given = self.cleaned_data
        return MailboxPlan(
            code=code or given["code"].strip(),
            name=given["name"],
            address=given["address"],
            entrance=given["entrance"],
            comes_in=_route(given, "in"),
            goes_out=_route(given, "out"),
            folder=given["folder"] or "INBOX",
            per_hour=given["per_hour"],
            is_open=given["is_open"],
        )


def _route(given: Mapping[str, Any], half: str) -> Route:
    port = given[f"{half}_port"] or 0
    security = Security(given[f"{half}_security"])
    return Route(given[f"{half}_host"], port, security, given[f"{half}_user"], given[f"{half}_secret"])


def _initial(box: MailboxView | None) -> dict[str, Any]:
    if box is None:
        ports = {"in_port": 993, "in_security": "ssl", "out_port": 587, "out_security": "starttls"}
        return {**ports, "folder": "INBOX", "per_hour": 30, "is_open": True}
    plan = box.plan
    found: dict[str, Any] = {
        name: getattr(plan, name) for name in ("code", "name", "address", "entrance", "folder", "per_hour", "is_open")
    }
    for half, route in (("in", plan.comes_in), ("out", plan.goes_out)):
        found |= {
            f"{half}_host": route.host,
            f"{half}_port": route.port or None,
            f"{half}_security": route.security.value,
            f"{half}_user": route.user,
        }
    return found
