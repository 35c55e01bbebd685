"""The page of an agreement, its panel as it changes, and what is done from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from liuxin.interfaces.web.agreement import labels
from liuxin.interfaces.web.agreement.deeds import DEEDS
from liuxin.interfaces.web.agreement.panel import Panel, panel
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.wording.catalogue import sentence_of
from liuxin.kernel.errors import BadInputError, ConflictError, RuleBrokenError
from liuxin.performance.agreement import queries

NO_CHANGE, BAD, CONFLICT = 204, 400, 409


@require_safe
@login_required
def one(request: HttpRequest, agreement: int) -> HttpResponse:
    """Show an agreement."""
    return _shown(request, panel(request, agreement, back=_local(request, request.GET.get("next", ""))))


@require_safe
@login_required
def live(request: HttpRequest, agreement: int) -> HttpResponse:
    """Give the panel anew, or nothing where it would show what it shows already."""
    counter, back = (_local(request, request.GET.get(name, "")) for name in ("counter", "next"))
    found = panel(request, agreement, counter_url=counter, back=back)
    if found.stamp == request.GET.get("seen", ""):
        return HttpResponse(status=NO_CHANGE)
    return render(request, "agreement/live.html", {"panel": found})


@require_POST
@login_required
def act(request: HttpRequest, agreement: int, act: str) -> HttpResponse:
    """Do one thing and return to where it was asked; what could not be done keeps what was typed."""
    back = _local(request, request.POST.get("next", ""))
    counter = _local(request, request.POST.get("counter", ""))
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        _require_here(request, agreement, act)
        done = DEEDS[act](agreement, typed, standing.actor(request), timezone.now())
    except (BadInputError, ConflictError, RuleBrokenError) as error:
        said = sentence_of(error, get_language() or "zh-hans")
        kept = panel(
            request, agreement, counter_url=counter, back=back, typed=typed, problem=said, wrong=error.field or act
        )
        return _shown(request, kept, status=BAD if isinstance(error, BadInputError) else CONFLICT)
    messages.success(request, done)
    return redirect(back) if back else redirect("agreement:one", agreement)


def _require_here(request: HttpRequest, agreement: int, act: str) -> None:
    """Refuse to withdraw here what the page of the thing itself takes back: it would not know of it."""
    if act == "withdraw":
        found = queries.agreement(standing.of(request), agreement)
        if found.kind not in labels.WITHDRAWN_HERE:
            raise RuleBrokenError("agreement.withdrawn_elsewhere")


def _shown(request: HttpRequest, found: Panel, *, status: int = 200) -> HttpResponse:
    return page(request, "agreement/one.html", {"panel": found}, status=status)


def _local(request: HttpRequest, address: str) -> str:
    """Give an address of this site, else nothing: nobody is led elsewhere."""
    fits = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if fits else ""
