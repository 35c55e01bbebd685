"""A warning that each person owns, about a case of strangers."""

from tests.factories.quality import warned
from tests.factories.surveying import Asking, lasting
from tests.interfaces.web.roles.rooms import Form, Ground

FORMS: dict[str, Form] = {"quality:warning": {"how": "talked", "note": "called"}}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Warn the person."""
    if "survey" not in ground.shared:
        ground.shared["survey"] = lasting(ground.stranger)
    case = Asking.objects.select_related("case").order_by("pk")[0].case.code
    return {"warning": warned(person, case, f"{relation}.{person}.{len(ground.shared)}")}
