"""Ten numbers of everybody by month: asked of the database person by person, as many programs do, and of the facts."""

import random
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Avg, Case, FloatField, Value, When

from liuxin.desk.history import actions as history
from liuxin.desk.history import queries as record
from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import running
from liuxin.facts import actions as facts
from liuxin.facts.queries import current, measure
from liuxin.kernel.period import Period
from tools.bench.figure import Figure, seconds

TEN = (
    *("cases_opened", "cases_resolved", "resolution_time_calendar", "promises_kept", "reopened_within_14_days"),
    *("transfers_in", "transfers_per_case", "open_cases", "closed_with_outcome", "transfers_out"),
)
SAMPLE = 60


def beside(people: list[int], year: int, at: datetime) -> list[Figure]:
    """Ask for the numbers of some people in some months one by one, then for those of all people in all months."""
    months = [Period.of_month(year, month, "UTC") for month in range(1, 13)]
    draw = random.Random(1)  # noqa: S311  drawn, not secret
    sample = [(draw.choice(people), draw.choice(months)) for _ in range(SAMPLE)]
    taken = [seconds(partial(_all, who, when))[0] for who, when in sample]
    one_by_one = median(taken) * len(people) * len(months)
    history.seal(key=settings.SEAL_KEY, at=at)
    facts.catch_up(clocks=organisation.clock, unranked=organisation.unranked_people(), at=at)
    whole = Period(months[0].start, months[-1].end)
    running.forget()
    started = perf_counter()
    measure(current(), measures=TEN, period=whole, by=("person", "month"), unranked=organisation.unranked_people())
    together = perf_counter() - started
    events = record.head().seq
    said = f"{SAMPLE} of {len(people) * len(months):,} asked one by one, the rest extrapolated; {events:,} events"
    return [
        Figure("ten numbers of everybody by month: database asked person by person", one_by_one, "s", note=said),
        Figure("the same from facts, first time", together, "s"),
    ]


def _rows(model: str) -> Any:
    return apps.get_model("cases", model).objects


def _all(person: int, month: Period) -> object:
    return list(_one(person, month))


def _one(person: int, month: Period) -> Iterator[object]:
    """Ask for one person's numbers of a month as one would write it down first."""
    cases, points = _rows("Case"), _rows("HandOver")
    span = (month.start, month.end)
    mine = cases.filter(holder_id=person)
    resolved = mine.filter(resolved_at__range=span)
    yield mine.filter(opened_at__range=span).count()
    yield resolved.count()
    spans = [end.timestamp() - start.timestamp() for start, end in resolved.values_list("opened_at", "resolved_at")]
    yield (median(spans), quantiles(spans, n=10)[-1]) if len(spans) > 1 else None
    kept = Avg(Case(When(promise_kept=True, then=Value(1.0)), default=Value(0.0), output_field=FloatField()))
    yield resolved.filter(promise_kept__isnull=False).aggregate(kept=kept)
    yield resolved.filter(reopenings__gt=0).count()
    yield points.filter(holder_id=person, at__range=span, seq__gt=1).count()
    yield resolved.aggregate(Avg("last_seq"))
    yield mine.filter(opened_at__lt=month.end).exclude(closed_at__lt=month.end).count()
    yield mine.filter(closed_at__range=span).exclude(outcome="not_recorded").count()
    yield points.filter(holder_id=person, at__range=span).values("case").distinct().count()
