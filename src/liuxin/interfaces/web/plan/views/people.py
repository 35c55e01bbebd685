"""Who takes part in a cycle: the list, somebody who joins it later, somebody who left."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Seat
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.interfaces.web.plan.forms.fields import show
from liuxin.interfaces.web.plan.forms.people import JoinForm, LeaveForm
from liuxin.interfaces.web.plan.pages import people as laid
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import CycleView


@require_safe
@login_required
def people(request: HttpRequest, cycle: int) -> HttpResponse:
    """List who takes part in the departments that one looks after."""
    found = queries.cycle(cycle)
    own = _own(request, found)
    there = [each for each in queries.participants(cycle) if each.department in own]
    told = {
        **_about(found),
        "rows": laid.rows(there, queries.phases(cycle), organisation.zone()),
        "newcomers": laid.names_of(_joining(found, own, timezone.now())),
        "here": sum(each.left_at is None for each in there),
    }
    return page(request, "plan/people.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: HttpRequest, cycle: int) -> HttpResponse:
    """Let somebody take part who came after the cycle was opened."""
    found = queries.cycle(cycle)
    own = _own(request, found)
    seats = _joining(found, own, timezone.now())
    form = JoinForm(posted(request), people=laid.choices(seats))
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            actions.join_cycle(cycle_id=cycle, person_id=person, by=standing.actor(request), at=timezone.now())
        except (NotAllowedError, NotFoundError):
            raise
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("%(name)s takes part now.") % {"name": laid.name(person)})
            return redirect("plan:people", cycle)
    told = {**_about(found), "form": form, "seats": seats, "missed": laid.missed(queries.phases(cycle), own)}
    return page(request, "plan/join.html", told, status=CONFLICT if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: HttpRequest, participant: int) -> HttpResponse:
    """Keep that somebody left, once it was confirmed; what the person still had to sign is let go with a reason."""
    key, held = queries.participant(participant)
    if not permissions.looks_after(standing.of(request), held.department):
        raise NotAllowedError("plan.may_not_change_people")
    found, now, zone = queries.cycle(key), timezone.now(), ZoneInfo(organisation.zone())
    owed = [(each.agreement, shown.text(each.title)) for each in agreements.owed_by(held.person)]
    form = LeaveForm(posted(request), owed=owed, initial={"left_at": now.astimezone(zone).date()})
    who = laid.name(held.person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.mark_left(
                cycle_id=key,
                person_id=held.person,
                left_at=_end(given["left_at"], zone, now),
                release=given["release"],
                reason=given["reason"],
                by=standing.actor(request),
                at=now,
            )
        except (NotAllowedError, NotFoundError):
            raise
        except LiuxinError as error:
            show(form, error)
        else:
            messages.success(request, _("It is kept that %(name)s left.") % {"name": who})
            return redirect("plan:people", key)
    last = (found.period.end - timedelta(seconds=1)).astimezone(zone).date()
    told = {**_about(found), "form": form, "who": who, "last": last}
    return page(request, "plan/leave.html", told, status=CONFLICT if form.is_bound else 200)


def _own(request: HttpRequest, found: CycleView) -> frozenset[int]:
    """Give the departments of the cycle that one looks after; refuse whoever looks after none."""
    asks = standing.of(request)
    own = frozenset(key for key in found.departments if permissions.looks_after(asks, key))
    if not own:
        raise NotAllowedError("plan.may_not_change_people")
    return own


def _joining(found: CycleView, own: Collection[int], at: datetime) -> tuple[Seat, ...]:
    """Give who may join; asked of all departments of the cycle, so that the nearest one is found."""
    if not found.is_open:
        return ()
    return tuple(seat for seat in queries.may_join(found.id, found.departments, at) if seat.department in own)


def _about(found: CycleView) -> dict[str, object]:
    return {"found": found, "name": shown.text(found.name)}


def _end(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """Give the end of the last day, or now where that is today."""
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return min(end, now) if day <= now.astimezone(zone).date() else end
