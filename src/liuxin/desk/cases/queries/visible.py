"""Which cases a standing may see, as a condition that lists, exports and single pages share."""

from django.db.models import Q

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import HandOver
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
    return Q(team__in=standing.teams | standing.teams_led) | Q(accountable=person) | Q(pk__in=held)
