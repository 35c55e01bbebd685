"""The organisation's time on pages of cases: forms read it, pages write it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from liuxin.desk.organisation import queries as organisation

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
HALF_HOUR = 30


def in_house_time(
    view: Callable[Concatenate[HttpRequest, Given], Answer],
) -> Callable[Concatenate[HttpRequest, Given], Answer]:
    """Run a view in the organisation's zone: what a form reads and a template writes is local time there."""

    @wraps(view)
    def inside(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with timezone.override(ZoneInfo(organisation.zone())):
            return view(request, *args, **kwargs)

    return inside


def midnight(day: date) -> datetime:
    """Give the beginning of a day in the organisation's zone."""
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone())


def in_a_while(now: datetime, **span: float) -> datetime:
    """Give a round time some span from now: what a form proposes."""
    later = now + timedelta(**span)
    return later.replace(minute=later.minute // HALF_HOUR * HALF_HOUR, second=0, microsecond=0) + timedelta(minutes=30)
