"""A mailbox, a letter on its way out, one that is held, and a file of a person's case."""

from typing import Any

from tests.factories.cases import Case
from tests.factories.post import attached_letter, hold, make_mailbox, open_entrance, put
from tests.interfaces.web.roles.rooms import Form, Ground


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Make what the pages of mail are about, and let a letter with a file come in to the person's open case."""
    del relation
    if "mailbox" not in ground.shared:
        open_entrance(ground.mate)
    box = ground.shared.get("mailbox") or make_mailbox()
    ground.shared["mailbox"] = box
    message, attachment = attached_letter(Case.objects.get(code=f"OPEN-{person}"))
    return {
        "mailbox": box.plan.code,
        "post": put(),
        "letter": hold(box),
        "cases:file attachment": attachment,
        "cases:letter message": message,
    }


def _mailbox(subject: Any) -> dict[str, object]:
    del subject
    ports = {"in_security": "none", "out_security": "none", "out_host": "127.0.0.1", "out_port": "1"}
    return {"code": "other", "name": "x", "address": "x@desk.example", "entrance": "mail", "per_hour": "5", **ports}


FORMS: dict[str, Form] = {"mail:new": _mailbox, "mail:box": _mailbox}
