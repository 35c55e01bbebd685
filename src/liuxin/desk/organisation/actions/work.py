"""What somebody can do, how much at once, and when not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation.actions.steps import ask, event, require, seconds, tell
from liuxin.desk.organisation.models import Ability, Absence, Capacity, Person
from liuxin.desk.organisation.queries.work import may_set_work
from liuxin.desk.organisation.words import WORKING_LANGUAGES, AbilityKind
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError

LONGEST_WORD = 64
MOST_SKILLS = 40
MOST_CASES = 10_000


@transaction.atomic
def set_work(
    *,
    person_id: int,
    skills: Collection[str],
    languages: Collection[str],
    capacity: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Say what somebody can do and how many open cases at once; None is no limit, 0 leaves somebody out of routing.

    Raises `NotAllowedError("organisation.not_allowed")`, `NotFoundError("organisation.no_such_person")`,
    `BadInputError("organisation.skill_unreadable")`, `("organisation.language_unknown")` and
    `("organisation.capacity_unreadable")`.
    """
    require(may_set_work(ask(by, at), person_id, at))
    _here(person_id)
    words = _skills(skills)
    if unknown := sorted(set(languages) - set(WORKING_LANGUAGES)):
        raise BadInputError("organisation.language_unknown", field="languages", word=unknown[0])
    if capacity is not None and not 0 <= capacity <= MOST_CASES:
        raise BadInputError("organisation.capacity_unreadable", field="capacity", most=MOST_CASES)
    Ability.objects.filter(person=person_id).delete()
    Ability.objects.bulk_create(
        Ability(person_id=person_id, kind=kind.value, word=word)
        for kind, found in ((AbilityKind.SKILL, words), (AbilityKind.LANGUAGE, sorted(set(languages))))
        for word in found
    )
    Capacity.objects.filter(person=person_id).delete()
    if capacity is not None:
        Capacity.objects.create(person_id=person_id, cases=capacity)
    told = event("work_set", "person", person_id, at, skills=len(words), languages=len(set(languages)), cases=capacity)
    tell([told], by, at)


@transaction.atomic
def set_absence(*, person_id: int, start: datetime, end: datetime, by: Actor, at: datetime) -> int:
    """Say that somebody is away from `start` up to `end`, and give the key.

    Raises as `set_work`, `BadInputError("period.ends_before_start")` and `("organisation.absence_over")`.
    """
    require(may_set_work(ask(by, at), person_id, at))
    _here(person_id)
    if end <= start:
        raise BadInputError("period.ends_before_start", field="end")
    if end <= at:
        raise BadInputError("organisation.absence_over", field="end")
    row, is_new = Absence.objects.get_or_create(person_id=person_id, start=start, defaults={"end": end})
    if not is_new:
        row.end = end
        row.save(update_fields=["end"])
    tell([event("absence_set", "person", person_id, at, start=seconds(start), end=seconds(end))], by, at)
    return row.pk


@transaction.atomic
def end_absence(*, absence: int, by: Actor, at: datetime) -> None:
    """Let somebody be back now; an absence that has not begun is taken away. Raises as `set_work`."""
    row = Absence.objects.select_for_update().filter(pk=absence, end__gt=at).first()
    if row is None:
        raise NotFoundError("organisation.no_such_absence")
    require(may_set_work(ask(by, at), row.person_id, at))
    if row.start >= at:
        row.delete()
    else:
        row.end = at
        row.save(update_fields=["end"])
    tell([event("absence_ended", "person", row.person_id, at, start=seconds(row.start))], by, at)


def _here(person_id: int) -> None:
    if not Person.objects.filter(pk=person_id, erased_at__isnull=True).exists():
        raise NotFoundError("organisation.no_such_person")


def _skills(skills: Collection[str]) -> list[str]:
    words = sorted({" ".join(word.split()) for word in skills} - {""})
    if len(words) > MOST_SKILLS or any(len(word) > LONGEST_WORD for word in words):
        raise BadInputError("organisation.skill_unreadable", field="skills", most=MOST_SKILLS, longest=LONGEST_WORD)
    return words
