"""Many cases change hands at once: the same points, columns and events as one by one, in set operations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Greatest

from liuxin.desk.cases.actions.stepping import event
from liuxin.desk.cases.models import Case, HandOver
from liuxin.desk.cases.words import HandOverReason
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.kernel.actor import Actor
from liuxin.kernel.rows import Cell, write_rows

_POINT = ("case_id", "seq", "at", "accountable_id", "holder_id", "team_id", "reason", "remark", "rule_id")


@dataclass(frozen=True, slots=True)
class Move:
    """A case, locked, and whose hands it goes into; `told` is what the event of routing tells, if there is one."""

    row: Case
    holder: int | None
    accountable: int
    team: int | None
    reason: HandOverReason
    rule: int | None = None
    told: Mapping[str, Plain] | None = None


def move_all(moves: Sequence[Move], *, by: Actor, at: datetime) -> None:
    """Hand cases over, in the caller's transaction: a constant number of statements for each 2,000."""
    write_rows(connection, "cases_handover", _POINT, list(_points(moves, at)))
    _follow([move.row.pk for move in moves], at)
    history.record(_events(moves, at), by=by, at=at)


def _points(moves: Sequence[Move], at: datetime) -> Iterator[tuple[Cell, ...]]:
    adapted = connection.ops.adapt_datetimefield_value
    now = adapted(at)
    for move in moves:
        row = move.row
        moment = now if row.last_at <= at else adapted(row.last_at)
        hands = (move.accountable, move.holder, move.team)
        yield (row.pk, row.last_seq + 1, moment, *hands, move.reason.value, "", move.rule)


def _follow(keys: Sequence[int], at: datetime) -> None:
    """Let cases repeat the hand-over point that was added to each: one statement for all."""
    point = HandOver.objects.filter(case=OuterRef("pk"), seq=OuterRef("last_seq") + 1)
    Case.objects.filter(pk__in=keys).update(
        accountable=Subquery(point.values("accountable")),
        holder=Subquery(point.values("holder")),
        team=Subquery(point.values("team")),
        last_seq=F("last_seq") + 1,
        version=F("version") + 1,
        last_at=Greatest("last_at", Value(at)),
    )


def _events(moves: Sequence[Move], at: datetime) -> Iterator[NewEvent]:
    for move in moves:
        moment = max(at, move.row.last_at)
        hands: dict[str, Plain] = {
            "seq": move.row.last_seq + 1,
            "holder": move.holder,
            "team": move.team,
            "accountable": move.accountable,
        }
        yield event("case.handed_over", move.row.code, moment, hands)
        if move.told is not None:
            yield event("case.routed", move.row.code, moment, move.told)
