"""Customers: the list, one of them, a new one, moves in the life cycle, contacts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import permissions as may_see
from liuxin.desk.cases import queries
from liuxin.desk.cases.words import CustomerPage
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.cases import shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms import ContactForm, ListForm, NewForm, StageForm
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError

Refused = (BadInputError, RuleBrokenError, ConflictError)


@require_safe
@login_required
@in_house_time
def listing(request: HttpRequest) -> HttpResponse:
    """List the customers to whom a case leads the reader, or all."""
    asks = standing.of(request)
    if not (may_see.sees_cases(asks) or permissions.may_see_all_customers(asks)):
        raise NotAllowedError("customers.not_open")
    form = ListForm(request.GET, stages=labels.stages())
    found = queries.customer_list(asks, **form.wanted(), cursor=request.GET.get("cursor", ""))
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "stage")}
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
        },
        fragment="list",
    )


@require_safe
@login_required
@in_house_time
def customer(request: HttpRequest, code: str) -> HttpResponse:
    """Show a customer; one to whom no case leads the reader is not there."""
    found = queries.customer_page(standing.of(request), code)
    return _shown(request, found, _stage_form(found), ContactForm(auto_id="contact-%s"))


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
            return redirect(f"{reverse('cases:new')}?{urlencode({'customer': code})}")
    return page(request, "customers/new.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@login_required
@in_house_time
def stage(request: HttpRequest, code: str) -> HttpResponse:
    """Move a customer in the life cycle."""
    found = queries.customer_page(standing.of(request), code)
    form = StageForm(request.POST, stages=labels.stages(), auto_id="stage-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.move_stage(
                customer=code,
                to=given["stage"],
                expect=given["expect"],
                correction=given["correction"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except Refused as problem:
            return _refused(request, found, form, problem, ContactForm(auto_id="contact-%s"))
        messages.success(request, _("The move is on record."))
        return redirect("customers:customer", code)
    return _shown(request, found, form, ContactForm(auto_id="contact-%s"), status=400)


@require_POST
@login_required
@in_house_time
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Add somebody to reach."""
    found = queries.customer_page(standing.of(request), code)
    form = ContactForm(request.POST, auto_id="contact-%s")
    if form.is_valid():
        try:
            actions.add_contact(customer=code, **form.cleaned_data, by=standing.actor(request), at=timezone.now())
        except Refused as problem:
            show(form, problem)
        else:
            messages.success(request, _("The contact is on record."))
            return redirect("customers:customer", code)
    return _shown(request, found, _stage_form(found), form, status=400)


def _refused(
    request: HttpRequest, found: CustomerPage, form: StageForm, problem: Exception, other: ContactForm
) -> HttpResponse:
    show(form, problem)  # type: ignore[arg-type]  # one of `Refused`
    return _shown(request, found, form, other, status=STATUS[type(problem)])  # type: ignore[index]  # as above


def _shown(
    request: HttpRequest, found: CustomerPage, stage_form: StageForm, contact_form: ContactForm, *, status: int = 200
) -> HttpResponse:
    view = found.customer
    moves = customers.moves(found.key)
    people = organisation.names({move.person for move in moves if move.person is not None})
    return page(
        request,
        "customers/customer.html",
        {
            "found": found,
            "name": view.line,
            "view": view,
            "kind": labels.KIND[view.line.kind],
            "stage": labels.stage(view.line.stage),
            "moves": [
                (
                    move,
                    labels.stage(move.origin),
                    labels.stage(move.to),
                    labels.REASON[move.reason],
                    people.get(move.person or 0),
                )
                for move in moves
            ],
            "rows": shown.rows(queries.customer_cases(standing.of(request), found.key), timezone.now()),
            "has_life_cycle": view.line.kind is CustomerKind.EXTERNAL,
            "stage_form": stage_form,
            "contact_form": contact_form,
        },
        status=status,
    )


def _stage_form(found: CustomerPage) -> StageForm:
    now = found.customer.line.stage
    return StageForm(initial={"expect": now.code if now else ""}, stages=labels.stages(), auto_id="stage-%s")


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
