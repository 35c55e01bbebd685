"""How the values of the people of a board lie among those of all others."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liuxin.engines.measurement.words import Unit
from liuxin.insight.comparing import Pile
from liuxin.insight.words import Board
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import figures, lines
from liuxin.interfaces.wording import formats

LEFT, WIDE = 3.0, 94.0
WHOLE = 100.0
STEPS = 8
PLACE, FAIR = "place", "fair"
CSS = {"name": "", PLACE: "c", FAIR: "r"}
"""Columns that are not one of the numbers that were chosen for the table."""


@dataclass(frozen=True, slots=True)
class SpreadView:
    """How the values of people lie: bars with one's own part, the median, and what it says in words."""

    bars: tuple[lines.PileBar, ...]
    median: str
    ticks: tuple[lines.Mark, ...]
    label: str
    left_out: str


def spread(board: Board) -> SpreadView | None:
    """Lay out how the values of people lie, those of the board among all others; nothing where it says nothing."""
    found = board.distribution
    if found is None or found.own + found.others <= 1:
        return None
    unit = board.chosen.number.measure.unit
    piles = found.piles
    first, last = piles[0].low, piles[-1].high
    across = figures.Line(first, last, 0.0, WHOLE)
    counts = [(pile.own, pile.others, _pile(pile, unit)) for pile in piles]
    inner = lines.ticks(figures.Line(last, first, 0.0, WHOLE), 4)
    return SpreadView(
        bars=lines.piles(counts),
        median=figures.percent(across.at(found.median)),
        ticks=tuple(lines.Mark(figures.percent(across.at(value)), shown.end_of_axis(value, unit)) for value in inner),
        label=_spread_says(found.own, found.others, shown.value(found.median, unit), in_team=board.team is not None),
        left_out=_left_out(found.left_out),
    )


def _pile(pile: Pile, unit: Unit) -> str:
    low = shown.end_of_axis(pile.low, unit)
    span = _("over %(low)s") % {"low": low} if pile.open else f"{low} – {shown.end_of_axis(pile.high, unit)}"
    said = {"span": span, "own": pile.own, "others": pile.others}
    return _("%(span)s: %(own)s of this board, %(others)s others") % said


def _spread_says(own: int, others: int, median: str, *, in_team: bool) -> str:
    if not others:
        return _("%(own)s people with enough cases; half of them lie under %(median)s.") % {
            "own": own,
            "median": median,
        }
    told = _("%(own)s people of this team among %(others)s unnamed others; half of all lie under %(median)s.")
    wide = _("%(own)s people of these teams among %(others)s unnamed others; half of all lie under %(median)s.")
    return (told if in_team else wide) % {"own": own, "others": others, "median": median}


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s person with too few cases is not drawn.", "%(count)s people with too few cases are not drawn.", count
    ) % {"count": formats.number(count)}
