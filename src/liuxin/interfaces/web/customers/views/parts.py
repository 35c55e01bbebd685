"""What each part of a customer's page shows."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import CustomerPage
from liuxin.desk.customers import permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import CustomerKind
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import shown as cases_shown
from liuxin.interfaces.web.customers import labels, telling
from liuxin.interfaces.web.customers.forms.one import (
    DepartmentForm,
    LeaveForm,
    NeedForm,
    NoteForm,
    SettleForm,
    StageForm,
)
from liuxin.interfaces.web.kit import standing

Context = dict[str, Any]
Bound = forms.Form | None


def _time(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    seen = queries.customer_time(standing.of(request), found, before=_before(request))
    stages = dict(labels.stages())
    return {
        "told": [telling.tell(each, stages) for each in seen.encounters],
        "older": f"?{urlencode({'before': seen.older.isoformat()})}" if seen.older else "",
        "note_form": bound if isinstance(bound, NoteForm) else NoteForm(auto_id="note-%s"),
    }


def _cases(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    del bound
    lines = queries.customer_cases(standing.of(request), found.key)
    return {"rows": cases_shown.rows(lines, timezone.now())}


def _needs(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    now = timezone.now()
    seen = queries.customer_needs(found.key)
    first = {"owner": standing.of(request).person_id, "next_due": timezone.localdate(now) + timedelta(days=7)}
    return {
        "needs": [telling.need(row, seen.people, timezone.localdate(now)) for row in seen.rows],
        "need_form": bound if isinstance(bound, NeedForm) else NeedForm(at=now, initial=first),
    }


def _sites(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    del request
    today = timezone.localdate()
    return {
        "residences": [
            (one, labels.SITE[one.site.kind], LeaveForm(initial={"end": today}, auto_id=f"leave-{one.id}-%s"))
            for one in customers.residences_of(found.key)
        ],
        "leave_problem": bound if isinstance(bound, LeaveForm) else None,
        "settle_form": bound if isinstance(bound, SettleForm) else SettleForm(initial={"start": today}),
    }


def _figures(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    del bound
    seen = queries.customer_figures(standing.of(request), found, timezone.now())
    names = labels.known_names()
    return {
        "satisfaction": seen.satisfaction,
        "loyalty": seen.loyalty,
        "memberships": [
            (
                labels.in_language(each.segment.zh, each.segment.en),
                each.is_in,
                [(one.holds, labels.held(one, names)) for one in each.held],
            )
            for each in seen.memberships
        ],
    }


def _record(request: HttpRequest, found: CustomerPage, bound: Bound) -> Context:
    asks = standing.of(request)
    line = found.customer.line
    moves = customers.moves(found.key)
    merges = customers.merges(found.key)
    acted = {move.person for move in moves} | {merge.person for merge in merges}
    people = organisation.names(person for person in acted if person is not None)
    now = line.stage.code if line.stage else ""
    form = bound if isinstance(bound, StageForm) else StageForm(kind=line.kind, initial={"expect": now})
    return {
        "moves": [
            {
                "at": move.at,
                "origin": labels.stage(move.origin),
                "to": labels.stage(move.to),
                "reason": labels.REASON[move.reason],
                "cause": labels.CAUSE[move.cause] if move.cause else "",
                "remark": move.remark,
                "person": people.get(move.person or 0),
            }
            for move in moves
        ],
        "merges": [(one, people.get(one.person or 0)) for one in merges],
        "apart": telling.apart(customers.told_apart(found.key)),
        **_department(asks, found, bound),
        "alike": [telling.alike(one) for one in customers.likenesses(found.key)],
        "may_merge": permissions.may_merge(asks),
        "stage_form": form,
        "has_stages": bool(form.fields["stage"].choices),  # type: ignore[attr-defined]  # a field of one choice
    }


def _department(asks: Standing, found: CustomerPage, bound: Bound) -> Context:
    """Give which department an internal customer is, and the form that says it."""
    if found.customer.line.kind is not CustomerKind.INTERNAL:
        return {"is_internal": False}
    now, may = found.customer.department, permissions.may_link_department(asks)
    form = bound if isinstance(bound, DepartmentForm) else DepartmentForm(initial={"expect": now, "department": now})
    names = organisation.department_names([now]) if now is not None else {}
    return {"is_internal": True, "department": names.get(now or 0), "department_form": form if may else None}


def _before(request: HttpRequest) -> datetime | None:
    """Read where the time line goes on; what cannot be read begins it."""
    try:
        at = datetime.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None


PARTS: Mapping[str, Callable[[HttpRequest, CustomerPage, Bound], Context]] = {
    "": _time,
    "cases": _cases,
    "needs": _needs,
    "sites": _sites,
    "figures": _figures,
    "record": _record,
}
