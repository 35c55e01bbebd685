"""The ways in for customers, as the director sets them; whoever sees everything reads them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import EntranceView
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import links
from liuxin.interfaces.web.cases import labels as case_labels
from liuxin.interfaces.web.cases import people
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.web.portal import labels
from liuxin.interfaces.web.portal.forms import CHANNELS, EntranceForm, TermsForm, entrance_initial
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """List the ways in, with their addresses, and what is agreed about the end of cases."""
    asks = _reader(request)
    teams = dict(people.all_teams(timezone.now()))
    rows = [
        {
            "way": way,
            "team": teams.get(str(way.team), "—"),
            "channel": case_labels.CHANNEL[way.channel],
            "url": _url(way),
        }
        for way in queries.entrances()
    ]
    terms = queries.portal_terms()
    context = {
        "places": places(asks, "portal:entrances"),
        "rows": rows,
        "terms": terms,
        "names": labels.NAMES[terms.names],
        "may_set": permissions.may_set_promises(asks),
    }
    return page(request, "portal/entrances.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a way in."""
    _setter(request)
    form = EntranceForm(
        posted(request),
        teams=people.all_teams(timezone.now()),
        initial={"priority": 3, "minutes": 480, "is_open": True},
        auto_id="way-%s",
    )
    taken = {way.code for way in queries.entrances()}
    if request.method == "POST" and form.is_valid() and form.cleaned_data["code"] in taken:
        form.add_error("code", _("There is a way in with this short name already. Choose another."))
    return _save(request, form, None)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, way: str) -> HttpResponse:
    """Change a way in, or close it; the code to show it on another site stands here."""
    _setter(request)
    found = next((each for each in queries.entrances() if each.code == way and each.channel in CHANNELS), None)
    if found is None:
        raise NotFoundError("cases.no_such_entrance", entrance=way)
    form = EntranceForm(
        posted(request),
        teams=people.all_teams(timezone.now()),
        fixed=True,
        initial=entrance_initial(found),
        auto_id="way-%s",
    )
    return _save(request, form, found)


@require_http_methods(["GET", "POST"])
@login_required
def terms(request: HttpRequest) -> HttpResponse:
    """Set what is agreed about the end of cases."""
    _setter(request)
    kept = queries.portal_terms()
    initial = {
        "name_zh": kept.name.zh if kept.name else "",
        "name_en": kept.name.en if kept.name else "",
        "again_after": kept.again_after,
        "decide_after": kept.decide_after,
        "reopen_within": kept.reopen_within,
        "names": kept.names.value,
    }
    form = TermsForm(posted(request), initial=initial, auto_id="terms-%s")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_portal_terms(terms=form.view(), by=standing.actor(request), at=timezone.now())
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("This holds from now on."))
            return redirect("portal:entrances")
    return page(request, "portal/terms.html", {"form": form}, status=400 if form.errors else 200)


def _save(request: HttpRequest, form: EntranceForm, found: EntranceView | None) -> HttpResponse:
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_entrance(entrance=form.view(), by=standing.actor(request), at=timezone.now())
        except BadInputError as problem:
            show(form, problem)
            status = STATUS[BadInputError]
        else:
            messages.success(request, _("The way in is kept."))
            return redirect("portal:entrances")
    frame = f"{links.home()}{reverse('portal:embed', args=[found.code])}" if found else ""
    context = {"form": form, "found": found, "frame": frame, "url": _url(found) if found else ""}
    return page(request, "portal/entrance.html", context, status=status)


def _url(way: EntranceView) -> str:
    return f"{links.home()}{reverse('portal:write', args=[way.code])}" if way.channel in CHANNELS else ""


def _reader(request: HttpRequest) -> Standing:
    asks = standing.of(request)
    if not permissions.may_see_entrances(asks):
        raise NotAllowedError("cases.entrances_not_open")
    return asks


def _setter(request: HttpRequest) -> None:
    if not permissions.may_set_promises(standing.of(request)):
        raise NotAllowedError("cases.entrances_not_open")
