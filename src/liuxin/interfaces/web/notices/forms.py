"""What the page of one's choices takes in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liuxin.desk.communication.words import NoticeGroup, NoticePlanView, Way
from liuxin.interfaces.wording.catalogue import sentence

CONTROL = {"class": "ct"}
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def _hour(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    widget = forms.Select(attrs=CONTROL)
    return forms.TypedChoiceField(label=label, choices=HOURS, coerce=int, widget=widget, help_text=help_text)


class PlanForm(forms.Form):
    """Address, digest, quiet hours, and a way for each group."""

    email = forms.CharField(
        label=_("My e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Empty: in the page only. A notice names the case and what happened, never what was written."),
        widget=forms.EmailInput(attrs={**CONTROL, "autocomplete": "email"}),
    )
    digest_hour = _hour(_("The daily letter comes at"))
    quiet_from = _hour(_("Quiet from"))
    quiet_to = _hour(_("until"), _("What falls in between waits until then. The same hour twice means: never quiet."))
    urgent_any_time = forms.BooleanField(
        label=_("What may not wait, such as an escalation, comes at once, in quiet hours too"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, plan: NoticePlanView) -> None:
        """Take what was chosen before."""
        given = {name: getattr(plan, name) for name in self.base_fields}
        super().__init__(data, initial=given, auto_id="notices-%s")
        ways = [(way.value, _said(f"way.{way}")) for way in Way]
        for group in NoticeGroup:
            self.fields[f"way_{group}"] = forms.ChoiceField(
                label=_said(f"group.{group}"),
                choices=ways,
                initial=plan.ways.get(group, Way.DAILY).value,
                widget=forms.Select(attrs=CONTROL),
            )

    @property
    def groups(self) -> list[forms.BoundField]:
        """Give the choices by group."""
        return [self[f"way_{group}"] for group in NoticeGroup]

    def plan(self) -> NoticePlanView:
        """Give what was chosen."""
        given = self.cleaned_data
        return NoticePlanView(
            email=given["email"].strip(),
            digest_hour=given["digest_hour"],
            quiet_from=given["quiet_from"],
            quiet_to=given["quiet_to"],
            urgent_any_time=given["urgent_any_time"],
            ways={group: Way(given[f"way_{group}"]) for group in NoticeGroup},
        )


def _said(code: str) -> str:
    return sentence(f"notice.{code}", get_language() or "zh-hans")
