"""Views of the list that somebody saves."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import DefaultView, SavedView
from liuxin.desk.cases.rules import checks
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError

MOST = 30
LONGEST = 400


@transaction.atomic
def save_view(*, name: str, asked: Mapping[str, str], team: int | None, by: Actor, at: datetime) -> int:
    """Keep what a list is asked for under a name, shared with a team where one is named; the same name is replaced.

    Views are a convenience of their owner: the record is not told of them. Raises `NotAllowedError`,
    `BadInputError` naming the field and `RuleBrokenError("cases.too_many_views")`.
    """
    standing, me = _allow(by, at)
    kept = {key: value for key, value in asked.items() if value}
    if any(len(value) > LONGEST for value in kept.values()):
        raise BadInputError("cases.text_too_long", field="name", longest=LONGEST, length=LONGEST + 1)
    if team is not None and team not in standing.teams | standing.teams_led:
        raise BadInputError("cases.not_of_the_team", field="team")
    own = SavedView.objects.filter(owner=me, retired_at__isnull=True)
    name = checks.text(name, field="name", longest=60)
    if not own.filter(name=name).exists() and own.count() >= MOST:
        raise RuleBrokenError("cases.too_many_views", field="name", most=MOST)
    own.filter(name=name).update(asked=kept, team=team)
    row = own.filter(name=name).first() or SavedView.objects.create(owner_id=me, name=name, asked=kept, team_id=team)
    return row.pk


@transaction.atomic
def drop_view(*, view: int, restore: bool = False, by: Actor, at: datetime) -> None:
    """Take a view of one's own away, or put it back."""
    _standing, me = _allow(by, at)
    own = SavedView.objects.select_for_update().filter(pk=view, owner=me)
    row = own.filter(retired_at__isnull=not restore).first()
    if row is None:
        raise NotFoundError("cases.no_such_view")
    if restore and SavedView.objects.filter(owner=me, name=row.name, retired_at__isnull=True).exists():
        raise RuleBrokenError("cases.view_name_taken", field="name")
    row.retired_at = None if restore else at
    row.save(update_fields=["retired_at"])
    if not restore:
        DefaultView.objects.filter(view=row).delete()


@transaction.atomic
def set_default_view(*, view: int | None, by: Actor, at: datetime) -> None:
    """Let the list open with a view that one may use, or with all cases again."""
    standing, me = _allow(by, at)
    DefaultView.objects.filter(person=me).delete()
    if view is None:
        return
    row = SavedView.objects.filter(pk=view, retired_at__isnull=True).first()
    if row is None or not (row.owner_id == me or row.team_id in standing.teams | standing.teams_led):
        raise NotFoundError("cases.no_such_view")
    DefaultView.objects.create(person_id=me, view=row)


def _allow(by: Actor, at: datetime) -> tuple[Standing, int]:
    standing = organisation.standing(by, at)
    if by.person_id is None or not permissions.sees_cases(standing):
        raise NotAllowedError("cases.not_allowed", act="save_view")
    return standing, by.person_id
