"""Times of talks: offered, answered, shifts noted, a calendar file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.feedback import forms, labels
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.period import Period
from liuxin.performance.feedback import actions, permissions, queries
from liuxin.performance.feedback.words import OfferState, TalkView


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slot(request: HttpRequest, talk: int) -> HttpResponse:
    """Offer the other a time and place."""
    found = _at_the_table(request, talk)
    form = _slot_form(request, found)
    if request.method == "POST" and form.is_valid():
        start, end = form.span
        try:
            actions.offer_slot(
                talk_id=found.id,
                start=start,
                end=end,
                place=form.cleaned_data["place"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("The time is offered; the other has to accept it."))
            return redirect("feedback:slot", found.id)
    return _page(request, found, form, _shift_form(found))


@require_POST
@login_required
def answer(request: HttpRequest, talk: int) -> HttpResponse:
    """Accept or decline an offered time, or take one's own back."""
    found = _at_the_table(request, talk)
    wanted = [offer for offer in found.offers if str(offer.id) == request.POST.get("offer", "")]
    if not wanted:
        raise NotFoundError("feedback.no_such_offer")
    accepts = request.POST.get("do") == "accept"
    deed = actions.accept_slot if accepts else actions.decline_slot
    try:
        deed(offer_id=wanted[0].id, by=standing.actor(request), at=timezone.now())
    except RuleBrokenError as error:
        messages.warning(request, labels.said(error))
        return redirect("feedback:slot", found.id)
    messages.success(request, _("You both agreed on the time.") if accepts else _("The time is given up."))
    return redirect("feedback:talk" if accepts else "feedback:slot", found.id)


@require_POST
@login_required
def shift(request: HttpRequest, talk: int) -> HttpResponse:
    """Note a shift of one's own, so that no talk is booked into it."""
    found = _at_the_table(request, talk)
    form = _shift_form(found, request.POST)
    if form.is_valid():
        try:
            person = standing.of(request).person_id or 0
            actions.note_shifts(
                person_id=person, shifts=[Period(*form.span)], by=standing.actor(request), at=timezone.now()
            )
        except LiuxinError as error:
            form.blame(error)
        else:
            messages.success(request, _("Your shift is noted: no talk is booked into it."))
            return redirect("feedback:slot", found.id)
    return _page(request, found, _slot_form(request, found, fresh=True), form)


@require_safe
@login_required
def ics(request: HttpRequest, talk: int) -> HttpResponse:
    """Give the calendar file of an agreed talk."""
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    names = organisation.names([found.line.person, found.line.manager])
    both = [shown.name(names[key]) for key in (found.line.manager, found.line.person) if key in names]
    title = _("Feedback talk: %(both)s") % {"both": " · ".join(both)}
    text = _("Phones off. The letter: %(url)s") % {"url": request.build_absolute_uri(f"/talks/{found.id}")}
    file = queries.calendar_file(asks, found.id, title=title, text=text, at=timezone.now())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="talk-{found.id}.ics"'
    return response


def _at_the_table(request: HttpRequest, talk: int) -> TalkView:
    asks = standing.of(request)
    found = queries.talk(asks, talk)
    if not permissions.is_one_of_both(asks, found.line):
        raise NotAllowedError("feedback.not_at_the_table")
    return found


def _slot_form(request: HttpRequest, found: TalkView, *, fresh: bool = False) -> forms.SlotForm:
    given = request.POST if request.method == "POST" and not fresh else None
    start: dict[str, object] = {"day": found.line.planned_on, "place": found.line.place or found.round_place}
    return forms.SlotForm(given, zone=organisation.zone(), prefix="slot", initial=start)


def _shift_form(found: TalkView, given: object = None) -> forms.SlotForm:
    form = forms.SlotForm(given, zone=organisation.zone(), prefix="shift", initial={"day": found.line.planned_on})
    del form.fields["place"]
    return form


def _page(request: HttpRequest, found: TalkView, form: forms.SlotForm, shift_form: forms.SlotForm) -> HttpResponse:
    me = standing.of(request).person_id
    line = found.line
    names = organisation.names([line.person, line.manager])
    live = [offer for offer in found.offers if offer.state in {OfferState.OFFERED, OfferState.ACCEPTED}]
    return page(
        request,
        "feedback/slot.html",
        {
            "talk": found,
            "line": line,
            "form": form,
            "shift_form": shift_form,
            "person": names.get(line.person),
            "manager": names.get(line.manager),
            "offers": [
                {
                    "offer": offer,
                    "by": names.get(offer.offered_by),
                    "is_mine": offer.offered_by == me,
                    "is_accepted": offer.state is OfferState.ACCEPTED,
                }
                for offer in live
            ],
            "zone": organisation.zone(),
        },
        status=CONFLICT if form.is_bound or shift_form.is_bound else 200,
    )
