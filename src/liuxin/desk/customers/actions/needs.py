"""Needs on their way: recorded, matched, offered, answered, checked; each deed is one event."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from liuxin.desk.customers import permissions, rules
from liuxin.desk.customers.actions.keeping import allow, customer_of, event, numbers
from liuxin.desk.customers.models import Contact, Need, Offer, Solution
from liuxin.desk.customers.rules import Deed
from liuxin.desk.customers.words import Answer, NeedState, NewNeed, NextStep, Refusal, SeenNeed, Worth
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError


@transaction.atomic
def record_need(*, customer: str, need: NewNeed, by: Actor, at: datetime) -> str:
    """Put a need on record, with who answers for it and what comes next, and give its code."""
    allow(permissions.may_change_customer, by=by, at=at)
    row = Need(
        customer=customer_of(customer),
        case=need.case,
        title=rules.checked_text(need.title, field="title", longest=200),
        text=rules.checked_text(need.text, field="text", longest=4000, required=False),
        state=NeedState.RECORDED.value,
        owner_id=_owner(need.owner),
        recorded_at=at,
        **_next(NextStep(need.next_step, need.next_due), at),
    )
    row.code = f"N-{numbers('need', 1):06d}"
    row.save(force_insert=True)
    _tell(row, "recorded", at, by=by, told={"customer": row.customer_id, "owner": row.owner_id})
    return row.code


@transaction.atomic
def match_need(*, need: SeenNeed, solution: int, then: NextStep, by: Actor, at: datetime) -> None:
    """Choose the solution that a need is to be met by."""
    row = _locked(need, Deed.MATCH, by=by, at=at)
    row.solution = _solution(solution)
    row.state = NeedState.MATCHED.value
    _go_on(row, then, at)
    _tell(row, "matched", at, by=by, told={"solution": solution})


@transaction.atomic
def offer_solution(
    *, need: SeenNeed, contact: int | None = None, text: str = "", then: NextStep, by: Actor, at: datetime
) -> int:
    """Offer the solution that was chosen, to somebody at the customer."""
    row = _locked(need, Deed.OFFER, by=by, at=at)
    if contact is not None and not Contact.objects.filter(pk=contact, customer=row.customer).exists():
        raise NotFoundError("customers.no_such_contact", field="contact")
    words = rules.checked_text(text, field="text", longest=4000, required=False)
    made = Offer.objects.create(
        need=row, solution_id=row.solution_id, contact_id=contact, person_id=by.person_id, at=at, text=words
    )  # type: ignore[misc]  # a matched need has its solution: the database holds it
    row.state = NeedState.OFFERED.value
    _go_on(row, then, at)
    _tell(row, "offered", at, by=by, told={"offer": made.pk, "solution": row.solution_id})
    return made.pk


@transaction.atomic
def accept_offer(*, need: SeenNeed, words: str = "", then: NextStep, by: Actor, at: datetime) -> None:
    """Put on record that the customer took the offer; what comes next is the day on which the result is checked."""
    row = _locked(need, Deed.ACCEPT, by=by, at=at)
    offer = _answer(row, Answer.ACCEPTED, words, at)
    row.state = NeedState.ACCEPTED.value
    _go_on(row, then, at)
    _tell(row, "accepted", at, by=by, told={"offer": offer.pk, "solution": row.solution_id})


@transaction.atomic
def decline_offer(
    *, need: SeenNeed, reason: Refusal, words: str = "", then: NextStep | None, by: Actor, at: datetime
) -> None:
    """Put on record that the customer refused, and why. With `then` another solution is sought, else the need ends."""
    row = _locked(need, Deed.DECLINE, by=by, at=at)
    offer = _answer(row, Answer.DECLINED, words, at, reason=reason)
    row.solution = None
    if then is None:
        _end(row, NeedState.DECLINED, at)
    else:
        row.state = NeedState.RECORDED.value
        _go_on(row, then, at)
    told: dict[str, Plain] = {"offer": offer.pk, "solution": offer.solution_id, "reason": reason.value}
    _tell(row, "declined", at, by=by, told={**told, "final": then is None})


@transaction.atomic
def check_result(*, need: SeenNeed, worth: Worth, text: str, by: Actor, at: datetime) -> None:
    """Put on record what the solution was worth to the customer, by a code and in words: the need ends."""
    row = _locked(need, Deed.CHECK, by=by, at=at)
    row.worth, row.result = worth.value, rules.checked_text(text, field="text", longest=4000)
    _end(row, NeedState.CHECKED, at)
    _tell(row, "checked", at, by=by, told={"worth": worth.value})


@transaction.atomic
def drop_need(*, need: SeenNeed, text: str, by: Actor, at: datetime) -> None:
    """Put on record that a need is gone, and why."""
    row = _locked(need, Deed.DROP, by=by, at=at)
    row.result = rules.checked_text(text, field="text", longest=4000)
    _end(row, NeedState.DROPPED, at)
    _tell(row, "dropped", at, by=by, told={})


@transaction.atomic
def plan_need(*, need: SeenNeed, owner: int, then: NextStep, by: Actor, at: datetime) -> None:
    """Say who answers for a need from now on, what comes next and until when."""
    row = _locked(need, Deed.PLAN, by=by, at=at)
    row.owner_id = _owner(owner)
    _go_on(row, then, at)
    _tell(row, "planned", at, by=by, told={"owner": owner})


def _locked(need: SeenNeed, deed: Deed, *, by: Actor, at: datetime) -> Need:
    allow(permissions.may_change_customer, by=by, at=at)
    row = Need.objects.select_for_update(of=("self",)).filter(code=need.code, erased_at__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_need", need=need.code)
    if row.version != need.version:
        raise ConflictError("customers.need_changed_meanwhile", need=need.code)
    rules.check_possible(deed, NeedState(row.state))
    return row


def _owner(person: int) -> int:
    if person not in organisation.names([person]):
        raise BadInputError("customers.need_without_owner", field="owner")
    return person


def _solution(key: int) -> Solution:
    row = Solution.objects.filter(pk=key, retired_at__isnull=True).first()
    if row is None:
        raise NotFoundError("customers.no_such_solution", field="solution")
    return row


def _next(then: NextStep, at: datetime) -> dict[str, str | date]:
    today = at.astimezone(ZoneInfo(organisation.zone())).date()
    return {
        "next_step": rules.checked_text(then.text, field="next_step", longest=300),
        "next_due": rules.checked_due(then.due, today=today),
    }


def _go_on(row: Need, then: NextStep, at: datetime) -> None:
    for name, value in _next(then, at).items():
        setattr(row, name, value)
    _save(row)


def _end(row: Need, state: NeedState, at: datetime) -> None:
    row.state, row.ended_at, row.next_step, row.next_due = state.value, at, "", None
    _save(row)


def _save(row: Need) -> None:
    row.version += 1
    row.save()


def _answer(row: Need, answer: Answer, words: str, at: datetime, *, reason: Refusal | None = None) -> Offer:
    offer = Offer.objects.select_for_update().get(need=row, answer="")
    offer.answer, offer.answered_at = answer.value, at
    offer.reason = reason.value if reason else ""
    must = reason is Refusal.OTHER
    offer.words = rules.checked_text(words, field="words", longest=300, required=must)
    offer.save(update_fields=["answer", "answered_at", "reason", "words"])
    return offer


def _tell(row: Need, what: str, at: datetime, *, by: Actor, told: Mapping[str, Plain]) -> None:
    history.record([event(f"need.{what}", "need", row.code, at, told)], by=by, at=at)
