"""Which results may become final, and why not."""

from collections.abc import Iterable
from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState, ResultView
from liuxin.performance.feedback import rules
from liuxin.performance.feedback.models import Appeal, Talk
from liuxin.performance.feedback.words import TalkState

SYSTEM = Standing(is_system=True)


def ready(cycle_id: int, department: int, at: datetime) -> list[int]:
    """Give the keys of the results of a department that may become final now. Three statements."""
    talks = {talk.person_id: talk for talk in Talk.objects.filter(round__cycle=cycle_id, round__department=department)}
    appealed = _appealed(talk.pk for talk in talks.values())
    return [
        result.id
        for result in _results(cycle_id)
        if result.person in talks and _problem(talks[result.person], result, appealed, at) is None
    ]


def why_not(talk_id: int, at: datetime) -> tuple[int, int, RuleBrokenError | None]:
    """Give the result of a talk that counts, its department, and why it may not become final yet."""
    talk = Talk.objects.filter(pk=talk_id).select_related("round").first()
    if talk is None:
        raise NotFoundError("feedback.no_such_talk")
    for result in _results(talk.round.cycle_id):
        if result.person == talk.person_id:
            return result.id, talk.round.department_id, _problem(talk, result, _appealed([talk.pk]), at)
    raise NotFoundError("feedback.no_such_talk")


def _problem(talk: Talk, result: ResultView, appealed: frozenset[int], at: datetime) -> RuleBrokenError | None:
    if result.state is ResultState.FINAL:
        return RuleBrokenError("feedback.final_already")
    state = TalkState(talk.state)
    if state not in rules.OVER:
        return RuleBrokenError("feedback.final_before_talk")
    if talk.pk in appealed:
        return RuleBrokenError("feedback.appeal_is_open")
    until = talk.appeal_until or at
    ok = rules.may_be_final(
        state=state, at=at, file_by=until, waived=talk.waived_at is not None, open_appeals=int(talk.pk in appealed)
    )
    return None if ok else RuleBrokenError("feedback.may_still_appeal")


def _results(cycle_id: int) -> list[ResultView]:
    return list(evaluation.results(SYSTEM, cycle_id))


def _appealed(talk_ids: Iterable[int]) -> frozenset[int]:
    rows = Appeal.objects.filter(talk__in=list(talk_ids), outcome="")
    return frozenset(rows.values_list("talk", flat=True))
