"""The desk as routing finds it: rules, who is here, loads and queues; and the rules as pages show them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, HandOver, RoutingRule
from liuxin.desk.cases.rules import routing
from liuxin.desk.cases.words import (
    Channel,
    Distribution,
    HandOverReason,
    Kind,
    Matter,
    NewRoutingRule,
    RoutingChange,
    RoutingRuleView,
    ServiceStage,
    Status,
    Tried,
)
from liuxin.desk.cases.words import RoutingRule as Rule
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Customer, Site
from liuxin.desk.customers.words import CustomerKind, SiteName
from liuxin.desk.history import queries as record
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import ActorKind
from liuxin.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError

NOT_CLOSED = tuple(status.value for status in Status if status is not Status.CLOSED)
UNTOUCHED = (HandOverReason.RECEIVED.value, HandOverReason.ROUTED.value)
LATELY = timedelta(days=30)
SUBJECT = "routing_rule"
CHANGES = ("routing.rule_added", "routing.rule_changed", "routing.rule_moved", "routing.rule_retired")

_IN_FORCE = organisation.Statement(
    lambda: RoutingRule.objects.filter(retired_at__isnull=True).order_by("is_default", "place", "pk")
)


def rules_in_force() -> tuple[Rule, ...]:
    """Give the rules that are not retired, in their order."""
    return tuple(map(rule_of, _IN_FORCE.rows()))


def rule_of(row: RoutingRule) -> Rule:
    """Give a rule that was read."""
    asks = NewRoutingRule(
        name=row.name,
        team=row.team_id,
        distribution=Distribution(row.distribution),
        customer_kind=CustomerKind(row.customer_kind) if row.customer_kind else None,
        service_stage=ServiceStage(row.service_stage) if row.service_stage else None,
        kind=Kind(row.kind) if row.kind else None,
        channel=Channel(row.channel) if row.channel else None,
        category=row.category,
        site=row.site_id,
        language=row.language,
        skill=row.skill,
        speaks=row.speaks,
        most_waiting=row.most_waiting,
        is_default=row.is_default,
        is_on=row.is_on,
    )
    return Rule(row.pk, row.place, row.version, asks, row.last_given_id)


def desk_now(at: datetime, *, without: Collection[int] = (), last_resort: bool = True) -> routing.Desk:
    """Give the desk as it is now: a constant number of statements. Cases of `without` do not count as waiting."""
    rules = rules_in_force()
    if not rules:
        return routing.Desk((), {}, {}, {}, last_resort=_last_resort(at) if last_resort else None)
    teams = {rule.asks.team for rule in rules}
    answered = organisation.answering(teams, at)
    known = tuple(rule for rule in rules if rule.asks.team in answered)
    crews = organisation.crew({rule.asks.team for rule in known}, at)
    people = {mate.person for crew in crews.values() for mate in crew}
    return routing.Desk(
        rules=known,
        crews=crews,
        held=loads(people),
        waiting=waiting(teams, without=without),
        last_resort=_last_resort(at) if last_resort and not any(rule.asks.is_default for rule in known) else None,
    )


def loads(people: Collection[int]) -> dict[int, int]:
    """Give how many cases that are not closed each of the people holds."""
    held = Case.objects.filter(status__in=NOT_CLOSED, holder__in=people).order_by()
    return dict(held.values_list("holder").annotate(count=Count("pk")))


def waiting(teams: Collection[int], *, without: Collection[int] = ()) -> dict[int, int]:
    """Give how many open cases wait unheld in each of the teams."""
    found = Case.objects.filter(status=Status.OPEN.value, holder__isnull=True, team__in=teams).order_by()
    counts: dict[int, int] = dict(found.values_list("team").annotate(count=Count("pk")))
    if without:
        left_out = found.filter(pk__in=without).values_list("team").annotate(count=Count("pk"))
        for team, count in left_out:
            counts[team] -= count
    return counts


def _last_resort(at: datetime) -> int | None:
    """Give the team that takes a case where no rule does: the first, by code, for which somebody answers."""
    teams = organisation.teams_by_code()
    answered = organisation.answering((team.id for team in teams.values()), at)
    return next((team.id for team in teams.values() if team.id in answered), None)


def matters(rows: Iterable[Case]) -> dict[int, Matter]:
    """Give cases as routing reads them. A statement for their customers, one for each level of sites."""
    known = list(rows)
    customers_of = Customer.objects.filter(pk__in={row.customer_id for row in known})
    kinds = dict(customers_of.values_list("pk", "kind"))
    above = sites_above({row.site_id for row in known if row.site_id is not None})
    return {
        row.pk: Matter(
            kind=row.kind,
            service_stage=row.service_stage,
            channel=row.channel,
            category=row.category,
            customer_kind=kinds.get(row.customer_id or 0, ""),
            sites=above.get(row.site_id or 0, frozenset()),
            language=row.language,
        )
        for row in known
    }


def sites_above(sites: Collection[int]) -> dict[int, frozenset[int]]:
    """Give each site with all that it lies in."""
    parents: dict[int, int | None] = {}
    wanted = set(sites)
    while wanted:
        parents.update(Site.objects.filter(pk__in=wanted).values_list("pk", "parent"))
        wanted = {parent for parent in parents.values() if parent is not None} - parents.keys()
    return {site: frozenset(_upwards(site, parents)) for site in sites}


def sites_for_rules(*, most: int = 2_000) -> tuple[SiteName, ...]:
    """Give the sites that a rule may name, the outermost first."""
    keys = Site.objects.order_by("parent__parent", "parent", "name").values_list("pk", flat=True)[:most]
    names = customers.site_names(keys)
    return tuple(sorted(names.values(), key=lambda site: site.names))


def _upwards(site: int, parents: dict[int, int | None]) -> Iterator[int]:
    key: int | None = site
    while key is not None:
        yield key
        key = parents.get(key)


def routable() -> list[int]:
    """Give the open cases that wait unheld since they came in, the oldest first.

    What somebody handed to a queue later stays there, and what a source records is routed at the source.
    """
    found = Case.objects.filter(
        status=Status.OPEN.value,
        holder__isnull=True,
        source="",
        hand_overs__seq=F("last_seq"),
        hand_overs__reason__in=UNTOUCHED,
    )
    return list(found.order_by("opened_at", "pk").values_list("pk", flat=True))


def team_was_chosen(keys: Collection[int]) -> frozenset[int]:
    """Give those of the waiting cases whose team somebody chose when they came in: rules leave them in it."""
    points = HandOver.objects.filter(case__in=keys, seq=F("case__last_seq"), reason=HandOverReason.RECEIVED.value)
    return frozenset(points.values_list("case", flat=True))


def routing_rules(standing: Standing, at: datetime) -> tuple[RoutingRuleView, ...]:
    """Give the rules in their order, with names and what each routed lately. Raises `NotAllowedError`."""
    if not permissions.may_see_routing(standing):
        raise NotAllowedError("cases.not_allowed", act="routing")
    return _views(rules_in_force(), at)


def _views(rules: Collection[Rule], at: datetime) -> tuple[RoutingRuleView, ...]:
    teams = organisation.team_names(rule.asks.team for rule in rules)
    sites = customers.site_names(rule.asks.site for rule in rules if rule.asks.site is not None)
    given = _given(at)
    return tuple(
        RoutingRuleView(
            id=rule.id,
            place=place,
            version=rule.version,
            asks=rule.asks,
            team=teams[rule.asks.team],
            site=sites.get(rule.asks.site or 0),
            given=given.get(rule.id, 0),
        )
        for place, rule in enumerate(rules, start=1)
    )


def _given(at: datetime) -> dict[int, int]:
    points = HandOver.objects.filter(rule__isnull=False, at__gte=at - LATELY).order_by()
    return dict(points.values_list("rule").annotate(count=Count("pk")))


def routing_rule(standing: Standing, key: int) -> Rule:
    """Give one rule. Raises `NotFoundError("cases.no_such_rule")`."""
    if not permissions.may_see_routing(standing):
        raise NotAllowedError("cases.not_allowed", act="routing")
    row = RoutingRule.objects.filter(pk=key, retired_at__isnull=True).first()
    if row is None:
        raise NotFoundError("cases.no_such_rule")
    return rule_of(row)


def try_routing(standing: Standing, matter: Matter, at: datetime) -> Tried:
    """Tell which rule would take a case now, to whom it would go, and why; nothing is written."""
    if not permissions.may_see_routing(standing):
        raise NotAllowedError("cases.not_allowed", act="routing")
    desk = desk_now(at)
    route = routing.decide(desk, matter)
    if route is None:
        raise RuleBrokenError("cases.nobody_to_answer")
    accountable = route.holder or organisation.answering([route.team], at).get(route.team)
    people = organisation.names({key for key in (route.holder, accountable) if key is not None})
    return Tried(
        route=route,
        rules=_views(routing.in_order(desk.rules), at),
        team=organisation.team_names([route.team])[route.team],
        holder=people.get(route.holder or 0),
        accountable=people.get(accountable or 0),
        language=matter.language,
    )


def routing_changes(standing: Standing, *, most: int = 100) -> tuple[RoutingChange, ...]:
    """Give who changed which rule when, the latest first, as the record tells it."""
    if not permissions.may_see_routing(standing):
        raise NotAllowedError("cases.not_allowed", act="routing")
    names = {str(key): name for key, name in RoutingRule.objects.values_list("pk", "name")}
    events = sorted(record.recorded_of(SUBJECT, names, codes=CHANGES), key=lambda event: event.at, reverse=True)[:most]
    people = organisation.names({key for event in events if (key := event.actor.person_id) is not None})
    return tuple(
        RoutingChange(
            code=event.code,
            at=event.at,
            rule=int(event.subject),
            name=names[event.subject],
            actor=people.get(event.actor.person_id or 0),
            actor_label="" if event.actor.kind is ActorKind.PERSON else event.actor.id,
        )
        for event in events
    )
