"""Readings: a file looked at and handed in, a batch, its confirmation by a second person, its withdrawal."""

import base64
import binascii
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.facts import queries as facts
from liuxin.interfaces.imports.readings import file_seen, marked, read_readings, said_note, template
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms import OTHER, ImportForm, ReasonForm, days_given, span_of
from liuxin.interfaces.web.indicators.pages import external as laid
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.export import XLSX_TYPE
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.indicators import actions, permissions, queries
from liuxin.performance.indicators.words import BatchState, BatchView, ExternalView, FileSeen, Looked, RawReading

FAULTS_SHOWN, ROWS_SHOWN, NAMES_SHOWN = 200, 50, 40


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in and looked at; `content` goes along in the page, as nothing is kept here."""

    file: FileSeen
    content: bytes
    rows: list[RawReading]
    looked: Looked


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hand_in(request: HttpRequest, measure: int) -> HttpResponse:
    """Take a file: show what was read, give it back with its errors, or hand it in for confirmation."""
    found = _importable(request, measure)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    now, asks = timezone.now(), standing.of(request)
    batches = [line for line in queries.batches(asks, measure, now) if line.state is BatchState.CONFIRMED]
    form = ImportForm(*given, measure=found, batches=batches, place=(_end_of_cases(now), organisation.zone()))
    if request.method != "POST" or not form.is_valid():
        return _asked(request, found, form)
    try:
        handed = _handed(request, found, form)
        if request.POST.get("do") == "faults":
            return _with_faults(handed, found)
        if request.POST.get("do") == "propose":
            return _proposed(request, handed, found, form)
    except LiuxinError as error:
        form.blame(error)
        return _asked(request, found, form)
    return _looked(request, handed, found, form)


@require_safe
@login_required
def hand_out(request: HttpRequest, measure: int) -> HttpResponse:
    """Give the template of a period: everybody whose reading is expected, with room for it."""
    found, zone = _importable(request, measure), organisation.zone()
    wanted, first, last = (request.GET.get(name, "") for name in ("period", "first", "last"))
    period = days_given(first, last, zone) if wanted == OTHER else span_of(wanted, zone)
    whose = queries.whose(standing.of(request), measure, period)
    content = template(found.defined, whose, period, zone, shown.language())
    return _workbook(content, f"{shown.text(found.defined.name)} {shown.days(period, zone)}")


@require_safe
@login_required
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """Show a batch: where it comes from, who did what with it, its rows."""
    asks = standing.of(request)
    row = request.GET.get("row", "")
    view = queries.batch(
        asks, batch, timezone.now(), page=_number(request), row=int(row) if row.isascii() and row.isdecimal() else None
    )
    return page(request, "indicators/batch.html", _shown(request, view))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, batch: int) -> HttpResponse:
    """Confirm or reject a batch as the second person, seeing what it changes."""
    asks, now = standing.of(request), timezone.now()
    view = queries.batch(asks, batch, now, page=_number(request))
    if not permissions.may_import_readings(asks):
        raise NotAllowedError("readings.may_not_import")
    if not permissions.may_decide_readings(asks, view.line.imported_by.id):
        raise NotAllowedError("readings.same_person")
    form = ReasonForm(posted(request), label=_("Reason for rejecting"))
    rejects = request.POST.get("do") == "reject"

    def deed() -> str:
        by = standing.actor(request)
        if rejects:
            actions.reject_readings(batch_id=batch, reason=form.cleaned_data["reason"], by=by, at=now)
            return _("The batch is rejected; nothing of it counts.")
        actions.confirm_readings(batch_id=batch, by=by, at=now)
        return _("The batch is confirmed. Its readings count.")

    return _done(request, view, form, deed, "indicators/batch_decide.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, batch: int) -> HttpResponse:
    """Take a batch back, with the reason."""
    asks, now = standing.of(request), timezone.now()
    view = queries.batch(asks, batch, now)
    if not permissions.may_withdraw_readings(asks):
        raise NotAllowedError("readings.may_not_import")
    form = ReasonForm(posted(request), label=_("Reason for withdrawing"))

    def deed() -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_readings(batch_id=batch, reason=reason, by=standing.actor(request), at=now)
        return _("The batch is withdrawn; nothing of it counts any more.")

    return _done(request, view, form, deed, "indicators/batch_withdraw.html")


def _done(
    request: HttpRequest, view: BatchView, form: ReasonForm, deed: Callable[[], str], template_name: str
) -> HttpResponse:
    """Do what was asked and lead to the batch; say beside the form why it cannot be done."""
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, deed())
        except BadInputError as error:
            form.add_error("reason", labels.said(error))
        except LiuxinError as error:
            problem, status = labels.said(error), CONFLICT
        else:
            return redirect("indicators:external-batch", view.line.id)
    return page(request, template_name, _shown(request, view) | {"form": form, "problem": problem}, status=status)


def _end_of_cases(now: datetime) -> datetime:
    """Tell when the last month ends in which a case was opened: later periods of a sleeping record are of no use."""
    months = facts.current().months
    if not months:
        return now
    year, month = (int(part) for part in max(months).split("-"))
    return min(now, Period.of_month(year, month, organisation.zone()).end)


def _importable(request: HttpRequest, measure: int) -> ExternalView:
    asks = standing.of(request)
    found = queries.external_measure(asks, measure)
    if not permissions.may_import_readings(asks):
        raise NotAllowedError("readings.may_not_import")
    return found


def _handed(request: HttpRequest, found: ExternalView, form: ImportForm) -> Handed:
    """Read the file that was sent, or the one that the page carried along, and look at it."""
    sent = form.cleaned_data["file"]
    name = sent.name if sent else request.POST.get("name", "")
    content = sent.read() if sent else _carried(request.POST.get("content", ""))
    if not content:
        raise BadInputError("readings.file_missing", field="file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readings"
        path.write_bytes(content)
        file, rows = file_seen(path, name or "readings"), _read(path, name, found, form)
    looked = queries.look(
        standing.of(request),
        found.id,
        form.span,
        rows,
        timezone.now(),
        file=file,
        replaces=form.cleaned_data["replaces"],
    )
    return Handed(file, content, rows, looked)


def _read(path: Path, name: str, found: ExternalView, form: ImportForm) -> list[RawReading]:
    try:
        return read_readings(path, found.defined, sheet=form.cleaned_data["sheet"], language=shown.language())
    except BadInputError as error:
        # The reader names the file as it lies here; people know it by the name they gave it.
        if "path" in error.params:
            error.params["path"] = name
        raise


def _carried(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _asked(request: HttpRequest, found: ExternalView, form: ImportForm) -> HttpResponse:
    codes = [(code, name) for code, name in form.fields["period"].choices if code != "other"]  # type: ignore[attr-defined]
    return page(request, "indicators/import.html", {"found": found, "name": _name(found), "form": form, "codes": codes})


def _looked(request: HttpRequest, handed: Handed, found: ExternalView, form: ImportForm) -> HttpResponse:
    looked, zone = handed.looked, organisation.zone()
    kept = {
        name: form[name].value() or "" for name in ("period", "first", "last", "source", "replaces", "note", "sheet")
    }
    return page(
        request,
        "indicators/import_look.html",
        {
            "found": found,
            "name": _name(found),
            "looked": looked,
            "days": shown.days(looked.period, zone),
            "file": handed.file,
            "notes": [said_note(note, shown.language()) for note in looked.notes],
            "faults": laid.fault_rows(looked.faults[:FAULTS_SHOWN], handed.rows, found.defined),
            "more_faults": max(len(looked.faults) - FAULTS_SHOWN, 0),
            "rows": laid.looked_rows(looked, found.defined, ROWS_SHOWN),
            "more_rows": max(len(looked.readings) - ROWS_SHOWN, 0),
            "missing": laid.who_listed(looked.missing[:NAMES_SHOWN]),
            "more_missing": max(len(looked.missing) - NAMES_SHOWN, 0),
            "kept": {**kept, "name": handed.file.name, "content": base64.b64encode(handed.content).decode()},
        },
    )


def _with_faults(handed: Handed, found: ExternalView) -> HttpResponse:
    content = marked(handed.rows, handed.looked.faults, found.defined, shown.language())
    stem = handed.file.name.rpartition(".")[0] or handed.file.name
    return _workbook(content, _("%(file)s with errors") % {"file": stem})


def _proposed(request: HttpRequest, handed: Handed, found: ExternalView, form: ImportForm) -> HttpResponse:
    given = form.cleaned_data
    key = actions.propose_readings(
        measure_id=found.id,
        period=form.span,
        rows=handed.rows,
        file=handed.file,
        source=given["source"],
        replaces=given["replaces"],
        note=given["note"],
        by=standing.actor(request),
        at=timezone.now(),
    )
    messages.success(request, _("The readings are handed in. They count once somebody else has confirmed them."))
    return redirect("indicators:external-batch", key)


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    response["Cache-Control"] = "private, no-store"
    return response


def _shown(request: HttpRequest, view: BatchView) -> dict[str, object]:
    asks, zone, line = standing.of(request), organisation.zone(), view.line
    found = queries.external_measure(asks, line.measure)
    first = (view.number - 1) * queries.BATCH_PAGE + 1
    rows = laid.value_rows(view.rows, found.defined)
    is_open = line.state is BatchState.PROPOSED
    return {
        "found": found,
        "name": _name(found),
        "line": line,
        "batch": laid.batch_row(line, zone),
        "zone": zone,
        "rows": rows,
        "gone": laid.value_rows(view.gone, found.defined),
        "corrects": line.replaces is not None,
        "any_typed": any(row.typed for row in rows),
        "pager": {
            "first": first,
            "last": first + len(rows) - 1,
            "count": view.total,
            "back": f"?page={view.number - 1}" if view.number > 1 else "",
            "on": f"?page={view.number + 1}" if view.number < view.pages else "",
        },
        "may_decide": is_open and permissions.may_decide_readings(asks, line.imported_by.id),
        "waits_for_other": is_open and asks.person_id == line.imported_by.id,
        "may_withdraw": line.state in {BatchState.PROPOSED, BatchState.CONFIRMED}
        and permissions.may_withdraw_readings(asks),
    }


def _name(found: ExternalView) -> str:
    return shown.text(found.defined.name)


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() else 1
