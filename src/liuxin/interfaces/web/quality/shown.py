"""From warnings to what the pages show: the reason in words, how it stands now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from liuxin.desk.quality.words import Reason, WarningView
from liuxin.interfaces.wording.catalogue import sentence

SOON = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Line:
    """A warning with its words and its mark: late is bad, due within hours a warning, settled good."""

    view: WarningView
    reason: str
    mark: str
    word: str
    how: str


def line(view: WarningView, now: datetime) -> Line:
    """Show a warning."""
    mark, word = _mark(view, now)
    how = said(f"settled.{view.settled}") if view.settled else ""
    return Line(view, said(f"reason.{_reason(view)}", **view.params), mark, word, how)


def _reason(view: WarningView) -> str:
    """Give the code of the reason: who said in the portal that it is not settled, or wrote, gave no mark.

    Who came again says after which case, and when that was closed as far as the warning bears it.
    """
    if view.reason is Reason.REPEAT_CONTACT and "after" in view.params:
        return "repeat_contact_follows" if "closed" in view.params else "repeat_contact_after"
    if view.reason is not Reason.NOT_SETTLED or "overall" in view.params:
        return view.reason.value
    return "not_settled_written" if "written" in view.params else "not_settled_said"


def said(code: str, **params: object) -> str:
    """Say a sentence of the room in the reader's language."""
    return sentence(f"quality.{code}", get_language() or "zh-hans", **params)


def _mark(view: WarningView, now: datetime) -> tuple[str, str]:
    if view.settled_at is not None:
        return ("warn", _("settled late")) if view.is_late(now) else ("good", _("settled"))
    if view.is_late(now):
        return "bad", pgettext("warning", "overdue")
    return ("warn" if view.due_at - now <= SOON else "none"), pgettext("warning", "open")
