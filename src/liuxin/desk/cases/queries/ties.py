"""What a case is tied to, and which cases look like the same matter."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, Merge, Part, Split, SplitMessage, ToldApart
from liuxin.desk.cases.queries.lines import lines_by_key_in
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import ties as rules
from liuxin.desk.cases.words import (
    ALIKE_DAYS,
    ALIKE_FROM,
    Alike,
    Around,
    CaseLine,
    Hands,
    MergeView,
    NoteText,
    Status,
    Tied,
    Ties,
)
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError

MOST = 5
HELD_AGAINST = 200
MERGE, SPLIT, PART = "merge", "split", "part"


def with_merged(key: int) -> list[int]:
    """Give the keys of a case and of all that live on in it: one query."""
    return [key, *Merge.objects.filter(into=key, undone_at__isnull=True).values_list("case", flat=True)]


def merged_too(key: int) -> QuerySet[Any]:
    """Give the same keys for a statement to hold within."""
    own = Case.objects.filter(pk=key).order_by().values("pk")
    return own.union(Merge.objects.filter(into=key, undone_at__isnull=True).order_by().values("case"))


def messages_of_split(key: int) -> QuerySet[Any]:
    """Give the keys of the messages that a case took along when it was split off, for a statement to hold within."""
    return SplitMessage.objects.filter(split__case=key).order_by().values("message")


def notes(standing: Standing, code: str) -> tuple[NoteText, ...]:
    """Give the notes that people wrote about a case, in the order of time."""
    rows = _seen(standing, code)[0].notes.filter(was_outcome=False).order_by("at", "pk")
    return tuple(NoteText(row.pk, row.text, row.at) for row in rows)


def ties(standing: Standing, code: str, at: datetime) -> Ties:
    """Give what ties a case to others; of those that the reader may not see only the code."""
    return around(standing, code, at).ties


def alike(standing: Standing, code: str, at: datetime) -> tuple[Alike, ...]:
    """Give the cases, few and the most alike first, that look like the same matter as this one."""
    return around(standing, code, at).alike


def around(standing: Standing, code: str, at: datetime) -> Around:
    """Give what a case is tied to, and what looks like the same matter: five queries.

    That is of the same customer, the same site or a contact with the same number or address, not older than some days
    before, with enough of their words in common, not told apart, not merged, and to be seen by the reader.
    """
    row, hands = _seen(standing, code)
    rows = _ties_of(row.pk)
    merge = next((key for kind, key, case, _ in rows if kind == MERGE and case == row.pk), None)
    near = _near(standing, row) if merge is None else {}
    others = {key for _, _, case, other in rows for key in (case, other)}
    lines, tied = _read(standing, {*others, *near, row.pk})
    parts = tuple(tied[case] for kind, _, case, other in rows if kind == PART and other == row.pk)
    found = Ties(
        merged=_merged(merge, row, tied, at) if merge is not None else None,
        absorbed=tuple(tied[case] for kind, _, case, other in rows if kind == MERGE and other == row.pk),
        split_from=next((tied[other] for kind, _, case, other in rows if kind == SPLIT and case == row.pk), None),
        splits=tuple(tied[case] for kind, _, case, other in rows if kind == SPLIT and other == row.pk),
        whole=next((tied[other] for kind, _, case, other in rows if kind == PART and case == row.pk), None),
        parts=parts,
        parts_closed=sum(one.line is not None and one.line.status is Status.CLOSED for one in parts),
    )
    own = lines[row.pk]
    like = [one for key, shares in near.items() if key in lines and (one := _alike(own, lines[key], shares))]
    allowed = frozenset(act for act, may in permissions.MAY.items() if may(standing, hands))
    like.sort(key=lambda one: (-one.share, abs(one.apart)))
    return Around(own, row.version, allowed, found, tuple(like[:MOST]))


def _near(standing: Standing, row: Case) -> dict[int, tuple[bool, bool, bool]]:
    """Give the newest cases that share customer, site or contact with one, and which of them each shares."""
    reached = customers.reached_alike(row.customer_id).values("customer")
    days = timedelta(days=ALIKE_DAYS)
    near = Q(customer=row.customer_id) if row.customer_id else Q(customer__in=())
    if row.site_id is not None:
        near |= Q(site=row.site_id)
    older, newer = ToldApart.objects.filter(second=row), ToldApart.objects.filter(first=row)
    found = (
        Case.objects.filter(near | Q(customer__in=reached), visible(standing))
        .filter(opened_at__gte=row.opened_at - days, opened_at__lte=row.opened_at + days)
        .exclude(Q(pk=row.pk) | Q(pk__in=Merge.objects.filter(undone_at__isnull=True).values("case")))
        .exclude(Q(pk__in=older.values("first")) | Q(pk__in=newer.values("second")))
        .annotate(contact=Count("pk", filter=Q(customer__in=reached)))
        .order_by("-opened_at", "-pk")
    )
    rows = found.values_list("pk", "customer", "site", "contact")[:HELD_AGAINST]
    return {
        key: (customer == row.customer_id, bool(row.site_id) and site == row.site_id, bool(contact))
        for key, customer, site, contact in rows
    }


def _alike(own: CaseLine, line: CaseLine, shares: tuple[bool, bool, bool]) -> Alike | None:
    same_customer, same_site, same_contact = shares
    found = rules.words_alike(own.title, line.title)
    if not any(shares) or found.share < ALIKE_FROM:
        return None
    apart = own.opened_at - line.opened_at
    return Alike(line, same_customer, same_site, same_contact, apart, found.shared, found.all)


def _seen(standing: Standing, code: str) -> tuple[Case, Hands]:
    row = Case.objects.filter(code=code).first()
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    return row, hands


def _read(standing: Standing, keys: set[int]) -> tuple[dict[int, CaseLine], dict[int, Tied]]:
    """Read the lines of cases, and of those that may not be seen only the code: one query for all, one for the rest."""
    lines = lines_by_key_in(Case.objects.filter(visible(standing), pk__in=keys))
    hidden = Case.objects.filter(pk__in=keys - set(lines)).values_list("pk", "code")
    codes = {key: line.code for key, line in lines.items()} | dict(hidden)
    return lines, {key: Tied(code, lines.get(key)) for key, code in codes.items()}


def _ties_of(key: int) -> list[tuple[str, int, int, int]]:
    """Read what ties a case to others, as kind, key, case and the other one: one query."""
    merges = Merge.objects.filter(Q(case=key) | Q(into=key), undone_at__isnull=True)
    splits = Split.objects.filter(Q(case=key) | Q(origin=key))
    parts = Part.objects.filter(Q(case=key) | Q(whole=key))
    rows = merges.annotate(kind=Value(MERGE)).values_list("kind", "pk", "case", "into")
    more = (
        splits.annotate(kind=Value(SPLIT)).values_list("kind", "pk", "case", "origin"),
        parts.annotate(kind=Value(PART)).values_list("kind", "pk", "case", "whole"),
    )
    return sorted(rows.union(*more, all=True))


def _merged(key: int, row: Case, tied: dict[int, Tied], at: datetime) -> MergeView:
    kept = Merge.objects.get(pk=key)
    until = rules.undo_until(kept.at, version=kept.version, now_version=row.version)
    return MergeView(tied[kept.into_id], kept.at, until if until is not None and at <= until else None)
