"""What is on record about people: for their pages, and for the rooms above."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.dialogue import permissions
from liuxin.performance.dialogue.models import CheckIn, Incident, Obstacle, Praise
from liuxin.performance.dialogue.queries import views
from liuxin.performance.dialogue.words import IncidentView, ObstacleView, PersonView, PraiseView


def person(standing: Standing, person_id: int, at: datetime) -> PersonView:
    """Give what is on record about a person.

    Raises `NotFoundError("dialogue.nothing_of_person")` also where the standing may not see it.
    """
    if not may_read(standing, person_id, at) or person_id not in organisation.names([person_id]):
        raise NotFoundError("dialogue.nothing_of_person")
    return PersonView(
        person=person_id,
        check_ins=views.check_ins(CheckIn.objects.filter(person=person_id).order_by("-at", "-pk")),
        incidents=views.incidents(Incident.objects.filter(person=person_id).order_by("-happened_at", "-pk")),
        praise=views.praise(Praise.objects.filter(person=person_id).order_by("-at", "-pk")),
        obstacles=views.obstacles(Obstacle.objects.filter(person=person_id).order_by("-raised_at", "-pk")),
    )


def may_read(standing: Standing, person_id: int, at: datetime) -> bool:
    """Tell whether what is noted of a person is open; a HR of departments costs one statement."""
    hr_people = organisation.people_of_departments(standing.hr_departments, at) if standing.hr_departments else ()
    return permissions.may_read_of(standing, person_id, hr_people)


def obstacle(standing: Standing, obstacle_id: int, at: datetime) -> ObstacleView:
    """Give an obstacle: to its owner and to whoever may read of the person who raised it.

    Raises `NotFoundError("dialogue.no_such_obstacle")`.
    """
    found = views.obstacles(Obstacle.objects.filter(pk=obstacle_id))
    for view in found:
        if standing.person_id == view.owner or may_read(standing, view.person, at):
            return view
    raise NotFoundError("dialogue.no_such_obstacle")


def obstacles_open(standing: Standing, obstacle_ids: Collection[int], at: datetime) -> frozenset[int]:
    """Give those of the obstacles that `obstacle` would give: for whatever leads to them; one statement, if any."""
    rows = Obstacle.objects.filter(pk__in=obstacle_ids).values_list("pk", "owner", "person") if obstacle_ids else ()
    readable: dict[int, bool] = {}
    for _key, _owner, person in rows:
        if person not in readable:
            readable[person] = may_read(standing, person, at)
    return frozenset(key for key, owner, person in rows if standing.person_id == owner or readable[person])


def incident(standing: Standing, incident_id: int, at: datetime) -> IncidentView:
    """Give an incident: to whoever noted it and to whoever may read of whom it is about.

    Raises `NotFoundError("dialogue.no_such_incident")`.
    """
    for view in views.incidents(Incident.objects.filter(pk=incident_id)):
        if standing.person_id == view.noted_by or may_read(standing, view.person, at):
            return view
    raise NotFoundError("dialogue.no_such_incident")


def incidents_of(person_ids: Collection[int], period: Period) -> tuple[IncidentView, ...]:
    """Give what was noted of people for a period, for the rooms above, in order of time; one statement."""
    during = Q(happened_at__gte=period.start, happened_at__lt=period.end)
    return views.incidents(Incident.objects.filter(during, person__in=person_ids).order_by("happened_at", "pk"))


def praise_of(person_ids: Collection[int], period: Period) -> tuple[PraiseView, ...]:
    """Give the praise of people in a period, for the rooms above, in order of time; one statement."""
    during = Q(at__gte=period.start, at__lt=period.end)
    return views.praise(Praise.objects.filter(during, person__in=person_ids).order_by("at", "pk"))


def obstacles_of(person_ids: Collection[int], period: Period) -> tuple[ObstacleView, ...]:
    """Give the obstacles that people raised in a period, for the rooms above, in order of time; two statements."""
    during = Q(raised_at__gte=period.start, raised_at__lt=period.end)
    return views.obstacles(Obstacle.objects.filter(during, person__in=person_ids).order_by("raised_at", "pk"))
