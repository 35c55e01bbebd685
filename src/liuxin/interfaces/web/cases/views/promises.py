"""What is promised: the list, one with its versions, writing and trying one, and which binds a case and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import Aspect, PromiseTerm, Subject, Terms, Trial
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Role
from liuxin.interfaces.web.cases import promised, shown
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.cases.promise_forms import FIELDS, PromiseForm, WhichForm, initial
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.trees import Paths
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import (
    BadInputError,
    ConflictError,
    LiuxinError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
)


@require_safe
@login_required
def promises(request: HttpRequest) -> HttpResponse:
    """List what is promised, and tell which promise binds a case and why."""
    asks = standing.of(request)
    found = queries.promises(asks)
    form, weighed = _weighed(request)
    names = _names([each.terms for each in found])
    return page(
        request,
        "cases/promises.html",
        {
            "promises": [_row(each, names) for each in found],
            "form": form,
            "weighed": weighed,
            "may_set": permissions.may_set_promises(asks),
            "places": places(asks, "cases:promises"),
        },
        status=400 if form.is_bound and form.errors else 200,
    )


def _weighed(request: HttpRequest) -> tuple[WhichForm, list[dict[str, object]] | None]:
    asked = request.GET if "which" in request.GET else None
    form = WhichForm(asked, sites=_sites(), auto_id="which-%s")
    if not form.is_valid():
        return form, None
    try:
        found = queries.weighed(standing.of(request), _subject(request, form))
    except NotFoundError as problem:
        show(form, problem)
        return form, None
    winner = next((each.promise.code for each in found if each.applies), "")
    return form, [
        {
            "code": each.promise.code,
            "applies": each.applies,
            "why": promised.why(each, winner),
            "targets": promised.targets(each.promise.terms),
        }
        for each in found
    ]


def _subject(request: HttpRequest, form: WhichForm) -> Subject:
    given = form.cleaned_data
    if given["case"]:
        return queries.subject_of(standing.of(request), given["case"].strip())
    words = form.words()
    found = queries.matter_of(
        kind=words.kind,
        stage=words.service_stage,
        priority=words.priority,
        customer=_customer(given["customer"]),
        site=int(given["site"]) if given["site"] else None,
    )
    return found if found.customer_kind else replace(found, customer_kind=words.customer_kind)


@require_safe
@login_required
@in_house_time
def one(request: HttpRequest, promise: str) -> HttpResponse:
    """Show one promise with every version of it, and how many cases it binds."""
    asks = standing.of(request)
    versions = queries.promise_versions(asks, promise)
    names = _names([each.terms for each in versions])
    return page(
        request,
        "cases/promise.html",
        {
            "promise": _row(versions[0], names),
            "versions": [_row(each, names) for each in versions],
            "bound": queries.cases_bound(promise),
            "in_force": versions[0].ended_at is None,
            "may_set": permissions.may_set_promises(asks),
        },
    )


@require_http_methods(["GET", "POST"])
@login_required
def promise_new(request: HttpRequest) -> HttpResponse:
    """Promise something for the first time, after trying it if one likes."""
    _allow(request)
    calendar = organisation.default_calendar()
    form = _form(request, initial(Terms(calendar=calendar), customer="", version=0))
    by, at = standing.actor(request), timezone.now()
    return _written(request, form, "", lambda terms: actions.add_promise(terms=terms, by=by, at=at))


@require_http_methods(["GET", "POST"])
@login_required
def promise_edit(request: HttpRequest, promise: str) -> HttpResponse:
    """Promise something else from now on; cases keep the version that they were received under."""
    _allow(request)
    latest = queries.promise_versions(standing.of(request), promise)[0]
    named = customers.customer_names([latest.terms.customer or 0]).values()
    called = next((name.code for name in named), "")
    form = _form(request, initial(latest.terms, customer=called, version=latest.version))
    by, at = standing.actor(request), timezone.now()

    def change(terms: Terms) -> str:
        version = form.cleaned_data["version"] or 0
        actions.change_promise(code=promise, version=version, terms=terms, by=by, at=at)
        return promise

    return _written(request, form, promise, change)


def _written(request: HttpRequest, form: PromiseForm, code: str, keep: Callable[[Terms], str]) -> HttpResponse:
    """Try what was written, or keep it; nothing that was typed is lost."""
    trial: Trial | None = None
    if form.is_bound and form.is_valid():
        try:
            terms = form.terms(_customer(form.cleaned_data["customer"]))
            if "try" not in request.POST:
                made = keep(terms)
                messages.success(request, _("This is promised from now on. Cases received before keep theirs."))
                return redirect("cases:promise", promise=made)
            trial = queries.try_promise(standing.of(request), terms, timezone.now())
        except (BadInputError, RuleBrokenError, ConflictError, NotFoundError) as problem:
            show(form, _named(problem))
    status = STATUS[BadInputError] if form.is_bound and form.errors else 200
    context = {"form": form, "code": code, "trial": promised.trial(trial) if trial else None}
    return page(request, "cases/promise_form.html", context, status=status)


def _named(problem: LiuxinError) -> LiuxinError:
    """Name the field as the page calls it."""
    problem.field = FIELDS.get(problem.field, problem.field)
    return problem


@require_POST
@login_required
def promise_retire(request: HttpRequest, promise: str) -> HttpResponse:
    """Promise this no more."""
    version = request.POST.get("version", "")
    by, at = standing.actor(request), timezone.now()
    actions.retire_promise(code=promise, version=int(version) if version.isdecimal() else 0, by=by, at=at)
    messages.success(request, _("This is promised no more. Cases received under it keep it."))
    return redirect("cases:promises")


def _allow(request: HttpRequest) -> None:
    if not permissions.may_set_promises(standing.of(request)):
        raise NotAllowedError("cases.not_allowed", act=_("Promises"))


def _form(request: HttpRequest, values: dict[str, object]) -> PromiseForm:
    calendars = [(code, code) for code in organisation.calendar_codes()]
    return PromiseForm(
        posted(request),
        sites=_sites(),
        calendars=calendars,
        people=_people(),
        initial=values,
        auto_id="promise-%s",
    )


def _people() -> list[tuple[str, str]]:
    now, roles = timezone.now(), (Role.AGENT, Role.MANAGER, Role.DIRECTOR)
    keys = {key for role in roles for key in organisation.people_with_role(role, now)}
    found = organisation.names(organisation.employed(keys, now))
    return sorted(((str(key), shown.name(name)) for key, name in found.items()), key=lambda each: each[1])


def _sites() -> Paths:
    return [(site.id, site.names) for site in queries.sites_for_rules()]


def _customer(code: str) -> int | None:
    return customers.key_of(code.strip()) if code.strip() else None


@dataclass(frozen=True, slots=True)
class Called:
    """The names of what promises name by key."""

    people: Mapping[int, str]
    customers: Mapping[int, str]
    sites: Mapping[int, str]

    def of(self, terms: Terms) -> dict[Aspect, str]:
        """Give the names of the customer and the site of a promise."""
        return {
            Aspect.CUSTOMER: self.customers.get(terms.customer or 0, ""),
            Aspect.SITE: self.sites.get(terms.site or 0, ""),
        }


def _names(some: Iterable[Terms]) -> Called:
    """Read the names: three statements for all."""
    every = list(some)
    people = organisation.names({terms.named for terms in every if terms.named})
    known = customers.customer_names({terms.customer for terms in every if terms.customer})
    sites = customers.site_names({terms.site for terms in every if terms.site})
    return Called(
        people={key: shown.name(name) for key, name in people.items()},
        customers={key: name.name or name.code for key, name in known.items()},
        sites={key: " · ".join(site.names) for key, site in sites.items()},
    )


def _row(each: PromiseTerm, called: Called) -> dict[str, object]:
    terms = each.terms
    return {
        "promise": each,
        "conditions": promised.conditions(terms, called.of(terms)),
        "first": promised.minutes_in_words(terms.first_minutes),
        "next": promised.minutes_in_words(terms.next_minutes),
        "resolution": promised.minutes_in_words(terms.minutes),
        "calendar": terms.calendar,
        "escalation": promised.escalation(terms, called.people.get(terms.named or 0, "—")),
    }
