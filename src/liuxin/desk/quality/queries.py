"""Reads of quality: warnings of cases that one may see, and one's own."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from liuxin.desk.cases import permissions as cases_permissions
from liuxin.desk.cases import queries as cases
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.desk.quality import permissions, rules
from liuxin.desk.quality.models import HandedOver
from liuxin.desk.quality.models import Warning as Row
from liuxin.desk.quality.words import Handed, Reason, Settled, Show, WarningCounts, WarningView
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.waiting import Waiting

AT_MOST = 200


def warnings(standing: Standing, show: Show, at: datetime) -> tuple[WarningView, ...]:
    """Give the warnings that one may see, the most urgent first; settled ones the latest first."""
    found = _shown(_visible(standing), standing, show, at)
    order = ("-settled_at", "-pk") if show is Show.SETTLED else ("due_at", "pk")
    return _views(list(found.select_related("case").order_by(*order)[:AT_MOST]), standing)


def warning_counts(standing: Standing, at: datetime) -> WarningCounts:
    """Count the warnings of each list that is still open: one statement."""
    rows = _visible(standing).filter(settled_at__isnull=True).values_list("owner", "due_at")
    found = list(rows)
    mine = sum(owner == standing.person_id for owner, _ in found)
    return WarningCounts(mine, sum(due < at for _, due in found), len(found))


def warning(standing: Standing, key: int) -> WarningView:
    """Give a warning that one may see. Raises `NotFoundError("quality.no_such_warning")`."""
    row = _visible(standing).filter(pk=key).select_related("case").first()
    if row is None:
        raise NotFoundError("quality.no_such_warning")
    found = _views([row], standing)[0]
    return replace(found, handed=_handed(row), may_thank=_may_thank(standing, found))


def heirs(standing: Standing, key: int, at: datetime) -> tuple[PersonName, ...]:
    """Give to whom a warning could go: whoever may see its case, less its owner."""
    row = _visible(standing).filter(pk=key).select_related("case").first()
    if row is None:
        raise NotFoundError("quality.no_such_warning")
    found = cases.people_near(row.case.code, at)
    here = organisation.present([person.id for person in found], at)
    return tuple(person for person in found if person.id in here and person.id != row.owner_id)


def warnings_of_case(standing: Standing, code: str) -> tuple[WarningView, ...]:
    """Give the warnings of a case that one may see, open ones first, then the latest."""
    rows = _visible(standing).filter(case__code=code).select_related("case").order_by("-raised_at", "-pk")
    views = _views(sorted(rows, key=lambda row: row.settled_at is not None), standing)
    # Of all letters at most the last one can have taken the case up as it stands.
    last = next((view.id for view in views if _may_thank(standing, view)), None)
    return tuple(replace(view, may_thank=view.id == last) for view in views)


def _may_thank(standing: Standing, view: WarningView) -> bool:
    """Tell whether the reader may say of a warning that the letter only thanks."""
    of_letter = view.may_settle and rules.is_of_a_letter(view.reason, view.params)
    return of_letter and cases.may_only_thank(standing, view.case)


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give the warnings that wait for somebody: one's own that are open."""
    del at
    if standing.person_id is None:
        return ()
    own = Row.objects.filter(owner=standing.person_id, settled_at__isnull=True).select_related("case")
    return tuple(
        Waiting(
            f"quality.waits.{row.reason}",
            "quality:warning",
            {"warning": row.pk},
            {**row.params, "case": row.case.code},
            row.due_at,
        )
        for row in own.order_by("due_at", "pk")
    )


def overdue(at: datetime) -> tuple[int, ...]:
    """Give the keys of open warnings whose time is over and whose owner was not told so yet."""
    late = Row.objects.filter(settled_at__isnull=True, due_at__lt=at, late_told_at__isnull=True)
    return tuple(late.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_MOST])


def _handed(row: Row) -> tuple[Handed, ...]:
    rows = list(HandedOver.objects.filter(warning=row))
    names = organisation.names({key for one in rows for key in (one.giver_id, one.receiver_id, one.by_id)})
    return tuple(
        Handed(names.get(one.giver_id), names.get(one.receiver_id), names.get(one.by_id), one.at, one.why)
        for one in rows
    )


def _visible(standing: Standing) -> QuerySet[Row]:
    """Give the warnings of the cases that one may see, and one's own."""
    if not cases_permissions.sees_cases(standing):
        if standing.person_id is None:
            raise NotAllowedError("quality.not_allowed")
        return Row.objects.filter(owner=standing.person_id)
    seen = Q(case__in=cases.cases_visible(standing).values("pk"))
    return Row.objects.filter(seen | Q(owner=standing.person_id))


def _shown(rows: QuerySet[Row], standing: Standing, show: Show, at: datetime) -> QuerySet[Row]:
    if show is Show.SETTLED:
        return rows.filter(settled_at__isnull=False)
    rows = rows.filter(settled_at__isnull=True)
    if show is Show.MINE:
        return rows.filter(owner=standing.person_id)
    return rows.filter(due_at__lt=at) if show is Show.OVERDUE else rows


def _views(rows: list[Row], standing: Standing) -> tuple[WarningView, ...]:
    people = organisation.names(key for row in rows for key in (row.owner_id, row.settled_by_id) if key)
    return tuple(_view(row, standing, people) for row in rows)


def _view(row: Row, standing: Standing, people: dict[int, PersonName]) -> WarningView:
    may = permissions.may_settle(standing, owner=row.owner_id, team=row.case.team_id)
    return WarningView(
        id=row.pk,
        reason=Reason(row.reason),
        params=row.params,
        case=row.case.code,
        title=row.case.title,
        owner=people.get(row.owner_id),
        raised_at=row.raised_at,
        due_at=row.due_at,
        settled_at=row.settled_at,
        settled=Settled(row.settled) if row.settled else None,
        settled_by=people.get(row.settled_by_id or 0),
        note=row.note,
        may_settle=may and row.settled_at is None,
    )
