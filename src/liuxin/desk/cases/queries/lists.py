"""Lists of cases: filtered, ordered, read by keyset, counted up to a limit."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.lines import lines_in, lines_of
from liuxin.desk.cases.queries.matching import cases_matching
from liuxin.desk.cases.queries.promised import promised
from liuxin.desk.cases.queries.visible import visible, visible_parts
from liuxin.desk.cases.words import CaseFilter, CaseLine, CasePage, CaseSort, Cursor, Status
from liuxin.desk.organisation.models import Person
from liuxin.desk.organisation.words import Standing

SIZE = 25
MOST = 1_000
BATCH = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = {
    "opened": "opened_at",
    "changed": "last_at",
    "due": "next_due",
    "priority": "priority",
    "promise": "clocks__due",
}


def case_list(
    standing: Standing,
    wanted: CaseFilter,
    sort: CaseSort = CaseSort.NEWEST,
    cursor: Cursor | None = None,
    *,
    size: int = SIZE,
) -> CasePage:
    """Give a page of the cases that a standing may see: three queries, whatever the page and the filter.

    The ids are read first, from one index; only the rows of the page are read whole.
    """
    back = cursor is not None and cursor.back
    parts = [_seen_and_wanted(part, wanted, sort) for part in _parts(standing, wanted)]
    keys = _keys([_after(part, sort, cursor) for part in parts], sort, size + 1, back=back)
    more = len(keys) > size
    keys = keys[:size]
    if back:
        keys.reverse()
    is_all = cursor is None and not more
    return CasePage(
        rows=lines_of(pk for pk, _ in keys),
        count=len(keys) if is_all else _count(parts, wanted),
        most=MOST,
        back=_edge(keys[0], back=True) if keys and (more if back else cursor is not None) else None,
        on=_edge(keys[-1], back=False) if keys and (more or back) else None,
    )


def _parts(standing: Standing, wanted: CaseFilter) -> tuple[Q, ...]:
    """Say in which parts to read: of what is searched the search is the narrow part, asked once."""
    return (visible(standing),) if wanted.search.strip() else visible_parts(standing)


def _keys(parts: list[QuerySet[Case]], sort: CaseSort, most: int, *, back: bool) -> list[tuple[int, Any]]:
    """Read the first keys of each part by its index, and of these the first."""
    first = [_ordered(part, sort, back=back)[:most] for part in parts]
    joined = first[0] if len(first) == 1 else _ordered(_any_of(first), sort, back=back)[:most]
    return list(joined.values_list("pk", _column(sort)))


def _any_of(parts: list[QuerySet[Case]]) -> QuerySet[Case]:
    return Case.objects.filter(reduce(or_, (Q(pk__in=part.values("pk")) for part in parts)))


def _count(parts: list[QuerySet[Case]], wanted: CaseFilter) -> int:
    """Count, no further than is told; what is not closed is counted by the statuses it has, which an index holds."""
    if wanted.not_closed:
        unclosed = [status.value for status in Status if status is not Status.CLOSED]
        parts = [part.filter(status__in=unclosed) for part in parts]
    joined = parts[0].order_by() if len(parts) == 1 else _any_of([part.order_by()[: MOST + 1] for part in parts])
    return joined.values("pk")[: MOST + 1].count()


def case_rows(
    standing: Standing, wanted: CaseFilter, sort: CaseSort = CaseSort.NEWEST, *, most: int = 100_000
) -> Iterator[CaseLine]:
    """Give the lines of an export in the order of the list, 500 at a time, up to `most`."""
    found = _wanted(standing, wanted, sort)
    cursor: Cursor | None = None
    left = most
    while left > 0:
        batch = _ordered(_after(found, sort, cursor), sort).values_list("pk", _column(sort))
        keys = list(batch[: min(BATCH, left)])
        yield from lines_of(pk for pk, _ in keys)
        if len(keys) < BATCH:
            return
        cursor = _edge(keys[-1], back=False)
        left -= len(keys)


def case_titles(standing: Standing, codes: Iterable[str]) -> dict[str, CaseLine]:
    """Give the lines of those of the named cases that a standing may see, by code."""
    wanted = sorted(set(codes))
    found: dict[str, CaseLine] = {}
    for start in range(0, len(wanted), BATCH):
        cases = Case.objects.filter(visible(standing), code__in=wanted[start : start + BATCH])
        found.update((line.code, line) for line in lines_in(cases))
    return found


def wanted_cases(standing: Standing, wanted: CaseFilter, sort: CaseSort) -> QuerySet[Case]:
    """Give the cases of a filter that a standing may see, for another query to count."""
    return _wanted(standing, wanted, sort)


def versions_of(standing: Standing, codes: Iterable[str]) -> dict[str, int]:
    """Give the version of each of the named cases that a standing may see."""
    rows = Case.objects.filter(visible(standing), code__in=set(codes))
    return dict(rows.values_list("code", "version"))


def _wanted(standing: Standing, wanted: CaseFilter, sort: CaseSort) -> QuerySet[Case]:
    return _seen_and_wanted(visible(standing), wanted, sort)


def _seen_and_wanted(seen: Q, wanted: CaseFilter, sort: CaseSort) -> QuerySet[Case]:
    found = Case.objects.filter(seen)
    if wanted.unheld:
        found = found.filter(holder__isnull=True)
    if wanted.not_closed:
        found = found.exclude(status=Status.CLOSED.value)
    if wanted.promise is not None and wanted.now is not None:
        found = found.filter(promised(wanted.promise, wanted.now))
    if _name(sort) == "due":
        found = found.filter(next_due__isnull=False)
    if _name(sort) == "promise":
        found = found.filter(clocks__due__isnull=False)
    plain = {
        "status": wanted.status,
        "kind": wanted.kind,
        "service_stage": wanted.service_stage,
        "channel": wanted.channel,
        "priority": wanted.priority,
        "team": wanted.team,
        "holder": wanted.holder,
        "category": wanted.category or None,
        "opened_at__gte": wanted.opened_from,
        "opened_at__lt": wanted.opened_before,
        "customer": wanted.customer,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value is not None})
    if wanted.holder_name:
        found = found.filter(holder__in=_called(wanted.holder_name))
    if wanted.search.strip():
        matching = cases_matching(wanted.search)
        found = found.none() if matching is None else found.filter(pk__in=matching)
    return found


def _called(name: str) -> QuerySet[Person, int]:
    """Give the keys of the people whose name, number or label holds a text."""
    parts = ("name_zh", "name_en", "staff_number", "source_label")
    condition = Q()
    for part in parts:
        condition |= Q(**{f"{part}__icontains": name})
    return Person.objects.filter(condition).values_list("pk", flat=True)


def _name(sort: CaseSort) -> str:
    return sort.value.lstrip("-")


def _column(sort: CaseSort) -> str:
    return _COLUMNS[_name(sort)]


def _ordered(found: QuerySet[Case], sort: CaseSort, *, back: bool = False) -> QuerySet[Case]:
    down = sort.value.startswith("-") != back
    sign = "-" if down else ""
    return found.order_by(f"{sign}{_column(sort)}", f"{sign}pk")


def _after(found: QuerySet[Case], sort: CaseSort, cursor: Cursor | None) -> QuerySet[Case]:
    """Keep what comes after the cursor; the first condition alone is what the index is asked for."""
    if cursor is None:
        return found
    down = sort.value.startswith("-") != cursor.back
    column, than = _column(sort), "lt" if down else "gt"
    key = _value(sort, cursor.key)
    return found.filter(
        Q(**{f"{column}__{than}e": key}), Q(**{f"{column}__{than}": key}) | Q(**{column: key, f"pk__{than}": cursor.id})
    )


def _value(sort: CaseSort, key: int) -> object:
    return key if _name(sort) == "priority" else _EPOCH + timedelta(microseconds=key)


def _edge(row: tuple[int, object], *, back: bool) -> Cursor:
    pk, key = row
    if isinstance(key, datetime):
        key = (key - _EPOCH) // timedelta(microseconds=1)
    return Cursor(int(str(key)), pk, back=back)
