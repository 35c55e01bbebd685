"""Rule sets: the list, the library, writing one, and the page on which one is tried, decided and approved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.indicators import labels as measures
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.web.outcomes.forms import RuleForm
from liuxin.interfaces.web.outcomes.forms.rewards import initial_of
from liuxin.interfaces.web.outcomes.pages import applied, one_rule
from liuxin.interfaces.web.outcomes.pages import rule_sets as laid
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, RuleBrokenError
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import actions, permissions, queries
from liuxin.performance.outcomes import rules as pure
from liuxin.performance.outcomes.words import RuleSetView
from liuxin.performance.plan import queries as plan


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the rules by cycle, what came of them for whom the reader may see, and the plans."""
    asks, now = standing.of(request), timezone.now()
    departments = department_names()
    return page(
        request,
        "outcomes/home.html",
        {
            "cycles": laid.cycles(plan.cycles(), queries.rule_sets(asks), departments),
            "may_write": permissions.may_begin_rules(asks),
            "may_review": permissions.may_review(asks),
            "consequences": applied.consequences(queries.consequences(asks, now)),
            "plans": len(queries.plans(asks, now)),
        },
    )


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """Show the patterns of rules with what each warns of, and those that are refused, with the reason."""
    return page(
        request,
        "outcomes/library.html",
        {
            "patterns": pure.rule_patterns(),
            "rejected": pure.rejected_patterns(),
            "plans": pure.plan_patterns().values(),
            "conditions": pure.start_conditions(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, cycle: int) -> HttpResponse:
    """Draft a rule set for a cycle."""
    found = plan.cycle(cycle)
    if not permissions.may_begin_rules(standing.of(request)):
        raise NotAllowedError("outcomes.may_not_write")
    form = _form(request, cycle, {"floor": "60"})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_rule_set(cycle_id=cycle, new=form.new, by=standing.actor(request), at=timezone.now())
        except (BadInputError, ConflictError) as error:
            form.blame(error)
            status = 400
        else:
            return redirect("outcomes:rule", made)
    context = {"form": form, "cycle": labels.text(found.name), "pattern": pure.pool_pattern()}
    return page(request, "outcomes/rule_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, rule_set: int) -> HttpResponse:
    """Write a rule set that nobody was asked to approve."""
    found = queries.rule_set(standing.of(request), rule_set)
    if not permissions.may_write_rules(standing.of(request), found.department):
        raise NotAllowedError("outcomes.may_not_write")
    form = _form(request, found.cycle, initial_of(found))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_rule_set(
                rule_set_id=rule_set,
                new=form.new,
                expect=moment(form.cleaned_data["expect"]) or timezone.now(),
                by=standing.actor(request),
                at=timezone.now(),
            )
        except (BadInputError, ConflictError, RuleBrokenError) as error:
            form.blame(error)
            status = next(number for kind, number in STATUS.items() if isinstance(error, kind))
        else:
            messages.success(request, _("The rule is saved; try it anew."))
            return redirect("outcomes:rule", rule_set)
    context = {"form": form, "found": found, "pattern": pure.pool_pattern()}
    return page(request, "outcomes/rule_form.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a button of the page does, and what is said afterwards."""

    run: Callable[[int, QueryDict, Actor, datetime], object]
    done: str | Promise


def _person(data: QueryDict) -> int:
    text = data.get("person", "")
    return int(text) if text.isascii() and text.isdecimal() else 0


def _ask(rule_set: int, data: QueryDict, by: Actor, at: datetime) -> object:
    chosen = [int(text) for text in (data.get("first", ""), data.get("second", "")) if text.isdecimal()]
    return actions.ask_approval(rule_set_id=rule_set, approvers=chosen, by=by, at=at)


DEEDS: Mapping[str, Deed] = {
    "try": Deed(
        lambda key, _data, by, at: actions.try_rule_set(rule_set_id=key, by=by, at=at),
        _("The rule was tried on the record as it stands. Nothing came of it for anybody."),
    ),
    "publish": Deed(
        lambda key, _data, by, at: actions.publish_rule_set(rule_set_id=key, by=by, at=at),
        _("The rule is published: everybody can read it."),
    ),
    "withdraw": Deed(
        lambda key, data, by, at: actions.withdraw_rule_set(
            rule_set_id=key, reason=data.get("reason", ""), by=by, at=at
        ),
        _("The rule is withdrawn."),
    ),
    "ask": Deed(_ask, _("Both were asked to approve.")),
    "back": Deed(
        lambda key, data, by, at: actions.withdraw_request(
            rule_set_id=key, reason=data.get("reason", ""), by=by, at=at
        ),
        _("The request is taken back: the rule can be changed and tried anew."),
    ),
    "decide": Deed(
        lambda key, data, by, at: actions.decide_case(
            rule_set_id=key,
            person_id=_person(data),
            takes_part=data.get("takes_part") == "yes",
            reason=data.get("reason", ""),
            by=by,
            at=at,
        ),
        _("Decided, with your name and the reason."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, rule_set: int) -> HttpResponse:
    """Show a rule set with its trial; each button is a deed, and what was refused keeps what was typed."""
    found = queries.rule_set(standing.of(request), rule_set)
    if request.method != "POST":
        return page(request, "outcomes/rule.html", one_rule.shown(request, found))
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise BadInputError("outcomes.unknown_deed", field="do")
    try:
        deed.run(rule_set, request.POST, standing.actor(request), timezone.now())
    except (BadInputError, ConflictError, RuleBrokenError) as error:
        return _refused(request, found, error)
    messages.success(request, str(deed.done))
    return redirect("outcomes:rule", rule_set)


def _refused(request: HttpRequest, found: RuleSetView, error: LiuxinError) -> HttpResponse:
    status = next(number for kind, number in STATUS.items() if isinstance(error, kind))
    kept = one_rule.shown(request, found, problem=labels.said(error), typed=request.POST)
    return page(request, "outcomes/rule.html", kept, status=status)


def _form(request: HttpRequest, cycle: int, initial: dict[str, Any]) -> RuleForm:
    people = plan.participants(cycle)
    held = {each.position for each in people}
    positions = [(key, labels.text(name)) for key, name in organisation.positions().items() if key in held]
    departments = [(key, labels.text(way.name)) for key, way in plan.phases(cycle).items()]
    known = indicators.externals()
    attendance = [(key, measures.measure_title(key, known)) for key in queries.attendance_keys()]
    given = posted(request)
    return RuleForm(given, departments=departments, positions=positions, attendance=attendance, initial=initial)


def department_names() -> dict[int, str]:
    """Give the names of all departments in the language of the page."""
    return {node.id: labels.text(node.name) for node in organisation.departments() if node.id is not None}


def moment(text: str) -> datetime | None:
    """Read the state that a page carries."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
