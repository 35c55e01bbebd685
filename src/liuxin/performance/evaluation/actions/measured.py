"""Freezing what the facts say: measure, keep the cases, freeze."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from liuxin.desk.history import queries as history
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


def freeze_measured(
    *, set_id: int, period: Period, people: Collection[int], by: Actor, at: datetime, reason: str = ""
) -> FreezeResult:
    """Read the measures of a set for people and freeze them together with their cases.

    Whoever calls it has sealed the record and brought the facts up to it; it refuses where any event still waits.
    """
    standing = organisation.standing(by, at)
    if not permissions.may_freeze(standing):
        raise NotAllowedError("evaluation.may_not_freeze")
    keys = [line.measure for line in indicators.indicator_set(standing, set_id).measured]
    facts = facts_queries.current()
    head = history.head()
    rules.check_facts_complete(facts_seq=facts.seq, sealed_seq=head.seq, unsealed=head.unsealed)
    readings = _readings(facts, keys, period, people)
    return freeze(
        set_id=set_id,
        period=period,
        people=people,
        readings=readings,
        evidence=_keep_cases(facts, keys, period, people),
        facts=facts,
        by=by,
        at=at,
        reason=reason,
    )


def _readings(
    facts: FactSet, keys: Collection[str], period: Period, people: Collection[int]
) -> dict[int, list[Reading]]:
    found: defaultdict[int, list[Reading]] = defaultdict(list)
    unranked = organisation.unranked_people()
    everything = facts_queries.measure(
        facts,
        measures=keys,
        period=period,
        by=("person",),
        people=people,
        unranked=unranked,
        external=indicators.externals(),
    )
    for reading in everything:
        if reading.person is not None and reading.key in keys:
            found[reading.person].append(reading)
    return found


def _keep_cases(
    facts: FactSet, keys: Collection[str], period: Period, people: Collection[int]
) -> dict[tuple[int, str], str]:
    """Write one file of cases for each person and number: short to read, and gone alone when a person is erased."""
    unranked, external = organisation.unranked_people(), indicators.externals()
    kept: dict[tuple[int, str], str] = {}
    for key in keys:
        behind = facts_queries.evidence_by_person(
            facts, measure=key, period=period, people=people, unranked=unranked, external=external
        )
        for person, evidence in behind.items():
            kept[person, key] = facts_actions.write_evidence(evidence)
    return kept
