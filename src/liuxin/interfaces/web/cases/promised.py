"""Promises and their clocks in words: what is promised to whom, how a clock stands, what each holder used of it."""

from collections.abc import Mapping

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from liuxin.desk.cases.words import (
    LEAST_TRIED,
    Aspect,
    ClockPart,
    ClockState,
    ClocksView,
    ClockView,
    EscalateTo,
    Target,
    TargetTrial,
    Terms,
    Trial,
    Weighed,
)
from liuxin.interfaces.web.cases import labels, shown
from liuxin.interfaces.web.cases.routing_words import CUSTOMER_KIND
from liuxin.interfaces.web.cases.shown import State
from liuxin.interfaces.web.cases.spans import MINUTE, working


def state_of(state: ClockState) -> State:
    """Give the mark and the word of a clock."""
    known: Mapping[ClockState, State] = {
        ClockState.ON_TIME: State("good", pgettext("promise", "On time")),
        ClockState.AT_RISK: State("warn", pgettext("promise", "At risk")),
        ClockState.LATE: State("bad", pgettext("promise", "Missed, still open")),
        ClockState.STOPPED: State("none", pgettext("promise", "Clock stopped")),
        ClockState.KEPT: State("good", pgettext("promise", "Kept")),
        ClockState.MISSED: State("bad", pgettext("promise", "Not kept")),
    }
    return known[state]


def clocks(view: ClocksView) -> list[dict[str, object]]:
    """Give the clocks of a case as the page draws them."""
    return [_clock(each) for each in view.clocks]


def _clock(view: ClockView) -> dict[str, object]:
    left, start = view.left, 0
    whole = max(view.total, view.used, 1)
    bars = []
    for part in view.parts:
        bars.append((f"{100 * start / whole:.2f}%", f"{max(0.0, 100 * part.seconds / whole - 0.4):.2f}%", part.holder))
        start += part.seconds
    return {
        "target": labels.TARGET[view.target.value],
        "code": view.target.value,
        "state": state_of(view.state),
        "due": view.due,
        "total": working(view.total),
        "used": working(view.used),
        "left": _("%(time)s over") % {"time": working(left)}
        if left < 0
        else _("%(time)s left") % {"time": working(left)},
        "over": left < 0,
        "bars": [(x, width, holder is not None) for x, width, holder in bars],
        "parts": [_part(part) for part in view.parts],
    }


def _part(part: ClockPart) -> dict[str, object]:
    return {
        "holder": part.holder,
        "team": shown.name(part.team),
        "start": part.start,
        "end": part.end,
        "used": working(part.seconds),
        "left": f"−{working(part.left)}" if part.left < 0 else working(part.left),
        "over": part.left < 0,
    }


def conditions(terms: Terms, names: Mapping[Aspect, str]) -> list[tuple[str, str]]:
    """Say to whom a promise is made, condition by condition; `names` hold what only the rooms know by name."""
    said: Mapping[Aspect, str] = {
        Aspect.KIND: str(dict(labels.choices(labels.KIND)).get(terms.kind, "")),
        Aspect.STAGE: str(dict(labels.choices(labels.STAGE)).get(terms.service_stage, "")),
        Aspect.CUSTOMER_KIND: str(dict(labels.choices(CUSTOMER_KIND)).get(terms.customer_kind, "")),
        Aspect.PRIORITY: str(labels.PRIORITY.get(terms.priority or 0, "")),
    }
    return [
        (str(labels.ASPECT[aspect]), str(names.get(aspect) or said.get(aspect) or value))
        for aspect, value in terms.conditions.items()
    ]


def targets(terms: Terms) -> list[tuple[str, str]]:
    """Say what is promised, target by target."""
    return [
        (str(labels.TARGET[target.value]), working(minutes * MINUTE))
        for target in Target
        if (minutes := terms.minutes_of(target)) is not None
    ]


def minutes_in_words(minutes: int | None) -> str:
    """Say a promised time; a dash where nothing is promised."""
    return "—" if minutes is None else working(minutes * MINUTE)


def escalation(terms: Terms, named: str) -> str:
    """Say what happens before and after a promise is missed."""
    parts = []
    if terms.warn_percent is not None:
        parts.append(_("warned at %(percent)s %% of the time") % {"percent": terms.warn_percent})
    if terms.escalate_to is not EscalateTo.NOBODY:
        who = named if terms.escalate_to is EscalateTo.PERSON else str(labels.ESCALATE[terms.escalate_to])
        parts.append(
            _("when missed, escalated to %(who)s, and one step higher after each %(time)s of silence")
            % {"who": who, "time": working(terms.again_minutes * MINUTE)}
        )
    comma = "，" if (get_language() or "").startswith("zh") else "; "
    return comma.join(parts) or _("nobody is warned, and nothing is escalated")


def why(weighed: Weighed, winner: str) -> str:
    """Say why a promise binds a case, or what it lacks, or what the one that does says more."""
    names = [str(labels.ASPECT[aspect]) for aspect in weighed.promise.terms.conditions]
    if weighed.applies:
        if not names:
            return _("It applies: it has no condition, and no other says more.")
        return _("It applies: the case meets its conditions (%(conditions)s), and no other says more.") % {
            "conditions": _comma().join(names)
        }
    if weighed.fails:
        failing = _comma().join(str(labels.ASPECT[aspect]) for aspect in weighed.fails)
        return _("It does not fit the case: %(conditions)s.") % {"conditions": failing}
    decided = labels.ASPECT[weighed.decided_by] if weighed.decided_by else ""
    return _("It fits, but %(winner)s goes before it: it says more about %(condition)s.") % {
        "winner": winner,
        "condition": decided,
    }


def _comma() -> str:
    return "、" if (get_language() or "").startswith("zh") else ", "


def trial(found: Trial) -> dict[str, object]:
    """Say how past cases would have fared."""
    head = ngettext(
        "%(number)s case of the last %(days)s days meets these conditions.",
        "%(number)s cases of the last %(days)s days meet these conditions.",
        found.cases,
    ) % {"number": found.cases, "days": found.days}
    if found.is_capped:
        head = _("The latest %(number)s cases of the last %(days)s days that meet these conditions were tried.") % {
            "number": found.cases,
            "days": found.days,
        }
    return {"head": head, "lines": [_tried(each) for each in found.targets if each.decided]}


def _tried(found: TargetTrial) -> str:
    target = labels.TARGET[found.target.value]
    if found.low is None or found.high is None:
        return _("%(target)s: only %(decided)s decided, too few to tell (at least %(least)s).") % {
            "target": target,
            "decided": found.decided,
            "least": LEAST_TRIED,
        }
    return _(
        "%(target)s: of %(decided)s, %(kept)s would have been kept: %(share)s %%, with 95 %% certainty between "
        "%(low)s %% and %(high)s %%."
    ) % {
        "target": target,
        "decided": found.decided,
        "kept": found.kept,
        "share": f"{100 * found.kept / found.decided:.0f}",
        "low": f"{100 * found.low:.0f}",
        "high": f"{100 * found.high:.0f}",
    }
