"""A talk is held, its goals are checked, what was agreed is done; or it is refused, or lapses."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.web.feedback import forms, labels
from liuxin.interfaces.web.feedback.pages import letter
from liuxin.interfaces.web.feedback.pages.choices import measures_named
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluation.words import Total
from liuxin.performance.feedback import actions, permissions, queries
from liuxin.performance.feedback.words import Check, TalkView
from liuxin.performance.indicators import queries as indicators


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hold(request: HttpRequest, talk: int) -> HttpResponse:
    """Write down a talk that was held."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.is_manager(asks, found.line):
        raise NotAllowedError("feedback.not_the_manager")
    line = found.line
    names = organisation.names([line.person, line.manager])
    owners = [(key, shown.name(names.get(key))) for key in (line.person, line.manager)]
    form = forms.HoldForm(posted(request), owners=owners)
    if form.is_bound and form.is_valid():
        try:
            actions.hold_talk(
                talk_id=found.id,
                notes=form.notes,
                actions=form.actions,
                own_cause=form.cause,
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The talk is on record. Now both answer the record and check the goals."))
            return redirect("feedback:talk", found.id)
    text = queries.class_text(line.code)
    context = {
        "form": form,
        "rows": [[form[f"{name}{n}"] for name in ("action", "owner", "due")] for n in range(1, forms.ACTIONS + 1)],
        "talk": found,
        "line": line,
        "person": names.get(line.person),
        "boxes": letter.outline(found),
        "asked": [shown.text(each) for each in text.questions],
        "opening": shown.text(text.opening),
        "closing": shown.text(text.closing),
        "recording": [shown.text(each) for each in queries.content().recording],
        "zone": organisation.zone(),
    }
    return page(request, "feedback/hold.html", context, status=CONFLICT if form.is_bound else 200)


@require_POST
@login_required
def checks(request: HttpRequest, talk: int) -> HttpResponse:
    """Say of each goal how far it was reached."""
    found = queries.talk(standing.of(request), talk)
    said = {goal.id: request.POST.get(f"goal{goal.id}", "") for goal in found.goals}
    known = {check.value: check for check in Check}
    try:
        actions.check_goals(
            talk_id=found.id,
            checks={key: known[value] for key, value in said.items() if value in known},
            by=standing.actor(request),
            at=timezone.now(),
        )
    except (BadInputError, RuleBrokenError) as error:
        messages.warning(request, labels.said(error))
    else:
        messages.success(request, _("Your answer is kept beside the other's."))
    return redirect("feedback:talk", found.id)


@require_POST
@login_required
def done(request: HttpRequest, talk: int) -> HttpResponse:
    """Keep that something agreed is done."""
    found = queries.talk(standing.of(request), talk)
    wanted = [each for each in found.actions if str(each.id) == request.POST.get("action", "")]
    if not wanted:
        raise NotFoundError("feedback.no_such_action")
    try:
        actions.finish_action(action_id=wanted[0].id, by=standing.actor(request), at=timezone.now())
    except RuleBrokenError as error:
        messages.warning(request, labels.said(error))
    return redirect("feedback:talk", found.id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, talk: int) -> HttpResponse:
    """Score a result again after the talk found something wrong."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.may_lapse(asks, found.line, found.department):
        raise NotAllowedError("feedback.may_not_correct")
    lines = measures_named(found, indicators.externals())
    form = forms.CorrectForm(posted(request), lines=lines)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            rounds.catch_up(now)
            done = actions.correct_result(talk_id=found.id, **form.cleaned_data, by=standing.actor(request), at=now)
        except LiuxinError as error:
            form.blame(error)
        else:
            totals = {"before": _total(done.before), "after": _total(done.after)}
            messages.success(request, _("Scored again: total before %(before)s, after %(after)s.") % totals)
            return redirect("feedback:talk", found.id)
    context = {"form": form, "talk": found}
    return page(request, "feedback/correct.html", context, status=CONFLICT if form.is_bound else 200)


def _total(total: Total) -> str:
    return formats.points(None if total.points is None else total.points.score)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def refuse(request: HttpRequest, talk: int) -> HttpResponse:
    """Refuse the talk about one's own result."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.is_person(asks, found.line):
        raise NotAllowedError("feedback.only_the_person_refuses")
    return _ended(request, found, actions.refuse_talk, "refuse")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lapse(request: HttpRequest, talk: int) -> HttpResponse:
    """Give up a talk that could not take place."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.may_lapse(asks, found.line, found.department):
        raise NotAllowedError("feedback.may_not_lapse")
    return _ended(request, found, actions.lapse_talk, "lapse")


def _ended(request: HttpRequest, found: TalkView, deed: Callable[..., None], word: str) -> HttpResponse:
    form = forms.ReasonForm(posted(request), auto_id="end-%s")
    if form.is_bound and form.is_valid():
        try:
            deed(talk_id=found.id, reason=form.cleaned_data["reason"], by=standing.actor(request), at=timezone.now())
        except NotAllowedError:
            raise
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("It is on record with its reason."))
            return redirect("feedback:talk", found.id)
    context = {"form": form, "talk": found, "is_refusal": word == "refuse"}
    return page(request, "feedback/end.html", context, status=CONFLICT if form.is_bound else 200)
