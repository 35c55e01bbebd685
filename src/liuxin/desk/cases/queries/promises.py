"""What is promised: the promises in force, which one binds a case, and how its clocks stand."""

from datetime import datetime

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, CaseClocks, PromiseAlarm, PromiseRule
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import choosing
from liuxin.desk.cases.words import (
    Clocks,
    EscalateTo,
    Fired,
    Kind,
    NewCase,
    PromiseTerm,
    ServiceStage,
    Subject,
    Target,
    Terms,
    Weighed,
)
from liuxin.desk.customers.models import Customer, Site
from liuxin.desk.customers.words import Party
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.waiting import Waiting

_IN_FORCE = organisation.Statement(lambda: PromiseRule.objects.filter(ended_at__isnull=True).order_by("code"))


def promise_terms() -> tuple[PromiseTerm, ...]:
    """Give what is promised now, by code."""
    return tuple(map(term_of, _IN_FORCE.rows()))


def promises(standing: Standing) -> tuple[PromiseTerm, ...]:
    """Give what is promised now, for a reader. Whoever works with cases may know what customers were promised."""
    check_reader(standing)
    return promise_terms()


def promise_versions(standing: Standing, code: str) -> tuple[PromiseTerm, ...]:
    """Give all versions of a promise, the newest first. Raises `NotFoundError("cases.no_such_promise")`."""
    check_reader(standing)
    found = tuple(map(term_of, PromiseRule.objects.filter(code=code).order_by("-version")))
    if not found:
        raise NotFoundError("cases.no_such_promise", promise=code)
    return found


def weighed(standing: Standing, matter: Subject) -> tuple[Weighed, ...]:
    """Hold every promise in force against a case: which binds it, and what the others lack."""
    check_reader(standing)
    return choosing.weigh(promise_terms(), matter)


def subject_of(standing: Standing, case: str) -> Subject:
    """Give a case as promises ask about it now. Raises `NotFoundError("cases.no_such_case")` as its page does."""
    row = Case.objects.filter(visible(standing), code=case).first()
    if row is None:
        raise NotFoundError("cases.no_such_case", field="case", case=case)
    return matter_of(
        kind=row.kind, stage=row.service_stage, priority=row.priority, customer=row.customer_id, site=row.site_id
    )


def cases_bound(code: str) -> int:
    """Count the cases that some version of a promise bound."""
    return CaseClocks.objects.filter(rule__code=code).count()


def check_reader(standing: Standing) -> None:
    """Refuse whoever does not work with cases."""
    if not permissions.sees_promises(standing):
        raise NotAllowedError("cases.not_allowed", act="promises")


def matter_of(
    *, kind: Kind | str, stage: ServiceStage | str, priority: int, customer: int | None, site: int | None
) -> Subject:
    """Give a case as promises ask about it; a case without a site of its own lies at that of its customer."""
    row = Customer.objects.filter(pk=customer).values_list("kind", "site").first() if customer else None
    return Subject(
        kind=str(kind),
        service_stage=str(stage),
        priority=priority,
        customer_kind=row[0] if row else "",
        customer=customer,
        sites=sites_up(site or (row[1] if row else None)),
    )


def matter_in(new: NewCase, party: Party) -> Subject:
    """Give a case that comes in as promises ask about it; its customer was read."""
    return Subject(
        kind=new.kind.value,
        service_stage=new.service_stage.value,
        priority=new.priority,
        customer_kind=party.kind.value,
        customer=party.id,
        sites=sites_up(new.site or party.site),
    )


def sites_up(site: int | None) -> tuple[int, ...]:
    """Give a site and all that it lies in, from itself outwards: one query for three levels."""
    row = Site.objects.select_related("parent__parent").filter(pk=site).first() if site else None
    found: list[int] = []
    while row is not None and row.pk not in found:
        found.append(row.pk)
        row = row.parent
    return tuple(found)


def term_of(row: PromiseRule) -> PromiseTerm:
    """Give a promise as rules read it."""
    return PromiseTerm(row.pk, row.code, row.version, terms_of(row), row.since, row.ended_at)


def terms_of(row: PromiseRule) -> Terms:
    """Give what a version promises."""
    return Terms(
        kind=row.kind,
        service_stage=row.service_stage,
        priority=row.priority,
        customer_kind=row.customer_kind,
        customer=row.customer_id,
        site=row.site_id,
        first_minutes=row.first_minutes,
        next_minutes=row.next_minutes,
        minutes=row.minutes,
        calendar=row.calendar,
        warn_percent=row.warn_percent,
        escalate_to=EscalateTo(row.escalate_to),
        named=row.named_id,
        again_minutes=row.again_minutes,
    )


def clocks_of(row: CaseClocks | None) -> Clocks:
    """Give the clocks of replies as rules read them; a case without a row has none."""
    if row is None:
        return Clocks()
    return Clocks(
        first_due=row.first_due,
        first_at=row.first_at,
        first_kept=row.first_kept,
        answer_since=row.answer_since,
        answer_due=row.answer_due,
        answers_kept=row.answers_kept,
        answers_missed=row.answers_missed,
        ran_on=row.ran_on,
    )


def fired_of(alarm: PromiseAlarm) -> Fired:
    """Give an alarm as rules read it."""
    return Fired(
        target=Target(alarm.target),
        turn=alarm.turn,
        stage=alarm.stage,
        person=alarm.person_id,
        at=alarm.at,
        answered=alarm.answered_at is not None,
        is_last=alarm.is_last,
    )


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give the cases that were escalated to somebody who has not acted yet, each with the promise that was missed."""
    del at
    if standing.person_id is None:
        return ()
    rows = CaseClocks.objects.filter(escalated_to=standing.person_id, due__isnull=False).order_by("due", "case")
    return tuple(
        Waiting(
            f"cases.waits.escalated_{row.target}",
            "cases:case",
            {"code": row.case.code},
            {"case": row.case.code, "title": row.case.title},
            row.due,
        )
        for row in rows.select_related("case")
    )
