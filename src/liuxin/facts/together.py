"""Who worked with whom, and for whom: set operations over the cases of a period, in one statement each.

A case is worked on by whoever held it at some time of the period, and by whoever wrote to the customer about it while
it was open in the period. What nobody wrote down, such as a word of advice, is not known here.
"""

from collections.abc import Collection
from typing import Final

import pyarrow as pa

from liuxin.engines.measurement.embedded import Source, engine
from liuxin.engines.measurement.schemas import ARROW_TYPES

NOBODY: Final = -1
"""A key that no person has: a list of nobody is still a list to the engine."""


def worked_with(source: Source, people: Collection[int], span: tuple[int, int]) -> pa.Table:
    """Count, for each of some people and every other, the cases on which both worked."""
    found = engine(source.limits).rows(
        source,
        f"""
        WITH hands AS ({_hands(span)})
        SELECT one.person AS person, two.person AS other, count(*) AS cases
        FROM hands one JOIN hands two ON one."case" = two."case" AND one.person <> two.person
        WHERE one.person IN ({_listed(people)})
        GROUP BY one.person, two.person
        ORDER BY one.person, cases DESC, two.person
        """,  # noqa: S608 -- whole numbers of our own
    )
    return _typed(found)


def served(source: Source, people: Collection[int], span: tuple[int, int]) -> pa.Table:
    """Count, for each of some people and every customer, the cases of the customer on which the person worked."""
    found = engine(source.limits).rows(
        source,
        f"""
        WITH hands AS ({_hands(span)})
        SELECT person, customer, count(*) AS cases
        FROM hands
        WHERE person IN ({_listed(people)}) AND customer IS NOT NULL
        GROUP BY person, customer
        ORDER BY person, cases DESC, customer
        """,  # noqa: S608 -- whole numbers of our own
    )
    return _typed(found)


def shared(source: Source, person: int, other: int, span: tuple[int, int], limit: int) -> list[str]:
    """Name the cases on which both worked, the latest code first, at most so many."""
    found = engine(source.limits).rows(
        source,
        f"""
        WITH hands AS ({_hands(span)})
        SELECT DISTINCT one."case" AS code
        FROM hands one JOIN hands two ON one."case" = two."case"
        WHERE one.person = {int(person)} AND two.person = {int(other)}
        ORDER BY code DESC LIMIT {int(limit)}
        """,  # noqa: S608 -- whole numbers of our own
    )
    return list(found["code"].to_pylist())


def _hands(span: tuple[int, int]) -> str:
    """Write who worked on which case: each pair once. The last holding of a case lasts until it is resolved."""
    start, end = map(int, span)
    return f"""
        SELECT "case", person, customer FROM participation
        WHERE person IS NOT NULL AND "start" < {end} AND coalesce("end", resolved_at, {start}) >= {start}
        UNION
        SELECT "case", person, customer FROM replies
        WHERE person IS NOT NULL AND opened_at < {end} AND coalesce("at", {start}) >= {start}
    """  # noqa: S608 -- whole numbers of our own


def _listed(people: Collection[int]) -> str:
    return ", ".join(str(int(person)) for person in sorted({NOBODY, *people}))


def _typed(found: pa.Table) -> pa.Table:
    """Give whole numbers of one width, whatever the engine counts with."""
    return found.cast(pa.schema([(name, ARROW_TYPES["int64"]) for name in found.column_names]))
