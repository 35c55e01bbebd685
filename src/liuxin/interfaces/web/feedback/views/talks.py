"""One talk: the letter with its margin, its goals, notes and hints about their wording."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.library import Externals
from liuxin.interfaces.web.agreement.panel import panel
from liuxin.interfaces.web.feedback import forms, labels
from liuxin.interfaces.web.feedback.pages import letter, links, lists
from liuxin.interfaces.web.feedback.pages.choices import sources
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page, posted
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.feedback import actions, permissions, queries, rules
from liuxin.performance.feedback.words import NewNote, NoteKind, TalkState, TalkView
from liuxin.performance.indicators import queries as indicators

LONGEST, REFUSED = 4000, 409


@require_safe
@login_required
def one(request: HttpRequest, talk: int) -> HttpResponse:
    """Show the letter: the manager prepares from it, the person sees the same, each with notes of the own."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    return page(request, "feedback/talk.html", _letter(request, found) | _acts(request, found))


@require_POST
@login_required
def prepare(request: HttpRequest, talk: int) -> HttpResponse:
    """Answer the four questions again from the record."""
    found = queries.talk(standing.of(request), talk)
    try:
        actions.prepare_talk(talk_id=found.id, by=standing.actor(request), at=timezone.now())
    except RuleBrokenError as error:
        messages.warning(request, labels.said(error))
    else:
        messages.success(request, _("The letter follows the record as it stands now."))
    return redirect("feedback:talk", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def goals(request: HttpRequest, talk: int) -> HttpResponse:
    """Write the goals of a talk."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.may_prepare(asks, found.line):
        raise NotAllowedError("feedback.not_the_manager")
    given = posted(request)
    start = {"overall": found.overall_goal or shown.text(queries.content().overall_goal)}
    for number, goal in enumerate(found.goals, start=1):
        start |= {
            f"goal{number}": letter.goal_text(goal.text),
            f"cites{number}": f"{goal.cites}:{goal.key}" if goal.cites else "",
        }
    form = forms.GoalsForm(given, sources=sources(found, indicators.externals()), initial=start)
    if given is not None and form.is_valid():
        try:
            actions.set_goals(
                talk_id=found.id,
                overall=form.cleaned_data["overall"],
                goals=form.goals,
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The goals of the talk are saved."))
            return redirect("feedback:talk", found.id)
    context = {"form": form, "talk": found, "pattern": queries.content().sub_goal}
    return page(request, "feedback/goals.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
@login_required
def note(request: HttpRequest, talk: int) -> HttpResponse:
    """Keep what one prepares, and hint at its wording; or keep that the person disagrees in writing."""
    found = queries.talk(standing.of(request), talk)
    text = request.POST.get("text", "")[:LONGEST]
    kind = NoteKind.DISAGREEMENT if request.POST.get("kind") == NoteKind.DISAGREEMENT else NoteKind.PREPARED
    question = request.POST.get("question", "0")
    new = NewNote(kind, text, int(question) if question in {"0", "1", "2", "3", "4"} else 0)
    actions.write_note(talk_id=found.id, note=new, by=standing.actor(request), at=timezone.now())
    if request.headers.get("HX-Request"):
        return _hints(request, text, saved=True)
    messages.success(request, _("Your note is kept."))
    return redirect("feedback:talk", found.id)


@require_POST
@login_required
def hints(request: HttpRequest) -> HttpResponse:
    """Hint at the wording of a text that is being written; nothing is kept."""
    return _hints(request, request.POST.get("text", "") or request.POST.get("said", ""), saved=False)


def _letter(request: HttpRequest, found: TalkView) -> dict[str, object]:
    """Lay out what the letter says, and what stands beside it."""
    asks, line, now = standing.of(request), found.line, timezone.now()
    people = {line.person, line.manager} | {each.by for each in found.notes}
    names, externals = organisation.names(people), indicators.externals()
    leads = links.links(asks, found, now)
    text, is_manager = queries.class_text(line.code), permissions.is_manager(asks, line)
    return {
        "talk": found,
        "line": line,
        "person": names.get(line.person),
        "manager": names.get(line.manager),
        "answers": letter.letter(found, for_manager=is_manager, me=asks.person_id, externals=externals, leads=leads),
        "goals": goals_shown(found, externals, of_person=permissions.is_person(asks, line)),
        "notes": notes_shown(found, names),
        "boxes": letter.outline(found),
        "decides": permissions.decides_any(asks, found.appeals),
        "class_name": labels.class_name(line.code),
        "class_text": text,
        "aim_here": text.aims[line.level],
        "why": letter.why(found, externals),
        "overall": found.overall_goal or shown.text(queries.content().overall_goal),
        "recording": queries.content().recording,
        "state": labels.STATES[line.state],
        "tag": labels.TAGS[line.state],
        "cause": labels.CAUSES[found.own_cause],
        "appeals": [lists.appeal_row(each, names=names, at=now) for each in found.appeals],
        "zone": organisation.zone(),
    }


def _acts(request: HttpRequest, found: TalkView) -> dict[str, object]:
    """Tell what the reader may do now, so that the page offers nothing that would be refused."""
    asks, line, now = standing.of(request), found.line, timezone.now()
    is_manager, is_person = permissions.is_manager(asks, line), permissions.is_person(asks, line)
    held = line.state is TalkState.HELD
    may_appeal = is_person and not line.is_open and line.waived_at is None
    return {
        "is_manager": is_manager,
        "is_person": is_person,
        "is_held": held,
        "may_note": line.is_open and (is_manager or is_person),
        "may_hold": is_manager and line.state is TalkState.SLOT_AGREED,
        "may_correct": line.waived_at is None and permissions.may_lapse(asks, line, found.department),
        "may_lapse": line.is_late(now) and permissions.may_lapse(asks, line, found.department),
        "may_appeal": may_appeal and line.appeal_until is not None and now < line.appeal_until,
        "panel": _record(request, found) if held else None,
    }


def goals_shown(found: TalkView, externals: Externals, *, of_person: bool) -> list[dict[str, object]]:
    """Lay out the goals with what each side said of them; the reader's own word is chosen, and none before."""
    named = dict(sources(found, externals))
    return [
        {
            "id": goal.id,
            "text": letter.goal_text(goal.text),
            "source": named.get(f"{goal.cites}:{goal.key}", ""),
            "person": labels.CHECKS[goal.person_check] if goal.person_check else "",
            "manager": labels.CHECKS[goal.manager_check] if goal.manager_check else "",
            "own": (goal.person_check if of_person else goal.manager_check) or "",
            "checks": labels.CHECKS.items(),
        }
        for goal in found.goals
    ]


def notes_shown(found: TalkView, names: lists.Names) -> list[dict[str, object]]:
    """Lay out the notes that both may read."""
    return [
        {"kind": labels.NOTES[each.kind], "by": names.get(each.by), "text": each.text, "at": each.at}
        for each in found.notes
        if each.kind is not NoteKind.PREPARED
    ]


def _record(request: HttpRequest, found: TalkView) -> object:
    """Give the record that both answer; whoever may see the talk and not the agreement sees none."""
    if found.line.agreement is None:
        return None
    try:
        return panel(request, found.line.agreement, back=request.path)
    except NotFoundError:
        return None


def _hints(request: HttpRequest, text: str, *, saved: bool) -> HttpResponse:
    found = rules.hints(text[:LONGEST], queries.content().checks)
    return page(
        request,
        "feedback/hints.html",
        {"hints": found, "saved_at": timezone.now() if saved else None, "zone": organisation.zone()},
    )
