"""Search over cases, what is written about them, and customers: who may see a hit is who may see its case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, Note
from liuxin.desk.cases.queries.lines import lines_by_key
from liuxin.desk.cases.queries.matching import matching
from liuxin.desk.cases.queries.segments import seen_customers
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules.relevance import relevance
from liuxin.desk.cases.words import CaseLine, Status
from liuxin.desk.cases.words.finding import (
    CaseHit,
    CustomerHit,
    Hits,
    Search,
    SearchGroup,
    SearchResult,
    SearchSort,
    TextHit,
)
from liuxin.desk.communication import queries as communication
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation.words import Standing
from liuxin.desk.search import queries as index
from liuxin.desk.search.words import Found, Source
from liuxin.engines.language.tokens import Word, words
from liuxin.kernel.errors import NotAllowedError

SIZE = 20
FEW = 5
MOST = 1_000
BEST_OF = 200
Hit = TypeVar("Hit", CaseHit, TextHit, CustomerHit)
Row = TypeVar("Row")


def find(standing: Standing, wanted: Search) -> SearchResult:
    """Look for words: a constant number of queries, whatever is found. Words that stand everywhere cost no more.

    Raises `NotAllowedError("cases.not_allowed")` for whoever works with no cases.
    """
    if not permissions.sees_cases(standing):
        raise NotAllowedError("cases.not_allowed", act="search")
    asked = words(wanted.text)
    if not asked:
        return SearchResult()
    size = SIZE
    if wanted.group is SearchGroup.ALL:
        wanted, size = replace(wanted, after=0), FEW
    look: dict[SearchGroup, Callable[[], Hits]] = {
        SearchGroup.CASES: lambda: _cases(standing, wanted, asked, size),
        SearchGroup.TEXTS: lambda: _texts(standing, wanted, asked, size),
        SearchGroup.CUSTOMERS: lambda: _customers(standing, wanted, asked, size),
    }
    found = {group: run() for group, run in look.items() if wanted.group in {group, SearchGroup.ALL}}
    return SearchResult(
        asked,
        cases=found.get(SearchGroup.CASES, Hits()),
        texts=found.get(SearchGroup.TEXTS, Hits()),
        customers=found.get(SearchGroup.CUSTOMERS, Hits()),
    )


def _cases(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Hits:
    found = _seen(standing, wanted).filter(pk__in=matching(asked).keys)
    keys, count = _keys(found.values_list("pk", flat=True), wanted)
    lines = lines_by_key(keys)
    outcomes = dict(Case.objects.filter(pk__in=keys).values_list("pk", "outcome_text"))
    rows = [(key, CaseHit(lines[key], outcomes.get(key, ""))) for key in keys if key in lines]
    return _page(rows, count, wanted, size, lambda hit: relevance(_said_by_case(hit), asked))


def _texts(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Hits:
    found = index.texts(asked).exclude(source=Source.CASE.value)
    if wanted.not_closed or not permissions.sees_all_cases(standing):
        found = found.filter(case__in=_seen(standing, wanted).values("pk"))
    rows, count = _keys(found.values_list("id", "case", "source", "key"), wanted)
    texts = index.found(rows)
    lines, told = lines_by_key({text.case for text in texts}), _told(texts)
    hits = [
        (text.id, TextHit(lines[text.case], text.source, *told[text.source, text.key]))
        for text in texts
        if text.case in lines and (text.source, text.key) in told
    ]
    return _page(hits, count, wanted, size, lambda hit: relevance((hit.text,), asked))


def _customers(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Hits:
    found = seen_customers(standing).filter(pk__in=index.customers_with(asked).keys)
    keys, count = _keys(found.values_list("pk", flat=True), wanted)
    told = {text.name.id: text for text in customers.customer_texts(keys)}
    rows = [(key, CustomerHit(told[key].name, told[key].contacts, told[key].places)) for key in keys if key in told]
    return _page(rows, count, wanted, size, lambda hit: relevance(_said_by_customer(hit), asked))


def _seen(standing: Standing, wanted: Search) -> QuerySet[Case]:
    found = Case.objects.filter(visible(standing))
    return found.filter(~Q(status=Status.CLOSED.value)) if wanted.not_closed else found


def _keys(found: QuerySet[Any, Row], wanted: Search) -> tuple[list[Row], int]:
    """Give the newest that are found, those that a page is made of, and count them as far as it is counted."""
    found = found.order_by("-pk")
    count = found[: MOST + 1].count()
    if wanted.sort is SearchSort.NEWEST and wanted.after:
        found = found.filter(pk__lt=wanted.after)
    return list(found[: BEST_OF if wanted.sort is SearchSort.BEST else SIZE + 1]), count


def _page(rows: list[tuple[int, Hit]], count: int, wanted: Search, size: int, weigh: Callable[[Hit], int]) -> Hits:
    """Cut a page: by place among the best, by key among the newest."""
    if wanted.sort is SearchSort.NEWEST:
        shown = rows[:size]
        return Hits(tuple(hit for _, hit in shown), count, MOST, shown[-1][0] if len(rows) > size else 0)
    end = wanted.after + size
    best = sorted(((weigh(hit), key, hit) for key, hit in rows), key=lambda row: row[:2], reverse=True)
    shown_best = tuple(hit for _, _, hit in best[wanted.after : end])
    return Hits(shown_best, count, MOST, end if len(best) > end else 0, BEST_OF if count > BEST_OF else 0)


def _said_by_case(hit: CaseHit) -> Iterable[str]:
    line: CaseLine = hit.line
    return line.code, line.title, line.category, hit.outcome_text


def _said_by_customer(hit: CustomerHit) -> Iterable[str]:
    return hit.name.code, hit.name.name, *hit.contacts, *hit.places


def _told(found: Iterable[Found]) -> dict[tuple[Source, int], tuple[str, datetime]]:
    """Read what was written and when: one query for each kind of text."""
    sent = communication.message_texts(text.key for text in found if text.source is Source.MESSAGE)
    notes = Note.objects.filter(pk__in=[text.key for text in found if text.source is Source.NOTE])
    told = {(Source.MESSAGE, text.id): (text.text, text.at) for text in sent.values()}
    return told | {(Source.NOTE, key): (text, at) for key, text, at in notes.values_list("pk", "text", "at")}
