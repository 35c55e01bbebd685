"""The record: how the chain stands, an examination of it, and every event."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.history import queries
from liuxin.desk.history.permissions import may_read_record
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import examinations
from liuxin.interfaces.web.history import contents, shown
from liuxin.interfaces.web.history.forms import RecordForm
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import BadInputError, NotAllowedError

UNCHANGED = 204


def _for_auditors(view: Callable[[HttpRequest, Standing], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in who may read the record; what a form reads and a page writes is the organisation's time."""

    @wraps(view)
    @login_required
    def inside(request: HttpRequest) -> HttpResponseBase:
        reader = standing.of(request)
        if not may_read_record(reader.roles):
            raise NotAllowedError("history.not_for_you")
        with timezone.override(ZoneInfo(organisation.zone())):
            return view(request, reader)

    return inside


@require_safe
@_for_auditors
def record(request: HttpRequest, reader: Standing) -> HttpResponse:
    """Show how the chain stands and a page of events, the newest first."""
    form = RecordForm(request.GET)
    found = queries.search(
        roles=reader.roles, wanted=form.wanted(timezone.get_current_timezone_name()), before=_before(request)
    )
    return page(
        request,
        "history/record.html",
        {
            "form": form,
            "lines": shown.lines(found.events, reader),
            "chain": shown.chain(reader, timezone.now(), get_language() or ""),
            "newest": _address(request, before=None) if _before(request) else "",
            "older": _address(request, before=found.older) if found.older else "",
            "csv": _address(request, before=None, form="csv"),
            "xlsx": _address(request, before=None, form="xlsx"),
            "may_examine": reader.person_id is not None,
        },
        fragment="events",
    )


@require_safe
@_for_auditors
def chain(request: HttpRequest, reader: Standing) -> HttpResponse:
    """Give the state of the chain to a page that asks again; nothing where nothing changed."""
    state = shown.chain(reader, timezone.now(), get_language() or "")
    if request.GET.get("seen") == state.stamp:
        return HttpResponse(status=UNCHANGED)
    return page(request, "history/chain.html", {"chain": state, "may_examine": reader.person_id is not None})


@require_POST
@_for_auditors
def examine(request: HttpRequest, reader: Standing) -> HttpResponse:
    """Ask the worker to examine the whole record."""
    examinations.ask(roles=reader.roles, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("The record will be examined; the result appears here."))
    return HttpResponseRedirect(reverse("history:record"))


@require_safe
@_for_auditors
def export_events(request: HttpRequest, reader: Standing) -> HttpResponseBase:
    """Hand out every event that is looked for."""
    zone = timezone.get_current_timezone_name()
    found = queries.export(roles=reader.roles, wanted=RecordForm(request.GET).wanted(zone))
    return export.table(
        name=pgettext("file", "record"),
        form=request.GET.get("form", ""),
        header=_header(),
        rows=map(_row, found),
        zone=ZoneInfo(zone),
    )


def _before(request: HttpRequest) -> int | None:
    raw = request.GET.get("before", "")
    if not raw:
        return None
    if not raw.isdecimal() or len(raw) > len(str(2**63)) - 1:
        raise BadInputError("history.bad_place", field="before", value=raw)
    return int(raw)


def _address(request: HttpRequest, **changes: object) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _header() -> list[str]:
    return [
        pgettext("event", "Place"),
        pgettext("event", "Number"),
        pgettext("event", "Happened"),
        pgettext("event", "Recorded"),
        pgettext("event", "Code"),
        pgettext("event", "Kind of subject"),
        pgettext("event", "About"),
        pgettext("event", "Kind of actor"),
        pgettext("event", "Actor"),
        pgettext("event", "Through"),
        pgettext("event", "Content"),
        pgettext("event", "Erased"),
    ]


def _row(event: RecordedEvent) -> tuple[export.Cell, ...]:
    return (
        event.seq,
        event.id,
        event.at,
        event.recorded_at,
        event.code,
        event.subject_kind,
        event.subject,
        event.actor.kind.value,
        event.actor.id,
        event.actor.via,
        contents.plain(event.payload),
        1 if event.erased else 0,
    )
