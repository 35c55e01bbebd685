"""What one writes to customers with: a template, a macro, an answer that can still be taken back."""

from typing import Any

from tests.factories.cases import Case
from tests.factories.talking import Message, made_macro, made_template, pending
from tests.interfaces.web.roles.rooms import Form, Ground


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Keep a template and a macro of the person's own, one macro for everybody, and write an answer."""
    del relation
    shared = ground.shared.setdefault("talk macro", None) or made_macro()
    ground.shared["talk macro"] = shared
    return {
        "template": made_template(person),
        "macro": made_macro(person),
        "cases:run macro": shared,
        "message": pending(person),
    }


def _version(subject: Any) -> str:
    return str(Case.objects.filter(code=subject.case).values_list("version", flat=True).first() or 0)


def _read_to() -> int:
    """Give the newest message: everything is read."""
    return Message.objects.latest("pk").pk


def _reply(subject: Any) -> dict[str, object]:
    return {"text": "we come tomorrow", "version": _version(subject), "read_to": _read_to(), "after": "keep"}


def _run(subject: Any) -> dict[str, object]:
    return {"version": _version(subject), "read_to": _read_to(), "token": "t"}


FORMS: dict[str, Form] = {
    "cases:reply": _reply,
    "cases:note": {"text": "the key is at the desk"},
    "cases:write-down": {"medium": "phone", "direction": "out", "person": "Mr Huang", "text": "called"},
    "cases:draft": {"text": "we come"},
    "cases:here": {"read_to": "0"},
    "cases:run": _run,
}
