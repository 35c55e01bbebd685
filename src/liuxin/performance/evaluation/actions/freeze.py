"""Freezing: values, scores and totals of many people in one act. Frozen rows are only ever added to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import starmap

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
from liuxin.performance.evaluation.actions.lines import NewCard, insert_lines, insert_totals, new_card
from liuxin.performance.evaluation.models import Freeze, FrozenTotal
from liuxin.performance.evaluation.words import FreezeResult, NoTotal
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import MissingRule, SetView, is_rated

Readings = Mapping[int, Collection[Reading]]
Kept = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a freeze wrote: its key, the cards by person, and how many replaced another."""

    freeze: int
    cards: Mapping[int, int]
    superseded: int
    without_total: int


@dataclass(frozen=True, slots=True)
class _Written:
    """A card that was written."""

    id: int
    person: int
    no_total: str
    supersedes: int | None


@dataclass(frozen=True, slots=True)
class ToFreeze:
    """What is to be frozen: readings by person, the files of their cases by measure; `positions` are held by people.

    In a cycle there are also the keys of rated parts by person, and lines of some people that do not count.
    """

    set: SetView
    period: Period
    people: Collection[int]
    positions: Mapping[int, int]
    readings: Readings
    evidence: Kept
    facts: FactSet
    reason: str = ""
    cycle: int | None = None
    rated: Mapping[int, int] = field(default_factory=dict)
    left_out: Mapping[int, Collection[str]] = field(default_factory=dict)


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

    `readings` are by person; `evidence` names the file of kept cases by key of the measure. Whoever has a card for
    this set and period already gets one that supersedes it, and that needs a reason. The number of statements does
    not depend on the number of people, but for one INSERT a batch of rows.
    """
    standing = organisation.standing(by, at)
    if not permissions.may_freeze(standing):
        raise NotAllowedError("evaluation.may_not_freeze")
    found = indicators.indicator_set(standing, set_id)
    held = organisation.positions_of(people)
    done = write_cards(ToFreeze(found, period, frozenset(people), held, readings, evidence, facts, reason), by, at)
    return FreezeResult(
        freeze=done.freeze, cards=len(done.cards), superseded=done.superseded, without_total=done.without_total
    )


def write_cards(new: ToFreeze, by: Actor, at: datetime) -> Frozen:
    """Check what is to be frozen and write it, in one transaction."""
    rules.check_in_force(new.set)
    rules.check_grain(new.set, new.period, organisation.zone())
    rules.check_period_over(new.period, at)
    _check_people(new.people)
    rules.check_positions(new.positions, new.people, position=new.set.position)
    rules.check_readings(new.readings, new.set, new.period, new.people)
    rules.check_evidence(new.readings, new.evidence)
    with transaction.atomic():
        current = queries.current_cards(new.set.id, new.period)
        already = {person: current[person] for person in set(new.people) & current.keys()}
        rules.check_reason(already, new.reason)
        act = _act(new, by, at)
        cards = _cards(new)
        totals = _write_totals(act, cards, already, new.reason)
        insert_lines((total.id, line) for total in totals for line in cards[total.person].lines)
        history.record(_told(act, totals), by=by, at=at)
    without = sum(total.no_total != NoTotal.HAS_ONE for total in totals)
    return Frozen(act.pk, {total.person: total.id for total in totals}, len(already), without)


def _check_people(people: Collection[int]) -> None:
    known = organisation.ranked_or_not(people)
    rules.check_people(people, known=known, unranked={key for key, is_ranked in known.items() if not is_ranked})


def _act(new: ToFreeze, by: Actor, at: datetime) -> Freeze:
    return Freeze.objects.create(
        set_id=new.set.id,
        cycle_id=new.cycle,
        period_start=new.period.start,
        period_end=new.period.end,
        at=at,
        actor_kind=by.kind.value,
        actor_id=by.id,
        manifest_id=new.facts.manifest_id,
        seq=new.facts.seq,
        as_of=new.facts.as_of,
    )


def _cards(new: ToFreeze) -> dict[int, NewCard]:
    carries = new.set.missing_rule is MissingRule.CARRY
    carried = queries.carried_scores(new.set.position, new.period.start) if carries else {}
    files = {line.measure: new.evidence.get(line.measure, "") for line in new.set.indicators}
    of_raters = {line.measure for line in new.set.indicators if is_rated(line.measure)}
    cards = {}
    for person in sorted(new.people):
        card = rules.card(
            new.set.indicators,
            {reading.key: reading for reading in new.readings.get(person, ())},
            new.set.missing_rule,
            carried.get(person, {}),
            new.left_out.get(person, ()),
        )
        cards[person] = new_card(card, files, of_raters, new.rated.get(person))
    return cards


def _write_totals(act: Freeze, cards: Mapping[int, NewCard], already: Mapping[int, int], reason: str) -> list[_Written]:
    try:
        with transaction.atomic():
            insert_totals(act, cards, already, reason)
    except IntegrityError as error:
        raise ConflictError("evaluation.frozen_meanwhile") from error
    rows = FrozenTotal.objects.filter(freeze=act).order_by("person")
    return list(starmap(_Written, rows.values_list("pk", "person", "no_total", "supersedes")))


def _told(act: Freeze, totals: Sequence[_Written]) -> Iterator[NewEvent]:
    about: dict[str, Plain] = {
        "set": act.set_id,
        "start": int(act.period_start.timestamp()),
        "end": int(act.period_end.timestamp()),
    }
    numbers: dict[str, Plain] = {"people": len(totals), "manifest": act.manifest_id, "seq": act.seq}
    yield NewEvent("evaluation.frozen", "freeze", str(act.pk), about | numbers, act.at)
    for total in totals:
        payload: dict[str, Plain] = {"freeze": act.pk, "card": total.id, "supersedes": total.supersedes}
        yield NewEvent("evaluation.card_frozen", "person", str(total.person), payload, act.at)
