"""Freezing: values, scores and totals of many people in one act. Frozen rows are only ever added to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent, Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement.words import Reading
from liuxin.facts.words import FactSet
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import permissions, queries, rules
from liuxin.performance.evaluation.models import Freeze, FrozenReading, FrozenTotal
from liuxin.performance.evaluation.words import Card, FreezeResult, NoTotal, ScoredLine
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import MissingRule, SetView

BATCH = 1_000

Readings = Mapping[int, Collection[Reading]]
Kept = Mapping[tuple[int, str], str]


def freeze(
    *,
    set_id: int,
    period: Period,
    people: Collection[int],
    readings: Readings,
    evidence: Kept,
    facts: FactSet,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> FreezeResult:
    """Freeze the cards of people for a period by a set.

    `readings` are by person; `evidence` names the kept cases by person and key of the measure. Whoever has a card for
    this set and period already gets one that supersedes it, and that needs a reason. The number of statements does
    not depend on the number of people, but for one INSERT a batch of rows.
    """
    standing = organisation.standing(by, at)
    if not permissions.may_freeze(standing):
        raise NotAllowedError("evaluation.may_not_freeze")
    found = indicators.indicator_set(standing, set_id)
    wanted = frozenset(people)
    rules.check_in_force(found)
    rules.check_grain(found, period, organisation.zone())
    rules.check_period_over(period, at)
    _check_people(found, wanted)
    rules.check_readings(readings, found, period, wanted)
    rules.check_evidence(readings, evidence)
    with transaction.atomic():
        current = queries.current_cards(set_id, period)
        already = {person: current[person] for person in wanted & current.keys()}
        rules.check_reason(already, reason)
        act = _act(found, period, facts, by, at)
        cards = _cards(found, period, wanted, readings)
        totals = _write_totals(act, cards, already, reason)
        _write_lines(totals, cards, evidence)
        history.record(_told(act, totals), by=by, at=at)
    without = sum(total.no_total != NoTotal.HAS_ONE for total in totals)
    return FreezeResult(freeze=act.pk, cards=len(totals), superseded=len(already), without_total=without)


def _check_people(found: SetView, people: Collection[int]) -> None:
    known = organisation.names(people)
    unranked = {key for key, name in known.items() if name.is_placeholder or name.is_system}
    rules.check_people(people, known=known, unranked=unranked)
    rules.check_positions(organisation.positions_of(people), people, position=found.position)


def _act(found: SetView, period: Period, facts: FactSet, by: Actor, at: datetime) -> Freeze:
    return Freeze.objects.create(
        set_id=found.id,
        period_start=period.start,
        period_end=period.end,
        at=at,
        actor_kind=by.kind.value,
        actor_id=by.id,
        manifest_id=facts.manifest_id,
        seq=facts.seq,
        as_of=facts.as_of,
    )


def _cards(found: SetView, period: Period, people: Collection[int], readings: Readings) -> dict[int, Card]:
    carries = found.missing_rule is MissingRule.CARRY
    carried = queries.carried_scores(found.position, period.start) if carries else {}
    return {
        person: rules.card(
            found.indicators,
            {reading.key: reading for reading in readings.get(person, ())},
            found.missing_rule,
            carried.get(person, {}),
        )
        for person in sorted(people)
    }


def _write_totals(act: Freeze, cards: Mapping[int, Card], already: Mapping[int, int], reason: str) -> list[FrozenTotal]:
    rows = [_total(act, person, card, already.get(person), reason) for person, card in cards.items()]
    try:
        with transaction.atomic():
            return FrozenTotal.objects.bulk_create(rows, batch_size=BATCH)
    except IntegrityError as error:
        raise ConflictError("evaluation.frozen_meanwhile") from error


def _total(act: Freeze, person: int, card: Card, supersedes: int | None, reason: str) -> FrozenTotal:
    points = card.total.points
    return FrozenTotal(
        freeze=act,
        person_id=person,
        set_id=act.set_id,
        period_start=act.period_start,
        period_end=act.period_end,
        points=points.score if points else None,
        low=points.low if points else None,
        high=points.high if points else None,
        covered=card.total.covered,
        no_total=card.total.no_total.value,
        reason="" if supersedes is None else reason.strip(),
        supersedes_id=supersedes,
    )


def _write_lines(totals: Sequence[FrozenTotal], cards: Mapping[int, Card], evidence: Kept) -> None:
    rows = [
        _line(total, line, evidence.get((total.person_id, line.indicator.measure), ""))
        for total in totals
        for line in cards[total.person_id].lines
    ]
    FrozenReading.objects.bulk_create(rows, batch_size=BATCH)


def _line(total: FrozenTotal, line: ScoredLine, kept: str) -> FrozenReading:
    measured, points = line.measured, line.points
    return FrozenReading(
        total=total,
        indicator_id=line.indicator.id,
        value=measured.value,
        low=measured.low,
        high=measured.high,
        n=measured.n,
        rows=measured.rows,
        pending=measured.pending,
        why=measured.why.value,
        method=measured.method.value,
        verdict=line.verdict.value,
        state=line.state.value,
        score=points.score if points else None,
        score_low=points.low if points else None,
        score_high=points.high if points else None,
        weight_applied=line.weight_applied,
        contribution=line.contribution,
        carried_from_id=line.carried_from,
        evidence_sha256=kept,
    )


def _told(act: Freeze, totals: Sequence[FrozenTotal]) -> Iterator[NewEvent]:
    about: dict[str, Plain] = {
        "set": act.set_id,
        "start": int(act.period_start.timestamp()),
        "end": int(act.period_end.timestamp()),
    }
    numbers: dict[str, Plain] = {"people": len(totals), "manifest": act.manifest_id, "seq": act.seq}
    yield NewEvent("evaluation.frozen", "freeze", str(act.pk), about | numbers, act.at)
    for total in totals:
        payload: dict[str, Plain] = {"freeze": act.pk, "card": total.pk, "supersedes": total.supersedes_id}
        yield NewEvent("evaluation.card_frozen", "person", str(total.person_id), payload, act.at)
