"""One-time links for customers: chosen, issued, shown once to be copied or printed."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.performance.evaluation import actions, permissions, queries
from liuxin.performance.evaluation.words import WAITS, CustomerForm
from liuxin.performance.plan import queries as plan


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def links(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Show the customers who are asked; on POST issue the links that were ticked and show them, now and never again."""
    asks, now = standing.of(request), timezone.now()
    if not any(each.department == department for each in queries.progress(asks, cycle)):
        raise NotFoundError("evaluation.no_such_department")
    if not permissions.may_open_forms(asks, department):
        raise NotAllowedError("evaluation.may_not_open_forms")
    tokens: Mapping[int, str] = {}
    if request.method == "POST":
        chosen = {int(key) for key in request.POST.getlist("id") if key.isdecimal()}
        if chosen:
            tokens = actions.customer_links(
                cycle_id=cycle,
                department=department,
                assignment_ids=chosen,
                by=standing.actor(request),
                at=now,
            )
        else:
            messages.warning(request, _("Nobody was ticked, so no link was made."))
    found = queries.customer_forms(asks, cycle, department, now)
    names = organisation.department_names([department])
    context = {
        "cycle": cycle,
        "cycle_name": labels.text(plan.cycle(cycle).name),
        "department_name": labels.text(names[department]),
        "rows": _rows(request, found, tokens),
        "issued": bool(tokens),
        "back": f"{reverse('evaluation:home')}?cycle={cycle}",
    }
    return page(request, "evaluation/links.html", context)


def _rows(request: HttpRequest, found: tuple[CustomerForm, ...], tokens: Mapping[int, str]) -> list[dict[str, object]]:
    people = organisation.names({each.ratee for each in found})
    named = customers.customer_names([each.customer for each in found])
    return [
        {
            "id": each.assignment,
            "customer": named[each.customer].name or named[each.customer].code if each.customer in named else "—",
            "ratee": people.get(each.ratee),
            "waits": each.state in WAITS,
            "state": "warn" if each.state in WAITS else "none",
            "word": labels.said("evaluation.asked.waits" if each.state in WAITS else "evaluation.asked.over"),
            "link": request.build_absolute_uri(reverse("surveys:link", args=[tokens[each.assignment]]))
            if each.assignment in tokens
            else "",
        }
        for each in found
    ]
