"""What one's own department asked for, for people who work here and sign in as always."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import Visitor
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.portal.views.following import Way, follow, hand_over, not_here
from liuxin.interfaces.web.portal.views.mine import rows
from liuxin.interfaces.web.portal.visiting import for_customers, show


@require_safe
@login_required
@for_customers
def listing(request: HttpRequest) -> HttpResponse:
    """List what the reader's departments asked for."""
    visitor = _visitor(request)
    found = rows(visitor, "portal:ours-case") if visitor else []
    return show(request, "portal/ours.html", {"rows": found, "is_customer": visitor is not None})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@for_customers
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show one of them, or take what the department says."""
    visitor = _visitor(request)
    if visitor is None:
        raise not_here(code)
    return follow(
        request,
        code,
        Way(
            visitor,
            lambda each: reverse("portal:ours-case", args=[each]),
            lambda each, attachment: reverse("portal:ours-file", args=[each, attachment]),
            back=reverse("portal:ours"),
        ),
    )


@require_safe
@login_required
@for_customers
def file(request: HttpRequest, code: str, attachment: int) -> HttpResponse:
    """Give a file of one of them."""
    visitor = _visitor(request)
    if visitor is None:
        raise not_here(code)
    return hand_over(request, visitor, code, attachment)


def _visitor(request: HttpRequest) -> Visitor | None:
    person = standing.of(request).person_id
    return queries.visitor_of_person(person, timezone.now()) if person is not None else None
