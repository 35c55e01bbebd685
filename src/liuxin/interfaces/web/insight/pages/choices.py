"""Choices of a page: periods and teams in a select, neighbours in a segmented control."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liuxin.insight.words import Against, Board, Grain, Small, View
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import asked, cuts


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen."""

    url: str
    label: str
    current: bool
    value: str = ""
    count: str | None = None


def spans(codes: Iterable[str], current: str) -> tuple[Choice, ...]:
    """Offer the spans of the record."""
    known = tuple(codes)
    offered = known if current in known else (current, *known)
    return tuple(Choice("", shown.span_name(code), code == current, code) for code in offered)


def grains(board: Board) -> tuple[Choice, ...]:
    """Offer the steps of a line over time."""
    names = {Grain.DAY: _("day"), Grain.WEEK: _("week"), Grain.MONTH: _("month"), Grain.QUARTER: _("quarter")}
    return tuple(Choice(asked.address(board, grain=grain), name, grain is board.grain) for grain, name in names.items())


def views(board: Board) -> tuple[Choice, ...]:
    """Offer the faces of the board."""
    names = {
        View.ONE: _("One number"),
        View.LIST: _("All numbers"),
        View.TABLE: _("Side by side"),
        View.SMALL: _("Small charts"),
    }
    return tuple(
        Choice(asked.address(board, view=view), name, view is board.asked.view) for view, name in names.items()
    )


def smalls(board: Board) -> tuple[Choice, ...]:
    """Offer what the small charts are of."""
    by = str(cuts.NAMES[board.cut])
    names = {
        Small.ROWS: _("one number, by %(part)s") % {"part": by},
        Small.MEASURES: _("all numbers"),
    }
    return tuple(
        Choice(asked.address(board, small=small), name, small is board.asked.small) for small, name in names.items()
    )


def againsts(board: Board) -> tuple[Choice, ...]:
    """Offer what the period may be held against."""
    names = {
        Against.NOTHING: _("not compared"),
        Against.BEFORE: _("against the period before"),
        Against.YEAR: _("against a year ago"),
    }
    return tuple(Choice("", name, each is board.asked.against, each.value) for each, name in names.items())


def cuts_of(board: Board) -> tuple[Choice, ...]:
    """Offer by what the board may be cut."""
    return tuple(
        Choice("", _("by %(part)s") % {"part": cuts.NAMES[cut]}, cut is board.cut, cut.value) for cut in board.cuts
    )
