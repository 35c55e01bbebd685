"""Customers and sites for tests, made by the room's own actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from liuxin.desk.customers import actions
from liuxin.desk.customers.migrations._stages import STAGES
from liuxin.desk.customers.models import (
    Contact,
    Customer,
    CustomerNote,
    LifeCycleMove,
    LifeCycleStage,
    Merge,
    Need,
    NotTheSame,
    Offer,
    Residence,
    Segment,
    Site,
    Solution,
)
from liuxin.desk.customers.words import (
    CustomerKind,
    NewCustomer,
    NewNeed,
    NewSite,
    NewSolution,
    NextStep,
    SeenNeed,
    SiteKind,
)
from tests.factories.organisation import LONG_AGO, SYSTEM

_numbers = count(1)

__all__ = [
    "Contact",
    "Customer",
    "CustomerNote",
    "LifeCycleMove",
    "LifeCycleStage",
    "Merge",
    "Need",
    "NotTheSame",
    "Offer",
    "Residence",
    "Segment",
    "Site",
    "Solution",
    "make_customer",
    "make_need",
    "make_site",
    "make_solution",
    "next_step",
    "seen_need",
]


def make_customer(
    name: str = "",
    kind: CustomerKind = CustomerKind.EXTERNAL,
    *,
    stage: str = "",
    site: int | None = None,
    source_label: str = "",
) -> Customer:
    """Make a customer."""
    keep_life_cycle()
    new = NewCustomer(name or f"客户 {next(_numbers)}", kind, source_label, site=site, stage=stage)
    keys = actions.add_customers(customers=[new], source="tests" if source_label else "", by=SYSTEM, at=LONG_AGO)
    return Customer.objects.get(pk=keys[source_label or new.name])


def make_site(*names: str) -> int:
    """Make a project, a building in it and a unit in that, as far as names go, and give the key of the innermost."""
    kinds: Sequence[SiteKind] = (SiteKind.PROJECT, SiteKind.BUILDING, SiteKind.UNIT)
    key: int | None = None
    for kind, name in zip(kinds, names, strict=False):
        key = actions.add_sites(sites=[NewSite(name, kind, parent=key)], source="", by=SYSTEM, at=LONG_AGO)[name]
    if key is None:
        raise ValueError("a site needs a name")
    return key


def next_step(at: datetime, *, days: int = 7, text: str = "回访") -> NextStep:
    """Say what comes next, so many days later."""
    return NextStep(text, (at + timedelta(days=days)).date())


def make_solution(zh: str = "") -> int:
    """Put a solution into the catalogue."""
    new = NewSolution(zh or f"方案 {next(_numbers)}", "Solution")
    return actions.add_solution(solution=new, by=SYSTEM, at=LONG_AGO)


def make_need(
    customer: str, owner: int, at: datetime, *, title: str = "想换更大的户型", days: int = 7, case: str = ""
) -> SeenNeed:
    """Put a need on record, as its owner sees it then."""
    then = next_step(at, days=days)
    new = NewNeed(title, owner, then.text, then.due, case=case)
    return SeenNeed(actions.record_need(customer=customer, need=new, by=SYSTEM, at=at), 1)


def seen_need(need: SeenNeed) -> SeenNeed:
    """Give a need as somebody sees it who reads it now."""
    return SeenNeed(need.code, Need.objects.get(code=need.code).version)


def keep_life_cycle() -> None:
    """Put the stages back that Django took out with everything else after a test that commits."""
    LifeCycleStage.objects.bulk_create(
        [
            LifeCycleStage(code=code, name_zh=zh, name_en=en, order=place)
            for place, (code, zh, en) in enumerate(STAGES, 1)
        ],
        ignore_conflicts=True,
    )
