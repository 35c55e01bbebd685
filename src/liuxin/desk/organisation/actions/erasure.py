"""Erasing a person: what names them goes, what they did stays under a key without a name."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.history.actions import erase
from liuxin.desk.organisation import permissions
from liuxin.desk.organisation.actions.steps import ask, require
from liuxin.desk.organisation.models import Ability, Absence, Account, Capacity, Person, SignIn
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError


@transaction.atomic
def erase_person(*, person_id: int, by: Actor, at: datetime) -> None:
    """Take names, staff number and source label of a person away, close the account, and erase it from the record.

    Raises `NotAllowedError("organisation.not_allowed")` and `NotFoundError("organisation.no_such_person")`.
    """
    require(permissions.may_erase(ask(by, at)))
    person = Person.objects.select_for_update().filter(pk=person_id, erased_at__isnull=True).first()
    if person is None:
        raise NotFoundError("organisation.no_such_person")
    account = Account.objects.filter(person=person).first()
    if account is not None:
        SignIn.objects.filter(account=account).delete()
        account.username = f"erased-{account.pk}"
        account.is_active = False
        account.set_unusable_password()
        account.save()
        erase(subject_kind="account", subject=str(account.pk), by=by, at=at)
    for table in (Ability, Absence, Capacity):
        table.objects.filter(person=person).delete()
    person.staff_number = person.name_key = person.name_zh = person.name_en = person.source_label = ""
    person.erased_at = at
    person.left_on = person.left_on or at.date()
    person.save()
    erase(subject_kind="person", subject=str(person_id), by=by, at=at)
