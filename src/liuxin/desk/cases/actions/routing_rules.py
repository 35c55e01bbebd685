"""The rules of routing are written, moved and retired."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import RoutingRule
from liuxin.desk.cases.queries.routing import SUBJECT
from liuxin.desk.cases.rules import checks
from liuxin.desk.cases.words import Distribution, NewRoutingRule
from liuxin.desk.customers import queries as customers
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError

MOST_WAITING = 1_000_000


@transaction.atomic
def add_routing_rule(*, new: NewRoutingRule, by: Actor, at: datetime) -> int:
    """Add a rule behind all others, before the default, and give its key.

    Raises `NotAllowedError`, `BadInputError` naming the field, `RuleBrokenError("cases.team_without_lead")` and
    `("cases.default_route_there")`.
    """
    _allow(by, at)
    if new.is_default and RoutingRule.objects.filter(is_default=True, retired_at__isnull=True).exists():
        raise RuleBrokenError("cases.default_route_there", field="is_default")
    last = RoutingRule.objects.filter(retired_at__isnull=True).aggregate(last=Max("place"))["last"] or 0
    row = RoutingRule(place=last + 1, is_default=new.is_default)
    _fill(row, new, at)
    row.save(force_insert=True)
    _tell("rule_added", row, by, at)
    return row.pk


@transaction.atomic
def change_routing_rule(*, rule: int, version: int, new: NewRoutingRule, by: Actor, at: datetime) -> None:
    """Write a rule anew; `version` is the one that was seen. Cases that it routed stay where they are."""
    _allow(by, at)
    row = _locked(rule, version)
    _fill(row, new, at)
    row.version += 1
    row.save()
    _tell("rule_changed", row, by, at)


@transaction.atomic
def move_routing_rule(*, rule: int, up: bool, by: Actor, at: datetime) -> None:
    """Let a rule change places with the one before or after it; at the end it stays. The default is always last."""
    _allow(by, at)
    rows = list(
        RoutingRule.objects.select_for_update()
        .filter(retired_at__isnull=True, is_default=False)
        .order_by("place", "pk")
    )
    here = next((place for place, row in enumerate(rows) if row.pk == rule), None)
    if here is None:
        raise NotFoundError("cases.no_such_rule")
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, row in enumerate(rows, start=1):
        row.place = place
    RoutingRule.objects.bulk_update(rows, ["place"])
    _tell("rule_moved", rows[there], by, at)


@transaction.atomic
def retire_routing_rule(*, rule: int, version: int, by: Actor, at: datetime) -> None:
    """Take a rule out of force; what it routed keeps naming it."""
    _allow(by, at)
    row = _locked(rule, version)
    row.retired_at = at
    row.version += 1
    row.save(update_fields=["retired_at", "version"])
    _tell("rule_retired", row, by, at)


@transaction.atomic
def restore_routing_rule(*, rule: int, by: Actor, at: datetime) -> None:
    """Put a retired rule back into force, in its place: the undo of retiring it."""
    _allow(by, at)
    row = RoutingRule.objects.select_for_update().filter(pk=rule, retired_at__isnull=False).first()
    if row is None:
        raise NotFoundError("cases.no_such_rule")
    if row.is_default and RoutingRule.objects.filter(is_default=True, retired_at__isnull=True).exists():
        raise RuleBrokenError("cases.default_route_there", field="is_default")
    row.retired_at = None
    row.version += 1
    row.save(update_fields=["retired_at", "version"])
    _tell("rule_added", row, by, at)


def _allow(by: Actor, at: datetime, may: Callable[..., bool] = permissions.may_set_routing) -> None:
    if not may(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="routing")


def _locked(rule: int, version: int) -> RoutingRule:
    row = RoutingRule.objects.select_for_update().filter(pk=rule, retired_at__isnull=True).first()
    if row is None:
        raise NotFoundError("cases.no_such_rule")
    if row.version != version:
        raise ConflictError("cases.rule_changed_meanwhile")
    return row


def _fill(row: RoutingRule, new: NewRoutingRule, at: datetime) -> None:
    asks = (
        NewRoutingRule(new.name, new.team, new.distribution, skill=new.skill, speaks=new.speaks)
        if (row.is_default)
        else new
    )
    row.name = checks.text(asks.name, field="name", longest=120)
    row.team_id = _team(asks.team, at)
    row.distribution = Distribution(asks.distribution).value
    row.customer_kind = asks.customer_kind.value if asks.customer_kind else ""
    row.service_stage = asks.service_stage.value if asks.service_stage else ""
    row.kind = asks.kind.value if asks.kind else ""
    row.channel = asks.channel.value if asks.channel else ""
    row.category = checks.text(asks.category, field="category", longest=120, required=False)
    row.site_id = _site(asks.site)
    row.language = _language(asks.language)
    row.skill = checks.text(asks.skill, field="skill", longest=64, required=False)
    row.speaks = asks.speaks
    row.most_waiting = _most_waiting(asks.most_waiting)
    row.is_on = asks.is_on


def _team(team: int, at: datetime) -> int:
    if team not in organisation.team_names([team]):
        raise BadInputError("cases.team_unknown", field="team")
    if team not in organisation.answering([team], at):
        raise RuleBrokenError("cases.team_without_lead", field="team")
    return team


def _site(site: int | None) -> int | None:
    if site is not None and site not in customers.site_names([site]):
        raise BadInputError("cases.site_unknown", field="site")
    return site


def _language(language: str) -> str:
    if language not in {"", "zh", "en"}:
        raise BadInputError("cases.language_unknown", field="language")
    return language


def _most_waiting(number: int | None) -> int | None:
    if number is not None and not 1 <= number <= MOST_WAITING:
        raise BadInputError("cases.most_waiting_unreadable", field="most_waiting", most=MOST_WAITING)
    return number


def _tell(code: str, row: RoutingRule, by: Actor, at: datetime) -> None:
    payload: dict[str, Plain] = {
        "place": row.place,
        "team": row.team_id,
        "distribution": row.distribution,
        "default": row.is_default,
        "on": row.is_on,
        "customer_kind": row.customer_kind,
        "stage": row.service_stage,
        "kind": row.kind,
        "channel": row.channel,
        "site": row.site_id,
        "language": row.language,
        "most_waiting": row.most_waiting,
    }
    history.record([NewEvent(f"routing.{code}", SUBJECT, str(row.pk), payload, at)], by=by, at=at)
