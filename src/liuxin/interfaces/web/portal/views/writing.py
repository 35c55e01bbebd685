"""Guests write in: on our own page, or in a frame on another site. Reading writes nothing and sets no session."""

from datetime import datetime
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Arrived, EntranceView
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import About
from liuxin.desk.files import queries as files
from liuxin.interfaces.jobs import links
from liuxin.interfaces.web.cases.attaching import put
from liuxin.interfaces.web.kit.views import STATUS
from liuxin.interfaces.web.portal import tokens
from liuxin.interfaces.web.portal.forms import CHANNELS, GuestForm
from liuxin.interfaces.web.portal.visiting import DOOR, TOO_MANY, for_customers, knock, said, show
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError, CannotTellError, LiuxinError, NotFoundError, RuleBrokenError

BAD = 400


@require_safe
@for_customers
def home(request: HttpRequest) -> HttpResponse:
    """Show the ways in."""
    ways = [way for way in queries.entrances() if way.is_open and way.channel in CHANNELS]
    return show(request, "portal/home.html", {"ways": ways})


@csrf_exempt  # the form has a signed token of its own: tokens
@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def write(request: HttpRequest, way: str) -> HttpResponse:
    """Show the form of a way in, or take what a guest wrote."""
    return _write(request, _way(way), framed=False)


@csrf_exempt
@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_customers
def embed(request: HttpRequest, way: str) -> HttpResponse:
    """Show the form for a frame on those sites that may show it, or take what a guest wrote there."""
    found = _way(way)
    return _framed(_write(request, found, framed=True), found)


@require_safe
@for_customers
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """Say the number of the case, and give the link to follow it."""
    return _sent(request, token, framed=False)


@xframe_options_exempt
@require_safe
@for_customers
def embed_sent(request: HttpRequest, way: str, token: str) -> HttpResponse:
    """Say the same in the frame."""
    return _framed(_sent(request, token, framed=True), _way(way))


def _way(code: str) -> EntranceView:
    found = queries.entrance(code)
    if found.channel not in CHANNELS:
        raise NotFoundError("cases.no_such_entrance", entrance=code)
    return found


def _framed(response: HttpResponse, way: EntranceView) -> HttpResponse:
    """Let the sites of a way in show the answer in a frame, and nobody else."""
    allowed = ["'self'", *way.frame_sites]
    csp_replace({"frame-ancestors": allowed})(lambda _request: response)(HttpRequest())
    return response


def _write(request: HttpRequest, way: EntranceView, *, framed: bool) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return _form(request, way, _guest(), tokens.new(way.code, now), framed=framed)
    token = request.POST.get("token", "")
    shown = tokens.read(token, way.code, now)
    form = _guest(request.POST, request.FILES, scope=shown.name if shown else "")
    if shown is None or tokens.is_hasty(shown, now):
        again = _("Please look it through once more, then send it. Nothing that you wrote was lost.")
        token = tokens.new(way.code, now) if shown is None else token
        return _form(request, way, form, token, framed=framed, note=again, status=BAD if token else 200)
    if not form.is_valid():
        return _form(request, way, form, token, framed=framed, status=BAD)
    if form.cleaned_data["homepage"]:
        trap = _("The last field is there to catch machines. Please leave it empty, then send it again.")
        return _form(request, way, form, token, framed=framed, note=trap, status=BAD)
    return _take(request, way, form, shown, framed=framed)


def _guest(*sent: Any, scope: str = "") -> GuestForm:
    return GuestForm(*sent, auto_id="guest-%s", limits=files.limits(), scope=scope)


def _take(
    request: HttpRequest, way: EntranceView, form: GuestForm, shown: tokens.Shown, *, framed: bool
) -> HttpResponse:
    now = timezone.now()
    try:
        knock(request, "form", now)
        coming = form.coming(way.code, shown.name, get_language() or "")
        arrived = actions.come_in(coming=coming, by=DOOR, at=now)
    except (BadInputError, RuleBrokenError, CannotTellError) as problem:
        often = problem.code == "cases.too_often"
        put(form, problem)
        token = request.POST["token"]
        status = TOO_MANY if often else STATUS[type(problem)]
        return _form(request, way, form, token, framed=framed, status=status)
    form.sent()
    customer = queries.letter_about(arrived.case)
    link = links.token(arrived.case, customer.customer if customer else "")
    if form.cleaned_data["email"] and not arrived.duplicate:
        _receipt(form.cleaned_data["email"], arrived, now)
    if framed:
        return redirect("portal:embed-sent", way.code, link)
    return redirect("portal:sent", link)


def _receipt(email: str, arrived: Arrived, now: datetime) -> None:
    """Mail number and link. Nothing of what was written stands in it: the address may be somebody else's."""
    language, about = get_language() or "", queries.letter_about(arrived.case)
    link = links.address(arrived.case, about.customer if about else "")
    thread = threads.threads([arrived.thread])[arrived.thread]
    communication.post(
        to=email.strip(),
        subject=sentence("portal.receipt_subject", language, case=arrived.case),
        text=sentence("portal.receipt", language, case=arrived.case, link=link),
        about=About("case", arrived.case),
        reply_key=thread.key,
        by=DOOR,
        at=now,
    )


def _form(
    request: HttpRequest,
    way: EntranceView,
    form: GuestForm,
    token: str,
    *,
    framed: bool,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = tokens.read(token, way.code, timezone.now())
    form.scope = form.scope or (shown.name if shown else "")
    form.keep_files(request)
    context = {
        "way": way,
        "form": form,
        "fields": [field for field in form.visible_fields() if field.name != "homepage"],
        "trap": form["homepage"],
        "token": token,
        "note": note,
        "framed": framed,
    }
    return show(request, "portal/write.html", context, status=status)


def _sent(request: HttpRequest, token: str, *, framed: bool) -> HttpResponse:
    try:
        followed = links.read(token)
        queries.visitor_by_link(followed.case, followed.customer)
    except LiuxinError as problem:
        return show(request, "portal/no_link.html", {"problem": said(problem), "framed": framed}, status=404)
    return show(request, "portal/sent.html", {"case": followed.case, "token": token, "framed": framed})
