"""Entrances, messages and threads for tests, made by the rooms' own actions."""

from datetime import datetime
from itertools import count

from liuxin.desk.cases import actions
from liuxin.desk.cases.models import CaseThread, Entrance
from liuxin.desk.cases.words import Arrived, Arriving, Channel, EntranceView, Kind, ServiceStage
from liuxin.desk.communication.models import Draft, Message, Thread
from liuxin.desk.communication.words import Incoming, Sender
from liuxin.kernel.actor import Actor
from liuxin.kernel.text import Bilingual
from tests.factories.cases import NINE, Desk
from tests.factories.organisation import SYSTEM, make_calendar

MAIL = Actor.system("mail")
_numbers = count(1)

__all__ = ["MAIL", "CaseThread", "Draft", "Entrance", "Message", "Thread", "arrive", "incoming", "make_entrance"]


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
