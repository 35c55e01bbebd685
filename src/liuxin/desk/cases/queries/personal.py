"""All that is held of one person, to be handed to them; and what an erasure would take."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from liuxin.desk.cases.models import Asking, Case, CaseThread, Note
from liuxin.desk.cases.queries.segments import reachable
from liuxin.desk.cases.words import Erasure
from liuxin.desk.communication import queries as communication
from liuxin.desk.customers import permissions as may
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Customer
from liuxin.desk.customers.words import NeedFilter
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Standing
from liuxin.desk.surveys import queries as surveys
from liuxin.kernel.errors import NotAllowedError, NotFoundError

Section = list[dict[str, Any]]


def personal_data(standing: Standing, code: str) -> dict[str, Section]:
    """Give all that is held of a customer, section by section, rows of plain values: what an export writes.

    Notes that colleagues wrote about cases are the house's own and are not among it; anonymous answers belong to
    nobody.
    """
    _check(standing)
    key = customers.key_of(code)
    if not may.may_erase_customer(standing) and key not in reachable(standing, {key}):
        raise NotFoundError("customers.no_such_customer", customer=code)
    cases = list(Case.objects.filter(customer=key).order_by("opened_at", "pk"))
    threads = dict(CaseThread.objects.filter(case__customer=key).values_list("thread", "case__code"))
    return {
        "record": [_record(key)],
        "contacts": [_contact(row) for row in customers.contacts(key)],
        "sites": [_residence(row) for row in customers.residences_of(key)],
        "moves": [_move(row) for row in customers.moves(key)],
        "needs": [_need(row) for row in customers.need_views(customers.needs_wanted(NeedFilter(customer=key)))],
        "notes": [{"at": note.at, "text": note.text} for note in customers.notes(key, most=10_000)],
        "cases": [_case(row) for row in cases],
        "messages": [_message(row, threads) for row in communication.messages(threads)],
        "answers": list(_answers([row.code for row in cases])),
        "remarks": list(_remarks(key)),
    }


def erasure(standing: Standing, code: str) -> Erasure:
    """Say what an erasure would take, before anybody does it."""
    if not may.may_erase_customer(standing):
        raise NotAllowedError("customers.erase_not_open")
    key = customers.key_of(code)
    threads = CaseThread.objects.filter(case__customer=key).values_list("thread", flat=True)
    return Erasure(
        customers.customer_names([key])[key],
        {
            "contacts": len(customers.contacts(key)),
            "notes": len(customers.notes(key, most=10_000)),
            "needs": customers.needs_wanted(NeedFilter(customer=key)).count(),
            "cases": Case.objects.filter(customer=key).count(),
            "case_notes": Note.objects.filter(case__customer=key).count(),
            "messages": len(communication.messages(threads)),
        },
    )


def _check(standing: Standing) -> None:
    if not may.may_export_person(standing):
        raise NotAllowedError("customers.not_allowed", act="may_export_person")


def _record(key: int) -> dict[str, Any]:
    row = Customer.objects.select_related("stage").get(pk=key)
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "stage": row.stage.code if row.stage else "",
        "label": row.source_label,
        "known_since": row.added_at,
    }


def _contact(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": row.kind.value,
        "duty": row.duty,
        "phone": row.phone,
        "email": row.email,
        "prefers": row.prefers.value if row.prefers else "",
        "language": row.language.value if row.language else "",
    }


def _residence(row: Any) -> dict[str, Any]:
    return {"site": " · ".join(row.site.names), "start": row.start, "end": row.end}


def _move(row: Any) -> dict[str, Any]:
    return {
        "at": row.at,
        "from": row.origin.code if row.origin else "",
        "to": row.to.code,
        "reason": row.reason.value,
        "cause": row.cause.value if row.cause else "",
        "remark": row.remark,
    }


def _need(row: Any) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "text": row.text,
        "state": row.state.value,
        "recorded_at": row.recorded_at,
        "worth": row.worth.value if row.worth else "",
        "result": row.result,
    }


def _case(row: Case) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "kind": row.kind,
        "channel": row.channel,
        "category": row.category,
        "status": row.status,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
        "outcome": row.outcome,
        "told": row.outcome_text,
    }


def _message(row: Any, threads: dict[int, str]) -> dict[str, Any]:
    return {
        "case": threads[row.thread],
        "at": row.at,
        "direction": row.direction.value,
        "way": row.medium.value,
        "sender": row.sender_name or row.sender_address,
        "subject": row.subject,
        "text": row.text,
    }


def _answers(codes: list[str]) -> Any:
    for event in history.sealed_of("case", codes):
        if event.code == "survey.answered":
            at: datetime = event.at
            yield {"case": event.subject, "at": at, **event.payload}


def _remarks(key: int | None) -> Iterator[dict[str, Any]]:
    """Give the words that stand beside the answers of the customer."""
    asked = Asking.objects.filter(case__customer=key, answered_at__isnull=False).order_by("answered_at", "pk")
    told = list(asked.values_list("sheet", "case__code", "answered_at"))
    given = surveys.given_of([sheet for sheet, _, _ in told])
    for sheet, code, at in told:
        for answer in given[sheet].values():
            if answer.note:
                yield {"case": code, "at": at, "text": answer.note}
