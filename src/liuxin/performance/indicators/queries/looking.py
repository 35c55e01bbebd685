"""A file looked at before anything is written, and how complete the readings of a period are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Staff, Standing, TeamName
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import permissions, rules
from liuxin.performance.indicators.models import ReadingRow
from liuxin.performance.indicators.queries.external import external_measure
from liuxin.performance.indicators.queries.readings import replaceable, same_file
from liuxin.performance.indicators.words import (
    About,
    BatchLine,
    Complete,
    ExternalView,
    FileSeen,
    Held,
    Looked,
    Note,
    NoteCode,
    RawReading,
    Who,
)

Everybody = Mapping[str, Staff] | Mapping[str, TeamName]


def look(
    standing: Standing,
    measure_id: int,
    period: Period,
    rows: Sequence[RawReading],
    at: datetime,
    *,
    file: FileSeen | None = None,
    replaces: int | None = None,
) -> Looked:
    """Look at a file: its good rows, every fault with row and column, who is missing. Nothing is written.

    With `replaces`, a confirmed batch of the same measure and period, the readings of that batch are no obstacle.
    The number of statements does not depend on the number of rows.
    """
    if not permissions.may_import_readings(standing):
        raise NotAllowedError("readings.may_not_import")
    measure = external_measure(standing, measure_id)
    rules.check_in_use(measure)
    rules.check_period(period, at)
    rules.check_size(rows)
    old, zone = _replaced(measure_id, period, replaces), organisation.zone()
    who = _known(measure, _everybody(measure), period, zone)
    mine, others = _parted(_held(measure_id, period), replaces)
    looked = _looked(rows, rules.Ground(measure.defined, period, zone, who, others), mine)
    return replace(looked, replaces=old, notes=looked.notes + _seen(measure_id, file))


def _looked(rows: Sequence[RawReading], ground: rules.Ground, mine: Collection[int]) -> Looked:
    """Read the rows; `mine` are those with a reading in the batch that is replaced."""
    readings, faults = rules.read_rows(rows, ground)
    told = [row.who.strip() for row in rows if not row.is_blank]
    mentioned = {ground.known[code].key for code in told if code in ground.known}
    settled = mentioned | ground.held.keys()
    missing = tuple(each for each in ground.known.values() if each.expected and each.key not in settled)
    counts = {
        NoteCode.BLANK: len(rows) - len(told),
        NoteCode.MISSING: len(missing),
        NoteCode.DROPPED: len(set(mine) - mentioned),
    }
    return Looked(
        period=ground.period,
        rows=len(rows),
        readings=readings,
        faults=faults,
        notes=rules.notes(readings, ground, counts),
        missing=missing,
        known={each.key: each for each in ground.known.values() if each.key in mentioned},
    )


def _parted(held: Mapping[int, Sequence[Held]], replaces: int | None) -> tuple[set[int], dict[int, list[Held]]]:
    """Part what is in force: those with a reading in the batch that is replaced, and the readings of all others."""
    mine = {key for key, some in held.items() if any(each.batch == replaces for each in some)}
    others = {key: [each for each in some if each.batch != replaces] for key, some in held.items()}
    return mine, {key: some for key, some in others.items() if some}


def whose(standing: Standing, measure_id: int, period: Period) -> tuple[Who, ...]:
    """Give those whose reading is expected of a period, by staff number or code: what a template lists."""
    if not permissions.sees_all_readings(standing):
        raise NotAllowedError("readings.may_not_import")
    measure = external_measure(standing, measure_id)
    known = _known(measure, _everybody(measure), period, organisation.zone())
    return tuple(each for each in known.values() if each.expected)


def completeness(standing: Standing, measure_id: int, wanted: Collection[Period]) -> list[Complete]:
    """Tell for each period how many of those concerned have a reading in force and who has none.

    Those who do not see all readings are told nothing. Three statements, however many periods.
    """
    if not permissions.sees_all_readings(standing) or not wanted:
        return []
    measure, zone = external_measure(standing, measure_id), organisation.zone()
    everybody = _everybody(measure)
    rows = ReadingRow.objects.filter(measure=measure_id).filter(in_force=True)
    have: defaultdict[Period, set[int]] = defaultdict(set)
    for start, end, person, team in rows.values_list("start", "end", "person", "team"):
        have[Period(start, end)].add(person or team or 0)
    return [_complete(period, _known(measure, everybody, period, zone), have[period]) for period in wanted]


def _complete(period: Period, known: Mapping[str, Who], have: Collection[int]) -> Complete:
    expected = [each for each in known.values() if each.expected]
    missing = tuple(each for each in expected if each.key not in have)
    return Complete(period, len(expected), len(expected) - len(missing), missing)


def _replaced(measure_id: int, period: Period, replaces: int | None) -> BatchLine | None:
    if replaces is None:
        return None
    found = next((line for line in replaceable(measure_id, period) if line.id == replaces), None)
    if found is None:
        raise NotFoundError("readings.nothing_to_replace", field="replaces", batch=replaces)
    return found


def _seen(measure_id: int, file: FileSeen | None) -> tuple[Note, ...]:
    if file is None:
        return ()
    return tuple(
        Note(NoteCode.SEEN_BEFORE, {"batch": line.id, "day": line.imported_at.date(), "state": line.state})
        for line in same_file(measure_id, file.sha256)
    )


def _held(measure_id: int, period: Period) -> dict[int, list[Held]]:
    """Give what is in force and touches a period, by person or team."""
    rows = ReadingRow.objects.filter(measure=measure_id, in_force=True, start__lt=period.end, end__gt=period.start)
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for person, team, start, end, batch, value in rows.values_list(
        "person", "team", "start", "end", "batch", "value"
    ).order_by("start"):
        found[person or team or 0].append(Held(Period(start, end), batch, value))
    return found


def _everybody(measure: ExternalView) -> Everybody:
    """Give everybody whom a file may name, by staff number or code: one statement."""
    return organisation.teams_by_code() if measure.about is About.TEAM else organisation.staff()


def _known(measure: ExternalView, everybody: Everybody, period: Period, zone: str) -> dict[str, Who]:
    """Say of everybody whether, and why not, the measure is about them in a period."""
    positions = frozenset(key for key, _name in measure.positions)
    return {code: _who(code, each, positions, period, zone) for code, each in everybody.items()}


def _who(code: str, each: Staff | TeamName, positions: Collection[int], period: Period, zone: str) -> Who:
    if isinstance(each, TeamName):
        return Who(each.id, code, each)
    concerned = not positions or each.position in positions
    here = rules.is_in_service(each.since, each.left_on, period, zone)
    return Who(
        key=each.name.id,
        code=code,
        name=each.name,
        concerned=concerned,
        gone_on=each.left_on if rules.has_left(each.left_on, period, zone) else None,
        is_nobody=each.is_nobody,
        expected=concerned and here and not each.is_nobody,
    )
