"""The indicator library: what may be measured, open to all who work here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liuxin.interfaces.web.indicators.pages import library as laid
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import NotAllowedError
from liuxin.performance.indicators import permissions, queries

LONGEST_SEARCH = 100


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """Show the library, by group, as far as it fits what is sought."""
    if not permissions.may_see_sets(standing.of(request)):
        raise NotAllowedError("indicators.may_not_see")
    held = queries.library()
    wanted = laid.Wanted(
        text=request.GET.get("q", "")[:LONGEST_SEARCH],
        group=_one_of(request.GET.get("group", ""), held.groups),
        position=_one_of(request.GET.get("position", ""), held.positions),
        kind=_one_of(request.GET.get("kind", ""), laid.KINDS),
    )
    found = laid.sought(held, wanted)
    return page(
        request,
        "indicators/library.html",
        {
            "groups": laid.by_group(held, found, queries.recorded()),
            "count": len(found),
            "all": len(held.entries),
            "wanted": wanted,
            "choices": (
                ("group", _("Group"), [(code, shown.text(name)) for code, name in held.groups.items()], wanted.group),
                (
                    "position",
                    _("Suits the position"),
                    [(code, shown.text(name)) for code, name in held.positions.items()],
                    wanted.position,
                ),
                ("kind", _("Kind"), list(laid.KINDS.items()), wanted.kind),
            ),
        },
        fragment="found",
    )


def _one_of(given: str, known: object) -> str:
    return given if given in known else ""  # type: ignore[operator]  # a mapping or a set
