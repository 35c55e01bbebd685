"""Entrances, messages and threads for tests, made by the rooms' own actions."""

from datetime import datetime
from itertools import count

from liuxin.desk.cases import actions
from liuxin.desk.cases.models import CaseThread, Entrance, Macro, MacroStep, ReplyTemplate, TemplateVersion
from liuxin.desk.cases.words import Arrived, Arriving, Channel, EntranceView, Kind, ServiceStage
from liuxin.desk.cases.words.answering import MacroDeed, Scope
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.models import Draft, Message, Thread
from liuxin.desk.communication.words import About, Incoming, Medium, NewThread, Sender
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from tests.factories.cases import NINE, Case, Desk
from tests.factories.organisation import SYSTEM, make_calendar

MAIL = Actor.system("mail")
_numbers = count(1)

__all__ = [
    "MAIL",
    "CaseThread",
    "Draft",
    "Entrance",
    "MacroStep",
    "Message",
    "Thread",
    "arrive",
    "case_of",
    "incoming",
    "made_macro",
    "made_template",
    "make_entrance",
    "pending",
]


def make_entrance(desk: Desk, code: str = "mail", channel: Channel = Channel.EMAIL) -> str:
    """Open a way in to the queue of the desk's team."""
    make_calendar("default")
    view = EntranceView(
        code=code,
        name=Bilingual("服务邮箱", "Service mailbox"),
        channel=channel,
        team=desk.team,
        kind=Kind.REQUEST,
        service_stage=ServiceStage.AFTERSALE,
        priority=3,
        minutes=480,
        is_open=True,
    )
    actions.set_entrance(entrance=view, by=SYSTEM, at=NINE)
    return code


def incoming(text: str = "地库又漏水了，请来看看。", *, external: str = "", automatic: bool = False) -> Incoming:
    """Give a message from outside, known by its source under a name of its own."""
    return Incoming(
        sender=Sender("黄先生", "huang@example.org"),
        text=text,
        external=external or f"<m{next(_numbers)}@example.org>",
        subject="地库漏水",
        automatic=automatic,
    )


def made_template(owner: int | None = None, text: str = "{{customer}}您好。", name: str = "问候") -> int:
    """Keep a template of somebody's own, whoever that is, or everybody's."""
    scope = Scope.ALL if owner is None else Scope.OWN
    row = ReplyTemplate.objects.create(name=name, scope=scope.value, owner_id=owner)
    TemplateVersion.objects.create(template=row, number=1, text_zh=text, at=NINE)
    return row.pk


def made_macro(owner: int | None = None, deed: MacroDeed = MacroDeed.NOTE, **columns: object) -> int:
    """Keep a macro of one deed, of somebody's own or everybody's."""
    scope = Scope.ALL if owner is None else Scope.OWN
    row = Macro.objects.create(name="常用", scope=scope.value, owner_id=owner)
    MacroStep.objects.create(macro=row, place=1, deed=deed.value, **{"text": "看过", **columns})
    return row.pk


def pending(author: int) -> int:
    """Write a message that can still be taken back."""
    key = communication.open_thread(new=NewThread(Medium.PORTAL, "x"), by=Actor.person(author), at=NINE)
    about = About("case", "C-000001")
    return communication.write(thread=key, text="x", about=about, by=Actor.person(author), at=NINE)


def case_of(code: str) -> Case:
    """Give a case by its code."""
    return Case.objects.get(code=code)


def arrive(desk: Desk, message: Incoming | None = None, *, at: datetime = NINE, **changes: object) -> Arrived:
    """Let a message of the desk's customer come in by the mailbox: `thread=` or `case=` says where it belongs."""
    values: dict[str, object] = {
        "customer": desk.customer,
        "entrance": "mail",
        "title": "地库漏水",
        "address": "huang@example.org",
        "address_name": "黄先生",
    }
    arriving = Arriving(**{**values, **changes})  # type: ignore[arg-type]
    return actions.receive_message(incoming=message or incoming(), arriving=arriving, by=MAIL, at=at)
