"""Tables that leave the house: plain numbers under named heads, and what they are about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName
from liuxin.engines.measurement.words import Measure, Reading, Statistic, Unit
from liuxin.insight import periods
from liuxin.insight.comparing import Compared
from liuxin.insight.fair import Fair
from liuxin.insight.words import (
    AsOf,
    Behind,
    Board,
    CutName,
    Measures,
    Number,
    OwnNumber,
    OwnNumbers,
    Scorecard,
    Small,
    View,
)
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import cuts, everyone, fair, measures
from liuxin.interfaces.web.kit.export import Cell
from liuxin.performance.evaluation.words import ScoredLine
from liuxin.performance.indicators.words import SetView

About = list[tuple[str, Cell]]


def _head(measure: Measure, statistic: Statistic) -> str:
    """Name a column; a unit that the name says already is not said twice."""
    name = shown.title(measure, statistic)
    said = measure.unit in {Unit.COUNT, Unit.PER_CASE}
    return name if said else f"{name} ({shown.unit(measure)})"


def _yes(*, true: bool) -> str:
    return _("yes") if true else _("no")


def _about_period(days: str, as_of: AsOf, *, frozen: bool) -> About:
    reach = _("Frozen") if frozen else _("Live, record up to")
    return [(_("Period"), days), (reach, as_of.at), (_("Facts"), as_of.manifest_id)]


def _about_set(found: SetView | None) -> About:
    if found is None:
        return []
    name = f"{shown.text(found.name)} v{found.version}"
    return [(_("Set"), name), (_("Agreed"), _yes(true=not found.is_example))]


def _about_measures(keys: Mapping[str, None], named: Measures) -> About:
    """Say how each number is defined."""
    return [(shown.title(*named[key]), shown.text(named[key][0].definition)) for key in keys]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that leaves the house."""

    header: list[str]
    rows: Iterator[list[Cell]]
    about: About


def board(found: Board, *, wanted: str) -> Sheet:
    """Give what the face of a board shows: the steps of one number, all numbers, or everyone side by side."""
    about = _board_about(found)
    match found.asked.view:
        case View.LIST:
            return Sheet(_number_header(found), _numbers(found, wanted), about)
        case View.TABLE:
            return Sheet(_table_header(found), _table_rows(found), about)
        case View.SMALL if found.asked.small is Small.MEASURES:
            return Sheet(_step_header(), _steps_of_all(found, wanted), about)
        case View.SMALL:
            return Sheet([everyone.name_head(found), *_step_header()], _steps_of_rows(found), about)
        case _:
            return Sheet(_step_header(), _steps(found, found.chosen.number.key, found.chosen.steps), about)


def _board_about(board: Board) -> About:
    """Say what a board is of."""
    number = board.chosen.number
    against = [(_("Against"), shown.span_days(board.against, board.zone))] if board.against else []
    return [
        (_("Team"), shown.name(board.team) if board.team else _("All teams")),
        *_about_period(shown.span_days(board.span, board.zone), board.as_of, frozen=False),
        *against,
        *_about_set(board.set),
        (shown.title(number.measure, number.statistic), shown.text(number.measure.definition)),
    ]


def _ends(name: str) -> list[str]:
    return [name, f"{name}, {_('lower end (95%)')}", f"{name}, {_('upper end (95%)')}", f"{name}, n"]


def _values(reading: Reading | None) -> list[Cell]:
    return [reading.value, reading.low, reading.high, reading.n] if reading else [None] * 4


def _number_header(board: Board) -> list[str]:
    heads = [_("Group"), _("Number"), _("Unit"), *_ends(_("Value")), _("will count later"), _("asked, no answer")]
    if board.against is None:
        return heads
    return [*heads, *_ends(_("Earlier")), *_ends(_("Difference"))[:3], _("Verdict")]


def _numbers(board: Board, wanted: str) -> Iterator[list[Cell]]:
    for tile in board.tiles:
        measure, reading = tile.number.measure, tile.number.reading
        if not measures.matches(measure, wanted):
            continue
        head: list[Cell] = [
            shown.group(measure.group),
            shown.title(measure, tile.number.statistic),
            shown.unit(measure),
        ]
        line = [*head, *_values(reading), reading.pending, reading.unanswered]
        yield [*line, *_compared(tile.compared)] if board.against else line


def _compared(found: Compared | None) -> list[Cell]:
    if found is None:
        return [None] * 8
    moved = found.difference
    three: list[Cell] = [moved.value, moved.low, moved.high] if moved else [None] * 3
    return [*_values(found.reading), *three, str(shown.SURE[found.sure])]


def _table_header(board: Board) -> list[str]:
    heads = [everyone.name_head(board), _("Made-up name"), _("Best place"), _("Last place")]
    heads += [_("Expected of such cases"), *_ends(_("Fair value"))[:3]]
    for key in board.columns:
        heads += _ends(_head(*board.measures[key]))
    return heads


def _table_rows(board: Board) -> Iterator[list[Cell]]:
    for row in board.rows:
        made_up = None if isinstance(row.name, CutName) else _yes(true=row.name.made_up)
        place = row.stand.place
        ends: list[Cell] = [place.first, place.last] if place else [None, None]
        yield [cuts.name_of(board.cut, row.name), made_up, *ends, *_fair(row.fair), *_columns(board, row.readings)]
    if board.nobody:
        yield [_("not recorded"), *[None] * 7, *_columns(board, board.nobody)]


def _fair(found: Fair | None) -> list[Cell]:
    """Give what was expected, and the fair value with its interval, where it can be told."""
    if found is None or not fair.tells(found):
        return [None] * 4
    return [found.mix.usual if found.mix else None, found.value, found.low, found.high]


def _columns(board: Board, readings: Mapping[str, Reading]) -> Iterator[Cell]:
    for key in board.columns:
        yield from _values(readings.get(key))


def _step_header() -> list[str]:
    return [_("Number"), _("From"), _("To"), *_ends(_("Value"))]


def _steps(board: Board, key: str, steps: Iterable[Reading]) -> Iterator[list[Cell]]:
    name = _head(*board.measures[key])
    for step in steps:
        span = shown.period_of(step)
        first, last = shown.first_and_last(span, board.zone)
        yield [name, first, last, *_values(step)]


def _steps_of_all(board: Board, wanted: str) -> Iterator[list[Cell]]:
    for tile in board.tiles:
        if measures.matches(tile.number.measure, wanted):
            yield from _steps(board, tile.number.key, tile.steps)


def _steps_of_rows(board: Board) -> Iterator[list[Cell]]:
    for row in board.rows:
        for line in _steps(board, board.chosen.number.key, row.steps):
            yield [cuts.name_of(board.cut, row.name), *line]


def own(found: OwnNumbers) -> Sheet:
    """Give one's own numbers: the month and the twelve months, beside the middle of the team."""
    header = [_("Number"), _("Unit"), *_ends(_("Month")), _("Middle of the team"), *_ends(_("Twelve months"))]
    header += [_("Middle of the team, twelve months"), _("will count later")]
    about: About = [
        (_("Name"), shown.name(found.person)),
        (_("Made-up name"), _yes(true=found.person.made_up)),
        *_about_period(shown.span_days(found.month, found.zone), found.as_of, frozen=False),
        (_("Twelve months"), shown.span_days(found.year, found.zone)),
    ]
    return Sheet(header, map(_own_row, found.numbers), about)


def _own_row(own: OwnNumber) -> list[Cell]:
    number = own.number
    return [
        shown.title(number.measure, number.statistic),
        shown.unit(number.measure),
        *_values(number.reading),
        own.middle.value if own.middle else None,
        *_values(own.year),
        own.year_middle.value if own.year_middle else None,
        number.reading.pending,
    ]


def card_about(card: Scorecard) -> About:
    """Say whose card it is, for when, and whether it was frozen."""
    as_of = card.as_of
    if card.frozen:
        stamp = card.frozen.stamp
        as_of = AsOf(stamp.at, stamp.seq, stamp.manifest_id)
    keys = [line.indicator.measure for line in card.card.lines] if card.card else []
    keys += [number.key for number in card.shown]
    return [
        (_("Name"), shown.name(card.person)),
        (_("Made-up name"), _yes(true=card.person.made_up)),
        *_about_period(shown.span_days(card.span, card.zone), as_of, frozen=card.frozen is not None),
        *_about_set(card.set),
        *_about_measures(dict.fromkeys(keys), card.measures),
    ]


def card_header() -> list[str]:
    """Name the columns of a scorecard."""
    return [
        _("Indicator"),
        _("Unit"),
        _("Weight"),
        _("Weight applied"),
        _("Value"),
        _("lower end (95%)"),
        _("upper end (95%)"),
        "n",
        _("Score"),
        _("Verdict"),
        _("Contribution"),
        _("Scored"),
    ]


def card_rows(card: Scorecard) -> Iterator[list[Cell]]:
    """Give the lines of a scorecard, its total, and the numbers that are shown and not scored, which are live."""
    if card.card:
        yield from (_card_line(line, card.measures) for line in card.card.lines)
        points = card.card.total.points
        low, high = (points.low, points.high) if points else (None, None)
        score = points.score if points else None
        yield [_("Total"), "", 100.0, None, None, low, high, None, None, "", score, _yes(true=True)]
    yield from map(_card_number, card.shown)


def _card_line(line: ScoredLine, named: Measures) -> list[Cell]:
    measure, statistic = named[line.indicator.measure]
    measured = line.measured
    return [
        shown.title(measure, statistic),
        shown.unit(measure),
        float(line.indicator.weight.value),
        line.weight_applied,
        measured.value,
        measured.low,
        measured.high,
        measured.n,
        line.points.score if line.points else None,
        str(shown.VERDICTS[line.verdict]),
        line.contribution,
        _yes(true=line.points is not None),
    ]


def _card_number(number: Number) -> list[Cell]:
    reading = number.reading
    head: list[Cell] = [shown.title(number.measure, number.statistic), shown.unit(number.measure), None, None]
    return [*head, reading.value, reading.low, reading.high, reading.n, None, "", None, _("no, live")]


def behind_about(behind: Behind) -> About:
    """Say which number the cases are behind."""
    number = behind.number
    who = shown.name(behind.who) if behind.who else ""
    about: About = [(_("Whose"), who)] if who else []
    if isinstance(behind.who, PersonName):
        about.append((_("Made-up name"), _yes(true=behind.who.made_up)))
    if behind.team and behind.team is not behind.who:
        about.append((_("Team"), shown.name(behind.team)))
    return [
        *about,
        *_about_period(shown.days(behind.period, behind.zone), behind.as_of, frozen=behind.frozen),
        (_head(number.measure, number.statistic), number.reading.value),
        (_("Definition"), shown.text(number.measure.definition)),
    ]


def behind_header(behind: Behind) -> list[str]:
    """Name the columns of the cases behind a number."""
    measure = behind.number.measure
    return [
        _("Case"),
        _("When"),
        f"{_('Value')} ({shown.unit(measure)})" if measure.unit is Unit.HOURS else _("Value"),
        _("Share"),
        _("Counted"),
        _("Why not"),
        f"{_('Pull')} ({shown.pull_unit(measure)})",
    ]


def behind_rows(behind: Behind) -> Iterator[list[Cell]]:
    """Give every case behind a number, counted or not."""
    for row in behind.rows:
        evidence = row.evidence
        yield [
            evidence.case,
            periods.from_epoch(evidence.at),
            evidence.value,
            evidence.weight,
            _yes(true=evidence.counted),
            shown.why_not(evidence.why_not),
            row.pull,
        ]
