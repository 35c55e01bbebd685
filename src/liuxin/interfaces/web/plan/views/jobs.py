"""Jobs and duties: the list of positions, the analysis of one, the duties of a department."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import CONFLICT, page
from liuxin.interfaces.web.plan.forms import jobs as forms
from liuxin.interfaces.web.plan.forms.fields import show
from liuxin.interfaces.web.plan.pages import jobs as laid
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import JobView, mark


@require_safe
@login_required
def jobs(request: HttpRequest) -> HttpResponse:
    """List the positions, and the departments with their duties."""
    duties = queries.duties_of()
    departments = [
        (node.id, shown.text(node.name), node.depth, len(duties[node.id]))
        for node in organisation.departments()
        if node.id is not None
    ]
    told = {"rows": laid.job_rows(queries.job_lines()), "departments": departments}
    may_write = permissions.may_write_jobs(standing.of(request))
    return page(request, "plan/jobs.html", told | {"may_write": may_write})


@require_safe
@login_required
def job(request: HttpRequest, position: int) -> HttpResponse:
    """Show what a position is for, and what its day is made of."""
    name, asked = _position(position), request.GET.get("version", "")
    version = int(asked) if asked.isdecimal() and len(asked) < 10 else None  # noqa: PLR2004 - fits every database
    found = queries.job_analysis(position, version)
    may_write = permissions.may_write_jobs(standing.of(request))
    told: dict[str, object] = {"position": position, "name": shown.text(name), "found": found, "may_write": may_write}
    if found is not None:
        names = organisation.names([found.written_by] if found.written_by else [])
        duties = laid.duty_texts(queries.duties_of())
        told["job"] = laid.job(found, duties, names, organisation.zone())
        told["versions"] = range(found.latest, 0, -1)
    return page(request, "plan/job.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, position: int) -> HttpResponse:
    """Describe a position in its next version; what cannot be saved stays as it was typed."""
    name = _position(position)
    if not permissions.may_write_jobs(standing.of(request)):
        raise NotAllowedError("plan.may_not_write_jobs")
    found = queries.job_analysis(position)
    given = request.POST.dict() if request.method == "POST" else None
    form = forms.JobForm(given, auto_id="job-%s", initial=forms.job_initial(found))
    rows = _task_rows(given, found)
    problem: LiuxinError | None = None
    if given is not None and given.get("do") == "save":
        problem = _written(request, position, form, rows)
        if problem is None and not form.errors and not any(row.errors for row in rows):
            messages.success(request, _("The job is described; earlier versions stay to be read."))
            return redirect("plan:job", position=position)
    told = {"position": position, "name": shown.text(name), "form": form, "rows": rows, "problem": problem}
    told["latest"] = found.latest if found else 0
    return page(request, "plan/job_edit.html", told, status=CONFLICT if isinstance(problem, ConflictError) else 200)


@require_safe
@login_required
def duties(request: HttpRequest, department: int) -> HttpResponse:
    """Show what a department is there for."""
    name = _department(department)
    may_write = permissions.looks_after(standing.of(request), department)
    found = [(each.code, shown.text(each.text)) for each in queries.duties(department)]
    told = {"department": department, "name": shown.text(name), "duties": found, "may_write": may_write}
    return page(request, "plan/duties.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def duties_edit(request: HttpRequest, department: int) -> HttpResponse:
    """Write the duties of a department; a row that is emptied is gone."""
    name = _department(department)
    if not permissions.looks_after(standing.of(request), department):
        raise NotAllowedError("plan.may_not_write_duties")
    given = request.POST.dict() if request.method == "POST" else None
    rows = _duty_rows(given, department)
    problem: LiuxinError | None = None
    if given is not None and given.get("do") == "save" and all(row.is_valid() for row in rows):
        wanted = [row.new for row in rows if not row.is_empty]
        try:
            by, expect = standing.actor(request), given.get("expect", "")
            actions.write_duties(department_id=department, duties=wanted, expect=expect, by=by, at=timezone.now())
        except LiuxinError as error:
            problem = error
        else:
            messages.success(request, _("The duties are written."))
            return redirect("plan:duties", department=department)
    told = {"department": department, "name": shown.text(name), "rows": rows, "problem": problem}
    is_old = isinstance(problem, ConflictError)
    told["expect"] = mark(*queries.duties(department)) if given is None or is_old else given.get("expect", "")
    return page(request, "plan/duties_edit.html", told, status=CONFLICT if is_old else 200)


def _position(key: int) -> Bilingual:
    name = organisation.positions().get(key)
    if name is None:
        raise NotFoundError("plan.no_such_position")
    return name


def _department(key: int) -> Bilingual:
    name = organisation.department_names([key]).get(key)
    if name is None:
        raise NotFoundError("plan.no_such_department")
    return name


def _task_rows(given: Mapping[str, str] | None, found: JobView | None) -> list[forms.JobTaskForm]:
    held = queries.duties_of()
    choices = laid.duty_choices(held, organisation.department_names(held))
    initials = forms.task_initials(found)
    count = forms.how_many(given, len(initials))

    def made(data: Mapping[str, str] | None) -> list[forms.JobTaskForm]:
        return [
            forms.JobTaskForm(
                data, duties=choices, prefix=f"row{number}", initial=initials[number] if number < len(initials) else {}
            )
            for number in range(count)
        ]

    rows = made(given)
    return rows if given is None else made(forms.numbered(rows, given))


def _duty_rows(given: Mapping[str, str] | None, department: int) -> list[forms.DutyRowForm]:
    initials = forms.duty_initials(queries.duties(department))
    count = forms.how_many(given, len(initials))

    def made(data: Mapping[str, str] | None) -> list[forms.DutyRowForm]:
        return [
            forms.DutyRowForm(data, prefix=f"row{number}", initial=initials[number] if number < len(initials) else {})
            for number in range(count)
        ]

    rows = made(given)
    return rows if given is None else made(forms.numbered(rows, given))


def _written(
    request: HttpRequest, position: int, form: forms.JobForm, rows: list[forms.JobTaskForm]
) -> LiuxinError | None:
    """Write the job; what is wrong stands beside its field, else it is given back."""
    if not all([form.is_valid(), *(row.is_valid() for row in rows)]):
        return None
    new = form.job(row for row in rows if not row.is_empty)
    by, expect = standing.actor(request), form.cleaned_data["expect"]
    try:
        actions.write_job(position_id=position, new=new, expect=expect, by=by, at=timezone.now())
    except LiuxinError as error:
        if f"{error.field}_zh" in form.fields:
            show(form, error)
            return None
        return error
    return None
