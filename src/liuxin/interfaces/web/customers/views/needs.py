"""Needs: the list, its export, one need with what may be done, and the catalogue of solutions."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.rules import Deed, possible
from liuxin.desk.customers.words import NeedView, SeenNeed
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.customers import labels, telling
from liuxin.interfaces.web.customers.forms.needs import DeedForm, ListForm, SolutionForm, deed_form
from liuxin.interfaces.web.customers.views.deeds import attempt, places
from liuxin.interfaces.web.customers.views.people import reader
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import NotAllowedError

DO: dict[Deed, Callable[..., object]] = {
    Deed.MATCH: actions.match_need,
    Deed.OFFER: actions.offer_solution,
    Deed.ACCEPT: actions.accept_offer,
    Deed.DECLINE: actions.decline_offer,
    Deed.CHECK: actions.check_result,
    Deed.PLAN: actions.plan_need,
    Deed.DROP: actions.drop_need,
}
ORDER = tuple(DO)
SAID = gettext_lazy("It is on record.")


@require_safe
@login_required
@in_house_time
def needs(request: HttpRequest) -> HttpResponse:
    """List the needs that the reader may see, open ones first due first."""
    asks = reader(request)
    form, today = ListForm(request.GET, auto_id="needs-%s"), timezone.localdate()
    found = queries.need_list(asks, form.wanted(person=asks.person_id, today=today), today=today)
    return page(
        request,
        "customers/needs.html",
        {
            "form": form,
            "found": found,
            "rows": [telling.need(row, found.people, today) for row in found.rows],
            "query": request.GET.urlencode(),
            "places": places(asks, "customers:needs"),
        },
        fragment="list",
    )


@require_safe
@login_required
@in_house_time
def export_needs(request: HttpRequest) -> HttpResponseBase:
    """Hand out the list with the same filter."""
    asks = reader(request)
    form = ListForm(request.GET)
    rows = queries.need_rows(asks, form.wanted(person=asks.person_id, today=timezone.localdate()))
    return export.table(
        name=pgettext("file", "needs"),
        form=request.GET.get("form", ""),
        header=[
            _("Code"),
            pgettext("case", "Customer"),
            _("What the customer needs"),
            pgettext("need", "State"),
            _("Solution"),
            _("Next step"),
            _("Until when"),
            _("What it was worth to the customer"),
            pgettext("need", "Recorded"),
        ],
        rows=_cells(rows),
        zone=timezone.get_current_timezone(),
    )


@require_safe
@login_required
@in_house_time
def need_page(request: HttpRequest, need: str) -> HttpResponse:
    """Show a need with its whole way, and what may be done now."""
    return _shown(request, need, None, None)


@require_POST
@login_required
@in_house_time
def deed(request: HttpRequest, need: str, act: str) -> HttpResponse:
    """Do something with a need."""
    found = queries.need_page(standing.of(request), need)
    what, now = Deed(act), timezone.now()
    form = deed_form(what, found.need, request.POST, at=now)
    by = standing.actor(request)
    status = attempt(
        request,
        form,
        lambda: DO[what](need=SeenNeed(need, form.cleaned_data["version"]), **form.wanted(), by=by, at=now),
        SAID,
    )
    return _shown(request, need, what, form, status=status) if status else redirect("customers:need-page", need)


@require_http_methods(["GET", "POST"])
@login_required
def solutions(request: HttpRequest) -> HttpResponse:
    """Show the catalogue; let those who keep it add to it."""
    asks = reader(request)
    form = SolutionForm(posted(request), auto_id="solution-%s")
    status = 200
    if request.method == "POST":
        by, at = standing.actor(request), timezone.now()
        status = attempt(request, form, lambda: actions.add_solution(solution=form.wanted(), by=by, at=at), SAID)
        if not status:
            return redirect("customers:solutions")
    return _catalogue(request, form, permissions.may_keep_solutions(asks), status=status)


@require_POST
@login_required
def solution(request: HttpRequest, key: int) -> HttpResponse:
    """Change a solution, take it out of the catalogue, or back into it."""
    asks = reader(request)
    if not permissions.may_keep_solutions(asks):
        raise NotAllowedError("customers.not_allowed", act="may_keep_solutions")
    by, at = standing.actor(request), timezone.now()
    do, form = request.POST.get("do", ""), SolutionForm(request.POST, auto_id=f"solution-{key}-%s")
    if do in {"retire", "return"}:
        actions.retire_solution(key=key, retired=do == "retire", by=by, at=at)
        return redirect("customers:solutions")
    status = attempt(
        request, form, lambda: actions.change_solution(key=key, solution=form.wanted(), by=by, at=at), SAID
    )
    return _catalogue(request, form, may_keep=True, status=status) if status else redirect("customers:solutions")


def _catalogue(request: HttpRequest, form: SolutionForm, may_keep: bool, *, status: int) -> HttpResponse:  # noqa: FBT001
    rows = [
        (
            one,
            labels.in_language(one.zh, one.en),
            labels.in_language(one.text_zh, one.text_en),
            SolutionForm(
                initial={"name_zh": one.zh, "name_en": one.en, "text_zh": one.text_zh, "text_en": one.text_en},
                auto_id=f"solution-{one.id}-%s",
            ),
        )
        for one in customers.solutions(retired=may_keep)
    ]
    context = {
        "rows": rows,
        "form": form,
        "may_keep": may_keep,
        "places": places(standing.of(request), "customers:solutions"),
    }
    return page(request, "customers/solutions.html", context, status=status)


def _shown(
    request: HttpRequest, code: str, refused: Deed | None, form: DeedForm | None, *, status: int = 200
) -> HttpResponse:
    found = queries.need_page(standing.of(request), code)
    now = timezone.now()
    may_be = possible(found.need.state) if found.may_change else frozenset()
    deeds: list[dict[str, Any]] = [
        {
            "act": one.value,
            "label": labels.DEED[one],
            "form": form if one is refused else deed_form(one, found.need, at=now),
            "open": one is refused,
        }
        for one in ORDER
        if one in may_be or one is refused
    ]
    context = {
        "row": telling.need(found.need, found.people, timezone.localdate(now)),
        "need": found.need,
        "case_title": found.case_title,
        "deeds": deeds,
        "states": _way(found.need),
    }
    return page(request, "customers/need.html", context, status=status)


def _way(need: NeedView) -> list[tuple[Any, bool, bool]]:
    """Give the steps of the way with which are behind and which is now."""
    way = [one for one in labels.STATE if one.is_open or one.value == "checked"]
    here = way.index(need.state) if need.state in way else len(way)
    return [(labels.STATE[one], place < here, place == here) for place, one in enumerate(way)]


def _cells(rows: Iterator[NeedView]) -> Iterator[list[export.Cell]]:
    for row in rows:
        yield [
            row.code,
            row.customer.name,
            row.title,
            str(labels.STATE[row.state]),
            labels.in_language(row.solution.zh, row.solution.en) if row.solution else "",
            row.next_step,
            row.next_due,
            str(labels.WORTH[row.worth]) if row.worth else "",
            row.recorded_at,
        ]
