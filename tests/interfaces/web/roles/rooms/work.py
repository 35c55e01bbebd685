"""What the work on cases adds to the matrix: a rule of routing that is not in force, so that it takes no case."""

from liuxin.desk.cases import actions
from liuxin.desk.cases.words import NewRoutingRule
from tests.factories.organisation import NOW, SYSTEM, Team, TeamLead
from tests.interfaces.web.roles.rooms import Form, Ground


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Write a rule for a team that somebody leads."""
    del person, relation  # a rule is nobody's own
    team = Team.objects.filter(pk__in=TeamLead.objects.values("team")).order_by("pk").first()
    if team is None:
        raise LookupError(ground)
    new = NewRoutingRule("水电", team.pk, is_on=False)
    return {"rule": actions.add_routing_rule(new=new, by=SYSTEM, at=NOW)}


FORMS: dict[str, Form] = {"cases:routing-retire": {"version": 1}, "cases:routing-move": {"way": "up"}}
