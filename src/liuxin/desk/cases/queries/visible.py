"""Which cases a standing may see, as a condition that lists, exports and single pages share."""

from django.db.models import Q

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, HandOver, PromiseAlarm
from liuxin.desk.organisation.words import Standing

NOTHING = Q(pk__in=())


def visible(standing: Standing) -> Q:
    """Give the condition on cases: the same words as `permissions.may_see`, for many at once."""
    if permissions.sees_all_cases(standing):
        return Q()
    if not permissions.sees_cases(standing):
        return NOTHING
    person = standing.person_id
    held = HandOver.objects.filter(holder=person).values("case")
    escalated = PromiseAlarm.objects.filter(person=person, stage__gte=1).values("case")
    mine = Q(accountable=person) | Q(pk__in=held) | Q(pk__in=escalated)
    return Q(team__in=standing.teams | standing.teams_led) | mine


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
    escalated = PromiseAlarm.objects.filter(person=person, stage__gte=1).order_by()
    return (
        Q(pk__in=of_teams.values("customer"))
        | Q(pk__in=answered_for.values("customer"))
        | Q(pk__in=held.values("case__customer"))
        | Q(pk__in=escalated.values("case__customer"))
    )
