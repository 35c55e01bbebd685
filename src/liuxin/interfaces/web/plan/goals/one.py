"""One goal: what it says, the negotiation of it, what it serves and what serves it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.agreement.panel import Panel, panel
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.plan.goals import labels
from liuxin.interfaces.web.plan.goals.forms import measure_title
from liuxin.interfaces.web.plan.goals.shown import rows
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.plan import permissions, queries
from liuxin.performance.plan.rules import goals as rules
from liuxin.performance.plan.words import GoalLine, GoalState, GoalView, Phase


@require_safe
@login_required
def goal(request: HttpRequest, goal: int) -> HttpResponse:
    """Show a goal."""
    asks = standing.of(request)
    found = queries.goal(asks, goal)
    may_write = permissions.may_write_goal(
        asks, found.line.level, department=found.line.department, owner=found.line.owner, manager=found.line.manager
    )
    may_change = may_write and found.line.state is not GoalState.DROPPED and _in_time(found)
    return page(request, "goals/goal.html", _told(request, found, may_change=may_change))


def _in_time(found: GoalView) -> bool:
    """Tell whether goals are being written now where this one belongs."""
    cycle = queries.cycle(found.line.cycle)
    if not cycle.is_open or found.line.department is None:
        return cycle.is_open
    return queries.phase_of(cycle.id, found.line.department) == Phase.PLAN


def _told(request: HttpRequest, found: GoalView, *, may_change: bool) -> dict[str, object]:
    line, content = found.line, found.current.content
    names = organisation.names({line.owner, line.manager or line.owner, content.responsible})
    here = reverse("plan:goal", kwargs={"goal": line.id})
    counter = reverse("plan:goal-edit", kwargs={"goal": line.id}) if may_change else ""
    shown_panel = _negotiation(request, line, counter, here)
    [row] = rows([line])
    return {
        "row": row,
        "line": line,
        "content": content,
        "owner": names.get(line.owner),
        "manager": names.get(line.manager or 0),
        "responsible": names.get(content.responsible),
        "measure": measure_title(content.measure_key) if content.measure_key else "",
        "panel": shown_panel,
        "is_draft": line.state is GoalState.DRAFT,
        "hints": _hints(found) if may_change else [],
        "above": rows(found.above),
        "below": rows(found.below),
        "objective": None if found.objective is None else labels.text(found.objective.title),
        "duties": [labels.text(duty.text) for duty in found.duties],
        "may_change": may_change,
        "drop_reason": found.drop_reason,
        "old_agreements": _before(found) if shown_panel else [],
        "cycle": labels.text(queries.cycle(line.cycle).name),
    }


def _negotiation(request: HttpRequest, line: GoalLine, counter: str, here: str) -> Panel | None:
    """Give the negotiation of a goal; a goal of the whole is open to all, its negotiation only to those in it."""
    if line.agreement is None:
        return None
    try:
        return panel(request, line.agreement, counter_url=counter, back=here)
    except NotFoundError:
        return None


def _before(found: GoalView) -> list[int]:
    return sorted({each.agreement for each in found.versions if each.agreement} - {found.line.agreement})


def _hints(found: GoalView) -> list[str]:
    """Advise on the wording of the latest version, while it can still be changed."""
    if found.line.is_bound:
        return []
    return [sentence(each.code, labels.language(), word=each.word) for each in rules.hints(found.latest.content)]
