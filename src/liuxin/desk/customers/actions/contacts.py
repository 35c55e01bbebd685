"""Whom to reach at a customer, and what is noted about one."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.indexing import index_customers
from liuxin.desk.customers.actions.keeping import allow, customer_of, event
from liuxin.desk.customers.models import Contact, Customer, CustomerNote
from liuxin.desk.customers.words import ContactKind, Language, NewContact, Way
from liuxin.desk.history import actions as history
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotFoundError


@transaction.atomic
def add_contact(
    *,
    customer: str,
    name: str,
    duty: str = "",
    phone: str = "",
    email: str = "",
    kind: ContactKind = ContactKind.SELF,
    prefers: Way | None = None,
    language: Language | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Add somebody to reach at a customer."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = contact_row(customer_of(customer), NewContact(name, phone, email, duty, kind, prefers, language))
    row.save(force_insert=True)
    history.record([event("customers.contact_added", "customer", customer, at, {"contact": row.pk})], by=by, at=at)
    index_customers(keys=[row.customer_id], by=by, at=at)
    return row.pk


@transaction.atomic
def change_contact(*, customer: str, key: int, contact: NewContact, by: Actor, at: datetime) -> None:
    """Write a contact anew."""
    allow(permissions.may_change_customer, by=by, at=at)
    old = _contact(customer, key)
    row = contact_row(old.customer, contact)
    row.pk = old.pk
    row.save(force_update=True)
    index_customers(keys=[row.customer_id], by=by, at=at)
    history.record([event("customers.contact_changed", "customer", customer, at, {"contact": key})], by=by, at=at)


@transaction.atomic
def remove_contact(*, customer: str, key: int, by: Actor, at: datetime) -> None:
    """Take a contact out: who they were is not kept."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = _contact(customer, key)
    row.delete()
    index_customers(keys=[row.customer_id], by=by, at=at)
    history.record([event("customers.contact_removed", "customer", customer, at, {"contact": key})], by=by, at=at)


@transaction.atomic
def add_note(*, customer: str, text: str, by: Actor, at: datetime) -> int:
    """Write down something about a customer."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = customer_of(customer)
    words = rules.checked_text(text, field="text", longest=4000)
    note = CustomerNote.objects.create(customer=row, person_id=by.person_id, at=at, text=words)
    history.record([event("customers.noted", "customer", row.code, at, {"note": note.pk})], by=by, at=at)
    return note.pk


def contact_row(customer: Customer, new: NewContact) -> Contact:
    """Make the row of a contact, not yet saved; one cannot be reached by nothing."""
    phone = rules.checked_text(new.phone, field="phone", longest=64, required=False)
    email = rules.checked_text(new.email, field="email", longest=254, required=False)
    if not phone and not email:
        raise BadInputError("customers.contact_unreachable", field="phone")
    return Contact(
        customer=customer,
        kind=new.kind.value,
        name=rules.checked_text(new.name, field="name", longest=200),
        duty=rules.checked_text(new.duty, field="duty", longest=200, required=False),
        phone=phone,
        email=email,
        prefers=new.prefers.value if new.prefers else "",
        language=new.language.value if new.language else "",
        phone_key=rules.phone_key(phone),
        email_key=rules.email_key(email),
    )


def _contact(customer: str, key: int) -> Contact:
    row = Contact.objects.select_for_update().filter(pk=key, customer=customer_of(customer)).first()
    if row is None:
        raise NotFoundError("customers.no_such_contact")
    return row
