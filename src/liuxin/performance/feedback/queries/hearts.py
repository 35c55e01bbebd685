"""What raters said, as far as evaluation tells it to the one who leads a talk; nothing is put together anew here.

Only a group that evaluation tells as such is ever spoken of: one cell of it, no mean over groups.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import RatedView, RaterKind, ResultView
from liuxin.performance.feedback.words import Heart

SYSTEM = Standing(is_system=True)
KNOWN = ((RaterKind.SUPERVISOR,), (RaterKind.SELF,))


def hearts(results: Iterable[ResultView], managers: Mapping[int, int], at: datetime) -> dict[int, tuple[Heart, ...]]:
    """Give, by person, the hearts as the largest group saw them that may be told to the manager of the talk."""
    standings = {key: organisation.standing(Actor.person(key), at) for key in set(managers.values())}
    found = {}
    for result in _with_ratings(results):
        view = _view(standings[managers[result.person]], result)
        if view is not None:
            found[result.person] = _largest(view)
    return found


def self_gaps(results: Iterable[ResultView]) -> dict[int, float]:
    """Give how far each one's own rating lies from that of the others, where both are there."""
    found = {}
    for result in _with_ratings(results):
        view = _view(SYSTEM, result)
        others = None if view is None else view.counted
        if view is not None and view.own is not None and others is not None:
            found[result.person] = view.own.level - others
    return found


def _with_ratings(results: Iterable[ResultView]) -> list[ResultView]:
    """Leave out whoever was not rated: that is asked once for all."""
    asked = list(results)
    rated = evaluation.values_of(asked[0].cycle, [each.person for each in asked]) if asked else {}
    return [each for each in asked if each.person in rated]


def _view(standing: Standing, result: ResultView) -> RatedView | None:
    try:
        return evaluation.rated_part(standing, result)
    except NotFoundError:
        return None


def _largest(view: RatedView) -> tuple[Heart, ...]:
    anonymous = [group for group in view.groups if group.kinds not in KNOWN]
    if not anonymous:
        return ()
    group = max(anonymous, key=lambda each: each.raters)
    return tuple(Heart(cell.heart, cell.level, cell.raters) for cell in group.cells)
