"""What concerns a customer and all of their cases at once: two become one, one is taken out."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from liuxin.desk.cases.actions.index import index_cases, index_messages, index_notes
from liuxin.desk.cases.actions.stepping import event
from liuxin.desk.cases.actions.surveying import forget_answers
from liuxin.desk.cases.models import Case, CaseThread, HeldStep, Merge, Note, TogetherDone, WroteAgain
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as messages
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers import permissions, queries
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError

BATCH = 500
GONE = "—"
"""What stands where words were that had to be there."""


@transaction.atomic
def merge_customers(*, survivor: str, absorbed: str, by: Actor, at: datetime) -> int:
    """Make two customers one: all of `absorbed` with its cases goes to `survivor`. Gives the key of the merge."""
    if not permissions.may_merge(organisation.standing(by, at)):
        raise NotAllowedError("customers.not_allowed", act="may_merge")
    key = queries.key_of(absorbed)
    cases = list(Case.objects.filter(customer=key).order_by("pk").values_list("pk", flat=True))
    threads = messages.threads_of_customer(key)
    made = customers.merge(survivor=survivor, absorbed=absorbed, cases=cases, threads=threads, by=by, at=at)
    stays = queries.key_of(survivor)
    _give(cases, stays, by=by, at=at)
    communication.give_threads(threads=threads, holder=key, to=stays, by=by, at=at)
    return made


@transaction.atomic
def undo_merge(*, merge: int, by: Actor, at: datetime) -> None:
    """Give each of two customers back what was theirs before they were merged."""
    back = customers.undo_merge(merge=merge, by=by, at=at)
    _give(list(back.cases), back.owner, by=by, at=at)
    communication.give_threads(threads=back.threads, holder=back.holder, to=back.owner, by=by, at=at)


@transaction.atomic
def erase_customer(*, customer: str, by: Actor, at: datetime) -> tuple[int, ...]:
    """Take out whatever names a customer, and what was written in their cases and messages. It cannot be undone.

    The cases stay and can be counted: kind, times, owners, states, figures. Codes of cases stand in place of titles.
    Gives the keys of the cases, for rooms above that keep words about them.
    """
    keys = customers.erase_customer(customer=customer, by=by, at=at)
    cases = list(Case.objects.filter(customer__in=keys).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(cases), BATCH):
        _empty(cases[start : start + BATCH], by=by, at=at)
    return tuple(cases)


def _empty(cases: list[int], *, by: Actor, at: datetime) -> None:
    threads = CaseThread.objects.filter(case__in=cases).values_list("thread", flat=True)
    messages = communication.erase_threads(threads=list(threads), by=by, at=at)
    notes, rows = Note.objects.filter(case__in=cases), Case.objects.filter(pk__in=cases)
    notes.update(text=GONE)
    rows.update(title=F("code"), outcome_text="")
    rows.exclude(next_action="").update(next_action=GONE)
    rows.exclude(proposed_text="").update(proposed_text=GONE)
    _forget_what_was_kept(cases)
    forget_answers(cases=cases, by=by, at=at)
    index_cases(rows=rows, by=by, at=at)
    index_notes(rows=notes, by=by, at=at)
    index_messages(keys=messages, by=by, at=at)


def _forget_what_was_kept(cases: list[int]) -> None:
    """Take the words out of steps that wait for their letter, and of what cases were before a merge, letter or deed."""
    held = HeldStep.objects.filter(case__in=cases)
    held.update(next_action=GONE)
    held.exclude(told="").update(told=GONE)
    held.exclude(done="").update(done=GONE)
    Merge.objects.filter(case__in=cases).exclude(next_action="").update(next_action=GONE)
    WroteAgain.objects.filter(case__in=cases).update(before={})
    codes = set(Case.objects.filter(pk__in=cases).values_list("code", flat=True))
    for done in TogetherDone.objects.filter(before__has_any_keys=sorted(codes)):
        done.before = {code: was for code, was in done.before.items() if code not in codes}
        done.save(update_fields=["before"])


def _give(cases: list[int], owner: int, *, by: Actor, at: datetime) -> None:
    """Let cases be another customer's, and tell the record of each."""
    for start in range(0, len(cases), BATCH):
        Case.objects.filter(pk__in=cases[start : start + BATCH]).update(customer=owner)
    codes = Case.objects.filter(pk__in=cases).order_by("pk").values_list("code", flat=True)
    history.record((event("case.customer_changed", code, at, {"customer": owner}) for code in codes), by=by, at=at)
