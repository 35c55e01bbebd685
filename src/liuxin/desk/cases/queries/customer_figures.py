"""Figures of one customer and of all: satisfaction over time, loyalty, segments."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case as Flag
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.answers import ANSWERED, ASKED, LEAST_ANSWERS
from liuxin.desk.cases.queries.customer_page import cases_of
from liuxin.desk.cases.queries.segments import deals, memberships, seen_customers
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.words import CustomerFigures, CustomerPage, LoyaltyPage, Satisfaction
from liuxin.desk.customers import rules
from liuxin.desk.customers.models import Customer, LifeCycleMove, Need
from liuxin.desk.customers.words import CustomerLoyalty, GroupLoyalty, MoveReason, Quarter
from liuxin.desk.history import rules as history
from liuxin.desk.history.models import Event
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing

MOST_ANSWERS = 5_000


def customer_figures(standing: Standing, page: CustomerPage, at: datetime) -> CustomerFigures:
    """Give the figures of one customer, over the cases that the reader may see."""
    return CustomerFigures(
        satisfaction=_satisfaction(standing, page.key),
        loyalty=_loyalty(standing, page, at),
        memberships=memberships(page.key, at),
    )


def loyalty_page(standing: Standing, at: datetime) -> LoyaltyPage:
    """Give the loyalty of the customers whom the reader may see, the new ones and the others: three statements."""
    since = at - rules.RETENTION
    people = seen_customers(standing).annotate(deals=deals(), active=_flag(_active(since, at)))
    of_cases = _again(Case.objects.filter(visible(standing), opened_at__gte=since, opened_at__lte=at))
    return LoyaltyPage(
        new=_group(people.filter(added_at__gt=since), of_cases.filter(customer__added_at__gt=since), is_new=True),
        old=_group(people.filter(added_at__lte=since), of_cases.filter(customer__added_at__lte=since), is_new=False),
    )


def _satisfaction(standing: Standing, key: int) -> Satisfaction:
    codes = cases_of(standing, key).values("code")
    rows = Event.objects.filter(subject_kind="case", subject__in=codes, code__in=(ASKED, ANSWERED))
    told = list(rows.order_by("-at").values_list("code", "at", "payload")[:MOST_ANSWERS])
    zone = ZoneInfo(organisation.zone())
    quarters: dict[datetime, tuple[int, list[float]]] = {}
    for code, at, payload in told:
        start = _quarter(history.instant(at).astimezone(zone))
        asked, levels = quarters.setdefault(start, (0, []))
        if code == ASKED:
            quarters[start] = (asked + 1, levels)
        elif isinstance(level := json.loads(payload or "{}").get("overall"), int | float):
            levels.append(float(level))
    levels = [level for _, found in quarters.values() for level in found]
    return Satisfaction(
        asked=sum(asked for asked, _ in quarters.values()),
        answered=len(levels),
        mean=_mean(levels),
        quarters=tuple(Quarter(start, *_counted(*quarters[start])) for start in sorted(quarters)),
    )


def _counted(asked: int, levels: list[float]) -> tuple[int, int, float | None]:
    return asked, len(levels), _mean(levels)


def _mean(levels: list[float]) -> float | None:
    return sum(levels) / len(levels) if len(levels) >= LEAST_ANSWERS else None


def _quarter(at: datetime) -> datetime:
    return at.replace(month=(at.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _loyalty(standing: Standing, page: CustomerPage, at: datetime) -> CustomerLoyalty:
    active = _active(at - rules.RETENTION, at)
    row: dict[str, Any] = dict(Customer.objects.filter(pk=page.key).values(deals=deals(), active=_flag(active)).get())
    again = _again(cases_of(standing, page.key)).aggregate(all=Count("pk"), came=Sum("again", default=0))
    return CustomerLoyalty(
        deals=row["deals"],
        repeat=rules.repeat_business(row["deals"]),
        retained=rules.retained(page.customer.added_at, at if row["active"] else None, at),
        last=page.last_opened,
        again=rules.share(again["came"], again["all"]),
    )


def _group(people: QuerySet[Customer], of_cases: QuerySet[Case], *, is_new: bool) -> GroupLoyalty:
    flagged = people.annotate(some=_flag(Q(deals__gte=1)), more=_flag(Q(deals__gte=2)))
    sums = flagged.order_by().aggregate(
        count=Count("pk"),
        # Not named as what they sum: the sum would then be of nothing.
        once=Sum("some", default=0),
        again=Sum("more", default=0),
        here=Sum("active", default=0),
    )
    came = of_cases.order_by().aggregate(all=Count("pk"), came=Sum("again", default=0))
    return GroupLoyalty(
        customers=sums["count"],
        repeat=rules.share(sums["again"], sums["once"]),
        retained=rules.share(0, 0) if is_new else rules.share(sums["here"], sums["count"]),
        again=rules.share(came["came"], came["all"]),
    )


def _active(since: datetime, at: datetime) -> Q:
    """Say whether a customer came with a case or a need, took an offer or moved onward in a time."""
    key = OuterRef("pk")
    came = Case.objects.filter(customer=key, opened_at__gt=since, opened_at__lte=at)
    needed = Need.objects.filter(customer=key, recorded_at__gt=since, recorded_at__lte=at)
    moves = LifeCycleMove.objects.filter(customer=key, at__gt=since, at__lte=at)
    return Q(Exists(came)) | Q(Exists(needed)) | Q(Exists(moves.filter(reason=MoveReason.PROGRESS.value)))


def _again(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Mark the cases that came within a week after an earlier one in the same category was resolved."""
    before = Case.objects.filter(
        customer=OuterRef("customer"),
        category=OuterRef("category"),
        resolved_at__lte=OuterRef("opened_at"),
        resolved_at__gt=OuterRef("week_before"),
    ).exclude(pk=OuterRef("pk"))
    return rows.annotate(week_before=F("opened_at") - rules.AGAIN).annotate(again=_flag(Q(Exists(before))))


def _flag(condition: Q) -> Flag:
    """Give 1 where it holds: a sum of flags, because a count with a filter loses sight of what was annotated."""
    return Flag(When(condition, then=Value(1)), default=Value(0))
