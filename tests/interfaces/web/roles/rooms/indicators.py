"""Sets of the matrix: one in the vote and one draft, in a cycle of their own that stands in its second phase."""

from tests.factories import indicators, plan
from tests.interfaces.web.roles.rooms import Form, Ground

SHARED = "indicators.sets"


def things(ground: Ground, person: int, relation: str) -> dict[str, object]:
    """Give the same two sets to everybody: rules are open to all who work here."""
    del person, relation
    if SHARED not in ground.shared:
        ground.shared[SHARED] = _made()
    voting, drafted, line = ground.shared[SHARED]
    return {
        "indicators:settle proposal": voting,
        "indicators:take-back proposal": voting,
        "indicators:propose proposal": drafted,
        "indicators:tester set": drafted,
        "indicators:tester line": line,
    }


def _made() -> tuple[int, int, int]:
    cycle = plan.make_cycle(1, departments=2, phase=2)
    voting = indicators.proposed(cycle)
    drafted = indicators.draft(indicators.line(), position_id=cycle.places[1].position)
    line = indicators.Indicator.objects.get(set=drafted)
    return voting, drafted, line.pk


def _cycle() -> dict[str, object]:
    found = indicators.IndicatorSet.objects.filter(cycle__isnull=False).values_list("cycle", flat=True).first()
    return {"cycle": found or 0, "last": "2999-01-01", "share_asked": "60", "note": ""}


FORMS: dict[str, Form] = {
    "indicators:propose": lambda _subject: _cycle(),
    "indicators:take-back": {"reason": "later"},
}
