"""Reads of indicator sets: two statements each, however many sets or lines there are."""

from collections.abc import Collection, Iterable

from django.db.models import Case, Count, QuerySet, Value, When

from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.quantities import Percent
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import permissions
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.words import (
    IN_FORCE,
    Band,
    Grain,
    IndicatorView,
    MissingRule,
    Scale,
    SetLine,
    SetStatus,
    SetView,
    Subject,
    Yardstick,
)


def indicator_set(standing: Standing, set_id: int) -> SetView:
    """Give a set with its lines."""
    found = _visible(standing).filter(pk=set_id).first()
    if found is None:
        raise NotFoundError("indicators.no_such_set", set=set_id)
    return view_of(found)


def sets_in_force(standing: Standing, position_ids: Collection[int] | None = None) -> dict[int, SetView]:
    """Give the set in force of each position that has one: the latest agreed version, else the latest example."""
    sets = _visible(standing).filter(status__in=IN_FORCE)
    if position_ids is not None:
        sets = sets.filter(position__in=position_ids)
    agreed_last = Case(When(status=SetStatus.AGREED, then=Value(1)), default=Value(0))
    return {found.position_id: view_of(found) for found in sets.order_by(agreed_last, "version")}


def set_in_force(standing: Standing, position_id: int) -> SetView | None:
    """Give the set in force of one position, if it has one."""
    return sets_in_force(standing, [position_id]).get(position_id)


def sets_by_key(standing: Standing, set_ids: Collection[int]) -> dict[int, SetView]:
    """Give several sets with their lines by key, drafts too."""
    return {found.pk: view_of(found) for found in _visible(standing).filter(pk__in=set_ids)}


def set_lines(standing: Standing, *, search: str = "") -> list[SetLine]:
    """Give every set, by position and version; with `search` those whose position or name holds it."""
    permitted = _permitted(standing).select_related("position").annotate(lines=Count("indicators"))
    rows = list(permitted.order_by("position__code", "version"))
    current = _current(rows)
    return [
        SetLine(
            id=found.pk,
            position=found.position_id,
            position_name=Bilingual(found.position.name_zh, found.position.name_en),
            version=found.version,
            name=Bilingual(found.name_zh, found.name_en),
            status=SetStatus(found.status),
            grain=Grain(found.grain),
            lines=found.lines,
            weight_total=found.weight_total,
            changed_at=found.changed_at,
            is_current=found.pk in current,
        )
        for found in rows
        if search.strip().casefold() in _sought(found)
    ]


def _current(rows: Iterable[IndicatorSet]) -> frozenset[int]:
    """Give the sets in force: of each position the latest agreed version, else the latest example."""
    in_force = [found for found in rows if found.status in IN_FORCE]
    in_force.sort(key=lambda found: (found.status == SetStatus.AGREED, found.version))
    return frozenset({found.position_id: found.pk for found in in_force}.values())


def _sought(found: IndicatorSet) -> str:
    """Give the text in which a search looks."""
    position = found.position
    return f"{position.code}\n{position.name_zh}\n{position.name_en}\n{found.name_zh}\n{found.name_en}".casefold()


def lines_of(found: IndicatorSet) -> tuple[IndicatorView, ...]:
    """Give the lines of a set that was read, in order."""
    return tuple(sorted(map(_line, found.indicators.all()), key=lambda line: line.order))


def _permitted(standing: Standing) -> QuerySet[IndicatorSet]:
    if not permissions.may_see_sets(standing):
        raise NotAllowedError("indicators.may_not_see")
    return IndicatorSet.objects.all()


def _visible(standing: Standing) -> QuerySet[IndicatorSet]:
    return _permitted(standing).select_related("position").prefetch_related("indicators")


def view_of(found: IndicatorSet) -> SetView:
    """Give a set that was read with its position and lines."""
    return SetView(
        id=found.pk,
        position=found.position_id,
        position_name=Bilingual(found.position.name_zh, found.position.name_en),
        version=found.version,
        name=Bilingual(found.name_zh, found.name_en),
        status=SetStatus(found.status),
        subject=Subject(found.subject),
        grain=Grain(found.grain),
        missing_rule=MissingRule(found.missing_rule),
        indicators=lines_of(found),
        changed_at=found.changed_at,
        cycle=found.cycle_id,
        agreement=found.agreement_id,
        settlement=found.settlement_id,
    )


def _line(row: Indicator) -> IndicatorView:
    why = Bilingual(row.why_rated_zh, row.why_rated_en)
    return IndicatorView(row.pk, row.measure, Percent(row.weight), _yardstick(row), row.order, why)


def _yardstick(row: Indicator) -> Yardstick:
    """Read the points, of which the database holds that all are there."""
    if row.direction == Direction.BAND:
        floor_low, target_low, target_high, floor_high = _known(
            row.floor_low, row.target_low, row.target_high, row.floor_high
        )
        return Band(floor_low, target_low, target_high, floor_high)
    floor, target, stretch = _known(row.floor, row.target, row.stretch)
    return Scale(Direction(row.direction), floor, target, stretch, row.cap)


def _known(*points: float | None) -> list[float]:
    return [point for point in points if point is not None]
