"""What the organisation keeps about customers as data: the life cycle with its numbers, segments."""

from django.db.models import Count, Q

from liuxin.desk.customers import rules
from liuxin.desk.customers.models import LifeCycleStage, Segment
from liuxin.desk.customers.queries.customers import stage_name
from liuxin.desk.customers.words import SegmentName, StageLine
from liuxin.kernel.errors import NotFoundError


def stage_lines() -> tuple[StageLine, ...]:
    """Give all stages that ever were, in use first, with who is in them and how many moves led there."""
    here = Count("customers", filter=Q(customers__erased_at__isnull=True), distinct=True)
    rows = LifeCycleStage.objects.annotate(here=here, came=Count("reached", distinct=True))
    ordered = sorted(rows, key=lambda row: (row.retired_at is not None, row.kind, row.order))
    return tuple(StageLine(stage_name(row), row.here, row.came) for row in ordered)


def segments() -> tuple[SegmentName, ...]:
    """Give the segments in use."""
    return tuple(_segment(row) for row in Segment.objects.filter(retired_at__isnull=True).order_by("code"))


def segment(key: int) -> SegmentName:
    """Give a segment in use."""
    row = Segment.objects.filter(pk=key, retired_at__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_segment", field="segment")
    return _segment(row)


def _segment(row: Segment) -> SegmentName:
    return SegmentName(row.pk, row.code, row.name_zh, row.name_en, rules.from_plain(row.rule))
