"""Reading: the list of sets, and one set."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.pages import reading
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators import permissions, queries
from liuxin.performance.indicators.words import SetStatus

LONGEST_SEARCH = 100


@require_safe
@login_required
def sets(request: HttpRequest) -> HttpResponse:
    """List the sets: rules are open to everybody who signed in."""
    asks = standing.of(request)
    search = request.GET.get("q", "")[:LONGEST_SEARCH]
    return page(
        request,
        "indicators/sets.html",
        {
            "rows": reading.rows(queries.set_lines(asks, search=search), organisation.zone()),
            "search": search,
            "may_write": permissions.may_write_sets(asks),
        },
    )


@require_safe
@login_required
def one(request: HttpRequest, set: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Show a set with its lines."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    found = queries.indicator_set(asks, set)
    frozen = evaluation.frozen_with(asks, set, now) if found.in_force else []
    current = queries.set_in_force(asks, found.position)
    return page(
        request,
        "indicators/set.html",
        {
            "found": found,
            "name": shown.text(found.name),
            "position": shown.text(found.position_name),
            "status": labels.STATUSES[found.status],
            "tag": labels.TAGS[found.status],
            "grain": labels.GRAINS[found.grain],
            "missing": labels.MISSING[found.missing_rule],
            "is_draft": found.status is SetStatus.DRAFT,
            "replaced_by": current if found.in_force and current and current.id != found.id else None,
            "lines": reading.lines(found, queries.checked(asks, found), queries.externals()),
            "frozen": reading.frozen(frozen, organisation.names(reading.named(frozen)), zone),
            "may_write": permissions.may_write_sets(asks),
            "zone": zone,
        },
    )
