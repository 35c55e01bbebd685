"""Who worked with whom, and for whom: examples counted by hand, and any record counted a second way."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.facts import queries
from liuxin.facts.words import FactSet, FactTable
from liuxin.kernel.period import Period
from tests.facts.folding.records import records
from tests.facts.folding.stories import rows_of, table_of
from tests.facts.kept import take_in
from tests.facts.record import case
from tests.facts.stories import CaseEvent, event, handed, message, numbered, opened, when

MARCH = Period(datetime(2016, 3, 1, tzinfo=UTC), datetime(2016, 4, 1, tzinfo=UTC))
APRIL = Period(datetime(2016, 4, 1, tzinfo=UTC), datetime(2016, 5, 1, tzinfo=UTC))
EVERYBODY = frozenset({1, 2, 3})
Triples = list[tuple[int, int, int]]


def pairs(facts: FactSet, people: Iterable[int] = EVERYBODY, period: Period = MARCH) -> Triples:
    return triples(queries.worked_with(facts, people=frozenset(people), period=period))


def customers(facts: FactSet, people: Iterable[int] = EVERYBODY, period: Period = MARCH) -> Triples:
    return triples(queries.served(facts, people=frozenset(people), period=period))


def triples(found: pa.Table) -> Triples:
    return [tuple(row.values()) for row in found.to_pylist()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


def facts_of(root: Path, *events: CaseEvent) -> FactSet:
    return take_in(root, table_of(numbered(events)))


def shared(name: str, one: int, two: int, *, customer: int = 5) -> Iterable[CaseEvent]:
    """A case that one began and the other resolved on the next day."""
    first = opened(when(7), holder=one, customer=customer)
    return case(name, first, handed(when(7, 12), two), event("resolved", when(8)))


@pytest.mark.spec("P3.1")
def test_two_who_held_the_same_cases_worked_together_in_so_many(root: Path):
    facts = facts_of(root, *shared("A", 1, 2), *shared("B", 2, 1), *shared("C", 1, 3))

    assert pairs(facts) == [(1, 2, 2), (1, 3, 1), (2, 1, 2), (3, 1, 1)]


def test_only_those_asked_for_are_told_of_and_each_with_everybody(root: Path):
    facts = facts_of(root, *shared("A", 1, 2), *shared("C", 1, 3))

    assert pairs(facts, {3}) == [(3, 1, 1)]
    assert pairs(facts, ()) == []
    assert pairs(facts, {77}) == []


def test_who_wrote_to_the_customer_helped_and_who_held_a_case_twice_counts_once(root: Path):
    facts = facts_of(
        root,
        *case("A", opened(when(7), holder=1), message(when(7, 10), 3), handed(when(7, 11), 2), handed(when(7, 12), 1)),
    )

    assert pairs(facts) == [(1, 2, 1), (1, 3, 1), (2, 1, 1), (2, 3, 1), (3, 1, 1), (3, 2, 1)]


def test_a_case_counts_in_the_period_in_which_both_were_at_it(root: Path):
    facts = facts_of(root, *shared("A", 1, 2), *case("OPEN", opened(when(9), holder=1), message(when(9, 11), 3)))

    assert pairs(facts, period=APRIL) == [(1, 3, 1), (3, 1, 1)]
    assert pairs(facts, period=MARCH) == [(1, 2, 1), (1, 3, 1), (2, 1, 1), (3, 1, 1)]


def test_the_customers_of_a_person_come_with_their_cases_most_first(root: Path):
    facts = facts_of(
        root, *shared("A", 1, 2, customer=5), *shared("B", 1, 3, customer=6), *shared("C", 1, 1, customer=6)
    )

    assert customers(facts) == [(1, 6, 2), (1, 5, 1), (2, 5, 1), (3, 6, 1)]


def test_a_record_without_cases_tells_of_nobody(root: Path):
    facts = facts_of(root)

    assert (pairs(facts), customers(facts)) == ([], [])


@pytest.mark.long
@settings(max_examples=40)
@given(told=records(), start=st.integers(5, 9), days=st.integers(1, 4))
def test_any_record_counted_a_second_way_gives_the_same(told: list[CaseEvent], start: int, days: int):
    span = Period(datetime(2016, 3, start, tzinfo=UTC), datetime(2016, 3, start + days, tzinfo=UTC))
    first, last = span.epoch
    held = {
        (row["case"], row["person"], row["customer"])
        for row in rows_of(FactTable.PARTICIPATION, told)
        if row["person"] is not None and row["start"] < last and (row["end"] or row["resolved_at"] or first) >= first
    }
    wrote = {
        (row["case"], row["person"], row["customer"])
        for row in rows_of(FactTable.REPLIES, told)
        if row["person"] is not None and row["opened_at"] < last and (row["at"] or first) >= first
    }
    hands = held | wrote
    with_whom = Counter(
        (one, two) for (a, one, _), (b, two, _) in permutations(hands, 2) if a == b and one in EVERYBODY and one != two
    )
    for_whom = Counter((person, customer) for _, person, customer in hands if person in EVERYBODY and customer)

    with TemporaryDirectory() as folder:
        facts = take_in(folder, table_of(told))
        assert sorted(pairs(facts, period=span)) == sorted((*key, n) for key, n in with_whom.items())
        assert sorted(customers(facts, period=span)) == sorted((*key, n) for key, n in for_whom.items())
