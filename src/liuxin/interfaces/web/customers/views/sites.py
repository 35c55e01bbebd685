"""Sites: the tree with search, one site with its history, what is done with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import SiteNode
from liuxin.interfaces.web.cases import shown as cases_shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.shaping import FindSiteForm, MoveSiteForm, RenameForm, SiteForm
from liuxin.interfaces.web.customers.views.deeds import attempt, places
from liuxin.interfaces.web.customers.views.people import reader
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import NotFoundError

SAID = _("The site is on record.")


@require_http_methods(["GET", "POST"])
@login_required
def sites(request: HttpRequest) -> HttpResponse:
    """Show the tree of sites; add one."""
    asks = reader(request)
    form = SiteForm(posted(request), initial={"parent": request.GET.get("inside", "")})
    status = 200
    if request.method == "POST":
        by, at = standing.actor(request), timezone.now()
        status = attempt(request, form, lambda: actions.add_site(site=form.wanted(), by=by, at=at), SAID)
        if not status:
            return redirect("customers:sites")
    find = FindSiteForm(request.GET, auto_id="sites-%s")
    find.is_valid()
    given = find.cleaned_data
    tree = customers.site_tree(given.get("q", ""), closed=bool(given.get("closed")))
    context = {
        "find": find,
        "form": form,
        "rows": _rows(tree, 1),
        "may_change": permissions.may_change_customer(asks),
        "places": places(asks, "customers:sites"),
    }
    return page(request, "customers/sites.html", context, status=status)


@require_safe
@login_required
@in_house_time
def site(request: HttpRequest, key: int) -> HttpResponse:
    """Show a site: where it lies, its cases and those below, who had it when."""
    reader(request)
    return _shown(request, key)


@require_POST
@login_required
@in_house_time
def deed(request: HttpRequest, key: int, act: str) -> HttpResponse:
    """Rename, move, close or open a site."""
    reader(request)
    by, at = standing.actor(request), timezone.now()
    form: forms.Form
    do: Callable[[], object]
    if act == "rename":
        form = rename = RenameForm(request.POST, auto_id="rename-%s")
        do = lambda: actions.rename_site(site=key, name=rename.cleaned_data["name"], by=by, at=at)  # noqa: E731
    elif act == "move":
        form = move = MoveSiteForm(request.POST)
        do = lambda: actions.move_site(site=key, parent=int(move.cleaned_data["parent"] or 0) or None, by=by, at=at)  # noqa: E731
    elif act in {"close", "open"}:
        form = forms.Form(request.POST)
        ends = actions.close_site if act == "close" else actions.open_site
        do = lambda: ends(site=key, by=by, at=at)  # noqa: E731
    else:
        raise NotFoundError("customers.no_such_site")
    status = attempt(request, form, do, SAID)
    return _shown(request, key, bound=form, status=status) if status else redirect("customers:site", key)


def _shown(request: HttpRequest, key: int, *, bound: forms.Form | None = None, status: int = 200) -> HttpResponse:
    found = queries.site_page(standing.of(request), key)
    name = found.site.name
    context: dict[str, Any] = {
        "found": found,
        "name": name,
        "kind": labels.SITE[name.kind],
        "path": found.site.path,
        "rows": cases_shown.rows(found.cases, timezone.now()),
        "inner": _rows(found.site.children, 1),
        "rename_form": bound
        if isinstance(bound, RenameForm)
        else RenameForm(initial={"name": name.names[-1]}, auto_id="rename-%s"),
        "move_form": bound
        if isinstance(bound, MoveSiteForm)
        else MoveSiteForm(initial={"parent": _above(found.site.path)}),
        "problem_form": bound if type(bound) is forms.Form else None,
        "is_closed": found.site.closed_at is not None,
    }
    return page(request, "customers/site.html", context, status=status)


def _above(path: tuple[tuple[int, str], ...]) -> str:
    """Give where a site lies: whoever presses without choosing leaves it there."""
    return str(path[-2][0]) if len(path) > 1 else ""


def _rows(nodes: tuple[SiteNode, ...], level: int) -> list[dict[str, Any]]:
    """Give the tree as rows, each with how deep it lies."""
    found: list[dict[str, Any]] = []
    for node in nodes:
        found.append({"node": node, "level": level, "kind": labels.SITE[node.kind]})
        found += _rows(node.children, level + 1)
    return found
