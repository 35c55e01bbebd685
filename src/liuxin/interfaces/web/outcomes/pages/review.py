"""The review of a cycle laid out, and what is carried to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.indicators import labels as measures
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.period import Period
from liuxin.kernel.waiting import PhaseProgress
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import Figure, ReviewDecision
from liuxin.performance.plan.words import LessonView, NewLesson, PhaseView


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure in words: how many of how many, an agreement with its interval, or why it cannot be told."""

    name: object
    value: str
    whole: str
    share: str
    why: str


def figures(found: Iterable[Figure]) -> list[FigureShown]:
    """Lay out the figures."""
    return [_figure(each) for each in found]


def _figure(each: Figure) -> FigureShown:
    name = labels.figure(each.code)
    if each.value is None or not each.whole:
        why = sentence(each.missing, labels.language()) if each.missing else ""
        return FigureShown(name, "", "", "", why)
    if each.low is not None and each.high is not None:
        ends = formats.interval(each.low / each.whole, each.high / each.whole, places=2)
        return FigureShown(name, formats.number(each.value / each.whole, places=2), "", ends, "")
    share = formats.percent(100 * each.value / each.whole, places=0)
    return FigureShown(name, formats.number(each.value), formats.number(each.whole), share, "")


def decisions(found: Iterable[ReviewDecision]) -> list[tuple[object, str, PersonName | None, object]]:
    """Lay out the decisions: what each answers to, its text, by whom and when."""
    some = list(found)
    names = organisation.names({each.by for each in some})
    return [(labels.figure(each.code), each.text, names.get(each.by), each.at) for each in some]


def lessons(found: Iterable[NewLesson | LessonView]) -> list[str]:
    """Say each lesson: its own text, or the sentence of its code."""
    known = indicators.externals()
    told = []
    for each in found:
        if each.code:
            params = dict(each.params)
            if "measure" in params:
                params["measure"] = measures.measure_title(str(params["measure"]), known)
            if "pattern" in params and str(params["pattern"]) in rules.plan_patterns():
                params["pattern"] = labels.text(rules.plan_pattern(str(params["pattern"])).name)
            told.append(sentence(each.code, labels.language(), **params))
        else:
            told.append(labels.text(each.text))
    return told


def progress(
    found: Mapping[int, PhaseProgress], ways: Mapping[int, PhaseView]
) -> list[tuple[str, int, int, tuple[str, ...]]]:
    """Lay out how far each department is in the last phase."""
    return [
        (
            labels.text(ways[key].name),
            each.done,
            each.all,
            tuple(sentence(code, labels.language()) for code in each.missing),
        )
        for key, each in found.items()
        if key in ways
    ]


def days_after(period: Period, zone: str) -> tuple[date, date]:
    """Give the first and last day of a period of the same length that follows at once."""
    place = ZoneInfo(zone)
    first = period.end.astimezone(place).date()
    length = (first - period.start.astimezone(place).date()).days
    return first, first + timedelta(days=length - 1)
