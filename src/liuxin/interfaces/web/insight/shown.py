"""How numbers of insight are written, in the language of the page."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement import library
from liuxin.engines.measurement.crediting import Credit
from liuxin.engines.measurement.words import Measure, Reading, Statistic, Unit, Why, WhyNot
from liuxin.insight.comparing import Difference, Sure
from liuxin.insight.periods import Span, from_epoch
from liuxin.insight.standings import Place
from liuxin.insight.words import Grain
from liuxin.interfaces.web.kit.templatetags.kit import initials as kit_initials
from liuxin.interfaces.wording import formats
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation.words import Measured
from liuxin.performance.indicators.words import Verdict

SHORT_SPAN = 10.0
FEW_NAMES = 3
WHOLE = 1e-6
AXIS_PLACES = 6
PLACES: Mapping[Unit, int] = {
    Unit.COUNT: 0,
    Unit.PERCENT: 1,
    Unit.MINUTES: 0,
    Unit.HOURS: 1,
    Unit.DAYS: 1,
    Unit.PER_CASE: 2,
    Unit.PER_100: 1,
    Unit.SCALE_1_5: 2,
    Unit.CURRENCY: 2,
    Unit.POINTS: 1,
}
SPANS = frozenset({Unit.MINUTES, Unit.HOURS, Unit.DAYS})
STATES: Mapping[Verdict, str] = {
    Verdict.GOOD: "good",
    Verdict.NONE: "none",
    Verdict.WARN: "warn",
    Verdict.BAD: "bad",
    Verdict.CANNOT_TELL: "none",
}
UNITS: Mapping[Unit, object] = {
    Unit.COUNT: gettext_lazy("cases"),
    Unit.PERCENT: "%",
    Unit.MINUTES: gettext_lazy("minutes"),
    Unit.HOURS: gettext_lazy("hours"),
    Unit.DAYS: gettext_lazy("days"),
    Unit.PER_CASE: gettext_lazy("per case"),
    Unit.PER_100: gettext_lazy("per 100 cases"),
    Unit.SCALE_1_5: gettext_lazy("on a scale of 1 to 5"),
    Unit.CURRENCY: gettext_lazy("in the currency of the record"),
    Unit.POINTS: gettext_lazy("percentage points"),
}
BESIDE: Mapping[Unit, object] = {
    Unit.MINUTES: pgettext_lazy("beside a number", "min"),
    Unit.HOURS: pgettext_lazy("beside a number", "h"),
    Unit.DAYS: pgettext_lazy("beside a number", "d"),
    Unit.POINTS: pgettext_lazy("beside a number", "pp"),
}
WHY_NOT: Mapping[WhyNot, object] = {
    WhyNot.COUNTED: "",
    WhyNot.REOPENED_SINCE: gettext_lazy("open again since"),
    WhyNot.NO_BUSINESS_TIME: gettext_lazy("no calendar covers this time"),
    WhyNot.WINDOW_OPEN: gettext_lazy("its days are not over"),
    WhyNot.NOT_DUE: gettext_lazy("not due yet"),
    WhyNot.NO_PROMISE: gettext_lazy("no promise recorded"),
    WhyNot.NOT_ANSWERED: gettext_lazy("no reply"),
    WhyNot.NO_ANSWER: gettext_lazy("asked, no answer"),
    WhyNot.MOVED: gettext_lazy("moved to another time"),
    WhyNot.NOT_RANDOM: gettext_lazy("not drawn at random"),
    WhyNot.NO_RATE: gettext_lazy("no hourly rate recorded"),
    WhyNot.NO_CUSTOMER: gettext_lazy("no customer recorded"),
    WhyNot.NOT_YET_KNOWN: gettext_lazy("before the customer was put on record"),
    WhyNot.REQUIRED: gettext_lazy("the rules ask for it"),
    WhyNot.STILL_HELD: gettext_lazy("still in hand"),
    WhyNot.NOT_SEEN: gettext_lazy("not seen"),
    WhyNot.NO_CATEGORY: gettext_lazy("never had a category"),
}
WHY: Mapping[Why, object] = {
    Why.MEASURED: "",
    Why.NOT_RECORDED: gettext_lazy("not recorded in the source"),
    Why.TOO_FEW: gettext_lazy("too few cases to judge"),
    Why.NO_CASES: gettext_lazy("no case in this period"),
}
CREDITS: Mapping[Credit, object] = {
    Credit.RESOLVER: gettext_lazy("credited to the one who resolved"),
    Credit.FIRST_OWNER: gettext_lazy("credited to the first holder"),
    Credit.OWNER_AT_EVENT: gettext_lazy("credited to the holder at that time"),
    Credit.OWN_INTERVAL: gettext_lazy("only the time in one's own hands"),
    Credit.SENDER: gettext_lazy("credited to the author"),
    Credit.HANDLER_REVIEWED: gettext_lazy("credited to whoever handled it"),
    Credit.QUEUE_LEAD: gettext_lazy("of the team without a holder"),
    Credit.DUTY_MANAGER: gettext_lazy("credited to the manager who owes it"),
    Credit.NAMED: gettext_lazy("credited as the reading says"),
    Credit.RATEE: gettext_lazy("credited to the person rated"),
    Credit.TIME_SHARE: gettext_lazy("shared by business time held"),
    Credit.UNIT_ONLY: gettext_lazy("of the unit"),
}
GRAINS: Mapping[Grain, object] = {
    Grain.DAY: gettext_lazy("day"),
    Grain.WEEK: gettext_lazy("week"),
    Grain.MONTH: gettext_lazy("month"),
    Grain.QUARTER: gettext_lazy("quarter"),
    Grain.YEAR: gettext_lazy("year"),
}
SURE: Mapping[Sure, object] = {
    Sure.BETTER: gettext_lazy("better, beyond chance at 95%"),
    Sure.WORSE: gettext_lazy("worse, beyond chance at 95%"),
    Sure.MOVED: gettext_lazy("different, beyond chance at 95%"),
    Sure.SAME: gettext_lazy("can't be told apart"),
    Sure.TOO_FEW: gettext_lazy("too few to tell"),
    Sure.NOT_OVER: gettext_lazy("the period is not over"),
    Sure.ABSENT: gettext_lazy("nothing to compare with"),
}
SURE_STATES: Mapping[Sure, str] = {
    Sure.BETTER: "good",
    Sure.WORSE: "warn",
    Sure.MOVED: "none",
    Sure.SAME: "none",
    Sure.TOO_FEW: "none",
    Sure.NOT_OVER: "none",
    Sure.ABSENT: "none",
}
VERDICTS: Mapping[Verdict, object] = {
    Verdict.GOOD: gettext_lazy("better than target"),
    Verdict.NONE: gettext_lazy("not told apart"),
    Verdict.WARN: gettext_lazy("short of target"),
    Verdict.BAD: gettext_lazy("under the floor"),
    Verdict.CANNOT_TELL: gettext_lazy("too few to tell"),
}


def inside(both: Bilingual) -> str:
    """Give a text as it stands in the middle of a sentence."""
    said = without_stop(both)
    return said if formats.is_chinese(language()) else said[:1].lower() + said[1:]


def without_stop(both: Bilingual) -> str:
    """Give a text without the full stop at its end, to be used inside a sentence."""
    return text(both).rstrip("。.")


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def capital(word: str) -> str:
    """Begin with a capital letter, as a head of a column does."""
    return word[:1].upper() + word[1:]


def text(both: Bilingual) -> str:
    """Give the half of a text that belongs on the page."""
    return both.in_language(language())


def name(who: PersonName | TeamName | None) -> str:
    """Name a person or team; a person who was erased has no name any more."""
    if who is None:
        return _("not recorded")
    return text(who.text) or _("name erased")


def initials(who: PersonName | TeamName) -> str:
    """Give what the avatar of a person shows; a team has none."""
    return kit_initials(name(who)) if isinstance(who, PersonName) else ""


def beside(word: str) -> str:
    """Keep a Latin word apart from the Chinese that follows it."""
    return f"{word} " if formats.is_chinese(language()) and word[-1:].isascii() else word


def listed(names: Sequence[str]) -> str:
    """List names, the first few of many."""
    comma = "、" if formats.is_chinese(language()) else ", "
    some = comma.join(names[:FEW_NAMES])
    more = len(names) - FEW_NAMES
    return some if more <= 0 else _("%(names)s and %(count)s more") % {"names": some, "count": formats.number(more)}


def title(measure: Measure, statistic: Statistic) -> str:
    """Name a number: the measure, and which of its statistics where it has several."""
    if len(measure.statistics) == 1:
        return text(measure.name)
    return _("%(measure)s · %(statistic)s") % {"measure": text(measure.name), "statistic": statistic_name(statistic)}


def statistic_name(statistic: Statistic) -> str:
    """Name which number is taken, where a measure gives several."""
    return _("median") if statistic is Statistic.MEDIAN else _("90th percentile")


def group(code: str) -> str:
    """Name a group of the indicator library; one that is not known is called as it is written."""
    found = library.GROUPS.get(code)
    return text(found) if found else code


def unit(measure: Measure) -> str:
    """Name the unit of a measure."""
    return str(UNITS[measure.unit])


def pull_unit(measure: Measure) -> str:
    """Name the unit in which a case pulls: of a percentage these are points of it."""
    return _("percentage points") if measure.unit is Unit.PERCENT else unit(measure)


def why_not(reason: WhyNot) -> str:
    """Say why a row is not counted."""
    return str(WHY_NOT[reason])


def digits(kind: Unit, near: float | None) -> int:
    """Give the decimals of a column: short spans need one more."""
    if kind in SPANS and near is not None and abs(near) < SHORT_SPAN:
        return PLACES[kind] + 1
    return PLACES[kind]


def scale_digits(kind: Unit, points: Sequence[float]) -> int:
    """Give the decimals that the points of a scale need, and no more."""
    places = digits(kind, min(abs(point) for point in points))
    needed = (places_of for places_of in range(places) if all(round(point, places_of) == point for point in points))
    return next(needed, places)


def bare(number: float | None, kind: Unit, *, near: float | None = None) -> str:
    """Write a value without its unit."""
    return formats.number(number, places=digits(kind, number if near is None else near))


def value(number: float | None, kind: Unit, *, near: float | None = None) -> str:
    """Write a value with its unit; in a column `near` is what decides on the decimals of all."""
    if number is None:
        return formats.ABSENT
    if kind is Unit.PERCENT:
        return formats.percent(number)
    written = formats.signed(number) if kind is Unit.POINTS else bare(number, kind, near=near)
    return f"{written}\u00a0{BESIDE[kind]}" if kind in BESIDE else written


def end_of_axis(number: float, kind: Unit) -> str:
    """Write a place on an axis: a round number, without the decimals that its sum of steps left behind."""
    written = formats.number(round(number, AXIS_PLACES), places=None if digits(kind, number) else 0)
    return f"{written}%" if kind is Unit.PERCENT else written


def difference(moved: Difference, kind: Unit, *, near: float | None = None) -> str:
    """Write a difference with its sign: of percentages in percentage points."""
    places = digits(kind, near)
    written = formats.signed(moved.value, places=places)
    beside = BESIDE.get(Unit.POINTS if kind is Unit.PERCENT else kind)
    return f"{written}\u00a0{beside}" if beside else written


def difference_interval(moved: Difference, kind: Unit, *, near: float | None = None) -> str:
    """Write the interval of a difference, both ends with their sign."""
    if moved.low is None and moved.high is None:
        return ""
    places = digits(kind, near)
    low, high = formats.signed(moved.low, places=places), formats.signed(moved.high, places=places)
    return _open(moved.low, moved.high, low, high) or _("%(low)s to %(high)s") % {"low": low, "high": high}


def _open(low: float | None, high: float | None, *written: str) -> str:
    """Write an interval of which one end is not bounded; nothing where both are."""
    if high is None:
        return _("%(low)s or more") % {"low": written[0]}
    return _("%(high)s or less") % {"high": written[1]} if low is None else ""


def interval(read: Reading | Measured, kind: Unit, *, near: float | None = None) -> str:
    """Write the interval; one without an upper end is “3.17 or more”, and where no end is known nothing is written."""
    if read.low is None and read.high is None:
        return ""
    places = digits(kind, read.value if near is None else near)
    ends = (formats.number(read.low, places=places), formats.number(read.high, places=places))
    return _open(read.low, read.high, *ends) or formats.interval(read.low, read.high, places=places)


def amount(weight: float) -> str:
    """Write a number of cases: shares of them with one decimal, whole ones without."""
    return formats.number(weight, places=0 if abs(weight - round(weight)) < WHOLE else 1)


def basis(read: Reading | Measured, measure: Measure) -> str:
    """Write what the number rests on: shares of cases with a decimal in the whole column, whole cases without."""
    return "n " + formats.number(read.n, places=1 if measure.credit is Credit.TIME_SHARE else 0)


def why(reading: Reading | Measured) -> str:
    """Say why a reading is not a plain value; nothing where it is."""
    return str(WHY[reading.why])


def place(held: Place | None) -> str:
    """Write the places that somebody may hold."""
    if held is None:
        return formats.ABSENT
    return f"{held.first} – {held.last}" if held.is_shared else str(held.first)


def month(instant: datetime, zone: str) -> str:
    """Write a month on an axis."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m}"


def month_of(reading: Reading, zone: str) -> str:
    """Write the month of a reading."""
    return month(from_epoch(reading.period_start), zone)


def short_steps(codes: Sequence[str]) -> list[str]:
    """Write steps of an axis short: the year stands with the first of each year, the month with days."""
    written: list[str] = []
    for i, code in enumerate(codes):
        year, _dash, rest = code.partition("-")
        is_first = not i or codes[i - 1][: len(year)] != year
        written.append(code if is_first else rest)
    return written


def target(point: float, unit: Unit) -> str:
    """Name a target."""
    return _("target %(value)s") % {"value": bare(point, unit)}


def basis_or_why(reading: Reading) -> str:
    """Write what a number rests on, or why there is none."""
    return why(reading) if reading.value is None else f"n {amount(reading.n)}"


def answered(reading: Reading) -> str:
    """Say how many of those asked have answered; nothing where nobody was asked."""
    if not reading.unanswered:
        return ""
    asked = reading.rows + reading.unanswered
    return _("%(rows)s of %(asked)s answered (%(share)s)") % {
        "rows": formats.number(reading.rows),
        "asked": formats.number(asked),
        "share": formats.percent(100 * reading.rows / asked, places=0),
    }


def period_of(reading: Reading) -> Period:
    """Give the span of a reading."""
    return Period(from_epoch(reading.period_start), from_epoch(reading.period_end))


def joined(*sentences: str) -> str:
    """Put sentences one after the other, as the language does."""
    return ("" if formats.is_chinese(language()) else " ").join(filter(None, sentences))


def span_name(code: str) -> str:
    """Name a span for a choice."""
    if code == "all":
        return _("the whole record")
    year, _dash, part = code.partition("-")
    if not part:
        return year
    if part.startswith("W"):
        return _("%(year)s, week %(week)s") % {"year": year, "week": part[1:]}
    if part.count("-"):
        return code.replace("..", " – ")
    if part.startswith("Q"):
        return _("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": part[1:]}
    return formats.month(datetime(int(year), int(part), 1, tzinfo=UTC).date(), language())


def first_and_last(period: Period, zone: str) -> tuple[date, date]:
    """Give the first and the last day of a period."""
    place_of = ZoneInfo(zone)
    last = datetime.fromtimestamp(period.end.timestamp() - 1, place_of)
    return period.start.astimezone(place_of).date(), last.date()


def days(period: Period, zone: str) -> str:
    """Write the first and last day of a period."""
    first, last = first_and_last(period, zone)
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}" if first.year != last.year else f"{first:%Y-%m-%d} – {last:%m-%d}"


def span_days(span: Span, zone: str) -> str:
    """Write the days of a span."""
    return days(span.period, zone)
