"""Who rates whom: my list, the departments of a cycle, proposals, decisions, the end of the phase."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs import rounds
from liuxin.interfaces.web.evaluators import labels
from liuxin.interfaces.web.evaluators.forms import AddForm, ReasonForm
from liuxin.interfaces.web.evaluators.pages import assignments as laid
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page, posted
from liuxin.kernel.errors import BadInputError, LiuxinError, NotAllowedError, NotFoundError
from liuxin.performance.evaluators import actions, permissions, queries
from liuxin.performance.evaluators.words import AssignmentView, Gaps, Kind
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show whom I rate, and to those who run it how far each department is."""
    asks, now = standing.of(request), timezone.now()
    cycles = plan.cycles()
    cycle = plan.chosen(request.GET.get("cycle", ""), cycles)
    if cycle is None:
        return page(request, "evaluators/home.html", {"cycle": None})
    mine = queries.ratees_of(asks.person_id, cycle.id) if asks.person_id is not None else ()
    ways = plan.phases(cycle.id)
    open_to = {key for key in ways if permissions.sees_all(asks) or permissions.may_run(asks, key)}
    progress = queries.phase_progress(asks, cycle.id, now) if open_to or asks.reports else {}
    if asks.reports:
        open_to |= {row.department for row in queries.assignments(asks, cycle.id) if row.ratee in asks.reports}
    return page(
        request,
        "evaluators/home.html",
        {
            "cycle": cycle,
            "name": labels.text(cycle.name),
            "others": [(each.id, labels.text(each.name)) for each in cycles if each.id != cycle.id],
            "mine": laid.mine(mine, organisation.names(row.ratee for row in mine), _answers(mine)),
            "to_declare": _to_declare(asks, cycle.id, mine),
            "departments": laid.departments(
                cycle.id, ways.values(), {key: progress[key] for key in open_to if key in progress}, Phase.EVALUATORS
            ),
            "hears": permissions.hears_conflicts(asks),
        },
    )


@require_safe
@login_required
def department(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Show who rates whom in a department, as far as the reader may know it."""
    asks = standing.of(request)
    return page(request, "evaluators/department.html", _department(asks, cycle, department))


@require_POST
@login_required
def propose(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Propose raters from the record as it stands now."""
    asks, now = standing.of(request), timezone.now()
    _require_runner(asks, cycle, department)
    rounds.catch_up(now)
    number = actions.propose_assignments(
        cycle_id=cycle, department=department, by=standing.actor(request), at=timezone.now()
    )
    messages.success(request, _("%(n)s proposals, made from the record as it stands now.") % {"n": number})
    return redirect("evaluators:department", cycle, department)


@require_POST
@login_required
def confirm(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Confirm the proposals that were ticked."""
    _require_known(standing.of(request), cycle, department)
    chosen = {int(key) for key in request.POST.getlist("id") if key.isdecimal()}
    if not chosen:
        messages.warning(request, _("Nothing was ticked, so nothing was confirmed."))
        return redirect("evaluators:department", cycle, department)
    number = actions.confirm_assignments(assignment_ids=chosen, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("%(n)s proposals confirmed.") % {"n": number})
    return redirect("evaluators:department", cycle, department)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def finish(request: HttpRequest, cycle: int, department: int) -> HttpResponse:
    """Finish the phase of a department, if need be without the raters who are not ready."""
    asks, now = standing.of(request), timezone.now()
    _require_runner(asks, cycle, department)
    gap = queries.gaps(cycle, now).get(department, Gaps(()))
    form, status = ReasonForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_training(
                cycle_id=cycle,
                department=department,
                leave_out=form.cleaned_data["reason"],
                by=standing.actor(request),
                at=now,
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("The phase is finished. The forms can be opened now."))
            return redirect("evaluators:department", cycle, department)
    late = sorted(
        {each.rater for each in gap.unready if each.rater and permissions.may_know(asks, each.ratee, each.kind)}
    )
    names = organisation.names(late)
    context = {
        **_place(cycle, department),
        "form": form,
        "missing": [labels.said(code) for code in gap.missing],
        "unready": [names[key] for key in sorted(names)],
    }
    return page(request, "evaluators/finish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, cycle: int, person: int) -> HttpResponse:
    """Let somebody rate whom the record did not propose."""
    asks = standing.of(request)
    place = next((each for each in plan.participants(cycle) if each.person == person), None)
    if place is None or not _sees(asks, place.department, person):
        raise NotFoundError("evaluators.not_a_participant")
    _require_decider(asks, place.department, person)
    form, status = AddForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, cycle, person, form)
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("Added and confirmed."))
            return redirect("evaluators:department", cycle, place.department)
    names = organisation.names([person])
    context = {**_place(cycle, place.department), "form": form, "ratee": names.get(person)}
    return page(request, "evaluators/add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drop(request: HttpRequest, assignment: int) -> HttpResponse:
    """Let somebody not rate after all."""
    asks = standing.of(request)
    found = queries.assignment(asks, assignment)
    _require_decider(asks, found.department, found.ratee)
    form, status = ReasonForm(posted(request)), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop_assignment(
                assignment_id=assignment,
                reason=form.cleaned_data["reason"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except LiuxinError as error:
            form.blame(error)
            status = CONFLICT
        else:
            messages.success(request, _("Dropped. The reason stays on the list."))
            return redirect("evaluators:department", found.cycle, found.department)
    names = organisation.names(key for key in (found.ratee, found.rater) if key is not None)
    shown = customers.customer_names([found.customer]) if found.customer is not None else {}
    context = {
        **_place(found.cycle, found.department),
        "form": form,
        "ratee": names.get(found.ratee),
        "rater": names.get(found.rater or 0),
        "customer": next((each.name or each.code for each in shown.values()), ""),
        "kind": labels.kind(found.kind),
        "reason": labels.reason(found),
    }
    return page(request, "evaluators/drop.html", context, status=status)


def _add(request: HttpRequest, cycle: int, person: int, form: AddForm) -> None:
    kind = Kind(form.cleaned_data["kind"])
    number, code = form.cleaned_data["rater"].strip(), form.cleaned_data["customer"].strip()
    actions.add_assignment(
        cycle_id=cycle,
        ratee=person,
        kind=kind,
        rater=_numbered(number) if number else None,
        customer=customers.key_of(code) if code else None,
        reason=form.cleaned_data["reason"],
        by=standing.actor(request),
        at=timezone.now(),
    )


def _numbered(number: str) -> int:
    found = organisation.staff().get(number)
    if found is None or found.is_nobody:
        raise BadInputError("evaluators.no_such_colleague", field="rater", number=number)
    return found.name.id


def _department(asks: Standing, cycle: int, department: int) -> dict[str, object]:
    now = timezone.now()
    rows = _require_known(asks, cycle, department)
    gap = queries.gaps(cycle, now).get(department, Gaps(()))
    way = plan.phases(cycle)[department]
    runs = permissions.may_run(asks, department)
    rated = Gaps(tuple(each for each in gap.rated if _sees(asks, department, each.person)))
    people = {row.ratee for row in rows} | {each.person for each in rated.rated}
    names = organisation.names(people | {row.rater for row in rows if row.rater is not None})
    may_decide = {key: permissions.may_decide(asks, department, key) and way.now == Phase.EVALUATORS for key in people}
    shown = laid.ratees(
        rows,
        names,
        customers.customer_names(row.customer for row in rows if row.customer is not None),
        rated,
        cycle=cycle,
        reader=asks.person_id,
        may_decide=may_decide,
    )
    waiting = sum(each.is_proposed and may_decide[row.key] for row in shown for each in row.raters)
    return {
        **_place(cycle, department),
        "ratees": shown,
        "waiting": waiting,
        "gap": gap,
        "missing": [labels.said(code) for code in gap.missing],
        "is_open": way.now == Phase.EVALUATORS,
        "is_over": way.now > Phase.EVALUATORS,
        "may_run": runs and way.now == Phase.EVALUATORS,
        "due_on": way.steps[Phase.EVALUATORS - 1].due_on,
    }


def _require_known(asks: Standing, cycle: int, department: int) -> tuple[AssignmentView, ...]:
    """Give what one may know of a department; raises where it has no part in the cycle, or none of it is open."""
    if department not in plan.phases(cycle):
        raise NotFoundError("evaluators.no_such_department")
    rows = queries.assignments(asks, cycle, department)
    if permissions.sees_all(asks) or permissions.may_run(asks, department):
        return rows
    rows = tuple(row for row in rows if row.ratee in asks.reports)
    if not rows:
        raise NotFoundError("evaluators.no_such_department")
    return rows


def _require_runner(asks: Standing, cycle: int, department: int) -> None:
    """Hide what one may not know of; refuse what one may see and not run."""
    _require_known(asks, cycle, department)
    if not permissions.may_run(asks, department):
        raise NotAllowedError("evaluators.may_not_run")


def _require_decider(asks: Standing, department: int, ratee: int) -> None:
    if not permissions.may_decide(asks, department, ratee):
        raise NotAllowedError("evaluators.may_not_decide")


def _sees(asks: Standing, department: int, ratee: int) -> bool:
    return permissions.sees_all(asks) or permissions.may_run(asks, department) or ratee in asks.reports


def _place(cycle: int, department: int) -> dict[str, object]:
    names, found = organisation.department_names([department]), plan.cycle(cycle)
    return {
        "cycle": found,
        "cycle_name": labels.text(found.name),
        "department": department,
        "department_name": labels.text(names[department]) if department in names else "",
    }


def _answers(mine: Iterable[AssignmentView]) -> dict[int, str | None]:
    return queries.may_rate([row.id for row in mine], timezone.now())


def _to_declare(asks: Standing, cycle: int, mine: Iterable[AssignmentView]) -> bool:
    others = any(row.ratee != asks.person_id for row in mine)
    return others and asks.person_id is not None and not queries.own_declarations(asks.person_id, cycle)
