"""What promises add to the matrix: one promise for a narrow kind of case, the same for everybody."""

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import Terms
from tests.factories.organisation import NOW, SYSTEM
from tests.interfaces.web.roles.rooms import Form, Ground


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Promise it once; a promise belongs to nobody."""
    del person, relation
    if "promise" not in ground.shared:
        terms = Terms(kind="inquiry", service_stage="presale", priority=4, minutes=600, calendar="default")
        ground.shared["promise"] = actions.add_promise(terms=terms, by=SYSTEM, at=NOW)
    return {"promise": ground.shared["promise"]}


FORMS: dict[str, Form] = {"cases:promise-retire": {"version": 1}}
