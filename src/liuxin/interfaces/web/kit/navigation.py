"""What the side bar lists: pages that exist and that the standing may open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liuxin.desk.organisation.words import Role, Standing


def any_of(*roles: Role) -> Callable[[Standing], bool]:
    """Make a predicate: the standing holds one of the roles."""
    return lambda standing: standing.has(*roles)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the side bar. `views` are the pages during which it is the current one."""

    view: str
    icon: str
    label: object
    open_to: Callable[[Standing], bool]
    views: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the page shows it."""

    url: str
    icon: str
    label: str
    current: bool


SCORES = ("insight:scorecard", "insight:behind")
HOLDERS = (Role.AGENT, Role.MANAGER)
READERS = (Role.AUDITOR, Role.AUDIT_ADMIN, Role.DIRECTOR)
WORKERS = (Role.AGENT, Role.MANAGER, Role.DIRECTOR, Role.REVIEWER, Role.AUDITOR)
ENTRIES: tuple[Entry, ...] = (
    Entry(
        "insight:board",
        icon="layout-rows",
        label=_("Team board"),
        open_to=any_of(Role.MANAGER, Role.DIRECTOR, Role.HR, Role.AUDITOR),
        views=frozenset({"insight:board", "insight:team", *SCORES}),
    ),
    Entry(
        "insight:own",
        icon="chart-line",
        label=_("My numbers"),
        open_to=any_of(*HOLDERS),
        views=frozenset({"insight:own"}),
    ),
    Entry(
        "insight:mine",
        icon="chart-bar",
        label=_("My scorecard"),
        open_to=any_of(Role.AGENT),
        views=frozenset({"insight:mine", *SCORES}),
    ),
    Entry("cases:list", icon="inbox", label=pgettext_lazy("navigation", "Cases"), open_to=any_of(*WORKERS)),
    Entry(
        "customers:list",
        icon="building-community",
        label=pgettext_lazy("navigation", "Customers"),
        open_to=any_of(*WORKERS),
    ),
    Entry(
        "indicators:sets",
        icon="adjustments-horizontal",
        label=pgettext_lazy("navigation", "Indicators"),
        open_to=any_of(*Role),
    ),
    Entry("organisation:people", icon="users", label=pgettext_lazy("navigation", "People"), open_to=any_of(*Role)),
    Entry("history:record", icon="shield-check", label=_("The record"), open_to=any_of(*READERS)),
)


def places(standing: Standing, view_name: str) -> tuple[Place, ...]:
    """Give the entries that exist and that the standing may open, with the first that is current marked."""
    room = view_name.partition(":")[0]
    shown: list[Place] = []
    for entry in ENTRIES:
        if not entry.open_to(standing):
            continue
        try:
            url = reverse(entry.view)
        except NoReverseMatch:
            continue
        current = view_name in entry.views if entry.views else entry.view.partition(":")[0] == room
        taken = any(place.current for place in shown)
        shown.append(Place(url, entry.icon, str(entry.label), current and not taken))
    return tuple(shown)
