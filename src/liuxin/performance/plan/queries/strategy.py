"""Reads of the strategy and of the environment: open to all who work here."""

from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan.models import Environment, Objective, StrategyText
from liuxin.performance.plan.permissions import may_read
from liuxin.performance.plan.words import (
    EnvironmentView,
    ObjectiveState,
    ObjectiveView,
    Perspective,
    Quadrant,
    StrategyView,
    TextKind,
    TextView,
)


def strategy() -> StrategyView:
    """Give vision, mission, ways and values as they stand, and the objectives that hold. Two statements."""
    latest: dict[str, StrategyText] = {row.kind: row for row in StrategyText.objects.order_by("version")}
    texts = (latest[kind] for kind in TextKind if kind in latest)
    return StrategyView(tuple(map(_text, texts)), objectives())


def texts(kind: TextKind) -> tuple[TextView, ...]:
    """Give every version of a text, the latest first. One statement."""
    return tuple(map(_text, StrategyText.objects.filter(kind=kind).order_by("-version")))


def objectives(*, dropped: bool = False) -> tuple[ObjectiveView, ...]:
    """Give the objectives that hold, with `dropped` the others too, by code. One statement."""
    rows = Objective.objects.order_by("code")
    return tuple(map(_objective, rows if dropped else rows.filter(state=ObjectiveState.ACTIVE)))


def objective(standing: Standing, objective_id: int) -> ObjectiveView:
    """Give an objective, dropped or not. Raises `NotFoundError("plan.no_such_objective")`."""
    found = Objective.objects.filter(pk=objective_id).first() if may_read(standing) else None
    if found is None:
        raise NotFoundError("plan.no_such_objective")
    return _objective(found)


def environment(department: int | None = None) -> tuple[EnvironmentView, ...]:
    """Give the environment of the whole, or of a department, in the order in which it was noted. One statement."""
    rows = Environment.objects.filter(department=department, gone_at__isnull=True).order_by("pk")
    return tuple(map(_line, rows))


def environment_line(standing: Standing, line_id: int) -> EnvironmentView:
    """Give a line of the environment that was not taken away. Raises `NotFoundError("plan.no_such_line")`."""
    rows = Environment.objects.filter(pk=line_id, gone_at__isnull=True)
    found = rows.first() if may_read(standing) else None
    if found is None:
        raise NotFoundError("plan.no_such_line")
    return _line(found)


def _line(row: Environment) -> EnvironmentView:
    text = Bilingual(row.text_zh, row.text_en)
    return EnvironmentView(row.pk, row.department_id, Quadrant(row.quadrant), text, row.objective_id, row.is_example)


def _text(row: StrategyText) -> TextView:
    text = Bilingual(row.zh, row.en)
    return TextView(TextKind(row.kind), text, row.version, row.written_by_id, row.written_at, row.is_example)


def _objective(row: Objective) -> ObjectiveView:
    return ObjectiveView(
        id=row.pk,
        code=row.code,
        title=Bilingual(row.title_zh, row.title_en),
        perspective=Perspective(row.perspective),
        owner=row.owner_id,
        measure=row.measure,
        unit=Bilingual(row.unit_zh, row.unit_en),
        direction=Direction(row.direction),
        baseline=row.baseline,
        target=row.target,
        start=row.start,
        end=row.end,
        state=ObjectiveState(row.state),
        changed_at=row.changed_at,
        is_example=row.is_example,
    )
