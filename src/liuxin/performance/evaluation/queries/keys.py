"""The one place that reads which form belongs to which rater. What it gives never reaches a page."""

from collections.abc import Collection

from liuxin.performance.evaluation.models import RaterKey
from liuxin.performance.evaluation.words import FormKey
from liuxin.performance.evaluators.words import Kind

_COLUMNS = ("assignment", "form", "form__sheet", "pseudonym", "form__ratee", "form__kind", "form__due_at")
IN_ONE_LIST = 500


def keys(assignment_ids: Collection[int]) -> dict[int, FormKey]:
    """Give the keys of assignments that have a form, by assignment; one statement."""
    wanted = frozenset(assignment_ids)
    rows = RaterKey.objects.all()
    if len(wanted) <= IN_ONE_LIST:
        rows = rows.filter(assignment__in=wanted)
    found = (
        FormKey(assignment, form, sheet, pseudonym, ratee, Kind(kind), due_at)
        for assignment, form, sheet, pseudonym, ratee, kind, due_at in rows.values_list(*_COLUMNS)
    )
    return {each.assignment: each for each in found if each.assignment in wanted}
