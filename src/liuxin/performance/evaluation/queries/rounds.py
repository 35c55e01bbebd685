"""How the round of a department went, and what of it cannot be compared: for those who run it."""

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.models import RatedRound
from liuxin.performance.evaluation.words import Joined, RoundFigures
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.evaluators.words import AssignmentView, Kind


def round_figures(standing: Standing, cycle_id: int, department: int) -> RoundFigures | None:
    """Give how a round went; None before it was scored. One statement.

    Raises `NotFoundError("evaluation.no_such_department")` for those who do not run it.
    """
    _require(standing, department)
    row = RatedRound.objects.filter(cycle=cycle_id, department=department).first()
    if row is None:
        return None
    return RoundFigures(department, row.alpha, row.low, row.high, row.units, row.why, row.judged, row.sure)


def joined(standing: Standing, cycle_id: int, department: int) -> Joined:
    """Give into which parts a department falls by who is to rate whom, whatever was handed in. One statement.

    Raises `NotFoundError("evaluation.no_such_department")` for those who do not run it.
    """
    _require(standing, department)
    assigned = [each for each in evaluators.confirmed(cycle_id) if each.kind is not Kind.SELF]
    people = {each.ratee for each in assigned if each.department == department}
    return rules.joined(department, {(_rater(each), each.ratee) for each in assigned}, people)


def _rater(each: AssignmentView) -> int:
    """Tell raters apart as scoring does: by person, as a manager or not, and customers."""
    if each.rater is None:
        return 3 * (each.customer or 0)
    return 3 * each.rater + (1 if each.kind is Kind.SUPERVISOR else 2)


def _require(standing: Standing, department: int) -> None:
    if not permissions.may_run(standing, department):
        raise NotFoundError("evaluation.no_such_department")
