"""Granting somebody a role."""

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
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import RoleForm, show
from liuxin.kernel.errors import BadInputError, NotAllowedError


@require_http_methods(["GET", "POST"])
@login_required
def role(request: HttpRequest, person: int) -> HttpResponse:
    """Let the security administrator grant a person a role, never to oneself."""
    asks, now = standing.of(request), timezone.now()
    view = queries.person(asks, person, now)
    if not permissions.may_grant_role(asks, person):
        raise NotAllowedError("organisation.not_allowed")
    zone, language = ZoneInfo(queries.zone()), get_language() or ""
    departments = [(one.id, one.name.in_language(language)) for one in queries.departments() if one.id is not None]
    form = RoleForm(request.POST or None, departments=departments, today=now.astimezone(zone).date())
    if request.method == "POST" and form.is_valid() and _granted(request, form, person, zone):
        messages.success(request, _("The role is granted."))
        return redirect("organisation:person", person=person)
    return page(request, "organisation/role.html", {"view": view, "form": form, "zone": zone.key})


def _granted(request: HttpRequest, form: RoleForm, person: int, zone: ZoneInfo) -> bool:
    start = datetime.combine(form.cleaned_data["start"], time.min, tzinfo=zone)
    try:
        actions.grant_role(
            person_id=person,
            role=Role(form.cleaned_data["role"]),
            department=form.cleaned_data["department"],
            start=start,
            by=standing.actor(request),
            at=timezone.now(),
        )
    except BadInputError as problem:
        show(form, problem)
        return False
    return True
