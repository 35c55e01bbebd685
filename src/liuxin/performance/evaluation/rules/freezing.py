"""What may be frozen."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from liuxin.engines.measurement.words import Reading
from liuxin.kernel.errors import BadInputError, CannotTellError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import rules as indicators
from liuxin.performance.indicators.words import SetView, is_rated


def check_in_force(found: SetView) -> None:
    """Refuse to score by a draft."""
    if not found.in_force:
        raise RuleBrokenError("evaluation.set_not_in_force", field="set", set=found.id, version=found.version)


def check_period_over(period: Period, at: datetime) -> None:
    """Refuse to freeze what is still running."""
    if period.end > at:
        raise RuleBrokenError("evaluation.period_not_over", field="period", end=period.end)


def check_grain(found: SetView, period: Period, zone: str) -> None:
    """Refuse a period of another length than the set is meant for: its counts would be held to the wrong points."""
    if not indicators.fits(found.grain, period, zone):
        raise BadInputError(
            "evaluation.other_length",
            field="period",
            grain=found.grain.value,
            start=period.start,
            end=period.end,
            zone=zone,
        )


def check_facts_complete(waiting: int) -> None:
    """Refuse to freeze while part of the work on record has not reached the facts."""
    if waiting:
        raise CannotTellError("evaluation.facts_behind", waiting=waiting)


def check_people(people: Collection[int], *, known: Collection[int], unranked: Collection[int]) -> None:
    """Refuse nobody, somebody unknown, and whoever is no person: placeholders and systems are never scored."""
    if not people:
        raise BadInputError("evaluation.nobody", field="people")
    for person in people:
        if person not in known:
            raise BadInputError("evaluation.no_such_person", field="people", person=person)
        if person in unranked:
            raise RuleBrokenError("evaluation.never_scored", field="people", person=person)


def check_positions(positions: Mapping[int, int], people: Iterable[int], *, position: int) -> None:
    """Refuse to score somebody by the set of another position."""
    for person in people:
        if positions.get(person) != position:
            raise RuleBrokenError("evaluation.other_position", field="people", person=person)


def check_readings(
    readings: Mapping[int, Collection[Reading]], found: SetView, period: Period, people: Collection[int]
) -> None:
    """Refuse readings of another period, of somebody else, of another measure, or two of the same."""
    measures, epoch = {line.measure for line in found.indicators}, period.epoch
    for person, some in readings.items():
        if person not in people:
            raise BadInputError("evaluation.reading_of_somebody_else", field="readings", person=person)
        seen: set[str] = set()
        for reading in some:
            key = reading.key
            if (reading.period_start, reading.period_end) != epoch:
                raise BadInputError("evaluation.reading_of_other_period", field="readings", measure=key)
            if key not in measures or key in seen:
                raise BadInputError("evaluation.reading_not_asked_for", field="readings", measure=key)
            seen.add(key)


def check_evidence(readings: Mapping[int, Collection[Reading]], evidence: Mapping[str, str]) -> None:
    """Refuse a value whose cases were not kept: `evidence` names the file of each measure; what is rated has none."""
    for person, some in readings.items():
        for reading in some:
            if is_rated(reading.key):
                continue
            if reading.value is not None and not evidence.get(reading.key):
                raise BadInputError("evaluation.no_evidence", field="evidence", person=person, measure=reading.key)


def check_reason(already: Collection[int], reason: str) -> None:
    """Refuse to freeze again without saying why."""
    if already and not reason.strip():
        raise RuleBrokenError("evaluation.reason_needed", field="reason", people=len(already))
