"""A notice of each person."""

from tests.factories.communication import Notice, told
from tests.interfaces.web.roles.rooms import Form, Ground

FORMS: dict[str, Form] = {"notices:read": {"up_to": "1"}}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Tell the person something about a case."""
    del ground, relation
    told(person)
    return {"notice": Notice.objects.filter(person=person).order_by("-pk").values_list("pk", flat=True)[0]}
