"""The list of customers, and a new one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import permissions as may_see
from liuxin.desk.cases import queries
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer, Rule, SegmentName
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.people import ListForm, NewForm
from liuxin.interfaces.web.customers.views.deeds import Refused, places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import NotAllowedError

ASKED = ("q", "kind", "stage", "segment")


def reader(request: HttpRequest) -> Standing:
    """Give the standing of somebody who sees customers at all."""
    asks = standing.of(request)
    if not (may_see.sees_cases(asks) or permissions.may_see_all_customers(asks)):
        raise NotAllowedError("customers.not_open")
    return asks


@require_safe
@login_required
@in_house_time
def listing(request: HttpRequest) -> HttpResponse:
    """List the customers to whom a case leads the reader, or all."""
    asks = reader(request)
    segments = customers.segments()
    named = [(str(one.id), labels.in_language(one.zh, one.en)) for one in segments]
    form = ListForm(request.GET, stages=labels.stages(), segments=named)
    wanted = form.wanted()
    rule = _rule(segments, form.cleaned_data.get("segment", ""))
    found = queries.customer_list(asks, **wanted, segment=rule, at=timezone.now(), cursor=request.GET.get("cursor", ""))
    asked = {name: request.GET.get(name, "") for name in ASKED}
    return page(
        request,
        "customers/list.html",
        {
            "form": form,
            "found": found,
            "rows": [(row, labels.KIND[row.name.kind], labels.stage(row.name.stage)) for row in found.rows],
            "back": _address(asked, found.back),
            "on": _address(asked, found.on),
            "may_add": permissions.may_change_customer(asks),
            "sees_all": permissions.may_see_all_customers(asks),
            "places": places(asks, "customers:list"),
        },
        fragment="list",
    )


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Add a customer, then receive a case of theirs."""
    if not permissions.may_change_customer(standing.of(request)):
        raise NotAllowedError("customers.not_allowed", act="may_change_customer")
    form = NewForm(request.POST or None, stages=labels.stages(), auto_id="customer-%s")
    if request.method == "POST" and form.is_valid():
        code = _added(request, form)
        if code:
            messages.success(request, _("The customer is on record."))
            return redirect(f"{reverse('cases:new')}?{urlencode({'customer': code, 'added': 1})}")
    return page(request, "customers/new.html", {"form": form}, status=400 if form.errors else 200)


def _rule(segments: tuple[SegmentName, ...], wanted: str) -> Rule:
    return next((one.rule for one in segments if str(one.id) == wanted), ())


def _added(request: HttpRequest, form: NewForm) -> str:
    given = form.cleaned_data
    by, at = standing.actor(request), timezone.now()
    new_one = NewCustomer(given["name"], CustomerKind(given["kind"]), stage=given["stage"])
    try:
        return actions.add_customer(
            customer=new_one, phone=given["phone"], email=given["email"], another=given["another"], by=by, at=at
        )
    except Refused as problem:
        show(form, problem)
        return ""


def _address(asked: dict[str, str], cursor: str) -> str:
    if not cursor:
        return ""
    return f"?{urlencode({name: value for name, value in {**asked, 'cursor': cursor}.items() if value})}"
