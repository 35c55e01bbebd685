"""One's own way of rating: shown to nobody else, and said to have been read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluation.pages import tendency as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.plan import queries as plan


@require_safe
@login_required
@never_cache
def my_ratings(request: HttpRequest) -> HttpResponse:
    """Show what I am told of my own way of rating, by cycle."""
    found = queries.own_feedbacks(standing.of(request))
    names = {each.id: each.name for each in plan.cycles()} if found else {}
    return page(
        request,
        "evaluation/my_ratings.html",
        {"rounds": laid.rounds(found, names, organisation.zone(), timezone.now())},
    )


@require_POST
@login_required
def acknowledge(request: HttpRequest, feedback: int) -> HttpResponse:
    """Keep that I have read it."""
    actions.acknowledge_tendency(feedback_id=feedback, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("Kept: you have read it."))
    return redirect("evaluation:my-ratings")
