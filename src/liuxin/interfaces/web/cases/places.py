"""The places of the desk, as links on each of their pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.cases import permissions
from liuxin.desk.communication import permissions as communication
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.kit.navigation import address

LABELS: tuple[tuple[str, str | Promise], ...] = (
    ("cases:list", pgettext_lazy("navigation", "Cases")),
    ("cases:queues", _("Queues")),
    ("cases:board", _("The empty board")),
    ("cases:routing", _("Routing")),
    ("cases:promises", pgettext_lazy("navigation", "Promises")),
    ("portal:silent", _("Asked and silent")),
    ("portal:entrances", _("Ways in for customers")),
    ("mail:held", _("Held letters")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link, and whether it is the page that is open."""

    url: str
    label: str
    current: bool


def places(asks: Standing, current: str) -> list[Choice]:
    """Give the places that the standing may open."""
    open_to = {
        "cases:list": permissions.sees_cases(asks),
        "cases:queues": permissions.sees_cases(asks),
        "cases:board": permissions.sees_cases(asks),
        "cases:routing": permissions.may_see_routing(asks),
        "cases:promises": permissions.sees_promises(asks),
        "portal:silent": permissions.sees_cases(asks),
        "portal:entrances": permissions.may_see_entrances(asks),
        "mail:held": communication.may_decide_held(asks),
    }
    return [Choice(address(view), str(label), view == current) for view, label in LABELS if open_to[view]]
