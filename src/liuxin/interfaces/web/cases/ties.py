"""Ties of a case in words: why another looks like the same matter, how far the parts have come."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from liuxin.desk.cases.words import Alike, Status, Tied, Ties
from liuxin.interfaces.web.cases import shown

LONGEST = 90


def short(text: str) -> str:
    """Give the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def reason(one: Alike) -> str:
    """Say why a case looks like the same matter: who, when, how much of the words; each from the record."""
    parts = []
    if one.same_customer:
        parts.append(_("same customer"))
    elif one.same_contact:
        parts.append(_("same phone or e-mail"))
    if one.same_site:
        parts.append(_("same site"))
    parts.append(_when(one))
    parts.append(_("%(shared)s of %(words)s words alike") % {"shared": one.shared, "words": one.words})
    return pgettext("reasons", ", ").join(parts)


def _when(one: Alike) -> str:
    hours = round(abs(one.apart.total_seconds()) / 3600)
    days = round(hours / 24)
    earlier = one.apart.total_seconds() >= 0
    if hours < 1:
        return _("at the same time")
    if hours < 48:  # noqa: PLR2004 - two days: in hours until then
        said = (
            ngettext("%(n)s hour earlier", "%(n)s hours earlier", hours)
            if earlier
            else ngettext("%(n)s hour later", "%(n)s hours later", hours)
        )
        return said % {"n": hours}
    said = (
        ngettext("%(n)s day earlier", "%(n)s days earlier", days)
        if earlier
        else ngettext("%(n)s day later", "%(n)s days later", days)
    )
    return said % {"n": days}


def suggested(found: Iterable[Alike]) -> list[dict[str, object]]:
    """Give the cases that look alike, each with its reason."""
    return [{"line": one.line, "reason": reason(one)} for one in found]


def same_matter(found: Iterable[Alike], now: datetime) -> list[dict[str, object]]:
    """Give the cases that may be what is being written down; one that is over takes nothing any more."""
    statuses = shown.words_of_status()
    return [
        {
            "line": one.line,
            "reason": reason(one),
            "state": shown.state(one.line, now, statuses),
            "takes": one.line.status is not Status.CLOSED,
        }
        for one in found
    ]


def tied(found: Iterable[Tied], now: datetime) -> list[dict[str, object]]:
    """Give tied cases with their state, as far as they may be seen."""
    statuses = shown.words_of_status()
    return [
        {"code": one.code, "line": one.line, "state": shown.state(one.line, now, statuses) if one.line else None}
        for one in found
    ]


def progress(found: Ties) -> str:
    """Say how many parts are over; nothing where there are none."""
    if not found.parts:
        return ""
    return _("%(closed)s of %(all)s parts closed") % {"closed": found.parts_closed, "all": len(found.parts)}
