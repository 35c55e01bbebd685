"""By what numbers are cut, and what the parts are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.insight.words import Board, Cut, CutName, Name
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.customers import labels as customer_labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses

NAMES: Mapping[Cut, object] = {
    Cut.PERSON: gettext_lazy("person"),
    Cut.TEAM: gettext_lazy("team"),
    Cut.DEPARTMENT: gettext_lazy("department"),
    Cut.POSITION: gettext_lazy("position"),
    Cut.SITE: gettext_lazy("site"),
    Cut.PRODUCT: gettext_lazy("product"),
    Cut.CUSTOMER_KIND: gettext_lazy("kind of customer"),
    Cut.AGE: gettext_lazy("age of the relation"),
    Cut.STAGE: gettext_lazy("service stage"),
    Cut.CHANNEL: gettext_lazy("channel"),
    Cut.CATEGORY: gettext_lazy("category"),
    Cut.PRIORITY: gettext_lazy("priority"),
}
AGES: Mapping[str, object] = {
    "under_90_days": gettext_lazy("under 90 days"),
    "under_1_year": gettext_lazy("90 days to a year"),
    "under_3_years": gettext_lazy("one to three years"),
    "longer": gettext_lazy("three years and more"),
}
WORDS: Mapping[Cut, Mapping[str, Any]] = {
    Cut.STAGE: {stage.value: label for stage, label in case_labels.STAGE.items()},
    Cut.CHANNEL: {channel.value: label for channel, label in case_labels.CHANNEL.items()},
    Cut.PRIORITY: {str(number): label for number, label in case_labels.PRIORITY.items()},
    Cut.AGE: AGES,
    Cut.CUSTOMER_KIND: {kind.value: label for kind, label in customer_labels.KIND.items()},
}
WHOLE = frozenset({Cut.PERSON, Cut.TEAM, Cut.DEPARTMENT, Cut.POSITION, Cut.SITE, Cut.PRIORITY})
"""Cuts whose parts are named by a whole number."""


def name_of(cut: Cut, name: Name) -> str:
    """Name a row."""
    return part(cut, name) if isinstance(name, CutName) else shown.name(name)


def part(cut: Cut, name: CutName) -> str:
    """Name a part: in words of ours, else as the record calls it; what has no code is not recorded."""
    if not name.code:
        return _("not recorded")
    if name.text is not None:
        return shown.text(name.text)
    return str(WORDS.get(cut, {}).get(name.code, name.code))


def initials(name: Name) -> str:
    """Give what the avatar of a person shows; nothing else has one."""
    return shown.initials(name) if isinstance(name, PersonName | TeamName) else ""


def query(cut: Cut, value: object) -> dict[str, object]:
    """Give what an address says of a part: people and teams have words of their own."""
    if cut in {Cut.PERSON, Cut.TEAM}:
        return {cut.value: value}
    return {"cut": cut.value, "is": value}


def behind(board: Board, key: str, of: Mapping[str, object]) -> str:
    """Give the address of the cases behind one part of a board."""
    common = {"period": board.span.code, "team": board.team.id if board.team else None}
    return addresses.behind(key, **{**common, **of})
