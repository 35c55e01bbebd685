"""The board laid out: what is chosen, the numbers, the line over time, everyone, the small charts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from liuxin.insight.words import Board, Cut, Small, View
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import (
    addresses,
    asked,
    choices,
    everyone,
    fair,
    funnels,
    measures,
    small,
    trend,
)
from liuxin.interfaces.web.insight.pages.about import about, why_unit_only
from liuxin.interfaces.web.insight.pages.choices import Choice
from liuxin.interfaces.wording import formats

TEMPLATES = {
    View.ONE: "insight/board_one.html",
    View.LIST: "insight/board_list.html",
    View.TABLE: "insight/board_table.html",
    View.SMALL: "insight/board_small.html",
}
KEPT = ("measure", "grain", "columns", "view", "small")


def context(board: Board, *, wanted: str, sort: str, unfold: bool) -> dict[str, object]:
    """Give the template everything; `wanted` is what was searched for."""
    return (
        _head(board)
        | _choices(board, wanted)
        | {
            "body": TEMPLATES[_view(board, wanted)],
            "wanted": wanted,
            "lacking": measures.lacking(board.lacking, wanted),
            "no_persons": board.no_persons,
        }
        | _face(board, wanted=wanted, sort=sort, unfold=unfold)
    )


def _view(board: Board, wanted: str) -> View:
    """Give the face to be shown; where a search finds nothing that could be drawn, the list, which says so."""
    found = any(measures.matches(tile.number.measure, wanted) for tile in board.tiles)
    return board.asked.view if found or board.asked.view is not View.ONE else View.LIST


def _head(board: Board) -> dict[str, object]:
    """Say what the board is of, and as of when."""
    return {
        "title": shown.name(board.team) if board.team else _("All teams"),
        "heading": _("Board of %(team)s") % {"team": shown.beside(shown.name(board.team))} if board.team else "",
        "team": board.team,
        "empty": board.as_of.at is None,
        "one_team": len(board.teams) == 1,
        "days": shown.span_days(board.span, board.zone),
        "against_days": shown.span_days(board.against, board.zone) if board.against else "",
        "outside": board.outside,
        "as_of": formats.date_time(board.as_of.at, board.zone),
        "set": board.set,
        "set_name": shown.text(board.set.name) if board.set else "",
    }


def _choices(board: Board, wanted: str) -> dict[str, object]:
    query = asked.query_of(board)
    return {
        "teams": tuple(Choice("", shown.name(team), team == board.team, str(team.id)) for team in board.teams),
        "spans": choices.spans(board.span_codes, board.span.code),
        "againsts": choices.againsts(board),
        "views": choices.views(board),
        "cuts": choices.cuts_of(board),
        "kept": {name: query[name] for name in KEPT if name in query},
        "kept_all": query,
        "action": reverse("insight:board"),
        "here": addresses.board(asked.team_of(board)),
        "clear": asked.address(board),
        "exports": {
            form: addresses.board_export(asked.team_of(board), **asked.query_of(board), q=wanted, form=form)
            for form in ("csv", "xlsx")
        },
    }


def _face(board: Board, *, wanted: str, sort: str, unfold: bool) -> dict[str, object]:
    """Lay out what the chosen face of the board shows."""
    match _view(board, wanted):
        case View.LIST:
            return {"groups": measures.listed(board, wanted), "compares": board.against is not None}
        case View.TABLE:
            return _people(board, sort=sort, unfold=unfold) | {"offered": _offered(board)}
        case View.SMALL:
            return _number(board) | {
                "smalls": choices.smalls(board),
                "grains": choices.grains(board),
                "small": small.lay_out(board, wanted, unfold=unfold),
                "of_rows": board.asked.small is Small.ROWS,
                "unit_only": why_unit_only() if everyone.is_of_the_unit(board) else "",
            }
        case _:
            shown_rows = everyone.shown_rows(board, unfold=unfold)
            compares_people = board.cut in {Cut.PERSON, Cut.TEAM} and not everyone.is_of_the_unit(board)
            return (
                _one(board, wanted)
                | _people(board, sort=sort, unfold=unfold)
                | {
                    "fair": fair.lay_out(board, shown_rows) if compares_people and shown_rows else None,
                    "funnel": funnels.lay_out(board, shown_rows) if compares_people else None,
                }
            )


def _people(board: Board, *, sort: str, unfold: bool) -> dict[str, object]:
    return {
        "everyone": everyone.lay_out(board, sort=sort, unfold=unfold),
        "unit_only": why_unit_only() if everyone.is_of_the_unit(board) else "",
        "of_people": board.cut is Cut.PERSON,
        "target": measures.target_of(board.chosen.number.yardstick),
        "compares": board.against is not None,
    }


def _number(board: Board) -> dict[str, object]:
    number = board.chosen.number
    return {
        "measure": number.key,
        "number_name": shown.title(number.measure, number.statistic),
        "missing": ", ".join(number.reading.missing),
        "needs": shown.text(number.measure.needs_note),
    }


def _one(board: Board, wanted: str) -> dict[str, object]:
    """Lay out one number: its group beside it, the line over time, the comparison."""
    number, team = board.chosen.number, asked.team_of(board)
    compared = board.chosen.compared
    return _number(board) | {
        "groups": measures.groups(board, wanted),
        "tiles": measures.strip(board, wanted),
        "about": about(number.measure, number.statistic),
        "grain": shown.GRAINS[board.grain],
        "grains": choices.grains(board),
        "variants": measures.variants(board),
        "unit": shown.unit(number.measure),
        "plot": trend.plot(board, board.chosen),
        "target_name": _target_name(board),
        "described": trend.described(board),
        "finding": trend.finding(board),
        "steps": trend.rows(board),
        "compared": measures.compared(compared, number.measure) if compared else None,
        "openable": team is not None or board.sees_all,
        "whole": addresses.behind(number.key, period=board.span.code, team=team),
    }


def _target_name(board: Board) -> str:
    number = board.chosen.number
    target = measures.target_of(number.yardstick)
    return "" if target is None else shown.target(target, number.measure.unit)


def _offered(board: Board) -> tuple[Choice, ...]:
    """Offer the numbers that the table may show."""
    tiles = [tile for tile in board.tiles if tile.number.key in board.offered]
    return tuple(
        Choice("", shown.title(tile.number.measure, tile.number.statistic), key in board.columns, key)
        for tile in tiles
        if (key := tile.number.key)
    )
