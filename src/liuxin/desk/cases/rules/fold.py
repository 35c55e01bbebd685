"""Rules of cases: one fold that single actions and imports share."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from liuxin.desk.cases.words import CaseState, HandOverReason, Outcome, Point, Status, Step, StepKind
from liuxin.kernel.errors import LiuxinError, RuleBrokenError

_FROM: dict[StepKind, frozenset[Status]] = {
    StepKind.HANDED_OVER: frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED}),
    StepKind.WAITING: frozenset({Status.OPEN}),
    StepKind.RESUMED: frozenset({Status.WAITING}),
    StepKind.RESOLVED: frozenset({Status.OPEN, Status.WAITING}),
    StepKind.REOPENED: frozenset({Status.RESOLVED, Status.CLOSED}),
    StepKind.CLOSED: frozenset({Status.OPEN, Status.WAITING, Status.RESOLVED}),
    StepKind.CLASSIFIED: frozenset(Status),
    StepKind.TOUCHED: frozenset(Status),
}


def replay(steps: Iterable[Step], *, after: CaseState | None = None) -> CaseState:
    """Fold steps into the state of the case, from its opening or from a state that is known.

    Raises `RuleBrokenError` with the line of the first step that cannot follow.
    """
    state = after
    points: list[Point] = []
    for step in steps:
        state = advance(state, step)
        points.extend(state.points)
    if state is None:
        raise RuleBrokenError("cases.no_steps", line=0)
    return replace(state, points=tuple(points))


def advance(state: CaseState | None, step: Step) -> CaseState:
    """Give the state after one more step; its `points` hold the point that this step made, if any."""
    if state is None:
        return _open(step)
    if step.kind is StepKind.OPENED:
        raise _broken("cases.opened_twice", step)
    if step.at < state.last_at:
        raise _broken("cases.out_of_order", step, at=step.at.isoformat(), previous=state.last_at.isoformat())
    if state.status not in _FROM[step.kind]:
        raise _broken("cases.step_not_possible", step, act=step.kind.value, status=state.status.value)
    base = replace(state, last_at=step.at, steps=state.steps + 1, points=())
    change = _CHANGES.get(step.kind)
    return change(base, step) if change else base


def may_follow(status: Status, kind: StepKind) -> bool:
    """Tell whether a step of this kind can follow in this status."""
    return kind is not StepKind.OPENED and status in _FROM[kind]


def _broken(code: str, step: Step, **params: object) -> LiuxinError:
    error = RuleBrokenError(code, line=step.line or None)
    error.params.update(params)
    return error


def _open(step: Step) -> CaseState:
    if step.kind is not StepKind.OPENED:
        raise _broken("cases.before_opening", step, act=step.kind.value)
    if step.accountable is None:
        raise _broken("cases.nobody_accountable", step)
    reason = step.reason if step.reason is not HandOverReason.AS_RECORDED else HandOverReason.RECEIVED
    point = Point(1, step.at, step.accountable, step.holder, step.team, reason)
    return CaseState(
        status=Status.OPEN,
        since=step.at,
        last_at=step.at,
        opened_at=step.at,
        accountable=step.accountable,
        holder=step.holder,
        team=step.team,
        last_seq=1,
        steps=1,
        priority=step.priority or 3,
        category=step.category or "",
        points=(point,),
    )


def _hand_over(state: CaseState, step: Step) -> CaseState:
    accountable = state.accountable if step.accountable is None else step.accountable
    hands = (accountable, step.holder, step.team)
    if hands == (state.accountable, state.holder, state.team):
        raise _broken("cases.same_hands", step)
    point = Point(state.last_seq + 1, step.at, *hands, step.reason)
    return replace(
        state, accountable=accountable, holder=step.holder, team=step.team, last_seq=point.seq, points=(point,)
    )


def _wait(state: CaseState, step: Step) -> CaseState:
    return replace(state, status=Status.WAITING, since=step.at)


def _resume(state: CaseState, step: Step) -> CaseState:
    return replace(state, status=Status.OPEN, since=step.at)


def _resolve(state: CaseState, step: Step) -> CaseState:
    return replace(state, status=Status.RESOLVED, since=step.at, resolved_at=step.at)


def _reopen(state: CaseState, step: Step) -> CaseState:
    return replace(
        state,
        status=Status.OPEN,
        since=step.at,
        resolved_at=None,
        closed_at=None,
        outcome=None,
        reopenings=state.reopenings + 1,
    )


def _close(state: CaseState, step: Step) -> CaseState:
    if step.outcome is None:
        raise _broken("cases.outcome_missing", step)
    return replace(
        state,
        status=Status.CLOSED,
        since=step.at,
        resolved_at=state.resolved_at or step.at,
        closed_at=step.at,
        outcome=Outcome(step.outcome),
    )


def _classify(state: CaseState, step: Step) -> CaseState:
    return replace(
        state,
        priority=state.priority if step.priority is None else step.priority,
        category=state.category if step.category is None else step.category,
    )


_CHANGES: dict[StepKind, Callable[[CaseState, Step], CaseState]] = {
    StepKind.HANDED_OVER: _hand_over,
    StepKind.WAITING: _wait,
    StepKind.RESUMED: _resume,
    StepKind.RESOLVED: _resolve,
    StepKind.REOPENED: _reopen,
    StepKind.CLOSED: _close,
    StepKind.CLASSIFIED: _classify,
}
