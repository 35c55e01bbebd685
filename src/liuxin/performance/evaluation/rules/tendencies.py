"""What raters are told of their own way of rating: worked out by the engine, kept once, opened to others later."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from liuxin.engines.ratings.rater_effects import Effect, Verdict, effects
from liuxin.performance.evaluation.words import (
    ALONE,
    ANONYMOUS,
    HIGHEST,
    LOWEST,
    DepartmentTendencies,
    Judged,
    K,
    KindTendencies,
    ManagerTendencies,
    NewFeedback,
    OwnFeedback,
    RaterKind,
    RaterOf,
    Table,
)

SPOKEN_OF: Final = (
    Effect.SEVERITY,
    Effect.CENTRAL_TENDENCY,
    Effect.RANGE_RESTRICTION,
    Effect.HALO,
    Effect.STRAIGHT_LINING,
    Effect.SAME_FORMS,
    Effect.HASTE,
)
"""What a rater is told, in this order. How long a form took is not kept, so that no form is known by its time: haste
says that it cannot be told. A drift needs the order of forms, which is not kept for the same reason."""


def new_feedback(table: Table, judged: Judged, people: Collection[int]) -> tuple[NewFeedback, ...]:
    """Tell everybody with an account who rated one of some people how he rates, from everything that is told anyway.

    The engine compares a rater with all others of the cycle, and holds down false alarms over all of them.
    """
    if not len(table.levels):
        return ()
    found = effects(table.raters, table.ratees, table.hearts, table.levels, int(LOWEST), int(HIGHEST))
    counts = Counter(table.raters.tolist())
    ratees: defaultdict[int, set[int]] = defaultdict(set)
    for rater, ratee in zip(table.raters.tolist(), table.ratees.tolist(), strict=True):
        ratees[rater].add(ratee)
    wanted = frozenset(people)
    return tuple(
        NewFeedback(person, who.known, who.kinds, counts[code], len(ratees[code]), found.of(code))
        for code, who, person in _with_account(judged.raters, ratees)
        if not wanted.isdisjoint(ratees[code])
    )


def _with_account(raters: Mapping[int, RaterOf], rated: Collection[int]) -> Iterator[tuple[int, RaterOf, int]]:
    """Leave out customers, who have no page of their own, and whoever rated nobody but himself."""
    for code in sorted(rated):
        who = raters.get(code)
        if who is not None and who.person is not None:
            yield code, who, who.person


def is_open(feedback: OwnFeedback, at: datetime) -> bool:
    """Tell whether others may be told: the rater has read it, or the days that are his alone are over."""
    return feedback.read_at is not None or at >= feedback.alone_until


def told_to_others(department: int, kept: Mapping[int, Sequence[OwnFeedback]], at: datetime) -> DepartmentTendencies:
    """Give what those who run the round of a department are told, from what its raters were told, by person.

    Managers are named, as everybody knows that they rate; of the anonymous kinds only counts, once the days are over.
    """
    everything = [(person, each) for person, some in kept.items() for each in some]
    managers = [(person, each) for person, each in everything if each.known]
    hidden = [each for _, each in everything if not each.known]
    opens_at = max((each.sealed_at for each in hidden), default=None)
    return DepartmentTendencies(
        department=department,
        managers=tuple(_manager(*each) for each in managers if is_open(each[1], at) and each[1].found),
        kinds=tuple(_kinds(hidden, at)),
        waiting=sum(not is_open(each, at) for _, each in managers),
        opens_at=None if opens_at is None else opens_at + ALONE,
    )


def _manager(person: int, feedback: OwnFeedback) -> ManagerTendencies:
    return ManagerTendencies(person, {effect: feedback.tendencies[effect] for effect in feedback.found})


def _kinds(hidden: Sequence[OwnFeedback], at: datetime) -> Iterator[KindTendencies]:
    if any(at < each.alone_until for each in hidden):
        return
    for kind in ANONYMOUS:
        some = [each for each in hidden if each.kinds == (kind,)]
        if len(some) >= K:
            yield KindTendencies(kind, len(some), {effect: _count(some, effect) for effect in SPOKEN_OF})


def _count(some: Sequence[OwnFeedback], effect: Effect) -> int | None:
    """Count in how many it was found; None where that, or what is left, is so few that it would speak of them."""
    count = sum(each.tendencies[effect].verdict is Verdict.FOUND for each in some if effect in each.tendencies)
    return count if count >= K and len(some) - count >= K else None


def kinds_of(text: str) -> tuple[RaterKind, ...]:
    """Read the kinds that are kept with a plus between them."""
    return tuple(RaterKind(each) for each in text.split("+"))
