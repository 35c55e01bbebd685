"""The rows of a board: people, teams, or whatever else its numbers are cut by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.engines.measurement.words import DimensionValue, Kind, Reading
from liuxin.insight import comparing, fair, standings
from liuxin.insight.comparing import Compared, Distribution
from liuxin.insight.fair import Fair, NoFair
from liuxin.insight.queries import fair as fair_queries
from liuxin.insight.queries.fair import NO_PERSONS
from liuxin.insight.queries.ground import Ground
from liuxin.insight.words import Cut, CutName, Name, Number, Standout
from liuxin.kernel.errors import CannotTellError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators.words import SetView, Yardstick

Readings = dict[str, Reading]
Cells = dict[DimensionValue, Readings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which rows are wanted: of which teams (None: of all), cut by what, with which numbers, for which periods.

    `fair` asks for the fair value of the chosen number too.
    """

    standing: Standing
    ground: Ground
    team: TeamName | None
    teams: tuple[TeamName, ...]
    within: list[int] | None
    cut: Cut
    key: str
    keys: tuple[str, ...]
    spans: tuple[Period, ...]
    steps: tuple[Period, ...]
    some: int
    fair: bool
    sets: Mapping[int, SetView]
    at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, the best first; apart what the record names nothing for; how people lie among all others."""

    rows: tuple[Standout, ...] = ()
    nobody: Mapping[str, Reading] = field(default_factory=dict)
    distribution: Distribution | None = None
    no_persons: bool = False
    no_fair: NoFair | None = None


def rows(scope: Scope) -> Rows:
    """Read everybody (or every team, site, category …) side by side."""
    if not scope.keys:
        return Rows()
    try:
        now, before = _cells(scope)
        nobody = now.pop(None, {})
        fairly = _fair(scope, now)
        values, none = ({}, fairly) if isinstance(fairly, NoFair) else (fairly, None)
        found = _standouts(scope, now, before, values)
        return Rows(found, nobody, _distribution(scope, now), no_fair=none)
    except CannotTellError as error:
        if error.code != NO_PERSONS:
            raise
        return Rows(no_persons=True)


def _cells(scope: Scope) -> tuple[Cells, Cells]:
    """Read the cells of the period, and those of the other one."""
    now: Cells = defaultdict(dict)
    before: Cells = defaultdict(dict)
    for reading in scope.ground.read(scope.keys, scope.spans, scope.cut, teams=scope.within):
        is_now = (reading.period_start, reading.period_end) == scope.spans[0].epoch
        (now if is_now else before)[reading.cell.get(scope.cut)][reading.key] = reading
    return now, before


def _fair(scope: Scope, cells: Cells) -> Mapping[int, Fair] | NoFair:
    """Give the fair value of the chosen number for each row: means by the rows alone, the rest by all cases."""
    if not scope.fair or scope.key not in scope.keys or scope.cut not in fair_queries.CUTS:
        return NoFair.OTHER_KIND
    measure = scope.ground.find(scope.key)[0]
    if measure.kind is Kind.MEAN:
        found = {each: cell[scope.key] for each, cell in cells.items() if isinstance(each, int) and scope.key in cell}
        return fair.fair_means(measure, found)
    return fair_queries.fair_values(scope.ground, [scope.key], scope.spans[0], scope.cut).get(
        scope.key, NoFair.OTHER_KIND
    )


def _standouts(scope: Scope, cells: Cells, before: Cells, fairly: Mapping[int, Fair]) -> tuple[Standout, ...]:
    ids = sorted((key for key in cells if key is not None), key=str)
    held = _held_against(scope, ids)
    numbers = [_number(scope, cells[each], held[each]) for each in ids]
    names = _names(scope, ids)
    openable = _openable(scope, ids)
    found = standings.standings(
        scope.ground.find(scope.key)[0], [None if each is None else each.reading for each in numbers]
    )
    order = [i for i in found.order if ids[i] in names]
    lines = _lines(scope, [ids[i] for i in order[: scope.some]])
    return tuple(
        Standout(
            id=ids[i],
            name=names[ids[i]],
            number=numbers[i],
            stand=found.stands[i],
            readings=cells[ids[i]],
            openable=ids[i] in openable,
            compared=_compared(scope, cells[ids[i]], before.get(ids[i], {})),
            steps=lines.get(ids[i], ()),
            fair=_of(fairly, ids[i]),
        )
        for i in order
    )


def _of(fairly: Mapping[int, Fair], row: DimensionValue) -> Fair | None:
    return fairly.get(row) if isinstance(row, int) else None


def _number(scope: Scope, readings: Readings, yardstick: Yardstick | None) -> Number | None:
    reading = readings.get(scope.key)
    return None if reading is None else scope.ground.number(reading, yardstick)


def _compared(scope: Scope, now: Readings, before: Readings) -> dict[str, Compared]:
    as_of = scope.ground.facts.as_of
    return {
        key: comparing.compare(scope.ground.find(key)[0], reading, before[key], as_of=as_of)
        for key, reading in now.items()
        if key in before
    }


def _lines(scope: Scope, ids: Sequence[DimensionValue]) -> dict[DimensionValue, tuple[Reading, ...]]:
    """Read the chosen number of some rows step by step."""
    if not scope.steps or not ids or scope.key not in scope.keys:
        return {}
    whole = [each for each in ids if isinstance(each, int)]
    found: defaultdict[DimensionValue, list[Reading]] = defaultdict(list)
    for reading in scope.ground.read(
        [scope.key],
        scope.steps,
        scope.cut,
        people=whole if scope.cut is Cut.PERSON else None,
        teams=whole if scope.cut is Cut.TEAM else scope.within,
    ):
        if reading.key == scope.key:
            found[reading.cell.get(scope.cut)].append(reading)
    return {each: _with_gaps(scope, found[each]) for each in ids}


def _with_gaps(scope: Scope, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Put the readings of a row in order of time; a step without one stays a gap, so that all rows are equally long."""
    by_start = {reading.period_start: reading for reading in readings}
    empty = next(iter(readings), None)
    steps = [step.epoch for step in scope.steps]
    if empty is None:
        return ()
    return tuple(by_start.get(start) or scope.ground.nothing(empty, start, end) for start, end in steps)


def _held_against(scope: Scope, ids: Sequence[DimensionValue]) -> dict[DimensionValue, Yardstick | None]:
    """Give for each the yardstick of the chosen number: of a person that of the position, else the common one."""
    if scope.cut is not Cut.PERSON:
        return dict.fromkeys(ids, scope.ground.yardsticks(scope.sets.values()).get(scope.key))
    positions = organisation.positions_of(each for each in ids if isinstance(each, int))
    own = {position: scope.ground.yardsticks([each]) for position, each in scope.sets.items()}
    return {each: own.get(positions.get(each, 0), {}).get(scope.key) if isinstance(each, int) else None for each in ids}


def _names(scope: Scope, ids: Sequence[DimensionValue]) -> Mapping[DimensionValue, Name]:
    """Name the rows; a team whose board is not open is not shown."""
    found: dict[DimensionValue, Name] = {}
    if scope.cut is Cut.PERSON:
        found.update(organisation.names(each for each in ids if isinstance(each, int)).items())
    elif scope.cut is Cut.TEAM:
        found.update((team.id, team) for team in scope.teams)
    else:
        found.update(names_of_cut(scope.cut, ids).items())
    return found


def names_of_cut(cut: Cut, ids: Sequence[DimensionValue]) -> dict[DimensionValue, CutName]:
    """Name what is neither a person nor a team; what has no name of ours is called as the record calls it."""
    keys = [each for each in ids if isinstance(each, int)]
    texts: Mapping[int, Bilingual] = {}
    if cut is Cut.DEPARTMENT:
        texts = organisation.department_names(keys)
    elif cut is Cut.POSITION:
        texts = organisation.positions()
    elif cut is Cut.SITE:
        paths = {key: " / ".join(site.names) for key, site in customers.site_names(keys).items()}
        texts = {key: Bilingual(path, path) for key, path in paths.items()}
    return {
        each: CutName(str(each), texts.get(each) if isinstance(each, int) else None) for each in ids if each is not None
    }


def _openable(scope: Scope, ids: Sequence[DimensionValue]) -> frozenset[DimensionValue]:
    if scope.cut is not Cut.PERSON:
        return frozenset(ids)
    people = [each for each in ids if isinstance(each, int)]
    return frozenset(evaluation.people_open(scope.standing, people, scope.at))


def _distribution(scope: Scope, own: Cells) -> Distribution | None:
    """Put those of the board among all people of the organisation, who have no name here."""
    if scope.cut is not Cut.PERSON or scope.key not in scope.keys:
        return None
    mine = [cell[scope.key] for cell in own.values() if scope.key in cell]
    others: list[Reading] = []
    if scope.within is not None:
        everybody = scope.ground.read([scope.key], scope.spans[:1], Cut.PERSON)
        others = [each for each in everybody if each.key == scope.key and each.person not in {None, *own}]
    enough = comparing.middle(others) is not None
    unit_bound = 100.0 if scope.ground.find(scope.key)[0].scale > 1 else None
    return comparing.distribution(mine, others if enough else [], bound=unit_bound)
