"""Appeals: filed, given up, deciders named, decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.web.feedback import forms, labels
from liuxin.interfaces.web.feedback.pages.choices import measures_named, people_to_decide
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import LiuxinError, NotAllowedError
from liuxin.performance.feedback import actions, permissions, queries
from liuxin.performance.feedback.words import PANEL, AppealView, TalkView
from liuxin.performance.indicators import queries as indicators


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, talk: int) -> HttpResponse:
    """Appeal against one's own result."""
    found = _own(request, talk)
    form = forms.AppealForm(posted(request), auto_id="appeal-%s")
    if form.is_bound and form.is_valid():
        try:
            made = actions.file_appeal(
                talk_id=found.id,
                grounds=form.on,
                text=form.cleaned_data["text"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The appeal is filed. HR names who decides it."))
            return redirect("feedback:appeal", made)
    context = {"form": form, "talk": found, "zone": organisation.zone()}
    return page(request, "feedback/appeal_new.html", context, status=CONFLICT if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def waive(request: HttpRequest, talk: int) -> HttpResponse:
    """Say that one does not appeal."""
    found = _own(request, talk)
    problem = ""
    if request.method == "POST":
        try:
            actions.waive_appeal(talk_id=found.id, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            problem = labels.said(error)
        else:
            messages.success(request, _("You do not appeal; the result may become final."))
            return redirect("feedback:talk", found.id)
    context = {"talk": found, "problem": problem, "zone": organisation.zone()}
    return page(request, "feedback/waive.html", context, status=CONFLICT if problem else 200)


@require_safe
@login_required
def one(request: HttpRequest, appeal: int) -> HttpResponse:
    """Show an appeal."""
    return _page(request, queries.appeal(standing.of(request), appeal))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deciders(request: HttpRequest, appeal: int) -> HttpResponse:
    """Name who decides an appeal."""
    asks = standing.of(request)
    found = queries.appeal(asks, appeal)
    if not _may_name(request, found):
        raise NotAllowedError("feedback.may_not_name")
    form = _deciders_form(request, found)
    if form.is_bound and form.is_valid():
        try:
            actions.name_deciders(appeal_id=found.id, people=form.people, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("Whoever decides is named and told."))
            return redirect("feedback:appeal", found.id)
    return _page(request, found, naming=form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, appeal: int) -> HttpResponse:
    """Decide an appeal."""
    asks = standing.of(request)
    found = queries.appeal(asks, appeal)
    if not permissions.may_decide(asks, found.deciders):
        raise NotAllowedError("feedback.not_the_decider")
    lines = measures_named(queries.talk(asks, found.talk), indicators.externals())
    form = forms.DecisionForm(posted(request), lines=lines)
    if form.is_bound and form.is_valid():
        try:
            rounds.catch_up(timezone.now())
            actions.decide_appeal(
                appeal_id=found.id,
                outcome=form.decided,
                reasons=form.cleaned_data["reasons"],
                leave_out=form.cleaned_data["leave_out"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The appeal is decided."))
            return redirect("feedback:appeal", found.id)
    return _page(request, found, deciding=form)


def _own(request: HttpRequest, talk: int) -> TalkView:
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.may_appeal(asks, found.line):
        raise NotAllowedError("feedback.only_the_person_appeals")
    return found


def _may_name(request: HttpRequest, found: AppealView) -> bool:
    asks = standing.of(request)
    department = queries.talk(asks, found.talk).department
    return permissions.is_hr_of(asks, department) and asks.person_id != found.appellant


def _deciders_form(request: HttpRequest, found: AppealView) -> forms.DecidersForm:
    people = people_to_decide((found.appellant, found.manager), timezone.now())
    given = posted(request)
    return forms.DecidersForm(given, people=people, count=PANEL[found.level])


def _page(
    request: HttpRequest,
    found: AppealView,
    *,
    naming: forms.DecidersForm | None = None,
    deciding: forms.DecisionForm | None = None,
) -> HttpResponse:
    asks, zone = standing.of(request), organisation.zone()
    keys = {found.appellant, found.manager, *found.deciders} | {found.decided_by or found.appellant}
    names = organisation.names(keys)
    bound = (naming is not None and naming.is_bound) or (deciding is not None and deciding.is_bound)
    return page(
        request,
        "feedback/appeal.html",
        {
            "appeal": found,
            "person": names.get(found.appellant),
            "manager": names.get(found.manager),
            "deciders": [names.get(key) for key in found.deciders],
            "decided_by": names.get(found.decided_by or 0),
            "level": labels.LEVELS[found.level],
            "grounds": labels.GROUNDS[found.grounds],
            "outcome": labels.OUTCOMES[found.outcome],
            "tag": labels.OUTCOME_TAGS[found.outcome],
            "before": formats.points(found.points_before),
            "after": formats.points(found.points_after),
            "naming": naming,
            "deciding": deciding,
            "may_name": found.is_open and naming is None and _may_name(request, found),
            "may_decide": found.is_open and deciding is None and permissions.may_decide(asks, found.deciders),
            "zone": zone,
        },
        status=CONFLICT if bound else 200,
    )
