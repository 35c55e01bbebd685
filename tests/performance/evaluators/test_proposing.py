"""Who is proposed: from the reporting line and from cases together; told by example and by law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.performance.evaluators.rules import MOST, propose
from liuxin.performance.evaluators.words import Kind, Place, Proposed, Reason, Together

LEAD, HEAD = 10, 20
A, B, C, D, E, F, G = range(1, 8)
TEAM = tuple(Place(person, 1, LEAD) for person in (A, B, C, D, E))
PLACES = (*TEAM, Place(LEAD, 1, HEAD), Place(HEAD, 1, None))


def both(*triples: tuple[int, int, int]) -> Together:
    shared: dict[int, dict[int, int]] = {}
    for one, two, cases in triples:
        shared.setdefault(one, {})[two] = cases
        shared.setdefault(two, {})[one] = cases
    return Together(shared=shared)


def of(ratee: int, kind: Kind, found: tuple[Proposed, ...]) -> list[tuple[int | None, Reason, int | None]]:
    return [(each.rater, each.reason, each.cases) for each in found if (each.ratee, each.kind) == (ratee, kind)]


@pytest.mark.spec("P3.1")
def test_supervisor_self_and_subordinates_come_from_the_reporting_line():
    found = propose(PLACES, Together())

    assert of(A, Kind.SUPERVISOR, found) == [(LEAD, Reason.REPORTS_TO, None)]
    assert of(A, Kind.SELF, found) == [(A, Reason.ONESELF, None)]
    assert of(LEAD, Kind.SUPERVISOR, found) == [(HEAD, Reason.REPORTS_TO, None)]
    assert [rater for rater, _, _ in of(LEAD, Kind.SUBORDINATE, found)] == [A, B, C, D, E]
    assert of(HEAD, Kind.SUPERVISOR, found) == []
    assert [rater for rater, _, _ in of(HEAD, Kind.SUBORDINATE, found)] == [LEAD]


@pytest.mark.spec("P3.1")
def test_peers_are_those_with_most_cases_together_in_whichever_team():
    places = (*PLACES, Place(F, 2, 30, is_rated=False))
    found = propose(places, both((A, F, 9), (A, C, 4), (A, B, 7)))

    assert of(A, Kind.PEER, found) == [
        (F, Reason.WORKED_TOGETHER, 9),
        (B, Reason.WORKED_TOGETHER, 7),
        (C, Reason.WORKED_TOGETHER, 4),
    ]


def test_another_record_gives_other_peers():
    before = of(A, Kind.PEER, propose(PLACES, both((A, B, 7), (A, C, 4), (A, D, 3))))
    after = of(A, Kind.PEER, propose(PLACES, both((A, E, 7), (A, C, 4), (A, D, 3))))

    assert [rater for rater, _, _ in before] == [B, C, D]
    assert [rater for rater, _, _ in after] == [E, C, D]


def test_a_thin_record_fills_up_with_the_same_line_and_says_so():
    found = propose(PLACES, both((A, B, 2)))

    assert of(A, Kind.PEER, found) == [
        (B, Reason.WORKED_TOGETHER, 2),
        (C, Reason.SAME_LINE, 0),
        (D, Reason.SAME_LINE, 0),
    ]


def test_no_record_at_all_cannot_tell_who_worked_together():
    found = propose(PLACES, Together())

    assert of(A, Kind.PEER, found) == [
        (B, Reason.SAME_LINE_UNKNOWN, None),
        (C, Reason.SAME_LINE_UNKNOWN, None),
        (D, Reason.SAME_LINE_UNKNOWN, None),
    ]


def test_who_reports_to_nobody_has_no_colleagues_of_the_same_line():
    found = propose((*PLACES, Place(30, 2, None)), Together())

    assert of(HEAD, Kind.PEER, found) == []


def test_the_load_of_filling_up_is_spread_over_the_line():
    found = propose(PLACES, Together())

    assert [rater for rater, _, _ in of(D, Kind.PEER, found)] == [E, A, B]
    loads = [sum(each.rater == person and each.kind is Kind.PEER for each in found) for person in (A, B, C, D, E)]
    assert loads == [3, 3, 3, 3, 3]


def test_manager_and_subordinates_are_no_peers_however_much_they_worked_together():
    found = propose(PLACES, both((A, LEAD, 50), (A, B, 1)))

    assert LEAD not in [rater for rater, _, _ in of(A, Kind.PEER, found)]
    assert of(A, Kind.SUPERVISOR, found) == [(LEAD, Reason.REPORTS_TO, 50)]
    assert A not in [rater for rater, _, _ in of(LEAD, Kind.PEER, found)]


def test_recipients_are_the_customers_with_most_cases_at_most_five():
    served = {A: {100: 1, 101: 9, 102: 2, 103: 2, 104: 5, 105: 3}}
    found = [each for each in propose(PLACES, Together(served=served)) if each.kind is Kind.RECIPIENT]

    assert [(each.customer, each.cases) for each in found] == [(101, 9), (104, 5), (105, 3), (102, 2), (103, 2)]
    assert {each.reason for each in found} == {Reason.SERVED}


def test_only_places_to_be_rated_are_rated_and_others_may_rate():
    places = (Place(A, 1, LEAD), Place(B, 2, LEAD, is_rated=False))
    found = propose(places, both((A, B, 3)))

    assert {each.ratee for each in found} == {A}
    assert of(A, Kind.PEER, found) == [(B, Reason.WORKED_TOGETHER, 3)]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[tuple[Place, ...], Together]:
    """Draw people with managers below them in number, and cases together at random."""
    number = draw(st.integers(1, 9))
    people = range(1, number + 1)
    managers = {
        person: draw(st.one_of(st.none(), st.integers(1, person - 1))) if person > 1 else None for person in people
    }
    places = tuple(Place(person, 1, managers[person], is_rated=draw(st.booleans())) for person in people)
    pairs = draw(st.lists(st.tuples(st.sampled_from(people), st.sampled_from(people), st.integers(1, 9)), max_size=20))
    served = {person: draw(st.dictionaries(st.integers(100, 110), st.integers(1, 9), max_size=8)) for person in people}
    return places, Together(both(*(pair for pair in pairs if pair[0] != pair[1])).shared, served)


@given(worlds())
def test_nobody_is_proposed_twice_or_as_somebody_else_for_oneself(world: tuple[tuple[Place, ...], Together]):
    found = propose(*world)
    keys = [(each.ratee, each.rater, each.customer) for each in found]

    assert len(keys) == len(set(keys))
    assert all((each.rater == each.ratee) == (each.kind is Kind.SELF) for each in found)
    assert all((each.customer is None) != (each.rater is None) for each in found)


@given(worlds())
def test_peers_and_customers_are_at_most_five_and_the_order_of_places_does_not_matter(
    world: tuple[tuple[Place, ...], Together],
):
    found = propose(*world)

    for place in world[0]:
        for kind in (Kind.PEER, Kind.RECIPIENT):
            assert len(of(place.person, kind, found)) <= MOST
    assert propose(tuple(reversed(world[0])), world[1]) == found


@given(worlds())
def test_every_number_of_cases_is_the_record_s_own(world: tuple[tuple[Place, ...], Together]):
    places, together = world
    for each in propose(places, together):
        if each.reason is Reason.WORKED_TOGETHER:
            assert each.cases == together.shared[each.ratee][each.rater or 0]
        if each.reason is Reason.SAME_LINE_UNKNOWN:
            assert not together.knows(each.ratee)
