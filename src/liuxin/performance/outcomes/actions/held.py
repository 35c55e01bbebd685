"""What the actions of outcomes share: locks, standings, and how events are told."""

from collections.abc import Sequence
from datetime import datetime

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Payload
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.performance.outcomes import permissions
from liuxin.performance.outcomes.models import RuleSet
from liuxin.performance.outcomes.queries.rules_of import views
from liuxin.performance.outcomes.words import RuleSetView

RULES = "rule_set"
PLANS = "improvement_plan"


def standing_of(by: Actor, at: datetime) -> Standing:
    """Give the standing of whoever acts."""
    return organisation.standing(by, at)


def person_of(standing: Standing) -> int:
    """Give the person who acts: what is decided here is decided by people."""
    if standing.person_id is None:
        raise NotAllowedError("outcomes.only_people_decide")
    return standing.person_id


def locked(rule_set_id: int) -> tuple[RuleSet, RuleSetView]:
    """Lock the row on PostgreSQL; on SQLite the transaction itself is IMMEDIATE and has the only pen."""
    row = RuleSet.objects.select_for_update().filter(pk=rule_set_id).first()
    if row is None:
        raise NotFoundError("outcomes.no_such_rule", rule=rule_set_id)
    return row, views([row])[0]


def require_writer(standing: Standing, department: int | None) -> int:
    """Give the person, who must be one who writes rules."""
    if not permissions.may_write_rules(standing, department):
        raise NotAllowedError("outcomes.may_not_write")
    return person_of(standing)


def require_unchanged(changed_at: datetime, expect: datetime) -> None:
    """Refuse to write over what somebody else wrote since."""
    if changed_at != expect:
        raise ConflictError("outcomes.changed_meanwhile")


def tell(told: Sequence[tuple[str, Payload]], kind: str, subject: int, by: Actor, at: datetime) -> None:
    """Write events about one subject."""
    history.record([NewEvent(code, kind, str(subject), payload, at) for code, payload in told], by=by, at=at)
