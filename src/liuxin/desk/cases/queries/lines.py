"""Rows of cases as lines of a list, with all names read once."""

from collections.abc import Sequence

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.words import CaseLine, Channel, Kind, Outcome, ServiceStage, Status
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation


def lines(rows: Sequence[Case]) -> tuple[CaseLine, ...]:
    """Give the lines of rows: three queries, however many there are."""
    people = organisation.names({key for row in rows for key in (row.holder_id, row.accountable_id) if key is not None})
    teams = organisation.team_names({row.team_id for row in rows if row.team_id is not None})
    whom = customers.customer_names({row.customer_id for row in rows if row.customer_id is not None})
    return tuple(
        CaseLine(
            code=row.code,
            title=row.title,
            status=Status(row.status),
            kind=Kind(row.kind),
            service_stage=ServiceStage(row.service_stage),
            channel=Channel(row.channel),
            priority=row.priority,
            category=row.category,
            customer=whom.get(row.customer_id or 0),
            team=teams.get(row.team_id or 0),
            holder=people.get(row.holder_id or 0),
            accountable=people.get(row.accountable_id or 0),
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
        for row in rows
    )
