"""The conversation of a case in one time line: what customers and colleagues wrote, notes, and the steps between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from liuxin.desk.cases.words import CaseView, Conversation
from liuxin.desk.cases.words.answering import TALKED, Met
from liuxin.desk.communication.words import Direction, Medium, Message, MessageState, Thread
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.cases import files, labels, quoting, shown, timeline
from liuxin.interfaces.web.cases.labels import Label
from liuxin.interfaces.web.cases.masking import without_keys

MEDIUM: dict[Medium, Label] = {
    Medium.EMAIL: pgettext_lazy("case", "E-mail"),
    Medium.PORTAL: pgettext_lazy("case", "Portal"),
    Medium.WEB_FORM: pgettext_lazy("case", "Web form"),
    Medium.PHONE: pgettext_lazy("case", "Phone"),
    Medium.COUNTER: pgettext_lazy("case", "Counter"),
    Medium.MESSENGER: pgettext_lazy("case", "Messenger"),
    Medium.API: pgettext_lazy("case", "Interface"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the page shows it. `until` is set while it can be taken back, by whoever wrote it.

    `then` is where the case stands once it has gone out, where it takes a step with it.
    """

    id: int
    at: datetime
    who: str
    ours: bool
    medium: str
    automatic: bool
    text: str
    quoted: str
    html: SafeString
    quoted_html: SafeString
    state: str
    until: datetime | None
    is_new: bool = False
    talked: bool = False
    around: files.Around = files.NOTHING
    then: str = ""


MAILED = frozenset((Medium.EMAIL, Medium.WEB_FORM, Medium.PORTAL))
"""Ways whose answers go to the address that the customer left."""


@dataclass(frozen=True, slots=True)
class Item:
    """One place of the time line: a message, or an entry of the record. `first_new` opens what one has not read."""

    at: datetime
    said: Said | None = None
    entry: timeline.Entry | None = None
    first_new: bool = False


def items(view: CaseView, talk: Conversation, *, me: int | None, read_to: int | None) -> list[Item]:
    """Give the time line, the newest last; `read_to` is how far one had read when the page was opened."""
    told = {(_code(each), each.at) for each in talk.messages}
    moments = [moment for moment in view.moments if (moment.code, moment.at) not in told]
    entries = timeline.entries(moments, source=view.line.source, line=view.line)
    found = [Item(entry.at, entry=entry) for entry in entries]
    for each in talk.messages:
        shown_as = said(each, talk.people.get(each.author or 0), me=me, read_to=read_to, code=view.line.code)
        then = str(labels.STATUS[talk.held[each.id]]) if each.id in talk.held else ""
        found.append(Item(each.at, said=replace(shown_as, then=then)))
    return list(_marked(sorted(found, key=lambda item: item.at)))


def said(
    message: Message, author: PersonName | None, *, me: int | None, read_to: int | None = None, code: str = ""
) -> Said:
    """Give a message as the page shows it."""
    text, quoted = quoting.parted(without_keys(message.text))
    html, quoted_html = quoting.parted_html(without_keys(message.html)) if message.html else ("", "")
    mine = me is not None and message.author == me
    pending = message.state is MessageState.PENDING
    return Said(
        id=message.id,
        at=message.at,
        who=_who(message, author),
        ours=message.direction is Direction.OUT,
        medium=str(MEDIUM[message.medium]),
        automatic=message.automatic,
        text=text,
        quoted=quoted,
        html=mark_safe(html),  # noqa: S308 - what nh3 let through
        quoted_html=mark_safe(quoted_html),  # noqa: S308 - what nh3 let through
        state=_state(message),
        until=message.release_at if pending and mine else None,
        is_new=read_to is not None and message.id > read_to and not mine,
        talked=message.medium in TALKED,
        around=files.around(message, code) if code else files.NOTHING,
    )


def _who(message: Message, author: PersonName | None) -> str:
    """Name who wrote: what we wrote without anybody's name, Liuxin wrote."""
    if message.direction is Direction.OUT and message.author is None and message.automatic:
        return _("Liuxin")
    return shown.name(author) or message.sender_name or message.sender_address or _("unknown")


def newer(met: Sequence[Met], *, me: int | None) -> list[Said]:
    """Give what others wrote meanwhile, to be read before one's own goes out."""
    return [said(each.message, each.author, me=me) for each in met]


def to_whom(thread: Thread | None, customer: str) -> str:
    """Say to whom an answer goes, and by which way."""
    name = (thread.address_name if thread else "") or customer or _("the customer")
    if thread is None:
        return _("To %(name)s: by e-mail if an address is on record, else by the link to the case") % {"name": name}
    if thread.medium in MAILED and thread.address:
        return _("To %(name)s by e-mail: %(address)s") % {"name": name, "address": thread.address}
    if thread.medium is Medium.PORTAL:
        return _("To %(name)s, of whom no address is on record: only by the link to the case. Call as well.") % {
            "name": name
        }
    way = str(MEDIUM[thread.medium])
    return pgettext("reply", "To %(name)s by %(way)s") % {"name": name, "way": way}


def _code(message: Message) -> str:
    return "message.received" if message.direction is Direction.IN else "message.sent"


def _state(message: Message) -> str:
    if message.direction is Direction.IN or message.medium in TALKED:
        return ""
    return pgettext("message", "waits") if message.state is MessageState.PENDING else pgettext("message", "sent")


def _marked(found: list[Item]) -> Iterator[Item]:
    opened = False
    for item in found:
        first = not opened and item.said is not None and item.said.is_new
        opened = opened or first
        yield Item(item.at, item.said, item.entry, first_new=first)
