"""The rated part of a person in a cycle, with the versions of the result."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.evaluation.pages import person as laid
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import queries
from liuxin.performance.plan import queries as plan


@require_safe
@login_required
def person(request: HttpRequest, cycle: int, person: int) -> HttpResponse:
    """Show what raters said, as far as it may be told; to whom the result is not open there is no such page."""
    asks, zone = standing.of(request), organisation.zone()
    result = queries.result(asks, person, cycle)
    try:
        rated: dict[str, object] | None = laid.page_of(queries.rated_part(asks, result), zone)
    except NotFoundError:
        rated = None
    names = organisation.names([person])
    return page(
        request,
        "evaluation/person.html",
        {
            "cycle_name": labels.text(plan.cycle(cycle).name),
            "cycle": cycle,
            "person": names.get(person),
            "is_self": asks.person_id == person,
            "rated": rated,
            "state": labels.RESULTS[result.state],
            "word": labels.result(result.state),
            "versions": laid.versions(queries.versions(asks, person, cycle), zone),
            "scorecard": addresses.scorecard(person, period=_days(result.period, zone)),
            "title": _("The rated part"),
        },
    )


def _days(period: Period, zone: str) -> str:
    """Write a period as the scorecard reads it: first and last day, local."""
    last = period.end - timedelta(microseconds=1)
    first_day, last_day = (each.astimezone(ZoneInfo(zone)).date() for each in (period.start, last))
    return f"{first_day}..{last_day}"
