"""What the pages of customers add to the matrix: a need of each person, a site, a segment, a solution, a merge."""

from liuxin.desk.customers import actions
from liuxin.desk.customers.words import Condition, Fact
from tests.factories.customers import make_customer, make_need, make_site, make_solution
from tests.factories.organisation import NOW, SYSTEM
from tests.interfaces.web.roles.rooms import Form, Ground
from tests.interfaces.web.roles.world import Subject

THEN: dict[str, object] = {"version": 1, "next_step": "call back", "next_due": "2999-01-01"}
NOBODYS = 999_999
STAGE: dict[str, object] = {"name_zh": "准客户", "name_en": "Prospect"}
SEGMENT = {"name_en": "Busy", "needs_least": 1}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Make a need that the person answers for, and what belongs to nobody."""
    del relation
    ground.shared.setdefault("clerk", ground.people["agent"])
    stays, goes = make_customer(), make_customer()
    site, solution = make_site(f"澜湾 {person}"), make_solution()
    return {
        "need": make_need(make_customer().code, person, NOW).code,
        "site": site,
        "solution": solution,
        "clerk": ground.people["agent"],
        "customers:site key": site,
        **{f"customers:site-deed {deed} key": site for deed in ("rename", "move", "close", "open")},
        "customers:solution key": solution,
        "customers:need-from-case code": f"OPEN-{person}",
        "customers:contact-change key": NOBODYS,
        "customers:contact-remove key": NOBODYS,
        "customers:leave key": NOBODYS,
        "stage": "prospect",
        "merge": actions.merge(survivor=stays.code, absorbed=goes.code, by=SYSTEM, at=NOW),
        "segment": actions.save_segment(
            key=None, name_zh="客群", name_en="", rule=[Condition(Fact.NEEDS, least=1)], by=SYSTEM, at=NOW
        ),
    }


def _settle(subject: Subject) -> dict[str, object]:
    return {"site": subject.things.get("site", NOBODYS), "start": "2016-01-01"}


def _need(subject: Subject) -> dict[str, object]:
    return {"title": "a bigger home", "owner": subject.things.get("clerk", NOBODYS), **THEN}


def _match(subject: Subject) -> dict[str, object]:
    return {"solution": subject.things.get("solution", NOBODYS), **THEN}


def _plan(subject: Subject) -> dict[str, object]:
    return {"owner": subject.things.get("clerk", NOBODYS), **THEN}


FORMS: dict[str, Form] = {
    "customers:note": {"text": "likes tea"},
    "customers:settle": _settle,
    "customers:need": _need,
    "customers:contact-change": {"name": "Mr Huang", "phone": "5551234"},
    "customers:leave": {"end": "2016-07-01"},
    "customers:apart": {"one": "NONE-1", "other": "NONE-2"},
    "customers:department": {"department": ""},
    "customers:need-from-case": _need,
    "customers:duplicates": {"survivor": "NONE-1", "absorbed": "NONE-2"},
    "customers:segment-new": SEGMENT,
    "customers:segment": SEGMENT,
    "customers:cycle": {"kind": "partner", "code": "approved", "name_en": "Approved"},
    "customers:cycle-stage rename": STAGE,
    "customers:cycle-stage retire": {"into": ""},
    "customers:sites": {"name": "云栖", "kind": "project"},
    "customers:site-deed rename": {"name": "云栖 2"},
    "customers:site-deed move": {"parent": ""},
    "customers:need-deed match": _match,
    "customers:need-deed offer": THEN,
    "customers:need-deed accept": THEN,
    "customers:need-deed decline": {**THEN, "reason": "price"},
    "customers:need-deed check": {**THEN, "worth": "much", "text": "They have room."},
    "customers:need-deed drop": {**THEN, "text": "gone"},
    "customers:need-deed plan": _plan,
    "customers:solutions": {"name_en": "A car park"},
    "customers:solution": {"name_en": "A car park", "do": "change"},
}
