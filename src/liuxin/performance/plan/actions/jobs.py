"""What is done with duties and job analyses: a job is described version by version and never rewritten."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.models import Department
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.models import Duty, JobAnalysis, JobTask
from liuxin.performance.plan.rules import jobs as rules
from liuxin.performance.plan.words import NewDuty, NewJob

_TEXTS = ("purpose", "duties", "skills", "conditions", "works_with")


def write_job(*, position_id: int, new: NewJob, expect: int, by: Actor, at: datetime, is_example: bool = False) -> int:
    """Describe a position in its next version and give that version; `expect` is the one that was read, else 0.

    Raises `RuleBrokenError` (`plan.shares_not_hundred`, and `plan.job_unchanged` for what the last version says), and
    `ConflictError("plan.changed_meanwhile")` where somebody else has written since.
    """
    if not permissions.may_write_jobs(organisation.standing(by, at)):
        raise NotAllowedError("plan.may_not_write_jobs")
    if position_id not in organisation.positions():
        raise NotFoundError("plan.no_such_position")
    total = rules.check_job(new, frozenset(Duty.objects.filter(gone_at__isnull=True).values_list("pk", flat=True)))
    with transaction.atomic():
        last = JobAnalysis.objects.filter(position=position_id).aggregate(last=Max("version"))["last"] or 0
        rules.check_version(last, expect)
        _check_changed(position_id, last, new)
        made = _create(
            position_id=position_id,
            version=last + 1,
            share_total=total,
            is_example=is_example,
            written_by_id=by.person_id,
            written_at=at,
            **_texts(new),
        )
        JobTask.objects.bulk_create(
            JobTask(
                analysis=made,
                order=order,
                code=task.code.strip(),
                text_zh=task.text.zh.strip(),
                text_en=task.text.en.strip(),
                share=task.share,
                duty_id=task.duty,
            )
            for order, task in enumerate(new.tasks, start=1)
        )
        payload = {"position": position_id, "version": made.version, "tasks": len(new.tasks)}
        history.record([NewEvent("plan.job_written", "job_analysis", str(made.pk), payload, at)], by=by, at=at)
    return made.version


def write_duties(
    *, department_id: int, duties: Sequence[NewDuty], by: Actor, at: datetime, expect: str | None = None
) -> None:
    """Write the duties of a department in order: known codes are changed, new ones added, those left out are gone.

    A duty that is gone is still found by what cites it. With `expect`, the mark of the duties as they were read, raises
    `ConflictError("plan.changed_meanwhile")` where somebody else has written since.
    """
    if not permissions.looks_after(organisation.standing(by, at), department_id):
        raise NotAllowedError("plan.may_not_write_duties")
    if department_id not in organisation.department_names([department_id]):
        raise NotFoundError("plan.no_such_department")
    rules.check_duties(duties)
    with transaction.atomic():
        list(Department.objects.select_for_update().filter(pk=department_id))
        rules.check_duties_seen(queries.duties(department_id), expect)
        held = {duty.code: duty for duty in Duty.objects.filter(department=department_id)}
        wanted = {duty.code.strip(): duty for duty in duties}
        rows = [_row(department_id, held.get(code), duty, order) for order, (code, duty) in enumerate(wanted.items())]
        Duty.objects.bulk_create(row for row in rows if row.code not in held)
        Duty.objects.bulk_update((row for row in rows if row.code in held), ["text_zh", "text_en", "order", "gone_at"])
        left_out = [duty.pk for code, duty in held.items() if code not in wanted]
        Duty.objects.filter(pk__in=left_out, gone_at__isnull=True).update(gone_at=at)
        payload = {"duties": len(wanted)}
        history.record([NewEvent("plan.duties_written", "department", str(department_id), payload, at)], by=by, at=at)


def _row(department_id: int, held: Duty | None, duty: NewDuty, order: int) -> Duty:
    row = held or Duty(department_id=department_id, code=duty.code.strip())
    row.text_zh, row.text_en = duty.text.zh.strip(), duty.text.en.strip()
    row.order, row.gone_at = order + 1, None
    return row


def _texts(new: NewJob) -> dict[str, str]:
    said = {name: getattr(new, name) for name in _TEXTS}
    return {f"{name}_zh": _lines(text.zh) for name, text in said.items()} | {
        f"{name}_en": _lines(text.en) for name, text in said.items()
    }


def _lines(text: str) -> str:
    """Give a text with the ends of lines that are kept: a browser sends others."""
    return text.replace("\r\n", "\n").strip()


def _check_changed(position_id: int, version: int, new: NewJob) -> None:
    last = JobAnalysis.objects.filter(position=position_id, version=version).first()
    if last is None:
        return
    held = [(row.code, row.text_zh, row.text_en, row.share, row.duty_id) for row in last.tasks.order_by("order")]
    asked = [
        (task.code.strip(), task.text.zh.strip(), task.text.en.strip(), task.share, task.duty) for task in new.tasks
    ]
    if held == asked and all(_lines(getattr(last, name)) == text for name, text in _texts(new).items()):
        raise RuleBrokenError("plan.job_unchanged")


def _create(**columns: object) -> JobAnalysis:
    try:
        with transaction.atomic():
            return JobAnalysis.objects.create(**columns)
    except IntegrityError as error:
        raise ConflictError("plan.changed_meanwhile") from error
