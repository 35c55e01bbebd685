"""What an agent writes on the page of a case, as forms, and how the composer stands."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases.words import SOURCE_ONLY_OUTCOMES, Act, CaseView, Conversation, Outcome
from liuxin.desk.cases.words.answering import TALKED, After, Next, Reply, Talk
from liuxin.desk.communication.words import Medium, Thread
from liuxin.interfaces.web.cases import conversation, labels
from liuxin.interfaces.web.cases.attaching import OF_THE_HOUSE, FilesField, WithFiles
from liuxin.interfaces.web.cases.clock import in_a_while
from liuxin.interfaces.web.cases.forms import CONTROL, WHEN_FORMAT
from liuxin.kernel.actor import Actor

AFTERS = [
    (After.KEEP.value, pgettext_lazy("reply", "keep it open")),
    (After.WAIT.value, pgettext_lazy("reply", "wait for the customer")),
    (After.RESOLVE.value, pgettext_lazy("reply", "resolve")),
]
OUTCOMES = [(word.value, label) for word, label in labels.OUTCOME.items() if word not in SOURCE_ONLY_OUTCOMES]
UNWRITABLE = frozenset({*TALKED})
LONGEST = 100_000


def _area(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={**CONTROL, "rows": rows, **attrs})


def _when() -> forms.DateTimeInput:
    return forms.DateTimeInput(format=WHEN_FORMAT, attrs={**CONTROL, "type": "datetime-local"})


def new_token() -> str:
    """Give a token for a form: sent twice, it is one deed."""
    return secrets.token_urlsafe(16)


def whose_files(code: str, by: Actor) -> str:
    """Say whose files wait for an answer that was not sent: of one colleague, for one case."""
    return f"reply:{code}:{by.id}"


class ReplyForm(WithFiles):
    """An answer, and what becomes of the case with it.

    `version` and `read_to` stand beside the time line, so that they come anew with it.
    """

    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    read_to = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    template = forms.IntegerField(required=False, widget=forms.HiddenInput)
    thread = forms.TypedChoiceField(
        label=pgettext_lazy("reply", "To"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=CONTROL),
    )
    text = forms.CharField(label=_("Answer to the customer"), max_length=LONGEST, widget=_area(5))
    attached = FilesField(_("Attach files"))
    after = forms.ChoiceField(
        label=_("With it"),
        required=False,
        choices=AFTERS,
        widget=forms.RadioSelect,
    )
    wait_action = forms.CharField(
        label=_("What you do if no answer comes"), required=False, max_length=300, widget=forms.TextInput(attrs=CONTROL)
    )
    wait_due = forms.DateTimeField(label=_("Wait until"), required=False, widget=_when())
    outcome = forms.ChoiceField(
        label=pgettext_lazy("case", "Outcome"), required=False, choices=OUTCOMES, widget=forms.Select(attrs=CONTROL)
    )
    done = forms.CharField(label=_("What was done, for colleagues"), required=False, max_length=4000, widget=_area(2))
    told = forms.CharField(
        label=_("What the customer was told"),
        required=False,
        max_length=4000,
        widget=_area(2),
        help_text=_("Empty: the answer above."),
    )
    confirm_by = forms.DateTimeField(label=_("Ask the customer by"), required=False, widget=_when())

    def clean(self) -> None:
        """Send nothing without a file that whoever answers believes to go along."""
        if self.are_lost(timezone.now()):
            self.ask_again()

    def reply(self) -> Reply:
        """Give the answer, without the files that go along."""
        given = self.cleaned_data
        return Reply(given["text"], given["read_to"], given["thread"], given["template"], given["token"])

    def then(self) -> Next:
        """Give what becomes of the case."""
        given = self.cleaned_data
        after = After(given["after"] or After.KEEP)
        due = given["wait_due"] if after is After.WAIT else given["confirm_by"]
        outcome = Outcome(given["outcome"]) if given["outcome"] else None
        return Next(after, given["wait_action"], due, given["done"], given["told"], outcome)


FIELDS_OF = {
    "next_action": "wait_action",
    "next_due": "wait_due",
    "outcome_text": "told",
    **dict.fromkeys(OF_THE_HOUSE, "attached"),
}
"""Where an error of the house shows at a field of another name here."""


class ComposedNote(forms.Form):
    """Words for colleagues; an @ names them."""

    text = forms.CharField(
        label=pgettext_lazy("case", "Note for colleagues"),
        max_length=8000,
        widget=_area(4),
        help_text=_("@ names a colleague, who is told. The customer never sees a note."),
    )
    ask_help = forms.BooleanField(
        label=_("ask those named for help"), required=False, widget=forms.CheckboxInput(attrs={"class": "ck"})
    )


class TalkForm(forms.Form):
    """A talk on the phone or at the counter."""

    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    medium = forms.ChoiceField(
        label=pgettext_lazy("talk", "How"),
        choices=[(medium.value, conversation.MEDIUM[medium]) for medium in TALKED],
        widget=forms.RadioSelect,
    )
    direction = forms.ChoiceField(
        label=pgettext_lazy("talk", "Who began it"),
        choices=[
            ("in", pgettext_lazy("talk", "the customer called or came")),
            ("out", pgettext_lazy("talk", "we called or went there")),
        ],
        widget=forms.RadioSelect,
    )
    person = forms.CharField(label=_("Talked with"), max_length=200, widget=forms.TextInput(attrs=CONTROL))
    text = forms.CharField(label=_("What was said"), max_length=8000, widget=_area(4))

    def talk(self) -> Talk:
        """Give the talk."""
        given = self.cleaned_data
        return Talk(Medium(given["medium"]), given["direction"] == "in", given["person"], given["text"], given["token"])


TABS = ("reply", "note", "talk")


@dataclass(frozen=True, slots=True)
class Composer:
    """The composer as the page shows it: which tab is open, its forms, and what stands in the way of sending."""

    tab: str
    tabs: tuple[str, ...]
    reply: ReplyForm
    note: ComposedNote
    talk: TalkForm
    to: str
    several: bool
    kept_at: datetime | None = None
    newer: list[conversation.Said] = field(default_factory=list)
    dropped: str = ""


def threads_of(talk: Conversation) -> list[Thread]:
    """Give the threads that one can write into, the latest first."""
    usable = [thread for thread in talk.threads if thread.medium not in UNWRITABLE]
    return sorted(usable, key=lambda thread: (thread.opened_at, thread.id), reverse=True)


def initial(view: CaseView, now: datetime, *, text: str, read_to: int) -> dict[str, Any]:
    """Give what the form of an answer proposes."""
    return {
        "token": new_token(),
        "version": view.version,
        "read_to": read_to,
        "text": text,
        "after": After.KEEP.value,
        "wait_due": in_a_while(now, days=1),
        "outcome": Outcome.DONE_AND_TOLD.value,
        "confirm_by": in_a_while(now, days=3),
    }


def offer(form: ReplyForm, view: CaseView, threads: list[Thread], customer: str) -> None:
    """Offer the threads that there are, and only what the status and the standing allow with an answer."""
    choices = [(str(thread.id), conversation.to_whom(thread, customer)) for thread in threads]
    choices = choices or [("", conversation.to_whom(None, customer))]
    barred = {After.WAIT.value: Act.WAIT not in view.acts, After.RESOLVE.value: Act.RESOLVE not in view.acts}
    thread, after = form.fields["thread"], form.fields["after"]
    if isinstance(thread, forms.ChoiceField) and isinstance(after, forms.ChoiceField):
        thread.choices = choices
        after.choices = [choice for choice in AFTERS if not barred.get(choice[0])]
