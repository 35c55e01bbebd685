"""The list of cases and its export."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from liuxin.desk.cases import permissions, queries
from liuxin.desk.cases.words import CaseLine, CaseSort
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.web.cases import labels, shown
from liuxin.interfaces.web.cases.asked import NOT_CLOSED, ListForm, cursor
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.cases.together_forms import DEED
from liuxin.interfaces.web.cases.views.live import told_of
from liuxin.interfaces.web.cases.views.saved import default_address
from liuxin.interfaces.web.kit import export, standing
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.errors import NotAllowedError

FILTERS = (
    *("q", "kind", "stage", "channel", "priority", "team", "holder", "category", "promise"),
    *("since", "until", "unheld"),
)
SORTS = {
    "opened": CaseSort.NEWEST,
    "priority": CaseSort.MOST_URGENT,
    "due": CaseSort.DUE_FIRST,
    "promise": CaseSort.PROMISE_FIRST,
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the sentence that says what is shown; pressing it changes that part."""

    url: str
    label: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column that one can sort by."""

    url: str
    label: str
    order: str
    css: str = ""


@require_safe
@login_required
@in_house_time
def listing(request: HttpRequest) -> HttpResponse:
    """List the cases that the reader may see."""
    asks, now = _asks(request), timezone.now()
    if not request.GET and (address := default_address(asks)):
        return redirect(address)
    form, asked = _form(request, asks), _asked(request)
    wanted, sort = form.wanted(), form.sorting()
    found = queries.case_list(asks, wanted, sort, cursor(request.GET.get("cursor", "")))
    return page(
        request,
        "cases/list.html",
        {
            "form": form,
            "rows": (rows := shown.rows(found.rows, now, queries.unread(asks, [line.code for line in found.rows]))),
            "live": told_of(request, rows),
            "picks": permissions.works_with_cases(asks),
            "sees_all": permissions.sees_all_cases(asks),
            "deeds": DEED.items(),
            "query": request.GET.urlencode(),
            "dropped": number if (number := request.GET.get("dropped", "")).isdecimal() else "",
            "found": found,
            "chips": _statuses(asked),
            "more": (more := bool(request.GET.get("more")) or bool(form.errors)),
            "more_url": _address(asked, more="1"),
            "kept": _kept(request, [] if more else FILTERS[1:]),
            "active": _active(asked, form),
            "columns": {name: _column(asked, name, sort) for name in SORTS},
            "back": _address(asked, cursor=found.back.text) if found.back else "",
            "on": _address(asked, cursor=found.on.text) if found.on else "",
            "csv": _address(asked, form="csv", cursor=""),
            "xlsx": _address(asked, form="xlsx", cursor=""),
            "may_receive": permissions.may_receive(asks),
            "places": places(asks, "cases:list"),
            "by_due": sort.value.lstrip("-") == "due",
        },
        fragment="list",
        status=200 if form.is_valid() else 400,
    )


@require_safe
@login_required
@in_house_time
def export_cases(request: HttpRequest) -> HttpResponseBase:
    """Hand out the list with the same filter and order."""
    asks = _asks(request)
    form = _form(request, asks)
    rows = queries.case_rows(asks, form.wanted(), form.sorting())
    return export.table(
        name=pgettext("file", "cases"),
        form=request.GET.get("form", ""),
        header=_header(),
        rows=_cells(rows),
        zone=timezone.get_current_timezone(),
    )


def _asks(request: HttpRequest) -> Standing:
    asks = standing.of(request)
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Find cases"))
    return asks


def _form(request: HttpRequest, asks: Standing) -> ListForm:
    """Read what is asked for; the teams are looked up only where one is chosen or may be."""
    has_teams = request.GET.get("more") or request.GET.get("team")
    teams = organisation.teams_visible(asks) if has_teams else ()
    return ListForm(request.GET, teams=[(str(team.id), shown.name(team)) for team in teams])


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in (*FILTERS, "status", "sort")}


def _address(asked: Mapping[str, str], **changes: str) -> str:
    """Give the address of this list with some parts changed; an empty part is left out, the place too unless named."""
    named = {name: value for name, value in {**asked, **changes}.items() if value}
    return f"?{urlencode(named) or 'all=1'}"


def _kept(request: HttpRequest, folded: Sequence[str]) -> list[tuple[str, str]]:
    """Give what the form must carry along though it shows no field for it."""
    asked = [(name, request.GET.get(name, "")) for name in ("status", "sort", *folded)]
    return [(name, value) for name, value in asked if value]


def _statuses(asked: Mapping[str, str]) -> list[Chip]:
    now = asked["status"]
    choices = [("", _("All")), (NOT_CLOSED, pgettext("case", "Not closed"))]
    choices += [(status.value, str(label)) for status, label in labels.STATUS.items()]
    return [Chip(_address(asked, status=value), label, value == now) for value, label in choices]


def _active(asked: Mapping[str, str], form: ListForm) -> list[Chip]:
    """Give each filter in force as a chip that takes it away."""
    given = form.cleaned_data
    chips: list[Chip] = []
    for name in FILTERS:
        value = given.get(name)
        if value in {None, "", False}:
            continue
        choices = dict(getattr(form.fields[name], "choices", ()))
        said = "" if value is True else str(choices.get(str(value), value))
        chips.append(Chip(_address(asked, **{name: ""}), f"{form.fields[name].label} {said}".strip(), current=True))
    return chips


def _column(asked: Mapping[str, str], name: str, now: CaseSort) -> Column:
    names = {
        "opened": pgettext("case", "Opened"),
        "priority": pgettext("case", "Priority"),
        "due": _("Next step due"),
        "promise": pgettext("case", "Promise"),
    }
    first = SORTS[name]
    other = CaseSort(first.value[1:] if first.value.startswith("-") else f"-{first.value}")
    orders = {False: "ascending", True: "descending"}
    order = orders[now.value.startswith("-")] if now in {first, other} else ""
    return Column(_address(asked, sort=other if now is first else first), names[name], order)


def _header() -> list[str]:
    return [
        pgettext("case", "Code"),
        pgettext("case", "Title"),
        pgettext("case", "Status"),
        pgettext("case", "Kind"),
        pgettext("case", "Stage"),
        pgettext("case", "Channel"),
        pgettext("case", "Priority"),
        pgettext("case", "Category"),
        pgettext("case", "Customer"),
        pgettext("case", "Team"),
        pgettext("case", "Holder"),
        pgettext("case", "Accountable"),
        pgettext("case", "Opened"),
        pgettext("case", "Resolved"),
        pgettext("case", "Closed"),
        _("Next step"),
        _("Next step due"),
        _("Promise due"),
        _("Promise kept"),
        pgettext("case", "Outcome"),
    ]


def _cells(lines: Iterator[CaseLine]) -> Iterator[list[export.Cell]]:
    kept = {True: pgettext("promise", "Kept"), False: pgettext("promise", "Not kept"), None: ""}
    for line in lines:
        yield [
            line.code,
            line.title,
            str(labels.STATUS[line.status]),
            str(labels.KIND[line.kind]),
            str(labels.STAGE[line.service_stage]),
            str(labels.CHANNEL[line.channel]),
            str(labels.PRIORITY[line.priority]),
            line.category,
            line.customer.name if line.customer else "",
            shown.name(line.team),
            shown.name(line.holder),
            shown.name(line.accountable),
            line.opened_at,
            line.resolved_at,
            line.closed_at,
            labels.next_action(line.next_action),
            line.next_due,
            line.promise_due,
            kept[line.promise_kept],
            str(labels.OUTCOME[line.outcome]) if line.outcome else "",
        ]
