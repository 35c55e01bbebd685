"""Reading a case: how far one has read, and that one is at it. The record is not told of reading."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Greatest

from liuxin.desk.cases.models import Case, Reading
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError


@transaction.atomic
def look(*, case: str, read_to: int, by: Actor, at: datetime) -> None:
    """Say that one has the page open and has read up to a message; how far one has read never goes back."""
    standing = organisation.standing(by, at)
    if standing.person_id is None:
        raise NotAllowedError("account.without_person")
    row = Case.objects.filter(visible(standing), code=case).values_list("pk", flat=True).first()
    if row is None:
        raise NotFoundError("cases.no_such_case", case=case)
    mine = Reading.objects.filter(case=row, person=standing.person_id)
    if not mine.update(seen_at=at, read_to=Greatest("read_to", read_to)):
        new = Reading(case_id=row, person_id=standing.person_id, seen_at=at, read_to=read_to)
        Reading.objects.bulk_create([new], ignore_conflicts=True)
