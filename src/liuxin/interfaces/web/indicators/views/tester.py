"""The standard tester: a line of a set tried on history, with other points if somebody moves them."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liuxin.desk.organisation import queries as organisation
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Unit
from liuxin.interfaces.web.indicators import labels
from liuxin.interfaces.web.indicators.forms import number_in
from liuxin.interfaces.web.indicators.pages import ratings
from liuxin.interfaces.web.indicators.pages import tester as drawn
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.wording import formats
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError
from liuxin.performance.indicators import actions, permissions, queries, rules
from liuxin.performance.indicators.words import (
    Band,
    IndicatorView,
    NewIndicator,
    Scale,
    SetStatus,
    SetView,
    Trial,
    Yardstick,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tester(request: HttpRequest, set: int, line: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """Try a line on history; POST writes the points that were tried into the draft."""
    found = queries.indicator_set(standing.of(request), set)
    tried = next((each for each in found.indicators if each.id == line), None)
    if tried is None:
        raise NotFoundError("indicators.no_such_line", measure=line)
    if request.method == "POST":
        return _kept(request, found, tried)
    yardstick = _asked(request, tried)
    problem = _problem(tried, yardstick)
    kept = tried.yardstick if problem else yardstick
    trial = queries.trial_of(standing.of(request), found, tried, kept, rated=ratings.earlier(found))
    return page(
        request,
        "indicators/tester.html",
        _context(request, found, tried, trial) | {"problem": problem},
        fragment="told",
    )


def _asked(request: HttpRequest, line: IndicatorView) -> Yardstick:
    """Give the scale with the points of the address; what cannot be read stays as it is."""
    scale = line.yardstick
    if isinstance(scale, Band):
        return scale
    given = request.POST if request.method == "POST" else request.GET
    points = {code: number_in(given.get(code, "")) for code, _point in drawn.points_of(scale)}
    changed = {code: float(point) for code, point in points.items() if point is not None}
    return replace(scale, **changed)  # type: ignore[arg-type]  # names of points


def _problem(line: IndicatorView, yardstick: Yardstick) -> str:
    try:
        rules.check_yardstick(yardstick, measure=line.measure)
    except LiuxinError as error:
        return labels.said(error, queries.externals())
    return ""


def _kept(request: HttpRequest, found: SetView, line: IndicatorView) -> HttpResponse:
    if not permissions.may_write_sets(standing.of(request)):
        raise NotAllowedError("indicators.may_not_write")
    new = NewIndicator(line.measure, line.weight, _asked(request, line), line.why_rated)
    actions.change_indicator(set_id=found.id, indicator=new, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("These points stand in the draft now."))
    return redirect("indicators:tester", found.id, line.id)


def _context(request: HttpRequest, found: SetView, line: IndicatorView, trial: Trial) -> dict[str, object]:
    known = queries.externals()
    measure, statistic = library.find(line.measure, known)
    digits = queries.digits_of(measure, known)
    axis = drawn.axis(trial, measure.unit, digits)
    scale = trial.yardstick
    return {
        "found": found,
        "line": line,
        "name": shown.title(measure, statistic),
        "position": shown.text(found.position_name),
        "trial": trial,
        "people": formats.number(len(trial.people)),
        "results": formats.number(len(trial.results)),
        "grain": labels.GRAINS[found.grain],
        "axis": axis,
        "step": f"{axis.step:g}",
        "sliders": _sliders(scale, axis),
        "picture": drawn.picture(trial, axis),
        "reached": drawn.reached(trial, measure.unit),
        "verdict": drawn.VERDICTS[trial.standard],
        "note": drawn.NOTES[trial.standard],
        "why": labels.said(trial.why, known) if trial.why else "",
        "wanted": [
            (formats.percent(100 * each.share, places=0), shown.value(each.target, measure.unit), f"{each.target:g}")
            for each in trial.wanted
        ],
        "hero": formats.percent(100 * trial.at_target.share, places=0) if trial.at_target else "—",
        "hero_interval": drawn.interval(trial.at_target) if trial.at_target else "",
        "hero_count": formats.number(trial.at_target.reached) if trial.at_target else "",
        "months": drawn.months(trial, organisation.zone()),
        "target": shown.value(scale.target, measure.unit) if isinstance(scale, Scale) else "",
        "stands": _stands(line.yardstick, measure.unit),
        "is_moved": scale != line.yardstick,
        "may_keep": found.status is SetStatus.DRAFT and permissions.may_write_sets(standing.of(request)),
        "vote": queries.vote(found, timezone.now()),
    }


def _stands(yardstick: Yardstick, unit: Unit) -> str:
    return "" if isinstance(yardstick, Band) else shown.value(yardstick.target, unit)


def _sliders(scale: Yardstick, axis: drawn.Axis) -> list[dict[str, object]]:
    """Give the three sliders: name, value, ends, step."""
    return [
        {
            "code": code,
            "name": drawn.POINTS[code],
            "value": f"{point:g}",
            "said": shown.value(point, axis.unit),
            "low": f"{axis.low:g}",
            "high": f"{axis.high:g}",
        }
        for code, point in drawn.points_of(scale)
    ]
