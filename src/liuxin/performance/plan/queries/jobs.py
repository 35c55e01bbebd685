"""Reads of duties and job analyses: open to all who work here."""

from collections import Counter, defaultdict

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.models import Duty, JobAnalysis, JobTask
from liuxin.performance.plan.words import DutyView, JobLine, JobTaskView, JobView


def job_analysis(position: int, version: int | None = None) -> JobView | None:
    """Give the job analysis of a position, the latest unless a version is named; None where nobody described it.

    Three statements.
    """
    versions = {row.version: row for row in JobAnalysis.objects.filter(position=position).select_related("position")}
    if not versions:
        return None
    latest = max(versions)
    if version is not None and version not in versions:
        raise NotFoundError("plan.no_such_version")
    found = versions[latest if version is None else version]
    return _view(found, latest)


def job_lines() -> tuple[JobLine, ...]:
    """Give every position with what is known of its job, by code. Four statements."""
    latest = {row.position_id: row for row in JobAnalysis.objects.order_by("version")}
    tasks = Counter(
        JobTask.objects.filter(analysis__in=[row.pk for row in latest.values()]).values_list("analysis", flat=True)
    )
    people = Counter(staff.position for staff in organisation.staff().values() if staff.left_on is None)
    return tuple(
        JobLine(
            position=key,
            name=name,
            version=latest[key].version if key in latest else None,
            tasks=tasks[latest[key].pk] if key in latest else 0,
            people=people[key],
            is_example=key in latest and latest[key].is_example,
        )
        for key, name in organisation.positions().items()
    )


def duties(department: int) -> tuple[DutyView, ...]:
    """Give the duties of a department in order. One statement."""
    return duties_of([department])[department]


def duties_of(departments: list[int] | None = None) -> defaultdict[int, tuple[DutyView, ...]]:
    """Give the duties of several departments, or of all, in order. One statement."""
    rows = Duty.objects.filter(gone_at__isnull=True).order_by("department__code", "order", "pk")
    found: defaultdict[int, tuple[DutyView, ...]] = defaultdict(tuple)
    for row in rows if departments is None else rows.filter(department__in=departments):
        text = Bilingual(row.text_zh, row.text_en)
        found[row.department_id] += (DutyView(row.pk, row.department_id, row.code, text),)
    return found


def _view(row: JobAnalysis, latest: int) -> JobView:
    texts = {
        name: Bilingual(getattr(row, f"{name}_zh"), getattr(row, f"{name}_en"))
        for name in ("purpose", "duties", "skills", "conditions", "works_with")
    }
    return JobView(
        id=row.pk,
        position=row.position_id,
        position_name=Bilingual(row.position.name_zh, row.position.name_en),
        version=row.version,
        latest=latest,
        tasks=tuple(map(_task, row.tasks.order_by("order"))),
        written_by=row.written_by_id,
        written_at=row.written_at,
        is_example=row.is_example,
        **texts,
    )


def _task(row: JobTask) -> JobTaskView:
    return JobTaskView(row.pk, row.code, Bilingual(row.text_zh, row.text_en), row.share, row.duty_id)
