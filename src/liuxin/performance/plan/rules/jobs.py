"""Rules of duties and job analyses."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.kernel.quantities import WHOLE
from liuxin.performance.plan.words import DutyView, NewDuty, NewJob, NewJobTask, mark


def check_job(new: NewJob, duties: Collection[int]) -> Decimal:
    """Refuse a job without a purpose, and tasks whose shares do not add to exactly 100; give the sum."""
    if not (new.purpose.zh.strip() or new.purpose.en.strip()):
        raise BadInputError("plan.purpose_missing", field="purpose")
    for line, task in enumerate(new.tasks, start=1):
        _check_task(line, task, duties)
    codes = [task.code for task in new.tasks]
    twice = next((line for line, code in enumerate(codes, start=1) if code in codes[: line - 1]), None)
    if twice is not None:
        raise BadInputError("plan.code_twice", field="tasks", line=twice, task=codes[twice - 1])
    total = sum((task.share for task in new.tasks), Decimal(0))
    if total != WHOLE:
        raise RuleBrokenError("plan.shares_not_hundred", field="tasks", total=str(total), difference=str(total - WHOLE))
    return total


def check_version(last: int, expect: int) -> None:
    """Refuse to write over a version that the writer has not seen."""
    if last != expect:
        raise ConflictError("plan.changed_meanwhile")


def check_duties_seen(now: Sequence[DutyView], expect: str | None) -> None:
    """Refuse to write over duties that somebody else has written since they were read; None asks for no such check."""
    if expect is not None and mark(*now) != expect:
        raise ConflictError("plan.changed_meanwhile")


def check_duties(duties: Sequence[NewDuty]) -> None:
    """Refuse a duty without a code or a text, and a code used twice."""
    for line, duty in enumerate(duties, start=1):
        if not duty.code.strip() or not (duty.text.zh.strip() or duty.text.en.strip()):
            raise BadInputError("plan.duty_empty", field="duties", line=line)
    codes = [duty.code for duty in duties]
    twice = next((line for line, code in enumerate(codes, start=1) if code in codes[: line - 1]), None)
    if twice is not None:
        raise BadInputError("plan.code_twice", field="duties", line=twice, task=codes[twice - 1])


def _check_task(line: int, task: NewJobTask, duties: Collection[int]) -> None:
    if not task.code.strip() or not (task.text.zh.strip() or task.text.en.strip()):
        raise BadInputError("plan.job_task_empty", field="tasks", line=line)
    if not task.share.is_finite() or not 0 < task.share <= WHOLE:
        raise BadInputError("plan.share_outside", field="tasks", line=line, share=str(task.share))
    if task.duty is not None and task.duty not in duties:
        raise BadInputError("plan.no_such_duty", field="tasks", line=line)
