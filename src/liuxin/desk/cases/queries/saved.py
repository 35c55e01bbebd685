"""Saved views, and how many cases each finds."""

from collections.abc import Sequence
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, DefaultView, SavedView
from liuxin.desk.cases.queries.lists import MOST, wanted_cases
from liuxin.desk.cases.words import CaseFilter, CaseSort, SavedViewLine
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing


class _CountOf(Subquery):
    """How many rows a query gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _rows)"
    output_field = IntegerField()


def saved_views(standing: Standing) -> tuple[SavedViewLine, ...]:
    """Give the views that the standing may use, own ones first, by name."""
    if standing.person_id is None or not permissions.sees_cases(standing):
        return ()
    shared = Q(team__in=standing.teams | standing.teams_led)
    rows = list(
        SavedView.objects.filter(Q(owner=standing.person_id) | shared, retired_at__isnull=True).order_by("name", "pk")
    )
    default = default_view(standing)
    teams = organisation.team_names({row.team_id for row in rows if row.team_id is not None})
    owners = organisation.names({row.owner_id for row in rows})
    lines = [
        SavedViewLine(
            id=row.pk,
            name=row.name,
            asked=row.asked,
            team=teams.get(row.team_id or 0),
            owner=owners.get(row.owner_id),
            is_own=row.owner_id == standing.person_id,
            is_default=row.pk == default,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_own))


def default_view(standing: Standing) -> int | None:
    """Give the view with which the list opens."""
    if standing.person_id is None:
        return None
    return next(iter(_DEFAULT_VIEW.rows(standing)), None)


def _default_view(standing: Standing) -> QuerySet[DefaultView, int]:
    rows = DefaultView.objects.filter(person=standing.person_id, view__retired_at__isnull=True)
    shared = Q(view__owner=standing.person_id) | Q(view__team__pk__in=standing.teams | standing.teams_led)
    return rows.filter(shared).order_by("pk").values_list("view", flat=True)[:1]


_DEFAULT_VIEW = organisation.Statement(_default_view)


def view_counts(standing: Standing, filters: Sequence[CaseFilter]) -> tuple[int, ...]:
    """Count the cases of several filters, each up to the limit of a list and one more: one statement for all."""
    if not filters or standing.person_id is None:
        return ()
    counted = {f"n{place}": _CountOf(_some(standing, wanted)) for place, wanted in enumerate(filters)}
    row = SavedView.objects.order_by("pk").annotate(**counted).values_list(*counted).first()
    return tuple(row) if row else ()


def _some(standing: Standing, wanted: CaseFilter) -> QuerySet[Case, Any]:
    return wanted_cases(standing, wanted, CaseSort.NEWEST).order_by().values("pk")[: MOST + 1]
