"""Segments: rules by which customers are told apart, with who is in them; loyalty of all."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import SegmentPreview
from liuxin.desk.customers import actions, permissions
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import Held, SegmentName
from liuxin.interfaces.web.customers import labels
from liuxin.interfaces.web.customers.forms.shaping import SegmentForm
from liuxin.interfaces.web.customers.views.deeds import Refused, attempt, places
from liuxin.interfaces.web.customers.views.people import reader
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import NotAllowedError

SAID = _("The segment is saved.")


@require_safe
@login_required
def segments(request: HttpRequest) -> HttpResponse:
    """List the segments with how many customers are in each."""
    asks = reader(request)
    found = customers.segments()
    counts = queries.segment_counts(asks, [one.rule for one in found], timezone.now())
    names = labels.known_names()
    context = {
        "rows": [
            (one, labels.in_language(one.zh, one.en), conditions(one, names), count)
            for one, count in zip(found, counts, strict=True)
        ],
        "may_keep": permissions.may_keep_segments(asks),
        "places": places(asks, "customers:segments"),
    }
    return page(request, "customers/segments.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new_segment(request: HttpRequest) -> HttpResponse:
    """Write a segment; look first who would be in it."""
    return _write(request, None, SegmentForm(posted(request)))


@require_http_methods(["GET", "POST"])
@login_required
def segment(request: HttpRequest, segment: int) -> HttpResponse:
    """Change a segment."""
    found = customers.segment(segment)
    return _write(request, found, SegmentForm(request.POST) if request.method == "POST" else SegmentForm.of(found))


@require_POST
@login_required
def retire_segment(request: HttpRequest, segment: int) -> HttpResponse:
    """Take a segment out of use."""
    actions.retire_segment(key=segment, by=standing.actor(request), at=timezone.now())
    return redirect("customers:segments")


@require_safe
@login_required
def loyalty(request: HttpRequest) -> HttpResponse:
    """Show the loyalty of the customers whom the reader may see, new ones apart."""
    asks = reader(request)
    found = queries.loyalty_page(asks, timezone.now())
    return page(request, "customers/loyalty.html", {"found": found, "places": places(asks, "customers:loyalty")})


def conditions(segment: SegmentName, names: dict[str, str]) -> list[str]:
    """Say what a segment asks for."""
    return [f"{labels.asked_of(one)}: {labels.wanted(Held(one, None, holds=False), names)}" for one in segment.rule]


def _write(request: HttpRequest, found: SegmentName | None, form: SegmentForm) -> HttpResponse:
    asks = reader(request)
    if not permissions.may_keep_segments(asks):
        raise NotAllowedError("customers.not_allowed", act="may_keep_segments")
    preview, status = None, 200
    if request.method == "POST":
        by, at = standing.actor(request), timezone.now()
        if "preview" in request.POST:
            preview, status = _preview(request, form)
        else:
            given = form.data
            status = attempt(
                request,
                form,
                lambda: actions.save_segment(
                    key=found.id if found else None,
                    name_zh=given.get("name_zh", ""),
                    name_en=given.get("name_en", ""),
                    rule=form.rule(),
                    by=by,
                    at=at,
                ),
                SAID,
            )
            if not status:
                return redirect("customers:segments")
    context = {"form": form, "segment": found, "preview": preview}
    return page(request, "customers/segment.html", context, status=status)


def _preview(request: HttpRequest, form: SegmentForm) -> tuple[SegmentPreview | None, int]:
    if not form.is_valid():
        return None, 400
    try:
        rule = actions.checked_rule(rule=form.rule(), by=standing.actor(request), at=timezone.now())
    except Refused as problem:
        show(form, problem)
        return None, STATUS[type(problem)]
    return queries.segment_preview(standing.of(request), rule, timezone.now()), 200
