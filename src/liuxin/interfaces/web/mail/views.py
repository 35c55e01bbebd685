"""Mailboxes, the outbox, and letters that wait for a person."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liuxin.desk.cases import actions as deeds
from liuxin.desk.cases import queries as cases
from liuxin.desk.communication import actions, permissions, queries
from liuxin.desk.communication.words import HeldEnd, PostState
from liuxin.desk.files import queries as files
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.jobs.mail import checking, intake
from liuxin.interfaces.web.cases.places import places
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.handing import handed
from liuxin.interfaces.web.kit.views import STATUS, page, posted
from liuxin.interfaces.web.mail import forms
from liuxin.interfaces.web.organisation.forms import show
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.errors import BadInputError


def _said(code: str, **params: object) -> str:
    return sentence(code, get_language() or "zh-hans", **params)


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List the mailboxes and how they fare."""
    asks = standing.of(request)
    boxes = queries.mailboxes(asks)
    box = queries.outbox(asks)
    stuck = sum(box.counts.get(state, 0) for state in (PostState.FAILED, PostState.UNCERTAIN, PostState.BOUNCED))
    context = {
        "boxes": boxes,
        "waiting": box.counts.get(PostState.WAITING, 0),
        "stuck": stuck,
        "held": len(queries.held_letters(asks)),
        "zone": organisation.zone(),
    }
    return page(request, "mail/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, mailbox: str = "") -> HttpResponse:
    """Set a mailbox up, or change it."""
    asks = standing.of(request)
    box = queries.mailbox(asks, mailbox) if mailbox else None
    queries.mailboxes(asks)
    language = get_language() or "zh-hans"
    ways = [(each.code, each.name.in_language(language)) for each in cases.entrances()]
    form = forms.MailboxForm(posted(request), entrances=ways, box=box)
    if request.method == "POST" and form.is_valid():
        plan = form.plan(mailbox)
        try:
            actions.set_mailbox(plan=plan, by=standing.actor(request), at=timezone.now())
        except BadInputError as problem:
            show(form, problem)
        else:
            messages.success(request, _("The mailbox is kept. Test the connection next."))
            return redirect("mail:box", plan.code)
    status = STATUS[BadInputError] if form.errors else 200
    context = {"form": form, "box": box, "entrances": ways, "zone": organisation.zone()}
    return page(request, "mail/box.html", context, status=status)


@require_POST
@login_required
def test(request: HttpRequest, mailbox: str) -> HttpResponse:
    """Sign in to both servers, and say what is wrong."""
    queries.mailbox(standing.of(request), mailbox)
    # The passwords are opened for the worker only: it is asked to look.
    for each in checking.check(queries.mailbox(Standing(is_system=True), mailbox).plan):
        reason = _said(each.why, **each.params) if each.why else ""
        tell = messages.success if each.good else messages.error
        tell(request, _said(each.code, **each.params, reason=reason))
    return redirect("mail:box", mailbox)


@require_safe
@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """List the letters of the outbox, newest first."""
    chosen = request.GET.get("state", "")
    state = PostState(chosen) if chosen in set(PostState) else None
    before = request.GET.get("before", "")
    found = queries.outbox(standing.of(request), state=state, before=int(before) if before.isdecimal() else None)
    lines = [(post, _said(f"mail.post.{post.state}")) for post in found.posts]
    states = [
        (word.value, _said(f"mail.post.{word}"), found.counts[word]) for word in PostState if word in found.counts
    ]
    context = {"found": found, "lines": lines, "states": states, "chosen": chosen, "zone": organisation.zone()}
    return page(request, "mail/outbox.html", context)


def _decide(request: HttpRequest, post: int, do: Callable[..., None], said: str) -> HttpResponse:
    do(post=post, by=standing.actor(request), at=timezone.now())
    messages.success(request, said)
    return redirect("mail:outbox")


@require_POST
@login_required
def retry(request: HttpRequest, post: int) -> HttpResponse:
    """Send a letter again."""
    return _decide(request, post, deeds.send_letter_again, _("It is sent again."))


@require_POST
@login_required
def cancel(request: HttpRequest, post: int) -> HttpResponse:
    """Stop a letter."""
    return _decide(request, post, deeds.stop_letter, _("It does not go out. “Send again” takes that back."))


@require_POST
@login_required
def arrived(request: HttpRequest, post: int) -> HttpResponse:
    """Say of an uncertain letter that it has arrived."""
    return _decide(request, post, actions.confirm_post, _("It counts as sent."))


@require_safe
@login_required
def held(request: HttpRequest) -> HttpResponse:
    """List the letters that wait for a person."""
    asks = standing.of(request)
    lines = [(letter, _said(f"mail.held.{letter.why}")) for letter in queries.held_letters(asks)]
    runs_mail = permissions.may_run_mail(asks)
    context = {
        "lines": lines,
        "zone": organisation.zone(),
        "runs_mail": runs_mail,
        "places": [] if runs_mail else places(asks, "mail:held"),
    }
    return page(request, "mail/held.html", context)


@require_safe
@login_required
def held_letter(request: HttpRequest, letter: int) -> HttpResponse:
    """Give a letter that waits, as it came."""
    _view, kept = queries.held_whole(standing.of(request), letter)
    return handed(files.content(kept), f"held-{letter}.eml")


@require_POST
@login_required
def let_in(request: HttpRequest, letter: int) -> HttpResponse:
    """Take a letter in after all."""
    taken = intake.decide(letter, HeldEnd.LET_IN, by=standing.actor(request), at=timezone.now())
    case = taken.case if taken else ""
    messages.success(request, _("Taken in as %(case)s.") % {"case": case} if case else _("It was here already."))
    return redirect("mail:held")


@require_POST
@login_required
def drop(request: HttpRequest, letter: int) -> HttpResponse:
    """Leave a letter out."""
    intake.decide(letter, HeldEnd.DROPPED, by=standing.actor(request), at=timezone.now())
    messages.success(request, _("Left out. The letter itself stays in the mailbox."))
    return redirect("mail:held")
