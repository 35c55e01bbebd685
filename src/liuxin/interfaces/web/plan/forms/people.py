"""What the pages of those who take part take in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.interfaces.web.plan.forms import fields

Choices = Sequence[tuple[int, str]]


class JoinForm(forms.Form):
    """Who joins the cycle."""

    person = fields.choice(gettext_lazy("Who joins"), required=True)

    def __init__(self, data: Any, *, people: Choices) -> None:
        """Take who may join."""
        super().__init__(data, auto_id="join-%s")
        self.fields["person"].choices = [("", _("choose")), *people]  # type: ignore[attr-defined]  # a choice field


class LeaveForm(forms.Form):
    """Until when somebody was here, and what is done without the person's signature."""

    left_at = fields.day(gettext_lazy("Last day here"), required=True)
    release = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Still to be signed by this person, and let go now"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = fields.area(
        gettext_lazy("Why it is let go"),
        rows=2,
        most=1000,
        help_text=gettext_lazy("It stands on record beside each of these agreements."),
    )

    def __init__(self, data: Any, *, owed: Choices, initial: dict[str, object]) -> None:
        """Take what the person still has to sign: all of it is let go unless somebody takes a tick away."""
        super().__init__(data, auto_id="leave-%s", initial=initial | {"release": [key for key, _title in owed]})
        self.fields["release"].choices = owed  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where something is let go."""
        given = super().clean() or {}
        if given.get("release") and not given.get("reason", "").strip():
            self.add_error("reason", _("Give the reason."))
        return given
