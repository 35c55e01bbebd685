"""Accounts of the demonstration: one for each part that a visitor may play, with random passwords shown once."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import actions
from liuxin.interfaces.imports.company.staff import Staff
from liuxin.kernel.actor import Actor

PASSWORD_BYTES = 9


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; the password is told once and kept nowhere. `part` names the sentence of what it is."""

    username: str
    part: str
    password: str
    person: int


@transaction.atomic
def open_accounts(staff: Staff, *, by: Actor, at: datetime) -> tuple[DemoAccount, ...]:
    """Open an account for each part."""
    made = []
    for username, part, person in _parts(staff):
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        actions.open_account(username=username, password=password, person_id=person, is_demo=True, by=by, at=at)
        made.append(DemoAccount(username, part, password, person))
    return tuple(made)


def _parts(staff: Staff) -> Iterator[tuple[str, str, int]]:
    yield "director", "director", staff.director
    yield "hr", "hr", staff.hr
    for number, department in enumerate(staff.projects, start=1):
        yield f"manager{number}", "lead", staff.managers[department]
        for place, person in enumerate(staff.handlers[department][:2], start=1):
            yield f"agent{number}{'ab'[place - 1]}", "agent", person
    yield "head", "lead", staff.heads[0]
    yield "agent", "agent", staff.handlers[staff.departments[0]][0]
    yield "reviewer", "reviewer", staff.reviewer
    yield "auditor", "auditor", staff.auditor
