"""The overview laid out: what waits, how far each objective is and what pulls it, where the cycle stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liuxin.engines.measurement.words import Reading, Why
from liuxin.insight.attaining import Attained
from liuxin.insight.whole import Aim, Overview, Served
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.pages import addresses
from liuxin.interfaces.web.insight.whole import cycles, days
from liuxin.interfaces.wording import formats
from liuxin.performance.plan.words import GoalLevel

AXIS = (50.0, 150.0)
"""Ends of the scale of attainment; what lies beyond is drawn at the end, its number stands beside it."""

MOST = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """How far something is: in words, drawn from 50 to 150 %, and the way to the cases."""

    percent: str
    interval: str
    value: str
    state: str
    word: str
    x: str
    low: str
    high: str
    why: str


@dataclass(frozen=True, slots=True)
class ServedView:
    """A goal below: whose it is, what it says, how far it is."""

    who: str
    result: str
    target: str
    url: str
    reach: Reach
    signed: bool


@dataclass(frozen=True, slots=True)
class AimView:
    """An objective with what serves it."""

    title: str
    measure: str
    target: str
    behind: str
    reach: Reach
    served: tuple[ServedView, ...]
    more: int
    none: str


def context(found: Overview) -> dict[str, object]:
    """Give the template everything."""
    late = len(found.cycle.late) if found.cycle else 0
    return {
        "title": _title(len(found.waiting)),
        "as_of": formats.date_time(found.at, found.zone),
        "waiting": [days.waiting(each, found.at, found.zone) for each in found.waiting],
        "aims": [_aim(each, found) for each in found.aims],
        "cycle": cycles.context(found.cycle) if found.cycle else None,
        "late": late,
    }


def _title(count: int) -> str:
    if not count:
        return _("Nothing waits for your decision")
    return ngettext("%(n)s thing waits for you", "%(n)s things wait for you", count) % {"n": count}


def _aim(aim: Aim, found: Overview) -> AimView:
    objective = aim.objective
    known = objective.measure in found.measures
    measure, statistic = found.measures[objective.measure] if known else (None, None)
    name = shown.title(measure, statistic) if measure and statistic else shown.text(objective.unit)
    target = shown.value(objective.target, measure.unit) if measure else formats.number(objective.target, places=None)
    return AimView(
        title=shown.text(objective.title),
        measure=name,
        target=target,
        behind=addresses.behind(objective.measure) if known and aim.reading and aim.reading.rows else "",
        reach=_reach(aim.reading, aim.reached, found, objective.measure, has_target=objective.target is not None),
        served=tuple(_served(each, found) for each in aim.served[:MOST]),
        more=max(len(aim.served) - MOST, 0),
        none="" if aim.served else _("No goal of the running cycle serves it."),
    )


def _served(each: Served, found: Overview) -> ServedView:
    goal = each.goal
    department = found.departments.get(goal.department) if goal.department is not None else None
    who = shown.name(found.names.get(goal.owner))
    if goal.level is GoalLevel.DEPARTMENT and department is not None:
        who = shown.text(department)
    return ServedView(
        who=who,
        result=goal.result,
        target=goal.target,
        url=reverse("plan:goal", args=[goal.id]),
        reach=_reach(each.reading, each.reached, found, goal.measure_key, has_target=goal.target_value is not None),
        signed=goal.is_bound,
    )


def _reach(reading: Reading | None, reached: Attained | None, found: Overview, key: str, *, has_target: bool) -> Reach:
    if reached is None or reading is None:
        return Reach(formats.ABSENT, "", "", "none", _("cannot tell"), "", "", "", _why(reading, has_target=has_target))
    measure, _statistic = found.measures[key]
    words = {"good": _("reached"), "warn": _("not reached"), "none": _("not told apart")}
    behind = reached.high < 0
    return Reach(
        percent=formats.ABSENT if behind else formats.percent(reached.percent, places=0),
        interval="" if behind else formats.interval(reached.low, reached.high, places=0),
        value=shown.value(reading.value, measure.unit),
        state=reached.state,
        word=_("worse than where it began") if behind else words[reached.state],
        x=_at(reached.percent),
        low=_at(reached.low),
        high=_at(reached.high),
        why="",
    )


def _why(reading: Reading | None, *, has_target: bool) -> str:
    """Say why it cannot be told: no target, nothing measured, not recorded, too few."""
    if not has_target:
        return _("It names no number to be reached.")
    if reading is None:
        return _("No number of the record is named for it, or nothing was measured yet.")
    if reading.why is not Why.MEASURED:
        return shown.why(reading)
    return _("Of a signed goal only is told how far it is.")


def _at(percent: float) -> str:
    first, last = AXIS
    share = (min(max(percent, first), last) - first) / (last - first)
    return f"{share * 100:.2f}%"
