"""Who is here, who can do what, and who answers for a team: what the routing of cases asks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, CharField, DateTimeField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.models import Ability, Absence, Capacity, Membership, Person, RoleGrant, Team, TeamLead
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.queries.names import name_of
from liuxin.desk.organisation.rules import tree
from liuxin.desk.organisation.words import AbilityKind, Away, Mate, Member, Role, Standing, WorkView
from liuxin.kernel.errors import NotFoundError

_LEAD_NOW = """
SELECT leads.person_id, person.erased_at IS NULL AND NOT person.is_system AND NOT person.is_placeholder
  AND (person.left_on IS NULL OR person.left_on > %(day)s) AND (account.is_active IS NULL OR account.is_active)
  AND NOT EXISTS (SELECT 1 FROM organisation_absence AS away
    WHERE away.person_id = leads.person_id AND away.start <= %(at)s AND away."end" > %(at)s)
FROM organisation_teamlead AS leads JOIN organisation_person AS person ON person.id = leads.person_id
LEFT JOIN organisation_account AS account ON account.person_id = person.id
WHERE leads.team_id = %(team)s AND leads.start <= %(at)s AND (leads."end" IS NULL OR leads."end" > %(at)s)
ORDER BY leads.id LIMIT 1
"""
"""The condition of `_present` on one lead, by hand: every case that comes in asks it."""


def here(at: datetime, prefix: str = "") -> Q:
    """Give the condition on people that they work here at an instant: neither left nor erased, and real people."""
    real = {f"{prefix}erased_at__isnull": True, f"{prefix}is_system": False, f"{prefix}is_placeholder": False}
    return Q(**real) & (Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gt": at.date()}))


def away(at: datetime) -> QuerySet[Absence]:
    """Give the absences of an instant."""
    return Absence.objects.filter(start__lte=at, end__gt=at)


def present(person_ids: Iterable[int], at: datetime) -> frozenset[int]:
    """Give those of the people who work here, are not away, and whose account, if any, is open."""
    people = Person.objects.filter(here(at), pk__in=set(person_ids)).exclude(account__is_active=False)
    return frozenset(people.exclude(pk__in=away(at).values("person")).values_list("pk", flat=True))


def _present(at: datetime) -> Q:
    """Give the condition of `present` on rows that belong to a person, so that they cost no statement of their own."""
    open_account = Q(person__account__isnull=True) | Q(person__account__is_active=True)
    return here(at, "person__") & open_account & ~Q(person__in=away(at).values("person"))


def lock_people(person_ids: Iterable[int]) -> dict[int, Person]:
    """Hold people as they are until the transaction ends: nobody leaves while a case is put into their hands.

    Whoever locks cases too locks people first.
    """
    rows = Person.objects.select_for_update(no_key=True).filter(pk__in=set(person_ids)).order_by("pk")
    return {row.pk: row for row in rows}


def crew(team_ids: Iterable[int], at: datetime) -> dict[int, tuple[Mate, ...]]:
    """Give who of the teams is present, with skills, languages and capacity; a constant number of statements."""
    times = Membership.objects.filter(in_force(at), team__in=set(team_ids)).order_by("team", "person")
    pairs = list(times.values_list("team", "person").distinct())
    known = present({person for _team, person in pairs}, at)
    mates = _mates(known)
    teams: defaultdict[int, list[Mate]] = defaultdict(list)
    for team, person in pairs:
        if person in known:
            teams[team].append(mates[person])
    return {team: tuple(found) for team, found in teams.items()}


def members_now(team_ids: Iterable[int], at: datetime) -> dict[int, tuple[Member, ...]]:
    """Give everybody of the teams who works here, away or not, by name: one statement."""
    times = Membership.objects.filter(in_force(at), here(at, "person__"), team__in=set(team_ids))
    times = times.annotate(is_here=Case(When(_present(at), then=True), default=False, output_field=BooleanField()))
    rows = times.order_by("team", "person__name_key", "person")
    teams: defaultdict[int, list[Member]] = defaultdict(list)
    for team, person, limit, is_here in rows.values_list(
        "team", "person", "person__capacity__cases", "is_here"
    ).distinct():
        teams[team].append(Member(person, limit, is_here))
    return {team: tuple(found) for team, found in teams.items()}


def _mates(people: frozenset[int]) -> dict[int, Mate]:
    words: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for person, kind, word in Ability.objects.filter(person__in=people).values_list("person", "kind", "word"):
        words[person, kind].add(word)
    limits = dict(Capacity.objects.filter(person__in=people).values_list("person", "cases"))
    return {
        person: Mate(
            person=person,
            skills=frozenset(words[person, AbilityKind.SKILL.value]),
            languages=frozenset(words[person, AbilityKind.LANGUAGE.value]),
            capacity=limits.get(person),
        )
        for person in people
    }


def answering(team_ids: Iterable[int], at: datetime) -> dict[int, int]:
    """Give who answers for the queue of each team: its lead, else the head of its department or above, else a director.

    Only people who are present count; a team for which nobody is left is not among the answer.
    """
    keys = set(team_ids)
    if not keys:
        return {}
    teams, leads, heads = list[tuple[int, str]](), dict[int, int](), defaultdict[int | None, list[int]](list)
    for kind, number, person, path, _start in sorted(_answering(keys, at), key=lambda row: (row[4], row[2])):
        if kind == "team":
            teams.append((number, path))
        elif kind == "lead":
            leads[number] = person
        else:
            heads[number].append(person)
    found: dict[int, int] = {}
    for team, path in teams:
        above = [one for key in reversed(tree.keys(path)) for one in heads[key]]
        order = [*([leads[team]] if team in leads else []), *above, *heads[None]]
        if order:
            found[team] = order[0]
    return found


def _answering(teams: set[int], at: datetime) -> QuerySet[Any]:
    """Give the teams, their leads who are present, and the present heads of departments and directors: one statement.

    Rows tell what they are, the key of the team or the department, the person, the path of a team, and since when.
    """
    epoch, none = Value(datetime.fromtimestamp(0, tz=UTC), DateTimeField()), Value("", CharField())
    kinds = [Value(kind, CharField()) for kind in ("team", "lead", "head")]
    path = Coalesce("department__path", none, output_field=CharField())
    known = Team.objects.filter(pk__in=teams).order_by()
    led = TeamLead.objects.filter(in_force(at), _present(at), team__in=teams).order_by()
    grants = RoleGrant.objects.filter(in_force(at), _present(at)).order_by()
    grants = grants.filter(Q(role=Role.MANAGER, department__isnull=False) | Q(role=Role.DIRECTOR))
    return known.values_list(kinds[0], "pk", Value(0), path, epoch).union(
        led.values_list(kinds[1], "team", "person", none, epoch),
        grants.values_list(kinds[2], "department", "person", none, "start"),
        all=True,
    )


def lead_now(team: int, at: datetime) -> tuple[int, bool] | None:
    """Give who leads a team now, and whether that one is present: one statement."""
    when, day = connection.ops.adapt_datetimefield_value(at), connection.ops.adapt_datefield_value(at.date())
    with connection.cursor() as cursor:
        cursor.execute(_LEAD_NOW, {"team": team, "at": when, "day": day})
        row = cursor.fetchone()
    return (row[0], bool(row[1])) if row else None


def skills_known() -> tuple[str, ...]:
    """Give every skill that somebody has, for a form to propose."""
    rows = Ability.objects.filter(kind=AbilityKind.SKILL.value).order_by("word")
    return tuple(rows.values_list("word", flat=True).distinct())


def work_of(standing: Standing, person_id: int, at: datetime) -> WorkView:
    """Give what somebody can do and when not. Raises `NotFoundError("organisation.no_such_person")`."""
    person = Person.objects.filter(here(at), pk=person_id).first()
    if person is None or not may_set_work(standing, person_id, at):
        raise NotFoundError("organisation.no_such_person")
    words = list(Ability.objects.filter(person=person).order_by("word").values_list("kind", "word"))
    absences = Absence.objects.filter(person=person, end__gt=at).order_by("start")
    return WorkView(
        name=name_of(person),
        skills=tuple(word for kind, word in words if kind == AbilityKind.SKILL.value),
        languages=tuple(word for kind, word in words if kind == AbilityKind.LANGUAGE.value),
        capacity=Capacity.objects.filter(person=person).values_list("cases", flat=True).first(),
        absences=tuple(Away(row.pk, row.start, row.end) for row in absences),
    )


def may_set_work(standing: Standing, person_id: int, at: datetime) -> bool:
    """Tell whether the standing may say what somebody can do: of people that it keeps, or of teams that it leads."""
    if permissions.may_manage_people(standing):
        return True
    times = Membership.objects.filter(in_force(at), person=person_id, team__in=standing.teams_led)
    return permissions.may_set_work_of_team(standing) and times.exists()


def leading(person_id: int, at: datetime) -> tuple[int, ...]:
    """Give the teams that somebody leads at an instant or later."""
    leads = TeamLead.objects.filter(person=person_id).exclude(end__isnull=False, end__lte=at)
    return tuple(leads.order_by("team").values_list("team", flat=True).distinct())
