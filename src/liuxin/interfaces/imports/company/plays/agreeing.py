"""Phase 2 played: a set for each position, put to the vote by HR, voted on by those whom it binds, settled."""

from collections.abc import Collection, Iterable
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.company.plays.stage import Stage, days
from liuxin.kernel.actor import Actor
from liuxin.performance.agreement import actions as agreements
from liuxin.performance.agreement import queries as agreement
from liuxin.performance.indicators import actions, queries
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase

USUAL = "hotline_agent"
OBJECTION = "夜班的工单更难，承诺兑现的目标应当分班次定。"
VOTE_DAYS = 7


def play(stages: Collection[Stage], at: datetime, *, finish: bool = True) -> None:
    """Play the phase for departments that go through it together.

    Without `finish` half have voted, somebody objects to the first set, and the votes are left open.
    """
    first = next(iter(stages))
    for number, position in enumerate(positions(first.cycle, {stage.department for stage in stages})):
        _agree(first, position, at, is_open=not finish, is_contested=not finish and number == 0)
    if finish:
        for stage in stages:
            actions.finish_indicators(
                cycle_id=stage.cycle, department=stage.department, by=stage.hr, at=days(at, VOTE_DAYS + 1)
            )
            stage.done(Phase.INDICATORS, days(at, VOTE_DAYS + 1))


def positions(cycle: int, departments: Collection[int]) -> tuple[int, ...]:
    """Give the positions held in some departments of a cycle for which no set was agreed yet."""
    agreed = queries.agreed_sets(cycle)
    held = {
        each.position
        for each in plan.participants(cycle)
        if each.department in departments and each.position is not None and each.left_at is None
    }
    return tuple(sorted(held - agreed.keys()))


def _agree(stage: Stage, position: int, at: datetime, *, is_open: bool, is_contested: bool) -> None:
    code = next((code for code, key in organisation.position_keys().items() if key == position), "")
    starter = queries.starter_for(code) or USUAL
    drafted = actions.draft_from_library(position_id=position, starter=starter, by=stage.hr, at=at)
    key = actions.propose_set(
        set_id=drafted.id, cycle_id=stage.cycle, deadline=days(at, VOTE_DAYS), by=stage.hr, at=days(at, 0.1)
    )
    voters = sorted(each.person for each in queries.holders(stage.cycle, position))
    _vote(key, voters[: (len(voters) + 1) // 2] if is_open else voters, days(at, 1), is_contested=is_contested)
    if not is_open:
        actions.settle_set(set_id=drafted.id, by=stage.hr, at=days(at, VOTE_DAYS + 0.5))


def _vote(key: int, voters: Iterable[int], at: datetime, *, is_contested: bool) -> None:
    """Let people sign; of a contested set the first of them objects."""
    state = agreement.states([key])[key]
    for number, person in enumerate(voters):
        by, when = Actor.person(person), days(at, number / 50)
        version, sha256 = state.version, state.sha256
        if is_contested and number == 0:
            agreements.object_to(agreement_id=key, version=version, sha256=sha256, reason=OBJECTION, by=by, at=when)
        else:
            agreements.sign(agreement_id=key, version=version, sha256=sha256, by=by, at=when)
