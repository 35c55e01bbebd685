"""The board of a team, and the board of all teams that a reader may look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Credit, Reading, Why
from liuxin.insight import periods, permissions, rules
from liuxin.insight.periods import Span
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries.ground import Ground
from liuxin.insight.queries.reach import open_teams
from liuxin.insight.rules import Span as Interval
from liuxin.insight.words import Board, Number, Standout, Tile
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView, Yardstick

USUAL = "promises_kept"
Readings = dict[str, Reading]


@dataclass(frozen=True, slots=True)
class _Question:
    """What the reader asked for, with everything it stands on."""

    standing: Standing
    ground: Ground
    team: TeamName | None
    teams: tuple[TeamName, ...]
    span: Span
    key: str
    sets: Mapping[int, SetView]
    at: datetime

    @property
    def scope(self) -> list[int] | None:
        """The teams whose work is counted; None is everything, work that no team is recorded for included."""
        if self.team:
            return [self.team.id]
        if permissions.sees_every_board(self.standing):
            return None
        return [team.id for team in self.teams]

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that rows may be held against: of people, none that belongs to a unit only."""
        return library.KEYS if self.team is None else PERSONAL

    @property
    def yardsticks(self) -> dict[str, Yardstick]:
        """The yardsticks on which all sets in force agree."""
        return ground_queries.yardsticks(self.sets.values())

    def read(self, asked: Iterable[Period], *by: str) -> list[Reading]:
        """Read every number for the scope, grouped."""
        return self.ground.read(library.KEYS if not by else self.keys, asked, *by, teams=self.scope)


PERSONAL = tuple(
    key for measure in library.MEASURES.values() if measure.credit is not Credit.UNIT_ONLY for key in measure.keys
)


def board(standing: Standing, *, team_id: int | None, period: str, chosen: str, at: datetime) -> Board:
    """Give the board of a team, or of all open teams side by side where `team_id` is None.

    Raises `NotAllowedError("insight.no_board")`, and `NotFoundError("insight.no_such_team")` for a team whose board is
    not open to the reader.
    """
    if not permissions.may_open_boards(standing):
        raise NotAllowedError("insight.no_board")
    teams = open_teams(standing)
    team = next((each for each in teams if each.id == team_id), None)
    if team_id is not None and team is None:
        raise NotFoundError("insight.no_such_team")
    stood = ground_queries.ground(at)
    sets = indicators.sets_in_force(standing)
    span = stood.span(period or ground_queries.latest_frozen(standing, stood))
    question = _Question(standing, stood, team, teams, span, _key(chosen), sets, at)
    tiles = _tiles(question)
    rows, nobody = _rows(question)
    return Board(
        team=team,
        teams=teams,
        sees_all=permissions.sees_every_board(standing),
        span=question.span,
        span_codes=stood.span_codes,
        zone=stood.zone,
        tiles=tiles,
        chosen=next(tile for tile in tiles if tile.number.key == question.key),
        rows=rows,
        nobody=nobody,
        keys=question.keys,
        set=next(iter(sets.values())) if len(sets) == 1 else None,
        as_of=stood.as_of,
    )


def _key(chosen: str) -> str:
    measure, statistic = library.find(chosen or USUAL)
    return measure.key(statistic)


def _tiles(question: _Question) -> tuple[Tile, ...]:
    """Read every number for the scope as a whole, and for the months around the span."""
    months: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in question.read(periods.around(question.span.period, question.ground.whole, question.ground.zone)):
        months[reading.key].append(reading)
    return tuple(
        Tile(ground_queries.number(reading, question.yardsticks.get(reading.key)), tuple(months[reading.key]))
        for reading in question.read([question.span.period])
    )


def _rows(question: _Question) -> tuple[tuple[Standout, ...], Readings]:
    """Read everybody side by side, the best first; what nobody is recorded for comes apart."""
    dimension = "team" if question.team is None else "person"
    cells: defaultdict[int | None, Readings] = defaultdict(dict)
    for reading in question.read([question.span.period], dimension):
        cells[getattr(reading, dimension)][reading.key] = reading
    nobody = cells.pop(None, {})
    return _standouts(question, cells), nobody


def _standouts(question: _Question, cells: Mapping[int | None, Readings]) -> tuple[Standout, ...]:
    ids = sorted(key for key in cells if key is not None)
    numbers = [_number(question, cells[key], yardstick) for key, yardstick in _held_against(question, ids).items()]
    direction = library.find(question.key)[0].direction
    spans = [_interval(number) for number in numbers]
    found = rules.places(spans, direction)
    names = _names(question, ids)
    openable = evaluation.people_open(question.standing, ids, question.at) if question.team else frozenset(ids)
    return tuple(
        Standout(ids[i], names[ids[i]], numbers[i], found[i], cells[ids[i]], ids[i] in openable)
        for i in rules.in_order(spans, direction)
        if ids[i] in names
    )


def _number(question: _Question, readings: Readings, yardstick: Yardstick | None) -> Number | None:
    reading = readings.get(question.key)
    return None if reading is None else ground_queries.number(reading, yardstick)


def _interval(number: Number | None) -> Interval:
    if number is None or number.reading.value is None:
        return Interval(0.0, None, None, firm=False)
    reading = number.reading
    return Interval(reading.value or 0.0, reading.low, reading.high, firm=reading.why is Why.MEASURED)


def _held_against(question: _Question, ids: list[int]) -> dict[int, Yardstick | None]:
    """Give for each the yardstick of the chosen number: of a person that of the position, of a team the common one."""
    common = question.yardsticks.get(question.key)
    if question.team is None:
        return dict.fromkeys(ids, common)
    positions = organisation.positions_of(ids)
    own = {position: ground_queries.yardsticks([each]) for position, each in question.sets.items()}
    return {key: own.get(positions.get(key, 0), {}).get(question.key) for key in ids}


def _names(question: _Question, ids: list[int]) -> Mapping[int, TeamName] | Mapping[int, PersonName]:
    if question.team is None:
        return {team.id: team for team in question.teams}
    return organisation.names(ids)
