"""A need that a case brought to light is put on record from the page of the case."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.cases import queries
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers.words import NewNeed
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers.forms.one import NeedForm
from liuxin.interfaces.web.customers.views.deeds import Refused
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import NotAllowedError, NotFoundError

WEEK = timedelta(days=7)


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def need(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what the customer needs, or put it on record and go back to the case."""
    asks, now = standing.of(request), timezone.now()
    line = queries.case(asks, code, now).line
    if not permissions.may_change_customer(asks):
        raise NotAllowedError("customers.not_allowed", act="may_change_customer")
    if line.customer is None:
        raise NotFoundError("customers.no_such_customer", customer="")
    status = 200
    if request.method == "POST":
        form = NeedForm(request.POST, at=now)
        status = _record(request, form, line.customer.code, code)
        if not status:
            return redirect("cases:case", code)
    else:
        due = timezone.localdate(now) + WEEK
        form = NeedForm(at=now, initial={"owner": asks.person_id, "next_due": due, "case": code})
    context = {"line": line, "customer": line.customer, "form": form}
    return page(request, "customers/need_from_case.html", context, fragment="drawer", status=status)


def _record(request: HttpRequest, form: NeedForm, customer: str, case: str) -> int:
    if not form.is_valid():
        return 400
    given = form.cleaned_data | {"owner": int(form.cleaned_data["owner"]), "case": case}
    by, at = standing.actor(request), timezone.now()
    try:
        made = actions.record_need(customer=customer, need=NewNeed(**given), by=by, at=at)
    except Refused as problem:
        show(form, problem)
        return STATUS[type(problem)]
    messages.success(request, _("The need %(code)s is on record.") % {"code": made})
    return 0
