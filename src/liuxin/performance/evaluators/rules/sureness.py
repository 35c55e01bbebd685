"""How sure the decision on practice is: who else would pass, and who would fail, on the same cases."""

from typing import Final

from liuxin.engines.ratings.qualification import Inaccuracy, qualification
from liuxin.engines.ratings.telling import CannotTell
from liuxin.performance.evaluators.rules.accuracy import table
from liuxin.performance.evaluators.words import Accuracy, Limits, Practice, Said, Verdict
from liuxin.performance.evaluators.words.practice import LEVELS

UNFIT, FIT = 1.25, 0.75
"""Whose errors are a quarter beyond every limit should not pass; whose errors are three quarters of it should."""
DRAWS: Final = 1000
"""How many raters are drawn: enough for a number of times in a hundred."""


def sureness(found: Verdict, practice: Practice) -> tuple[Said, ...]:
    """Say how often the decision would be wrong, what could be wrong with this one first, and how often it repeats."""
    cases = {line.case: practice.reference[line.case] for line in found.cases}
    wrong = qualification(
        table(cases, practice.reference),
        _inaccuracy(practice.limits),
        practice.limits.correlation,
        _inaccuracy(found.accuracy),
        (LEVELS[0], LEVELS[-1]),
        unfit=UNFIT,
        fit=FIT,
        draws=DRAWS,
    )
    if isinstance(wrong, CannotTell):
        return (Said(f"ratings.cannot_tell.{wrong.reason.value}", {"has": wrong.has or 0, "needs": wrong.needs or 0}),)
    errors = (
        _said("unfit", wrong.unfit_pass.value, wrong.cases),
        _said("fit", wrong.fit_fail.value, wrong.cases),
    )
    return (*(errors if found.passed else reversed(errors)), _said("same", wrong.again.value, wrong.cases))


def _inaccuracy(told: Limits | Accuracy) -> Inaccuracy:
    return Inaccuracy(
        abs(told.elevation), told.differential_elevation, told.stereotype_accuracy, told.differential_accuracy
    )


def _said(of: str, share: float, cases: int) -> Said:
    """Say a share as times in a hundred; less than once and more than ninety-nine times are said so."""
    times = round(100 * share)
    how = "never" if times < 1 else "always" if times > 99 else "times"  # noqa: PLR2004 -- in a hundred
    return Said(f"evaluators.sure.{of}_{how}", {"cases": cases, "times": times})
