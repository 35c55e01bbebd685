"""Reading: the list of sets, and one set."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.agreement.panel import Panel, panel
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.pages import phase as phases
from liuxin.interfaces.web.indicators.pages import ratings, reading, smart
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.indicators import permissions, queries, rules
from liuxin.performance.indicators.words import SetStatus
from liuxin.performance.plan import queries as plan

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
            "phase": phases.phase(asks, timezone.now()),
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
    known = queries.externals()
    checked = queries.checked(asks, found, rated=ratings.earlier(found))
    may_agree = permissions.may_agree_sets(asks)
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
            "is_proposed": found.status is SetStatus.PROPOSED,
            "in_force": found.in_force,
            "vote": queries.vote(found, now),
            "panel": _panel(request, found.id, found.agreement),
            "may_agree": may_agree,
            "hints": smart.hints(rules.hints(found.indicators, queries.library().of_measure), known),
            "cycle": shown.text(plan.cycle(found.cycle).name) if found.cycle else "",
            "replaced_by": current if found.in_force and current and current.id != found.id else None,
            "lines": reading.lines(found, checked, known),
            "frozen": reading.frozen(frozen, organisation.names(reading.named(frozen)), zone),
            "may_write": permissions.may_write_sets(asks),
            "zone": zone,
        },
    )


def _panel(request: HttpRequest, key: int, agreement: int | None) -> Panel | None:
    """Give the vote on a set, if it was put to one."""
    if agreement is None:
        return None
    return panel(request, agreement, back=reverse("indicators:set", args=[key]))
