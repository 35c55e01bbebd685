"""The rated part of a person: what is told of whom, and what it never tells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.performance.evaluation.rules import grouping, rated
from liuxin.performance.evaluation.words import ANONYMOUS, K, Rated, RaterKind, Rating

SUPERVISOR, PEER, SELF = RaterKind.SUPERVISOR, RaterKind.PEER, RaterKind.SELF
RECIPIENT, SUBORDINATE, EXPERT = RaterKind.RECIPIENT, RaterKind.SUBORDINATE, RaterKind.EXPERT
HEARTS = ("care", "love", "sincerity")


def form(number: int, kind: RaterKind, *levels: int | None, reads: bool = False) -> list[Rating]:
    """Give what one rater said of the hearts in order."""
    return [Rating(number, kind, heart, level, reads) for heart, level in zip(HEARTS, levels, strict=False)]


def forms(*some: list[Rating]) -> list[Rating]:
    return [rating for each in some for rating in each]


def of(kind: RaterKind, *levels: int | None, start: int = 1) -> list[Rating]:
    """Give raters of a kind who each rate one heart."""
    return forms(*(form(number, kind, level) for number, level in enumerate(levels, start)))


def codes(found: Rated) -> list[str]:
    return [group.code for group in found.groups]


@pytest.mark.spec("P4.3")
def test_the_value_is_the_mean_of_the_kinds_by_weight() -> None:
    found = rated(forms(of(SUPERVISOR, 5), of(PEER, 3, 4, 5, start=10), of(RECIPIENT, 1, 2, 3, start=20)))
    assert [(group.code, group.raters, group.level) for group in found.groups] == [
        ("supervisor", 1, 5.0),
        ("peer", 3, 4.0),
        ("recipient", 3, 2.0),
    ]
    assert [round(group.weight, 6) for group in found.groups] == [44.444444, 27.777778, 27.777778]
    assert found.value == pytest.approx((40 * 5 + 25 * 4 + 25 * 2) / 90)
    assert (found.raters, found.why, found.method) == (7, Why.MEASURED, IntervalMethod.STUDENT_T)


def test_the_interval_is_students_over_raters() -> None:
    found = rated(of(PEER, 3, 4, 5))
    assert found.low == pytest.approx(4 - 4.302653 / 3**0.5)
    assert (found.value, found.high) == (4.0, 5.0)


def test_the_self_rating_stands_beside_and_counts_nothing() -> None:
    some = of(PEER, 2, 2, 2)
    found = rated(forms(some, form(9, SELF, 5, 5)))
    assert found.own is not None
    assert [(cell.heart, cell.level) for cell in found.own.cells] == [("care", 5.0), ("love", 5.0)]
    assert (found.value, found.raters) == (2.0, 3)
    assert replace(found, own=None) == rated(some)


@pytest.mark.spec("P4.3")
@pytest.mark.parametrize(
    ("raters", "told", "left_out"),
    [
        ({PEER: 3, RECIPIENT: 4}, [(PEER,), (RECIPIENT,)], ()),
        ({PEER: 2, RECIPIENT: 1}, [(PEER, RECIPIENT)], ()),
        ({PEER: 2}, [], (PEER,)),
        ({PEER: 1, RECIPIENT: 1}, [], (PEER, RECIPIENT)),
        ({PEER: 3, RECIPIENT: 2}, [(PEER, RECIPIENT)], ()),
        ({PEER: 5, RECIPIENT: 4, SUBORDINATE: 1}, [(PEER,), (RECIPIENT, SUBORDINATE)], ()),
        ({PEER: 2, RECIPIENT: 6, SUBORDINATE: 1}, [(RECIPIENT,), (PEER, SUBORDINATE)], ()),
        ({PEER: 0}, [], (PEER,)),
        ({}, [], ()),
    ],
)
def test_kinds_that_are_too_few_are_told_with_others_or_left_out(
    raters: Mapping[RaterKind, int], told: Sequence[tuple[RaterKind, ...]], left_out: tuple[RaterKind, ...]
) -> None:
    assert grouping(raters) == (tuple(told), left_out)


def test_two_peers_and_a_supervisor_leave_the_supervisor_alone() -> None:
    found = rated(forms(of(SUPERVISOR, 4), of(PEER, 1, 1, start=10)))
    assert (codes(found), found.left_out, found.value, found.raters) == (["supervisor"], (PEER,), 4.0, 1)
    assert (found.low, found.high, found.method) == (None, None, IntervalMethod.NONE)


def test_two_peers_alone_give_no_value_and_say_why() -> None:
    found = rated(of(PEER, 1, 5))
    assert (found.groups, found.value, found.why, found.left_out) == ((), None, Why.TOO_FEW, (PEER,))
    assert (rated([]).why, rated(of(PEER, None, None, None)).why) == (Why.NO_CASES, Why.NO_CASES)


def test_a_heart_that_two_saw_is_not_told_and_counts_nothing() -> None:
    some = forms(form(1, PEER, 4, 1), form(2, PEER, 4, 1), form(3, PEER, 4, None))
    found = rated(some)
    assert [(cell.heart, cell.raters, cell.level) for cell in found.groups[0].cells] == [("care", 3, 4.0)]
    assert found.value == 4.0


def test_not_seen_is_never_zero() -> None:
    seen = of(PEER, 2, 3, 4)
    unseen = forms(seen, form(7, PEER, None, None, None), form(8, RECIPIENT, None), form(9, SUPERVISOR, None))
    assert rated(unseen) == rated(seen)


def test_a_rater_who_may_open_the_result_does_not_count_towards_three() -> None:
    three = forms(form(1, PEER, 5), form(2, PEER, 3), form(3, PEER, 1, reads=True))
    assert rated(three).why is Why.TOO_FEW
    four = rated(forms(three, form(4, PEER, 3)))
    assert (four.groups[0].raters, four.value) == (4, 3.0)


LEVELS = st.one_of(st.none(), st.integers(1, 5))
RATERS = st.lists(st.tuples(st.sampled_from(list(RaterKind)), st.booleans(), st.lists(LEVELS, min_size=3, max_size=3)))


def told_by(raters: list[tuple[RaterKind, bool, list[int | None]]]) -> list[Rating]:
    return forms(*(form(number, kind, *levels, reads=reads) for number, (kind, reads, levels) in enumerate(raters)))


@pytest.mark.spec("P4.3")
@given(RATERS)
def test_law_no_cell_has_fewer_than_three_raters_besides_a_reader(raters) -> None:
    some = told_by(raters)
    for group in rated(some).groups:
        for cell in group.cells:
            behind = [each for each in some if each.kind in group.kinds and each.heart == cell.heart and each.level]
            assert len(behind) == cell.raters
            if set(group.kinds) & set(ANONYMOUS):
                assert len({each.form for each in behind if not each.reads_results}) >= K


@pytest.mark.spec("P4.3")
@given(RATERS, st.integers(1, 5))
def test_law_what_is_not_told_changes_nothing_that_is_told(raters, other: int) -> None:
    """Of ratings outside the cells nothing can be computed: put any others in their place and nothing differs."""
    some = told_by(raters)
    found = rated(some)
    told = {(kind, cell.heart) for group in found.groups for kind in group.kinds for cell in group.cells}
    hidden = [each for each in some if (each.kind, each.heart) not in told and each.kind is not SELF]
    changed = [replace(each, level=other) if each in hidden and each.level else each for each in some]
    assert rated(changed) == found


@given(RATERS)
def test_law_the_value_is_a_function_of_the_cells(raters) -> None:
    found = rated(told_by(raters))
    if found.value is not None:
        levels = [sum(cell.level for cell in group.cells) / len(group.cells) for group in found.groups]
        assert found.value == pytest.approx(
            sum(level * group.weight / 100 for level, group in zip(levels, found.groups, strict=True))
        )
        assert min(levels) - 1e-9 <= found.value <= max(levels) + 1e-9
        assert sum(group.weight for group in found.groups) == pytest.approx(100)
        assert found.low is None or found.high is None or found.low <= found.value + 1e-9 <= found.high + 2e-9


@given(RATERS, st.randoms())
def test_law_the_order_of_forms_says_nothing(raters, random) -> None:
    some = told_by(raters)
    mixed = list(some)
    random.shuffle(mixed)
    one, other = rated(some), rated(mixed)
    assert [(group.code, group.raters, group.cells) for group in one.groups] == [
        (group.code, group.raters, group.cells) for group in other.groups
    ]
    assert one.value == other.value
