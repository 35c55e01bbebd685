"""Reads of the index: conditions for a query of a higher room to narrow down. Who may see a hit is decided there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from liuxin.desk.search.models import PLACES, CaseText
from liuxin.desk.search.words import Found, Source
from liuxin.engines.language.tokens import Term, Word

NEWEST = 10_000
"""So many of the newest texts with all words are looked through: a word that stands everywhere costs no more."""


CASES, CUSTOMERS = ("search_casetext", "search_case_found"), ("search_customertext", "search_customer_found")
"""The table of texts and what finds in it."""

QUICK = 6
"""Beginnings of so many characters cost no more than whole words do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of SQL with its values."""

    sql: str
    params: tuple[str | int, ...]

    @property
    def keys(self) -> RawSQL:
        """The piece as a subquery of keys."""
        return RawSQL(self.sql, self.params)  # noqa: S611 - of our own pieces; what was typed is among the values


def texts_with(words: Sequence[Word], *, before: int | None = None, most: int | None = None) -> Part:
    """Give the keys of the texts of cases in which all words stand, the newest first; `before` goes on after one.

    No more than `most` are looked through, `NEWEST` where it is not said: enough where nothing else narrows them down.
    """
    return _matching(CASES, words, "{key}", before=before, most=most)


def cases_with(words: Sequence[Word], *, most: int | None = None) -> Part:
    """Give the keys of the cases with a text in which all words stand."""
    return _matching(CASES, words, f"{{key}} / {PLACES}", most=most)


def customers_with(words: Sequence[Word]) -> Part:
    """Give the keys of the customers in whose text all words stand."""
    return _matching(CUSTOMERS, words, "{key}")


def settled(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give the words, as whole ones where so many texts as are looked through have them whole: at most one query.

    The beginning of a long word that stands everywhere costs a second in a large index, and would add nothing that is
    looked at; short ones have an index of their own.
    """
    if not any(term.begins and len(term.text) > QUICK for word in words for term in word.terms):
        return tuple(words)
    whole = tuple(replace(word, terms=tuple(replace(term, begins=False) for term in word.terms)) for word in words)
    part = texts_with(whole)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({part.sql}) AS whole", part.params)  # noqa: S608 - as above
        return whole if cursor.fetchone()[0] >= NEWEST else tuple(words)


def texts(words: Sequence[Word], *, before: int | None = None, most: int | None = None) -> QuerySet[CaseText]:
    """Give the texts of cases in which all words stand, the newest first."""
    return CaseText.objects.filter(id__in=texts_with(words, before=before, most=most).keys).order_by("-id")


def found(rows: Iterable[tuple[int, int, str, int]]) -> tuple[Found, ...]:
    """Give rows of `id, case, source, key` as values."""
    return tuple(Found(key, case, Source(source), own) for key, case, source, own in rows)


def _matching(
    names: tuple[str, str], words: Sequence[Word], wanted: str, *, before: int | None = None, most: int | None = None
) -> Part:
    table, index = names
    terms = tuple(dict.fromkeys(term for word in words for term in word.terms))
    if not terms:
        return Part("SELECT 1 WHERE 1 = 0", ())
    if connection.vendor == "postgresql":
        key, where, asked = "id", f"FROM {table} WHERE found @@ %s::tsquery", " & ".join(map(_lexeme, terms))
    else:
        key, where, asked = "rowid", f"FROM {index} WHERE {index} MATCH %s", " AND ".join(map(_phrase, terms))
    since, params = (f" AND {key} < %s", (asked, before)) if before is not None else ("", (asked,))
    sql = f"SELECT {wanted.format(key=key)} {where}{since} ORDER BY {key} DESC LIMIT {most or NEWEST}"
    return Part(f"SELECT * FROM ({sql}) AS newest", params)  # noqa: S608 - as above


def _phrase(term: Term) -> str:
    """Write a term for FTS5; tokens hold no quotes, and quoted nothing is an operator."""
    return f'"{term.text}" *' if term.begins else f'"{term.text}"'


def _lexeme(term: Term) -> str:
    return f"'{term.text}':*" if term.begins else f"'{term.text}'"
