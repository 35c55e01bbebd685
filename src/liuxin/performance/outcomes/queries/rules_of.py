"""Reads of rule sets; who may see a draft is decided here."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Max, Prefetch, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import AgreementState
from liuxin.performance.outcomes import permissions
from liuxin.performance.outcomes.models import RuleBase, RuleSet, Trial
from liuxin.performance.outcomes.words import RuleSetView, RuleState, Terms

ASKED = 1
"""The version of the agreement that holds what was tried; any other text was never computed."""


def rule_sets(standing: Standing, cycle_id: int | None = None) -> tuple[RuleSetView, ...]:
    """Give the rule sets that the standing may see, the latest first. The number of statements is constant."""
    if not permissions.may_read(standing):
        raise NotAllowedError("outcomes.may_not_read")
    rows = _rows().order_by("-cycle__period_end", "-version", "-pk")
    found = views(rows if cycle_id is None else rows.filter(cycle=cycle_id))
    return tuple(each for each in found if permissions.may_see_rule(standing, each))


def rule_set(standing: Standing, rule_set_id: int) -> RuleSetView:
    """Give a rule set. Raises `NotFoundError("outcomes.no_such_rule")` also where the standing may not see it."""
    found = next(iter(views(_rows().filter(pk=rule_set_id))), None)
    if found is None or not permissions.may_see_rule(standing, found):
        raise NotFoundError("outcomes.no_such_rule", rule=rule_set_id)
    return found


def views(rows: Iterable[RuleSet]) -> list[RuleSetView]:
    """Give rule sets that were read, each where it stands: approved as soon as its agreement is settled."""
    found = list(rows)
    states = agreements.states([row.agreement_id for row in found if row.agreement_id is not None])
    return [_view(row, states.get(row.agreement_id or 0)) for row in found]


def _rows() -> QuerySet[RuleSet]:
    trials = Trial.objects.order_by("number")
    return RuleSet.objects.prefetch_related("bases", Prefetch("trials", queryset=trials))


def _view(row: RuleSet, asked: AgreementState | None) -> RuleSetView:
    last = max(row.trials.all(), key=lambda trial: trial.number, default=None)
    return RuleSetView(
        id=row.pk,
        cycle=row.cycle_id,
        department=row.department_id,
        version=row.version,
        name=Bilingual(row.name_zh, row.name_en),
        terms=terms_of(row, row.bases.all()),
        state=_state(row, asked),
        author=row.author_id,
        published_at=row.published_at,
        changed_at=row.changed_at,
        agreement=row.agreement_id,
        approvers=tuple(key for key in (row.approver_one_id, row.approver_two_id) if key is not None),
        objections=0 if asked is None else asked.objections,
        trial=None if last is None else last.pk,
        tried_at=None if last is None else last.at,
    )


def _state(row: RuleSet, asked: AgreementState | None) -> RuleState:
    state = RuleState(row.state)
    return (
        RuleState.APPROVED
        if state is RuleState.PROPOSED and asked is not None and asked.settled_version == ASKED
        else state
    )


def terms_of(row: RuleSet, bases: Iterable[RuleBase]) -> Terms:
    """Give the terms of a rule set that was read."""
    factors: dict[int, Decimal] = {each.position_id: each.factor for each in bases}
    return Terms(row.pool_fen, row.floor, factors, row.attendance)


def last_version(cycle_id: int) -> int:
    """Give the number of the latest version of a cycle; 0 where there is none."""
    return RuleSet.objects.filter(cycle=cycle_id).aggregate(last=Max("version"))["last"] or 0
