"""Lays out the strategy: texts, objectives by side, lines of the environment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName
from liuxin.engines.measurement.words import Direction
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.plan.words import (
    Coverage,
    EnvironmentView,
    ObjectiveView,
    Perspective,
    Quadrant,
    StrategyView,
    TextKind,
    TextView,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the strategy; `lines` is empty where nobody has written it."""

    kind: str
    title: object
    lines: tuple[str, ...]
    version: int
    since: str
    by: PersonName | None
    is_example: bool


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective as it stands on the map."""

    id: int
    code: str
    title: str
    owner: PersonName | None
    measure: str
    unit: str
    way: str
    days: str
    is_measured: bool
    is_example: bool
    serves: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Side:
    """The objectives of one side, as a column of the map."""

    title: object
    objectives: tuple[Objective, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the environment with the objective that answers it."""

    id: int
    text: str
    objective: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One of the four fields of the environment."""

    quadrant: str
    title: object
    lines: tuple[Line, ...]


def texts(found: StrategyView, names: Mapping[int, PersonName], zone: str) -> list[Text]:
    """Lay out the four texts, written or not."""
    return [_text(kind, found.text(kind), names, zone) for kind in TextKind]


def _text(kind: TextKind, held: TextView | None, names: Mapping[int, PersonName], zone: str) -> Text:
    if held is None:
        return Text(kind.value, labels.TEXTS[kind], (), 0, "", None, is_example=False)
    return Text(
        kind=kind.value,
        title=labels.TEXTS[kind],
        lines=tuple(shown.text(held.text).splitlines()),
        version=held.version,
        since=formats.local_day(held.written_at, zone),
        by=None if held.written_by is None else names.get(held.written_by),
        is_example=held.is_example,
    )


def versions(found: Sequence[TextView], zone: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """Lay out the earlier versions of a text."""
    return [
        (each.version, formats.local_day(each.written_at, zone), tuple(shown.text(each.text).splitlines()))
        for each in found
    ]


def sides(found: Iterable[ObjectiveView], names: Mapping[int, PersonName], covered: Coverage | None) -> list[Side]:
    """Lay out the objectives in four columns; without a cycle that runs nothing is said of the goals."""
    drawn = [(each.perspective, _objective(each, names, covered)) for each in found]
    return [
        Side(labels.PERSPECTIVES[side], tuple(each for place, each in drawn if place is side)) for side in Perspective
    ]


def _serves(objective: int, covered: Coverage | None) -> tuple[str, str] | None:
    """Say whether a goal of the running cycle serves an objective: a state and a sentence."""
    if covered is None:
        return None
    if any(each.id == objective for each in covered.objectives):
        return "warn", _("no goal serves it yet")
    if any(each.id == objective for each in covered.unsigned):
        return "none", _("goals serve it, none signed yet")
    return "good", _("served by a signed goal")


def _objective(found: ObjectiveView, names: Mapping[int, PersonName], covered: Coverage | None) -> Objective:
    return Objective(
        id=found.id,
        code=found.code,
        title=title_of(found),
        owner=None if found.owner is None else names.get(found.owner),
        measure=labels.measure_title(found.measure) if found.measure else "",
        unit=shown.text(found.unit),
        way=way(found),
        days=f"{formats.day(found.start)} – {formats.day(found.end)}",
        is_measured=found.is_measured,
        is_example=found.is_example,
        serves=_serves(found.id, covered),
    )


def title_of(found: ObjectiveView) -> str:
    """Give the title of an objective."""
    return shown.text(found.title)


def way(found: ObjectiveView) -> str:
    """Write from where to where an objective leads."""
    if found.target is None:
        return ""
    target = formats.number(found.target, places=None)
    if found.baseline is None:
        told = _("at least %(target)s") if found.direction is Direction.HIGHER else _("at most %(target)s")
        return told % {"target": target}
    return f"{formats.number(found.baseline, places=None)} → {target}"


def answered(lines: Sequence[EnvironmentView]) -> tuple[int, int]:
    """Count the lines of the environment that an objective answers, and all."""
    return sum(line.objective is not None for line in lines), len(lines)


def fields(lines: Sequence[EnvironmentView], objectives: Mapping[int, ObjectiveView]) -> list[Field]:
    """Lay out the environment in its four fields."""
    return [
        Field(
            quadrant.value,
            labels.QUADRANTS[quadrant],
            tuple(_line(line, objectives) for line in lines if line.quadrant is quadrant),
        )
        for quadrant in Quadrant
    ]


def _line(line: EnvironmentView, objectives: Mapping[int, ObjectiveView]) -> Line:
    held = None if line.objective is None else objectives.get(line.objective)
    return Line(line.id, shown.text(line.text), title_of(held) if held else "", line.is_example)


def objective_initial(found: ObjectiveView) -> dict[str, object]:
    """Give what stands in the form of an objective."""
    return {
        "code": found.code,
        "title_zh": found.title.zh,
        "title_en": found.title.en,
        "perspective": found.perspective.value,
        "owner": found.owner,
        "measure": found.measure,
        "unit_zh": found.unit.zh,
        "unit_en": found.unit.en,
        "direction": found.direction.value,
        "baseline": found.baseline,
        "target": found.target,
        "start": found.start,
        "end": found.end,
        "expect": found.changed_at.isoformat(),
    }
