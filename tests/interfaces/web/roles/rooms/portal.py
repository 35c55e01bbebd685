"""The customer's side: links of each person's own case, and what each asked for as an internal customer."""

from datetime import UTC, datetime

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Channel, Coming, EntranceView, Kind, ServiceStage
from liuxin.desk.communication.words import NewAttachment
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.interfaces.jobs import links
from liuxin.kernel.text import Bilingual
from tests.factories.cases import NINE, Case
from tests.factories.organisation import LONG_AGO, SYSTEM, make_calendar, make_department, make_person, make_team
from tests.factories.portal import DOOR, Customer, new_name
from tests.factories.post import Attachment
from tests.interfaces.web.roles.rooms import Form, Ground

WAY = "matrix"
FILES = (NewAttachment("leak.txt", b"a leak"),)
ENTRANCE: dict[str, object] = {
    "code": "another",
    "name_zh": "报修",
    "name_en": "Repairs",
    "channel": "portal",
    "kind": "report",
    "service_stage": "aftersale",
    "priority": 2,
    "minutes": 60,
    "is_open": "on",
}
TERMS: dict[str, object] = {"again_after": 3, "decide_after": 4, "reopen_within": 14, "names": "none"}


def _entrance(subject: object) -> dict[str, object]:
    del subject
    return ENTRANCE | {"team": Case.objects.filter(came_by__isnull=False).values_list("team", flat=True)[0]}


FORMS: dict[str, Form] = {
    "portal:case": {"do": "answer", "text": ""},
    "portal:ours-case": {"do": "answer", "text": ""},
    "portal:link": {"email": "nobody@example.org"},
    "portal:entrance-new": _entrance,
    "portal:entrance": _entrance,
    "portal:terms": TERMS,
    "portal:unanswered": {"version": 1, "remark": "asked twice"},
}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Let a guest write in for the person, and the person ask for something as an internal customer."""
    if "portal" not in ground.shared:
        ground.shared["portal"] = _way()
    email = f"guest-{relation}-{person}@example.org"
    coming = Coming(WAY, "Guest", "Leak", "It leaks.", new_name(), email=email, attachments=FILES)
    case = actions.come_in(coming=coming, by=DOOR, at=NINE).case
    customer = Case.objects.get(code=case).customer
    now = datetime.now(UTC)  # noqa: TID251 - a way in lasts half an hour on the real clock
    token = links.token(case, customer.code if customer else "")
    return {
        "way": WAY,
        "portal:case token": token,
        "portal:sent token": token,
        "portal:embed-sent token": token,
        "portal:enter token": actions.make_pass(email=email, by=DOOR, at=now),
        "portal:case-file token": token,
        "portal:case-file attachment": _file_of(case),
        "portal:ours-case code": (asked := _asked_for(person)),
        "portal:ours-file code": asked,
        "portal:ours-file attachment": _file_of(asked),
        "portal:mine-file attachment": _file_of(asked),
    }


def _file_of(case: str) -> int:
    found = Attachment.objects.filter(message__about_code=case).values_list("pk", flat=True)
    return int(found[0])


def _way() -> int:
    make_calendar("default")
    team = make_team(department=make_department(), lead=make_person())
    view = EntranceView(
        code=WAY,
        name=Bilingual("窗口", "Window"),
        channel=Channel.WEB_FORM,
        team=team,
        kind=Kind.REQUEST,
        service_stage=ServiceStage.AFTERSALE,
        priority=3,
        minutes=480,
        is_open=True,
    )
    actions.set_entrance(entrance=view, by=SYSTEM, at=LONG_AGO)
    return team


def _asked_for(person: int) -> str:
    known = Customer.objects.filter(person=person).first()
    if known is not None:
        return str(Case.objects.filter(customer=known).values_list("code", flat=True)[0])
    email = f"inside-{person}@example.org"
    new = NewCustomer(f"Colleague {person}", CustomerKind.INTERNAL, person=person)
    customers.add_customer(customer=new, email=email, by=SYSTEM, at=LONG_AGO)
    coming = Coming(WAY, "Colleague", "Chair", "It broke.", new_name(), email=email, attachments=FILES)
    return actions.come_in(coming=coming, by=DOOR, at=NINE).case
