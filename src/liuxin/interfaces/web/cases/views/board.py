"""The board that must be empty: nothing without an owner, nothing without a next step."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import Lack, Near, Watched
from liuxin.interfaces.web.cases import shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page

WHY: Mapping[Lack | Near, str | Promise] = {
    Lack.NO_OWNER: pgettext_lazy("board", "Nobody answers for it"),
    Lack.NO_STEP: pgettext_lazy("board", "No next step, or none with a time"),
    Lack.OWNER_GONE: pgettext_lazy("board", "The accountable person has left, or the account is closed"),
    Lack.HOLDER_GONE: pgettext_lazy("board", "The holder has left, or the account is closed"),
    Lack.OWNER_AWAY: pgettext_lazy("board", "The accountable person is away beyond the next step"),
    Near.STEP_OVERDUE: pgettext_lazy("board", "Next step overdue"),
    Near.OWNER_LEAVES: pgettext_lazy("board", "The accountable person leaves within 14 days"),
    Near.UNHELD_LONG: pgettext_lazy("board", "Waits unheld for 4 hours or longer"),
    Near.WAITING_ENDS: pgettext_lazy("board", "Waiting for the customer ends within a day"),
    Near.STEP_SOON: pgettext_lazy("board", "Next step due within 2 hours"),
}


@require_safe
@login_required
@in_house_time
def board(request: HttpRequest) -> HttpResponse:
    """Show what lacks owner or next step, and what comes close to it."""
    asks, now = standing.of(request), timezone.now()
    found = queries.board(asks, now)
    return page(
        request,
        "cases/board.html",
        {
            "board": found,
            "lacks": [(WHY[why], count) for why, count in found.lacks.items()],
            "nears": [(WHY[why], count) for why, count in found.nears.items()],
            "lacking": _rows(found.lacking, now),
            "near": _rows(found.near, now),
            "near_count": sum(found.nears.values()),
            "at": now,
            "places": places(asks, "cases:board"),
        },
    )


def _rows(watched: tuple[Watched, ...], now: datetime) -> list[dict[str, object]]:
    rows = shown.rows(tuple(one.line for one in watched), now)
    return [
        {"row": row, "why": WHY[one.why], "accountable": shown.name(one.line.accountable)}
        for row, one in zip(rows, watched, strict=True)
    ]
