"""Customers that may be one: suggested, merged, undone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.cases import actions, queries
from liuxin.desk.customers import actions as actions_of_customers
from liuxin.desk.customers import permissions
from liuxin.desk.customers import queries as customers
from liuxin.interfaces.web.customers import telling
from liuxin.interfaces.web.customers.forms.shaping import MergeForm
from liuxin.interfaces.web.customers.views.deeds import attempt, places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import NotAllowedError


@require_http_methods(["GET", "POST"])
@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show customers that may be one, and why; make two of them one."""
    asks = standing.of(request)
    if not permissions.may_look_up(asks):
        raise NotAllowedError("customers.not_open")
    form, status = MergeForm(posted(request), auto_id="merge-%s"), 200
    if request.method == "POST":
        by, at = standing.actor(request), timezone.now()
        status = attempt(
            request,
            form,
            lambda: actions.merge_customers(**form.cleaned_data, by=by, at=at),
            _("The two are one now. It can be undone on the customer's page."),
        )
        if not status:
            return redirect("customers:customer", form.cleaned_data["survivor"])
    alike = customers.likenesses()
    told = customers.told_apart()
    pairs = [{one.one.id, one.other.id} for one in alike] + [{one.one.id, one.other.id} for one in told]
    seen = queries.reachable(asks, {key for pair in pairs for key in pair})
    context = {
        "rows": [telling.alike(one) for one in alike if {one.one.id, one.other.id} & seen],
        "apart": telling.apart(pair for pair in told if {pair.one.id, pair.other.id} & seen),
        "form": form,
        "may_merge": permissions.may_merge(asks),
        "places": places(asks, "customers:duplicates"),
    }
    return page(request, "customers/duplicates.html", context, status=status)


@require_POST
@login_required
def apart(request: HttpRequest) -> HttpResponse:
    """Say that two customers are not the same, or take that back."""
    by, at = standing.actor(request), timezone.now()
    pair = {name: request.POST.get(name, "") for name in ("one", "other")}
    if request.POST.get("do") == "undo":
        actions_of_customers.undo_apart(**pair, by=by, at=at)
        messages.success(request, _("The two may be suggested again."))
    else:
        actions_of_customers.tell_apart(**pair, by=by, at=at)
        messages.success(request, _("Kept: the two are not the same. They are not suggested again."))
    back = request.POST.get("back", "")
    if back in pair.values():
        return redirect(f"{reverse('customers:customer', args=[back])}?part=record#alike")
    return redirect("customers:duplicates")


@require_POST
@login_required
def undo_merge(request: HttpRequest, merge: int) -> HttpResponse:
    """Give each of two customers back what was theirs."""
    actions.undo_merge(merge=merge, by=standing.actor(request), at=timezone.now())
    return redirect("customers:duplicates")
