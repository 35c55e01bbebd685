"""The page of one rule set: what it says, what a trial showed, who must decide and approve."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Role, Standing
from liuxin.interfaces.web.agreement.panel import panel
from liuxin.interfaces.web.indicators import labels as measures
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms import ApproversForm
from liuxin.interfaces.web.outcomes.pages import rule_sets as laid
from liuxin.interfaces.web.outcomes.pages import selections
from liuxin.interfaces.web.outcomes.pages import trial as trials
from liuxin.interfaces.wording import formats
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import permissions, queries
from liuxin.performance.outcomes import rules as pure
from liuxin.performance.outcomes.words import RuleSetView, TrialView
from liuxin.performance.plan import queries as plan

APPROVE = (Role.DIRECTOR, Role.HR, Role.MANAGER)
NOTHING: Mapping[str, Any] = {}


def shown(
    request: HttpRequest, found: RuleSetView, *, problem: str = "", typed: Mapping[str, Any] = NOTHING
) -> dict[str, object]:
    """Give all that the page shows; `typed` is what was sent and refused."""
    asks, cycle = standing.of(request), plan.cycle(found.cycle)
    departments = {key: labels.text(way.name) for key, way in plan.phases(found.cycle).items()}
    positions = {key: labels.text(name) for key, name in organisation.positions().items()}
    writes = permissions.may_write_rules(asks, found.department)
    may = laid.may(found, writes=writes)
    tried = _trial(request, asks, found)
    return {
        "found": found,
        "name": labels.text(found.name),
        "cycle": cycle,
        "cycle_name": labels.text(cycle.name),
        "state": labels.STATES[found.state],
        "tag": labels.TAGS[found.state],
        "pattern": pure.pool_pattern(),
        "pool": labels.yuan(found.terms.pool_fen),
        "floor": formats.number(found.terms.floor, places=None),
        "for_whom": laid.for_whom(found, departments),
        "bases": laid.bases(found, positions),
        "attendance": _attendance(found),
        "late_days": laid.late_days(found, cycle),
        "may": may,
        "writes": writes,
        "problem": problem,
        "typed": typed,
        "zone": organisation.zone(),
        "applied": queries.application_of(found.id),
        "ask": _ask(found, typed) if "ask" in may else None,
        "panel": _panel(request, asks, found),
        **_tried(asks, found, tried, departments, positions),
    }


def _attendance(found: RuleSetView) -> str:
    key = found.terms.attendance
    return measures.measure_title(key, indicators.externals()) if key else ""


def _trial(request: HttpRequest, asks: Standing, found: RuleSetView) -> TrialView | None:
    del request
    if found.trial is None or not permissions.may_see_trial(asks, found):
        return None
    return queries.trial(asks, found.id, timezone.now())


def _tried(
    asks: Standing,
    found: RuleSetView,
    tried: TrialView | None,
    departments: Mapping[int, str],
    positions: Mapping[int, str],
) -> dict[str, object]:
    if tried is None:
        return {"trial": None}
    people = {each.person for each in tried.lines} | {each.decision.by for each in tried.lines if each.decision}
    managers = {each.ground.manager for each in tried.lines if each.ground.manager is not None}
    names = organisation.names(people | managers | {tried.by, found.author, *found.approvers})
    lines = trials.lines(tried, found.terms.floor, names, departments)
    listed = [each for each in lines if each.side.is_listed]
    decides = {each.person: each.ground.department for each in tried.lines}
    return {
        "trial": tried,
        "cost": labels.yuan(tried.cost_fen),
        "per_share": formats.number(tried.width, places=1),
        "bars": trials.bars(tried),
        "moved": labels.yuan(tried.spread.moved_fen),
        "moved_share": labels.share(tried.spread.share),
        "flat": labels.share(pure.FLAT),
        "selections": selections.lay_out(tried.selections, departments, positions, names),
        "lines": lines,
        "listed": listed,
        "decided": sum(each.takes_part is not None for each in listed),
        "may_decide": [key for key, place in decides.items() if permissions.may_decide(asks, found, place)],
        "balance_bar": trials.balance(tried),
        "withheld": labels.yuan(tried.balance.withheld_fen),
        "mute": [each for each in lines if each.side.is_mute],
        "tried_by": names.get(tried.by),
    }


def _ask(found: RuleSetView, typed: Mapping[str, Any]) -> ApproversForm:
    people: dict[int, PersonName] = {}
    for role in APPROVE:
        people |= organisation.names(organisation.people_with_role(role, timezone.now()))
    people.pop(found.author, None)
    offered = sorted((labels.text(name.text), key) for key, name in people.items())
    data = typed if typed.get("do") == "ask" else None
    return ApproversForm(data, people=[(key, name) for name, key in offered])


def _panel(request: HttpRequest, asks: Standing, found: RuleSetView) -> object:
    if found.agreement is None or not permissions.may_see_trial(asks, found):
        return None
    return panel(request, found.agreement, back=reverse("outcomes:rule", kwargs={"rule_set": found.id}))
