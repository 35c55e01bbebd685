"""What stands of a macro whose letter was taken back, and where that can be mended."""

import re
from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import Act, CaseView, Status
from liuxin.desk.cases.words.answering import MacroDeed
from liuxin.interfaces.web.cases import labels
from liuxin.interfaces.web.kit import standing

KEY = re.compile(r"\d{1,18}")
"""A number that a database can hold."""
BACK = "back"
"""In the address of a case: the letter that was just taken back."""
LEFT: Mapping[MacroDeed, str | Promise] = {
    MacroDeed.REPLY: _("its other letter goes out unless you take it back, too"),
    MacroDeed.NOTE: _("the note for colleagues is written; whoever it names was told"),
    MacroDeed.CLASSIFY: _("priority and category are set"),
    MacroDeed.WAIT: _("the case waits for the customer"),
    MacroDeed.PLAN: _("the next step is planned"),
    MacroDeed.TRANSFER: _("the case is handed over"),
    MacroDeed.RESOLVE: _("the case is resolved"),
}
MENDED_BY = {
    MacroDeed.CLASSIFY: Act.CLASSIFY,
    MacroDeed.WAIT: Act.RESUME,
    MacroDeed.PLAN: Act.PLAN,
    MacroDeed.TRANSFER: Act.TRANSFER,
    MacroDeed.RESOLVE: Act.REOPEN,
}


GONE_ON = {
    MacroDeed.WAIT: frozenset({Status.OPEN, Status.RESOLVED, Status.CLOSED}),
    MacroDeed.RESOLVE: frozenset({Status.OPEN, Status.WAITING}),
}
"""Where a case stands when somebody has undone such a deed since: it is told no more."""


def by_macro(request: HttpRequest, view: CaseView) -> dict[str, object] | None:
    """Say what stands, where the address names a letter that was taken back; None where nothing does."""
    wanted = request.GET.get(BACK, "")
    if not KEY.fullmatch(wanted):
        return None
    found = queries.macro_left(standing.of(request), view.line.code, int(wanted))
    deeds = [deed for deed in found.deeds if view.line.status not in GONE_ON.get(deed, ())] if found else []
    return {"name": found.name, "deeds": [_deed(deed, view) for deed in deeds]} if found and deeds else None


def _deed(deed: MacroDeed, view: CaseView) -> dict[str, str]:
    act = MENDED_BY.get(deed)
    if act is None or act not in view.acts:
        return {"said": str(LEFT[deed]), "url": "", "label": ""}
    url = reverse("cases:act", args=[view.line.code, act.value])
    return {"said": str(LEFT[deed]), "url": url, "label": str(labels.ACT[act])}
