"""Somebody leaves or is away: the cases do not stay behind."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from liuxin.desk.cases.actions.moving import Move, move_all
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.watch import NOT_CLOSED, lacking_hands
from liuxin.desk.cases.words import HandOverReason
from liuxin.desk.organisation import actions as people
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError

CASES = 2_000


@transaction.atomic
def leave(*, person: int, on: date, by: Actor, at: datetime) -> int:
    """Record that somebody leaves, and give how many cases changed hands with it.

    On the day itself every case that is not closed goes, in the same transaction, to the queue of its team, whose lead
    answers for it; a later day is kept, and the round hands over when it comes. Refused whole, naming the cases, where
    nobody would answer for them: `RuleBrokenError("cases.nobody_answers")`.
    """
    people.record_leaving(person_id=person, on=on, by=by, at=at)
    if on > at.date():
        return 0
    return _hand_over_all(Q(holder=person) | Q(accountable=person), by=by, at=at, all_or_none=True)


def hand_over_absent(*, by: Actor, at: datetime) -> int:
    """Hand over what those hold who have left, or who are away past the next step; gives how many cases went.

    For Liuxin itself, in its round. Cases for which nobody could answer stay, and show on the board.
    """
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="hand_over_absent")
    return _hand_over_all(Q(), by=by, at=at, all_or_none=False)


def _hand_over_all(which: Q, *, by: Actor, at: datetime, all_or_none: bool) -> int:
    keys = list(lacking_hands(at).filter(which).order_by("pk").values_list("pk", flat=True))
    return sum(
        _hand_over(keys[start : start + CASES], by=by, at=at, all_or_none=all_or_none)
        for start in range(0, len(keys), CASES)
    )


@transaction.atomic
def _hand_over(keys: Sequence[int], *, by: Actor, at: datetime, all_or_none: bool) -> int:
    rows = list(Case.objects.select_for_update().filter(NOT_CLOSED, pk__in=keys).order_by("pk"))
    there = _there(rows, at)
    answered = organisation.answering({row.team_id for row in rows if row.team_id is not None}, at)
    director = next(iter(sorted(organisation.present(organisation.people_with_role(Role.DIRECTOR, at), at))), None)
    moves: list[Move] = []
    left_over: list[str] = []
    for row in rows:
        move = _move(row, there, answered.get(row.team_id or 0, director))
        if move is None:
            left_over.append(row.code)
        elif (move.holder, move.accountable) != (row.holder_id, row.accountable_id):
            moves.append(move)
    if left_over and all_or_none:
        raise RuleBrokenError("cases.nobody_answers", cases="、".join(left_over[:10]), count=len(left_over))
    move_all(moves, by=by, at=at)
    return len(moves)


def _there(rows: Sequence[Case], at: datetime) -> dict[int, frozenset[int]]:
    """Give for each case who of its hands may keep it: people here, or back before its next step is due."""
    hands = {key for row in rows for key in (row.holder_id, row.accountable_id) if key is not None}
    lost = dict.fromkeys((row.pk for row in rows), frozenset[int]())
    for place in ("accountable", "holder"):
        for pk, person in lacking_hands(at, place).filter(pk__in=lost).values_list("pk", f"{place}_id"):
            lost[pk] |= {person}
    return {pk: frozenset(hands - gone) for pk, gone in lost.items()}


def _move(row: Case, there: dict[int, frozenset[int]], answers: int | None) -> Move | None:
    """Take a case out of hands that are not there; None where nobody would answer for it."""
    here = there[row.pk]
    holder = row.holder_id if row.holder_id in here else None
    accountable = row.accountable_id if row.accountable_id in here else answers
    if accountable is None:
        return None
    return Move(row, holder, accountable, row.team_id, HandOverReason.ABSENCE)
