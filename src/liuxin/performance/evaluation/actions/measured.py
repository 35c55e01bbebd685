"""Freezing what the facts say: measure, keep the cases, freeze."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Reading
from liuxin.facts import actions as facts_actions
from liuxin.facts import queries as facts_queries
from liuxin.facts.words import FactSet
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.actions.freeze import freeze
from liuxin.performance.evaluation.words import FreezeResult
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView


def freeze_measured(
    *, set_id: int, period: Period, people: Collection[int], by: Actor, at: datetime, reason: str = ""
) -> FreezeResult:
    """Read the measures of a set for people and freeze them together with their cases.

    Whoever calls it has sealed the record and brought the facts up to it; it refuses where any event of work waits.
    """
    standing = organisation.standing(by, at)
    if not permissions.may_freeze(standing):
        raise NotAllowedError("evaluation.may_not_freeze")
    found = indicators.indicator_set(standing, set_id)
    facts = complete_facts()
    return freeze(
        set_id=set_id,
        period=period,
        people=people,
        readings=read(facts, found, period, people),
        evidence=keep_cases(facts, found, period, people),
        facts=facts,
        by=by,
        at=at,
        reason=reason,
    )


def complete_facts() -> FactSet:
    """Give the facts that all work on record has reached; raises `CannotTellError("evaluation.facts_behind")`."""
    facts = facts_queries.current()
    rules.check_facts_complete(facts_queries.waiting(facts))
    return facts


def read(facts: FactSet, found: SetView, period: Period, people: Collection[int]) -> dict[int, list[Reading]]:
    """Read the measured lines of a set for people."""
    keys = [line.measure for line in found.measured]
    by_person: defaultdict[int, list[Reading]] = defaultdict(list)
    everything = facts_queries.measure(
        facts,
        measures=keys,
        period=period,
        by=("person",),
        people=people,
        unranked=organisation.unranked_people(),
        external=indicators.externals(),
    )
    for reading in everything:
        if reading.person is not None and reading.key in keys:
            by_person[reading.person].append(reading)
    return by_person


def keep_cases(facts: FactSet, found: SetView, period: Period, people: Collection[int]) -> dict[str, str]:
    """Write one file of cases for each measured line, with the rows of all people."""
    unranked, external = organisation.unranked_people(), indicators.externals()
    return {
        line.measure: facts_actions.write_evidence_of_people(
            facts_queries.evidence_of_people(
                facts, measure=line.measure, period=period, people=people, unranked=unranked, external=external
            )
        )
        for line in found.measured
    }
