"""What may become of a result: provisional, talked through, final; corrected before, never after."""

from collections.abc import Collection, Iterable

from liuxin.kernel.errors import NotFoundError, RuleBrokenError
from liuxin.performance.evaluation.words import ResultState, ResultView, Total


def check_known(wanted: Iterable[int], found: Collection[int]) -> None:
    """Refuse keys that no result has."""
    for key in wanted:
        if key not in found:
            raise NotFoundError("evaluation.no_result")


def check_may_follow(found: ResultView, state: ResultState) -> None:
    """Refuse a step out of order, and any step of a version that was replaced."""
    check_counts(found)
    before = {ResultState.TALKED: ResultState.PROVISIONAL, ResultState.FINAL: ResultState.TALKED}[state]
    if found.state is before:
        return
    if found.is_final:
        raise RuleBrokenError("evaluation.already_final", field="result", person=found.person)
    raise RuleBrokenError(
        "evaluation.not_provisional" if before is ResultState.PROVISIONAL else "evaluation.not_talked",
        field="result",
        person=found.person,
    )


def check_correctable(found: ResultView) -> None:
    """Refuse to correct what was replaced or is final."""
    check_counts(found)
    if found.is_final:
        raise RuleBrokenError("evaluation.already_final", field="result", person=found.person)


def check_counts(found: ResultView) -> None:
    """Refuse to go on with a version that was replaced."""
    if not found.counts:
        raise RuleBrokenError("evaluation.replaced_version", field="result", version=found.version)


def check_reason_given(reason: str) -> None:
    """Refuse a correction that does not say why."""
    if not reason.strip():
        raise RuleBrokenError("evaluation.correction_needs_reason", field="reason")


def check_lines(wanted: Collection[str], lines: Collection[str]) -> None:
    """Refuse to leave out a line that the card does not have."""
    for measure in wanted:
        if measure not in lines:
            raise RuleBrokenError("evaluation.no_such_line", field="leave_out", measure=measure)


def check_not_worse(before: Total, after: Total) -> None:
    """Refuse a correction that would take something away: whoever objects must not lose by it."""
    if before.points is None:
        return
    if after.points is None or after.points.score < before.points.score - ROUNDING:
        raise RuleBrokenError("evaluation.correction_worse", field="result")


ROUNDING = 1e-9
