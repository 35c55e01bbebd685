"""Which cases a standing may see, as a condition that lists, exports and single pages share."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, HandOver, Helper, PromiseAlarm
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError

NOTHING = Q(pk__in=())


def visible(standing: Standing) -> Q:
    """Give the condition on cases: the same words as `permissions.may_see`, for many at once."""
    return reduce(or_, visible_parts(standing))


def visible_parts(standing: Standing) -> tuple[Q, ...]:
    """Give the condition in parts, any of which is enough: an index reads each in order, but not all at once."""
    if permissions.sees_all_cases(standing):
        return (Q(),)
    if not permissions.sees_cases(standing):
        return (NOTHING,)
    person = standing.person_id
    held = HandOver.objects.filter(holder=person).values("case")
    escalated = PromiseAlarm.objects.filter(person=person, stage__gte=1).values("case")
    helped = Helper.objects.filter(person=person, end__isnull=True).values("case")
    mine = Q(accountable=person) | Q(pk__in=held) | Q(pk__in=helped) | Q(pk__in=escalated)
    return Q(team__pk__in=standing.teams | standing.teams_led), mine


def cases_visible(standing: Standing) -> QuerySet[Case]:
    """Give the cases that a standing may see, for a query of a higher room to narrow down."""
    return Case.objects.filter(visible(standing))


def case_key(code: str) -> int:
    """Give the key of a case, for a higher room that points at it. Raises `NotFoundError("cases.no_such_case")`."""
    key = Case.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise NotFoundError("cases.no_such_case", case=code)
    return key


def led_to(standing: Standing) -> Q:
    """Give the condition on customers that a visible case leads to.

    Some sets rather than `visible` once: each has an index, their union has none.
    """
    if permissions.sees_all_cases(standing):
        return Q(pk__in=Case.objects.order_by().values("customer"))
    if not permissions.sees_cases(standing):
        return NOTHING
    person = standing.person_id
    of_teams = Case.objects.filter(team__in=standing.teams | standing.teams_led).order_by()
    answered_for = Case.objects.filter(accountable=person).order_by()
    held = HandOver.objects.filter(holder=person).order_by()
    helped = Helper.objects.filter(person=person, end__isnull=True).order_by()
    escalated = PromiseAlarm.objects.filter(person=person, stage__gte=1).order_by()
    return (
        Q(pk__in=of_teams.values("customer"))
        | Q(pk__in=answered_for.values("customer"))
        | Q(pk__in=held.values("case__customer"))
        | Q(pk__in=helped.values("case__customer"))
        | Q(pk__in=escalated.values("case__customer"))
    )
