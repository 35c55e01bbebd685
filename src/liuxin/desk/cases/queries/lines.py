"""Rows of cases as lines of a list, with all names read once."""

from collections.abc import Iterable

from django.db.models import QuerySet

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.words import CaseLine, Channel, Kind, Outcome, ServiceStage, Status
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation.queries.names import name_of, team_name_of


def whole() -> QuerySet[Case]:
    """Give cases with all that a line names, in one statement."""
    return Case.objects.select_related("customer__stage", "team", "holder", "accountable")


def lines_of(keys: Iterable[int]) -> tuple[CaseLine, ...]:
    """Give the lines of cases by key, in the order of the keys: one query."""
    rows = whole().in_bulk(wanted := list(keys))
    return tuple(line(rows[key]) for key in wanted if key in rows)


def line(row: Case) -> CaseLine:
    """Give the line of a row that was read `whole`."""
    return CaseLine(
        code=row.code,
        title=row.title,
        status=Status(row.status),
        kind=Kind(row.kind),
        service_stage=ServiceStage(row.service_stage),
        channel=Channel(row.channel),
        priority=row.priority,
        category=row.category,
        customer=customers.line_of(row.customer) if row.customer else None,
        team=team_name_of(row.team) if row.team else None,
        holder=name_of(row.holder) if row.holder else None,
        accountable=name_of(row.accountable) if row.accountable else None,
        opened_at=row.opened_at,
        last_at=row.last_at,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        next_action=row.next_action,
        next_due=row.next_due,
        promise_due=row.promise_due,
        promise_kept=row.promise_kept,
        outcome=Outcome(row.outcome) if row.outcome else None,
        source=row.source,
    )
