"""What is promised to customers: every change is a new version, and cases keep the one that they came under."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Numbering, PromiseRule
from liuxin.desk.cases.queries.promises import terms_of
from liuxin.desk.cases.rules import checks, promise
from liuxin.desk.cases.words import EscalateTo, Kind, Target, Terms
from liuxin.desk.customers.models import Customer, Site
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError

SERIES = "promise"
PERCENT = range(1, 100)


@transaction.atomic
def set_promise(*, kind: Kind | None, priority: int, minutes: int, calendar: str, by: Actor, at: datetime) -> None:
    """Promise that cases of a kind (None: of any) and priority are resolved within minutes of business time.

    It binds cases received from now on; what else was promised for this kind and priority stays.
    """
    terms = Terms(kind=kind.value if kind else "", priority=checks.priority(priority))
    row = PromiseRule.objects.filter(scope=terms.scope, ended_at__isnull=True).first()
    if row is None:
        add_promise(terms=replace(terms, minutes=minutes, calendar=calendar), by=by, at=at)
        return
    changed = replace(terms_of(row), minutes=minutes, calendar=calendar)
    change_promise(code=row.code, version=row.version, terms=changed, by=by, at=at)


@transaction.atomic
def add_promise(*, terms: Terms, by: Actor, at: datetime) -> str:
    """Promise something for the first time and give its code."""
    _check(terms, act="set_promise", by=by, at=at)
    other = _same_conditions(terms)
    if other is not None:
        raise RuleBrokenError("cases.promise_already", field="kind", promise=other)
    code = _next_code()
    _write(code, 1, terms, by=by, at=at)
    return code


@transaction.atomic
def change_promise(*, code: str, version: int, terms: Terms, by: Actor, at: datetime) -> int:
    """Promise something else from now on, and give the new version; `version` is the one that was read."""
    _check(terms, act="set_promise", by=by, at=at)
    row = _in_force(code, version)
    other = _same_conditions(terms, but=code)
    if other is not None:
        raise RuleBrokenError("cases.promise_already", field="kind", promise=other)
    if terms_of(row) == terms:
        return row.version
    _end(row, at)
    _write(code, row.version + 1, terms, by=by, at=at)
    return row.version + 1


@transaction.atomic
def retire_promise(*, code: str, version: int, by: Actor, at: datetime) -> None:
    """Promise this no more; the cases that were received under it keep what was promised."""
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="retire_promise")
    row = _in_force(code, version)
    _end(row, at)
    history.record([NewEvent("cases.promise_retired", "promise_rule", code, {"version": version}, at)], by=by, at=at)


def _in_force(code: str, version: int) -> PromiseRule:
    row = PromiseRule.objects.select_for_update().filter(code=code, ended_at__isnull=True).first()
    if row is None:
        raise NotFoundError("cases.no_such_promise", promise=code)
    if row.version != version:
        raise ConflictError("cases.promise_changed_meanwhile", promise=code)
    return row


def _end(row: PromiseRule, at: datetime) -> None:
    row.ended_at = at
    row.save(update_fields=["ended_at"])


def _same_conditions(terms: Terms, *, but: str = "") -> str | None:
    found = PromiseRule.objects.filter(scope=terms.scope, ended_at__isnull=True).exclude(code=but)
    return found.values_list("code", flat=True).first()


def _next_code() -> str:
    Numbering.objects.bulk_create([Numbering(series=SERIES)], ignore_conflicts=True)
    Numbering.objects.filter(series=SERIES).update(last=F("last") + 1)
    return f"P-{Numbering.objects.get(series=SERIES).last:02d}"


def _write(code: str, version: int, terms: Terms, *, by: Actor, at: datetime) -> None:
    PromiseRule.objects.create(
        code=code,
        version=version,
        scope=terms.scope,
        kind=terms.kind,
        service_stage=terms.service_stage,
        priority=terms.priority,
        customer_kind=terms.customer_kind,
        customer_id=terms.customer,
        site_id=terms.site,
        first_minutes=terms.first_minutes,
        next_minutes=terms.next_minutes,
        minutes=terms.minutes,
        calendar=terms.calendar,
        warn_percent=terms.warn_percent,
        escalate_to=terms.escalate_to.value,
        named_id=terms.named,
        again_minutes=terms.again_minutes,
        since=at,
    )
    history.record([NewEvent("cases.promise_set", "promise_rule", code, _told(version, terms), at)], by=by, at=at)


def _told(version: int, terms: Terms) -> dict[str, Plain]:
    """Give what the record is told: conditions and times, by keys and numbers."""
    return {
        "version": version,
        "kind": terms.kind,
        "stage": terms.service_stage,
        "priority": terms.priority,
        "customer_kind": terms.customer_kind,
        "customer": terms.customer,
        "site": terms.site,
        "first_minutes": terms.first_minutes,
        "next_minutes": terms.next_minutes,
        "minutes": terms.minutes,
        "calendar": terms.calendar,
        "warn_percent": terms.warn_percent,
        "escalate_to": terms.escalate_to.value,
        "named": terms.named,
        "again_minutes": terms.again_minutes,
    }


def _check(terms: Terms, *, act: str, by: Actor, at: datetime) -> None:
    """Refuse what nobody may promise or nobody could keep, naming the field."""
    if not permissions.may_set_promises(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act=act)
    _check_times(terms)
    _check_conditions(terms)
    _check_escalation(terms, at)
    clock = organisation.clock(terms.calendar)
    if clock.last <= promise.second(at):
        raise BadInputError("cases.promise_calendar_ended", field="calendar", calendar=terms.calendar)


def _check_times(terms: Terms) -> None:
    given = {target: terms.minutes_of(target) for target in Target}
    if all(minutes is None for minutes in given.values()):
        raise BadInputError("cases.promise_of_nothing", field="minutes")
    names = {Target.FIRST: "first_minutes", Target.NEXT: "next_minutes", Target.RESOLUTION: "minutes"}
    for target, minutes in given.items():
        if minutes is not None and minutes < 1:
            raise BadInputError("cases.promise_too_short", field=names[target], minutes=minutes)
    first, whole = terms.first_minutes, terms.minutes
    if first is not None and whole is not None and first > whole:
        raise RuleBrokenError("cases.promise_reply_after_resolution", field="first_minutes")


def _check_conditions(terms: Terms) -> None:
    if terms.priority is not None:
        checks.priority(terms.priority)
    if terms.customer is not None and terms.customer_kind:
        raise RuleBrokenError("cases.promise_customer_and_kind", field="customer_kind")
    if terms.customer is not None and not Customer.objects.filter(pk=terms.customer, erased_at__isnull=True).exists():
        raise NotFoundError("customers.no_such_customer", field="customer", customer=terms.customer)
    if terms.site is not None and not Site.objects.filter(pk=terms.site).exists():
        raise NotFoundError("customers.no_such_site", field="site", site=terms.site)


def _check_escalation(terms: Terms, at: datetime) -> None:
    if terms.warn_percent is not None and terms.warn_percent not in PERCENT:
        raise BadInputError("cases.promise_warns_never", field="warn_percent", percent=terms.warn_percent)
    if terms.again_minutes < 1:
        raise BadInputError("cases.promise_too_short", field="again_minutes", minutes=terms.again_minutes)
    if (terms.escalate_to is EscalateTo.PERSON) != (terms.named is not None):
        raise BadInputError("cases.promise_names_nobody", field="named")
    if terms.named is None:
        return
    asks = organisation.standing(Actor.person(terms.named), at)
    if asks.person_id is None:
        raise RuleBrokenError("cases.promise_named_left", field="named")
    if not permissions.works_with_cases(asks):
        raise RuleBrokenError("cases.promise_named_without_cases", field="named")
