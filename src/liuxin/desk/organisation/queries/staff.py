"""People and teams as lists from elsewhere name them: by staff number and by code."""

from django.db.models import Min

from liuxin.desk.organisation.models import Person, Team
from liuxin.desk.organisation.queries.names import name_of, team_name_of
from liuxin.desk.organisation.words import Staff, TeamName


def staff() -> dict[str, Staff]:
    """Give everybody who was ever here by staff number, those gone too; erased people have none. One statement."""
    people = Person.objects.filter(erased_at__isnull=True).exclude(staff_number="")
    rows = people.annotate(since=Min("memberships__start")).order_by("staff_number", "pk")
    return {
        person.staff_number: Staff(
            name=name_of(person),
            number=person.staff_number,
            position=person.position_id,
            since=person.since,
            left_on=person.left_on,
        )
        for person in rows
    }


def teams_by_code() -> dict[str, TeamName]:
    """Give all teams by code."""
    return {team.code: team_name_of(team) for team in Team.objects.order_by("code")}
