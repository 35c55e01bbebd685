"""A small desk for tests: two teams, people of every standing, and cases in any state."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from liuxin.desk.cases import actions
from liuxin.desk.cases.models import (
    Case,
    HandOver,
    Helper,
    Note,
    PromiseRule,
    RoutingRule,
    SavedView,
    TogetherDone,
)
from liuxin.desk.cases.words import (
    BulkResult,
    CaseHistory,
    Channel,
    HandOverReason,
    Kind,
    NewCase,
    Outcome,
    Seen,
    ServiceStage,
    Step,
    StepKind,
)
from liuxin.desk.history.models import Event
from liuxin.desk.organisation import actions as organisation
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from tests.factories.customers import make_customer
from tests.factories.organisation import SYSTEM, make_department, make_person, make_team

NINE = datetime(2016, 6, 1, 1, tzinfo=UTC)
"""A Wednesday, nine o'clock in Shanghai."""
IMPORTER = Actor.importer("tests")
DONE: dict[str, Any] = {"outcome": Outcome.DONE_AND_TOLD, "outcome_text": "已修好。"}
"""What a resolution says."""

_numbers = count(1)

__all__ = [
    "DONE",
    "IMPORTER",
    "NINE",
    "BulkResult",
    "Case",
    "Desk",
    "HandOver",
    "Helper",
    "Note",
    "PromiseRule",
    "RoutingRule",
    "SavedView",
    "TogetherDone",
    "events_of",
    "events_with_codes",
    "fresh",
    "history",
    "make_desk",
    "record",
    "seen",
    "step",
    "violations",
]


@dataclass(frozen=True, slots=True)
class Desk:
    """The keys of a small desk; `other_*` belong to a second team of another department."""

    department: int
    team: int
    other_team: int
    lead: int
    agent: int
    colleague: int
    other_lead: int
    other_agent: int
    manager: int
    director: int
    auditor: int
    hr: int
    customer: str
    customer_key: int

    def receive(self, by: int | None = None, at: datetime = NINE, **changes: object) -> Case:
        """Receive a case: taken by the agent unless told otherwise."""
        values: dict[str, object] = {
            "title": "地库 B2 漏水",
            "kind": Kind.REPORT,
            "service_stage": ServiceStage.AFTERSALE,
            "channel": Channel.PHONE,
            "priority": 2,
            "category": "漏水",
            "customer": self.customer,
            "team": self.team,
            "take": True,
            "next_due": at + timedelta(hours=2),
        }
        new: Callable[..., NewCase] = NewCase
        code = actions.receive(new=new(**{**values, **changes}), by=Actor.person(by or self.agent), at=at)
        return Case.objects.get(code=code)

    def closed(self, at: datetime = NINE) -> Case:
        """Receive a case and close it an hour later."""
        case = self.receive(at=at)
        actions.close(
            case=seen(case),
            outcome=Outcome.DONE_AND_TOLD,
            outcome_text="已修好并告知业主。",
            by=Actor.person(self.agent),
            at=at + timedelta(hours=1),
        )
        return fresh(case)


def make_desk() -> Desk:
    """Make the desk."""
    department = make_department()
    lead = make_person("林静", roles=(Role.MANAGER,))
    team = make_team(department=department, lead=lead)
    other_lead = make_person("何敏", roles=(Role.MANAGER,))
    other_team = make_team(department=make_department(), lead=other_lead)
    customer = make_customer("黄先生", stage="owner")
    manager = make_person("高远")
    desk = Desk(
        department=department,
        team=team,
        other_team=other_team,
        lead=lead,
        agent=make_person("陈晓", roles=(Role.AGENT,), teams=(team,)),
        colleague=make_person("周航", roles=(Role.AGENT,), teams=(team,)),
        other_lead=other_lead,
        other_agent=make_person("郭立", roles=(Role.AGENT,), teams=(other_team,)),
        manager=manager,
        director=make_person("总监", roles=(Role.DIRECTOR,)),
        auditor=make_person("审计", roles=(Role.AUDITOR,)),
        hr=make_person("人事", roles=(Role.HR,)),
        customer=customer.code,
        customer_key=customer.pk,
    )
    grant_department(manager, department)
    return desk


def grant_department(person: int, department: int) -> None:
    """Let a person lead a department."""
    from_the_start = datetime(2015, 1, 1, tzinfo=UTC)
    organisation.grant_role(
        person_id=person, role=Role.MANAGER, department=department, start=from_the_start, by=SYSTEM, at=from_the_start
    )


def fresh(case: Case) -> Case:
    """Read a case again."""
    return Case.objects.get(pk=case.pk)


def seen(case: Case) -> Seen:
    """Give the case as somebody saw it who reads it now."""
    return Seen(case.code, fresh(case).version)


def step(kind: StepKind, minutes: int, **values: object) -> Step:
    """Give a step so many minutes after nine; its line is its minute."""
    made = Step(kind=kind, at=NINE + timedelta(minutes=minutes), by=IMPORTER, line=minutes)
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a Step by name


def history(desk: Desk, *steps: Step, code: str = "", **values: object) -> CaseHistory:
    """Give a history of a case with these steps."""
    made = CaseHistory(
        code=code or f"INC{next(_numbers):07d}",
        title="Category 55",
        kind=Kind.REPORT,
        service_stage=ServiceStage.AFTERSALE,
        channel=Channel.PHONE,
        priority=3,
        category="Category 55",
        customer=desk.customer_key,
        site=None,
        calendar="",
        promise_due=None,
        promise_kept=None,
        outcome=Outcome.AS_RECORDED,
        outcome_text="code 6",
        source="log",
        steps=steps,
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a CaseHistory by name


def record(*histories: CaseHistory) -> BulkResult:
    """Record histories as an import."""
    return actions.record_histories(histories, by=IMPORTER, at=NINE + timedelta(days=30))


def all_events_of(case: Case | str) -> list[str]:
    """Give the codes of all events about a case, in the order of recording."""
    code = case if isinstance(case, str) else case.code
    rows = Event.objects.filter(subject_kind="case", subject=code).order_by("id")
    return list(rows.values_list("code", flat=True))


def events_of(case: Case | str) -> list[str]:
    """Give the codes of the events about a case without those of its next steps, in the order of recording."""
    return [code for code in all_events_of(case) if not code.startswith("case.next_")]


def events_with_codes(case: Case | str, *codes: str) -> list[dict[str, object]]:
    """Give the payloads of the events of these codes about a case."""
    code = case if isinstance(case, str) else case.code
    rows = Event.objects.filter(subject_kind="case", subject=code, code__in=codes).order_by("id")
    return [json.loads(text or "{}") for text in rows.values_list("payload", flat=True)]


VIOLATIONS = """
SELECT c.code, 'open without owner, next action or time' FROM cases_case c
WHERE c.status <> 'closed' AND (c.accountable_id IS NULL OR c.next_action = '' OR c.next_due IS NULL)
UNION ALL
SELECT c.code, 'closed without outcome' FROM cases_case c WHERE c.status = 'closed' AND c.outcome = ''
UNION ALL
SELECT c.code, 'row differs from its last point' FROM cases_case c
LEFT JOIN cases_handover p ON p.case_id = c.id AND p.seq = c.last_seq
WHERE p.id IS NULL OR p.accountable_id <> c.accountable_id OR COALESCE(p.holder_id, 0) <> COALESCE(c.holder_id, 0)
   OR COALESCE(p.team_id, 0) <> COALESCE(c.team_id, 0)
   OR EXISTS (SELECT 1 FROM cases_handover later WHERE later.case_id = c.id AND later.seq > c.last_seq)
UNION ALL
SELECT c.code, 'a point is missing or runs back' FROM cases_case c JOIN cases_handover p ON p.case_id = c.id
LEFT JOIN cases_handover before ON before.case_id = p.case_id AND before.seq = p.seq - 1
WHERE p.seq > 1 AND (before.id IS NULL OR before.at > p.at)
UNION ALL
SELECT c.code, 'opened before its first point or without one' FROM cases_case c
LEFT JOIN cases_handover p ON p.case_id = c.id AND p.seq = 1
WHERE p.id IS NULL OR p.at <> c.opened_at
"""


def violations() -> list[tuple[str, str]]:
    """Give every case that breaks S5 now, asked of the database in SQL and not of our code."""
    with connection.cursor() as cursor:
        cursor.execute(VIOLATIONS)
        return [(str(code), str(what)) for code, what in cursor.fetchall()]


REASON = HandOverReason.SHIFT
