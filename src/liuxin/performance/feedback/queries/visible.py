"""Who may see which talk: decided here, once."""

from django.db.models import Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.performance.feedback import permissions
from liuxin.performance.feedback.models import AppealDecider, Talk


def talks_visible(standing: Standing) -> QuerySet[Talk]:
    """Give the talks that somebody may see: the own, those one leads, of the line, of one's departments, one decides.

    A person sees the own talk once the round is published; whoever plans or leads it sees it before.
    """
    talks = Talk.objects.select_related("round")
    if permissions.sees_all(standing):
        return talks
    me = standing.person_id
    if me is None:
        return talks.none()
    own = Q(person=me, round__published_at__isnull=False)
    decided = Q(pk__in=AppealDecider.objects.filter(person=me).values("appeal__talk"))
    after = standing.hr_departments | standing.departments_led
    led = Q(manager=me) | Q(person__in=standing.reports) | Q(round__department__in=after) & ~Q(person=me)
    return talks.filter(own | led | decided)
