"""Reads of external measures: their definitions, whom they are for, and the list of them."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.external import PREFIX, External, ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import permissions
from liuxin.performance.indicators.models import ExternalMeasure, ExternalMeasurePosition, ReadingBatch, ReadingRow
from liuxin.performance.indicators.words import About, BatchState, ExternalLine, ExternalView


def external_measures() -> tuple[External, ...]:
    """Give every external measure for the engine, retired ones too, as sets in force may hold them; by code."""
    return tuple(map(_defined, ExternalMeasure.objects.order_by("code")))


def externals() -> dict[str, External]:
    """Give every external measure by its code, as questions to the facts take them: one statement."""
    return {each.code: each for each in external_measures()}


def retired() -> frozenset[str]:
    """Give the keys of the external measures that take no more readings."""
    codes = ExternalMeasure.objects.filter(retired_at__isnull=False).values_list("code", flat=True)
    return frozenset(f"{PREFIX}{code}" for code in codes)


def external_measure(standing: Standing, measure_id: int) -> ExternalView:
    """Give one external measure. Raises `NotFoundError("external.no_such_measure")`."""
    return _one(_permitted(standing).filter(pk=measure_id))


def external_measure_coded(standing: Standing, code: str) -> ExternalView:
    """Give one external measure by its code. Raises `NotFoundError("external.no_such_measure")`."""
    return _one(_permitted(standing).filter(code=code))


def external_lines(standing: Standing, *, search: str = "", retired: bool = False) -> list[ExternalLine]:
    """Give the external measures by code, those with `search` in code, name or source; `retired` adds retired ones."""
    found = _permitted(standing)
    for word in search.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(name_zh__icontains=word)
            | Q(name_en__icontains=word)
            | Q(source__icontains=word)
        )
    if not retired:
        found = found.filter(retired_at__isnull=True)
    rows = found.annotate(
        waiting=Count("batches", filter=Q(batches__state=BatchState.PROPOSED), distinct=True),
    )
    measures = list(rows.order_by("code"))
    counts, latest = _counts(measures)
    return [
        ExternalLine(
            id=each.pk,
            defined=_defined(each),
            about=About(each.about),
            retired=each.retired_at is not None,
            readings=counts.get(each.pk, 0),
            waiting=each.waiting,
            latest=latest.get(each.pk),
        )
        for each in measures
    ]


def _counts(measures: Iterable[ExternalMeasure]) -> tuple[dict[int, int], dict[int, Period]]:
    """Count the readings in force, and find the latest confirmed period, of each measure."""
    keys = [each.pk for each in measures]
    in_force = ReadingRow.objects.filter(in_force=True, measure__in=keys)
    counts = dict(in_force.values_list("measure").annotate(count=Count("pk")))
    batches = ReadingBatch.objects.filter(state=BatchState.CONFIRMED, measure__in=keys).order_by("end", "-start")
    return counts, {key: Period(start, end) for key, start, end in batches.values_list("measure", "start", "end")}


def _one(found: QuerySet[ExternalMeasure]) -> ExternalView:
    positions = ExternalMeasurePosition.objects.select_related("position").order_by("position__code")
    decided = ReadingBatch.objects.filter(measure=OuterRef("pk"), decided_at__isnull=False)
    confirmed = decided.filter(state__in=[BatchState.CONFIRMED, BatchState.WITHDRAWN])
    each = found.annotate(is_read=Exists(confirmed)).prefetch_related(Prefetch("concerned", queryset=positions)).first()
    if each is None:
        raise NotFoundError("external.no_such_measure")
    return ExternalView(
        id=each.pk,
        defined=_defined(each),
        about=About(each.about),
        positions=tuple(
            (line.position_id, Bilingual(line.position.name_zh, line.position.name_en)) for line in each.concerned.all()
        ),
        retired_at=each.retired_at,
        changed_at=each.changed_at,
        is_read=each.is_read,
    )


def _permitted(standing: Standing) -> QuerySet[ExternalMeasure]:
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    return ExternalMeasure.objects.all()


def _defined(row: ExternalMeasure) -> External:
    return External(
        code=row.code,
        name=Bilingual(row.name_zh, row.name_en),
        definition=Bilingual(row.definition_zh, row.definition_en),
        source=row.source,
        unit=Unit(row.unit),
        direction=Direction(row.direction),
        kind=ExternalKind(row.kind),
        places=row.places,
        least_sample=row.least_sample,
        is_of_teams=row.about == About.TEAM,
    )
