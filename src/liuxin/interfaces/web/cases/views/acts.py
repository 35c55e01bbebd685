"""What people do with a case: a form each, by itself or in the drawer, sent as a plain POST."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Act, CaseView, HandOverReason, Outcome, Seen
from liuxin.interfaces.jobs import asking
from liuxin.interfaces.web.cases import forms, labels, people, timeline
from liuxin.interfaces.web.cases.clock import in_a_while, in_house_time
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError

DIGITS = 10
Run = Callable[[Seen, dict[str, Any], Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Deed:
    """How an act looks: its form, what the button says, what is told afterwards and, where it is final, before.

    `later` is told instead of `done` where the case has a customer and the act leaves with a letter to them.
    """

    form: type[forms.ActForm]
    run: Run
    button: str | Promise
    done: str | Promise
    warning: str | Promise = ""
    later: str | Promise = ""


DEEDS: Mapping[Act, Deed] = {
    Act.TAKE: Deed(
        forms.ActForm,
        lambda seen, _d, by, at: actions.take(case=seen, by=by, at=at),
        _("Take"),
        _("You hold this case now."),
    ),
    Act.TRANSFER: Deed(
        forms.TransferForm,
        lambda seen, d, by, at: actions.transfer(
            case=seen,
            team=d["team"],
            holder=d["holder"],
            reason=HandOverReason(d["reason"]),
            remark=d["remark"],
            by=by,
            at=at,
        ),
        _("Transfer"),
        _("The case is handed over."),
    ),
    Act.HELP: Deed(
        forms.HelpForm,
        lambda seen, d, by, at: actions.add_helper(case=seen.code, person=d["person"], by=by, at=at),
        _("Ask for help"),
        _("The helper is on the case."),
    ),
    Act.WAIT: Deed(
        forms.WaitForm,
        lambda seen, d, by, at: actions.wait_on_customer(case=seen, **_plan(d), by=by, at=at),
        _("Wait"),
        _("The case waits for the customer; the clock of the promise stands still."),
    ),
    Act.RESUME: Deed(
        forms.PlanForm,
        lambda seen, d, by, at: actions.resume(case=seen, **_plan(d), by=by, at=at),
        _("Go on"),
        _("The case goes on."),
    ),
    Act.PLAN: Deed(
        forms.PlanForm,
        lambda seen, d, by, at: actions.plan_next(case=seen, **_plan(d), by=by, at=at),
        _("Keep this step"),
        _("The next step is planned."),
    ),
    Act.RESOLVE: Deed(
        forms.ResolveForm,
        lambda seen, d, by, at: actions.resolve_by_letter(
            case=seen,
            outcome=Outcome(d["outcome"]),
            outcome_text=d["outcome_text"],
            confirm_by=d["confirm_by"],
            letter=asking.letter(seen.code, d["outcome_text"]),
            by=by,
            at=at,
        ),
        _("Resolve and tell the customer"),
        _("The case is resolved."),
        later=_(
            "The customer is told and asked. In ten seconds the letter leaves, and with it the case is resolved: "
            "until then you can take it back."
        ),
    ),
    Act.CLOSE: Deed(
        forms.CloseForm,
        lambda seen, d, by, at: actions.close(
            case=seen, outcome=Outcome(d["outcome"]), outcome_text=d["outcome_text"], heard=d["heard"], by=by, at=at
        ),
        _("Close the case"),
        _("The case is closed."),
        _(
            "The outcome goes into the record and the customer may read it. "
            "A closed case can be reopened, and that stays on record."
        ),
    ),
    Act.REOPEN: Deed(
        forms.PlanForm,
        lambda seen, d, by, at: actions.reopen(case=seen, **_plan(d), by=by, at=at),
        _("Reopen"),
        _("The case is open again."),
        _("The resolution counts as one that did not hold, for whoever resolved it."),
    ),
    Act.CLASSIFY: Deed(
        forms.ClassifyForm,
        lambda seen, d, by, at: actions.classify(
            case=seen, priority=d["priority"], category=d["category"], by=by, at=at
        ),
        _("Keep"),
        _("The case is classified."),
    ),
    Act.NOTE: Deed(
        forms.NoteForm,
        lambda seen, d, by, at: actions.note(case=seen.code, text=d["text"], by=by, at=at),
        _("Keep the note"),
        _("The note is kept."),
    ),
}


@require_http_methods(["GET", "POST"])
@login_required
@in_house_time
def act(request: HttpRequest, code: str, act: Act) -> HttpResponse:
    """Ask for what an act needs, or do it."""
    asks, now = standing.of(request), timezone.now()
    view = queries.case(asks, code, now)
    if act not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=str(labels.ACT[act]), case=code)
    deed = DEEDS[act]
    if request.method != "POST":
        if act not in view.acts:
            raise _not_now(view, act)
        return _shown(request, view, act, _form(deed, view, request.GET.get("team"), initial=_initial(view, act, now)))
    form = _form(deed, view, request.POST.get("team"), data=request.POST)
    if not form.is_valid():
        return _shown(request, view, act, form, status=400)
    seen = Seen(code, form.cleaned_data["version"])
    try:
        deed.run(seen, form.cleaned_data, standing.actor(request), now)
    except (BadInputError, RuleBrokenError, ConflictError) as problem:
        changed = isinstance(problem, ConflictError)
        view = queries.case(asks, code, now) if changed else view
        show(form, _not_now(view, act) if problem.code == "cases.step_not_possible" else problem)
        return _shown(request, view, act, form, STATUS[type(problem)], changed=changed)
    messages.success(request, str(deed.later if deed.later and view.line.customer else deed.done))
    return redirect("cases:case", code)


@require_POST
@login_required
def only_thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the letter about a resolved case only thanks, and close it so."""
    version = request.POST.get("version", "")
    seen = Seen(code, int(version) if version.isdecimal() and len(version) < DIGITS else 0)
    actions.close_thanked(case=seen, by=standing.actor(request), at=timezone.now())
    said = _("It only thanks. The case is closed with the outcome as it was told; the customer is not written to.")
    messages.success(request, said)
    return redirect("cases:case", code)


def _not_now(view: CaseView, act: Act) -> RuleBrokenError:
    """Say in the words of the page that an act does not fit the status."""
    status = str(labels.STATUS[view.line.status])
    return RuleBrokenError("cases.not_in_this_state", act=str(labels.ACT[act]), status=status)


def _plan(data: dict[str, Any]) -> dict[str, Any]:
    return {"next_action": data["next_action"], "next_due": data["next_due"]}


def _initial(view: CaseView, act: Act, now: datetime) -> dict[str, object]:
    later = {Act.RESOLVE: {"days": queries.portal_terms().again_after}, Act.WAIT: {"days": 1}}.get(act, {"hours": 4})
    due = in_a_while(now, **later)
    planned = view.line.next_due
    return {
        "version": view.version,
        "next_action": labels.next_action(view.line.next_action) if act in {Act.PLAN, Act.RESUME} else "",
        "next_due": planned if act is Act.PLAN and planned and planned > now + timedelta(minutes=5) else due,
        "confirm_by": due,
        "priority": view.line.priority,
        "category": view.line.category,
        "team": view.line.team.id if view.line.team else None,
    }


def _form(deed: Deed, view: CaseView, team: str | None, **given: Any) -> forms.ActForm:
    form = deed.form(**given, auto_id="act-%s")
    if not deed.form.needs_team:
        return form
    now = timezone.now()
    teams = people.all_teams(now)
    chosen = _team(view, team, {key for key, _name in teams})
    members = people.members(int(chosen), now) if chosen else []
    forms.offer(form, "team", teams)
    if "holder" in form.fields:
        forms.offer(form, "holder", [("", str(_("the team's queue: its lead answers for it"))), *members])
    else:
        forms.offer(form, "person", members)
    form.initial = {**form.initial, "team": chosen}
    return form


def _team(view: CaseView, asked: str | None, known: set[str]) -> str:
    """Give the team whose people are offered: the one asked for, else that of the case."""
    own = str(view.line.team.id) if view.line.team else ""
    return next((key for key in (asked or "", own) if key in known), "")


def _shown(
    request: HttpRequest, view: CaseView, act: Act, form: forms.ActForm, status: int = 200, *, changed: bool = False
) -> HttpResponse:
    deed = DEEDS[act]
    if changed:
        # Sending again is a decision about the case as it is now, which the page says.
        form.data = {**{name: form.data.get(name, "") for name in form.data}, "version": str(view.version)}
    return page(
        request,
        "cases/act.html",
        {
            "line": view.line,
            "act": act.value,
            "title": labels.ACT[act],
            "deed": deed,
            "form": form,
            "teams": getattr(form.fields.get("team"), "choices", ()),
            "team": str(form["team"].value()) if "team" in form.fields else "",
            "changed": changed,
            "meanwhile": timeline.entries(view.moments)[-1:] if changed else (),
            "outcome_now": view.outcome_text if changed else "",
        },
        fragment="drawer",
        status=status,
    )
