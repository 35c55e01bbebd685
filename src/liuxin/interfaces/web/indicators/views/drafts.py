"""Writing: a new draft, its lines, putting it in force, throwing it away."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms import COPY, HISTORY, STARTER, NewForm, moment
from liuxin.interfaces.web.indicators.pages import writing
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.indicators import actions, permissions, queries
from liuxin.performance.indicators.words import Drafted, Grain, MissingRule, NewIndicator, SetStatus, SetView

SAVING = {"save": "indicators:edit", "force": "indicators:put-in-force"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: empty, as a copy, or from what history proposes."""
    _require_writer(request)
    form = _new_form(request)
    if request.method == "POST" and form.is_valid():
        return redirect("indicators:edit", _begun(request, form))
    return page(request, "indicators/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, set: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Write a draft; what cannot be saved stays as it was typed."""
    _require_writer(request)
    found, known = _draft(request, set), queries.externals()
    if request.method != "POST":
        return _edited(request, found, writing.of_set(found, known))
    deed = request.POST.get("do", "save")
    if deed == "sum":
        return _edited(request, found, writing.moved(request.POST, "", known), fragment="sum")
    if deed not in SAVING:
        return _edited(request, found, writing.moved(request.POST, deed, known), unsaved=True)
    sheet = writing.of_post(request.POST, known)
    lines = writing.read(sheet, found, known)
    if lines is None:
        return _edited(request, found, sheet, unsaved=True)
    return _saved(request, found, sheet, lines)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_in_force(request: HttpRequest, set: int) -> HttpResponse:  # noqa: A002 - as above
    """Put a draft in force as an example, once it was confirmed."""
    done = _("The set is in force as an example that nobody has agreed to.")
    return _confirmed(request, set, actions.mark_as_example, "put_in_force", done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def discard(request: HttpRequest, set: int) -> HttpResponse:  # noqa: A002 - as above
    """Throw a draft away, once it was confirmed."""
    return _confirmed(request, set, actions.discard_draft, "discard", _("The draft is thrown away."))


def _new_form(request: HttpRequest) -> NewForm:
    asks = standing.of(request)
    positions = [(key, shown.text(name)) for key, name in organisation.positions().items()]
    copies = [(line.id, _named(line.position_name, line.version)) for line in queries.set_lines(asks)]
    wanted = {name: request.GET[name] for name in ("position", "start") if name in request.GET}
    given = posted(request)
    starters = [(code, _from_library(code)) for code in queries.starters()]
    return NewForm(given, positions=positions, copies=copies, starters=starters, initial=wanted)


def _from_library(code: str) -> str:
    known = queries.library().positions
    name = shown.text(known[code]) if code in known else str(labels.STARTERS[code])
    return _("from the library: %(name)s") % {"name": name}


def _named(position: Bilingual, version: int) -> str:
    return _("a copy of: %(position)s, version %(version)s") % {"position": shown.text(position), "version": version}


def _begun(request: HttpRequest, form: NewForm) -> int:
    given, by, now = form.cleaned_data, standing.actor(request), timezone.now()
    position, start = given["position"], given["start"]
    name, grain = organisation.positions()[position], Grain(given["grain"])
    if start.startswith(COPY):
        source = int(start.removeprefix(COPY))
        return actions.draft_next_version(set_id=source, position_id=position, by=by, at=now)
    if start.startswith(STARTER):
        starter = start.removeprefix(STARTER)
        return _told(
            request,
            actions.draft_from_library(position_id=position, starter=starter, name=name, grain=grain, by=by, at=now),
        )
    if start == HISTORY:
        made = actions.draft_from_history(position_id=position, name=name, grain=grain, by=by, at=now)
        return _told(request, made)
    return actions.draft_set(position_id=position, name=name, grain=grain, by=by, at=now)


def _told(request: HttpRequest, made: Drafted) -> int:
    """Say what has no line in a draft, and why."""
    known = queries.externals()
    for why in made.left_out:
        messages.warning(request, labels.said(why, known))
    return made.id


def _require_writer(request: HttpRequest) -> None:
    if not permissions.may_write_sets(standing.of(request)):
        raise NotAllowedError("indicators.may_not_write")


def _draft(request: HttpRequest, key: int) -> SetView:
    found = queries.indicator_set(standing.of(request), key)
    if found.in_force:
        raise RuleBrokenError("indicators.set_in_force", version=found.version)
    if found.status is SetStatus.PROPOSED:
        raise RuleBrokenError("indicators.set_proposed", version=found.version)
    return found


def _saved(request: HttpRequest, found: SetView, sheet: writing.Sheet, lines: list[NewIndicator]) -> HttpResponse:
    given = sheet.head.cleaned_data
    try:
        actions.write_draft(
            set_id=found.id,
            name=sheet.head.name,
            grain=Grain(given["grain"]),
            missing_rule=MissingRule(given["missing_rule"]),
            lines=lines,
            expect=moment(given["expect"]) or timezone.now(),
            by=standing.actor(request),
            at=timezone.now(),
        )
    except ConflictError as error:
        now = queries.indicator_set(standing.of(request), found.id)
        kept = {**request.POST.dict(), "expect": now.changed_at.isoformat()}
        return _edited(request, now, writing.of_post(kept, queries.externals()), unsaved=True, problem=error)
    messages.success(request, _("The draft is saved."))
    return redirect(SAVING[request.POST.get("do", "save")], found.id)


def _edited(
    request: HttpRequest,
    found: SetView,
    sheet: writing.Sheet,
    *,
    unsaved: bool = False,
    problem: LiuxinError | None = None,
    fragment: str = "",
) -> HttpResponse:
    wrong = sum(bool(form.errors) for form in (sheet.head, *sheet.lines)) if unsaved else 0
    return page(
        request,
        "indicators/edit.html",
        {
            "found": found,
            "sheet": sheet,
            "position": shown.text(found.position_name),
            "full": len(sheet.lines) >= writing.MOST_LINES,
            "unsaved": unsaved,
            "wrong": ngettext("%(count)s part", "%(count)s parts", wrong) % {"count": wrong} if wrong else "",
            "problem": labels.said(problem) if problem else "",
        },
        fragment=fragment,
        status=CONFLICT if problem else 200,
    )


def _confirmed(request: HttpRequest, key: int, deed: Callable[..., None], word: str, done: str) -> HttpResponse:
    _require_writer(request)
    found = _draft(request, key)
    problem = ""
    if request.method == "POST":
        try:
            deed(set_id=key, expect=_expected(request), by=standing.actor(request), at=timezone.now())
        except (RuleBrokenError, ConflictError) as error:
            problem = labels.said(error)
        else:
            messages.success(request, done)
            return redirect("indicators:sets") if word == "discard" else redirect("indicators:set", key)
    return page(
        request,
        f"indicators/{word}.html",
        {
            "found": found,
            "position": shown.text(found.position_name),
            "name": shown.text(found.name),
            "sum": writing.weigh(str(line.weight.value) for line in found.indicators),
            "held": queries.set_in_force(standing.of(request), found.position),
            "expect": found.changed_at.isoformat(),
            "problem": problem,
        },
        status=CONFLICT if problem else 200,
    )


def _expected(request: HttpRequest) -> datetime:
    """Give the state that was confirmed; a page that names none is held to be older than any."""
    return moment(request.POST.get("expect", "")) or timezone.now()
