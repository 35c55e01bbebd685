"""Files in forms: chosen, several at once, with what may be sent said beside the field where it is known."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.desk.communication.words import Attachment, NewAttachment
from liuxin.desk.files import actions as files_actions
from liuxin.desk.files import queries as files
from liuxin.desk.files import rules
from liuxin.desk.files.rules import megabytes
from liuxin.desk.files.words import Aside, Limits
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

SALT = "liuxin.files.aside"

OF_THE_HOUSE = frozenset({"file", "attachments"})
"""The names of the field in errors of the house."""


class FilesInput(forms.FileInput):
    """Takes several files."""

    allow_multiple_selected = True
    waiting: tuple[tuple[str, str, int], ...] = ()
    """What was chosen before and waits: token, name, size."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Show the field, and above it what waits, ticked: who wants a file no more takes the tick away."""
        field = super().render(name, value, attrs, renderer)
        if not self.waiting:
            return field
        rows = ((f"{name}-kept", token, called, filesizeformat(size)) for token, called, size in self.waiting)
        line = (
            '<li><label class="check"><input type="checkbox" class="ck" name="{}" value="{}" checked>'
            '<span>{} <span class="three num">{}</span></span></label></li>'
        )
        listed = format_html_join("", line, rows)
        said = _("Kept from before; what is ticked goes along:")
        box = '<div class="kept-files"><span class="sm">{}</span><ul class="plain-list">{}</ul></div>{}'
        return format_html(box, said, listed, field)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """Give all that were chosen."""
        del data
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """The files that somebody chose; whether they may be kept is the action's to decide."""

    def __init__(self, label: Any = None) -> None:
        """Say what may be sent only once the limits are known."""
        widget = FilesInput(attrs={"class": "ct", "multiple": True})
        super().__init__(label=label or gettext_lazy("Pictures and files"), required=False, widget=widget)

    def say(self, limits: Limits) -> None:
        """Say sizes and kinds beside the field, for people and for the script that looks before anything is sent."""
        each, together = megabytes(limits.per_file), megabytes(limits.per_message)
        told = {"each": each, "together": together}
        self.help_text = _(
            "Pictures, PDF, documents: up to %(each)s MB each, %(together)s MB together. No programs, no macros."
        ) % {"each": each, "together": together}
        self.widget.attrs |= {
            "data-files": "",
            "data-each": str(limits.per_file),
            "data-together": str(limits.per_message),
            "data-too-large": _("too large: at most %(each)s MB each") % told,
            "data-too-many": _("together too large: at most %(together)s MB") % told,
        }


class WithFiles(forms.Form):
    """A form that takes files along. What was chosen in a form that could not be sent waits for it, and is offered.

    `scope` says whose form it is, `by` who fills it in: what waits for one is there for no other.
    """

    chosen_in = "attached"

    def __init__(self, *args: Any, limits: Limits, by: Actor, scope: str = "", **kwargs: Any) -> None:
        """Take what may be sent."""
        super().__init__(*args, **kwargs)
        self.limits, self.scope, self.by = limits, scope, by

    def attachments(self) -> tuple[NewAttachment, ...]:
        """Give the files that go along: those that waited and are still ticked, and those that were chosen now."""
        waited = tuple(NewAttachment(one.name, files.aside_content(one)) for one in self._waiting(timezone.now()))
        return (*waited, *read(self.cleaned_data[self.chosen_in], self.limits))

    def keep_files(self, request: HttpRequest) -> None:
        """Let what was chosen wait where the form is shown again, for a browser keeps all but files."""
        if not self.is_bound or not self.scope:
            return
        now, widget = timezone.now(), self.fields[self.chosen_in].widget
        chosen = widget.value_from_datadict(self.data, self.files, self.chosen_in)
        waited = self._waiting(now)
        offered, lost = list(waited), self.are_lost(now)
        left = self.limits.per_message - sum(one.size for one in offered)
        for file in chosen if self._may_keep(request, chosen, now) else ():
            content = _content(file, self.limits)
            if not self._may_be_sent(file.name or "", content):
                continue
            one = self._set_aside(file.name or "", content, now) if len(content) <= left else None
            offered += [one] if one else []
            left -= len(content) if one else 0
        refused = len(self.errors.get(self.chosen_in, ()))
        self._offer(offered)
        if lost or len(chosen) > refused + len(offered) - len(waited):
            self.ask_again()

    def _may_be_sent(self, name: str, content: bytes) -> bool:
        """Tell whether a file may go along, and say of each that may not why: an action refuses at the first."""
        try:
            rules.check(name, content, self.limits)
        except LiuxinError as problem:
            said = list(self.errors.get(self.chosen_in, ()))
            put(self, problem)
            told = self.errors[self.chosen_in]
            if told[-1] in said:
                told.pop()
            return False
        return True

    def offer_what_waits(self) -> None:
        """Offer, in a form that nothing was sent in yet, all that waits for whoever fills it in."""
        self._offer(files.waiting(self.scope, timezone.now()))

    def _offer(self, offered: Sequence[Aside]) -> None:
        widget = self.fields[self.chosen_in].widget
        if isinstance(widget, FilesInput):
            widget.waiting = tuple((signing.dumps(one.key, salt=SALT), one.name, one.size) for one in offered)

    def are_lost(self, at: datetime) -> bool:
        """Tell whether something that the form bears waits no more."""
        return len(self._keys()) > len(self._waiting(at))

    def ask_again(self) -> None:
        """Ask, once, for files that are not there."""
        again = _("Please choose your files once more: of all that you filled in, a browser does not keep them.")
        if again not in self.errors.get(self.chosen_in, ()):
            self.add_error(self.chosen_in, again)

    def sent(self) -> None:
        """Throw away what waited: the form was sent."""
        if self.scope and self._keys():
            files_actions.drop_aside(scope=self.scope, by=self.by, at=timezone.now())

    def _keys(self) -> list[str]:
        """Give the keys that the form bears and that were given out by us."""
        given = self.data.getlist(f"{self.chosen_in}-kept") if isinstance(self.data, QueryDict) else []
        return [key for token in given if (key := _unsigned(token))]

    def _waiting(self, at: datetime) -> tuple[Aside, ...]:
        return files.aside(self._keys(), self.scope, at) if self.scope and self._keys() else ()

    def _may_keep(self, request: HttpRequest, chosen: Sequence[Any], at: datetime) -> bool:
        """Tell whether whoever is there may leave files here."""
        del request, at
        return bool(chosen)

    def _set_aside(self, name: str, content: bytes, at: datetime) -> Aside | None:
        return files_actions.set_aside(
            name=name, content=content, scope=self.scope, limits=self.limits, by=self.by, at=at
        )


def _content(file: Any, limits: Limits) -> bytes:
    """Read a file from its beginning, whoever has read it before, and no further than it may be kept."""
    file.seek(0)
    content: bytes = file.read(limits.per_file + 1)
    return content


def _unsigned(token: str) -> str:
    try:
        return str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return ""


def set_aside_again(attachments: Sequence[Attachment], *, scope: str, by: Actor, at: datetime) -> int:
    """Let the files of a message that was taken back wait for the form that it was written in; give how many do."""
    files_actions.drop_aside(scope=scope, by=by, at=at)
    limits, kept = files.limits(), files.files(each.file for each in attachments if each.file is not None)
    count = 0
    for each in attachments:
        content = files.content(kept[each.file]) if each.file is not None else b""
        if rules.refusal(each.name, content, limits) is None:
            one = files_actions.set_aside(name=each.name, content=content, scope=scope, limits=limits, by=by, at=at)
            count += one is not None
    return count


def put(form: WithFiles, problem: LiuxinError) -> None:
    """Put an error of the house at its field, one about a file at the files."""
    if problem.field in OF_THE_HOUSE:
        problem.field = form.chosen_in
    show(form, problem)


def read(given: Sequence[Any], limits: Limits) -> tuple[NewAttachment, ...]:
    """Read files as far as they may be kept: what is beyond a limit is refused and not read to its end."""
    found, left = [], limits.per_message + 1
    for each in given:
        if left <= 0:
            break
        content = each.read(min(limits.per_file + 1, left))
        left -= len(content)
        found.append(NewAttachment(each.name or "", content))
    return tuple(found)
