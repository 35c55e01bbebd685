"""What the conversation and the composer of a case's page need."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from liuxin.desk.cases import permissions, queries
from liuxin.desk.cases.words import Act, CaseView, Conversation, WholeCase
from liuxin.desk.cases.words.answering import NOTE_DRAFT, AtWork
from liuxin.desk.files import queries as files
from liuxin.desk.files.words import Limits
from liuxin.interfaces.web.cases import composing, conversation, labels, left, shown
from liuxin.interfaces.web.kit import standing
from liuxin.interfaces.wording import formats


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent and what stood in the way; `dropped` is a draft that can be brought back."""

    tab: str = ""
    reply: composing.ReplyForm | None = None
    note: composing.ComposedNote | None = None
    talk: composing.TalkForm | None = None
    newer: tuple[conversation.Said, ...] = ()
    dropped: str = ""


NOTHING_SENT = Sent()


def context(request: HttpRequest, found: WholeCase, now: datetime, sent: Sent) -> dict[str, object]:
    """Give the time line, who else is at it, and the composer."""
    asks = standing.of(request)
    return {
        **time_line(request, found.view, found.said, since=found.work.read_to, mark=found.mark),
        "others": others(found.work, now),
        "left": left.by_macro(request, found.view),
        "composer": _composer(request, found, sent, now),
        "macros": found.macros if _may_answer(found.view) else (),
        "may_keep": permissions.may_keep_templates(asks),
    }


def time_line(
    request: HttpRequest, view: CaseView, said: Conversation, *, since: int | None, mark: str, stood: str = ""
) -> dict[str, object]:
    """Give the time line and what its next look needs: how far one had read, and how the case stood.

    `stood` is the status that the page around it still shows.
    """
    me = standing.of(request).person_id
    latest = max((message.id for message in said.messages), default=0)
    since = latest if since is None else since
    return {
        "items": conversation.items(view, said, me=me, read_to=since),
        "messages_count": len(said.messages),
        "mark": mark,
        "since": since,
        "latest": latest,
        "form_version": view.version,
        "stood": stood or view.line.status.value,
        "now_stands": str(labels.STATUS[view.line.status]),
        "outcome_word": labels.OUTCOME[view.line.outcome] if view.line.outcome else "",
    }


def others(work: AtWork, now: datetime) -> list[dict[str, object]]:
    """Give who else is at it, and how many seconds ago they last wrote."""
    return [
        {
            "name": shown.name(other.person),
            "writes": other.writes,
            "ago": formats.duration(max(0, int((now - other.at).total_seconds())), get_language() or "zh-hans"),
        }
        for other in work.others
    ]


def reply_form(
    request: HttpRequest, view: CaseView, said: Conversation, now: datetime, *, text: str = "", sent: bool = False
) -> composing.ReplyForm:
    """Make the form of an answer, with what may be chosen in it; `sent` fills it with what somebody sent."""
    latest = max((message.id for message in said.messages), default=0)
    begun = composing.initial(view, now, text=text, read_to=latest)
    by = standing.actor(request)
    form = composing.ReplyForm(
        *((request.POST, request.FILES) if sent else ()),
        initial=begun,
        auto_id="reply-%s",
        limits=files.limits() if sent else Limits(),
        by=by,
        scope=composing.whose_files(view.line.code, by),
    )
    if not sent and request.GET.get(left.BACK):
        form.offer_what_waits()
    composing.offer(form, view, composing.threads_of(said), _customer(view))
    return form


def _composer(request: HttpRequest, found: WholeCase, sent: Sent, now: datetime) -> composing.Composer | None:
    view, said, drafts = found.view, found.said, found.drafts
    tabs = _tabs(view)
    if not tabs:
        return None
    asked = sent.tab or request.GET.get("as", "")
    draft, note_draft = drafts.get("case"), drafts.get(NOTE_DRAFT)
    text = _from_template(request, view, now) or (draft.text if draft else "")
    threads = composing.threads_of(said)
    begun = {"token": composing.new_token(), "medium": "phone", "direction": "in", "person": _customer(view)}
    return composing.Composer(
        tab=asked if asked in tabs else tabs[0],
        tabs=tabs,
        reply=sent.reply or reply_form(request, view, said, now, text=text),
        note=sent.note
        or composing.ComposedNote(initial={"text": note_draft.text if note_draft else ""}, auto_id="note-%s"),
        talk=sent.talk or composing.TalkForm(initial=begun, auto_id="talk-%s"),
        to=conversation.to_whom(threads[0] if threads else None, _customer(view)),
        several=len(threads) > 1,
        kept_at=draft.saved_at if draft else None,
        newer=list(sent.newer),
        dropped=sent.dropped,
    )


def _from_template(request: HttpRequest, view: CaseView, now: datetime) -> str:
    """Give a template filled, where the address asks for one: the way without script."""
    wanted = request.GET.get("template", "")
    if not wanted.isdecimal():
        return ""
    return queries.filled(
        standing.of(request), view.line.code, int(wanted), language=get_language() or "zh-hans", at=now
    )


def _tabs(view: CaseView) -> tuple[str, ...]:
    answers = ("reply",) if _may_answer(view) else ()
    notes = ("note",) if Act.NOTE in view.acts else ()
    return (*answers, *notes, *(("talk",) if answers else ()))


def _may_answer(view: CaseView) -> bool:
    return Act.REPLY in view.acts


def _customer(view: CaseView) -> str:
    return view.line.customer.name if view.line.customer else ""
