"""Rules of the strategy."""

import math

from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.words import NewObjective


def check_text(text: Bilingual) -> None:
    """Refuse a text that says nothing in either language."""
    if not (text.zh.strip() or text.en.strip()):
        raise BadInputError("plan.text_missing", field="text")


def check_objective(new: NewObjective) -> None:
    """Refuse an objective without code or title, that ends before it starts, or with a target on the wrong side."""
    if not new.code.strip():
        raise BadInputError("plan.code_missing", field="code")
    if not (new.title.zh.strip() or new.title.en.strip()):
        raise BadInputError("plan.title_missing", field="title")
    if new.end < new.start:
        raise BadInputError("plan.objective_ends_before_start", field="end")
    if new.direction not in {Direction.HIGHER, Direction.LOWER}:
        raise BadInputError("plan.direction_unknown", field="direction")
    if any(point is not None and not math.isfinite(point) for point in (new.baseline, new.target)):
        raise BadInputError("plan.point_not_a_number", field="target")
    if new.baseline is not None and new.target is not None:
        _check_sides(new, new.baseline, new.target)


def _check_sides(new: NewObjective, baseline: float, target: float) -> None:
    gained = target - baseline if new.direction is Direction.HIGHER else baseline - target
    if gained <= 0:
        raise RuleBrokenError("plan.target_not_beyond_baseline", field="target")
