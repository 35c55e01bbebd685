"""How the round of a department is rated, for who runs it: what cannot be compared, and afterwards how it went."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.evaluation import labels
from liuxin.interfaces.web.evaluation.pages import raters as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.wording import formats
from liuxin.performance.evaluation import queries
from liuxin.performance.plan import queries as plan


@require_safe
@login_required
def raters(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Show it; for those who do not run the department there is no such page."""
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    joined = queries.joined(asks, cycle, department)
    figures = queries.round_figures(asks, cycle, department)
    found = queries.tendencies(asks, cycle, [department], now).get(department)
    people = {person for some in joined.parts for person in some} if len(joined.parts) > 1 else set()
    names = organisation.names(people | {each.person for each in (found.managers if found else ())})
    departments = organisation.department_names([department])
    heads, rows = laid.counts(found)
    context = {
        "cycle_name": labels.text(plan.cycle(cycle).name),
        "department_name": labels.text(departments[department]) if department in departments else "",
        "back": f"{reverse('evaluation:home')}?cycle={cycle}",
        "rated": sum(map(len, joined.parts)),
        "parts": laid.parts(joined, names),
        "links": laid.links(joined, names),
        "assignments_url": reverse("evaluators:home"),
        "scored": figures is not None,
        "figures": laid.figures(figures),
        "managers": laid.managers(found, names),
        "waiting": found.waiting if found else 0,
        "heads": heads,
        "counts": rows,
        "opens": formats.local_day(found.opens_at, zone) if found and found.opens_at and found.opens_at > now else "",
    }
    return page(request, "evaluation/raters.html", context)
