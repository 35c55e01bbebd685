"""The bell of every page, the list of what one was told, and how one wants to hear."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.communication import actions, queries
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.notices import forms, shown
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError

NOTHING_NEW = 204


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List what one was told, newest first; or only what is unread."""
    only_unread = request.GET.get("show") == "unread"
    before = request.GET.get("before", "")
    found = queries.notices(
        standing.of(request), only_unread=only_unread, before=int(before) if before.isdecimal() else None
    )
    context = {
        "lines": [shown.line(one) for one in found.notices],
        "found": found,
        "newest": max((one.id for one in found.notices), default=0),
        "only_unread": only_unread,
        "zone": organisation.zone(),
    }
    return page(request, "notices/list.html", context)


@require_safe
@login_required
def bell(request: HttpRequest) -> HttpResponse:
    """Give the bell with the number of what is unread; nothing where that is what the page shows already."""
    unread = queries.unread_notices(standing.of(request))
    if request.GET.get("seen") == str(unread):
        return HttpResponse(status=NOTHING_NEW)
    return page(request, "notices/bell.html", {"unread": unread})


@require_POST
@login_required
def open_(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    subject = actions.read_notice(notice=notice, by=standing.actor(request), at=timezone.now())
    return redirect(shown.page_of(subject) or reverse("notices:list"))


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark as read all that the page showed, and what is older."""
    newest = request.POST.get("up_to", "")
    up_to = int(newest) if newest.isdecimal() else 0
    actions.read_all_notices(up_to=up_to, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("All of it is marked as read."))
    return redirect("notices:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Choose how one wants to hear."""
    by = standing.actor(request)
    form = forms.PlanForm(posted(request), plan=queries.notice_plan(standing.of(request)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_notices(plan=form.plan(), by=by, at=timezone.now())
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("Kept. It holds for what you are told from now on."))
            return redirect("notices:mine")
    status = STATUS[BadInputError] if form.errors else 200
    return page(request, "notices/mine.html", {"form": form, "zone": organisation.zone()}, status=status)
