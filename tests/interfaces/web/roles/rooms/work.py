"""What the work on cases adds to the matrix: a rule of routing that is not in force, a saved view, a deed to undo."""

from datetime import UTC, datetime

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import NewRoutingRule
from tests.factories.cases import SavedView, TogetherDone
from tests.factories.organisation import NOW, SYSTEM, Team, TeamLead
from tests.interfaces.web.roles.rooms import Form, Ground

YET_TO_COME = datetime(2999, 1, 1, tzinfo=UTC)


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Write a rule for a team that somebody leads; save a view of the person, and keep a deed that can be undone."""
    del relation
    team = Team.objects.filter(pk__in=TeamLead.objects.values("team")).order_by("pk").first()
    if team is None:
        raise LookupError(ground)
    new = NewRoutingRule("水电", team.pk, is_on=False)
    return {
        "rule": actions.add_routing_rule(new=new, by=SYSTEM, at=NOW),
        "view": SavedView.objects.create(owner_id=person, name="urgent", asked={"priority": "1"}).pk,
        "done": TogetherDone.objects.create(person_id=person, deed="plan", at=YET_TO_COME, before={}).pk,
    }


FORMS: dict[str, Form] = {"cases:routing-retire": {"version": 1}, "cases:routing-move": {"way": "up"}}
