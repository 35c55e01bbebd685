"""The page of one customer, part by part, and what is done on it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import CustomerPage
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers.words import NewContact, NewNeed
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.one import (
    ContactForm,
    DepartmentForm,
    LeaveForm,
    NeedForm,
    NoteForm,
    SettleForm,
    StageForm,
)
from liuxin.interfaces.web.customers.views import parts
from liuxin.interfaces.web.customers.views.deeds import Place, attempt
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page

Deed = Callable[[dict[str, Any]], object]


class Part(StrEnum):
    """The parts of the page."""

    TIME = ""
    CASES = "cases"
    NEEDS = "needs"
    SITES = "sites"
    FIGURES = "figures"
    RECORD = "record"


LABELS = {
    Part.TIME: _("Everything, newest first"),
    Part.CASES: pgettext_lazy("navigation", "Cases"),
    Part.NEEDS: _("Needs"),
    Part.SITES: _("Sites"),
    Part.FIGURES: _("Satisfaction and loyalty"),
    Part.RECORD: _("Life cycle and record"),
}


@require_safe
@login_required
@in_house_time
def customer(request: HttpRequest, code: str) -> HttpResponse:
    """Show a customer; one to whom no case leads the reader is not there."""
    wanted = request.GET.get("part", "")
    part = Part(wanted) if wanted in set(Part) else Part.TIME
    return shown(request, _found(request, code), part)


def shown(
    request: HttpRequest, found: CustomerPage, part: Part, *, bound: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Show a part of the page, with the form that was refused, if one was."""
    asks = standing.of(request)
    line = found.customer.line
    address = reverse("customers:customer", args=[line.code])
    context = {
        "found": found,
        "name": line,
        "view": found.customer,
        "kind": labels.KIND[line.kind],
        "stage": labels.stage(line.stage),
        "part": part.value,
        "part_template": f"customers/parts/{part.value or 'time'}.html",
        "parts": [
            Place(f"{address}?part={one}" if one else address, label, one is part) for one, label in LABELS.items()
        ],
        "contacts": _contacts(found, bound),
        "contact_form": bound if type(bound) is ContactForm else ContactForm(auto_id="contact-%s"),
        "may_export": permissions.may_export_person(asks),
        "may_erase": permissions.may_erase_customer(asks),
    }
    context |= parts.PARTS[part.value](request, found, bound)
    return page(request, "customers/customer.html", context, status=status)


def _deed(  # noqa: PLR0917 - six things that every form of the page has
    request: HttpRequest, code: str, part: Part, form: forms.Form, deed: Deed, said: Any
) -> HttpResponse:
    status = attempt(request, form, lambda: deed({"by": standing.actor(request), "at": timezone.now()}), said)
    if status:
        return shown(request, _found(request, code), part, bound=form, status=status)
    address = reverse("customers:customer", args=[code])
    return redirect(f"{address}?part={part}" if part else address)


@require_POST
@login_required
@in_house_time
def stage(request: HttpRequest, code: str) -> HttpResponse:
    """Move a customer in the life cycle."""
    found = _found(request, code)
    form = StageForm(request.POST, kind=found.customer.line.kind)
    return _deed(
        request,
        code,
        Part.RECORD,
        form,
        lambda how: actions.move_stage(customer=code, **form.wanted(), **how),
        _("The move is on record."),
    )


@require_POST
@login_required
@in_house_time
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Add somebody to reach."""
    _found(request, code)
    form = ContactForm(request.POST, auto_id="contact-%s")
    return _deed(
        request,
        code,
        Part.TIME,
        form,
        lambda how: actions.add_contact(customer=code, **form.wanted(), **how),
        _("The contact is on record."),
    )


@require_POST
@login_required
@in_house_time
def change_contact(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Write a contact anew."""
    _found(request, code)
    form = ChangeContactForm(request.POST, auto_id=f"contact-{key}-%s")
    form.key = key
    return _deed(
        request,
        code,
        Part.TIME,
        form,
        lambda how: actions.change_contact(customer=code, key=key, contact=NewContact(**form.wanted()), **how),
        _("The contact was changed."),
    )


@require_POST
@login_required
@in_house_time
def remove_contact(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take a contact out."""
    _found(request, code)
    form = forms.Form(request.POST)
    return _deed(
        request,
        code,
        Part.TIME,
        form,
        lambda how: actions.remove_contact(customer=code, key=key, **how),
        _("The contact is gone."),
    )


@require_POST
@login_required
@in_house_time
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Write down something about a customer."""
    _found(request, code)
    form = NoteForm(request.POST, auto_id="note-%s")
    return _deed(
        request,
        code,
        Part.TIME,
        form,
        lambda how: actions.add_note(customer=code, **form.cleaned_data, **how),
        _("The note is on record."),
    )


@require_POST
@login_required
@in_house_time
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Put on record which site a customer has."""
    _found(request, code)
    form = SettleForm(request.POST)
    return _deed(
        request,
        code,
        Part.SITES,
        form,
        lambda how: actions.settle(
            customer=code, site=int(form.cleaned_data["site"]), start=form.cleaned_data["start"], **how
        ),
        _("The site is on record."),
    )


@require_POST
@login_required
@in_house_time
def leave(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Put on record that a customer has a site no more."""
    _found(request, code)
    form = LeaveForm(request.POST, auto_id=f"leave-{key}-%s")
    return _deed(
        request,
        code,
        Part.SITES,
        form,
        lambda how: actions.leave(customer=code, residence=key, end=form.cleaned_data["end"], **how),
        _("The end is on record."),
    )


@require_POST
@login_required
@in_house_time
def need(request: HttpRequest, code: str) -> HttpResponse:
    """Put a need on record."""
    _found(request, code)
    form = NeedForm(request.POST, at=timezone.now())
    return _deed(
        request,
        code,
        Part.NEEDS,
        form,
        lambda how: actions.record_need(customer=code, need=_new_need(form.cleaned_data), **how),
        _("The need is on record."),
    )


@require_POST
@login_required
@in_house_time
def department(request: HttpRequest, code: str) -> HttpResponse:
    """Say which department of ours an internal customer is."""
    _found(request, code)
    form = DepartmentForm(request.POST)
    return _deed(
        request,
        code,
        Part.RECORD,
        form,
        lambda how: actions.link_department(customer=code, **form.cleaned_data, **how),
        _("The department is on record."),
    )


class ChangeContactForm(ContactForm):
    """A contact that is written anew; `key` says which."""

    key: int = 0


def _new_need(given: dict[str, Any]) -> NewNeed:
    return NewNeed(**given | {"owner": int(given["owner"])})


def _found(request: HttpRequest, code: str) -> CustomerPage:
    return queries.customer_page(standing.of(request), code)


def _contacts(found: CustomerPage, bound: forms.Form | None) -> list[dict[str, Any]]:
    refused = bound if isinstance(bound, ChangeContactForm) else None
    return [
        {
            "contact": one,
            "kind": labels.CONTACT[one.kind],
            "prefers": labels.WAY[one.prefers] if one.prefers else "",
            "language": labels.LANGUAGE[one.language] if one.language else "",
            "form": refused if refused and refused.key == one.id else ContactForm.of(one),
        }
        for one in found.customer.contacts
    ]
