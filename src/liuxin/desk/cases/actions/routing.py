"""Cases go to teams and people by the rules: one as it comes in, and many that wait, in set operations."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.actions.moving import Move, move_all
from liuxin.desk.cases.actions.stepping import event
from liuxin.desk.cases.models import Case, RoutingRule
from liuxin.desk.cases.queries import routing as queries
from liuxin.desk.cases.rules import routing
from liuxin.desk.cases.words import HandOverReason, Matter, Route, Routed
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError

CASES = 2_000
TOLD = 100
READ = (
    *("code", "team", "holder", "accountable", "last_seq", "last_at", "opened_at", "status"),
    *("kind", "service_stage", "channel", "category", "site", "language", "customer"),
)
"""What routing reads of a case: a third of its columns, for many cases at once."""


def route_one(matter: Matter, at: datetime, *, has_team: bool = False) -> Route | None:
    """Decide where a case that comes in goes; whoever gets it cannot leave before the transaction ends.

    `has_team`: the way by which it came in names a team, which takes it where no rule but the default would; then None.
    Raises `RuleBrokenError("cases.nobody_to_answer")` where no team has anybody who answers for it.
    """
    desk = queries.desk_now(at, last_resort=not has_team)
    if has_team:
        desk = replace(desk, rules=[rule for rule in desk.rules if not rule.asks.is_default])
    route = routing.decide(desk, matter)
    if route is None and has_team:
        return None
    if route is None:
        raise RuleBrokenError("cases.nobody_to_answer")
    if route.holder is not None:
        organisation.lock_people([route.holder])
        if route.holder not in organisation.present([route.holder], at):
            return route_one(matter, at, has_team=has_team)
    if route.rule is not None and route.holder is not None:
        RoutingRule.objects.filter(pk=route.rule).update(last_given=route.holder)
    return route


def told(route: Route, case: str, at: datetime) -> NewEvent:
    """Tell by which rule a case was routed; None is no rule, but the last resort."""
    return event("case.routed", case, at, {"rule": route.rule, "team": route.team, "holder": route.holder})


def route_waiting(*, by: Actor, at: datetime) -> Routed:
    """Send what waits unheld through the rules, the oldest first, 2,000 cases a transaction.

    ⌈cases / 2,000⌉ × a constant number of statements, however many rules and people there are. Where somebody chose the
    team as the case came in, only rules of that team are asked. A case that stays where it is keeps its point. Breaking
    off leaves whole batches behind; the next run goes on.
    """
    if not permissions.may_route(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="route_waiting")
    keys = queries.routable()
    batches = [keys[start : start + CASES] for start in range(0, len(keys), CASES)]
    parts = [_route_batch(batch, by=by, at=at) for batch in batches]
    by_rule: Counter[int] = Counter()
    for part in parts:
        by_rule.update(part.by_rule)
    moved = sum(part.moved for part in parts)
    read = sum(part.read for part in parts)
    given = tuple(one for part in parts for one in part.given)[:TOLD]
    return Routed(read=read, moved=moved, stayed=read - moved, by_rule=dict(by_rule), given=given)


@transaction.atomic
def _route_batch(keys: Sequence[int], *, by: Actor, at: datetime) -> Routed:
    desk = queries.desk_now(at, without=keys, last_resort=False)
    _lock_crews(desk, at)
    rows = list(_still_waiting(keys))
    answered = organisation.answering({rule.asks.team for rule in desk.rules}, at)
    matters, chosen = queries.matters(rows), queries.team_was_chosen(keys)
    moves: list[tuple[Case, Route]] = []
    for row in rows:
        route = routing.decide(desk, matters[row.pk], within=row.team_id if row.pk in chosen else None)
        if route is None:
            continue
        desk.give(route)
        if (row.team_id, row.holder_id) != (route.team, route.holder):
            moves.append((row, route))
    move_all([_move(row, route, answered) for row, route in moves], by=by, at=at)
    _keep_turns(desk)
    by_rule = Counter(route.rule for _row, route in moves if route.rule is not None)
    given = tuple((route.holder, row.code, row.last_seq + 1) for row, route in moves[:TOLD] if route.holder is not None)
    return Routed(read=len(rows), moved=len(moves), by_rule=dict(by_rule), given=given)


def _lock_crews(desk: routing.Desk, at: datetime) -> None:
    """Hold everybody who may be given a case, and let those out who left while the desk was read."""
    locked = organisation.lock_people({mate.person for crew in desk.crews.values() for mate in crew})
    known = organisation.present(locked, at)
    desk.crews = {team: [mate for mate in crew if mate.person in known] for team, crew in desk.crews.items()}


def _still_waiting(keys: Sequence[int]) -> QuerySet[Case]:
    """Give the rows, locked, of those that nobody took meanwhile."""
    rows = Case.objects.select_for_update(of=("self",)).only(*READ)
    return rows.filter(pk__in=keys, holder__isnull=True, status="open").order_by("opened_at", "pk")


def _move(row: Case, route: Route, answered: dict[int, int]) -> Move:
    """Give the hand-over of a case that goes where a rule sends it; where nobody holds it the team's lead answers."""
    return Move(
        row=row,
        holder=route.holder,
        accountable=route.holder or answered[route.team],
        team=route.team,
        reason=HandOverReason.ROUTED,
        rule=route.rule,
        told=({"rule": route.rule, "team": route.team, "holder": route.holder}),
    )


def _keep_turns(desk: routing.Desk) -> None:
    for rule, person in desk.turns.items():
        RoutingRule.objects.filter(pk=rule).update(last_given=person)
