"""A warning that each person owns, about a case of strangers."""

from typing import Any

from liuxin.desk.cases import queries as cases
from tests.factories.organisation import NOW
from tests.factories.quality import Row, warned
from tests.factories.surveying import Asking, lasting
from tests.interfaces.web.roles.rooms import Form, Ground


def _to_another(subject: Any) -> dict[str, object]:
    """Name whoever else may see the case."""
    row = Row.objects.filter(pk=subject.part("quality:hand-over", "warning")).first()
    near = cases.people_near(row.case.code, NOW) if row else ()
    return {"owner": next((each.id for each in near if row and each.id != row.owner_id), 0), "why": "on leave"}


FORMS: dict[str, Form] = {"quality:warning": {"how": "talked", "note": "called"}, "quality:hand-over": _to_another}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Warn the person."""
    if "survey" not in ground.shared:
        ground.shared["survey"] = lasting(ground.stranger)
    case = Asking.objects.select_related("case").order_by("pk")[0].case.code
    return {"warning": warned(person, case, f"{relation}.{person}.{len(ground.shared)}")}
