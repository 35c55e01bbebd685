"""What the pages of talks take in. Forms parse; actions decide."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.interfaces.web.feedback import labels
from liuxin.kernel.errors import LiuxinError
from liuxin.performance.feedback.words import (
    AppealOutcome,
    Cited,
    Grounds,
    NewAction,
    NewGoal,
    NewNote,
    NoteKind,
    OwnCause,
)

CONTROL = {"class": "ct"}
DAY = forms.DateInput(attrs=CONTROL | {"type": "date"}, format="%Y-%m-%d")
GOALS, ACTIONS = 3, 3
LONG = 4000


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs=CONTROL | {"rows": rows, **attrs})


class Blamed(forms.Form):
    """A form at which the sentence of an error can stand beside its field."""

    anywhere = ""

    def blame(self, error: LiuxinError) -> None:
        """Put the sentence of an error at its field, else over the form."""
        field = error.field if error.field in self.fields else self.anywhere
        self.add_error(field or None, labels.said(error))


class RoundForm(Blamed):
    """A round of one department."""

    department = forms.TypedChoiceField(label=_("Department"), coerce=int, widget=forms.Select(attrs=CONTROL))
    purpose = forms.CharField(label=_("Overall goal of the round"), max_length=LONG, widget=_area(3))
    place = forms.CharField(
        label=pgettext_lazy("talk", "Place"),
        max_length=200,
        widget=forms.TextInput(attrs=CONTROL),
        help_text=_("A room without interruption. Each talk may have its own."),
    )
    start_on = forms.DateField(label=_("First day"), widget=DAY)
    end_on = forms.DateField(label=_("Last day"), widget=DAY, help_text=_("Talks are owed by the end of this day."))
    instead = forms.TypedChoiceField(
        label=_("Leads the talks of people without a manager"),
        help_text=_("A head of department who reports to nobody talks with the director in any case."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )

    def __init__(self, data: Any, *, departments: Sequence[tuple[int, str]], people: Iterable[tuple[int, str]]) -> None:
        """Take the departments that may be chosen and the people who may lead."""
        super().__init__(data, auto_id="round-%s")
        self.fields["department"].choices = departments  # type: ignore[attr-defined]  # a choice
        self.fields["instead"].choices = [("", "—"), *people]  # type: ignore[attr-defined]  # as above


class GoalsForm(Blamed):
    """The overall goal and up to three goals of a talk, each with what it is drawn from."""

    anywhere = "goal1"
    overall = forms.CharField(label=_("Overall goal"), max_length=LONG, required=False, widget=_area(2))

    def __init__(self, data: Any, *, sources: Sequence[tuple[str, str]], initial: dict[str, str]) -> None:
        """Take what goals may be drawn from."""
        super().__init__(data, auto_id="goals-%s", initial=initial)
        for number in range(1, GOALS + 1):
            self.fields[f"goal{number}"] = forms.CharField(
                label=_("Goal %(number)s of this talk") % {"number": number},
                max_length=LONG,
                required=False,
                widget=_area(2),
            )
            self.fields[f"cites{number}"] = forms.ChoiceField(
                label=_("Drawn from"), required=False, choices=sources, widget=forms.Select(attrs=CONTROL)
            )

    @property
    def goals(self) -> list[NewGoal]:
        """The goals that were written."""
        given = self.cleaned_data
        found = []
        for number in range(1, GOALS + 1):
            cites, _sep, key = str(given.get(f"cites{number}", "")).partition(":")
            found.append(NewGoal(str(given.get(f"goal{number}", "")), Cited(cites), key))
        return found


class SlotForm(Blamed):
    """A time and place, or a shift."""

    anywhere = "start"
    day = forms.DateField(label=_("Day"), widget=DAY)
    start = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=CONTROL | {"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs=CONTROL | {"type": "time"}, format="%H:%M"))
    place = forms.CharField(
        label=pgettext_lazy("talk", "Place"), max_length=200, required=False, widget=forms.TextInput(attrs=CONTROL)
    )

    def __init__(self, data: Any, *, zone: str, prefix: str, initial: dict[str, object] | None = None) -> None:
        """Take the zone in which times are written."""
        super().__init__(data, auto_id=f"{prefix}-%s", initial=initial or {})
        self.zone = ZoneInfo(zone)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The instants from and to."""
        given = self.cleaned_data
        ends = (datetime.combine(given["day"], given[name], self.zone) for name in ("start", "end"))
        first, last = ends
        return first, last


class HoldForm(Blamed):
    """The record of a talk that was held."""

    anywhere = "said"
    said = forms.CharField(
        label=_("What was said"),
        max_length=LONG,
        widget=_area(6),
        help_text=_("Points and words as said, no guesses. Both of you see this."),
    )
    corrected = forms.CharField(label=_("Corrected on the spot"), max_length=LONG, required=False, widget=_area(2))
    both_views = forms.CharField(
        label=_("Where you differ: both views"), max_length=LONG, required=False, widget=_area(3)
    )
    own_cause = forms.ChoiceField(
        label=_("The person's own part, as both agreed"),
        required=False,
        choices=[(cause.value, word) for cause, word in labels.CAUSES.items()],
        widget=forms.Select(attrs=CONTROL),
    )

    def __init__(self, data: Any, *, owners: Sequence[tuple[int, str]]) -> None:
        """Take the two who may owe an action."""
        super().__init__(data, auto_id="hold-%s")
        for number in range(1, ACTIONS + 1):
            self.fields[f"action{number}"] = forms.CharField(
                label=_("Action %(number)s") % {"number": number},
                max_length=LONG,
                required=False,
                widget=forms.TextInput(attrs=CONTROL),
            )
            self.fields[f"owner{number}"] = forms.TypedChoiceField(
                label=pgettext_lazy("talk", "Who"),
                coerce=int,
                required=False,
                choices=owners,
                widget=forms.Select(attrs=CONTROL),
            )
            self.fields[f"due{number}"] = forms.DateField(label=_("By when"), required=False, widget=DAY)

    def clean(self) -> dict[str, Any]:
        """Ask for a day beside each action that is written."""
        given = super().clean() or {}
        for number in range(1, ACTIONS + 1):
            if given.get(f"action{number}") and not given.get(f"due{number}"):
                self.add_error(f"due{number}", _("Say by when."))
        return given

    @property
    def notes(self) -> list[NewNote]:
        """The notes that were written."""
        kinds = {"said": NoteKind.SAID, "corrected": NoteKind.CORRECTED, "both_views": NoteKind.BOTH_VIEWS}
        return [NewNote(kind, str(self.cleaned_data.get(name) or "")) for name, kind in kinds.items()]

    @property
    def actions(self) -> list[NewAction]:
        """The actions that were agreed."""
        given = self.cleaned_data
        numbers = (number for number in range(1, ACTIONS + 1) if given.get(f"action{number}"))
        return [NewAction(given[f"action{n}"], given[f"owner{n}"], given[f"due{n}"]) for n in numbers]

    @property
    def cause(self) -> str:
        """The own part as it was chosen."""
        return str(self.cleaned_data.get("own_cause") or OwnCause.LEFT_OPEN.value)


class ReasonForm(Blamed):
    """A reason."""

    anywhere = "reason"
    reason = forms.CharField(label=pgettext_lazy("talk", "Reason"), max_length=LONG, widget=_area(4))


class CorrectForm(ReasonForm):
    """A correction: why, and which lines no longer count."""

    leave_out = forms.MultipleChoiceField(
        label=pgettext_lazy("feedback", "Lines that no longer count"),
        required=False,
        widget=forms.SelectMultiple(attrs=CONTROL),
    )

    def __init__(self, data: Any, *, lines: Sequence[tuple[str, str]]) -> None:
        """Take the lines of the card, of which some may be left out."""
        super().__init__(data, auto_id="correct-%s")
        self.fields["leave_out"].choices = lines  # type: ignore[attr-defined]  # a choice


class AppealForm(Blamed):
    """An appeal: on what it rests, and what is so."""

    anywhere = "text"
    grounds = forms.ChoiceField(
        label=_("On what the appeal rests"),
        choices=[(each.value, word) for each, word in labels.GROUNDS.items()],
        widget=forms.Select(attrs=CONTROL),
    )
    text = forms.CharField(
        label=_("What is not so, point by point"),
        max_length=LONG * 2,
        widget=_area(8),
        help_text=_("Name cases, days and lines. Whoever decides reads this; so does the manager of the talk."),
    )

    @property
    def on(self) -> Grounds:
        """The grounds that were chosen."""
        return Grounds(self.cleaned_data["grounds"])


class DecidersForm(Blamed):
    """Who decides, in order."""

    def __init__(self, data: Any, *, people: Sequence[tuple[int, str]], count: int) -> None:
        """Take who may be chosen, and how many there are to be."""
        super().__init__(data, auto_id="deciders-%s")
        self.anywhere = "decider1"
        for number in range(1, count + 1):
            self.fields[f"decider{number}"] = forms.TypedChoiceField(
                label=_("Decides, and writes it down") if number == 1 else _("Member %(n)s") % {"n": number},
                coerce=int,
                choices=[("", "—"), *people],
                widget=forms.Select(attrs=CONTROL),
            )

    @property
    def people(self) -> list[int]:
        """The people who were chosen, in order."""
        return [self.cleaned_data[name] for name in self.fields]


class DecisionForm(Blamed):
    """A decision with its reasons."""

    anywhere = "reasons"
    outcome = forms.ChoiceField(
        label=pgettext_lazy("appeal", "Decision"),
        choices=[
            (each.value, word)
            for each, word in labels.OUTCOMES.items()
            if each not in {AppealOutcome.OPEN, AppealOutcome.SILENCE}
        ],
        widget=forms.Select(attrs=CONTROL),
    )
    reasons = forms.CharField(label=_("Reasons, in writing"), max_length=LONG * 2, widget=_area(6))
    leave_out = forms.MultipleChoiceField(
        label=pgettext_lazy("feedback", "Lines that no longer count"),
        required=False,
        widget=forms.SelectMultiple(attrs=CONTROL),
    )

    def __init__(self, data: Any, *, lines: Sequence[tuple[str, str]]) -> None:
        """Take the lines of the card, of which some may be left out."""
        super().__init__(data, auto_id="decision-%s")
        self.fields["leave_out"].choices = lines  # type: ignore[attr-defined]  # a choice

    @property
    def decided(self) -> AppealOutcome:
        """The outcome that was chosen."""
        return AppealOutcome(self.cleaned_data["outcome"])


def day_of(at: datetime, zone: str) -> date:
    """Give the local day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()
