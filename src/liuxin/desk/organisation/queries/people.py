"""People: who may see whom, the list, and one person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import ceil

from django.db.models import F, Q, QuerySet

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.models import Department, Membership, Person, ReportingLine, RoleGrant, Team
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.queries.lines import chain_above
from liuxin.desk.organisation.queries.names import name_of, team_name_of, text_of
from liuxin.desk.organisation.words import (
    Holding,
    PeopleFilter,
    PeoplePage,
    PeopleSort,
    PersonRow,
    PersonView,
    Role,
    Standing,
    TeamTime,
)
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual

PAGE = 50
BATCH = 500
_COLUMNS = {
    "name": ("name_key", "pk"),
    "number": ("staff_number", "pk"),
    "position": ("position__name_zh", "position__name_en", "name_key", "pk"),
}


def people_visible(
    standing: Standing,
    at: datetime,
    *,
    wanted: PeopleFilter | None = None,
    sort: PeopleSort = PeopleSort.NAME,
    page: int = 1,
    size: int = PAGE,
) -> PeoplePage:
    """Give one page of the people whom the standing may see; a page past the end gives the last one."""
    found = _wanted(_visible(standing, at), wanted or PeopleFilter(), at)
    total = found.count()
    pages = max(1, ceil(total / size))
    number = min(max(1, page), pages)
    people = _sorted(found, sort)[(number - 1) * size : number * size]
    return PeoplePage(rows=_rows(list(people), at), total=total, number=number, pages=pages)


def people_rows(
    standing: Standing, at: datetime, *, wanted: PeopleFilter | None = None, sort: PeopleSort = PeopleSort.NAME
) -> Iterator[PersonRow]:
    """Give all people whom the standing may see, for an export, in batches."""
    found = _wanted(_visible(standing, at), wanted or PeopleFilter(), at)
    keys = list(_sorted(found, sort).values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        wanted_keys = keys[first : first + BATCH]
        people = Person.objects.select_related("position").in_bulk(wanted_keys)
        yield from _rows([people[key] for key in wanted_keys], at)


def people_openable(standing: Standing, at: datetime, person_ids: Iterable[int]) -> frozenset[int]:
    """Give those of the people whose pages the standing may open, so that a page links nothing that it may not."""
    wanted = frozenset(person_ids)
    if permissions.sees_all_people(standing):
        return wanted
    return frozenset(_visible(standing, at).filter(pk__in=wanted).values_list("pk", flat=True))


def person(standing: Standing, person_id: int, at: datetime) -> PersonView:
    """Give a person. Raises `NotFoundError("organisation.no_such_person")` also where the standing may not see it."""
    found = _visible(standing, at).filter(pk=person_id).select_related("position", "account").first()
    if found is None or found.erased_at is not None:
        raise NotFoundError("organisation.no_such_person")
    below = ReportingLine.objects.filter(in_force(at), manager=person_id)
    chain = chain_above(person_id, at)
    near = Person.objects.filter(Q(pk__in=chain) | Q(pk__in=below.values("person"))).order_by("name_key", "pk")
    known = {one.pk: name_of(one) for one in near}
    return PersonView(
        name=name_of(found),
        staff_number=found.staff_number,
        source=found.source,
        source_label=found.source_label,
        position=text_of(found.position),
        left_on=found.left_on,
        times=_times(person_id),
        chain=tuple(known[key] for key in chain),
        reports=tuple(name for key, name in known.items() if key not in chain),
        leads=tuple(
            team_name_of(team)
            for team in Team.objects.filter(in_force(at, "leads__"), leads__person=person_id).order_by("code")
        ),
        holdings=_holdings(person_id, at),
        has_account=hasattr(found, "account"),
    )


def people_with_role(role: Role, at: datetime) -> tuple[int, ...]:
    """Give the keys of the people who hold a role now, by key."""
    return people_with_a_role((role,), at)


def people_with_a_role(roles: Iterable[Role], at: datetime) -> tuple[int, ...]:
    """Give the keys of the people who hold one of these roles now, by key, in one statement."""
    grants = RoleGrant.objects.filter(in_force(at), role__in=list(roles))
    return tuple(grants.order_by("person").values_list("person", flat=True).distinct())


def person_numbered(staff_number: str) -> int | None:
    """Give the key of a person by the staff number."""
    return (
        Person.objects.filter(staff_number=staff_number).exclude(staff_number="").values_list("pk", flat=True).first()
    )


def people_by_label(source: str, labels: Iterable[str]) -> dict[str, int]:
    """Give the keys of the people of an import by the labels of its source."""
    wanted = sorted(set(labels))
    found: dict[str, int] = {}
    for first in range(0, len(wanted), BATCH):
        rows = Person.objects.filter(source=source, source_label__in=wanted[first : first + BATCH])
        found.update(rows.values_list("source_label", "pk"))
    return found


def _visible(standing: Standing, at: datetime) -> QuerySet[Person]:
    people = Person.objects.filter(erased_at__isnull=True)
    if permissions.sees_all_people(standing):
        return people
    if standing.person_id is None:
        return people.none()
    colleagues = Membership.objects.filter(in_force(at)).filter(
        Q(team__in=standing.teams | standing.teams_led) | Q(team__department__in=standing.hr_departments)
    )
    close = {standing.person_id, *standing.reports, *chain_above(standing.person_id, at)}
    return people.filter(Q(pk__in=close) | Q(pk__in=colleagues.values("person")))


def _wanted(people: QuerySet[Person], wanted: PeopleFilter, at: datetime) -> QuerySet[Person]:
    for word in wanted.search.split():
        people = people.filter(
            Q(name_zh__icontains=word)
            | Q(name_en__icontains=word)
            | Q(staff_number__icontains=word)
            | Q(source_label__icontains=word)
        )
    if not wanted.gone:
        people = people.filter(Q(left_on__isnull=True) | Q(left_on__gt=at.date()))
    if wanted.team is not None:
        members = Membership.objects.filter(in_force(at), team=wanted.team)
        people = people.filter(pk__in=members.values("person"))
    if wanted.department is not None:
        root = Department.objects.filter(pk=wanted.department).values_list("path", flat=True).first() or "-"
        members = Membership.objects.filter(in_force(at), team__department__path__startswith=root)
        people = people.filter(pk__in=members.values("person"))
    return people


def _sorted(people: QuerySet[Person], sort: PeopleSort) -> QuerySet[Person]:
    columns = _COLUMNS[sort.removeprefix("-")]
    down = sort.startswith("-")
    order = [F(column).desc(nulls_last=True) if down else F(column).asc(nulls_last=True) for column in columns]
    return people.select_related("position").order_by(*order)


def _rows(people: Sequence[Person], at: datetime) -> tuple[PersonRow, ...]:
    teams: defaultdict[int, list[Team]] = defaultdict(list)
    now = Membership.objects.filter(in_force(at), person__in=[person.pk for person in people])
    for membership in now.select_related("team__department").order_by("team__code"):
        teams[membership.person_id].append(membership.team)
    return tuple(
        PersonRow(
            name=name_of(person),
            staff_number=person.staff_number,
            source_label=person.source_label,
            position=text_of(person.position),
            teams=tuple(map(team_name_of, teams[person.pk])),
            departments=_departments(teams[person.pk]),
            left_on=person.left_on,
        )
        for person in people
    )


def _departments(teams: Iterable[Team]) -> tuple[Bilingual, ...]:
    found = (text_of(team.department) for team in teams)
    return tuple(dict.fromkeys(text for text in found if text is not None))


def _times(person_id: int) -> tuple[TeamTime, ...]:
    times = Membership.objects.filter(person=person_id).select_related("team__department")
    return tuple(
        TeamTime(team=team_name_of(time.team), department=text_of(time.team.department), start=time.start, end=time.end)
        for time in times.order_by(F("end").desc(nulls_first=True), "-start", "team__code")
    )


def _holdings(person_id: int, at: datetime) -> tuple[Holding, ...]:
    grants = RoleGrant.objects.filter(in_force(at), person=person_id).select_related("department")
    order = list(Role)
    return tuple(
        Holding(role=Role(grant.role), department=text_of(grant.department))
        for grant in sorted(grants, key=lambda grant: (order.index(Role(grant.role)), grant.department_id or 0))
    )
