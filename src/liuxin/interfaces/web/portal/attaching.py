"""Files in the forms of customers: chosen, several at once, with what may be sent said beside the field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.desk.communication.words import NewAttachment
from liuxin.desk.files.rules import megabytes
from liuxin.desk.files.words import Limits
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import LiuxinError

OF_THE_HOUSE = frozenset({"file", "attachments"})
"""The names of the field in errors of the house."""


class FilesInput(forms.FileInput):
    """Takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """Give all that were chosen."""
        del data
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """The files that somebody chose; whether they may be kept is the action's to decide."""

    def __init__(self) -> None:
        """Say what may be sent only once the limits are known."""
        widget = FilesInput(attrs={"class": "ct", "multiple": True, "data-files": ""})
        super().__init__(label=gettext_lazy("Pictures and files"), required=False, widget=widget)

    def say(self, limits: Limits) -> None:
        """Say sizes and kinds beside the field, for people and for the script that looks before anything is sent."""
        each, together = megabytes(limits.per_file), megabytes(limits.per_message)
        told = {"each": each, "together": together}
        self.help_text = _(
            "Pictures, PDF, documents: up to %(each)s MB each, %(together)s MB together. No programs, no macros."
        ) % {"each": each, "together": together}
        self.widget.attrs |= {
            "data-each": str(limits.per_file),
            "data-together": str(limits.per_message),
            "data-too-large": _("too large: at most %(each)s MB each") % told,
            "data-too-many": _("together too large: at most %(together)s MB") % told,
        }


class WithFiles(forms.Form):
    """A form that takes files along."""

    chosen_in = "attached"

    def __init__(self, *args: Any, limits: Limits, **kwargs: Any) -> None:
        """Say what may be sent."""
        super().__init__(*args, **kwargs)
        self.limits = limits
        field = self.fields[self.chosen_in]
        if isinstance(field, FilesField):
            field.say(self.limits)

    def attachments(self) -> tuple[NewAttachment, ...]:
        """Give the files that were chosen."""
        return read(self.cleaned_data[self.chosen_in], self.limits)

    def ask_again(self) -> None:
        """Say that files must be chosen once more where the form is shown again: a browser keeps all but them."""
        chosen = self.fields[self.chosen_in].widget.value_from_datadict(self.data, self.files, self.chosen_in)
        if self.is_bound and len(chosen) > len(self.errors.get(self.chosen_in, ())):
            again = _("Please choose your files once more: of all that you filled in, a browser does not keep them.")
            self.add_error(self.chosen_in, again)


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
