"""Customers as far as the cases that a reader may see lead to them."""

from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.customer_page import NOT_CLOSED
from liuxin.desk.cases.queries.segments import fitting, seen_customers
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.words import CustomerLine, CustomerList
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Customer
from liuxin.desk.customers.words import CustomerKind, CustomerName, Rule
from liuxin.desk.organisation.words import Standing

SIZE = 50
MOST = 1_000


def customer_list(
    standing: Standing,
    *,
    search: str = "",
    kind: CustomerKind | None = None,
    stage: str = "",
    segment: Rule = (),
    at: datetime | None = None,
    cursor: str = "",
    size: int = SIZE,
) -> CustomerList:
    """Give a page of the customers whom the reader may see, by name; `cursor` is the code of the customer at the edge.

    A segment is a rule that has to hold in each at a time.

    A cursor that begins with "-" reads the page before.
    """
    found = _wanted(standing, search, kind, stage)
    if segment and at is not None:
        found = fitting(found, segment, at)
    edge = customers.place_of(cursor.lstrip("-")) if cursor else None
    back = cursor.startswith("-") and edge is not None
    rows = list(_after(found, edge, back=back)[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    return CustomerList(
        rows=_with_counts(standing, [customers.line_of(row) for row in rows]),
        count=found.order_by().values("pk")[: MOST + 1].count(),
        most=MOST,
        back=f"-{rows[0].code}" if rows and (more if back else edge is not None) else "",
        on=rows[-1].code if rows and (more or back) else "",
    )


def _wanted(standing: Standing, search: str, kind: CustomerKind | None, stage: str) -> QuerySet[Customer]:
    found = seen_customers(standing)
    if kind is not None:
        found = found.filter(kind=kind.value)
    if stage:
        found = found.filter(stage__code=stage)
    if search.strip():
        found = found.filter(pk__in=customers.customers_matching(search).values("pk"))
    return found


def _after(found: QuerySet[Customer], edge: tuple[str, int] | None, *, back: bool) -> QuerySet[Customer]:
    ordered = found.order_by("-name", "-pk") if back else found.order_by("name", "pk")
    if edge is None:
        return ordered
    name, key = edge
    than = "lt" if back else "gt"
    return ordered.filter(Q(**{f"name__{than}": name}) | Q(**{"name": name, f"pk__{than}": key}))


def _with_counts(standing: Standing, names: list[CustomerName]) -> tuple[CustomerLine, ...]:
    seen = Case.objects.filter(visible(standing), customer__in=[name.id for name in names]).order_by()
    sums: dict[int | None, tuple[int, int, datetime]] = {
        row["customer"]: (row["all"], row["open"], row["last"])
        for row in seen.values("customer").annotate(
            all=Count("pk"), open=Count("pk", filter=NOT_CLOSED), last=Max("opened_at")
        )
    }
    none: tuple[int, int, datetime | None] = (0, 0, None)
    return tuple(CustomerLine(name, *sums.get(name.id, none)) for name in names)
