"""The board of a team, and the board of all teams that a reader may look at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from liuxin.desk.organisation.words import Standing, TeamName
from liuxin.engines.measurement.words import Reading, Why
from liuxin.insight import comparing, permissions, rules, searching, steps
from liuxin.insight.comparing import Compared
from liuxin.insight.periods import Span
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries import rows as row_queries
from liuxin.insight.queries.ground import Ground
from liuxin.insight.queries.reach import open_teams
from liuxin.insight.queries.rows import Scope
from liuxin.insight.words import Asked, Board, Cut, Lacking, Small, Tile, View
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView

USUAL = "promises_kept"
COLUMNS = (
    rules.LOAD,
    USUAL,
    "resolution_time_business",
    "reopened_within_14_days",
    "transfers_per_case",
    "first_response_time",
    "csat_mean",
)
"""The numbers of the table while nobody has chosen others: the first of them that the record can answer."""
FIRST_COLUMNS = 6
OF_PEOPLE = frozenset({Cut.PERSON, Cut.POSITION})
SOME = 24
"""So many small charts are drawn."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What the reader asked for, with everything it stands on."""

    standing: Standing
    ground: Ground
    team: TeamName | None
    teams: tuple[TeamName, ...]
    span: Span
    against: Span | None
    asked: Asked
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
    def cut(self) -> Cut:
        """By what the rows differ."""
        usual = Cut.TEAM if self.team is None else Cut.PERSON
        return self.asked.by if self.asked.by in self.cuts else usual

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """By what they may differ: one team is not cut into teams and departments."""
        return tuple(Cut) if self.team is None else tuple(cut for cut in Cut if cut not in {Cut.TEAM, Cut.DEPARTMENT})

    @property
    def spans(self) -> list[Period]:
        """The period, and the one it is held against."""
        return [self.span.period, *([self.against.period] if self.against else [])]

    def read(self, keys: Iterable[str], asked: Iterable[Period]) -> list[Reading]:
        """Read numbers of the scope as a whole."""
        return self.ground.read(keys, asked, teams=self.scope)


def board(standing: Standing, *, team_id: int | None, asked: Asked, at: datetime) -> Board:
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
    span = stood.span(asked.period or ground_queries.latest_frozen(standing, stood))
    other = steps.other(span, asked.against, stood.zone)
    inside = other if other and other.period.start >= stood.whole.start else None
    sets = indicators.sets_in_force(standing)
    question = _Question(standing, stood, team, teams, span, inside, asked, sets, at)
    return _board(question, outside=other is not None and inside is None)


def _board(question: _Question, *, outside: bool) -> Board:
    stood, grain = question.ground, question.asked.grain or steps.usual_grain(question.span)
    pieces = steps.steps(grain, question.span, stood.whole, stood.zone)
    tiles, lacking = _tiles(question, pieces if _draws_all(question) else ())
    recorded = tuple(tile.number.key for tile in tiles if tile.number.reading.why is not Why.NOT_RECORDED)
    key = _key(question, recorded)
    tiles = _over_time(question, tiles, _drawn(question, key, recorded), pieces)
    offered = tuple(each for each in recorded if _may_be_cut(question, each))
    columns = _columns(question, offered)
    found = row_queries.rows(_scope(question, key, _row_keys(question, key, columns, offered), pieces))
    return Board(
        asked=question.asked,
        team=question.team,
        teams=question.teams,
        sees_all=permissions.sees_every_board(question.standing),
        span=question.span,
        span_codes=stood.span_codes,
        against=question.against,
        outside=outside,
        zone=stood.zone,
        grain=grain,
        tiles=tuple(tile for tile in tiles if tile.number.key in recorded),
        lacking=lacking,
        chosen=next(tile for tile in tiles if tile.number.key == key),
        cut=question.cut,
        cuts=question.cuts,
        rows=found.rows,
        nobody=found.nobody,
        columns=columns,
        offered=offered,
        distribution=found.distribution,
        no_persons=found.no_persons,
        no_fair=found.no_fair,
        set=next(iter(question.sets.values())) if len(question.sets) == 1 else None,
        measures=stood.measures,
        as_of=stood.as_of,
    )


def _scope(question: _Question, key: str, keys: tuple[str, ...], pieces: tuple[Period, ...]) -> Scope:
    """Say which rows are wanted; step by step only where each gets a chart of its own."""
    return Scope(
        standing=question.standing,
        ground=question.ground,
        team=question.team,
        teams=question.teams,
        within=question.scope,
        cut=question.cut,
        key=key,
        keys=keys,
        spans=tuple(question.spans),
        steps=pieces if _is_small(question, Small.ROWS) else (),
        some=SOME,
        fair=question.asked.view in {View.ONE, View.TABLE},
        sets=question.sets,
        at=question.at,
    )


def _key(question: _Question, recorded: tuple[str, ...]) -> str:
    """Give the number that is chosen, or the first that was searched for; else the usual one, or the first recorded."""
    chosen, hits = question.asked.measure, _hits(question, recorded)
    if hits and chosen not in hits:
        return hits[0]
    if not chosen:
        return USUAL if USUAL in recorded else next(iter(recorded), USUAL)
    measure, statistic = question.ground.find(chosen)
    return measure.key(statistic)


def _hits(question: _Question, recorded: tuple[str, ...]) -> tuple[str, ...]:
    """Give what was searched for, the best first: the chart shows one of them."""
    if not question.asked.wanted:
        return ()
    ranks = {key: searching.rank(question.ground.find(key)[0], question.asked.wanted) for key in recorded}
    return tuple(key for rank in searching.RANKS for key in recorded if ranks[key] == rank)


def _draws_all(question: _Question) -> bool:
    """Tell whether all numbers are drawn over time: in the list, where nothing is compared, and as small charts."""
    in_list = question.asked.view is View.LIST and question.against is None
    return in_list or _is_small(question, Small.MEASURES)


def _tiles(question: _Question, pieces: tuple[Period, ...]) -> tuple[tuple[Tile, ...], tuple[Lacking, ...]]:
    """Read every number for the scope as a whole, also for the other period; apart, what the record cannot answer.

    The steps of all numbers, where they are wanted, are asked for in the same breath: each question costs the engine
    more than what is in it.
    """
    found: defaultdict[str, dict[tuple[int, int], Reading]] = defaultdict(dict)
    for reading in question.read(question.ground.keys, dict.fromkeys((*question.spans, *pieces))):
        found[reading.key][reading.period_start, reading.period_end] = reading
    now = [of_key[question.span.period.epoch] for of_key in found.values()]
    yardsticks = question.ground.yardsticks(question.sets.values())
    tiles = tuple(
        Tile(
            question.ground.number(reading, yardsticks.get(reading.key)),
            tuple(found[reading.key][piece.epoch] for piece in pieces),
            _compared(question, reading, found[reading.key]),
        )
        for reading in now
    )
    return tiles, question.ground.lacking(now)


def _compared(question: _Question, reading: Reading, of_key: Mapping[tuple[int, int], Reading]) -> Compared | None:
    if question.against is None:
        return None
    earlier = of_key[question.against.period.epoch]
    return comparing.compare(question.ground.find(reading.key)[0], reading, earlier, as_of=question.ground.facts.as_of)


def _may_be_cut(question: _Question, key: str) -> bool:
    """Tell whether a number may be cut so: what belongs to the unit is broken down neither to people nor positions."""
    return question.cut not in OF_PEOPLE or not rules.is_of_the_unit(question.ground.find(key)[0])


def _is_small(question: _Question, small: Small) -> bool:
    return question.asked.view is View.SMALL and question.asked.small is small


def _drawn(question: _Question, key: str, recorded: tuple[str, ...]) -> tuple[str, ...]:
    """Name the numbers whose line over time is wanted: of one number its group, which lies beside it."""
    if question.asked.view is not View.ONE:
        return ()
    group = question.ground.find(key)[0].group
    same = tuple(each for each in recorded if question.ground.find(each)[0].group == group)
    return tuple(dict.fromkeys((key, *same, rules.LOAD)))


def _over_time(
    question: _Question, tiles: tuple[Tile, ...], keys: tuple[str, ...], pieces: tuple[Period, ...]
) -> tuple[Tile, ...]:
    """Put the steps to the numbers whose line over time is wanted."""
    if not keys or not pieces:
        return tiles
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in question.read(keys, pieces):
        found[reading.key].append(reading)
    return tuple(replace(tile, steps=tuple(found[tile.number.key])) for tile in tiles)


def _columns(question: _Question, offered: tuple[str, ...]) -> tuple[str, ...]:
    """Give the numbers of the table: those chosen, else the usual ones."""
    chosen = tuple(dict.fromkeys(key for key in question.asked.columns if key in offered))
    return chosen or tuple(key for key in COLUMNS if key in offered)[:FIRST_COLUMNS] or offered[:FIRST_COLUMNS]


def _row_keys(question: _Question, key: str, columns: tuple[str, ...], offered: tuple[str, ...]) -> tuple[str, ...]:
    """Name the numbers that are read for every row: the chosen one where it may be cut, in the table its columns."""
    view = question.asked.view
    if view is View.LIST or _is_small(question, Small.MEASURES):
        return ()
    own = (key,) if key in offered else ()
    return tuple(dict.fromkeys((*own, *columns))) if view is View.TABLE else own
