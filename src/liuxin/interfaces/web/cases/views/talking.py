"""What an agent writes on the page of a case: answers, notes, talks; and what the page asks for by itself."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Act, Seen
from liuxin.desk.cases.words.answering import NOTE_DRAFT, After
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About
from liuxin.desk.files import actions as files
from liuxin.interfaces.jobs import asking
from liuxin.interfaces.web.cases import composing, conversation, labels, left, refusing, talk
from liuxin.interfaces.web.cases.attaching import set_aside_again
from liuxin.interfaces.web.cases.clock import in_house_time
from liuxin.interfaces.web.cases.views.one import shown_case
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.web.kit.views import STATUS, page
from liuxin.interfaces.web.organisation.forms import show
from liuxin.kernel.errors import BadInputError, ConflictError, LiuxinError, NotAllowedError, RuleBrokenError

REFUSED = (BadInputError, RuleBrokenError, ConflictError)
NOTHING_NEW = 204
DRAFTS = {"reply": "case", "note": NOTE_DRAFT}


def _to_talk(code: str) -> HttpResponse:
    return redirect(f"{reverse('cases:case', args=[code])}#composer")


@require_POST
@login_required
@in_house_time
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Send an answer, and do with the case what was chosen with it."""
    asks, now = standing.of(request), timezone.now()
    view = queries.case(asks, code, now)
    if Act.REPLY not in view.allowed:
        raise NotAllowedError("cases.not_allowed", act=str(labels.ACT[Act.REPLY]), case=code)
    form = talk.reply_form(request, view, queries.conversation(asks, code), now, sent=True)
    if not form.is_valid():
        form.keep_files(request)
        return shown_case(request, code, sent=talk.Sent("reply", reply=form), status=400)
    seen, answer, then = Seen(code, form.cleaned_data["version"]), form.reply(), form.then()
    if (
        then.after is After.RESOLVE and then.outcome is not None
    ):  # the letter asks whether it holds, the outcome is what was told
        then = replace(then, told=then.told or answer.text)
        answer = replace(answer, text=asking.letter(code, answer.text))
    try:
        answer = replace(answer, attachments=form.attachments())
        actions.send_answer(case=seen, reply=answer, then=then, by=standing.actor(request), at=now)
    except REFUSED as problem:
        return _reply_refused(request, code, form, problem)
    form.sent()
    return _to_talk(code)


def _reply_refused(request: HttpRequest, code: str, form: composing.ReplyForm, problem: LiuxinError) -> HttpResponse:
    """Show again what was typed, with what stood in the way; what is new is read first, then it may be sent."""
    asks = standing.of(request)
    problem.field = composing.FIELDS_OF.get(problem.field, problem.field)
    show(form, refusing.plain(problem))
    form.keep_files(request)
    met = queries.met_meanwhile(asks, code, form.cleaned_data["read_to"]) if isinstance(problem, ConflictError) else ()
    newer = tuple(conversation.newer(met, me=asks.person_id))
    sent = talk.Sent("reply", reply=form, newer=newer)
    return shown_case(request, code, sent=sent, status=STATUS[type(problem)])


@require_POST
@login_required
@in_house_time
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a note, and tell those whom it names."""
    form = composing.ComposedNote(request.POST, auto_id="note-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            unknown = actions.note(
                case=code,
                text=given["text"],
                ask_help=given["ask_help"],
                by=standing.actor(request),
                at=timezone.now(),
            )
        except REFUSED as problem:
            show(form, problem)
            return shown_case(request, code, sent=talk.Sent("note", note=form), status=STATUS[type(problem)])
        messages.success(request, _("The note is kept."))
        if unknown:
            names = pgettext("list", ", ").join(f"@{name[:40]}" for name in unknown)
            messages.warning(request, _("No colleague is called %(names)s: nobody was told by it.") % {"names": names})
        return _to_talk(code)
    return shown_case(request, code, sent=talk.Sent("note", note=form), status=400)


@require_POST
@login_required
@in_house_time
def write_down(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was said on the phone or at the counter."""
    form = composing.TalkForm(request.POST, auto_id="talk-%s")
    if form.is_valid():
        try:
            actions.write_down(case=code, talk=form.talk(), by=standing.actor(request), at=timezone.now())
        except REFUSED as problem:
            show(form, problem)
            return shown_case(request, code, sent=talk.Sent("talk", talk=form), status=STATUS[type(problem)])
        messages.success(request, _("The talk is written down."))
        return _to_talk(code)
    return shown_case(request, code, sent=talk.Sent("talk", talk=form), status=400)


@require_POST
@login_required
@in_house_time
def take_back(request: HttpRequest, code: str, message: int) -> HttpResponse:
    """Take back an answer that has not gone out; its text is in the composer again."""
    now, by = timezone.now(), standing.actor(request)
    said = queries.conversation(standing.of(request), code)
    held, files_of = said.held.get(message), [each for each in said.messages if each.id == message]
    text = asking.without_question(code, actions.take_back(message=message, by=by, at=now))
    communication.save_draft(about=About("case", code), text=text, by=by, at=now)
    attached = [file for each in files_of for file in each.attachments]
    if attached and set_aside_again(attached, scope=composing.whose_files(code, by), by=by, at=now) == len(attached):
        messages.success(request, _("The answer is taken back; its text and its files are in the composer again."))
    else:
        messages.success(request, _("The answer is taken back; its text is in the composer again."))
    if held is not None:
        undone = _("The case did not become “%(status)s”: nobody was told, and nothing counts it.")
        messages.info(request, undone % {"status": labels.STATUS[held]})
    return redirect(f"{reverse('cases:case', args=[code])}?{left.BACK}={message}#composer")


@require_POST
@login_required
@in_house_time
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is typed so far; `do` discards it or brings it back."""
    now, by = timezone.now(), standing.actor(request)
    queries.conversation(standing.of(request), code)
    kind, text = request.POST.get("kind", "reply"), request.POST.get("text", "")
    about, do = About(DRAFTS.get(kind, "case"), code), request.POST.get("do", "")
    if do == "discard":
        communication.drop_draft(about=about, by=by, at=now)
        files.drop_aside(scope=composing.whose_files(code, by), by=by, at=now)
        return shown_case(request, code, sent=talk.Sent("reply", dropped=text))
    communication.save_draft(about=about, text=text, by=by, at=now)
    return (
        _to_talk(code) if do == "restore" else page(request, "cases/kept.html", {"at": now if text.strip() else None})
    )


@require_safe
@login_required
@in_house_time
def live(request: HttpRequest, code: str) -> HttpResponse:
    """Give the time line if anything changed since `mark`."""
    asks = standing.of(request)
    mark = queries.pulse(asks, code)
    if mark == request.GET.get("mark"):
        return HttpResponse(status=NOTHING_NEW)
    view = queries.case(asks, code, timezone.now())
    since = request.GET.get("since", "")
    said = queries.conversation(asks, code)
    read, stood = int(since) if since.isdecimal() else 0, request.GET.get("stood", "")
    context = talk.time_line(request, view, said, since=read, mark=mark, stood=stood)
    context |= {"line": view.line, "view": view, "words": {}, "answers": Act.REPLY in view.acts}
    return page(request, "cases/time_line.html", context)


@require_POST
@login_required
@in_house_time
def here(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one has the page open and read up to `read_to`; give who else is at it."""
    asks, now = standing.of(request), timezone.now()
    read_to = request.POST.get("read_to", "")
    actions.look(case=code, read_to=int(read_to) if read_to.isdecimal() else 0, by=standing.actor(request), at=now)
    return page(request, "cases/others.html", {"others": talk.others(queries.at_work(asks, code, now), now)})


@require_safe
@login_required
@in_house_time
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Give whom a note may name."""
    found = queries.mentionable(standing.of(request), code, request.GET.get("q", ""), timezone.now())
    return page(request, "cases/mentionable.html", {"found": found})
