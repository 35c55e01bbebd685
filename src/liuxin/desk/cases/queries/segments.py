"""Who is in a segment, and why: each condition is one value of the customer's record, read for all at once."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.answers import LEAST_ANSWERS, answers
from liuxin.desk.cases.queries.visible import led_to
from liuxin.desk.cases.words import Membership, SegmentPreview
from liuxin.desk.customers import permissions as may
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers import rules
from liuxin.desk.customers.models import Customer, LifeCycleMove, Need, Residence, Site
from liuxin.desk.customers.words import Condition, Fact, Held, MoveReason, NeedState, Rule
from liuxin.desk.organisation.words import Standing

OPEN = [state.value for state in NeedState if state.is_open]
TAKEN = (NeedState.ACCEPTED.value, NeedState.CHECKED.value)
EXAMPLES = 5


def fitting(rows: QuerySet[Customer], rule: Rule, at: datetime) -> QuerySet[Customer]:
    """Keep the customers in whom every condition of a rule holds: one statement, however many there are."""
    for place, condition in enumerate(rule):
        name = f"said_{place}"
        rows = rows.alias(**{name: value_of(condition, at)}).filter(_holds(condition, name, at))
    return rows


def segment_preview(standing: Standing, rule: Rule, at: datetime) -> SegmentPreview:
    """Say how many of the customers whom the reader may see fit a rule, with the first of them."""
    rows = fitting(seen_customers(standing), rule, at)
    names = tuple(customers.line_of(row) for row in rows.order_by("name", "pk")[:EXAMPLES])
    return SegmentPreview(rows.order_by().count(), names)


def segment_counts(standing: Standing, rules_asked: Sequence[Rule], at: datetime) -> tuple[int, ...]:
    """Count the customers of several segments: one statement."""
    if not rules_asked:
        return ()
    counts = {
        f"in_{place}": Count("pk", filter=Q(pk__in=fitting(Customer.objects.all(), rule, at).values("pk")))
        for place, rule in enumerate(rules_asked)
    }
    found = seen_customers(standing).order_by().aggregate(**counts)
    return tuple(found[f"in_{place}"] for place in range(len(rules_asked)))


def memberships(key: int, at: datetime) -> tuple[Membership, ...]:
    """Ask every segment of one customer, and say why: two statements, however many segments there are."""
    asked = customers.segments()
    values = {
        f"said_{segment.id}_{place}": value_of(condition, at)
        for segment in asked
        for place, condition in enumerate(segment.rule)
    }
    row: dict[str, Any] = dict(Customer.objects.filter(pk=key).values(**values).get()) if values else {}
    return tuple(
        Membership(
            segment,
            tuple(
                _held(condition, row[f"said_{segment.id}_{place}"], at) for place, condition in enumerate(segment.rule)
            ),
        )
        for segment in asked
    )


def seen_customers(standing: Standing) -> QuerySet[Customer]:
    """Give the customers whom the reader may see."""
    rows = customers.all_customers().filter(erased_at__isnull=True)
    return rows if may.may_see_all_customers(standing) else rows.filter(led_to(standing))


def reachable(standing: Standing, keys: set[int]) -> set[int]:
    """Give those of these customers whom the reader may see."""
    return set(seen_customers(standing).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def value_of(condition: Condition, at: datetime) -> Any:
    """Give what the record says to one condition, as an expression on customers."""
    return _VALUES[condition.fact](condition, at - timedelta(days=condition.days or 0))


def deals() -> Any:
    """Count the business with a customer: needs whose offer was taken, and moves onward."""
    onward = LifeCycleMove.objects.filter(customer=OuterRef("pk"), reason=MoveReason.PROGRESS.value)
    return _count(Need.objects.filter(customer=OuterRef("pk"), state__in=TAKEN)) + _count(onward)


def _holds(condition: Condition, name: str, at: datetime) -> Q:
    if condition.fact is Fact.SITE:
        return Q(**{name: True})
    if condition.fact.is_choice:
        return Q(**{f"{name}__in": condition.among})
    if condition.fact is Fact.KNOWN:
        wanted = Q() if condition.least is None else Q(added_at__lte=at - timedelta(days=condition.least))
        return wanted if condition.most is None else wanted & Q(added_at__gt=at - timedelta(days=condition.most + 1))
    wanted = Q(**{f"{name}__isnull": False})
    if condition.least is not None:
        wanted &= Q(**{f"{name}__gte": condition.least})
    return wanted if condition.most is None else wanted & Q(**{f"{name}__lte": condition.most})


def _held(condition: Condition, value: Any, at: datetime) -> Held:
    return rules.asked(condition, (at - value).days if condition.fact is Fact.KNOWN else value)


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("customer").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _lives_at(condition: Condition) -> Any:
    places = Site.objects.filter(customers.sites_below(int(key) for key in condition.among)).values("pk")
    return Exists(Residence.objects.filter(customer=OuterRef("pk"), end__isnull=True, site__in=places))


def _mean(since: datetime) -> Any:
    """Give the mean of a customer's answers since then; nothing where they are too few to tell."""
    codes = Case.objects.filter(customer=OuterRef(OuterRef("pk"))).values("code")
    told = answers().filter(subject__in=codes, at__gte=int(since.timestamp() * 1_000_000)).order_by()
    means = told.values("subject_kind").annotate(many=Count("pk"), mean=Avg("level"))
    return Subquery(means.filter(many__gte=LEAST_ANSWERS).values("mean"), output_field=FloatField())


_VALUES: dict[Fact, Callable[[Condition, datetime], Any]] = {
    Fact.KIND: lambda _, __: F("kind"),
    Fact.STAGE: lambda _, __: F("stage__code"),
    Fact.SITE: lambda condition, _: _lives_at(condition),
    Fact.CASES: lambda _, since: _count(Case.objects.filter(customer=OuterRef("pk"), opened_at__gte=since)),
    Fact.SATISFACTION: lambda _, since: _mean(since),
    Fact.KNOWN: lambda _, __: F("added_at"),
    Fact.NEEDS: lambda _, __: _count(Need.objects.filter(customer=OuterRef("pk"), state__in=OPEN)),
    Fact.BUSINESS: lambda _, __: deals(),
}
