"""Reads of places of service: the tree, one place, who had it when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Count, Q, QuerySet

from liuxin.desk.customers.models import Residence, Site
from liuxin.desk.customers.queries.customers import line_of, site_name
from liuxin.desk.customers.words import ResidenceView, SiteKind, SiteName, SiteNode, SiteView
from liuxin.kernel.errors import NotFoundError

MOST_SITES = 2_000


def sites_below(keys: Iterable[int]) -> Q:
    """Give the condition on sites that are these or lie in them: three levels at most."""
    wanted = set(keys)
    return Q(pk__in=wanted) | Q(parent__in=wanted) | Q(parent__parent__in=wanted)


def site_names(ids: Iterable[int]) -> Mapping[int, SiteName]:
    """Give sites with what they lie in: three levels at most, so one query."""
    rows = Site.objects.select_related("parent__parent").filter(pk__in=set(ids))
    return {row.pk: site_name(row) for row in rows}


def site_tree(search: str = "", *, closed: bool = False) -> tuple[SiteNode, ...]:
    """Give the tree, or the branches of it in which a name fits; sites that are closed only when asked for."""
    rows = Site.objects.all() if closed else Site.objects.filter(closed_at__isnull=True)
    text = search.strip()
    if text:
        rows = rows.filter(pk__in=_branches(text))
    return _tree(list(_counted(rows).order_by("name", "pk")[:MOST_SITES]))


def site_choices() -> tuple[SiteName, ...]:
    """Give the sites that are open, with what they lie in, in the order of their names."""
    rows = Site.objects.select_related("parent__parent").filter(closed_at__isnull=True)[:MOST_SITES]
    return tuple(sorted((site_name(row) for row in rows), key=lambda name: name.names))


def site(key: int) -> SiteView:
    """Give one site: where it lies, what lies in it, who had it when (it and all in it)."""
    row = Site.objects.select_related("parent__parent").filter(pk=key).first()
    if row is None:
        raise NotFoundError("customers.no_such_site")
    inner = list(_counted(Site.objects.filter(sites_below([key]))).order_by("name", "pk")[:MOST_SITES])
    return SiteView(
        name=site_name(row),
        path=tuple((one.pk, one.name) for one in _chain(row)),
        closed_at=row.closed_at,
        source_label=row.source_label,
        children=_tree([one for one in inner if one.pk != key]),
        below=frozenset(one.pk for one in inner),
        residences=residences(Q(site__in=[one.pk for one in inner])),
    )


def residences(wanted: Q, *, most: int = 200) -> tuple[ResidenceView, ...]:
    """Give who had which site when; those who still have it first."""
    rows = Residence.objects.select_related("site__parent__parent", "customer__stage").filter(wanted)
    ordered = sorted(rows.order_by("-start", "-pk")[:most], key=lambda row: row.end is not None)
    return tuple(
        ResidenceView(row.pk, site_name(row.site), row.start, row.end, line_of(row.customer)) for row in ordered
    )


def residences_of(key: int) -> tuple[ResidenceView, ...]:
    """Give the sites of a customer, those of now first."""
    return residences(Q(customer=key))


def _branches(text: str) -> set[int]:
    """Give the sites whose name or label holds the text, with all that they lie in and that lies in them."""
    hits = Site.objects.filter(Q(name__icontains=text) | Q(source_label__icontains=text))
    found = hits.values_list("pk", "parent", "parent__parent", "children", "children__children")
    return {key for row in found[: MOST_SITES * 4] for key in row if key is not None}


def _counted(rows: QuerySet[Site]) -> QuerySet[Site]:
    now = Q(residences__end__isnull=True, residences__customer__merged_into__isnull=True)
    return rows.annotate(now=Count("residences", filter=now & Q(residences__isnull=False)))


def _tree(rows: list[Site]) -> tuple[SiteNode, ...]:
    keys = {row.pk for row in rows}
    by_parent: dict[int | None, list[Site]] = defaultdict(list)
    for row in rows:
        by_parent[row.parent_id if row.parent_id in keys else None].append(row)

    def nodes(parent: int | None) -> tuple[SiteNode, ...]:
        return tuple(
            SiteNode(
                row.pk,
                SiteKind(row.kind),
                row.name,
                row.parent_id,
                row.closed_at,
                row.now,  # type: ignore[attr-defined]  # annotated above
                nodes(row.pk),
            )
            for row in by_parent.get(parent, ())
        )

    return nodes(None)


def _chain(row: Site) -> Iterator[Site]:
    if row.parent is not None:
        yield from _chain(row.parent)
    yield row
