"""Hits as the page shows them: texts cut into pieces of which some are marked; the template escapes every piece."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liuxin.desk.cases.words import CaseHit, CustomerHit, SearchResult, TextHit
from liuxin.desk.search.words import Source
from liuxin.engines.language.marking import pieces
from liuxin.interfaces.web.cases import shown as of_cases
from liuxin.interfaces.web.cases.masking import without_keys

SHORT, LONG = 90, 160
Row = dict[str, object]


def cases(found: SearchResult, now: datetime) -> list[Row]:
    """Give cases with what was looked for marked: in title and code always, in category and outcome where it stands."""
    words, statuses = found.words, of_cases.words_of_status()
    rows: list[Row] = []
    for hit in found.cases.rows:
        if not isinstance(hit, CaseHit):
            continue
        line = hit.line
        outcome = pieces(hit.outcome_text, words, longest=LONG)
        customer = line.customer
        rows.append(
            {
                "line": line,
                "state": of_cases.state(line, now, statuses),
                "title": pieces(line.title, words),
                "code": pieces(line.code, words),
                "category": pieces(line.category, words),
                "customer": pieces(customer.name or customer.code, words) if customer else (),
                "outcome": outcome if any(piece.hit for piece in outcome) else (),
                "opened": of_cases.moment(line.opened_at),
                "holder": of_cases.name(line.holder),
            }
        )
    return rows


def texts(found: SearchResult, now: datetime) -> list[Row]:
    """Give messages and notes, cut around what was looked for."""
    words, statuses = found.words, of_cases.words_of_status()
    kinds = {Source.NOTE: pgettext("search", "Note"), Source.MESSAGE: pgettext("search", "Message")}
    return [
        {
            "line": hit.line,
            "state": of_cases.state(hit.line, now, statuses),
            "kind": kinds.get(hit.source, ""),
            "text": pieces(" ".join(without_keys(hit.text).split()), words, longest=LONG),
            "at": of_cases.moment(hit.at),
        }
        for hit in found.texts.rows
        if isinstance(hit, TextHit)
    ]


def customers(found: SearchResult) -> list[Row]:
    """Give customers; of several contacts those that were looked for first. A number is not marked: it is cut anew."""
    rows: list[Row] = []
    for hit in found.customers.rows:
        if not isinstance(hit, CustomerHit):
            continue
        cut = [pieces(contact, found.words, longest=SHORT) for contact in hit.contacts]
        cut.sort(key=lambda parts: not any(piece.hit for piece in parts))
        rows.append(
            {
                "name": hit.name,
                "title": pieces(hit.name.name or hit.name.code, found.words),
                "code": pieces(hit.name.code, found.words),
                "contacts": cut[:2],
                "more": len(cut) - 2 if len(cut) > 2 else 0,  # noqa: PLR2004 - the two that are shown
                "place": pieces(" · ".join(hit.places), found.words),
                "kind": _("made-up name") if hit.name.made_up else "",
            }
        )
    return rows
