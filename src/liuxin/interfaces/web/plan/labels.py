"""Words of the plan, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import BadInputError, LiuxinError
from liuxin.performance.plan.words import AFTER_LAST, Gap, Perspective, Phase, Quadrant, TaskState, TextKind

PHASES: Mapping[int, object] = {
    Phase.PLAN: pgettext_lazy("phase", "Plan"),
    Phase.INDICATORS: pgettext_lazy("phase", "Indicators"),
    Phase.EVALUATORS: pgettext_lazy("phase", "Evaluators"),
    Phase.EVALUATION: pgettext_lazy("phase", "Evaluation"),
    Phase.FEEDBACK: pgettext_lazy("phase", "Feedback"),
    Phase.OUTCOMES: pgettext_lazy("phase", "Use of results"),
    AFTER_LAST: pgettext_lazy("phase", "All six done"),
}
TEXTS: Mapping[TextKind, object] = {
    TextKind.VISION: gettext_lazy("Vision"),
    TextKind.MISSION: gettext_lazy("Mission"),
    TextKind.WAYS: gettext_lazy("Ways and means of managing"),
    TextKind.VALUES: gettext_lazy("Values"),
}
PERSPECTIVES: Mapping[Perspective, object] = {
    Perspective.CUSTOMERS: pgettext_lazy("objective", "Customers"),
    Perspective.RESULTS: pgettext_lazy("objective", "Results"),
    Perspective.PROCESS: pgettext_lazy("objective", "Service process"),
    Perspective.PEOPLE: pgettext_lazy("objective", "People and growth"),
}
QUADRANTS: Mapping[Quadrant, object] = {
    Quadrant.STRENGTH: gettext_lazy("Strengths"),
    Quadrant.WEAKNESS: gettext_lazy("Weaknesses"),
    Quadrant.OPPORTUNITY: gettext_lazy("Opportunities"),
    Quadrant.THREAT: gettext_lazy("Threats"),
}
DIRECTIONS: Mapping[Direction, object] = {
    Direction.HIGHER: gettext_lazy("more is better"),
    Direction.LOWER: gettext_lazy("less is better"),
}
TASK_STATES: Mapping[TaskState, object] = {
    TaskState.OPEN: pgettext_lazy("task", "open"),
    TaskState.DONE: pgettext_lazy("task", "done"),
    TaskState.DROPPED: pgettext_lazy("task", "dropped"),
}
GAPS: Mapping[Gap, object] = {
    Gap.NO_OWNER: pgettext_lazy("task", "nobody has it"),
    Gap.NO_DATE: pgettext_lazy("task", "no day"),
    Gap.NO_LEVEL: pgettext_lazy("task", "to what level is not said"),
    Gap.NO_HOURS: pgettext_lazy("task", "hours not said"),
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def measure_title(key: str) -> str:
    """Name a measure by its key; a key that nobody knows stands for itself."""
    try:
        return shown.title(*library.find(key))
    except BadInputError:
        return key


def said(error: LiuxinError) -> str:
    """Say an error."""
    return sentence_of(error, language())
