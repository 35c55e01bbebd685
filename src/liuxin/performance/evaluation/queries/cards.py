"""Reads of what was frozen; who may see whose scores is decided here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.engines.measurement.words import Evidence, IntervalMethod, Reading, Why
from liuxin.facts import queries as facts
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.period import Period
from liuxin.performance.evaluation import permissions, rules
from liuxin.performance.evaluation.models import Freeze, FrozenReading, FrozenTotal
from liuxin.performance.evaluation.words import (
    Beside,
    Card,
    CardLine,
    Carried,
    FairWhy,
    FrozenLine,
    FrozenWith,
    LineState,
    Measured,
    NoTotal,
    Points,
    Scorecard,
    ScoredLine,
    Stamp,
    Total,
)
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.indicators.words import IndicatorView, SetView, Verdict

_CURRENT = Q(superseded_by__isnull=True)


def people_open(standing: Standing, person_ids: Iterable[int], at: datetime) -> frozenset[int]:
    """Give those of the people whose scores the standing may see."""
    hr_people = organisation.people_of_departments(standing.hr_departments, at) if standing.hr_departments else ()
    return frozenset(key for key in person_ids if permissions.may_see_scorecard(standing, key, hr_people))


def scorecard(standing: Standing, person_id: int, period: Period, at: datetime) -> Scorecard:
    """Give the card of a person for a period as it counts now.

    Raises `NotFoundError("evaluation.no_card")` also where the standing may not see it.
    """
    found = scorecards(standing, [person_id], period, at).get(person_id)
    if found is None:
        raise NotFoundError("evaluation.no_card", person=person_id)
    return found


def scorecards(standing: Standing, person_ids: Collection[int], period: Period, at: datetime) -> dict[int, Scorecard]:
    """Give the cards of several people for a period as they count now; who has none is left out."""
    wanted = people_open(standing, person_ids, at)
    if not wanted:
        return {}
    totals = _with_lines().filter(_CURRENT, _of(period), person__in=wanted).order_by("freeze__at", "pk")
    return _cards(standing, totals)


def cards_of_freeze(standing: Standing, freeze_id: int, at: datetime) -> list[Scorecard]:
    """Give all cards of one freeze that the standing may see, by person."""
    people = FrozenTotal.objects.filter(freeze=freeze_id).values_list("person", flat=True)
    wanted = people_open(standing, people, at)
    if not wanted:
        return []
    cards = _cards(standing, _with_lines().filter(freeze=freeze_id))
    return [cards[person] for person in sorted(wanted)]


def cards_of(standing: Standing, person_id: int, at: datetime) -> list[CardLine]:
    """Give every card that was ever frozen for a person, the latest period first, replaced ones too."""
    if person_id not in people_open(standing, [person_id], at):
        return []
    totals = FrozenTotal.objects.filter(person=person_id).select_related("freeze", "superseded_by")
    return [_card_line(total) for total in totals.order_by("-period_end", "-freeze__at", "-pk")]


def totals(set_id: int, period: Period) -> tuple[Points, ...]:
    """Give the totals of all who were scored by a set, from low to high and without names: open to everybody."""
    rows = FrozenTotal.objects.filter(_CURRENT, _of(period), set=set_id, no_total=NoTotal.HAS_ONE)
    found = (_points(*row) for row in rows.order_by("points", "pk").values_list("points", "low", "high"))
    return tuple(points for points in found if points is not None)


def frozen_with(standing: Standing, set_id: int, at: datetime) -> list[FrozenWith]:
    """Give each period that was frozen with a set, the latest first: how many cards count, and whose may be opened."""
    rows = FrozenTotal.objects.filter(_CURRENT, set=set_id).order_by("-period_end", "period_start", "person")
    found: defaultdict[Period, list[tuple[int, datetime]]] = defaultdict(list)
    for person, start, end, frozen_at in rows.values_list("person", "period_start", "period_end", "freeze__at"):
        found[Period(start, end)].append((person, frozen_at))
    opened = people_open(standing, {person for cards in found.values() for person, _at in cards}, at)
    return [
        FrozenWith(
            period,
            max(frozen_at for _person, frozen_at in cards),
            len(cards),
            tuple(person for person, _at in cards if person in opened),
        )
        for period, cards in found.items()
    ]


def latest_period(standing: Standing, set_ids: Collection[int] | None = None) -> Period | None:
    """Give the latest period that was frozen, of some sets or of any."""
    freezes = Freeze.objects.none() if standing.is_anonymous else Freeze.objects.all()
    if set_ids is not None:
        freezes = freezes.filter(set__in=set_ids)
    last = freezes.order_by("-period_end", "period_start").first()
    return None if last is None else Period(last.period_start, last.period_end)


def evidence(standing: Standing, reading_id: int, at: datetime) -> Evidence:
    """Open a frozen number down to the cases that were frozen with it.

    Raises `NotFoundError("evaluation.no_evidence_kept")` where nothing was measured or the standing may not see it.
    """
    row = FrozenReading.objects.filter(pk=reading_id).values_list("total__person", "evidence_sha256").first()
    person, digest = row or (0, "")
    if not digest or person not in people_open(standing, [person], at):
        raise NotFoundError("evaluation.no_evidence_kept", reading=reading_id)
    return facts.read_evidence(digest, person=person)


def people_with_cases(found: SetView, period: Period) -> tuple[int, ...]:
    """Give who holds the position of a set and has a case behind any of its numbers in a period: for freezing."""
    return tuple(sorted(_live_readings(found, period)))


def live_cards(standing: Standing, found: SetView, period: Period, at: datetime) -> dict[int, Card]:
    """Score everybody whose scores the standing may see by a set, as the record stands now."""
    readings = _live_readings(found, period)
    zone = organisation.zone()
    return {
        person: rules.card_of_set(found, readings[person], period=period, zone=zone)
        for person in sorted(people_open(standing, readings, at))
    }


def _live_readings(found: SetView, period: Period) -> dict[int, dict[str, Reading]]:
    wanted = [line.measure for line in found.measured]
    by_person: defaultdict[int, dict[str, Reading]] = defaultdict(dict)
    for reading in facts.measure(
        facts.current(),
        measures=wanted,
        period=period,
        by=("person",),
        unranked=organisation.unranked_people(),
        external=indicators.externals(),
    ):
        if reading.person is not None and reading.key in wanted:
            by_person[reading.person][reading.key] = reading
    holders = organisation.positions_of(by_person)
    return {person: some for person, some in by_person.items() if holders.get(person) == found.position}


def current_cards(set_id: int, period: Period) -> dict[int, int]:
    """Give the key of the card that counts for each person scored by a set in a period: for freezing again."""
    return dict(FrozenTotal.objects.filter(_CURRENT, _of(period), set=set_id).values_list("person", "pk"))


def carried_scores(position_id: int, before: datetime) -> dict[int, dict[str, Carried]]:
    """Give, by person and measure, the last score that was measured for a position before a time: for freezing."""
    last = Window(
        RowNumber(),
        partition_by=[F("total__person"), F("indicator__measure")],
        order_by=[F("total__period_end").desc(), F("pk").desc()],
    )
    rows = FrozenReading.objects.filter(
        total__superseded_by__isnull=True,
        total__set__position=position_id,
        total__period_end__lte=before,
        state=LineState.MEASURED,
    )
    found: defaultdict[int, dict[str, Carried]] = defaultdict(dict)
    columns = ("total__person", "indicator__measure", "score", "score_low", "score_high", "pk")
    for person, measure, score, low, high, key in rows.alias(last=last).filter(last=1).values_list(*columns):
        found[person][measure] = Carried(Points(score, low, high), key)
    return found


def _of(period: Period) -> Q:
    return Q(period_start=period.start, period_end=period.end)


def _with_lines() -> QuerySet[FrozenTotal]:
    lines = FrozenReading.objects.order_by("indicator__order").select_related("rated")
    return FrozenTotal.objects.select_related("freeze").prefetch_related(Prefetch("readings", queryset=lines))


def _cards(standing: Standing, totals: QuerySet[FrozenTotal]) -> dict[int, Scorecard]:
    rows = list(totals)
    sets = indicators.sets_by_key(standing, {row.set_id for row in rows})
    return {row.person_id: _card(row, sets[row.set_id]) for row in rows}


def _card(row: FrozenTotal, found: SetView) -> Scorecard:
    lines = {line.id: line for line in found.indicators}
    return Scorecard(
        id=row.pk,
        person=row.person_id,
        set=found,
        period=Period(row.period_start, row.period_end),
        stamp=_stamp(row.freeze),
        frozen=tuple(FrozenLine(each.pk, _line(each, lines), each.evidence_sha256) for each in row.readings.all()),
        total=total_of(row),
        reason=row.reason,
        supersedes=row.supersedes_id,
    )


def _stamp(freeze: Freeze) -> Stamp:
    actor = Actor(ActorKind(freeze.actor_kind), freeze.actor_id)
    return Stamp(freeze.pk, freeze.at, actor, freeze.manifest_id, freeze.seq, freeze.as_of)


def _line(row: FrozenReading, lines: Mapping[int, IndicatorView]) -> ScoredLine:
    return ScoredLine(
        indicator=lines[row.indicator_id],
        measured=Measured(
            row.value,
            row.low,
            row.high,
            row.n,
            row.rows,
            row.pending,
            Why(row.why),
            IntervalMethod(row.method),
            _beside(row),
        ),
        verdict=Verdict(row.verdict),
        state=LineState(row.state),
        points=_points(row.score, row.score_low, row.score_high),
        weight_applied=row.weight_applied,
        carried_from=row.carried_from_id,
    )


def _beside(row: FrozenReading) -> Beside | None:
    return None if row.rated is None else Beside(row.rated.value, FairWhy(row.rated.fair_why))


def total_of(row: FrozenTotal) -> Total:
    """Give the total of a card that was read."""
    return Total(_points(row.points, row.low, row.high), row.covered, NoTotal(row.no_total))


def _points(score: float | None, low: float | None, high: float | None) -> Points | None:
    return None if score is None or low is None or high is None else Points(score, low, high)


def _card_line(row: FrozenTotal) -> CardLine:
    return CardLine(
        id=row.pk,
        person=row.person_id,
        set_id=row.set_id,
        period=Period(row.period_start, row.period_end),
        frozen_at=row.freeze.at,
        total=total_of(row),
        reason=row.reason,
        supersedes=row.supersedes_id,
        superseded=hasattr(row, "superseded_by"),
    )
