"""The talk that goes on all year: one's own page, the pages to write on, one obstacle, one person of the line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.dialogue import forms, shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError
from liuxin.performance.dialogue import actions, permissions, queries
from liuxin.performance.dialogue.words import ObstacleState, ObstacleView

Refused = (BadInputError, RuleBrokenError, ConflictError)
COLLEAGUES = 500


@dataclass(frozen=True, slots=True)
class Writing:
    """A page to write on: what it is called, what it says, where it leads, and where Back leads."""

    title: str
    about: str
    button: str
    done: str
    said: str
    back: str = ""


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show what one raised, owes and was told, and what one can write."""
    asks, now = standing.of(request), timezone.now()
    standing.actor(request)
    found = queries.mine(asks)
    told = (*found.raised, *found.owed, *found.incidents, *found.noted, *found.praise, *found.check_ins)
    known = shown.names(told, *found.line)
    context = {
        "owed": shown.obstacles(found.owed, known, now),
        "raised": shown.obstacles(found.raised, known, now),
        "incidents": shown.incidents(found.incidents, known),
        "noted": shown.incidents(found.noted, known),
        "praise": shown.praise(found.praise, known),
        "check_ins": shown.check_ins(found.check_ins, known),
        "line": [known[key] for key in sorted(found.line) if key in known],
        "me": asks.person_id,
        "form": forms.RaiseForm(),
        "zone": organisation.zone(),
    }
    return page(request, "dialogue/home.html", context)


@require_safe
@login_required
def person(request: HttpRequest, person: int) -> HttpResponse:
    """Show what is on record about one person, to whoever may read it."""
    asks, now = standing.of(request), timezone.now()
    found = queries.person(asks, person, now)
    known = shown.names((*found.check_ins, *found.incidents, *found.praise, *found.obstacles), person)
    context = {
        "name": known[person],
        "obstacles": shown.obstacles(found.obstacles, known, now),
        "incidents": shown.incidents(found.incidents, known),
        "praise": shown.praise(found.praise, known),
        "check_ins": shown.check_ins(found.check_ins, known),
        "may_note": permissions.may_note_of(asks, person),
        "me": asks.person_id,
        "zone": organisation.zone(),
    }
    return page(request, "dialogue/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def raise_(request: HttpRequest) -> HttpResponse:
    """Raise an obstacle."""
    by = standing.actor(request)
    writing = Writing(
        _("Raise an obstacle"),
        _("It goes to your manager, who owes you an answer by the end of the second working day."),
        _("Raise it"),
        reverse("dialogue:home"),
        _("The obstacle is on record; the clock runs on your manager."),
    )
    return _write(
        request,
        forms.RaiseForm(posted(request)),
        writing,
        lambda form, at: actions.raise_obstacle(**form.cleaned_data, by=by, at=at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def praise(request: HttpRequest) -> HttpResponse:
    """Thank a colleague."""
    by = standing.actor(request)
    writing = Writing(
        _("Thank a colleague"),
        _("They read it at once, and so does whoever leads them."),
        _("Send the praise"),
        reverse("dialogue:home"),
        _("The praise is on record."),
    )
    form = forms.PraiseForm(posted(request), people=_colleagues(request), initial=_asked(request))
    return _write(request, form, writing, lambda form, at: actions.praise(**_of(form), by=by, at=at))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@in_house_time
def note(request: HttpRequest) -> HttpResponse:
    """Note a critical incident about somebody of one's line."""
    by, people = standing.actor(request), _line(standing.of(request))
    writing = Writing(
        _("Note an incident"),
        _("Notably good or bad conduct, while it is fresh. Whom it is about reads it at once and may reply."),
        _("Note it"),
        reverse("dialogue:home"),
        _("The incident is on record; whom it is about can read it."),
    )
    form = forms.NoteForm(posted(request), people=people, initial=_asked(request))
    return _write(
        request,
        form,
        writing,
        lambda form, at: actions.note_incident(
            person_id=int(form.cleaned_data["person"]), incident=_note_form(form).incident(), by=by, at=at
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check_in(request: HttpRequest) -> HttpResponse:
    """Keep a check-in with somebody of one's line."""
    by, people = standing.actor(request), _line(standing.of(request))
    writing = Writing(
        _("Keep a check-in"),
        _("A few lines on a short talk, for both of you."),
        _("Keep it"),
        reverse("dialogue:home"),
        _("The check-in is on record; both of you can read it."),
    )
    form = forms.CheckInForm(posted(request), people=people, initial=_asked(request))
    return _write(request, form, writing, lambda form, at: actions.check_in(**_of(form), by=by, at=at))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reply(request: HttpRequest, incident: int) -> HttpResponse:
    """Reply to an incident about oneself."""
    asks, by, now = standing.of(request), standing.actor(request), timezone.now()
    found = queries.incident(asks, incident, now)
    if not permissions.may_reply(asks, found.person):
        raise NotAllowedError("dialogue.not_about_you")
    (incident_shown,) = shown.incidents([found], shown.names([found]))
    writing = Writing(
        _("Reply to an incident"),
        "",
        _("Send the reply"),
        reverse("dialogue:home"),
        _("Your reply is on record beside the incident."),
    )
    return _write(
        request,
        forms.ReplyForm(posted(request)),
        writing,
        lambda form, at: actions.reply_to_incident(incident_id=incident, **form.cleaned_data, by=by, at=at),
        {"incident": incident_shown},
    )


@require_safe
@login_required
def obstacle(request: HttpRequest, obstacle: int) -> HttpResponse:
    """Show an obstacle, its course, and what the reader can do about it."""
    return _obstacle(request, obstacle)


@require_POST
@login_required
def support(request: HttpRequest, obstacle: int) -> HttpResponse:
    """Keep what was done to help."""
    return _step(request, obstacle, "support", actions.give_support, _("The support is on record."))


@require_POST
@login_required
def clear(request: HttpRequest, obstacle: int) -> HttpResponse:
    """Say that an obstacle is cleared."""
    return _step(request, obstacle, "clear", actions.clear_obstacle, _("Now whoever raised it is asked to confirm."))


@require_POST
@login_required
def still_there(request: HttpRequest, obstacle: int) -> HttpResponse:
    """Say that an obstacle is still there."""
    return _step(request, obstacle, "still", actions.say_still_there, _("It is open again, with the time it had."))


@require_POST
@login_required
def confirm(request: HttpRequest, obstacle: int) -> HttpResponse:
    """Confirm that an obstacle is gone."""
    try:
        actions.confirm_cleared(obstacle_id=obstacle, by=standing.actor(request), at=timezone.now())
    except RuleBrokenError as problem:
        return _obstacle(request, obstacle, problem=problem)
    messages.success(request, _("Confirmed: the obstacle is cleared."))
    return redirect("dialogue:obstacle", obstacle)


STEPS: Mapping[str, type[forms.Written]] = {
    "support": forms.SupportForm,
    "clear": forms.ClearForm,
    "still": forms.StillForm,
}


def _step(request: HttpRequest, key: int, name: str, deed: Callable[..., None], done: str) -> HttpResponse:
    form = STEPS[name](request.POST, prefix=name)
    if form.is_valid():
        try:
            deed(obstacle_id=key, text=form.cleaned_data["text"], by=standing.actor(request), at=timezone.now())
        except Refused as problem:
            show(form, problem)
            return _obstacle(request, key, problem=problem, given={name: form})
        messages.success(request, done)
        return redirect("dialogue:obstacle", key)
    return _obstacle(request, key, problem=BadInputError("dialogue.text_missing"), given={name: form})


def _obstacle(
    request: HttpRequest,
    key: int,
    *,
    problem: Exception | None = None,
    given: Mapping[str, forms.Written] | None = None,
) -> HttpResponse:
    asks, now = standing.of(request), timezone.now()
    view = queries.obstacle(asks, key, now)
    context = {
        "found": shown.obstacle(view, shown.names([view]), now),
        "deeds": _deeds(asks, view),
        **{f"{name}_form": form(prefix=name) for name, form in STEPS.items()},
        **{f"{name}_form": form for name, form in (given or {}).items()},
        "problem": problem if isinstance(problem, RuleBrokenError) else None,
        "zone": organisation.zone(),
    }
    return page(request, "dialogue/obstacle.html", context, status=_status(problem))


def _deeds(asks: Standing, view: ObstacleView) -> frozenset[str]:
    """Name what the reader can do about an obstacle as it stands."""
    if view.state is ObstacleState.OPEN:
        owns = permissions.may_clear(asks, view.owner)
        helps = permissions.may_support(asks, view.person, view.owner)
        return frozenset({"clear"} if owns else ()) | frozenset({"support"} if helps else ())
    said = view.state is ObstacleState.SAID_CLEARED and permissions.may_confirm(asks, view.person)
    return frozenset({"confirm"} if said else ())


def _write(
    request: HttpRequest,
    form: forms.Written,
    writing: Writing,
    deed: Callable[[forms.Written, datetime], object],
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Show a page to write on, or do what was written; with what was typed where it was refused."""
    problem: Exception | None = None
    if request.method == "POST" and form.is_valid():
        try:
            deed(form, timezone.now())
        except Refused as refused:
            show(form, refused)
            problem = refused
        else:
            messages.success(request, writing.said)
            return redirect(writing.done)
    status = _status(problem) if problem or not form.errors else STATUS[BadInputError]
    given = {"form": form, "writing": writing, "zone": organisation.zone(), **(context or {})}
    return page(request, "dialogue/write.html", given, status=status)


def _status(problem: Exception | None) -> int:
    return 200 if problem is None else STATUS[type(problem)]  # type: ignore[index]  # one of `Refused`


def _asked(request: HttpRequest) -> dict[str, str]:
    """Take whom a link is about."""
    return {"person": request.GET.get("person", "")}


def _of(form: forms.Written) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    return {"person_id": int(given.pop("person")), **given}


def _note_form(form: forms.Written) -> forms.NoteForm:
    if not isinstance(form, forms.NoteForm):
        raise TypeError(form)
    return form


def _line(asks: Standing) -> forms.People:
    """Give the people of one's line to choose from. Raises `NotAllowedError` where there are none."""
    if not asks.reports:
        raise NotAllowedError("dialogue.not_your_line")
    return _sorted(organisation.names(asks.reports).values())


def _colleagues(request: HttpRequest) -> forms.People:
    asks = standing.of(request)
    found = organisation.people_visible(asks, timezone.now(), size=COLLEAGUES)
    names = (row.name for row in found.rows)
    return _sorted(
        name for name in names if name.id != asks.person_id and not name.is_placeholder and not name.is_system
    )


def _sorted(names: Iterable[PersonName]) -> forms.People:
    language = get_language() or "zh-hans"
    return sorted(((name.id, name.text.in_language(language)) for name in names), key=lambda pair: (pair[1], pair[0]))
