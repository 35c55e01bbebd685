"""Search over cases, what is written about them, and customers: who may see a hit is who may see its case."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet, Value

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, Note
from liuxin.desk.cases.queries.lines import lines_by_key, lines_with_outcome
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
from liuxin.desk.customers.models import Customer
from liuxin.desk.organisation.words import Standing
from liuxin.desk.search import queries as index
from liuxin.desk.search.models import CaseText
from liuxin.desk.search.words import Found, Source
from liuxin.engines.language.tokens import Word, words
from liuxin.kernel.errors import NotAllowedError

SIZE = 20
FEW = 5
MOST = 200
"""So many of the newest are counted, and put in order where the best are asked for."""
Hit = TypeVar("Hit", CaseHit, TextHit, CustomerHit)
Thing = TypeVar("Thing", Case, CaseText, Customer)


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
    found = _newest(_seen(standing, wanted).filter(pk__in=matching(asked).keys), wanted)
    rows = [(key, CaseHit(line, outcome)) for key, line, outcome in lines_with_outcome(found)]
    return _page(rows, wanted, size, lambda hit: relevance(_said_by_case(hit), asked))


def _texts(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Hits:
    found = index.texts(asked).exclude(source=Source.CASE.value)
    if wanted.not_closed or not permissions.sees_all_cases(standing):
        found = found.filter(case__in=_seen(standing, wanted).values("pk"))
    texts = index.found(_newest(found, wanted).values_list("id", "case", "source", "key"))
    lines, told = lines_by_key({text.case for text in texts}), _told(texts)
    hits = [
        (text.id, TextHit(lines[text.case], text.source, *told[text.source, text.key]))
        for text in texts
        if text.case in lines and (text.source, text.key) in told
    ]
    return _page(hits, wanted, size, lambda hit: relevance((hit.text,), asked))


def _customers(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Hits:
    found = _newest(seen_customers(standing).filter(pk__in=index.customers_with(asked).keys), wanted)
    told = customers.words_of_customers(found)
    rows = [(text.name.id, CustomerHit(text.name, text.contacts, text.places)) for text in told]
    return _page(rows, wanted, size, lambda hit: relevance(_said_by_customer(hit), asked))


def _seen(standing: Standing, wanted: Search) -> QuerySet[Case]:
    found = Case.objects.filter(visible(standing))
    return found.filter(~Q(status=Status.CLOSED.value)) if wanted.not_closed else found


def _newest(found: QuerySet[Thing], wanted: Search) -> QuerySet[Thing]:
    """Take the newest that are found, and one more to tell that there are more."""
    if wanted.sort is SearchSort.NEWEST and wanted.after:
        found = found.filter(pk__lt=wanted.after)
    return found.order_by("-pk")[: MOST + 1]


def _page(rows: list[tuple[int, Hit]], wanted: Search, size: int, weigh: Callable[[Hit], int]) -> Hits:
    """Cut a page: by place among the best, by key among the newest; what was counted starts at the page's start."""
    count = len(rows)
    if wanted.sort is SearchSort.NEWEST:
        shown = rows[:size]
        return Hits(tuple(hit for _, hit in shown), count, MOST, shown[-1][0] if count > size else 0)
    end = wanted.after + size
    best = sorted(((weigh(hit), key, hit) for key, hit in rows[:MOST]), key=lambda row: row[:2], reverse=True)
    shown_best = tuple(hit for _, _, hit in best[wanted.after : end])
    return Hits(shown_best, count, MOST, end if len(best) > end else 0, MOST if count > MOST else 0)


def _said_by_case(hit: CaseHit) -> Iterable[str]:
    line: CaseLine = hit.line
    return line.code, line.title, line.category, hit.outcome_text


def _said_by_customer(hit: CustomerHit) -> Iterable[str]:
    return hit.name.code, hit.name.name, *hit.contacts, *hit.places


def _told(found: Iterable[Found]) -> dict[tuple[Source, int], tuple[str, datetime]]:
    """Read what was written and when: one query for messages and notes together."""
    keys: dict[Source, list[int]] = {Source.NOTE: [], Source.MESSAGE: [], Source.CASE: []}
    for text in found:
        keys[text.source].append(text.key)
    notes = Note.objects.filter(pk__in=keys[Source.NOTE]).annotate(kind=Value(Source.NOTE.value), subject=Value(""))
    sent = communication.message_rows(keys[Source.MESSAGE]).annotate(kind=Value(Source.MESSAGE.value))
    columns = ("kind", "pk", "subject", "text", "at")
    rows = notes.values_list(*columns).union(sent.values_list(*columns), all=True)
    return {(Source(kind), key): (f"{subject}\n{text}".strip(), at) for kind, key, subject, text, at in rows}
