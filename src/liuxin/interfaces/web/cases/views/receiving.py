"""The one window: a case comes in."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import CaseFilter, CaseLine, Channel, NewCase
from liuxin.desk.cases.words.answering import Talk
from liuxin.desk.communication.words import Medium
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerName
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import labels, people, ties
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.composing import new_token
from liuxin.interfaces.web.cases.forms import ReceiveForm
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, CannotTellError, NotAllowedError, NotFoundError, RuleBrokenError

RECENT = 5


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def receive(request: HttpRequest) -> HttpResponse:
    """Find the customer, write the case down, give it to somebody."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.may_receive(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Receive a case"))
    if request.method != "POST":
        form = ReceiveForm(initial=_initial(asks), teams=people.all_teams(now), auto_id="case-%s")
        return _shown(request, asks, form, request.GET.get("customer", ""))
    form = ReceiveForm(request.POST, teams=people.all_teams(now), auto_id="case-%s")
    if into := request.POST.get("into", ""):
        if _written_into(request, form, into, now):
            return redirect("cases:case", into)
    elif form.is_valid():
        code = _received(request, form, now)
        if code:
            messages.success(request, _("Case %(code)s is received.") % {"code": code})
            # A case that went to a team of others is not the receiver's to open.
            seen = queries.case_titles(asks, [code])
            return redirect("cases:case", code) if seen else redirect("cases:list")
    return _shown(request, asks, form, request.POST.get("customer", ""), status=400)


@require_safe
@login_required
@in_house_time
def similar(request: HttpRequest) -> HttpResponse:
    """Give the cases that may be the same matter as what is being typed."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.may_receive(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Receive a case"))
    customer, text = request.GET.get("customer", ""), request.GET.get("title", "")
    found = queries.similar(asks, customer=customer, text=text[:300], at=now) if customer else ()
    return page(request, "cases/similar.html#list", {"similar": ties.same_matter(found, now)})


def _written_into(request: HttpRequest, form: ReceiveForm, into: str, now: datetime) -> bool:
    """Write what was said into a case that is there, instead of receiving another."""
    form.is_valid()
    given = form.cleaned_data
    said = given.get("said") or given.get("title") or ""
    medium = Medium.COUNTER if given.get("channel") == Channel.COUNTER else Medium.PHONE
    person = _name(standing.of(request), given.get("customer", ""))
    form.errors.clear()
    try:
        talk = Talk(medium, incoming=True, person=person, text=said, token=given.get("token", ""))
        actions.write_down(case=into, talk=talk, by=standing.actor(request), at=now)
    except (BadInputError, RuleBrokenError, CannotTellError, NotFoundError, NotAllowedError) as problem:
        problem.field = {"text": "said", "person": "customer"}.get(problem.field, problem.field)
        show(form, problem)
        return False
    messages.success(request, _("It is written down in %(code)s; no new case was made.") % {"code": into})
    return True


def _received(request: HttpRequest, form: ReceiveForm, now: datetime) -> str:
    given = form.cleaned_data
    kind, service_stage, channel = form.words()
    if not given["customer"]:
        form.add_error(None, _("Choose the customer first: look for a name, a code or a phone number."))
        return ""
    new = NewCase(
        title=given["title"],
        kind=kind,
        service_stage=service_stage,
        channel=channel,
        priority=given["priority"],
        category=given["category"],
        customer=given["customer"],
        team=given["team"],
        take=given["take"],
        next_action=given["next_action"],
        next_due=given["next_due"],
    )
    try:
        return actions.take_call(
            new=new,
            said=given["said"],
            person=_name(standing.of(request), given["customer"]),
            token=given["token"],
            by=standing.actor(request),
            at=now,
        )
    except (BadInputError, RuleBrokenError, CannotTellError, NotFoundError) as problem:
        show(form, problem)
        return ""


def _initial(asks: Standing) -> dict[str, object]:
    """Propose what is usual."""
    own = sorted(asks.teams | asks.teams_led)
    return {
        "token": new_token(),
        "kind": "request",
        "service_stage": "aftersale",
        "channel": "phone",
        "priority": "3",
        "team": str(own[0]) if own else None,
        "take": bool(asks.teams),
    }


def _shown(
    request: HttpRequest, asks: Standing, form: ReceiveForm, customer: str, *, status: int = 200
) -> HttpResponse:
    text = request.GET.get("find", "")
    found = customers.look_up(asks, text) if text else ()
    return page(
        request,
        "cases/receive.html",
        {
            "form": form,
            "find": text,
            "found": found,
            "customer": (chosen := _chosen(asks, customer, found)),
            "recent": _recent(asks, chosen),
        },
        fragment="found" if "find" in request.GET else "",
        status=status,
    )


def _recent(asks: Standing, customer: CustomerName | None) -> list[tuple[CaseLine, str]]:
    """Give the latest cases of whoever calls: it is often about one of them."""
    if customer is None:
        return []
    found = queries.case_list(asks, CaseFilter(customer=customer.id), size=RECENT)
    return [(line, str(labels.STATUS[line.status])) for line in found.rows]


def _name(asks: Standing, code: str) -> str:
    chosen = _chosen(asks, code, ())
    return chosen.name if chosen else ""


def _chosen(asks: Standing, code: str, found: tuple[CustomerName, ...]) -> CustomerName | None:
    """Give the customer that was chosen, by code."""
    if not code:
        return None
    known = (*found, *customers.look_up(asks, code))
    return next((name for name in known if name.code == code), None)
