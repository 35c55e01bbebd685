"""A site with the cases at it and below it."""

from django.db.models import Count

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.queries.customer_page import NOT_CLOSED, RECENT
from liuxin.desk.cases.queries.lines import lines_in
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.words import SitePage
from liuxin.desk.customers import permissions as may
from liuxin.desk.customers import queries as customers
from liuxin.desk.organisation.words import Standing


def site_page(standing: Standing, key: int) -> SitePage:
    """Give a site with the newest cases at it and at all that lies in it."""
    site = customers.site(key)
    rows = Case.objects.filter(visible(standing), site__in=site.below)
    sums = rows.aggregate(all=Count("pk"), open=Count("pk", filter=NOT_CLOSED))
    return SitePage(
        site=site,
        cases=lines_in(rows.order_by("-opened_at", "-pk")[:RECENT]),
        count=sums["all"],
        not_closed=sums["open"],
        may_change=may.may_change_customer(standing),
    )
