"""Improvement plans laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.agreement.panel import Panel, panel
from liuxin.interfaces.web.outcomes import labels
from liuxin.interfaces.wording import formats
from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import (
    CheckView,
    Effect,
    Ending,
    Measured,
    PlanLine,
    PlanState,
    PlanView,
    SupportView,
)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan in a list."""

    url: str
    person: PersonName | None
    pattern: str
    state: object
    tag: str
    ending: object
    from_until: str
    next_check: date | None
    is_late: bool


def rows(found: Sequence[PlanLine], today: date) -> list[PlanShown]:
    """Lay out a list of plans; a check that was to be before today is late."""
    names = organisation.names({each.person for each in found})
    return [
        PlanShown(
            url=reverse("outcomes:plan", kwargs={"plan": each.id}),
            person=names.get(each.person),
            pattern=labels.text(rules.plan_pattern(each.pattern).name),
            state=labels.PLAN_STATES[each.state],
            tag=labels.PLAN_TAGS[each.state],
            ending=labels.ENDINGS.get(each.ending, ""),
            from_until=_days(each),
            next_check=each.next_check,
            is_late=each.next_check is not None and each.next_check < today,
        )
        for each in found
    ]


def one(request: HttpRequest, found: PlanView, measure: str, today: date) -> dict[str, object]:
    """Give what the page of a plan shows."""
    line = found.line
    people = {line.person, found.supporter, found.opened_by}
    people |= {each.owner for each in found.support} | {each.by for each in found.checks if each.by is not None}
    names = organisation.names(people)
    waiting = next((each for each in found.checks if each.done_at is None), None)
    return {
        "found": found,
        "person": names.get(line.person),
        "supporter": names.get(found.supporter),
        "opened_by": names.get(found.opened_by),
        "pattern": rules.plan_pattern(line.pattern),
        "state": labels.PLAN_STATES[line.state],
        "tag": labels.PLAN_TAGS[line.state],
        "ending": labels.ENDINGS.get(line.ending, ""),
        "from_until": _days(line),
        "points": formats.points(found.score.points),
        "interval": formats.interval(found.score.low, found.score.high),
        "floor": formats.number(found.floor, places=None),
        "support": [_support(each, names) for each in found.support],
        "checks": [_check(each, names, today) for each in found.checks],
        "waiting_check": waiting,
        "measure": measure,
        "panel": _panel(request, found),
        "zone": organisation.zone(),
        **_stands(line),
        **_effect(found.effect),
    }


def _stands(line: PlanLine) -> dict[str, object]:
    return {
        "is_draft": line.state is PlanState.DRAFT,
        "is_open": line.state in {PlanState.DRAFT, PlanState.PROPOSED},
        "is_running": line.state is PlanState.RUNNING,
        "is_ended": line.ending is not Ending.NOT_ENDED,
    }


def _panel(request: HttpRequest, found: PlanView) -> Panel | None:
    if found.agreement is None:
        return None
    key = {"plan": found.line.id}
    back, counter = reverse("outcomes:plan", kwargs=key), reverse("outcomes:plan-edit", kwargs=key)
    return panel(request, found.agreement, back=back, counter_url=counter)


def _days(line: PlanLine) -> str:
    if line.starts_on is None or line.ends_on is None:
        return formats.ABSENT
    return f"{formats.day(line.starts_on)} – {formats.day(line.ends_on)}"


def _support(each: SupportView, names: Mapping[int, PersonName]) -> dict[str, object]:
    return {
        "id": each.id,
        "text": each.text,
        "owner": names.get(each.owner),
        "due_on": each.due_on,
        "given_on": each.given_on,
    }


def _check(each: CheckView, names: Mapping[int, PersonName], today: date) -> dict[str, object]:
    return {
        "number": each.number,
        "due_on": each.due_on,
        "is_late": each.done_at is None and each.due_on < today,
        "found": "" if each.progress is None else labels.PROGRESS[each.progress],
        "note": each.note,
        "done_at": each.done_at,
        "by": None if each.by is None else names.get(each.by),
    }


def _effect(found: Effect) -> dict[str, object]:
    state, word = labels.EFFECTS[found.verdict]
    return {
        "before": _reading(found.before),
        "after": _reading(found.after),
        "difference": formats.signed(found.difference, places=1) if found.difference is not None else "",
        "difference_interval": ""
        if found.low is None or found.high is None
        else f"{formats.signed(found.low)} – {formats.signed(found.high)}",
        "effect_state": state,
        "effect_word": word,
    }


def _reading(found: Measured | None) -> tuple[str, str, str] | None:
    if found is None:
        return None
    return (
        formats.number(found.value, places=1),
        formats.interval(found.low, found.high),
        formats.number(found.n, places=0),
    )
