"""The page of a customer, part by part: its head, cases, everything that happened in one time line."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Substr

from liuxin.desk.cases.models import Case, CaseThread
from liuxin.desk.cases.queries.lines import lines_in
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.words import CaseLine, Channel, CustomerPage, CustomerTime, Encounter, Status
from liuxin.desk.communication.words import Direction, MessageState
from liuxin.desk.customers import permissions as may
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.models import Need
from liuxin.desk.history import rules as history
from liuxin.desk.history.models import Event
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.kernel.actor import ActorKind
from liuxin.kernel.errors import NotFoundError

RECENT = 20
AT_ONCE = 60
EXCERPT = 400
NOT_CLOSED = ~Q(status=Status.CLOSED.value)
TOLD_OF_CASES = (
    "case.opened",
    "case.resolved",
    "case.closed",
    "case.reopened",
    "case.only_thanked",
    "case.complained",
    "case.confirmed",
    "survey.asked",
    "survey.answered",
)
NOT_TOLD = ("customers.added", "customers.noted", "need.planned", "need.matched")


def customer_page(standing: Standing, code: str) -> CustomerPage:
    """Give what every part of a customer's page shows.

    Raises `NotFoundError("customers.no_such_customer")` also where no case leads the reader there; whoever added the
    customer needs none, or a contact and a need could not be written down before the first case.
    """
    key = customers.key_of(code)
    sums = cases_of(standing, key).aggregate(
        count=Count("pk"),
        not_closed=Count("pk", filter=NOT_CLOSED),
        promised=Count("promise_kept"),
        kept=Count("pk", filter=Q(promise_kept=True)),
        first=Min("opened_at"),
        last=Max("opened_at"),
    )
    leads = bool(sums["count"]) or _added(standing, code)
    if not may.may_see_customer(standing, through_a_case=leads):
        raise NotFoundError("customers.no_such_customer", customer=code)
    return CustomerPage(
        customer=customers.customer(standing, key, through_a_case=leads, with_moves=False),
        count=sums["count"],
        not_closed=sums["not_closed"],
        promised=sums["promised"],
        kept=sums["kept"],
        first_opened=sums["first"],
        last_opened=sums["last"],
        may_change=may.may_change_customer(standing),
    )


def _added(standing: Standing, code: str) -> bool:
    """Tell whether the reader added this customer."""
    added = Event.objects.filter(subject_kind="customer", subject=code, code="customers.added")
    who = standing.person_id
    return who is not None and added.filter(actor_kind=ActorKind.PERSON.value, actor_id=str(who)).exists()


def cases_of(standing: Standing, key: int) -> QuerySet[Case]:
    """Give the cases of a customer that the reader may see."""
    return Case.objects.filter(visible(standing), customer=key)


def customer_cases(standing: Standing, key: int) -> tuple[CaseLine, ...]:
    """Give the newest cases of a customer."""
    return lines_in(cases_of(standing, key).order_by("-opened_at", "-pk")[:RECENT])


def customer_time(
    standing: Standing, page: CustomerPage, *, before: datetime | None = None, most: int = AT_ONCE
) -> CustomerTime:
    """Give what happened with a customer, newest first: cases, messages, surveys, moves, needs, notes."""
    events = _events(standing, page, before)
    messages = _messages(standing, page, before)
    notes = [note for note in customers.notes(page.key) if before is None or note.at < before]
    names = organisation.names(_people(events, messages) | {note.person for note in notes if note.person})
    titles, needs = _titles(events), _need_titles(page.key)
    told = [*_told(events, names, titles, needs), *_written(messages, names)]
    told += [Encounter("customers.noted", note.at, names.get(note.person or 0), text=note.text) for note in notes]
    told.sort(key=lambda each: each.at, reverse=True)
    more = len(told) > most
    told = told[:most]
    return CustomerTime(tuple(told), told[-1].at if more else None)


def _events(standing: Standing, page: CustomerPage, before: datetime | None) -> list[dict[str, Any]]:
    codes = cases_of(standing, page.key).values("code")
    of_cases = Q(subject_kind="case", subject__in=codes, code__in=TOLD_OF_CASES)
    of_needs = Q(subject_kind="need", subject__in=Need.objects.filter(customer=page.key).values("code"))
    own = Q(subject_kind="customer", subject=page.customer.line.code)
    rows = Event.objects.filter(of_cases | of_needs | own).exclude(code__in=NOT_TOLD)
    if before is not None:
        rows = rows.filter(at__lt=history.micros(before))
    columns = ("code", "subject_kind", "subject", "actor_kind", "actor_id", "at", "payload")
    return list(rows.order_by("-at", "-id").values(*columns)[: AT_ONCE + 1])


def _messages(standing: Standing, page: CustomerPage, before: datetime | None) -> list[dict[str, Any]]:
    rows = CaseThread.objects.filter(case__in=cases_of(standing, page.key).values("pk"), thread__messages__isnull=False)
    rows = rows.exclude(thread__messages__state=MessageState.TAKEN_BACK.value)
    if before is not None:
        rows = rows.filter(thread__messages__at__lt=before)
    return list(
        map(
            dict,
            rows.order_by("-thread__messages__at").values(
                case_code=F("case__code"),
                title=F("case__title"),
                medium=F("thread__medium"),
                at=F("thread__messages__at"),
                direction=F("thread__messages__direction"),
                author=F("thread__messages__author"),
                sender=F("thread__messages__sender_name"),
                words=Substr("thread__messages__text", 1, EXCERPT),
            )[: AT_ONCE + 1],
        )
    )


def _people(events: list[dict[str, Any]], messages: list[dict[str, Any]]) -> set[int]:
    acted = {int(row["actor_id"]) for row in events if row["actor_kind"] == ActorKind.PERSON.value}
    return acted | {row["author"] for row in messages if row["author"] is not None}


def _titles(events: list[dict[str, Any]]) -> dict[str, str]:
    codes = {row["subject"] for row in events if row["subject_kind"] == "case"}
    return dict(Case.objects.filter(code__in=codes).values_list("code", "title")) if codes else {}


def _need_titles(key: int) -> dict[str, str]:
    return dict(Need.objects.filter(customer=key).values_list("code", "title"))


def _told(
    events: list[dict[str, Any]], names: dict[int, PersonName], titles: dict[str, str], needs: dict[str, str]
) -> Iterator[Encounter]:
    for row in events:
        told = json.loads(row["payload"] or "{}")
        is_case, is_need = row["subject_kind"] == "case", row["subject_kind"] == "need"
        actor = int(row["actor_id"]) if row["actor_kind"] == ActorKind.PERSON.value else 0
        channel, level = told.get("channel"), told.get("overall")
        yield Encounter(
            row["code"],
            history.instant(row["at"]),
            names.get(actor),
            case=row["subject"] if is_case else "",
            need=row["subject"] if is_need else "",
            title=(titles if is_case else needs).get(row["subject"], ""),
            channel=Channel(channel) if channel in set(Channel) else None,
            level=level if isinstance(level, int) else None,
            told=told,
        )


def _written(messages: list[dict[str, Any]], names: dict[int, PersonName]) -> Iterator[Encounter]:
    for row in messages:
        came_in = row["direction"] == Direction.IN.value
        yield Encounter(
            "message.received" if came_in else "message.sent",
            row["at"],
            names.get(row["author"] or 0),
            case=row["case_code"],
            title=row["title"],
            text=row["words"],
            sender=row["sender"] if came_in else "",
            told={"medium": row["medium"]},
        )
