"""The list renews itself: the rows of a page of the list, or nothing where nothing changed."""

from hashlib import blake2b
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.cases import permissions, queries
from liuxin.interfaces.web.cases import people, shown
from liuxin.interfaces.web.cases.asked import ListForm, cursor
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.rows import Rows
from liuxin.interfaces.web.kit import standing
from liuxin.kernel.errors import NotAllowedError

NOTHING_NEW = 204


@require_safe
@login_required
@in_house_time
def live(request: HttpRequest) -> HttpResponse:
    """Give the rows as they are now; nothing where they are what the page shows already."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act="list")
    teams = people.all_teams(now) if request.GET.get("team") else []
    form = ListForm(request.GET, teams=teams)
    found = queries.case_list(asks, form.wanted(), form.sorting(), cursor(request.GET.get("cursor", "")))
    rows = shown.rows(found.rows, now, queries.unread(asks, [line.code for line in found.rows]))
    told = told_of(request, rows)
    if told["mark"] == request.GET.get("mark"):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "cases/body.html", {"rows": rows, "picks": True, "live": told})


def told_of(request: HttpRequest, rows: Rows) -> dict[str, str]:
    """Give the mark of rows as they look, and the address at which the page asks for others."""
    mark = blake2b(repr([tuple(map(str, row.values())) for row in rows]).encode(), digest_size=8).hexdigest()
    asked = {name: value for name, value in request.GET.items() if name != "mark"}
    return {"mark": mark, "url": f"{reverse('cases:live')}?{urlencode({**asked, 'mark': mark})}"}
