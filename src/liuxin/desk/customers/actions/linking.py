"""An internal customer is a department of the organisation, or is so no more."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.keeping import allow, customer_of, event
from liuxin.desk.customers.models import Customer
from liuxin.desk.customers.words import CustomerKind
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError


@transaction.atomic
def link_department(
    *, customer: str, department: int | None, expect: int | None = None, by: Actor, at: datetime
) -> None:
    """Say which department an internal customer is, None for none; `expect` is the one that stood on the page.

    The people of the department then read what it asked for. A department is one customer only.
    """
    allow(permissions.may_link_department, by=by, at=at)
    row = customer_of(customer, lock=True)
    if row.department_id != expect:
        raise ConflictError("customers.changed_meanwhile", customer=customer)
    if department == expect:
        return
    rules.check_house(CustomerKind(row.kind), department=department, person=row.person_id)
    _check_free(department)
    row.department_id = department
    row.save(update_fields=["department"])
    told = {"department": department, "before": expect}
    history.record([event("customers.department_linked", "customer", row.code, at, told)], by=by, at=at)


def _check_free(department: int | None) -> None:
    if department is None:
        return
    if department not in organisation.department_names([department]):
        raise BadInputError("customers.department_unknown", field="department")
    taken = Customer.objects.filter(department=department).values_list("code", "name").first()
    if taken:
        raise BadInputError("customers.department_taken", field="department", customer=taken[0], name=taken[1])
