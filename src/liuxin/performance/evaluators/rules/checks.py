"""What is refused, and why somebody may not rate."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from liuxin.kernel.errors import BadInputError, CannotTellError, RuleBrokenError
from liuxin.performance.evaluators.words import TRAINED, Decision, Gaps, Kind, NewConflict, Rater, State

LONGEST: Final = 500


def why_not(rater: Rater, at: datetime) -> str | None:
    """Give the code of what keeps a rater from rating, the first that there is; None where nothing does."""
    return next(_hindrances(rater, at), None)


def _hindrances(rater: Rater, at: datetime) -> Iterator[str]:
    if rater.state is not State.CONFIRMED:
        yield "evaluators.not_confirmed"
    if rater.has_left:
        yield "evaluators.rater_left"
    if rater.kind not in TRAINED:
        return
    if rater.conflict is Decision.STANDS_ASIDE:
        yield "evaluators.stands_aside"
    if not rater.has_declared:
        yield "evaluators.not_declared"
    if rater.has_conflict and rater.conflict is None:
        yield "evaluators.conflict_undecided"
    if rater.qualified_until is None:
        yield "evaluators.not_qualified"
    elif at >= rater.qualified_until:
        yield "evaluators.qualification_expired"


def check_reason(reason: str) -> str:
    """Give a reason without spaces around it; one is needed, and not a long one."""
    told = reason.strip()
    if not told:
        raise BadInputError("evaluators.reason_missing", field="reason")
    if len(told) > LONGEST:
        raise BadInputError("evaluators.text_too_long", field="reason", most=LONGEST)
    return told


def check_added(*, kind: Kind, ratee: int, rater: int | None, customer: int | None) -> None:
    """Refuse what no assignment can be: nobody or two who rate, oneself as somebody else, a customer as a colleague."""
    if (rater is None) == (customer is None):
        raise BadInputError("evaluators.one_rater", field="rater")
    if (kind is Kind.RECIPIENT) != (customer is not None):
        raise BadInputError("evaluators.recipient_is_customer", field="kind")
    if kind is Kind.SELF and rater != ratee:
        raise BadInputError("evaluators.self_is_oneself", field="rater")
    if kind is not Kind.SELF and rater == ratee:
        raise BadInputError("evaluators.cannot_rate_oneself", field="rater", kind=kind)


def check_may_confirm(states: Collection[State]) -> None:
    """Refuse to confirm what was dropped."""
    if State.DROPPED in states:
        raise RuleBrokenError("evaluators.was_dropped")


def check_conflicts(conflicts: Sequence[NewConflict], ratees: Collection[int], declared: Collection[int]) -> None:
    """Refuse a conflict about somebody whom one does not rate, one told twice, one without words."""
    seen: set[int] = set(declared)
    for conflict in conflicts:
        if conflict.about not in ratees:
            raise BadInputError("evaluators.not_your_ratee", field="about")
        if conflict.about in seen:
            raise BadInputError("evaluators.conflict_told_already", field="about")
        if not conflict.text.strip():
            raise BadInputError("evaluators.conflict_without_words", field="text")
        if len(conflict.text) > LONGEST:
            raise BadInputError("evaluators.text_too_long", field="text", most=LONGEST)
        seen.add(conflict.about)


def check_undecided(decision: Decision | None) -> None:
    """Refuse to decide what was decided."""
    if decision is not None:
        raise RuleBrokenError("evaluators.conflict_decided_already")


def anniversary(at: datetime) -> datetime:
    """Give the same instant a year later; of the 29th of February the 28th."""
    try:
        return at.replace(year=at.year + 1)
    except ValueError:
        return at.replace(year=at.year + 1, day=28)


def check_facts(*, facts_seq: int, sealed_seq: int) -> None:
    """Refuse to propose from facts that do not reach as far as the sealed record."""
    if facts_seq < sealed_seq:
        raise CannotTellError("evaluators.facts_behind", waiting=sealed_seq - facts_seq)


def check_complete(gaps: Gaps) -> None:
    """Refuse to finish while somebody has no rater, a proposal waits, or a rater may not rate yet."""
    if gaps.without:
        raise RuleBrokenError("evaluators.phase_without_rater", n=len(gaps.without))
    if gaps.proposed:
        raise RuleBrokenError("evaluators.phase_unconfirmed", n=gaps.proposed)
    if gaps.unready:
        raise RuleBrokenError("evaluators.phase_raters_not_ready", n=len({each.rater for each in gaps.unready}))
    if not gaps.people:
        raise RuleBrokenError("evaluators.phase_nobody")
