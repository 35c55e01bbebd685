"""Two records of one customer become one, and that can be undone."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions
from liuxin.desk.customers.actions.indexing import index_customers
from liuxin.desk.customers.actions.keeping import BATCH, allow, customer_of, event
from liuxin.desk.customers.models import Contact, Customer, CustomerNote, Merge, Moved, Need, Residence
from liuxin.desk.customers.words import Returned
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError, RuleBrokenError

CASE, THREAD = "case", "thread"
_TABLES: dict[str, type[Contact] | type[CustomerNote] | type[Need] | type[Residence]] = {
    "contact": Contact,
    "note": CustomerNote,
    "need": Need,
    "residence": Residence,
}


@transaction.atomic
def merge(
    *,
    survivor: str,
    absorbed: str,
    cases: Sequence[int] = (),
    threads: Sequence[int] = (),
    by: Actor,
    at: datetime,
) -> int:
    """Move all of `absorbed` to `survivor` and give the key of the merge; both codes lead there from now on.

    `cases` and `threads` are the keys of those that the caller moves in the same transaction: kept here, to be given
    back.
    """
    allow(permissions.may_merge, by=by, at=at)
    if survivor == absorbed:
        raise RuleBrokenError("customers.merge_with_itself", field="absorbed")
    stays, goes = _both(survivor, absorbed)
    if stays.kind != goes.kind:
        raise RuleBrokenError("customers.merge_of_two_kinds", field="absorbed")
    made = Merge.objects.create(survivor=stays, absorbed=goes, at=at, person_id=by.person_id)
    kept = [Moved(merge=made, what=CASE, row=key) for key in cases]
    kept += [Moved(merge=made, what=THREAD, row=key) for key in threads]
    same = stays.residences.filter(end__isnull=True).values("site")
    twice = set(goes.residences.filter(end__isnull=True, site__in=same).values_list("pk", flat=True))
    for what, table in _TABLES.items():
        keys = set(table.objects.filter(customer=goes).values_list("pk", flat=True))
        keys -= twice if table is Residence else set()
        kept += [Moved(merge=made, what=what, row=key) for key in sorted(keys)]
        table.objects.filter(pk__in=keys).update(customer=stays)
    Moved.objects.bulk_create(kept, batch_size=BATCH)
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    if stays.site_id is None and goes.site_id is not None:
        stays.site_id = goes.site_id
        stays.save(update_fields=["site"])
    index_customers(keys=[stays.pk, goes.pk], by=by, at=at)
    told = {"merge": made.pk, "into": stays.pk, "customer": goes.pk, "cases": len(cases)}
    history.record([event("customers.merged", "customer", row.code, at, told) for row in (stays, goes)], by=by, at=at)
    return made.pk


@transaction.atomic
def undo_merge(*, merge: int, by: Actor, at: datetime) -> Returned:
    """Give each what was theirs before the merge; gives whose cases and threads the caller has to move back.

    What came after the merge stays with the one that was left.
    """
    allow(permissions.may_merge, by=by, at=at)
    made = Merge.objects.select_for_update().filter(pk=merge, undone_at__isnull=True).first()
    if made is None:
        raise NotFoundError("customers.no_such_merge")
    goes = Customer.objects.select_for_update().get(pk=made.absorbed_id)
    if goes.erased_at is not None:
        raise RuleBrokenError("customers.merge_erased")
    goes.merged_into = None
    goes.save(update_fields=["merged_into"])
    for what, table in _TABLES.items():
        keys = made.rows.filter(what=what).values("row")
        table.objects.filter(pk__in=keys, customer=made.survivor_id).update(customer=goes)
    _site_again(made.survivor)
    made.undone_at = at
    made.save(update_fields=["undone_at"])
    index_customers(keys=[made.survivor_id, goes.pk], by=by, at=at)
    told = {"merge": made.pk, "into": made.survivor_id, "customer": goes.pk}
    rows = (made.survivor, goes)
    history.record([event("customers.merge_undone", "customer", row.code, at, told) for row in rows], by=by, at=at)
    return Returned(made.survivor_id, goes.pk, _rows(made, CASE), _rows(made, THREAD))


def _rows(made: Merge, what: str) -> tuple[int, ...]:
    return tuple(made.rows.filter(what=what).order_by("row").values_list("row", flat=True))


def _site_again(row: Customer) -> None:
    lives = row.residences.filter(end__isnull=True)
    if row.site_id is not None and not lives.filter(site=row.site_id).exists():
        left = lives.order_by("-start", "-pk").first()
        row.site_id = left.site_id if left else None
        row.save(update_fields=["site"])


def _both(survivor: str, absorbed: str) -> tuple[Customer, Customer]:
    """Lock both in the order of their keys, so that two who merge crosswise wait for one another."""
    list(Customer.objects.select_for_update().filter(code__in=(survivor, absorbed)).order_by("pk"))
    return customer_of(survivor), customer_of(absorbed)
