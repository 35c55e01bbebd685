"""The board that must be empty: asked of the rows themselves, so that it fills where a constraint or a job failed."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Case as Choose
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.lines import lines_of
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.words import Board, Lack, Near, Status, Watched
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError

MOST = 50
SOON = timedelta(hours=2)
UNHELD = timedelta(hours=4)
WAITING = timedelta(days=1)
LEAVES = timedelta(days=14)
# Two ranges rather than "is not": an index answers them, and a status that no constraint should let in is among them.
NOT_CLOSED = Q(status__lt=Status.CLOSED.value) | Q(status__gt=Status.CLOSED.value)
Why = TypeVar("Why", Lack, Near)


def board(standing: Standing, at: datetime) -> Board:
    """Give what lacks owner or next step, and what comes close, as far as the standing sees: seven statements."""
    if not permissions.sees_cases(standing):
        raise NotAllowedError("cases.not_allowed", act="board")
    seen = Case.objects.filter(NOT_CLOSED).filter(visible(standing))
    lacks, nears = _lacks(at), _nears(at)
    lacking, counts = _watched(seen, lacks, Lack)
    near, near_counts = _watched(seen.exclude(pk__in=[key for key, _why in lacking]), nears, Near)
    return Board(
        lacking=_with_lines(lacking),
        lacks=counts,
        near=_with_lines(near),
        nears=near_counts,
        looked_at=seen.count(),
    )


def lacking_hands(at: datetime, *hands: str) -> QuerySet[Case]:
    """Give the cases that are not closed of which a hand has left or is away past the next step.

    A hand is the holder or the accountable person; without any named, either.
    """
    lost = Q()
    for hand in hands or ("accountable", "holder"):
        lost |= gone(hand, at) | away(hand, at)
    return Case.objects.filter(NOT_CLOSED).filter(lost)


def gone(hand: str, at: datetime) -> Q:
    """Give the condition that whoever answers or holds has left, was erased, or has an account that was closed."""
    return (
        Q(**{f"{hand}__left_on__lte": at.date()})
        | Q(**{f"{hand}__erased_at__isnull": False})
        | Q(**{f"{hand}__account__is_active": False})
    )


def away(hand: str, at: datetime) -> Q:
    """Give the condition that whoever answers or holds is away now and comes back only after the next step is due."""
    absences = organisation.away(at).filter(person=OuterRef(hand), end__gt=OuterRef("next_due"))
    return Q(Exists(absences))


def _lacks(at: datetime) -> dict[Lack, Q]:
    return {
        Lack.NO_OWNER: Q(accountable__isnull=True),
        Lack.NO_STEP: Q(next_action="") | Q(next_due__isnull=True),
        Lack.OWNER_GONE: gone("accountable", at),
        Lack.HOLDER_GONE: gone("holder", at),
        Lack.OWNER_AWAY: away("accountable", at),
    }


def _nears(at: datetime) -> dict[Near, Q]:
    today = at.date()
    leaving = Q(accountable__left_on__gt=today, accountable__left_on__lte=today + LEAVES)
    return {
        Near.STEP_OVERDUE: Q(next_due__lte=at),
        Near.OWNER_LEAVES: leaving,
        Near.UNHELD_LONG: Q(status=Status.OPEN.value, holder__isnull=True, last_at__lte=at - UNHELD),
        Near.WAITING_ENDS: Q(status=Status.WAITING.value, next_due__lte=at + WAITING),
        Near.STEP_SOON: Q(next_due__lte=at + SOON),
    }


def _watched(seen: QuerySet[Case], whys: dict[Why, Q], kind: type[Why]) -> tuple[list[tuple[int, Why]], dict[Why, int]]:
    """Give the first cases for which a condition holds, each with the first that does, and how many each has."""
    first = Choose(*(When(condition, then=Value(place)) for place, condition in enumerate(whys.values())))
    found = seen.annotate(why=first).filter(why__isnull=False).order_by()
    words = list(kind)
    rows = found.order_by("why", F("next_due").asc(nulls_first=True), "pk").values_list("pk", "why")[:MOST]
    counts = found.values_list("why").annotate(count=Count("pk"))
    return [(pk, words[why]) for pk, why in rows], {words[why]: count for why, count in sorted(counts)}


def _with_lines(keys: list[tuple[int, Why]]) -> tuple[Watched, ...]:
    lines = lines_of(key for key, _why in keys)
    return tuple(Watched(line, why) for line, (_key, why) in zip(lines, keys, strict=True))
