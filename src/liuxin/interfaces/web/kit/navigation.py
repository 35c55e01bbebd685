"""What the side bar lists: daily work, the cycle as a river, the whole; pages that exist and that one may open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.organisation.words import Role, Standing


def any_of(*roles: Role) -> Callable[[Standing], bool]:
    """Make a predicate: the standing holds one of the roles."""
    return lambda standing: standing.has(*roles)


def anybody(standing: Standing) -> bool:
    """Open to every person who is signed in."""
    return standing.person_id is not None


class Part(StrEnum):
    """The three parts of the side bar."""

    DAILY = "daily"
    CYCLE = "cycle"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the side bar. `views` are the pages during which it is the current one; without them, its room's.

    `phase` is the number of the phase of the cycle whose place it is, 0 for none; `key` leads there after a g.
    """

    view: str
    icon: str
    label: object
    open_to: Callable[[Standing], bool]
    views: frozenset[str] = field(default_factory=frozenset)
    part: Part = Part.DAILY
    phase: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the page shows it."""

    url: str
    icon: str
    label: str
    current: bool
    part: Part = Part.DAILY
    phase: int = 0
    key: str = ""


SCORES = ("insight:scorecard", "insight:behind")
HOLDERS = (Role.AGENT, Role.MANAGER)
READERS = (Role.AUDITOR, Role.AUDIT_ADMIN, Role.DIRECTOR)
WORKERS = (Role.AGENT, Role.MANAGER, Role.DIRECTOR, Role.REVIEWER, Role.AUDITOR)
STRATEGY = frozenset({"plan:strategy", "plan:jobs", "plan:job", "plan:environment", "plan:duties"})
DAY = frozenset({"insight:day"})
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "insight:day", icon="sun-high", label=_("My day"), open_to=anybody, views=frozenset({"insight:day"}), key="d"
    ),
    Entry("cases:list", icon="inbox", label=pgettext_lazy("navigation", "Cases"), open_to=any_of(*WORKERS), key="c"),
    Entry(
        "insight:own",
        icon="chart-line",
        label=_("My numbers"),
        open_to=any_of(*HOLDERS),
        views=frozenset({"insight:own"}),
    ),
    Entry(
        "insight:board",
        icon="layout-rows",
        label=_("Team board"),
        open_to=any_of(Role.MANAGER, Role.DIRECTOR, Role.HR, Role.AUDITOR),
        views=frozenset({"insight:board", "insight:team", *SCORES}),
    ),
    Entry(
        "insight:mine",
        icon="chart-bar",
        label=_("My scorecard"),
        open_to=any_of(Role.AGENT),
        views=frozenset({"insight:mine", "insight:came-about", *SCORES}),
    ),
    Entry("dialogue:home", icon="messages", label=_("Talk and obstacles"), open_to=anybody),
    Entry(
        "customers:list",
        icon="building-community",
        label=pgettext_lazy("navigation", "Customers"),
        open_to=any_of(*WORKERS),
        key="k",
    ),
    Entry(
        "quality:warnings",
        icon="alert-triangle",
        label=_("Warnings"),
        open_to=any_of(*WORKERS),
        views=frozenset({"quality:warnings", "quality:warning", "satisfaction:answers", "satisfaction:rule"}),
    ),
    Entry(
        "insight:cycle",
        icon="refresh",
        label=_("Where we are"),
        open_to=anybody,
        views=frozenset({"insight:cycle"}),
        part=Part.CYCLE,
    ),
    Entry("plan:home", "route", _("Plan"), anybody, part=Part.CYCLE, phase=1),
    Entry(
        "indicators:sets",
        "adjustments-horizontal",
        pgettext_lazy("navigation", "Indicators"),
        anybody,
        part=Part.CYCLE,
        phase=2,
    ),
    Entry("evaluators:home", "school", _("Train evaluators"), anybody, part=Part.CYCLE, phase=3),
    Entry("evaluation:home", "writing", _("Evaluate"), anybody, part=Part.CYCLE, phase=4),
    Entry("feedback:home", "message-2", _("Feedback talks"), anybody, part=Part.CYCLE, phase=5),
    Entry("outcomes:home", "award", _("Use of results"), anybody, part=Part.CYCLE, phase=6),
    Entry(
        "insight:director",
        icon="mountain",
        label=_("Overview"),
        open_to=any_of(Role.DIRECTOR, Role.HR, Role.AUDITOR),
        views=frozenset({"insight:director"}),
        part=Part.WHOLE,
    ),
    Entry("plan:strategy", "target", _("Strategy"), anybody, views=STRATEGY, part=Part.WHOLE),
    Entry(
        "organisation:people",
        icon="users",
        label=pgettext_lazy("navigation", "People"),
        open_to=any_of(*Role),
        part=Part.WHOLE,
    ),
    Entry(
        "customers:erase",
        icon="user-off",
        label=_("Erase a person"),
        open_to=any_of(Role.SECURITY_ADMIN),
        views=frozenset({"customers:erase"}),
        part=Part.WHOLE,
    ),
    Entry("mail:home", "mail", pgettext_lazy("navigation", "Mail"), any_of(Role.SYSTEM_ADMIN), part=Part.WHOLE),
    Entry("history:record", icon="shield-check", label=_("The record"), open_to=any_of(*READERS), part=Part.WHOLE),
)


HOSTS = {"portal": "cases:list", "mail": "cases:list"}
"""Where the pages of a room are found by whoever has no entry of its own for them."""


def places(standing: Standing, view_name: str) -> tuple[Place, ...]:
    """Give the entries that exist and that the standing may open, with the first that is current marked."""
    shown = _places(standing, view_name)
    host = HOSTS.get(view_name.partition(":")[0], "")
    return shown if not host or any(place.current for place in shown) else _places(standing, host)


def address(view: str) -> str:
    """Give the address of a page that takes nothing, or nothing while there is no such page."""
    return _address(view, get_script_prefix())


@cache
def _address(view: str, _prefix: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def _places(standing: Standing, view_name: str) -> tuple[Place, ...]:
    room = view_name.partition(":")[0]
    shown: list[Place] = []
    for entry in ENTRIES:
        if not entry.open_to(standing):
            continue
        url = address(entry.view)
        if not url:
            continue
        current = view_name in entry.views if entry.views else entry.view.partition(":")[0] == room
        if current and not entry.views:
            current = not any(view_name in other.views for other in ENTRIES)
        taken = any(place.current for place in shown)
        shown.append(
            Place(url, entry.icon, str(entry.label), current and not taken, entry.part, entry.phase, entry.key)
        )
    return tuple(shown)
