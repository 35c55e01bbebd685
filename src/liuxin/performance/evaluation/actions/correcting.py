"""Correcting a result before it is final: read anew from the record, lines left out where that was decided."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from liuxin.performance.evaluation import permissions, queries, rules
from liuxin.performance.evaluation.actions.freeze import ToFreeze, write_cards
from liuxin.performance.evaluation.actions.measured import complete_facts, keep_cases, read
from liuxin.performance.evaluation.actions.results import write_results
from liuxin.performance.evaluation.actions.sealing import sealed_readings
from liuxin.performance.evaluation.words import Corrected, ResultView
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView


def correct(
    *,
    result_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    leave_out: Collection[str] = (),
    allow_worse: bool = False,
) -> Corrected:
    """Put a new version in the place of a result that is not final, and give it with both totals.

    The measured lines are read anew, so that what was put right in the record counts; lines of `leave_out` (keys of
    measures) stay on the card and do not count. The rated part is as it was sealed: a version with other ratings would
    tell, set against this one, who rated what. Unless `allow_worse`, a lower total is refused
    (`evaluation.correction_worse`). The old version and its card stay.
    """
    standing = organisation.standing(by, at)
    found = queries.result_by_key(standing, result_id)
    if not permissions.may_move(standing, found.person, found.department):
        raise NotAllowedError("evaluation.may_not_move")
    rules.check_correctable(found)
    rules.check_reason_given(reason)
    used = indicators.indicator_set(standing, found.set)
    rules.check_lines(leave_out, [line.measure for line in used.indicators])
    new = _anew(found, used, reason, leave_out)
    with transaction.atomic():
        made = write_results(
            cycle_id=found.cycle,
            cards=write_cards(new, by, at).cards,
            departments={found.person: found.department},
            corrects={found.person: found},
            reason=reason,
            by=by,
            at=at,
        )[found.person]
        after = queries.result_by_key(standing, made).total
        if not allow_worse:
            rules.check_not_worse(found.total, after)
    return Corrected(made, found.total, after)


def _anew(found: ResultView, used: SetView, reason: str, leave_out: Collection[str]) -> ToFreeze:
    """Read what there is to be frozen of one person."""
    facts, people = complete_facts(), [found.person]
    rated, parts = sealed_readings(used, found.cycle, found.period, people)
    measured = read(facts, used, found.period, people)
    return ToFreeze(
        set=used,
        period=found.period,
        people=people,
        positions={found.person: used.position},
        readings={found.person: [*measured[found.person], *rated.get(found.person, ())]},
        evidence=keep_cases(facts, used, found.period, people),
        facts=facts,
        reason=reason,
        cycle=found.cycle,
        rated=parts,
        left_out={found.person: leave_out},
    )
