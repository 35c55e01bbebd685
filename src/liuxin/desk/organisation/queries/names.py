"""Names of people and teams by key: what every page asks for."""

from collections.abc import Iterable

from django.db.models import Q

from liuxin.desk.organisation.models import Person, Team
from liuxin.desk.organisation.queries.statement import Statement
from liuxin.desk.organisation.rules.names import initials
from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.kernel.text import Bilingual

_PEOPLE = Statement(lambda keys: Person.objects.filter(pk__in=keys))


def names(person_ids: Iterable[int]) -> dict[int, PersonName]:
    """Give the names of people by key; a key that nobody has is left out."""
    return {person.pk: name_of(person) for person in _PEOPLE.rows(list(set(person_ids)))}


def team_names(team_ids: Iterable[int]) -> dict[int, TeamName]:
    """Give the names of teams by key; a key that no team has is left out."""
    return {team.pk: team_name_of(team) for team in Team.objects.filter(pk__in=set(team_ids))}


def people_called(wanted: Iterable[str]) -> tuple[PersonName, ...]:
    """Give the people here who bear one of these names in either language; whoever left is not among them."""
    said = sorted(set(wanted))
    called = Q(name_zh__in=said) | Q(name_en__in=said)
    here = Person.objects.filter(called, left_on__isnull=True, is_system=False, is_placeholder=False)
    return tuple(map(name_of, here.order_by("name_key", "pk")))


def name_of(person: Person) -> PersonName:
    """Give the name of a person that was read."""
    return PersonName(
        id=person.pk,
        zh=person.name_zh,
        en=person.name_en,
        initials=initials(person.name_zh, person.name_en),
        made_up=person.name_is_made_up,
        is_placeholder=person.is_placeholder,
        is_system=person.is_system,
    )


def team_name_of(team: Team) -> TeamName:
    """Give the name of a team that was read."""
    return TeamName(
        id=team.pk,
        code=team.code,
        zh=team.name_zh,
        en=team.name_en,
        made_up=team.name_is_made_up,
        source_label=team.source_label,
    )


def text_of(thing: object) -> Bilingual | None:
    """Give the two names of a department or position that was read; None of none."""
    return None if thing is None else Bilingual(getattr(thing, "name_zh", ""), getattr(thing, "name_en", ""))
