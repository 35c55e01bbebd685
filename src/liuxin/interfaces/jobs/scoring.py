"""Freezing scores, with everything that must come before it."""

from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs.rounds import catch_up
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation import queries as evaluation_queries
from liuxin.performance.evaluation.words import FreezeResult, Scored
from liuxin.performance.indicators import queries as indicators_queries


def freeze(*, set_id: int, period: Period, by: Actor, at: datetime, reason: str = "") -> FreezeResult:
    """Seal what waits, bring the facts up to it, and freeze everybody who holds the position and has a case."""
    catch_up(at)
    found = indicators_queries.indicator_set(organisation.standing(by, at), set_id)
    people = evaluation_queries.people_with_cases(found, period)
    return evaluation.freeze_measured(set_id=set_id, period=period, people=people, by=by, at=at, reason=reason)


def score(*, cycle_id: int, department: int, by: Actor, at: datetime, reason: str = "") -> Scored:
    """Seal what waits, bring the facts up to it, and score a department of a cycle."""
    catch_up(at)
    return evaluation.score(cycle_id=cycle_id, department=department, by=by, at=at, reason=reason)
