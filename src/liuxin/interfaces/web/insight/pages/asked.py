"""What a reader chose on the board: read from the address, and written back into every address of the page."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict

from liuxin.insight.words import Against, Asked, Board, Cut, Grain, Small, View
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.kernel.errors import BadInputError

Word = TypeVar("Word", bound=StrEnum)
USUAL: Mapping[str, object] = {"view": View.ONE, "small": Small.ROWS}


def read(query: QueryDict) -> Asked:
    """Read what is asked. Raises `BadInputError("insight.unknown_choice")` and names the field."""
    columns = [key for some in query.getlist("columns") for key in some.split(",") if key]
    return Asked(
        period=_period(query),
        measure=query.get("measure", ""),
        grain=_word(Grain, query, "grain"),
        against=_word(Against, query, "against") or Against.NOTHING,
        by=_word(Cut, query, "by"),
        columns=tuple(columns),
        view=_word(View, query, "view") or View.ONE,
        small=_word(Small, query, "small") or Small.ROWS,
        wanted=query.get("q", "").strip(),
    )


def _period(query: QueryDict) -> str:
    """Give the code of the period: the days that were written win over the one that was chosen."""
    first, last = query.get("from", ""), query.get("to", "")
    return f"{first or last}..{last or first}" if first or last else query.get("period", "")


def _word(kind: type[Word], query: QueryDict, field: str) -> Word | None:
    raw = query.get(field, "")
    if not raw:
        return None
    try:
        return kind(raw)
    except ValueError as error:
        known = ", ".join(filter(None, (word.value for word in kind)))
        raise BadInputError("insight.unknown_choice", field=field, value=raw, known=known) from error


def cut(query: QueryDict) -> Cut | None:
    """Read by what one part of a number is meant."""
    return _word(Cut, query, "cut")


def query_of(board: Board, **changes: object) -> dict[str, object]:
    """Give the query of an address of this board: what is as usual is left out."""
    asked = board.asked
    chosen: dict[str, object] = {
        "period": board.span.code,
        "measure": board.chosen.number.key,
        "grain": asked.grain,
        "against": asked.against,
        "by": asked.by,
        "columns": ",".join(asked.columns),
        "view": asked.view,
        "small": asked.small,
    } | changes
    return {name: value for name, value in chosen.items() if value and USUAL.get(name) != value}


def address(board: Board, **changes: object) -> str:
    """Give the address of this board with something chosen otherwise."""
    return addresses.board(team_of(board), **query_of(board, **changes))


def team_of(board: Board) -> int | None:
    """Give the key of the board's team; none for all teams."""
    return board.team.id if board.team else None
