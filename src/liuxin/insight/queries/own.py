"""One's own numbers: this month and the last twelve, beside the middle of the team, in which nobody is named."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.engines.measurement.words import Measure, Reading, Why
from liuxin.insight import comparing, periods, rules, steps
from liuxin.insight.comparing import Middle
from liuxin.insight.periods import Span
from liuxin.insight.queries import fair as fair_queries
from liuxin.insight.queries import ground as ground_queries
from liuxin.insight.queries.fair import NO_PERSONS
from liuxin.insight.queries.ground import Ground
from liuxin.insight.words import Cut, Grain, Lacking, OwnNumber, OwnNumbers
from liuxin.kernel.errors import BadInputError, CannotTellError, NotFoundError
from liuxin.kernel.period import Period

MONTHS = 12
ON_OFFER = 24
FAIR = ("promises_kept", "complaint_resolved_in_time", "first_contact_resolution", "reopened_within_14_days")
"""The numbers with a fair value beside them; that of any other stands on the board of the team."""
Found = defaultdict[tuple[int, int], dict[str, Reading]]
Windows = Mapping[tuple[int, int], Mapping[str, Reading]]
"""Readings of one person by period and number."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Whose numbers are wanted, and everything they stand on."""

    ground: Ground
    person: PersonName
    teams: tuple[TeamName, ...]

    @property
    def personal(self) -> tuple[str, ...]:
        """Name the numbers that may be one person's: of each measure the usual one."""
        named = self.ground.measures.items()
        return tuple(key for key, (measure, _) in named if key == measure.code and not rules.is_of_the_unit(measure))

    def read(self, asked: Sequence[Period], *, own: bool) -> dict[int, Windows]:
        """Read every personal number, of oneself or of the whole team, by person and period."""
        found: defaultdict[int, Found] = defaultdict(lambda: defaultdict(dict))
        readings = self.ground.read(
            self.personal,
            asked,
            Cut.PERSON,
            people=[self.person.id] if own else None,
            teams=None if own else [team.id for team in self.teams],
        )
        for reading in readings:
            if reading.person is not None:
                found[reading.person][reading.period_start, reading.period_end][reading.key] = reading
        return dict(found)


def own_numbers(standing: Standing, *, month: str, at: datetime) -> OwnNumbers:
    """Give one's own numbers for a month (without one the usual) and the twelve up to it.

    Raises `NotFoundError("insight.no_own_numbers")` for an account that no person stands behind, and
    `BadInputError` for a period that is none (`insight.unknown_period`) or no month (`insight.unknown_month`).
    """
    person = organisation.names([standing.person_id]).get(standing.person_id) if standing.person_id else None
    if person is None:
        raise NotFoundError("insight.no_own_numbers")
    stood = ground_queries.ground(at)
    question = _Question(stood, person, organisation.teams_of(person.id, at))
    months = list(stood.whole.months(stood.zone))[-ON_OFFER:]
    try:
        own = question.read(months, own=True).get(person.id, {})
    except CannotTellError as error:
        if error.code != NO_PERSONS:
            raise
        return _page(question, _month(stood, month or periods.month_of(months[-1].start, stood.zone)), months)
    held = [step for step in months if any(map(_is_held, own.get(step.epoch, {}).values()))]
    span = _month(stood, month or _usual(standing, stood, own, held or months))
    return _told(question, span, months, own, held=bool(held))


def _usual(standing: Standing, stood: Ground, own: Windows, months: Sequence[Period]) -> str:
    """Give the month to open with: the latest in which one has enough to tell, else the latest with anything.

    A frozen month with enough goes before later ones: the board and the scorecard open with it too.
    """
    enough = [step for step in months if any(_is_enough(stood, each) for each in own.get(step.epoch, {}).values())]
    codes = [periods.month_of(step.start, stood.zone) for step in enough or months]
    frozen = ground_queries.latest_frozen(standing, stood)
    return frozen if enough and frozen in codes else codes[-1]


def _is_enough(stood: Ground, reading: Reading) -> bool:
    """Tell whether a reading can be judged; a bare count never says of itself that it is too little."""
    return reading.why is Why.MEASURED and stood.find(reading.key)[0].kind not in rules.COUNTED


def _month(stood: Ground, code: str) -> Span:
    span = stood.span(code)
    if steps.grain_of(span.code) is not Grain.MONTH:
        raise BadInputError("insight.unknown_month", field="period", period=code)
    return span


def _is_held(reading: Reading) -> bool:
    """Tell whether anything of a person is in a reading: something counted, or something that will count."""
    return bool(reading.rows or reading.pending or reading.unanswered)


def _told(question: _Question, span: Span, months: list[Period], own: Windows, *, held: bool) -> OwnNumbers:
    """Read the twelve months, and the same of the whole team for the middle."""
    year = _year(question.ground, span)
    windows = [span.period, year.period]
    mine = question.read(windows, own=True).get(question.person.id, {})
    team = question.read(windows, own=False) if question.teams else {}
    others = [found for person, found in team.items() if person != question.person.id]
    inside = [step for step in months if year.period.start <= step.start < year.period.end]
    now, past = mine.get(span.period.epoch, {}), mine.get(year.period.epoch, {})
    fairly = fair_queries.fair_values_of(question.ground, FAIR, span.period, question.person.id)
    numbers = tuple(
        OwnNumber(
            number=question.ground.number(now[key], None),
            year=past[key],
            months=tuple(own[step.epoch][key] for step in inside if key in own.get(step.epoch, {})),
            middle=_middle(others, span, key),
            year_middle=_middle(others, year, key),
            fair=fairly.get(key),
        )
        for key in question.personal
        if key in now and key in past and now[key].why is not Why.NOT_RECORDED
    )
    lacking = question.ground.lacking(now.values())
    return _page(question, span, months, numbers=numbers, lacking=lacking, held=held, no_persons=False)


def _year(stood: Ground, span: Span) -> Span:
    """Give the twelve months that end with a month, as far as the record goes."""
    months = [month for month in stood.whole.months(stood.zone) if month.start < span.period.end][-MONTHS:]
    first = months[0].start if months else span.period.start
    days = [periods.day_of(instant, stood.zone) for instant in (first, span.period.end - timedelta(seconds=1))]
    return stood.span("..".join(days))


def _middle(others: Sequence[Windows], span: Span, key: str) -> Middle | None:
    found = [windows.get(span.period.epoch, {}).get(key) for windows in others]
    return comparing.middle([reading for reading in found if reading is not None])


def _unit_only(stood: Ground) -> tuple[Measure, ...]:
    measures = dict.fromkeys(measure for measure, _statistic in stood.measures.values())
    return tuple(measure for measure in measures if rules.is_of_the_unit(measure))


def _page(
    question: _Question,
    span: Span,
    months: Sequence[Period],
    *,
    numbers: tuple[OwnNumber, ...] = (),
    lacking: tuple[Lacking, ...] = (),
    held: bool = False,
    no_persons: bool = True,
) -> OwnNumbers:
    stood = question.ground
    return OwnNumbers(
        person=question.person,
        teams=question.teams,
        month=span,
        year=_year(stood, span),
        month_codes=tuple(periods.month_of(step.start, stood.zone) for step in reversed(months)),
        zone=stood.zone,
        numbers=numbers,
        lacking=lacking,
        unit_only=_unit_only(stood),
        no_persons=no_persons,
        held=held,
        as_of=stood.as_of,
    )
