"""Many cases at once: choose, say what, see what would happen to each, then do it; and the undo."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.cases import actions, permissions, queries
from liuxin.desk.cases.words import Deed, Done, Seen
from liuxin.interfaces.web.cases import people, shown
from liuxin.interfaces.web.cases.asked import ListForm
from liuxin.interfaces.web.cases.clock import in_a_while, in_house_time
from liuxin.interfaces.web.cases.refusing import said
from liuxin.interfaces.web.cases.together_forms import DEED, FORMS, TogetherForm, offer
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def together(request: HttpRequest) -> HttpResponse:
    """Ask what a deed needs, show what would become of each case, or do it."""
    asks = standing.of(request)
    if not permissions.works_with_cases(asks):
        raise NotAllowedError("cases.not_allowed", act=_("Work on many cases"))
    given = request.POST if request.method == "POST" else request.GET
    deed = Deed(given["deed"]) if given.get("deed") in set(Deed) else Deed.TAKE
    chosen = _chosen(request, given)
    form = _form(deed, given, posted=request.method == "POST")
    if not chosen:
        form.add_error(None, _("Choose at least one case of the list.")) if form.is_bound else None
        return _shown(request, deed, form, chosen, status=400 if form.is_bound else 200)
    if request.method != "POST" or not form.is_valid():
        return _shown(request, deed, form, chosen, status=400 if form.errors else 200)
    doing = given.get("do") == "do"
    run = actions.do_together if doing else actions.preview_together
    try:
        done = run(told=form.told(), cases=chosen, by=standing.actor(request), at=timezone.now())
    except (BadInputError, RuleBrokenError) as problem:
        show(form, problem)
        return _shown(request, deed, form, chosen, status=400)
    return _shown(request, deed, form, chosen, done=done, doing=doing)


def _chosen(request: HttpRequest, given: QueryDict) -> list[Seen]:
    """Give the cases that were chosen: by code, as they were seen where the page told, or all that the list finds."""
    asks = standing.of(request)
    if given.get("all"):
        asked = ListForm(QueryDict(given.get("asked", "")), teams=people.all_teams(timezone.now()))
        lines = queries.case_rows(asks, asked.wanted(), asked.sorting(), most=actions.MOST_TOGETHER)
        named: dict[str, int | None] = {line.code: None for line in lines}
    else:
        named = dict(map(_read, given.getlist("case")))
    known = queries.versions_of(asks, named)
    return [Seen(code, known[code] if seen is None else seen) for code, seen in named.items() if code in known]


def _read(text: str) -> tuple[str, int | None]:
    code, _colon, version = text.partition(":")
    return code, int(version) if version.isdecimal() else None


def _form(deed: Deed, given: QueryDict, *, posted: bool) -> TogetherForm:
    now = timezone.now()
    initial: dict[str, Any] = {"next_due": in_a_while(now, hours=4)}
    form = FORMS[deed](given if posted else None, initial=initial, auto_id="many-%s")
    if deed is Deed.TRANSFER:
        teams = people.all_teams(now)
        team = given.get("team", "")
        team = team if team in {key for key, _name in teams} else (teams[0][0] if teams else "")
        offer(form, "team", teams)
        members = people.members(int(team), now) if team else []
        offer(form, "holder", [("", str(_("the team's queue: its lead answers for it"))), *members])
        form.initial = {**form.initial, "team": team}
    return form


def _shown(
    request: HttpRequest,
    deed: Deed,
    form: TogetherForm,
    chosen: Sequence[Seen],
    *,
    done: Done | None = None,
    doing: bool = False,
    status: int = 200,
) -> HttpResponse:
    lines = queries.case_titles(standing.of(request), [seen.code for seen in chosen])
    refused = {one.case: said(one.error) for one in done.refused} if done else {}
    rows = shown.rows(tuple(lines[seen.code] for seen in chosen if seen.code in lines), timezone.now())
    return page(
        request,
        "cases/together.html",
        {
            "deed": deed.value,
            "title": DEED[deed],
            "deeds": DEED.items(),
            "form": form,
            "teams": getattr(form.fields.get("team"), "choices", ()),
            "team": str(form["team"].value()) if "team" in form.fields else "",
            "seen": chosen,
            "rows": [(row, refused.get(row["code"], "")) for row in rows],
            "done": done,
            "doing": doing,
            "can_undo": deed is not Deed.CLOSE,
            "most": actions.MOST_TOGETHER,
        },
        status=status,
    )


@require_POST
@login_required
def undo(request: HttpRequest, done: int) -> HttpResponse:
    """Take a deed on many cases back."""
    result = actions.undo_together(done=done, by=standing.actor(request), at=timezone.now())
    count = len(result.cases)
    messages.success(
        request,
        ngettext("%(count)s case is as it was.", "%(count)s cases are as they were.", count) % {"count": count},
    )
    for one in result.refused:
        messages.warning(request, f"{one.case}: {said(one.error)}")
    return redirect("cases:list")
