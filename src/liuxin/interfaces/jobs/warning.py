"""What comes back from customers becomes a warning with an owner, once; late ones are told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import queries
from liuxin.desk.cases.words import LowAnswer, Unsettled
from liuxin.desk.cases.words.surveying import UNSETTLED
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.quality import actions as quality
from liuxin.desk.quality import queries as warnings
from liuxin.desk.quality.words import Reason
from liuxin.kernel.actor import Actor


def look_at_answers(*, by: Actor, at: datetime) -> int:
    """Raise a warning for each answer that is low or says that nothing is settled, and give how many.

    First the warning, which is the same one when it is raised again, then the mark: killed in between, nothing is lost
    and nothing is there twice.
    """
    answers = queries.unseen_answers(at)
    low_at = queries.survey_terms().low_at if answers else 0
    return sum(_look_at(one, low_at, by=by, at=at) for one in answers)


def look_at_verdicts(*, by: Actor, at: datetime) -> int:
    """Raise a warning for each resolution that its customer called not settled, and give how many.

    A survey that says the same of the same resolution is the same warning.
    """
    unsettled = queries.unseen_verdicts(at)
    for one in unsettled:
        _warn(one, Reason.NOT_SETTLED, {"resolution": one.resolution}, by=by, at=at)
        cases.looked_at_verdict(key=one.key, by=by, at=at)
    return len(unsettled)


def look_at_returns(*, by: Actor, at: datetime) -> int:
    """Raise a warning for each case that was over and that its customer's words took up again, and give how many.

    Whoever said of the same resolution that it is not settled has raised the same warning.
    """
    returned = queries.unseen_returns(at)
    for one in returned:
        _warn(one, Reason.NOT_SETTLED, {"resolution": one.resolution, "written": 1}, by=by, at=at)
        cases.looked_at_return(key=one.key, by=by, at=at)
    return len(returned)


def look_at_follow_ups(*, by: Actor, at: datetime) -> int:
    """Raise a warning for each new case that follows one closed long ago, and give how many.

    The customer had to come again: whoever has the new case is to know how the old one ended.
    """
    followed = queries.unseen_follow_ups()
    for one in followed:
        quality.raise_warning(
            reason=Reason.REPEAT_CONTACT,
            case=one.case,
            owner=one.owner,
            ref=one.case,
            params={"after": one.after} | ({"closed": _day(one.closed_at)} if one.closed_at else {}),
            by=by,
            at=at,
        )
        cases.looked_at_follow_up(key=one.key, by=by, at=at)
    return len(followed)


def tell_late(*, by: Actor, at: datetime) -> int:
    """Tell owners and their managers of warnings that were not settled in time."""
    return sum(quality.tell_late(warning=key, by=by, at=at) for key in warnings.overdue(at))


def _warn(one: LowAnswer | Unsettled, reason: Reason, params: dict[str, int | str], *, by: Actor, at: datetime) -> None:
    quality.raise_warning(
        reason=reason,
        case=one.case,
        owner=_owner(one),
        ref=f"{one.case}.{one.resolution}",
        params=params,
        by=by,
        at=at,
    )


def _day(when: datetime) -> str:
    return when.astimezone(ZoneInfo(organisation.zone())).date().isoformat()


def _look_at(answer: LowAnswer, low_at: int, *, by: Actor, at: datetime) -> bool:
    reason = _reason(answer, low_at)
    if reason is not None:
        _warn(answer, reason, {"overall": answer.overall, "resolution": answer.resolution}, by=by, at=at)
    cases.looked_at_answer(asking=answer.asking, by=by, at=at)
    return reason is not None


def _reason(answer: LowAnswer, low_at: int) -> Reason | None:
    if answer.overall <= low_at:
        return Reason.LOW_ANSWER
    return Reason.NOT_SETTLED if answer.resolved == UNSETTLED else None


def _owner(answer: LowAnswer | Unsettled) -> int:
    """Give it to the lead of the team that resolved, unless the lead did; else to whoever answers for the case."""
    if answer.lead is not None and answer.lead != answer.resolver:
        return answer.lead
    return answer.accountable
