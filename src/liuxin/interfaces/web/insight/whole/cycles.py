"""The page of a cycle laid out: a row a department, the river, who is late, what is missing."""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from liuxin.insight.whole import CycleOverview, DepartmentRow
from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.web.insight.whole import phases
from liuxin.interfaces.web.kit.templatetags.kit import page_url
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence

PAGES = {
    1: "plan:home",
    2: "indicators:sets",
    3: "evaluators:home",
    4: "evaluation:home",
    5: "feedback:home",
    6: "outcomes:home",
}
COUNTED = {
    1: gettext_lazy("people whose goals are signed"),
    2: gettext_lazy("positions with an agreed set"),
    3: gettext_lazy("people whose evaluators are ready"),
    4: gettext_lazy("forms and results"),
    5: gettext_lazy("results that are final"),
    6: gettext_lazy("results that led to something"),
}
"""What is counted in each phase: each has a unit of its own, and other pages count other things of it."""
SOON, NAMED = 2, 6
"""A phase is due soon from so many days before its day on; so many late people are named, the rest are counted."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One department: its river, how it stands against the plan, how far the open phase is, and what is missing."""

    name: str
    people: int
    flat: phases.Flat
    label: str
    phase: str
    url: str
    mark: str
    word: str
    done: str
    counted: str
    missing: tuple[str, ...]
    late: tuple[str, ...]
    more_late: int


def context(found: CycleOverview) -> dict[str, object]:
    """Give the template everything."""
    rows = [_row(row, found) for row in found.rows]
    return {
        "name": shown.text(found.cycle.name),
        "cycle": found.cycle.id,
        "days": shown.days(found.cycle.period, found.zone),
        "is_pilot": found.cycle.is_pilot,
        "is_closed": not found.cycle.is_open,
        "rows": rows,
        "said": _said(found),
        "others": [(each.id, shown.text(each.name)) for each in found.others],
        "as_of": formats.date_time(found.at, found.zone),
        "phase_names": [phases.name(number) for number in range(1, 7)],
    }


def _said(found: CycleOverview) -> str:
    """Say in one sentence where the cycle stands: who is late first, else that nobody is."""
    if not found.cycle.is_open:
        return _("This cycle is closed: nothing in it changes any more.")
    if not found.late:
        return _("No department is late.")
    first = found.late[0]
    return ngettext(
        "%(count)s department is late; the latest is %(name)s, by %(days)s days in “%(phase)s”.",
        "%(count)s departments are late; the latest is %(name)s, by %(days)s days in “%(phase)s”.",
        len(found.late),
    ) % {
        "count": len(found.late),
        "name": shown.text(first.phases.name),
        "days": first.late_days,
        "phase": phases.name(first.phases.now),
    }


def _row(row: DepartmentRow, found: CycleOverview) -> RowView:
    mark, word = _against_plan(row, found)
    late = row.progress.late if row.progress else ()
    names = [shown.name(found.names[person]) for person in late if person in found.names]
    page = PAGES.get(row.phases.now, "")
    name = shown.text(row.phases.name)
    return RowView(
        name=name,
        people=row.people,
        flat=phases.flat(row.phases.now),
        label=_("%(name)s: %(phase)s") % {"name": name, "phase": phases.name(row.phases.now)},
        phase=phases.name(row.phases.now),
        url=page_url(page) if page else "",
        mark=mark,
        word=word,
        done=f"{row.progress.done} / {row.progress.all}" if row.progress else formats.ABSENT,
        counted=str(COUNTED.get(row.phases.now, "")) if row.progress else "",
        missing=_missing(row),
        late=tuple(names[:NAMED]),
        more_late=max(len(late) - NAMED, 0),
    )


def _missing(row: DepartmentRow) -> tuple[str, ...]:
    language = get_language() or "zh-hans"
    return tuple(sentence(code, language) for code in row.progress.missing) if row.progress else ()


def _against_plan(row: DepartmentRow, found: CycleOverview) -> tuple[str, str]:
    """Hold the open phase against its day: done, late by so many days, due today or tomorrow, in time."""
    step = row.step
    if step is None:
        return ("good", _("done")) if row.phases.done else ("none", pgettext("phase", "not begun"))
    if row.late_days:
        return "bad", ngettext("%(days)s day late", "%(days)s days late", row.late_days) % {"days": row.late_days}
    left = (step.due_on - found.today).days
    if left <= SOON:
        return "warn", _("due %(day)s") % {"day": formats.day(step.due_on)}
    return "good", _("in time, due %(day)s") % {"day": formats.day(step.due_on)}
