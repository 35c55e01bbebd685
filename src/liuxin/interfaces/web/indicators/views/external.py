"""External measures: the list, one of them, its definition, its readings as a table to take along."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.insight import periods
from liuxin.interfaces.imports.readings import shipped, unit_named
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms import ExternalForm, moment
from liuxin.interfaces.web.indicators.pages import external as laid
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import LiuxinError, NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import actions, permissions, queries
from liuxin.performance.indicators.words import ExternalView, ReadingPage

LONGEST_SEARCH = 100
EVERY = 100_000


@require_safe
@login_required
def measures(request: HttpRequest) -> HttpResponse:
    """List the external measures, and what waits for a second person."""
    asks, zone = standing.of(request), organisation.zone()
    search, retired = request.GET.get("q", "")[:LONGEST_SEARCH], "retired" in request.GET
    sort = request.GET.get("sort", "name")
    sort = sort if sort.removeprefix("-") in laid.SORTS else "name"
    lines = queries.external_lines(asks, search=search, retired=retired)
    waiting = queries.batches_waiting(asks)
    names = {line.id: shown.text(line.defined.name) for line in lines}
    return page(
        request,
        "indicators/external.html",
        {
            "rows": laid.measure_rows(lines, zone, sort),
            "columns": laid.columns(sort, {"q": search, "retired": "on" if retired else ""}),
            "search": search,
            "retired": retired,
            "sort": sort,
            "waiting": [(names.get(line.measure, ""), laid.batch_row(line, zone)) for line in waiting],
            "may_define": permissions.may_define_external(asks),
        },
    )


@require_safe
@login_required
def one(request: HttpRequest, measure: int) -> HttpResponse:
    """Show an external measure: definition, batches, how complete each period is, readings."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    found = queries.external_measure(asks, measure)
    spans = queries.periods(asks, measure, now)
    chosen = _period(request, spans, zone)
    search, sort = request.GET.get("q", "")[:LONGEST_SEARCH], request.GET.get("sort", "period")
    page_of = queries.readings(asks, measure, now, period=chosen, search=search, sort=sort, page=_number(request))
    return page(
        request,
        "indicators/external_measure.html",
        {
            **_defined(found),
            "batches": [laid.batch_row(line, zone) for line in queries.batches(asks, measure, now)],
            "complete": laid.complete_rows(queries.completeness(asks, measure, spans), zone),
            "readings": laid.reading_rows(page_of.rows, found.defined, zone),
            "pager": _pager(request, page_of),
            "spans": [(_code(span, zone), shown.days(span, zone), span == chosen) for span in spans],
            "orders": [(key, word, key == sort) for key, word in labels.ORDERS.items()],
            "search": search,
            "query": _address(request, page=None),
            "may_define": permissions.may_define_external(asks),
            "may_import": permissions.may_import_readings(asks) and found.in_use,
            "sees_all": permissions.sees_all_readings(asks),
            "zone": zone,
        },
    )


@require_safe
@login_required
def export_readings(request: HttpRequest, measure: int) -> HttpResponseBase:
    """Hand out the readings that count and that the reader may see, as they are filtered on the page."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    found = queries.external_measure(asks, measure)
    chosen = _period(request, queries.periods(asks, measure, now), zone)
    search, sort = request.GET.get("q", "")[:LONGEST_SEARCH], request.GET.get("sort", "period")
    rows = queries.readings(asks, measure, now, period=chosen, search=search, sort=sort, size=EVERY).rows
    head = [_("Staff number or team code"), _("Name"), _("First day"), _("Last day"), _("Value"), _("Weight")]
    return export.table(
        name=shown.text(found.defined.name),
        form=request.GET.get("form", ""),
        header=[*head, _("Source of the numbers"), _("File"), _("Line"), _("Batch")],
        rows=laid.export_rows(rows, zone),
        about=[(_("Unit"), unit_named(found.defined.unit, shown.language()))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Define an external measure."""
    _require_definer(request)
    examples = shipped(shown.language())
    begun = examples.get(request.GET.get("example", ""))
    form = ExternalForm(posted(request), positions=_positions(), example=begun)
    if request.method == "POST" and form.is_valid():
        try:
            key = actions.define_external(new=form.new, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The external measure is defined. Its readings can be imported now."))
            return redirect("indicators:external-measure", key)
    offered = [(code, shown.text(each.name)) for code, each in examples.items()]
    return page(request, "indicators/external_form.html", {"form": form, "examples": offered})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, measure: int) -> HttpResponse:
    """Change a definition."""
    _require_definer(request)
    found = queries.external_measure(standing.of(request), measure)
    form = ExternalForm(posted(request), positions=_positions(), held=found)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_external(
                measure_id=measure,
                new=form.new,
                expect=moment(form.cleaned_data["expect"]) or timezone.now(),
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("The definition is changed."))
            return redirect("indicators:external-measure", measure)
    return page(request, "indicators/external_form.html", {"form": form, **_defined(found)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retire(request: HttpRequest, measure: int) -> HttpResponse:
    """Take no more readings of a measure, once it was confirmed."""
    _require_definer(request)
    found = queries.external_measure(standing.of(request), measure)
    if request.method == "POST":
        actions.retire_external(measure_id=measure, by=standing.actor(request), at=timezone.now())
        messages.success(request, _("The measure is retired. What was confirmed goes on to count."))
        return redirect("indicators:external-measure", measure)
    return page(request, "indicators/external_retire.html", _defined(found))


def _defined(found: ExternalView) -> dict[str, object]:
    defined = found.defined
    return {
        "found": found,
        "name": shown.text(defined.name),
        "definition": shown.text(defined.definition),
        "unit": unit_named(defined.unit, shown.language()),
        "kind": labels.KINDS[defined.kind],
        "direction": labels.DIRECTIONS[defined.direction],
        "about": labels.ABOUT[found.about],
        "positions": [shown.text(name) for _key, name in found.positions],
    }


def _require_definer(request: HttpRequest) -> None:
    if not permissions.may_define_external(standing.of(request)):
        raise NotAllowedError("external.may_not_define")


def _positions() -> list[tuple[int, str]]:
    return [(key, shown.text(name)) for key, name in organisation.positions().items()]


def _code(span: Period, zone: str) -> str:
    """Give the code of a period in an address: of a whole month, quarter or year, or its days."""
    first, last = laid.first_and_last(span, zone)
    return periods.code_of(span, zone) or f"{first}..{last}"


def _period(request: HttpRequest, spans: list[Period], zone: str) -> Period | None:
    wanted = request.GET.get("period", "")
    return next((span for span in spans if _code(span, zone) == wanted), None)


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() else 1


def _pager(request: HttpRequest, found: ReadingPage) -> dict[str, object]:
    first = (found.number - 1) * queries.READINGS_PAGE + 1
    return {
        "first": first,
        "last": first + len(found.rows) - 1,
        "count": found.total,
        "back": _address(request, page=found.number - 1) if found.number > 1 else "",
        "on": _address(request, page=found.number + 1) if found.number < found.pages else "",
    }


def _address(request: HttpRequest, **changes: object) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"
