"""What an allowed reader would send with each form."""

from tests.factories import cases, indicators, readings
from tests.interfaces.web.roles import rooms
from tests.interfaces.web.roles.table import Address
from tests.interfaces.web.roles.world import Subject, World

READ: dict[str, object] = {"expect": indicators.AT.isoformat()}
LATER = "2030-01-01T10:00"
PLAN: dict[str, object] = {"next_action": "call back", "next_due": LATER}
EXTERNAL: dict[str, object] = {
    "code": "inspection",
    "name_zh": "检查得分",
    "definition_zh": "每月检查的平均得分。",
    "source": "检查表",
    "unit": "currency",
    "kind": "mean",
    "direction": "higher",
    "about": "person",
    "places": 1,
    "least_sample": 1,
}
FORMS: dict[str, dict[str, object]] = {
    "organisation:account-language": {"language": "en"},
    "organisation:sign-in": {"username": "nobody", "password": "wrong"},
    "organisation:role": {"role": "reviewer", "start": "2030-01-01"},
    "cases:act wait": PLAN,
    "cases:act resume": PLAN,
    "cases:act plan": PLAN,
    "cases:act reopen": PLAN,
    "cases:act resolve": {"outcome": cases.Outcome.DONE_AND_TOLD.value, "outcome_text": "mended", "confirm_by": LATER},
    "cases:act close": {"outcome": cases.Outcome.DONE_AND_TOLD.value, "outcome_text": "mended"},
    "cases:act classify": {"priority": 1, "category": "leak"},
    "cases:act note": {"text": "the key is at the desk"},
    "indicators:edit": {"do": "add"},
    "indicators:put-in-force": READ,
    "indicators:discard": READ,
    "indicators:external-new": EXTERNAL,
    "indicators:external-edit": EXTERNAL | {"expect": readings.AT.isoformat()},
    "indicators:external-import": {"do": "look", "period": "other", "first": "2016-04-01", "last": "2016-04-30"},
    "indicators:external-decide": {"do": "confirm"},
    "indicators:external-withdraw": {"reason": "the clock was broken"},
    "customers:stage": {"stage": "owner", "expect": ""},
    "customers:contact": {"name": "Mr Huang", "phone": "5551234"},
}


def form(world: World, address: Address, subject: Subject) -> dict[str, object]:
    """Give the fields of a form."""
    held = rooms.forms().get(address.page, FORMS.get(address.page, {}))
    given = dict(held(subject) if callable(held) else held)
    if address.name == "cases:act":
        found = cases.Case.objects.filter(code=case_for(address, subject)).first()
        given["version"] = found.version if found else 0
    if address.page == "organisation:lead":
        given |= {"team": world.team, "start": "2030-01-01"}
    if address.page == "indicators:new":
        given |= {"position": world.position, "start": "empty", "grain": "month"}
    if address.page == "cases:act transfer":
        given |= {"team": world.team, "holder": "", "reason": cases.HandOverReason.SHIFT.value}
    if address.page == "cases:act help":
        given |= {"team": world.team, "person": world.helper}
    return given


def case_for(address: Address, subject: Subject) -> str:
    """Give the case that an act needs: a waiting one to go on with, a closed one to reopen, else an open one."""
    return {"cases:act resume": subject.waiting, "cases:act reopen": subject.closed}.get(address.page, subject.case)
