"""Views that somebody saved: beside the list with their counts; kept, shared, taken away, put back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import people, shown
from liuxin.interfaces.web.cases.asked import ListForm
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError

KEPT = (
    *("q", "status", "kind", "stage", "channel", "priority", "team", "holder", "category", "promise"),
    *("unheld", "sort"),
)


@require_safe
@login_required
@in_house_time
def views(request: HttpRequest) -> HttpResponse:
    """Give the saved views with how many cases each finds, for the list to show beside itself."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act="list")
    lines = queries.saved_views(asks)
    teams = people.all_teams(now)
    asked = [ListForm(_query(line.asked), teams=teams).wanted() for line in lines]
    counts = queries.view_counts(asks, asked)
    mine = asks.teams | asks.teams_led
    return page(
        request,
        "cases/views_page.html",
        {
            "views": [
                {
                    "line": line,
                    "url": _address(line.id, dict(line.asked)),
                    "count": f"{count - 1}+" if count > queries.MOST else str(count),
                    "team": shown.name(line.team),
                    "current": request.GET.get("view") == str(line.id),
                }
                for line, count in zip(lines, counts, strict=True)
            ],
            "asked": [(name, request.GET.get(name, "")) for name in KEPT if request.GET.get(name)],
            "teams": [(team.id, shown.name(team)) for team in organisation.team_names(mine).values()],
        },
        fragment="beside",
    )


def _query(asked: object) -> QueryDict:
    return QueryDict(urlencode(dict(asked)))  # type: ignore[call-overload]  # names and values


def _address(view: int, asked: dict[str, str]) -> str:
    return f"{reverse('cases:list')}?{urlencode({**asked, 'view': view})}"


def default_address(asks: Standing) -> str:
    """Give the address with which the list opens for somebody; nothing where that is the list of all."""
    default = queries.default_view(asks)
    line = next((one for one in queries.saved_views(asks) if one.id == default), None) if default else None
    return _address(line.id, dict(line.asked)) if line else ""


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep what the list shows under a name."""
    team = request.POST.get("share", "")
    asked = {name: request.POST.get(name, "") for name in KEPT}
    try:
        key = actions.save_view(
            name=request.POST.get("name", ""),
            asked=asked,
            team=int(team) if team.isdecimal() else None,
            by=standing.actor(request),
            at=timezone.now(),
        )
    except (BadInputError, RuleBrokenError) as problem:
        messages.warning(request, sentence_of(problem, request.LANGUAGE_CODE))
        return redirect(f"{reverse('cases:list')}?{urlencode({**asked, 'all': 1})}")
    messages.success(request, _("The view is saved."))
    return redirect(_address(key, {name: value for name, value in asked.items() if value}))


@require_POST
@login_required
def drop(request: HttpRequest, view: int) -> HttpResponse:
    """Take a view away, or put it back."""
    restore = request.POST.get("do") == "restore"
    actions.drop_view(view=view, restore=restore, by=standing.actor(request), at=timezone.now())
    if restore:
        messages.success(request, _("The view is there again."))
        return redirect(f"{reverse('cases:list')}?all=1")
    return redirect(f"{reverse('cases:list')}?all=1&dropped={view}")


@require_POST
@login_required
def default(request: HttpRequest, view: int) -> HttpResponse:
    """Let the list open with a view; with all cases again where it did already."""
    asks = standing.of(request)
    chosen = None if queries.default_view(asks) == view else view
    actions.set_default_view(view=chosen, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("The list opens with this view.") if chosen else _("The list opens with all cases."))
    return redirect(f"{reverse('cases:list')}?all=1")
