"""People: the list, its export, and one person."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liuxin.desk.organisation import permissions, queries
from liuxin.desk.organisation.words import PeopleSort, PersonRow, Standing
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import PeopleForm
from liuxin.interfaces.web.organisation.roles import ROLE_NAMES
from liuxin.performance.evaluation import queries as scores

COLUMNS = ("name", "number", "position")
INDENT = "\u2003"


@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """List the people whom the reader may see."""
    asks, now = standing.of(request), timezone.now()
    form = _form(request, asks)
    found = queries.people_visible(asks, now, wanted=form.wanted(), sort=form.sorting(), page=form.number())
    first = (found.number - 1) * queries.PAGE + 1
    return page(
        request,
        "organisation/people.html",
        {
            "form": form,
            "found": found,
            "columns": [_column(request, key, form.sorting()) for key in COLUMNS],
            "first": first,
            "last": first + len(found.rows) - 1,
            "back": _address(request, page=found.number - 1) if found.number > 1 else "",
            "on": _address(request, page=found.number + 1) if found.number < found.pages else "",
            "csv": _address(request, form="csv", page=None),
            "xlsx": _address(request, form="xlsx", page=None),
        },
        fragment="list",
    )


@require_safe
@login_required
def export_people(request: HttpRequest) -> HttpResponseBase:
    """Hand out the list with the same filter and order."""
    asks = standing.of(request)
    form = _form(request, asks)
    rows = queries.people_rows(asks, timezone.now(), wanted=form.wanted(), sort=form.sorting())
    return export.table(name=_("people"), form=request.GET.get("form", ""), header=_header(), rows=_lines(rows))


@require_safe
@login_required
def person(request: HttpRequest, person: int) -> HttpResponse:
    """Show a person; one whom the reader may not see is not there."""
    asks, now = standing.of(request), timezone.now()
    view = queries.person(asks, person, now)
    near = [name.id for name in (*view.chain, *view.reports)]
    return page(
        request,
        "organisation/person.html",
        {
            "view": view,
            "zone": queries.zone(),
            "may_grant_role": permissions.may_grant_role(asks, person),
            "may_set_lead": permissions.may_manage_structure(asks),
            "may_set_work": view.left_on is None and queries.may_set_work(asks, person, now),
            "may_record_leaving": view.left_on is None and permissions.may_manage_people(asks),
            "scorecard": reverse("insight:scorecard", args=[person]) if scores.people_open(asks, [person], now) else "",
            "roles": [(ROLE_NAMES[holding.role], holding.department) for holding in view.holdings],
            "openable": queries.people_openable(asks, now, near),
            "departments": dict.fromkeys(
                time.department for time in view.times if time.department and time.end is None
            ),
        },
    )


def _form(request: HttpRequest, asks: Standing) -> PeopleForm:
    language = get_language() or ""
    return PeopleForm(
        request.GET,
        teams=[(team.id, team.text.in_language(language)) for team in queries.teams_listed(asks)],
        departments=[
            (node.id, INDENT * node.depth + node.name.in_language(language))
            for node in queries.departments()
            if node.id is not None
        ],
    )


def _address(request: HttpRequest, **changes: object) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _column(request: HttpRequest, key: str, sort: PeopleSort) -> dict[str, str]:
    labels = {"name": _("Name"), "number": _("Staff number"), "position": _("Position")}
    on = sort.removeprefix("-") == key
    down = on and not sort.startswith("-")
    return {
        "url": _address(request, sort=f"-{key}" if down else key, page=None),
        "label": labels[key],
        "order": ("descending" if sort.startswith("-") else "ascending") if on else "",
    }


def _header() -> list[str]:
    return [
        _("Staff number"),
        _("Chinese name"),
        _("English name"),
        _("Made-up name"),
        _("Label as recorded"),
        _("Position"),
        _("Teams"),
        _("Departments"),
        _("Left on"),
    ]


def _lines(rows: Iterable[PersonRow]) -> Iterator[tuple[export.Cell, ...]]:
    # A CSV is written after the request is over: the language is asked for now.
    language, words = get_language() or "", {True: _("yes"), False: _("no")}
    return (_line(row, language, words[row.name.made_up]) for row in rows)


def _line(row: PersonRow, language: str, made_up: str) -> tuple[export.Cell, ...]:
    return (
        row.staff_number,
        row.name.zh,
        row.name.en,
        made_up,
        row.source_label,
        row.position.in_language(language) if row.position else "",
        "; ".join(team.text.in_language(language) for team in row.teams),
        "; ".join(department.in_language(language) for department in row.departments),
        row.left_on,
    )
