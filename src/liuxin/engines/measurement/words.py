"""Words of measurement: what a measure is, what a reading of it says, and the rows that stand behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from liuxin.kernel.text import Bilingual


class Unit(StrEnum):
    """What a reading counts in: a percentage runs from 0 to 100, hours are decimal."""

    COUNT = "count"
    PERCENT = "percent"
    HOURS = "hours"
    PER_CASE = "per_case"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    NONE = "none"


class Credit(StrEnum):
    """To whom a contribution is credited."""

    RESOLVER = "resolver"
    TIME_SHARE = "time_share"
    UNIT_ONLY = "unit_only"


class Kind(StrEnum):
    """How contributions become one number, and which interval goes with it."""

    COUNT = "count"
    SHARE = "share"
    QUANTILE = "quantile"
    MEAN = "mean"


class Statistic(StrEnum):
    """The number taken from the contributions."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    P90 = "p90"
    MEAN = "mean"


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


PENDING = frozenset({WhyNot.WINDOW_OPEN, WhyNot.NOT_DUE})
"""Rows that will count once their window has ended or their deadline has come."""


class IntervalMethod(StrEnum):
    """Which 95 % interval stands beside the value."""

    NONE = ""
    WILSON = "wilson"
    GARWOOD = "garwood"
    ORDER_STATISTICS = "order_statistics"
    STUDENT_T = "student_t"


class Dimension(StrEnum):
    """What readings can be grouped by, besides time."""

    PERSON = "person"
    TEAM = "team"
    CUSTOMER = "customer"
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
    """The fact tables that a measure may read, as unbound expressions; `as_of` is a table of one row and one column."""

    cases: Expression
    resolutions: Expression
    participation: Expression
    spells: Expression
    replies: Expression
    surveys: Expression
    reviews: Expression
    complaints: Expression
    duties: Expression
    readings: Expression
    customers: Expression
    places: Expression
    as_of: Expression


@dataclass(frozen=True, slots=True)
class Measure:
    """A declared measure.

    `contributions` is the one expression that aggregation, interval and drill-down all read: rows of
    (case, person, team, at, units, value, counted, why_not) and the columns of `Dimension`.
    `needs` are the event codes without which the answer is "not recorded"; `window` is how many seconds after `at`
    a row stays pending. The first of `statistics` is the one meant when none is named.
    """

    code: str
    name: Bilingual
    definition: Bilingual
    source: str
    unit: Unit
    direction: Direction
    credit: Credit
    kind: Kind
    statistics: tuple[Statistic, ...]
    needs: frozenset[str]
    least_sample: int
    contributions: Callable[[Tables], Expression] = field(repr=False)
    window: int = 0

    @property
    def may_score_a_person(self) -> bool:
        """Tell whether a person may be scored on it: what belongs to a unit only is shown, never scored."""
        return self.credit is not Credit.UNIT_ONLY and self.direction is not Direction.NONE

    @property
    def scale(self) -> float:
        """Give the factor from the mean of the rows to the unit: a share of 0 or 1 is told in per cent."""
        return 100.0 if self.unit is Unit.PERCENT else 1.0

    @property
    def divisor(self) -> int:
        """Give what a row's whole number is divided by: durations are counted in seconds and told in hours."""
        return 3600 if self.unit is Unit.HOURS else 1

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
    `rows` how many contributions were counted, `pending` how many will count later. For a share,
    `value == 100 * sum_value / n`; for a mean `sum_value / n`; for a count `sum_value`.
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
    """One contribution: hours for a duration, 0 or 1 for a share, the number of transfers or cases for the rest."""

    case: str
    person: int | None
    team: int | None
    at: int
    weight: float
    value: float
    counted: bool
    why_not: WhyNot


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
