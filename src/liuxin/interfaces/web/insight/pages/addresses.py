"""Addresses that several pages of insight give."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

NOBODY = "none"


def with_query(path: str, **query: object) -> str:
    """Add a query to an address; what is None or empty is left out."""
    kept = {name: str(value) for name, value in query.items() if value not in {None, ""}}
    return f"{path}?{urlencode(kept)}" if kept else path


def board(team: int | None, **query: object) -> str:
    """Give the address of a board."""
    path = reverse("insight:board") if team is None else reverse("insight:team", args=[team])
    return with_query(path, **query)


def board_export(team: int | None, **query: object) -> str:
    """Give the address of the table of a board."""
    path = reverse("insight:board-export") if team is None else reverse("insight:team-export", args=[team])
    return with_query(path, **query)


def scorecard(person: int, **query: object) -> str:
    """Give the address of a person's scorecard."""
    return with_query(reverse("insight:scorecard", args=[person]), **query)


def scorecard_export(person: int, **query: object) -> str:
    """Give the address of the lines of a scorecard."""
    return with_query(reverse("insight:scorecard-export", args=[person]), **query)


def behind(key: str, **query: object) -> str:
    """Give the address of the cases behind a number."""
    return with_query(reverse("insight:behind", args=[key]), **query)


def own(**query: object) -> str:
    """Give the address of one's own numbers."""
    return with_query(reverse("insight:own"), **query)


def own_export(**query: object) -> str:
    """Give the address of the table of one's own numbers."""
    return with_query(reverse("insight:own-export"), **query)


def about(key: str) -> str:
    """Give the address of how a number is computed."""
    return reverse("insight:about", args=[key])


def case(code: str) -> str:
    """Give the address of a case, or nothing while there is no such page."""
    try:
        return reverse("cases:case", args=[code])
    except NoReverseMatch:
        return ""


def imported(batch: int, row: int) -> str:
    """Give the address of an imported reading: the batch, at its row."""
    try:
        return with_query(reverse("indicators:external-batch", args=[batch]), row=row)
    except NoReverseMatch:
        return ""


def behind_export(key: str, **query: object) -> str:
    """Give the address of the table of the cases behind a number."""
    return with_query(reverse("insight:behind-export", args=[key]), **query)


def rated(cycle: int, person: int) -> str:
    """Give the address of what raters said of somebody in a cycle."""
    return reverse("evaluation:person", args=[cycle, person])
