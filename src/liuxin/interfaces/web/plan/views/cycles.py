"""The cycle: where each department is, its tasks; opening and closing one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import river, standing
from liuxin.interfaces.web.kit.views import CONFLICT, page
from liuxin.interfaces.web.plan import labels
from liuxin.interfaces.web.plan.forms.cycles import CycleForm
from liuxin.interfaces.web.plan.forms.fields import both, show
from liuxin.interfaces.web.plan.pages import cycles as laid
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.plan import actions, permissions, queries
from liuxin.performance.plan.words import CycleView, Phase

SHARE = 20
BETWEEN, FIRST_AFTER = 14, 14
INDENT = "\u2003"


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show a cycle, the current one unless another is chosen: departments, tasks, what was carried over."""
    asks, known = standing.of(request), queries.cycles()
    found = _chosen(request.GET.get("cycle", ""), known)
    may_open = permissions.may_begin_cycle(asks)
    if found is None:
        return page(request, "plan/empty.html", {"may_open": may_open})
    return page(
        request,
        "plan/home.html",
        {
            **_shown(request, found),
            "others": [(each.id, shown.text(each.name), each.id == found.id) for each in known],
            "may_open": may_open,
            "may_close": found.is_open and permissions.may_open_cycle(asks, found.departments),
            "may_change_people": any(permissions.looks_after(asks, key) for key in found.departments),
            "may_add": found.is_open and any(permissions.looks_after(asks, key) for key in found.departments),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a cycle."""
    asks = standing.of(request)
    if not permissions.may_begin_cycle(asks):
        raise NotAllowedError("plan.may_not_open")
    everywhere = asks.hr_everywhere or asks.is_system
    departments = [
        (node.id, INDENT * node.depth + shown.text(node.name))
        for node in organisation.departments()
        if node.id is not None and (everywhere or node.id in asks.hr_departments)
    ]
    form = CycleForm(request.POST or None, departments=departments, initial=_proposed(timezone.now().date()))
    if request.method == "POST" and form.is_valid():
        made = _opened(request, form)
        if made is not None:
            messages.success(request, _("The cycle is open: phase 1 has begun in every department."))
            return redirect(f"{reverse('plan:home')}?cycle={made}")
    return page(request, "plan/cycle_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: HttpRequest, cycle: int) -> HttpResponse:
    """Close a cycle, once it was confirmed."""
    found = queries.cycle(cycle)
    if not permissions.may_open_cycle(standing.of(request), found.departments):
        raise NotAllowedError("plan.may_not_open")
    problem: LiuxinError | None = None
    if request.method == "POST":
        try:
            actions.close_cycle(cycle_id=cycle, by=standing.actor(request), at=timezone.now())
        except LiuxinError as error:
            problem = error
        else:
            messages.success(request, _("The cycle is closed."))
            return redirect(f"{reverse('plan:home')}?cycle={cycle}")
    told = {"found": found, "name": shown.text(found.name), "problem": problem}
    return page(request, "plan/cycle_close.html", told, status=CONFLICT if problem else 200)


def _chosen(asked: str, known: tuple[CycleView, ...]) -> CycleView | None:
    """Give the cycle that was asked for, else the current one, else the latest."""
    if asked:
        found = next((each for each in known if str(each.id) == asked), None)
        if found is None:
            raise NotFoundError("plan.no_such_cycle")
        return found
    return queries.chosen("", known)


def _shown(request: HttpRequest, found: CycleView) -> dict[str, object]:
    asks, now, zone = standing.of(request), timezone.now(), organisation.zone()
    today, opened = (each.astimezone(ZoneInfo(zone)).date() for each in (now, found.opened_at))
    phases = queries.phases(found.id)
    plan = queries.task_plan(asks, found.id, now)
    people = queries.participants(found.id)
    names = organisation.names(laid.people_of(plan))
    along = laid.axis_of(plan, phases.values(), opened, today)
    departments = {key: each.name for key, each in phases.items()}
    where = laid.Setting(along, names, departments, asks, opened, today)
    own = next((each.department for each in people if each.person == asks.person_id), None)
    if found.is_open:
        _remember(request, shown.text(found.name), laid.slowest(phases.values(), own))
    return {
        "found": found,
        "name": shown.text(found.name),
        "days": shown.days(found.period, zone),
        "opened": opened,
        "people": sum(each.left_at is None for each in people),
        "phases": [labels.PHASES[phase] for phase in Phase],
        "rows": laid.rows(phases.values(), today),
        "tasks": laid.task_rows(plan, where),
        "axis": along,
        "today_x": f"{along.at(today):.2f}%" if along else "",
        "vague": laid.vague(plan, asks),
        "loads": laid.overbooked(plan.loads, names),
        "lessons": laid.lesson_texts(queries.lessons(found.id)),
    }


def _remember(request: HttpRequest, name: str, phase: int) -> None:
    if river.kept(request) != (name, phase):
        river.remember(request, name, phase)


def _proposed(today: date) -> dict[str, object]:
    """Propose the last whole quarter, and two weeks for each phase."""
    month = (today.month - 1) // 3 * 3 + 1
    following = today.replace(month=month, day=1)
    last = following - timedelta(days=1)
    first = last.replace(month=last.month - 2, day=1)
    days = {f"due_{each.value}": today + timedelta(days=FIRST_AFTER + BETWEEN * (each - 1)) for each in Phase}
    code = f"{first.year}Q{(first.month - 1) // 3 + 1}"
    quarter = code[-1]
    names = {"name_zh": f"{first.year} 年 {quarter} 季度", "name_en": f"{first.year}, quarter {quarter}"}
    return {"code": code, "first": first, "last": last, "task_share": SHARE, **names, **days}


def _opened(request: HttpRequest, form: CycleForm) -> int | None:
    given = form.cleaned_data
    latest = next(iter(queries.cycles()), None) if form.carry else None
    try:
        return actions.open_cycle(
            code=given["code"],
            name=both(form, "name"),
            period=Period.of_days(given["first"], given["last"], organisation.zone()),
            departments=given["departments"],
            phase_dues=form.phase_dues,
            is_pilot=given["is_pilot"],
            task_share=given["task_share"],
            carry=form.carry,
            carry_from=latest.id if latest else None,
            by=standing.actor(request),
            at=timezone.now(),
        )
    except NotAllowedError:
        raise
    except LiuxinError as error:
        show(form, error)
        return None
