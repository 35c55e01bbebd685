"""Which cases some words lead to: by what is written in them, by their customer, or by both together."""

from collections.abc import Iterator, Sequence

from django.db.models.expressions import RawSQL

from liuxin.desk.search import queries as index
from liuxin.desk.search.queries import NEWEST, Part
from liuxin.engines.language.tokens import Word, words

MOST_SPLIT = 4


def cases_matching(text: str) -> RawSQL | None:
    """Give the keys of the cases that a text leads to; None where the text asks for nothing that can be found."""
    wanted = words(text)
    return matching(index.settled(wanted)).keys if wanted else None


def matching(wanted: Sequence[Word], most: int | None = None) -> Part:
    """Give the keys of the cases with a text in which all words stand, or whose customer they lead to.

    "Huang leak" leads to the leak of Huang: some words may stand with the customer and the others in the case. Every
    part has its own index and its own limit, so that it is one list of keys and no walk through all cases; no more
    than `most` texts are looked through where nothing else narrows them down.
    """
    parts = [index.cases_with(wanted, most=most), _of_customer(wanted), *_split(wanted)]
    return Part(" UNION ".join(part.sql for part in parts), tuple(value for part in parts for value in part.params))


def _of_customer(wanted: Sequence[Word]) -> Part:
    customers = index.customers_with(wanted)
    return _newest(f"customer_id IN ({customers.sql})", customers.params)


def _split(wanted: Sequence[Word]) -> Iterator[Part]:
    if len(wanted) > MOST_SPLIT:
        return
    for cut in range(1, len(wanted)):
        for by_text, by_name in ((wanted[:cut], wanted[cut:]), (wanted[cut:], wanted[:cut])):
            texts, customers = index.cases_with(by_text), index.customers_with(by_name)
            where = f"id IN ({texts.sql}) AND customer_id IN ({customers.sql})"
            yield _newest(where, (*texts.params, *customers.params))


def _newest(where: str, params: tuple[str | int, ...]) -> Part:
    sql = f"SELECT id FROM cases_case WHERE {where} ORDER BY id DESC LIMIT {NEWEST}"  # noqa: S608 - pieces of ours
    return Part(f"SELECT * FROM ({sql}) AS part", params)  # noqa: S608 - as above
