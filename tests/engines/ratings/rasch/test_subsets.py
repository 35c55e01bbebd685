"""Which elements can be compared, and what would join those that cannot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.engines.ratings import rasch
from liuxin.kernel.errors import BadInputError

ratings = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=14)


def test_two_departments_are_two_parts():
    found = rasch.subsets({"ratees": [10, 10, 20, 30], "raters": [1, 2, 3, 3], "criteria": [0, 1, 0, 1]})

    assert found.count == 2
    assert not found.connected
    assert found.elements["ratees"].tolist() == [10, 20, 30]
    assert found.parts["ratees"].tolist() == [0, 1, 1]
    assert found.parts["raters"].tolist() == [0, 0, 1]
    assert found.of_ratings.tolist() == [0, 0, 1, 1]


def test_one_rating_would_join_two_departments():
    table = {"ratees": [10, 10, 20, 30], "raters": [1, 2, 3, 3], "criteria": [0, 1, 0, 1]}
    (link,) = rasch.subsets(table).links

    assert rasch.subsets({name: [*codes, link[name]] for name, codes in table.items()}).connected
    assert (link["ratees"] == 10) != (link["raters"] in {1, 2})


def test_raters_who_each_rate_one_criterion_are_not_compared():
    found = rasch.subsets({"ratees": [0, 0, 1, 1], "raters": [0, 1, 0, 1], "criteria": [0, 1, 0, 1]})

    assert found.count == 2
    assert found.parts["raters"].tolist() == [0, 1]
    assert found.parts["criteria"].tolist() == [0, 1]


def test_one_part_needs_no_link():
    found = rasch.subsets({"ratees": [0, 0, 1], "raters": [0, 1, 1]})

    assert (found.count, found.connected, found.links) == (1, True, ())


def test_nothing_falls_apart_into_nothing():
    found = rasch.subsets({"ratees": [], "raters": []})

    assert (found.count, found.connected, found.links) == (0, True, ())


@settings(max_examples=40, deadline=None)
@given(ratings)
def test_two_facets_have_as_many_parts_as_unknown_shifts(rows: list[tuple[int, int, int]]):
    table = np.array(rows)
    found = rasch.subsets({"a": table[:, 0], "b": table[:, 1]})
    design = np.concatenate([np.eye(7)[table[:, 0]], np.eye(7)[table[:, 1]]], axis=1)
    used = (design.sum(axis=0) > 0).sum()

    assert found.count == used - np.linalg.matrix_rank(design)


@settings(max_examples=40, deadline=None)
@given(ratings)
def test_the_links_join_all_parts_and_none_is_too_many_of_two_facets(rows: list[tuple[int, int, int]]):
    table = dict(zip("abc", np.array(rows).T, strict=True))
    found = rasch.subsets(table)
    two = rasch.subsets({name: table[name] for name in "ab"})

    assert _joined(table, found).connected
    assert len(two.links) == two.count - 1
    assert _joined({name: table[name] for name in "ab"}, two).connected


@settings(max_examples=20, deadline=None)
@given(ratings, st.integers(0, 1000))
def test_names_and_order_do_not_matter(rows: list[tuple[int, int, int]], seed: int):
    table, chance = np.array(rows), np.random.default_rng(seed)
    names = chance.permutation(20)
    once = rasch.subsets(dict(zip("abc", table.T, strict=True)))
    again = rasch.subsets(dict(zip("abc", names[table[chance.permutation(len(table))]].T, strict=True)))

    assert once.count == again.count


def _joined(table: dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]], found: rasch.Subsets) -> rasch.Subsets:
    return rasch.subsets(
        {name: [*codes.tolist(), *(link[name] for link in found.links)] for name, codes in table.items()}
    )


@pytest.mark.parametrize(
    ("raters", "code"),
    [([0, -1], "ratings.too_small"), ([0, 0.5], "ratings.not_whole"), ([0], "ratings.lengths_differ")],
)
def test_wrong_tables_are_refused(raters: list[float], code: str):
    with pytest.raises(BadInputError) as caught:
        rasch.subsets({"ratees": [0, 1], "raters": raters})

    assert (caught.value.code, caught.value.field) == (code, "raters")
