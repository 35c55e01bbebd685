"""Making people: one by one, and many at once for imports."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import BATCH, ask, batches, event, require, tell
from liuxin.desk.organisation.models import Person, Position
from liuxin.desk.organisation.rules.names import sort_key
from liuxin.desk.organisation.words import NewPerson
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, RuleBrokenError


@transaction.atomic
def add_person(*, new: NewPerson, by: Actor, at: datetime) -> int:
    """Make a person and give the key.

    Raises `NotAllowedError("organisation.not_allowed")`, `BadInputError("organisation.name_missing")`,
    `("organisation.staff_number_missing")`, `RuleBrokenError("organisation.staff_number_taken")` and
    `("organisation.label_taken")`.
    """
    require(permissions.may_manage_people(ask(by, at)))
    person = _read(new, None)
    _refuse_taken([person])
    person.save(force_insert=True)
    tell([_added(person, at)], by, at)
    return person.pk


@transaction.atomic
def add_people(*, people: Iterable[NewPerson], by: Actor, at: datetime) -> dict[str, int]:
    """Make the people who are not there yet and give all keys by source label (by staff number where there is none).

    Somebody is there already when source and label are the same; then nothing of that person changes.
    Raises as `add_person`, with the place in the sequence, from 1, as `line`.
    """
    require(permissions.may_manage_people(ask(by, at)))
    wanted = {(person.source, person.source_label or person.staff_number): person for person in _read_all(people)}
    known = _known(list(wanted.values()))
    fresh = [person for key, person in wanted.items() if key not in known]
    _refuse_taken(fresh)
    made = Person.objects.bulk_create(fresh, batch_size=BATCH)
    tell([_added(person, at) for person in made], by, at)
    known.update({(person.source, person.source_label or person.staff_number): person.pk for person in made})
    return {label: known[source, label] for source, label in wanted}


@transaction.atomic
def add_position(*, code: str, name_zh: str, name_en: str, by: Actor, at: datetime) -> int:
    """Make a position, or give the one that has this code.

    Raises `NotAllowedError("organisation.not_allowed")` and `BadInputError("organisation.name_missing")`.
    """
    require(permissions.may_manage_people(ask(by, at)))
    if not code.strip() or not (name_zh or name_en).strip():
        raise BadInputError("organisation.name_missing", field="name_zh")
    position, is_new = Position.objects.get_or_create(code=code, defaults={"name_zh": name_zh, "name_en": name_en})
    if is_new:
        tell([event("position_added", "position", position.pk, at)], by, at)
    return position.pk


def _read_all(people: Iterable[NewPerson]) -> Iterable[Person]:
    seen: dict[tuple[str, str], NewPerson] = {}
    for line, new in enumerate(people, start=1):
        key = (new.source, new.source_label or new.staff_number)
        if seen.setdefault(key, new) != new:
            raise BadInputError("organisation.person_twice", line=line, label=key[1])
        yield _read(new, line)


def _read(new: NewPerson, line: int | None) -> Person:
    number = (new.staff_number or new.source_label).strip()
    if not (new.name_zh or new.name_en).strip():
        raise BadInputError("organisation.name_missing", field="name_zh", line=line)
    if not number:
        raise BadInputError("organisation.staff_number_missing", field="staff_number", line=line)
    return Person(
        staff_number=number,
        name_key=sort_key(new.name_zh, new.name_en),
        name_zh=new.name_zh.strip(),
        name_en=new.name_en.strip(),
        source=new.source,
        source_label=new.source_label,
        name_is_made_up=new.name_is_made_up,
        is_placeholder=new.is_placeholder,
        is_system=new.is_system,
        position_id=new.position,
        left_on=new.left_on,
    )


def _known(people: Sequence[Person]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for batch in batches([person for person in people if person.source_label]):
        labels = {person.source_label for person in batch}
        rows = Person.objects.filter(source__in={person.source for person in batch}, source_label__in=labels)
        found.update({(source, label): key for source, label, key in rows.values_list("source", "source_label", "pk")})
    return found


def _refuse_taken(people: Sequence[Person]) -> None:
    numbers: set[str] = set()
    for batch in batches(people):
        wanted = [person.staff_number for person in batch]
        numbers.update(Person.objects.filter(staff_number__in=wanted).values_list("staff_number", flat=True))
    for line, person in enumerate(people, start=1):
        if person.staff_number in numbers:
            raise RuleBrokenError(
                "organisation.staff_number_taken", field="staff_number", line=line, number=person.staff_number
            )
        numbers.add(person.staff_number)


def _added(person: Person, at: datetime) -> NewEvent:
    return event(
        "person_added",
        "person",
        person.pk,
        at,
        position=person.position_id,
        placeholder=person.is_placeholder,
        system=person.is_system,
        made_up=person.name_is_made_up,
    )
