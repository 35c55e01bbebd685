"""Reads of batches and readings; whose readings somebody may see is decided here, in one condition."""

from collections.abc import Collection, Iterable
from datetime import datetime
from math import ceil

from django.db.models import Count, Q, QuerySet

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.queries.names import name_of, team_name_of
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import permissions
from liuxin.performance.indicators.models import ReadingBatch, ReadingRow
from liuxin.performance.indicators.words import (
    About,
    BatchLine,
    BatchState,
    BatchView,
    ImportedRow,
    ReadingLine,
    ReadingPage,
    RowView,
)

READINGS_PAGE = 50
BATCH_PAGE = 200
AT_ONCE = 500
ORDERS = {
    "period": ("-end", "-start", "person__name_key", "team__code", "pk"),
    "-period": ("end", "start", "person__name_key", "team__code", "pk"),
    "name": ("person__name_key", "team__code", "-end", "pk"),
    "-name": ("-person__name_key", "-team__code", "-end", "pk"),
    "value": ("value", "pk"),
    "-value": ("-value", "pk"),
}


def batches(standing: Standing, measure_id: int, at: datetime) -> list[BatchLine]:
    """Give the batches of a measure, the latest period first: all, or those of which the standing may see a reading."""
    found = ReadingBatch.objects.filter(measure=measure_id)
    if not permissions.sees_all_readings(standing):
        found = found.filter(pk__in=_visible(standing, at).filter(measure=measure_id).values("batch"))
    return _lines(found.order_by("-end", "-imported_at", "-pk"))


def batches_waiting(standing: Standing) -> list[BatchLine]:
    """Give every batch that waits for a second person, the oldest first, to those who see all readings."""
    if not permissions.sees_all_readings(standing):
        return []
    return _lines(ReadingBatch.objects.filter(state=BatchState.PROPOSED).order_by("imported_at", "pk"))


def same_file(measure_id: int, sha256: str) -> list[BatchLine]:
    """Give the batches of a measure that were made from the very same file, the latest first."""
    return _lines(ReadingBatch.objects.filter(measure=measure_id, sha256=sha256).order_by("-imported_at", "-pk"))


def replaceable(measure_id: int, period: Period) -> list[BatchLine]:
    """Give the confirmed batches of a measure and period: a new batch may take the place of one."""
    found = ReadingBatch.objects.filter(measure=measure_id, state=BatchState.CONFIRMED)
    return _lines(found.filter(start=period.start, end=period.end).order_by("imported_at", "pk"))


def batch(
    standing: Standing, batch_id: int, at: datetime, *, page: int = 1, row: int | None = None, size: int = BATCH_PAGE
) -> BatchView:
    """Give a batch with one page of the rows that the standing may see, that with `row` where one is named.

    `before` is what was in force for somebody in the batch that this one replaces. Raises
    `NotFoundError("readings.no_such_batch")` also where there is no row that the standing may see.
    """
    lines = _lines(ReadingBatch.objects.filter(pk=batch_id))
    found = _visible(standing, at).filter(batch=batch_id)
    total = found.count() if lines else 0
    if not total:
        raise NotFoundError("readings.no_such_batch")
    pages = ceil(total / size)
    number = min(max(1, page if row is None else found.filter(number__lt=row).count() // size + 1), pages)
    rows = list(_with_names(found).order_by("number")[(number - 1) * size : number * size])
    old = _visible(standing, at).filter(batch=lines[0].replaces) if lines[0].replaces else ReadingRow.objects.none()
    before = {(row.person_id, row.team_id): row.value for row in old}
    return BatchView(
        line=lines[0],
        rows=tuple(_row(each, before.get((each.person_id, each.team_id))) for each in rows),
        gone=tuple(_row(each, each.value) for each in _with_names(_not_among(old, found)).order_by("number")[:size]),
        total=total,
        number=number,
        pages=pages,
    )


def _not_among(old: QuerySet[ReadingRow], new: QuerySet[ReadingRow]) -> QuerySet[ReadingRow]:
    """Give the rows of a replaced batch about whom the new one says nothing."""
    people, teams = new.filter(team=None).values("person"), new.filter(person=None).values("team")
    return old.exclude(person__in=people).exclude(team__in=teams)


def readings(
    standing: Standing,
    measure_id: int,
    at: datetime,
    *,
    period: Period | None = None,
    search: str = "",
    sort: str = "period",
    page: int = 1,
    size: int = READINGS_PAGE,
) -> ReadingPage:
    """Give one page of the readings in force that the standing may see; a page past the end gives the last one."""
    found = _visible(standing, at).filter(measure=measure_id, in_force=True)
    if period is not None:
        found = found.filter(start=period.start, end=period.end)
    for word in search.split():
        found = found.filter(
            Q(person__name_zh__icontains=word)
            | Q(person__name_en__icontains=word)
            | Q(person__staff_number__icontains=word)
            | Q(team__code__icontains=word)
            | Q(team__name_zh__icontains=word)
            | Q(team__name_en__icontains=word)
        )
    total = found.count()
    pages = max(1, ceil(total / size))
    number = min(max(1, page), pages)
    rows = _with_names(found).select_related("person", "team", "batch").order_by(*ORDERS.get(sort, ORDERS["period"]))
    shown = list(rows[(number - 1) * size : number * size])
    return ReadingPage(tuple(_lined(shown)), total, number, pages)


def periods(standing: Standing, measure_id: int, at: datetime) -> list[Period]:
    """Give the periods of which the standing may see a reading in force, the latest first."""
    found = _visible(standing, at).filter(measure=measure_id, in_force=True).order_by("-end", "start")
    return [Period(start, end) for start, end in dict.fromkeys(found.values_list("start", "end"))]


def imported_rows(standing: Standing, refs: Iterable[str], at: datetime) -> dict[str, ImportedRow]:
    """Give where readings come from, by their reference `batch/row`; what the standing may not see is left out.

    One statement for each 500 references.
    """
    wanted = [pair for pair in map(_parsed, dict.fromkeys(refs)) if pair is not None]
    found: dict[str, ImportedRow] = {}
    for first in range(0, len(wanted), AT_ONCE):
        pairs = set(wanted[first : first + AT_ONCE])
        rows = _visible(standing, at).filter(
            batch__in={batch for batch, _row in pairs}, number__in={row for _batch, row in pairs}
        )
        for row in rows.select_related("batch"):
            if (row.batch_id, row.number) in pairs:
                found[str(row)] = _imported(row)
    return found


def _parsed(ref: str) -> tuple[int, int] | None:
    batch, _, row = ref.partition("/")
    # isdecimal alone would let digits of other scripts through, which no reference has.
    return (int(batch), int(row)) if ref.isascii() and batch.isdecimal() and row.isdecimal() else None


def _visible(standing: Standing, at: datetime) -> QuerySet[ReadingRow]:
    """Give the rows that a standing may see; what was never confirmed only those see who see all."""
    if permissions.sees_all_readings(standing):
        return ReadingRow.objects.all()
    people = set(standing.reports)
    if standing.person_id is not None:
        people.add(standing.person_id)
    theirs = Q(person__in=people) | Q(team__in=standing.teams | standing.teams_led)
    if standing.hr_departments:
        theirs |= Q(person__in=organisation.people_of_departments(standing.hr_departments, at))
        theirs |= Q(team__department__in=standing.hr_departments)
    told = Q(batch__state=BatchState.CONFIRMED) | Q(batch__state=BatchState.WITHDRAWN, batch__decided_at__isnull=False)
    return ReadingRow.objects.filter(theirs & told)


def _with_names(rows: QuerySet[ReadingRow]) -> QuerySet[ReadingRow]:
    return rows.select_related("person", "team")


def _lines(found: QuerySet[ReadingBatch]) -> list[BatchLine]:
    people = ("imported_by", "decided_by", "withdrawn_by")
    rows = list(found.annotate(size=Count("rows")).select_related(None))
    names = organisation.names({getattr(row, f"{who}_id") for row in rows for who in people} - {None})
    return [_line(row, names) for row in rows]


def _line(row: ReadingBatch, names: dict[int, PersonName]) -> BatchLine:
    return BatchLine(
        id=row.pk,
        measure=row.measure_id,
        period=Period(row.start, row.end),
        source=row.source,
        file_name=row.file_name,
        sha256=row.sha256,
        state=BatchState(row.state),
        rows=getattr(row, "size", 0),
        imported_by=names[row.imported_by_id],
        imported_at=row.imported_at,
        decided_by=names.get(row.decided_by_id or 0),
        decided_at=row.decided_at,
        reason=row.reason,
        withdrawn_by=names.get(row.withdrawn_by_id or 0),
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=row.withdrawal_reason,
        replaces=row.replaces_id,
        note=row.note,
    )


def _named(row: ReadingRow) -> tuple[PersonName | None, TeamName | None, str]:
    """Name the person or team of a row that was read with both, with staff number or code."""
    if row.team is not None:
        return None, team_name_of(row.team), row.team.code
    return (None, None, "") if row.person is None else (name_of(row.person), None, row.person.staff_number)


def _row(row: ReadingRow, before: float | None) -> RowView:
    person, team, code = _named(row)
    return RowView(
        number=row.number,
        person=person,
        team=team,
        code=code,
        value=row.value,
        weight=row.weight,
        raw_value=row.raw_value,
        raw_weight=row.raw_weight,
        remark=row.remark,
        before=before,
    )


def _lined(rows: Collection[ReadingRow]) -> Iterable[ReadingLine]:
    for row in rows:
        person, team, code = _named(row)
        yield ReadingLine(
            batch=row.batch_id,
            row=row.number,
            about=About.PERSON if row.team_id is None else About.TEAM,
            person=person,
            team=team,
            code=code,
            period=Period(row.start, row.end),
            value=row.value,
            weight=row.weight,
            source=row.batch.source,
            file_name=row.batch.file_name,
        )


def _imported(row: ReadingRow) -> ImportedRow:
    batch = row.batch
    return ImportedRow(
        ref=str(row),
        batch=batch.pk,
        row=row.number,
        measure=batch.measure_id,
        file_name=batch.file_name,
        source=batch.source,
        period=Period(row.start, row.end),
        value=row.value,
        weight=row.weight,
        raw_value=row.raw_value,
        remark=row.remark,
        imported_by=batch.imported_by_id,
        imported_at=batch.imported_at,
        confirmed_by=batch.decided_by_id,
        confirmed_at=batch.decided_at,
        state=BatchState(batch.state),
    )
