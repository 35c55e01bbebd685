"""Making somebody the lead of a team."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import actions, permissions, queries
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import LeadForm, show
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError


@require_http_methods(["GET", "POST"])
@login_required
def lead(request: HttpRequest, person: int) -> HttpResponse:
    """Let whoever keeps the structure make a person the lead of a team from a day on."""
    asks, now = standing.of(request), timezone.now()
    view = queries.person(asks, person, now)
    if not permissions.may_manage_structure(asks):
        raise NotAllowedError("organisation.not_allowed")
    zone, language = ZoneInfo(queries.zone()), get_language() or ""
    teams = [(team.id, team.text.in_language(language)) for team in queries.teams_listed(asks)]
    form = LeadForm(request.POST or None, teams=teams, today=now.astimezone(zone).date())
    if request.method == "POST" and form.is_valid() and _led(request, form, person, zone):
        messages.success(request, _("The lead of the team is set."))
        return redirect("organisation:person", person=person)
    return page(request, "organisation/lead.html", {"view": view, "form": form, "zone": zone.key})


def _led(request: HttpRequest, form: LeadForm, person: int, zone: ZoneInfo) -> bool:
    start = datetime.combine(form.cleaned_data["start"], time.min, tzinfo=zone)
    try:
        actions.set_lead(
            team_id=form.cleaned_data["team"],
            person_id=person,
            start=start,
            by=standing.actor(request),
            at=timezone.now(),
        )
    except (BadInputError, RuleBrokenError) as problem:
        show(form, problem)
        return False
    return True
