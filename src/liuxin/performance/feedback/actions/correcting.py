"""What the talk finds wrong is corrected first, with before and after; only then is anything final."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.evaluation.words import Corrected
from liuxin.performance.feedback import permissions
from liuxin.performance.feedback.actions.common import TALK, held, on_behalf, record, standing_of, told
from liuxin.performance.feedback.actions.rounds import follow_record
from liuxin.performance.feedback.queries.appealing import result_now


def correct_result(*, talk_id: int, reason: str, by: Actor, at: datetime, leave_out: Collection[str] = ()) -> Corrected:
    """Score a result again from the record as it was put right, and give both totals.

    Lines of `leave_out` no longer count. The manager of the talk does, or whoever looks after the round, and never
    the person; a total that would be worse is refused, and while an appeal is open its decision is waited for.
    """
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.may_lapse(asks, line, row.round.department_id):
            raise NotAllowedError("feedback.may_not_correct")
        if not reason.strip():
            raise BadInputError("feedback.reasons_needed", field="reason")
        if row.appeals.filter(outcome="").exists():
            raise RuleBrokenError("feedback.appeal_is_open")
        done = evaluation.correct(
            result_id=result_now(row), reason=reason.strip()[:500], leave_out=leave_out, by=on_behalf(by), at=at
        )
        if line.is_open:
            follow_record(row, at)
        before, after = (None if each.points is None else each.points.score for each in (done.before, done.after))
        payload = {"result": done.result, "before": before, "after": after}
        record([told(TALK, "feedback.result_corrected", line.id, payload, at)], by, at)
    return done
