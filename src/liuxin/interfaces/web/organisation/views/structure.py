"""Departments and teams as a tree."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page


@require_safe
@login_required
def departments(request: HttpRequest) -> HttpResponse:
    """Show the tree; it is open to everyone who signed in."""
    asks, now = standing.of(request), timezone.now()
    nodes = queries.tree(now)
    named = [line.lead.id for node in nodes for line in node.teams if line.lead]
    named += [head.id for node in nodes for head in node.heads]
    return page(
        request,
        "organisation/departments.html",
        {
            "nodes": nodes,
            "teams": sum(len(node.teams) for node in nodes),
            "departments": sum(node.id is not None for node in nodes),
            "openable": queries.people_openable(asks, now, named),
            "listed": frozenset(team.id for team in queries.teams_listed(asks)),
        },
    )
