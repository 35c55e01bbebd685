"""An obstacle that waits, one that its owner says is cleared, and an incident, of each person."""

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions
from tests.factories.dialogue import noted, raised
from tests.factories.organisation import NOW, make_manager, make_person
from tests.interfaces.web.roles.rooms import Form, Ground

FORMS: dict[str, Form] = {
    "dialogue:support": {"support-text": "asked the office"},
    "dialogue:clear": {"clear-text": "mended"},
    "dialogue:still-there": {"still-text": "broken again"},
    "dialogue:reply": {"reply": "they were in a hurry"},
}


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give everybody somebody to report to, and let something stand in their way."""
    del ground, relation
    if not organisation.chain_above(person, NOW):
        make_manager(person, make_person())
    owner = organisation.chain_above(person, NOW)[0]
    waiting, said = raised(person, at=NOW), raised(person, at=NOW)
    actions.clear_obstacle(obstacle_id=said, text="mended", by=Actor.person(owner), at=NOW)
    return {
        "obstacle": waiting,
        "dialogue:confirm obstacle": said,
        "dialogue:still-there obstacle": said,
        "incident": noted(person, owner, at=NOW),
    }
