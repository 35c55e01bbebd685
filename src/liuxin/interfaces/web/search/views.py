"""The page of search: it asks nothing of the record and changes nothing, so that it is a plain address to keep."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from liuxin.desk.cases import permissions, queries
from liuxin.desk.cases.words import Hits, Search, SearchGroup, SearchResult, SearchSort
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.search import shown
from liuxin.kernel.errors import NotAllowedError

LONGEST = 200
GROUPS = (SearchGroup.ALL, SearchGroup.CASES, SearchGroup.TEXTS, SearchGroup.CUSTOMERS)
PLACES = 19


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the search that a press changes."""

    url: str
    label: str
    current: bool


@require_safe
@login_required
@in_house_time
def find(request: HttpRequest) -> HttpResponse:
    """Find what the reader may see."""
    asks, now = standing.of(request), timezone.now()
    if not permissions.sees_cases(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Search"))
    wanted = _wanted(request)
    found = queries.find(asks, wanted)
    return page(
        request,
        "search/page.html",
        {
            "wanted": wanted,
            "found": found,
            "typed": bool(wanted.text.strip()),
            "groups": _groups(wanted),
            "sorts": _sorts(wanted),
            "open_only": Choice(_address(wanted, open="" if wanted.not_closed else "1"), "", wanted.not_closed),
            "sections": [
                section
                for section in (
                    _section(wanted, SearchGroup.CASES, found.cases, shown.cases(found, now)),
                    _section(wanted, SearchGroup.TEXTS, found.texts, shown.texts(found, now)),
                    _section(wanted, SearchGroup.CUSTOMERS, found.customers, shown.customers(found)),
                )
                if section["hits"]
            ],
            "anything": _anything(found),
        },
    )


def _wanted(request: HttpRequest) -> Search:
    """Read the search; what an address says that is no choice is the usual one."""
    group, sort, after = (request.GET.get(name, "") for name in ("in", "sort", "after"))
    return Search(
        text=request.GET.get("q", "")[:LONGEST],
        group=SearchGroup(group) if group in set(SearchGroup) else SearchGroup.ALL,
        sort=SearchSort(sort) if sort in set(SearchSort) else SearchSort.BEST,
        not_closed=request.GET.get("open") == "1",
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < PLACES else 0,
    )


def _address(wanted: Search, **changes: str) -> str:
    asked = {
        "q": wanted.text,
        "in": "" if wanted.group is SearchGroup.ALL else wanted.group.value,
        "sort": "" if wanted.sort is SearchSort.BEST else wanted.sort.value,
        "open": "1" if wanted.not_closed else "",
    } | changes
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def _groups(wanted: Search) -> list[Choice]:
    names = _names()
    return [
        Choice(
            _address(wanted, **{"in": "" if group is SearchGroup.ALL else group.value}),
            names[group],
            group is wanted.group,
        )
        for group in GROUPS
    ]


def _names() -> dict[SearchGroup, str]:
    return {
        SearchGroup.ALL: pgettext("search", "Everything"),
        SearchGroup.CASES: pgettext("navigation", "Cases"),
        SearchGroup.TEXTS: _("Messages and notes"),
        SearchGroup.CUSTOMERS: pgettext("navigation", "Customers"),
    }


def _sorts(wanted: Search) -> list[Choice]:
    names = {SearchSort.BEST: _("Best first"), SearchSort.NEWEST: _("Newest first")}
    return [Choice(_address(wanted, sort=sort.value), name, sort is wanted.sort) for sort, name in names.items()]


def _section(wanted: Search, group: SearchGroup, hits: Hits, rows: list[dict[str, object]]) -> dict[str, object]:
    """Give a kind of hits as the page shows it: how many, the rows, where the rest is."""
    alone = wanted.group is group
    more = _address(wanted, after=str(hits.on)) if hits.on else ""
    return {
        "group": group.value,
        "name": _names()[group],
        "template": f"search/{group.value}.html",
        "hits": hits if hits.count else None,
        "rows": rows,
        "all": _address(wanted, **{"in": group.value}) if not alone and hits.on else "",
        "on": more if alone else "",
        "first": _address(wanted) if alone and wanted.after else "",
    }


def _anything(found: SearchResult) -> bool:
    return found.count > 0
