"""The page of one case."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liuxin.desk.cases import queries
from liuxin.desk.cases.words import Act, CaseView, Status
from liuxin.desk.customers import permissions as customers
from liuxin.interfaces.web.cases import figure, labels, outcome_asked, promised, shown, talk
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.spans import working
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.templatetags.speech import spoken
from liuxin.interfaces.web.kit.views import page
from liuxin.kernel.text import Bilingual

BUTTONS = (Act.HELP, Act.TRANSFER, Act.WAIT, Act.RESUME, Act.RESOLVE, Act.REOPEN, Act.CLOSE)
ICONS = {
    Act.HELP: "users-plus",
    Act.TRANSFER: "arrows-exchange",
    Act.WAIT: "clock-pause",
    Act.RESUME: "player-play",
    Act.RESOLVE: "check",
    Act.REOPEN: "rotate",
    Act.CLOSE: "lock",
}
KEYS = {Act.TRANSFER: "t", Act.WAIT: "w", Act.RESUME: "w", Act.RESOLVE: "e", Act.CLOSE: "e"}


@require_safe
@login_required
@in_house_time
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show a case; one that the reader may not see is not there."""
    return shown_case(request, code)


def shown_case(
    request: HttpRequest, code: str, *, sent: talk.Sent = talk.NOTHING_SENT, status: int = 200
) -> HttpResponse:
    """Show a case, with what was sent to it and could not be done."""
    now = timezone.now()
    found = queries.case_page(standing.of(request), code, now)
    view = found.view
    zone = timezone.get_current_timezone()
    return page(
        request,
        "cases/case.html",
        {
            "view": view,
            "line": view.line,
            "state": shown.state(view.line, now, shown.words_of_status()),
            "promise": shown.promise(view.line, now),
            "next_action": labels.next_action(view.line.next_action),
            "drawn": figure.participation(view, now, zone),
            "holds": [_hold(view, place) for place in range(len(view.holds))],
            "shares": [(shown.name(share.person), f"{share.share:.2f}") for share in view.shares],
            "words": _words(view),
            "clock": _clock(view),
            "clocks": promised.clocks(view.clocks),
            "asked": outcome_asked.asked(view, now),
            "customer_stage": _stage(view),
            "buttons": [
                {"act": act.value, "label": labels.ACT[act], "icon": ICONS[act], "key": KEYS.get(act, "")}
                for act in BUTTONS
                if act in view.acts
            ],
            "main_act": _main_act(view),
            "may_need": customers.may_change_customer(standing.of(request)),
            "may": {act.value: act in view.acts for act in Act},
            **talk.context(request, found, now, sent),
        },
        status=status,
    )


def _main_act(view: CaseView) -> str:
    """Name the one loud button: to take what nobody holds, to close what is resolved, else to resolve."""
    order: tuple[Act, ...] = (Act.TAKE,) if view.line.holder is None else ()
    order += (Act.CLOSE,) if view.line.status is Status.RESOLVED else (Act.RESUME, Act.RESOLVE)
    return next((act.value for act in order if act in view.acts), "")


def _words(view: CaseView) -> dict[str, str]:
    line = view.line
    return {
        "kind": str(labels.KIND[line.kind]),
        "stage": str(labels.STAGE[line.service_stage]),
        "channel": str(labels.CHANNEL[line.channel]),
        "priority": str(labels.PRIORITY[line.priority]),
        "outcome": str(labels.OUTCOME[line.outcome]) if line.outcome else "",
    }


def _stage(view: CaseView) -> str:
    name = view.line.customer.stage if view.line.customer else None
    return spoken(Bilingual(name.zh, name.en) if name else None)


def _hold(view: CaseView, place: int) -> dict[str, object]:
    hold = view.holds[place]
    return {
        "hold": hold,
        "team": shown.name(hold.team),
        "reason": labels.REASON[hold.reason],
        "time": "—" if hold.seconds is None else working(hold.seconds),
    }


def _clock(view: CaseView) -> dict[str, object] | None:
    """Give the clock of the promise in words first, with the share that is left for the bar."""
    promise = view.promise
    if promise.used is None or promise.total is None or view.line.promise_kept is not None:
        return None
    left = promise.total - promise.used
    return {
        "used": working(promise.used),
        "total": working(promise.total),
        "left": working(left),
        "over": left < 0,
        "width": f"{100 * max(0, left) / promise.total:.2f}%" if promise.total else "0%",
    }
