"""Which cases stand how with what was promised: the condition behind the filter of the list."""

from datetime import datetime, timedelta

from django.db.models import Q

from liuxin.desk.cases.words import PromiseState, Status

SOON = timedelta(hours=2)
"""What is due so soon is close where no warning was asked for."""


def promised(state: PromiseState, now: datetime) -> Q:
    """Give the condition that a case stands so: of several promises the worst counts."""
    runs = Q(clocks__due__gt=now) | _without_clocks(now)
    close = Q(clocks__due__gt=now) & (Q(clocks__warns__lte=now) | _soon("clocks__due", now) & Q(clocks__warns=None))
    close |= _without_clocks(now) & _soon("promise_due", now)
    missed = _missed(now)
    match state:
        case PromiseState.RUNNING:
            return runs & ~close & ~missed
        case PromiseState.CLOSE:
            return close & ~missed
        case PromiseState.MISSED:
            return missed
        case PromiseState.KEPT:
            replied = Q(clocks__first_kept=True) | Q(clocks__answers_kept__gt=0)
            return (Q(promise_kept=True) | Q(promise_due=None) & replied) & Q(clocks__due=None) & ~missed


def _missed(now: datetime) -> Q:
    over = Q(clocks=None, promise_kept=None, status=Status.OPEN.value, promise_due__lte=now)
    judged = Q(promise_kept=False) | Q(clocks__first_kept=False) | Q(clocks__answers_missed__gt=0)
    return Q(clocks__due__lte=now) | over | judged


def _without_clocks(now: datetime) -> Q:
    """Tell of cases that came in with an import: they have the promise of the resolution only."""
    return Q(clocks=None, promise_kept=None, status=Status.OPEN.value, promise_due__gt=now)


def _soon(due: str, now: datetime) -> Q:
    return Q(**{f"{due}__lte": now + SOON})
