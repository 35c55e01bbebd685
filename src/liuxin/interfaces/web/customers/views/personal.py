"""All that is held of one person, handed out; and their erasure."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.customers import permissions
from liuxin.desk.quality import actions
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.masking import without_keys
from liuxin.interfaces.web.customers import held as in_words
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.shaping import EraseForm
from liuxin.interfaces.web.customers.views.deeds import attempt
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import ConflictError, NotAllowedError

SECTIONS: dict[str, str | Promise] = {
    "record": gettext_lazy("Record"),
    "contacts": gettext_lazy("Contacts"),
    "sites": gettext_lazy("Sites"),
    "moves": gettext_lazy("Life cycle"),
    "needs": gettext_lazy("Needs"),
    "notes": gettext_lazy("Notes"),
    "cases": pgettext_lazy("navigation", "Cases"),
    "messages": gettext_lazy("Messages"),
    "answers": gettext_lazy("Survey answers"),
    "remarks": gettext_lazy("Words in surveys"),
    "case_notes": gettext_lazy("Notes in cases"),
}


@require_safe
@login_required
@in_house_time
def personal(request: HttpRequest, code: str) -> HttpResponseBase:
    """Hand out all that is held of a customer: to read here, as JSON, or as a table."""
    held = queries.personal_data(standing.of(request), code)
    held["messages"] = [{**row, "text": without_keys(row["text"])} for row in held["messages"]]
    form = request.GET.get("form", "")
    if form == "json":
        answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = f'attachment; filename="{code}.json"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    if form:
        head = [_("Section"), _("Number"), _("Field"), _("Value")]
        zone = timezone.get_current_timezone()
        return export.table(name=code, form=form, header=head, rows=_cells(held), zone=zone)
    stages = dict(labels.stages())
    sections = [(SECTIONS[name], in_words.rows(name, rows, stages)) for name, rows in held.items()]
    return page(request, "customers/personal.html", {"code": code, "sections": sections})


@require_http_methods(["GET", "POST"])
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Show what an erasure would take, and do it once the code was typed again."""
    asks = standing.of(request)
    if not permissions.may_erase_customer(asks):
        raise NotAllowedError("customers.erase_not_open")
    code = request.GET.get("code", "").strip()
    form, status = EraseForm(posted(request), auto_id="erase-%s"), 200
    preview = queries.erasure(asks, code) if code else None
    if request.method == "POST" and preview is not None:
        status = attempt(request, form, lambda: _erase(request, code, form), _("The person is erased."))
        if not status:
            return redirect("customers:erase")
    elif request.method == "POST":
        messages.error(request, _("Look up the customer first."))
        status = 400
    rows = [(SECTIONS[name], count) for name, count in preview.rows.items()] if preview else []
    context = {"form": form, "preview": preview, "rows": rows, "code": code}
    return page(request, "customers/erase.html", context, status=status)


def _erase(request: HttpRequest, code: str, form: EraseForm) -> None:
    if form.cleaned_data["code"].strip() != code:
        raise ConflictError("customers.not_confirmed", field="code", customer=code)
    actions.erase_customer(customer=code, by=standing.actor(request), at=timezone.now())


def _cells(held: dict[str, list[dict[str, Any]]]) -> Iterator[list[export.Cell]]:
    for section, rows in held.items():
        for place, row in enumerate(rows, 1):
            for name, value in row.items():
                kept = value if isinstance(value, str | int | float | bool | date | datetime) else None
                yield [str(SECTIONS[section]), place, name, kept]
