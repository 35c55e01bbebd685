"""How numbers of insight are written, in the language of the page."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liuxin.desk.organisation.words import PersonName, TeamName
from liuxin.engines.measurement.words import Credit, Measure, Reading, Statistic, Unit, Why, WhyNot
from liuxin.insight.periods import Span, from_epoch
from liuxin.insight.rules import Place
from liuxin.interfaces.web.kit.templatetags.kit import initials as kit_initials
from liuxin.interfaces.wording import formats
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.performance.evaluation.words import Measured
from liuxin.performance.indicators.words import Verdict

SHORT_SPAN = 10.0
FEW_NAMES = 3
WHOLE = 1e-6
PLACES: Mapping[Unit, int] = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.HOURS: 1, Unit.PER_CASE: 2}
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
    Unit.HOURS: gettext_lazy("hours"),
    Unit.PER_CASE: gettext_lazy("per case"),
}
WHY_NOT: Mapping[WhyNot, object] = {
    WhyNot.COUNTED: "",
    WhyNot.REOPENED_SINCE: gettext_lazy("open again since"),
    WhyNot.NO_BUSINESS_TIME: gettext_lazy("no calendar covers this time"),
    WhyNot.WINDOW_OPEN: gettext_lazy("its fourteen days are not over"),
    WhyNot.NOT_DUE: gettext_lazy("not due yet"),
    WhyNot.NO_PROMISE: gettext_lazy("no promise recorded"),
}
WHY: Mapping[Why, object] = {
    Why.MEASURED: "",
    Why.NOT_RECORDED: gettext_lazy("not recorded in the source"),
    Why.TOO_FEW: gettext_lazy("too few cases to judge"),
    Why.NO_CASES: gettext_lazy("no case in this period"),
}
HEADS: Mapping[str, object] = {
    "cases_resolved": gettext_lazy("Resolved"),
    "promises_kept": gettext_lazy("Promises kept"),
    "resolution_time_business": gettext_lazy("Resolution time"),
    "resolution_time_calendar": gettext_lazy("Resolution time, calendar"),
    "reopened_within_14_days": gettext_lazy("Reopened"),
    "transfers_per_case": gettext_lazy("Transfers"),
}
VERDICTS: Mapping[Verdict, object] = {
    Verdict.GOOD: gettext_lazy("better than target"),
    Verdict.NONE: gettext_lazy("not told apart"),
    Verdict.WARN: gettext_lazy("short of target"),
    Verdict.BAD: gettext_lazy("under the floor"),
    Verdict.CANNOT_TELL: gettext_lazy("too few to tell"),
}


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


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
    which = _("median") if statistic is Statistic.MEDIAN else _("90th percentile")
    return _("%(measure)s · %(statistic)s") % {"measure": text(measure.name), "statistic": which}


def head(measure: Measure) -> str:
    """Name a column of the table, short, with its unit."""
    return str(HEADS[measure.code])


def unit(measure: Measure) -> str:
    """Name the unit of a measure."""
    return str(UNITS[measure.unit])


def pull_unit(measure: Measure) -> str:
    """Name the unit in which a case pulls: of a percentage these are points of it."""
    return _("percentage points") if measure.unit is Unit.PERCENT else unit(measure)


def why_not(reason: WhyNot) -> str:
    """Say why a row is not counted."""
    return str(WHY_NOT[reason])


def short_title(measure: Measure, statistic: Statistic) -> str:
    """Name a number where there is little room."""
    if len(measure.statistics) == 1:
        return head(measure)
    which = _("median") if statistic is Statistic.MEDIAN else _("90th percentile")
    return _("%(measure)s · %(statistic)s") % {"measure": head(measure), "statistic": which}


def digits(kind: Unit, near: float | None) -> int:
    """Give the decimals of a column: short spans of hours need one more."""
    if kind is Unit.HOURS and near is not None and abs(near) < SHORT_SPAN:
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
    if kind is Unit.PERCENT:
        return formats.percent(number)
    if kind is Unit.HOURS:
        return formats.hours(number, language(), places=digits(kind, number if near is None else near))
    return bare(number, kind)


def end_of_axis(number: float, kind: Unit) -> str:
    """Write the end of an axis: round numbers without decimals that say nothing."""
    written = formats.number(number, places=None if digits(kind, number) else 0)
    return f"{written}%" if kind is Unit.PERCENT else written


def interval(read: Reading | Measured, kind: Unit, *, near: float | None = None) -> str:
    """Write the interval; an end that is not known is a dash, and where none is known nothing is written."""
    if read.low is None and read.high is None:
        return ""
    places = digits(kind, read.value if near is None else near)
    return formats.interval(read.low, read.high, places=places)


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


def short_months(months: Sequence[str]) -> list[str]:
    """Write months of an axis short: the year stands with the first month and with each January."""
    return [month if not i or month.endswith("-01") else month[-2:] for i, month in enumerate(months)]


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
    if part.startswith("Q"):
        return _("%(year)s, quarter %(quarter)s") % {"year": year, "quarter": part[1:]}
    return formats.month(datetime(int(year), int(part), 1, tzinfo=UTC).date(), language())


def days(period: Period, zone: str) -> str:
    """Write the first and last day of a period."""
    place_of = ZoneInfo(zone)
    first = period.start.astimezone(place_of)
    last = datetime.fromtimestamp(period.end.timestamp() - 1, place_of)
    return f"{first:%Y-%m-%d} – {last:%Y-%m-%d}" if first.year != last.year else f"{first:%Y-%m-%d} – {last:%m-%d}"


def span_days(span: Span, zone: str) -> str:
    """Write the days of a span."""
    return days(span.period, zone)
