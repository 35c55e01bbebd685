"""Rows of cases as rules read them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from liuxin.desk.cases.models import Case, Entrance, HandOver, Helper, PortalRule, PromiseAlarm
from liuxin.desk.cases.words import (
    CaseState,
    Channel,
    EntranceView,
    Hands,
    Kind,
    NamesShown,
    Outcome,
    PortalTerms,
    ServiceStage,
    Status,
)
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.models import TeamLead
from liuxin.desk.organisation.models.spans import in_force
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual


def state_of(row: Case) -> CaseState:
    """Give a stored case as the fold left it."""
    if row.accountable_id is None:
        raise ValueError(f"{row.code} has no accountable person")
    return CaseState(
        status=Status(row.status),
        since=row.status_since,
        last_at=row.last_at,
        opened_at=row.opened_at,
        accountable=row.accountable_id,
        holder=row.holder_id,
        team=row.team_id,
        last_seq=row.last_seq,
        steps=row.version,
        priority=row.priority,
        category=row.category,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        reopenings=row.reopenings,
    )


def hands_of(row: Case, standing: Standing) -> Hands:
    """Give in whose hands a case is; the rest costs a query only where it decides."""
    person = standing.person_id
    hands = Hands(row.accountable_id, row.holder_id, row.team_id)
    if person is None or person == row.holder_id or row.team_id in standing.teams:
        return hands
    ((escalated, held),) = _TIES.rows(row.pk, person)
    return replace(hands, escalated=escalated, held=held and not escalated)


def _ties(case: int, person: int) -> QuerySet[Case, tuple[bool, bool]]:
    escalated = PromiseAlarm.objects.filter(case=OuterRef("pk"), person=person, stage__gte=1)
    had = HandOver.objects.filter(case=OuterRef("pk"), holder=person)
    helps = Helper.objects.filter(case=OuterRef("pk"), person=person, end__isnull=True)
    ties = {"escalated": Exists(escalated), "held": Q(Exists(had) | Exists(helps))}
    return Case.objects.filter(pk=case).annotate(**ties).values_list(*ties)


_TIES = organisation.Statement(_ties)


def lead_of(team: int, at: datetime) -> int | None:
    """Give who leads a team now."""
    return TeamLead.objects.filter(in_force(at), team=team).values_list("person", flat=True).first()


def answering(team: int, at: datetime) -> int | None:
    """Give who answers for the queue of a team: its lead, or who stands in for one who is away or has left."""
    lead = organisation.lead_now(team, at)
    if lead is None:
        return None
    person, is_here = lead
    return person if is_here else organisation.answering([team], at).get(team, person)


def works_in(person: int, team: int, at: datetime) -> bool:
    """Tell whether somebody belongs to a team or leads it now."""
    times: Iterable[int] = (time.person for time in organisation.members([team], Period(at, at + timedelta(seconds=1))))
    return person in times or lead_of(team, at) == person


def portal_terms() -> PortalTerms:
    """Give what is agreed about the end of cases."""
    row = PortalRule.objects.first()
    if row is None:
        return PortalTerms()
    name = Bilingual(row.name_zh, row.name_en) if row.name_zh or row.name_en else None
    return PortalTerms(row.again_after, row.decide_after, row.reopen_within, NamesShown(row.names), name)


def asked_times(row: Case) -> tuple[datetime, ...]:
    """Give when the customer was asked whether the resolution that stands now holds."""
    return tuple(row.asked.filter(resolution=row.reopenings).order_by("number").values_list("at", flat=True))


_OPEN_ENTRANCE = organisation.Statement(lambda code: Entrance.objects.filter(code=code, is_open=True))


def entrance(code: str) -> EntranceView:
    """Give a way in that is open to customers. Raises `NotFoundError("cases.no_such_entrance")`."""
    found = _OPEN_ENTRANCE.rows(code)
    if not found:
        raise NotFoundError("cases.no_such_entrance", field="entrance", entrance=code)
    return _entrance(found[0])


def entrances() -> tuple[EntranceView, ...]:
    """Give the ways in, closed ones too."""
    return tuple(_entrance(row) for row in Entrance.objects.order_by("code"))


def _entrance(row: Entrance) -> EntranceView:
    return EntranceView(
        code=row.code,
        name=Bilingual(row.name_zh, row.name_en),
        channel=Channel(row.channel),
        team=row.team_id,
        kind=Kind(row.kind),
        service_stage=ServiceStage(row.service_stage),
        priority=row.priority,
        minutes=row.minutes,
        is_open=row.is_open,
        frame_sites=tuple(row.frame_sites.split()),
    )
