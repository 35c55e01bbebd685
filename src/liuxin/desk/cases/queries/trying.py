"""A promise tried on past cases before it binds any: which it would have bound, and how they would have fared."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.rules import trying as rules
from liuxin.desk.cases.words import Channel, Terms, Trial
from liuxin.desk.customers.models import Site
from liuxin.desk.history import queries as history
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError

DAYS = 90
MOST = 500
STEPS = ("case.waiting", "case.resumed", "case.resolved", "case.closed", "case.reopened", "case.only_thanked")
CODES = (*STEPS, rules.SENT, rules.RECEIVED)
_IN_PERSON = frozenset({Channel.PHONE.value, Channel.COUNTER.value})
_COLUMNS = ("code", "opened_at", "resolved_at", "closed_at", "channel")


def try_promise(standing: Standing, terms: Terms, at: datetime, *, days: int = DAYS) -> Trial:
    """Try a promise on the last cases that meet its conditions, at most 500: five statements at most.

    It asks what this promise alone would have bound; one that says more may have gone before it.
    """
    if not permissions.may_set_promises(standing):
        raise NotAllowedError("cases.not_allowed", act="try_promise")
    found = _meeting(terms).filter(opened_at__gte=at - timedelta(days=days), opened_at__lte=at)
    rows = list(found.order_by("-opened_at", "-pk").values_list(*_COLUMNS)[: MOST + 1])
    changes = _changes([code for code, *_ in rows[:MOST]])
    clock = organisation.clock(terms.calendar)
    judged = [
        judgement
        for code, opened_at, resolved_at, closed_at, channel in rows[:MOST]
        for judgement in rules.judge(
            rules.Past(opened_at, resolved_at, closed_at, channel in _IN_PERSON, changes[code]), terms, clock, at
        )
    ]
    return Trial(days, len(rows[:MOST]), is_capped=len(rows) > MOST, targets=rules.count(judged))


def _meeting(terms: Terms) -> QuerySet[Case]:
    plain = {
        "kind": terms.kind or None,
        "service_stage": terms.service_stage or None,
        "priority": terms.priority,
        "customer": terms.customer,
        "customer__kind": terms.customer_kind or None,
        "site__in": _sites_in(terms.site) if terms.site is not None else None,
    }
    return Case.objects.filter(**{name: value for name, value in plain.items() if value is not None})


def _sites_in(site: int) -> frozenset[int]:
    """Give a site and all that lies in it, a level at a time."""
    found, wanted = {site}, {site}
    while wanted:
        wanted = set(Site.objects.filter(parent__in=wanted).values_list("pk", flat=True)) - found
        found |= wanted
    return frozenset(found)


def _changes(codes: Iterable[str]) -> defaultdict[str, list[rules.Change]]:
    told: defaultdict[str, list[RecordedEvent]] = defaultdict(list)
    for event in history.recorded_of("case", codes, codes=CODES):
        if event.code != rules.SENT or not event.payload.get("automatic"):
            told[event.subject].append(event)
    found: defaultdict[str, list[rules.Change]] = defaultdict(list)
    for code, events in told.items():
        ordered = sorted(events, key=lambda event: (event.at, event.id))
        found[code] = [(event.code, event.at) for event in ordered]
    return found
