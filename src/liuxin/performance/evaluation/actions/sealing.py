"""The rated part: brought together once for each person and cycle, and read from there ever after."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.engines.measurement.words import Reading
from liuxin.kernel.errors import ConflictError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries, rules
from liuxin.performance.evaluation.models import RatedCell, RatedGroup, RatedPart, RatedRound
from liuxin.performance.evaluation.words import KNOWN, Rated, RoundFigures
from liuxin.performance.evaluation.words import RatedGroup as Group
from liuxin.performance.indicators.words import SetView

BATCH = 1_000


def seal(cycle_id: int, parts: Mapping[int, Rated], at: datetime) -> None:
    """Write the rated parts of people, in the caller's transaction; who has one already is refused."""
    rows = [_part(cycle_id, person, found, at) for person, found in parts.items()]
    try:
        with transaction.atomic():
            RatedPart.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:
        raise ConflictError("evaluation.scored_meanwhile") from error
    told = [(row, order, group) for row in rows for order, group in enumerate(_groups(parts[row.person_id]))]
    groups = RatedGroup.objects.bulk_create((_group(*each) for each in told), batch_size=BATCH)
    cells = (
        RatedCell(group=row, heart=cell.heart, known=row.kinds in KNOWN, raters=cell.raters, level=cell.level)
        for row, (_, _, group) in zip(groups, told, strict=True)
        for cell in group.cells
    )
    RatedCell.objects.bulk_create(cells, batch_size=BATCH)


def seal_round(cycle_id: int, found: RoundFigures, at: datetime) -> None:
    """Write how the round of a department went, in the caller's transaction; it stays as it was the first time."""
    RatedRound.objects.get_or_create(
        cycle_id=cycle_id,
        department_id=found.department,
        defaults={
            "alpha": found.alpha,
            "low": found.low,
            "high": found.high,
            "units": found.units,
            "why": found.why,
            "judged": found.judged,
            "sure": found.sure,
            "sealed_at": at,
        },
    )


def sealed_readings(
    found: SetView, cycle_id: int, period: Period, people: Collection[int]
) -> tuple[dict[int, list[Reading]], dict[int, int]]:
    """Give the readings of the rated lines of a set for people, and the keys of their rated parts."""
    if not found.rated:
        return {}, {}
    readings: defaultdict[int, list[Reading]] = defaultdict(list)
    parts = queries.values_of(cycle_id, people)
    for person, part in parts.items():
        readings[person] += [rules.rated_reading(line.measure, person, part, period) for line in found.rated]
    return readings, {person: part.id for person, part in parts.items()}


def _groups(found: Rated) -> tuple[Group, ...]:
    return (*found.groups, *(() if found.own is None else (found.own,)))


def _part(cycle_id: int, person: int, found: Rated, at: datetime) -> RatedPart:
    return RatedPart(
        cycle_id=cycle_id,
        person_id=person,
        value=found.value,
        low=found.low,
        high=found.high,
        raters=found.raters,
        why=found.why.value,
        method=found.method.value,
        left_out=",".join(found.left_out),
        fair=found.fair.value,
        fair_low=found.fair.low,
        fair_high=found.fair.high,
        fair_why=found.fair.why.value,
        sealed_at=at,
    )


def _group(row: RatedPart, order: int, group: Group) -> RatedGroup:
    return RatedGroup(
        part=row,
        order=order,
        kinds=group.code,
        raters=group.raters,
        weight=group.weight,
        level=group.level,
        correction=group.correction,
        judged=group.judged,
        agreement=group.agreement.value,
    )
