"""Who is proposed to rate whom: from the reporting line, and from who really worked with whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from liuxin.performance.evaluators.words import Kind, Place, Proposed, Reason, Together

LEAST, MOST = 3, 5
"""Peers: so many at least where there are so many colleagues, and at most. Customers: at most."""


def propose(places: Sequence[Place], together: Together) -> tuple[Proposed, ...]:
    """Propose raters for every place that is to be rated; the same record gives the same proposal.

    Peers are those with most cases together, in whichever team; where the record names fewer than `LEAST`, colleagues
    with the same manager fill up. Nobody is proposed twice for one person.
    """
    by_manager: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(places, key=lambda place: place.person):
        if place.manager is not None:
            by_manager[place.manager].append(place.person)
    everybody = frozenset(place.person for place in places)
    found: list[Proposed] = []
    for place in sorted(places, key=lambda place: place.person):
        if place.is_rated:
            found.extend(_of(place, everybody, by_manager, together))
    return tuple(found)


def _of(
    place: Place, everybody: frozenset[int], by_manager: Mapping[int, Sequence[int]], together: Together
) -> Iterator[Proposed]:
    ratee, manager, reports = place.person, place.manager, by_manager.get(place.person, ())
    if manager is not None and manager != ratee:
        cases = together.cases(ratee, manager)
        yield Proposed(ratee, Kind.SUPERVISOR, Reason.REPORTS_TO, rater=manager, cases=cases)
    yield Proposed(ratee, Kind.SELF, Reason.ONESELF, rater=ratee)
    apart = {ratee, manager, *reports}
    line = () if manager is None else by_manager[manager]
    yield from _peers(ratee, lambda other: other in everybody and other not in apart, line, together)
    for report in reports:
        if report != ratee:
            cases = together.cases(ratee, report)
            yield Proposed(ratee, Kind.SUBORDINATE, Reason.LEADS, rater=report, cases=cases)
    yield from _recipients(ratee, together)


def _peers(ratee: int, may_be: Callable[[int], bool], line: Iterable[int], together: Together) -> Iterator[Proposed]:
    shared = together.shared.get(ratee, {})
    worked = sorted((other for other, cases in shared.items() if cases > 0 and may_be(other)), key=_most(shared))
    for other in worked[:MOST]:
        yield Proposed(ratee, Kind.PEER, Reason.WORKED_TOGETHER, rater=other, cases=shared[other])
    known = together.knows(ratee)
    colleagues = [other for other in line if may_be(other) and other not in worked]
    # Those after the person in the order of keys, then those before: the load is spread, and always the same way.
    colleagues.sort(key=lambda other: (other < ratee, other))
    for other in colleagues[: max(LEAST - len(worked), 0)]:
        reason = Reason.SAME_LINE if known else Reason.SAME_LINE_UNKNOWN
        yield Proposed(ratee, Kind.PEER, reason, rater=other, cases=0 if known else None)


def _recipients(ratee: int, together: Together) -> Iterator[Proposed]:
    served = together.served.get(ratee, {})
    for customer in sorted(served, key=_most(served))[:MOST]:
        yield Proposed(ratee, Kind.RECIPIENT, Reason.SERVED, customer=customer, cases=served[customer])


def _most(cases: Mapping[int, int]) -> Callable[[int], tuple[int, int]]:
    """Give the order by most cases, then by key."""
    return lambda key: (-cases[key], key)
