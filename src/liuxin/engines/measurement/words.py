"""Words of measurement: what a measure is, what a reading of it says, and the rows that stand behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from liuxin.engines.measurement.crediting import CREDIT_TEXTS, Credit
from liuxin.kernel.text import Bilingual


class Unit(StrEnum):
    """What a reading counts in: a percentage runs from 0 to 100, hours are decimal."""

    COUNT = "count"
    PERCENT = "percent"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    PER_CASE = "per_case"
    PER_100 = "per_100"
    SCALE_1_5 = "scale_1_5"
    CURRENCY = "currency"
    POINTS = "points"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NONE = "none"


class Timing(StrEnum):
    """When a row belongs to a period: FLOW where it happened in it, STOCK where it stood so at the period's end."""

    FLOW = "flow"
    STOCK = "stock"


class Kind(StrEnum):
    """How contributions become one number, and which interval goes with it.

    A COUNT of nothing is 0; a SUM of nothing is no number, and has no interval. RATE is 100 × the sum of values over
    the sum of units: what happened per hundred. GAP is the share of side 1 less the share of side 0, in percentage
    points.
    """

    COUNT = "count"
    SUM = "sum"
    SHARE = "share"
    QUANTILE = "quantile"
    MEAN = "mean"
    RATE = "rate"
    GAP = "gap"


class Statistic(StrEnum):
    """The number taken from the contributions."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    P90 = "p90"
    MEAN = "mean"
    RATE = "rate"
    GAP = "gap"


class Why(StrEnum):
    """Why a reading is not a plain value."""

    MEASURED = ""
    NOT_RECORDED = "not_recorded"
    TOO_FEW = "too_few"
    NO_CASES = "no_cases"


class WhyNot(StrEnum):
    """Why a row behind a reading is not counted in it."""

    COUNTED = ""
    REOPENED_SINCE = "reopened_since"
    NO_BUSINESS_TIME = "no_business_time"
    WINDOW_OPEN = "window_open"
    NOT_DUE = "not_due"
    NO_PROMISE = "no_promise"
    NOT_ANSWERED = "not_answered"
    NO_ANSWER = "no_answer"
    MOVED = "moved"
    NOT_RANDOM = "not_random"
    NO_RATE = "no_rate"
    NO_CUSTOMER = "no_customer"
    NOT_YET_KNOWN = "not_yet_known"
    REQUIRED = "required"
    STILL_HELD = "still_held"
    NOT_SEEN = "not_seen"
    NO_CATEGORY = "no_category"


PENDING = frozenset({WhyNot.WINDOW_OPEN, WhyNot.NOT_DUE, WhyNot.STILL_HELD})
"""Rows that will count once their window has ended, their deadline has come, or the case has left these hands."""


class IntervalMethod(StrEnum):
    """Which 95 % interval stands beside the value."""

    NONE = ""
    WILSON = "wilson"
    JEFFREYS = "jeffreys"
    NEWCOMBE = "newcombe"
    GARWOOD = "garwood"
    ORDER_STATISTICS = "order_statistics"
    STUDENT_T = "student_t"


class Dimension(StrEnum):
    """What readings can be grouped by, besides time."""

    PERSON = "person"
    TEAM = "team"
    DEPARTMENT = "department"
    POSITION = "position"
    CUSTOMER = "customer"
    CUSTOMER_KIND = "customer_kind"
    AGE = "age"
    SITE = "site"
    PRODUCT = "product"
    CATEGORY = "category"
    PRIORITY = "priority"
    CHANNEL = "channel"
    STAGE = "stage"
    CASE_KIND = "kind"


DimensionValue = int | str | None
Expression = Any
"""An `ibis.Table` that holds no data. Ibis takes most of a second to import, so that words stay free of it."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The fact tables that a measure may read, as unbound expressions, and what is asked of its population.

    `named` are the dimensions that are asked for, `restricted` those of which some values only are. `narrowed` keeps
    the rows (with `person`, `team` and `at`) that the question is about: what a population joins is narrowed before.
    `during` says of a moment that it lies in the periods, or so many seconds after them.
    """

    cases: Expression
    resolutions: Expression
    participation: Expression
    spells: Expression
    replies: Expression
    surveys: Expression
    reviews: Expression
    complaints: Expression
    duties: Expression
    responses: Expression
    readings: Expression
    customers: Expression
    places: Expression
    named: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    narrowed: Callable[[Expression], Expression] = field(default=lambda rows: rows, repr=False)
    during: Callable[[Expression, int], list[Expression]] = field(default=lambda _moment, _more: [], repr=False)


_SECONDS: Final = {Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86_400}
_OF_A_HUNDRED: Final = frozenset({Unit.PERCENT, Unit.PER_100, Unit.POINTS})
_SHARES: Final = frozenset({Kind.SHARE, Kind.RATE, Kind.GAP})


@dataclass(frozen=True, slots=True)
class Population:
    """What a measure looks at: rows of one case (or resolution, holding, answer …) each.

    `rows` gives at least (case, person, team, at), what is known of the case (`schemas.WHERE`) where there is one, and
    the columns that its measures read. Rows of STOCK have `until` beside `at`: since when and until when it was so
    (null: it still is). Measures of one population are answered by one query.
    """

    code: str
    rows: Callable[[Tables], Expression] = field(repr=False)
    timing: Timing = Timing.FLOW


class Told(NamedTuple):
    """What a measure says of every row of its population, as expressions.

    `value` is a whole number (seconds, transfers, 0 or 1); `why_not` the reason why the row does not count (a value of
    `WhyNot`, "" where it does); `units` its share of a credit in parts of `WHOLE` (None: a whole one); `side` is 1 or 0
    for a GAP. What is null in `value` of a row that counts is an error of the definition.
    """

    value: Expression
    why_not: Expression
    units: Expression | None = None
    side: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A declared measure.

    `tells` is given the rows of `population` with `as_of` (how far the record reaches) beside them, and for a STOCK
    with `edge`, the moment that is looked at: the period's end, or the second after `as_of` where that is earlier. It
    is the one definition that aggregation, interval and drill-down all read. `needs` are the event codes without which
    the answer is "not recorded", `needs_note` says what would have to be recorded; `window` is how many seconds after
    `at` a row stays pending. The first of `statistics` is the one meant when none is named. `parts` is what the whole
    numbers of `value` are divided by where the unit does not say it; `interval` replaces the usual one of its kind.
    `readings_of` names the external measure whose readings alone are looked at. Where it never `names_people`, the rows
    behind a number do not say whose they are.
    """

    code: str
    name: Bilingual
    group: str
    definition: Bilingual
    population_text: Bilingual
    numerator_text: Bilingual
    source: str
    unit: Unit
    direction: Direction
    credit: Credit
    kind: Kind
    statistics: tuple[Statistic, ...]
    needs: frozenset[str]
    needs_note: Bilingual
    least_sample: int
    population: Population
    tells: Callable[[Expression], Told] = field(repr=False)
    window: int = 0
    parts: int | None = None
    interval: IntervalMethod | None = None
    readings_of: str = ""
    may_be_negative: bool = False
    names_people: bool = True

    @property
    def may_score_a_person(self) -> bool:
        """Tell whether a person may be scored on it: what belongs to a unit only is shown, never scored."""
        return self.credit is not Credit.UNIT_ONLY and self.direction is not Direction.NONE

    @property
    def scale(self) -> float:
        """Give the factor from the mean of the rows to the unit: a share of 0 or 1 is told in per cent."""
        return 100.0 if self.unit in _OF_A_HUNDRED and self.kind in _SHARES else 1.0

    @property
    def divisor(self) -> int:
        """Give what a row's whole number is divided by: durations are counted in seconds and told in hours."""
        return self.parts or _SECONDS.get(self.unit, 1)

    @property
    def credit_text(self) -> Bilingual:
        """Say to whom it is credited."""
        return CREDIT_TEXTS[self.credit]

    @property
    def keys(self) -> tuple[str, ...]:
        """Name every number this measure gives, the usual one first: `code`, `code.p90`."""
        return tuple(self.key(statistic) for statistic in self.statistics)

    def key(self, statistic: Statistic) -> str:
        """Name one number: the code alone for the usual statistic, else `code.statistic`."""
        return self.code if statistic is self.statistics[0] else f"{self.code}.{statistic}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One number for one cell (person, team, other dimensions) and one period [start, end) in epoch seconds.

    `value`, `low`, `high` are in the measure's unit (percent: 0 to 100). `value` is None only where `why` is
    `not_recorded` or `no_cases`; with `too_few` it is shown and not to be relied on. `low` or `high` is None where
    the sample is too small to bound that side. `n` is the weight the value rests on (the sum of the shares of cases),
    `rows` how many contributions were counted, `pending` how many will count later and `unanswered` how many were
    asked of somebody who has not answered. For a share or a rate, `value == 100 * sum_value / n`; for a mean
    `sum_value / n`; for a count `sum_value`; a gap compares two such shares.
    """

    measure: str
    statistic: Statistic
    person: int | None
    team: int | None
    period_start: int
    period_end: int
    value: float | None
    n: float
    rows: int
    low: float | None
    high: float | None
    sum_value: float
    pending: int
    why: Why
    method: IntervalMethod
    missing: tuple[str, ...] = ()
    cell: Mapping[str, DimensionValue] = field(default_factory=dict)
    unanswered: int = 0

    @property
    def key(self) -> str:
        """Name the number as an indicator does: `code`, or `code.p90`."""
        return f"{self.measure}.p90" if self.statistic is Statistic.P90 else self.measure

    @property
    def sum_weight(self) -> float:
        """Give the sum of weights, which is `n`."""
        return self.n


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One contribution: hours for a duration, 0 or 1 for a share, the number of transfers or cases for the rest.

    `case` is the code of the case, or "batch/row" of an imported reading; `side` is 1 or 0 for a gap.
    """

    case: str
    person: int | None
    team: int | None
    at: int
    weight: float
    value: float
    counted: bool
    why_not: WhyNot
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cases behind a number: the rows counted and, told apart, those that were not."""

    measure: str
    period_start: int
    period_end: int
    cell: Mapping[str, DimensionValue]
    rows: tuple[EvidenceRow, ...]
    manifest_id: str = ""
    as_of: int = 0

    @property
    def counted(self) -> tuple[EvidenceRow, ...]:
        """Give the rows that make up the number."""
        return tuple(row for row in self.rows if row.counted)
