"""Rules of routing: the list in its order, writing one, trying a case, and who changed what."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import RoutingRuleView, Tried
from liuxin.interfaces.web.cases import people, routing_words, shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.cases.routing_forms import RuleForm, TryForm, initial
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.trees import Paths
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError

CHANGE = {
    "routing.rule_added": pgettext_lazy("routing", "put into force"),
    "routing.rule_changed": pgettext_lazy("routing", "changed"),
    "routing.rule_moved": pgettext_lazy("routing", "moved"),
    "routing.rule_retired": pgettext_lazy("routing", "taken out of force"),
}


@require_safe
@login_required
@in_house_time
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in their order, let a case be tried, and tell who changed what."""
    asks, now = standing.of(request), timezone.now()
    found = queries.routing_rules(asks, now)
    tried, form = _tried(request)
    return page(
        request,
        "cases/routing.html",
        {
            "rules": [_shown(view) for view in found],
            "has_default": any(view.asks.is_default for view in found),
            "form": form,
            "reason": routing_words.reason(tried) if tried else "",
            "goes_to": routing_words.goes_to(tried) if tried else "",
            "language": routing_words.LANGUAGE[tried.language] if tried else "",
            "changes": [(change, CHANGE[change.code]) for change in queries.routing_changes(asks)],
            "may_set": permissions.may_set_routing(asks),
            "may_route": permissions.may_route(asks),
            "retired": number if (number := request.GET.get("retired", "")).isdecimal() else "",
            "places": places(asks, "cases:routing"),
        },
        status=400 if form.is_bound and form.errors else 200,
    )


def _tried(request: HttpRequest) -> tuple[Tried | None, TryForm]:
    asked = request.GET if "try" in request.GET else None
    form = TryForm(asked, sites=_sites(), auto_id="try-%s")
    if not form.is_valid():
        return None, form
    above = queries.sites_above([int(form.cleaned_data["site"])] if form.cleaned_data["site"] else [])
    try:
        return queries.try_routing(standing.of(request), form.matter(above), timezone.now()), form
    except RuleBrokenError as problem:
        show(form, problem)
        return None, form


def _sites() -> Paths:
    return [(site.id, site.names) for site in queries.sites_for_rules()]


def _shown(view: RoutingRuleView) -> dict[str, object]:
    return {
        "view": view,
        "conditions": routing_words.conditions(view),
        "people": routing_words.people(view.asks),
        "distribution": routing_words.DISTRIBUTION[view.asks.distribution],
        "team": shown.name(view.team),
    }


@require_http_methods(["GET", "POST"])
@login_required
def rule_new(request: HttpRequest) -> HttpResponse:
    """Write a new rule."""
    _allow(request)
    form = _form(request, {"is_on": True, "distribution": "queue"})
    if form.is_bound and form.is_valid():
        by, at = standing.actor(request), timezone.now()
        if _done(form, lambda: actions.add_routing_rule(new=form.rule(), by=by, at=at)) is None:
            messages.success(request, _("The rule is in force."))
            return redirect("cases:routing")
    return _form_page(request, form, _("New rule"))


@require_http_methods(["GET", "POST"])
@login_required
def rule_edit(request: HttpRequest, rule: int) -> HttpResponse:
    """Write a rule anew."""
    _allow(request)
    found = queries.routing_rule(standing.of(request), rule)
    form = _form(request, dict(initial(found)))
    if form.is_bound and form.is_valid():
        by, at, version = standing.actor(request), timezone.now(), form.cleaned_data["version"] or 0
        problem = _done(
            form,
            lambda: actions.change_routing_rule(rule=rule, version=version, new=form.rule(), by=by, at=at),
        )
        if problem is None:
            messages.success(request, _("The rule is changed. Cases that it routed stay where they are."))
            return redirect("cases:routing")
        if isinstance(problem, ConflictError):
            # Sending again is a decision about the rule as it is now.
            form.data = {**{name: form.data[name] for name in form.data}, "version": str(found.version)}
    return _form_page(request, form, found.asks.name)


def _allow(request: HttpRequest) -> None:
    if not permissions.may_set_routing(standing.of(request)):
        raise NotAllowedError("cases.not_allowed", act=_("Routing"))


def _form(request: HttpRequest, values: dict[str, object]) -> RuleForm:
    teams = people.all_teams(timezone.now())
    return RuleForm(posted(request), teams=teams, sites=_sites(), initial=values, auto_id="rule-%s")


def _done(form: RuleForm, do: Callable[[], object]) -> Exception | None:
    try:
        do()
    except (BadInputError, RuleBrokenError, ConflictError) as problem:
        show(form, problem)
        return problem
    return None


def _form_page(request: HttpRequest, form: RuleForm, title: str) -> HttpResponse:
    status = STATUS[BadInputError] if form.is_bound else 200
    return page(request, "cases/routing_rule.html", {"form": form, "title": title}, status=status)


@require_POST
@login_required
def rule_move(request: HttpRequest, rule: int) -> HttpResponse:
    """Let a rule change places with its neighbour."""
    up = request.POST.get("way") != "down"
    actions.move_routing_rule(rule=rule, up=up, by=standing.actor(request), at=timezone.now())
    return redirect("cases:routing")


@require_POST
@login_required
def rule_retire(request: HttpRequest, rule: int) -> HttpResponse:
    """Take a rule out of force, or put it back."""
    by, at = standing.actor(request), timezone.now()
    if request.POST.get("do") == "restore":
        actions.restore_routing_rule(rule=rule, by=by, at=at)
        messages.success(request, _("The rule is in force."))
        return redirect("cases:routing")
    version = request.POST.get("version", "")
    actions.retire_routing_rule(rule=rule, version=int(version) if version.isdecimal() else 0, by=by, at=at)
    messages.success(request, _("The rule is out of force."))
    return redirect(reverse("cases:routing", query={"retired": rule}))


@require_POST
@login_required
def run(request: HttpRequest) -> HttpResponse:
    """Send what waits through the rules now."""
    done = actions.route_waiting(by=standing.actor(request), at=timezone.now())
    said = ngettext(
        "%(moved)s of %(read)s waiting case went on.", "%(moved)s of %(read)s waiting cases went on.", done.read
    )
    messages.success(request, said % {"moved": done.moved, "read": done.read})
    return redirect("cases:routing")
