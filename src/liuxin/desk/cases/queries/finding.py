"""Search over cases, what is written about them, and customers: who may see a hit is who may see its case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, Value

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
from liuxin.desk.customers.models import Customer
from liuxin.desk.organisation import queries as organisation
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
ENOUGH = 3_000
"""Of so many texts come more cases than are counted, unless each has fifteen of them."""
Lines = Mapping[int, CaseLine]
Thing = TypeVar("Thing", Case, CaseText, Customer)


def find(standing: Standing, wanted: Search) -> SearchResult:
    """Look for words: a constant number of queries, whatever is found. Words that stand everywhere cost no more.

    Raises `NotAllowedError("cases.not_allowed")` for whoever works with no cases.
    """
    if not permissions.sees_cases(standing):
        raise NotAllowedError("cases.not_allowed", act="search")
    asked = index.settled(words(wanted.text))
    if not asked:
        return SearchResult()
    size = SIZE
    if wanted.group is SearchGroup.ALL:
        wanted, size = replace(wanted, after=0), FEW
    look: dict[SearchGroup, Callable[[], Cut]] = {
        SearchGroup.CASES: lambda: _cases(standing, wanted, asked, size),
        SearchGroup.TEXTS: lambda: _texts(standing, wanted, asked, size),
        SearchGroup.CUSTOMERS: lambda: _customers(standing, wanted, asked, size),
    }
    cuts = {group: run() for group, run in look.items() if wanted.group in {group, SearchGroup.ALL}}
    lines = lines_by_key({key for cut in cuts.values() for key in cut.cases})
    hits = {group: cut.hits(lines) for group, cut in cuts.items()}
    return SearchResult(
        asked,
        cases=hits.get(SearchGroup.CASES, Hits()),
        texts=hits.get(SearchGroup.TEXTS, Hits()),
        customers=hits.get(SearchGroup.CUSTOMERS, Hits()),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What is found, before any of it is read whole: what it says, the most telling first, and how it becomes a hit."""

    key: int
    said: tuple[str, ...]
    case: int | None
    hit: Callable[[Lines], CaseHit | TextHit | CustomerHit]


@dataclass(frozen=True, slots=True)
class Cut:
    """A page of what is found: only its rows are read whole."""

    rows: tuple[Row, ...]
    count: int
    on: int
    best_of: int = 0

    @property
    def cases(self) -> list[int]:
        """The cases whose lines are shown."""
        return [row.case for row in self.rows if row.case is not None]

    def hits(self, lines: Lines) -> Hits:
        """Give the page with the lines of its cases."""
        return Hits(tuple(row.hit(lines) for row in self.rows), self.count, MOST, self.on, self.best_of)


def _cases(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Cut:
    found = _newest(
        _seen(standing, wanted).filter(pk__in=matching(asked, _looked_through(standing, wanted)).keys), wanted
    )
    told = found.values_list("pk", "code", "title", "category", "outcome_text")
    rows = [Row(key, (*said, outcome), key, partial(_case_hit, key, outcome)) for key, *said, outcome in told]
    return _page(rows, wanted, size, asked)


def _case_hit(case: int, outcome: str, lines: Lines) -> CaseHit:
    return CaseHit(lines[case], outcome)


def _texts(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Cut:
    found = index.texts(asked, most=_looked_through(standing, wanted)).exclude(source=Source.CASE.value)
    if wanted.not_closed or not permissions.sees_all_cases(standing):
        found = found.filter(case__in=_seen(standing, wanted).values("pk"))
    texts = index.found(_newest(found, wanted).values_list("id", "case", "source", "key"))
    told = _told(texts)
    rows = [
        Row(text.id, said[:1], text.case, partial(_text_hit, text, *said))
        for text in texts
        if (said := told.get((text.source, text.key)))
    ]
    return _page(rows, wanted, size, asked)


def _text_hit(found: Found, text: str, at: datetime, lines: Lines) -> TextHit:
    return TextHit(lines[found.case], found.source, text, at)


def _customers(standing: Standing, wanted: Search, asked: Sequence[Word], size: int) -> Cut:
    found = _newest(seen_customers(standing).filter(pk__in=index.customers_with(asked).keys), wanted)
    rows = [
        Row(
            text.name.id,
            (text.name.code, text.name.name, *text.contacts, *text.places),
            None,
            partial(_customer_hit, CustomerHit(text.name, text.contacts, text.places)),
        )
        for text in customers.words_of_customers(found)
    ]
    return _page(rows, wanted, size, asked)


def _customer_hit(hit: CustomerHit, _: Lines) -> CustomerHit:
    return hit


def _seen(standing: Standing, wanted: Search) -> QuerySet[Case]:
    found = Case.objects.filter(visible(standing))
    return found.filter(~Q(status=Status.CLOSED.value)) if wanted.not_closed else found


def _looked_through(standing: Standing, wanted: Search) -> int | None:
    """Say how many texts are enough for a page: few where every case of theirs may be shown, else all there may be."""
    is_first = not wanted.not_closed and not wanted.after
    return ENOUGH if is_first and permissions.sees_all_cases(standing) else None


def _newest(found: QuerySet[Thing], wanted: Search) -> QuerySet[Thing]:
    """Take the newest that are found, and one more to tell that there are more."""
    if wanted.sort is SearchSort.NEWEST and wanted.after:
        found = found.filter(pk__lt=wanted.after)
    return found.order_by("-pk")[: MOST + 1]


def _page(rows: list[Row], wanted: Search, size: int, asked: Sequence[Word]) -> Cut:
    """Cut a page: by place among the best, by key among the newest; what was counted starts at the page's start."""
    count = len(rows)
    if wanted.sort is SearchSort.NEWEST:
        shown = rows[:size]
        return Cut(tuple(shown), count, shown[-1].key if count > size else 0)
    end = wanted.after + size
    best = sorted(rows[:MOST], key=lambda row: (relevance(row.said, asked), row.key), reverse=True)
    return Cut(tuple(best[wanted.after : end]), count, end if len(best) > end else 0, MOST if count > MOST else 0)


def _told(found: Iterable[Found]) -> dict[tuple[Source, int], tuple[str, datetime]]:
    """Read what was written and when: one query for messages and notes together."""
    keys: dict[Source, list[int]] = {Source.NOTE: [], Source.MESSAGE: [], Source.CASE: []}
    for text in found:
        keys[text.source].append(text.key)
    rows = _WRITTEN.rows(keys[Source.NOTE], keys[Source.MESSAGE])
    return {(Source(kind), key): (f"{subject}\n{text}".strip(), at) for kind, key, subject, text, at in rows}


def _written(notes: list[int], messages: list[int]) -> QuerySet[Any, Any]:
    noted = Note.objects.filter(pk__in=notes).annotate(kind=Value(Source.NOTE.value), subject=Value(""))
    sent = communication.message_rows(messages).annotate(kind=Value(Source.MESSAGE.value))
    columns = ("kind", "pk", "subject", "text", "at")
    return noted.values_list(*columns).union(sent.values_list(*columns), all=True)


_WRITTEN = organisation.Statement(_written)
