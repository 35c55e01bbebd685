"""Queues by team: what waits, who holds how much, and taking the next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Load, Queue
from liuxin.interfaces.web.cases import shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.wording import formats


@require_safe
@login_required
@in_house_time
def queues(request: HttpRequest) -> HttpResponse:
    """Show the queues of the reader's teams, the load of their people, and what the reader holds."""
    asks, now = standing.of(request), timezone.now()
    found = queries.queues(asks, now)
    language = get_language() or "zh-hans"
    return page(
        request,
        "cases/queues.html",
        {
            "queues": [
                {
                    "queue": queue,
                    "name": shown.name(queue.team),
                    "age": formats.duration(int((now - queue.oldest).total_seconds()), language)
                    if queue.oldest
                    else "",
                    "loads": [_load(load) for load in queue.loads],
                }
                for queue in _worst_first(found.queues)
            ],
            "rows": shown.rows(found.mine, now),
            "mine": found.mine_count,
            "places": places(asks, "cases:queues"),
        },
    )


def _worst_first(found: tuple[Queue, ...]) -> list[Queue]:
    """Give the queues that wait first: those with the most past a promise, then the fullest, then by code."""
    return sorted(found, key=lambda queue: (-queue.late, -queue.waiting))


def _load(load: Load) -> dict[str, object]:
    """Give a load with the share of the capacity for its bar; without a limit there is none."""
    share = None if not load.capacity else min(1.0, load.held / load.capacity)
    return {
        "load": load,
        "width": "" if share is None else f"{100 * share:.0f}%",
        "full": load.capacity is not None and load.held >= load.capacity,
    }


@require_POST
@login_required
def take_next(request: HttpRequest, team: int) -> HttpResponse:
    """Take the next case of a queue."""
    code = actions.take_next(team=team, by=standing.actor(request), at=timezone.now())
    if not code:
        messages.success(request, _("Nothing waits in this queue any more."))
        return redirect("cases:queues")
    messages.success(request, _("You hold this case now."))
    return redirect("cases:case", code)
