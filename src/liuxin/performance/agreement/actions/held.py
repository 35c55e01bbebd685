"""An agreement held under its lock, and how one is settled."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.performance.agreement import permissions, rules
from liuxin.performance.agreement.models import Agreement, Settlement
from liuxin.performance.agreement.queries.reading import read, tally
from liuxin.performance.agreement.words import AgreementView, How, Party, State


@dataclass(frozen=True, slots=True)
class Held:
    """An agreement whose row is locked for this transaction, as it stands, and who does something with it."""

    row: Agreement
    view: AgreementView
    standing: Standing
    by: Actor
    at: datetime

    def record(self, code: str, payload: dict[str, Plain]) -> None:
        """Write what happened, beside what it is about."""
        told = {"kind": self.view.kind, "about": self.view.subject} | payload
        history.record([NewEvent(code, "agreement", str(self.row.pk), told, self.at)], by=self.by, at=self.at)

    @property
    def person(self) -> int:
        """Give who acts; only people sign, object and decide."""
        if self.standing.person_id is None:
            raise NotAllowedError("agreement.only_people", agreement=self.row.pk)
        return self.standing.person_id

    def party(self) -> Party:
        """Give the live party for whom the actor answers: oneself, or the one whose deputy that is."""
        acting = self.person
        found = next((each for each in self.view.live if acting in {each.person, each.deputy}), None)
        if found is None:
            raise NotAllowedError("agreement.not_a_party", agreement=self.row.pk)
        return found


@contextmanager
def held(agreement_id: int, by: Actor, at: datetime, *, is_open: bool = True) -> Iterator[Held]:
    """Lock an agreement for one transaction. On SQLite the transaction itself is IMMEDIATE and has the only pen."""
    with transaction.atomic():
        row = Agreement.objects.select_for_update().filter(pk=agreement_id).first()
        standing = organisation.standing(by, at)
        view = None if row is None else read(row, at)
        if row is None or view is None or not permissions.may_see(standing, view.concerned):
            raise NotFoundError("agreement.no_such_agreement", agreement=agreement_id)
        if is_open:
            rules.check_open(view.state)
        yield Held(row, view, standing, by, at)


def settle_if_signed(now: Held) -> bool:
    """Let the latest version bind where the signatures suffice, and tell whether they did."""
    view = read(now.row, now.at)
    if not rules.binds(view.mode, view.share, tally(view)):
        return False
    settle(now, view.latest.number, How(view.mode.value))
    return True


def settle(now: Held, number: int, how: How) -> None:
    """Let a version bind."""
    version = next(each for each in now.view.versions if each.number == number)
    Settlement.objects.create(agreement=now.row, version_id=version.id, how=how.value, at=now.at)
    now.row.state = State.DECIDED.value if how is How.DECIDED else State.AGREED.value
    now.row.settled_at = now.at
    now.row.save(update_fields=["state", "settled_at"])
    now.record("agreement.settled", {"version": number, "how": how.value})
