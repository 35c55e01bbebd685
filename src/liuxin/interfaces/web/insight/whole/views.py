"""Pages over the whole: one query each, laid out and rendered."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.insight import queries
from liuxin.insight.whole import Day
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.whole import cycles, days, how, overviews
from liuxin.interfaces.web.kit import river, standing
from liuxin.interfaces.web.kit.views import page


@require_safe
@login_required
def day(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever is signed in."""
    found = queries.day(standing.of(request), timezone.now())
    _remember(request, found)
    return page(request, "insight/day.html", days.context(found), fragment="day")


@require_safe
@login_required
def cycle(request: HttpRequest, cycle: int | None = None) -> HttpResponse:
    """Show where a cycle stands in every department; without a key the one that runs."""
    found = queries.cycle_overview(standing.of(request), cycle, timezone.now())
    return page(request, "insight/cycle.html", cycles.context(found))


@require_safe
@login_required
def director(request: HttpRequest) -> HttpResponse:
    """Show the overview: what waits, how far the objectives are, where the cycle stands."""
    found = queries.overview(standing.of(request), timezone.now())
    return page(request, "insight/director.html", overviews.context(found))


@require_safe
@login_required
def came_about(request: HttpRequest, person: int, cycle: int) -> HttpResponse:
    """Show how the result of somebody in a cycle came about."""
    asks = standing.of(request)
    found = queries.came_about(asks, person_id=person, cycle_id=cycle, at=timezone.now())
    return page(request, "insight/came_about.html", how.context(found))


def _remember(request: HttpRequest, found: Day) -> None:
    """Let the side bar show the phase of the reader's department."""
    stand = found.standpoint
    wanted = ("", 0) if stand is None else (shown.text(stand.name), stand.phase)
    if river.kept(request) != wanted:
        river.remember(request, *wanted)
