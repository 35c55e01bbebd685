"""Customers that may be one, and those that were joined."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace

from liuxin.desk.customers.models import Contact, Customer, Merge, NotTheSame
from liuxin.desk.customers.queries.customers import customer_names
from liuxin.desk.customers.words import Apart, CustomerName, Likeness, MergeView

MOST_ROWS = 1_000
PHONE, EMAIL, NAME = "phone", "email", "name"
_CLEAN = Lower(Replace(Replace(F("name"), Value(" ")), Value("\u3000")))


def likenesses(key: int | None = None) -> tuple[Likeness, ...]:
    """Give pairs of customers of one kind that share a number, an address or a name, and which; of one, or of all."""
    reasons: dict[tuple[int, int], set[str]] = defaultdict(set)
    for reason, first, second in _pairs(key):
        reasons[first, second].add(reason)
    for pair in _apart(key).values_list("first", "second") if reasons else ():
        reasons.pop(pair, None)
    names = customer_names({one for pair in reasons for one in pair})
    order = sorted(reasons, key=lambda pair: (-len(reasons[pair]), pair))
    return tuple(
        Likeness(names[one], names[other], tuple(sorted(reasons[one, other], key=(PHONE, EMAIL, NAME).index)))
        for one, other in order
        if names[one].kind is names[other].kind
    )


def told_apart(key: int | None = None) -> tuple[Apart, ...]:
    """Give the pairs of customers that somebody said are not the same, newest first; of one customer, or of all."""
    living = Q(first__erased_at__isnull=True, second__erased_at__isnull=True)
    living &= Q(first__merged_into__isnull=True, second__merged_into__isnull=True)
    rows = list(_apart(key).filter(living).order_by("-at", "-pk")[:MOST_ROWS])
    names = customer_names({one for row in rows for one in (row.first_id, row.second_id)}) if rows else {}
    return tuple(Apart(names[row.first_id], names[row.second_id], row.at, row.person_id) for row in rows)


def merges(key: int) -> tuple[MergeView, ...]:
    """Give what was merged into a customer, and what that customer was merged into, newest first."""
    rows = Merge.objects.select_related("survivor", "absorbed").filter(Q(survivor=key) | Q(absorbed=key))
    return tuple(
        MergeView(row.pk, row.absorbed.code, row.survivor.code, row.absorbed.name, row.at, row.person_id, row.undone_at)
        for row in rows.order_by("-at", "-pk")
    )


def merged_name(code: str) -> CustomerName | None:
    """Give the name of a customer who was merged into another: a page of theirs leads there."""
    row = Customer.objects.select_related("stage").filter(code=code, merged_into__isnull=False).first()
    return customer_names([row.pk])[row.pk] if row else None


def _apart(key: int | None) -> QuerySet[NotTheSame]:
    rows = NotTheSame.objects.all()
    return rows if key is None else rows.filter(Q(first=key) | Q(second=key))


def _pairs(key: int | None) -> Iterator[tuple[str, int, int]]:
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for reason, value, one in _by_contact(key):
        groups[reason, value].add(one)
    for value, one in _by_name(key):
        groups[NAME, value].add(one)
    for (reason, _), keys in groups.items():
        pairs = combinations(sorted(keys), 2)
        yield from ((reason, one, other) for one, other in pairs if key in {None, one, other})


def _by_contact(key: int | None) -> Iterable[tuple[str, str, int]]:
    """Give each number and address that several customers have, with who has it: one query."""
    found: QuerySet[Any, Any] = _shared(PHONE, "phone_key", key).union(_shared(EMAIL, "email_key", key), all=True)
    rows: Iterable[tuple[str, str, int]] = found[: 2 * MOST_ROWS]
    return rows


def _shared(reason: str, column: str, key: int | None) -> QuerySet[Any, Any]:
    rows = Contact.objects.filter(customer__erased_at__isnull=True, customer__merged_into__isnull=True)
    rows = rows.exclude(**{column: ""}).order_by()
    many = rows.values(column).annotate(many=Count("customer", distinct=True)).filter(many__gt=1)
    same = many.values(column) if key is None else rows.filter(customer=key).values(column)
    told = rows.filter(**{f"{column}__in": same}).annotate(reason=Value(reason))
    return told.values_list("reason", column, "customer_id").distinct()


def _by_name(key: int | None) -> Iterable[tuple[str, int]]:
    people = Customer.objects.filter(erased_at__isnull=True, merged_into__isnull=True)
    rows: Any = people.order_by().annotate(clean=_CLEAN)  # type: ignore[no-redef]  # the stubs see a field anew
    many = rows.values("clean").annotate(many=Count("pk")).filter(many__gt=1)
    same = many.values("clean") if key is None else rows.filter(pk=key).values("clean")
    found: Iterable[tuple[str, int]] = rows.filter(clean__in=same).values_list("clean", "pk")[:MOST_ROWS]
    return found
