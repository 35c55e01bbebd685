"""What every form of these pages does: read, try, say so and go back, or show what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.customers import permissions
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.kit.views import STATUS
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError, RuleBrokenError

Refused = (BadInputError, RuleBrokenError, ConflictError, NotFoundError)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of this room, in the row above its lists."""

    url: str
    label: str | Promise
    current: bool


def attempt(request: HttpRequest, form: forms.Form, deed: Callable[[], object], said: str | Promise) -> int:
    """Do it if the form is right, and say so; gives 0, or the status of what is wrong with the form."""
    if not form.is_valid():
        return 400
    try:
        deed()
    except Refused as problem:
        show(form, problem)
        return STATUS[type(problem)]
    messages.success(request, str(said))
    return 0


def places(standing: Standing, current: str) -> list[Place]:
    """Give the pages of this room that are open to the reader."""
    pages: list[tuple[str, str | Promise, bool]] = [
        ("customers:list", pgettext_lazy("navigation", "Customers"), True),
        ("customers:needs", _("Needs"), True),
        ("customers:sites", _("Sites"), True),
        ("customers:segments", _("Segments"), True),
        ("customers:loyalty", _("Loyalty"), True),
        ("customers:solutions", _("Solutions"), True),
        ("customers:duplicates", _("Duplicates"), permissions.may_look_up(standing)),
        ("customers:cycle", _("Life cycle"), permissions.may_look_up(standing) or standing.sees_everything),
    ]
    return [Place(reverse(name), label, name == current) for name, label, is_open in pages if is_open]
