"""A person's scorecard: frozen where it was frozen, else as the record stands."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing
from liuxin.engines.measurement.words import Reading
from liuxin.insight import periods
from liuxin.insight.comparing import LEAST_OTHERS
from liuxin.insight.fair import Fair
from liuxin.insight.periods import Span
from liuxin.insight.queries import fair as fair_queries
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries.ground import Ground
from liuxin.insight.queries.reach import CardReach, card_reach
from liuxin.insight.standings import standings_of_points
from liuxin.insight.words import Among, Changed, Measures, Number, Scorecard
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation import rules as evaluation_rules
from liuxin.performance.evaluation.words import Card, Measured, Points, ResultView
from liuxin.performance.evaluation.words import Scorecard as FrozenCard
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import SetView

SAME = 1e-9
Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class _Question:
    """Whose card is wanted, for when, and everything it stands on."""

    standing: Standing
    ground: Ground
    person: PersonName
    span: Span
    at: datetime
    reach: CardReach


def scorecard(standing: Standing, *, person_id: int, period: str, live: bool, at: datetime) -> Scorecard:
    """Give the card of a person for a span; `live` passes by a frozen one. Without a span the latest frozen counts.

    Whoever may see it for deciding an appeal only is given the frozen card of that cycle and no other. Raises
    `NotFoundError("insight.no_scorecard")` also where the scores are not open to the reader.
    """
    person = organisation.names([person_id]).get(person_id)
    reach = card_reach(standing, person_id, at)
    if person is None or not reach.is_open:
        raise NotFoundError("insight.no_scorecard")
    stood = ground_queries.ground(at)
    span = _span(reach, stood, period)
    question = _Question(reach.reader, stood, person, span, at, reach)
    frozen = evaluation.scorecards(reach.reader, [person_id], span.period, at).get(person_id)
    if not reach.opens_period(span.period) or (reach.appeals and (live or frozen is None)):
        raise NotFoundError("insight.no_scorecard")
    today = _today(question)
    if frozen is not None and not live:
        return _frozen(question, frozen, today)
    return _live(question, today, has_frozen=frozen is not None)


def card_of_cycle(standing: Standing, *, person_id: int, cycle_id: int, at: datetime) -> str | None:
    """Give the code of the span by which somebody's card of a cycle is asked for; None where it is closed.

    It is empty for whoever may see every card of the person: the latest is shown first, the others are chosen there.
    """
    reach = card_reach(standing, person_id, at)
    if not reach.opens_cycle(cycle_id):
        return None
    on_appeal = reach.of_cycle(cycle_id)
    return periods.named(on_appeal.period, organisation.zone()) if on_appeal else ""


def _span(reach: CardReach, stood: Ground, period: str) -> Span:
    """Read which span is meant; without a code that of the latest appeal, else the latest that was frozen."""
    for each in reach.appeals or ():
        code = periods.named(each.period, stood.zone)
        if period in {"", code}:
            return Span(code, each.period)
    return stood.span(period or ground_queries.latest_frozen(reach.reader, stood))


def _today(question: _Question) -> dict[str, Reading]:
    """Read every number of the person as the record stands."""
    readings = _measure(question, question.ground.keys, people=[question.person.id])
    return readings[question.person.id]


def _measure(question: _Question, keys: tuple[str, ...], people: list[int] | None) -> dict[int, dict[str, Reading]]:
    found: dict[int, dict[str, Reading]] = {person: {} for person in people or ()}
    for reading in question.ground.read(keys, [question.span.period], "person", people=people):
        if reading.person is not None:
            found.setdefault(reading.person, {})[reading.key] = reading
    return found


def _frozen(question: _Question, frozen: FrozenCard, today: Readings) -> Scorecard:
    totals = evaluation.totals(frozen.set.id, question.span.period)
    return _card(
        question,
        today,
        found=frozen.set,
        card=frozen.card,
        among=_among(frozen.total.points, _without(totals, frozen.total.points)),
        frozen=frozen,
        changed=_changed(frozen, today),
        result=evaluation.results_of_cards(question.standing, [frozen.id]).get(frozen.id),
    )


def _without(totals: tuple[Points, ...], own: Points | None) -> list[Points]:
    """Take one's own total out of all totals."""
    others = list(totals)
    if own in others:
        others.remove(own)
    return others


def _changed(frozen: FrozenCard, today: Readings) -> tuple[Changed, ...]:
    """Name the numbers that read otherwise today."""
    pairs = (
        Changed(line.indicator.measure, line.measured.value, Measured.of(reading).value)
        for line in frozen.card.lines
        if (reading := today.get(line.indicator.measure)) is not None
    )
    return tuple(pair for pair in pairs if not _same(pair.frozen, pair.today))


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME)


def _live(question: _Question, today: Readings, *, has_frozen: bool) -> Scorecard:
    position = organisation.positions_of([question.person.id]).get(question.person.id)
    found = None if position is None else indicators.set_in_force(question.standing, position)
    if found is None:
        return _card(question, today, found=None, card=None, among=None, has_frozen=has_frozen)
    card = _scored(question, found, today)
    others = _others(question, found)
    return _card(
        question, today, found=found, card=card, among=_among(card.total.points, others), has_frozen=has_frozen
    )


def _scored(question: _Question, found: SetView, readings: Readings) -> Card:
    return evaluation_rules.card_of_set(found, readings, period=question.span.period, zone=question.ground.zone)


def _others(question: _Question, found: SetView) -> list[Points]:
    """Score everybody else who holds the position: their totals only, without a name."""
    keys = tuple(line.measure for line in found.measured)
    readings = _measure(question, keys, people=None)
    positions = organisation.positions_of(readings)
    cards = (
        _scored(question, found, some)
        for person, some in sorted(readings.items())
        if positions.get(person) == found.position and person != question.person.id
    )
    return [card.total.points for card in cards if card.total.points is not None]


def _among(own: Points | None, others: list[Points]) -> Among | None:
    """Place a total among the others; of fewer than three one could tell whose they are, so there is none then."""
    if own is None or len(others) < LEAST_OTHERS:
        return None
    found = standings_of_points([(points.score, points.low, points.high) for points in (own, *others)])
    place = found.stands[0].place
    return Among(
        others=tuple(sorted(points.score for points in others)),
        not_told_apart=place.last - place.first if place else 0,
        place=place,
    )


def _card(
    question: _Question,
    today: Readings,
    *,
    found: SetView | None,
    card: Card | None,
    among: Among | None,
    frozen: FrozenCard | None = None,
    has_frozen: bool = True,
    changed: tuple[Changed, ...] = (),
    result: ResultView | None = None,
) -> Scorecard:
    scored = {line.measure for line in found.indicators} if found else set()
    on_appeal = question.reach.of_period(question.span.period)
    return Scorecard(
        person=question.person,
        teams=organisation.teams_of(question.person.id, question.at),
        span=question.span,
        span_codes=question.ground.span_codes if on_appeal is None else (question.span.code,),
        zone=question.ground.zone,
        set=found,
        card=card,
        lines=tuple(each.id for each in frozen.frozen) if frozen else (),
        among=among,
        shown=_shown(question, today, scored) if on_appeal is None else (),
        frozen=frozen,
        has_frozen=has_frozen,
        changed=changed,
        measures=_named(question.ground, found),
        as_of=question.ground.as_of,
        result=result,
        fair=_fair(question, found),
        on_appeal=on_appeal,
    )


def _fair(question: _Question, found: SetView | None) -> dict[str, Fair]:
    """Give the fair values of the measured lines; of rated ones the card says itself what is fair."""
    keys = [line.measure for line in found.measured] if found else []
    return fair_queries.fair_values_of(question.ground, keys, question.span.period, question.person.id)


def _named(stood: Ground, found: SetView | None) -> Measures:
    """Name every number of the record, and what is rated in the set."""
    rated = found.rated if found else ()
    return {**stood.measures, **{line.measure: stood.find(line.measure) for line in rated}}


def _shown(question: _Question, today: Readings, scored: set[str]) -> tuple[Number, ...]:
    """Give the numbers that are shown and not scored: those of which the record holds anything of this person."""
    readings = (today[key] for key in question.ground.keys if key in today and key not in scored)
    return tuple(question.ground.number(each, None) for each in readings if each.rows or each.pending)
