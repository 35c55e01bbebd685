"""What was applied, laid out: consequences in a list, a letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName
from liuxin.interfaces.web.outcomes import labels
from liuxin.performance.outcomes.words import ConsequenceKind, ConsequenceView
from liuxin.performance.plan import queries as plan

MOST = 200


@dataclass(frozen=True, slots=True)
class ConsequenceShown:
    """A consequence in a list."""

    url: str
    person: PersonName | None
    cycle: str
    kind: object
    amount: str
    has_amount: bool


def consequences(found: Sequence[ConsequenceView]) -> list[ConsequenceShown]:
    """Lay out consequences, the first many of them."""
    some = found[:MOST]
    names = organisation.names({each.person for each in some})
    cycles = {each.id: labels.text(each.name) for each in plan.cycles()} if some else {}
    return [
        ConsequenceShown(
            url=reverse("outcomes:letter", kwargs={"consequence": each.id}),
            person=names.get(each.person),
            cycle=cycles.get(each.cycle, ""),
            kind=labels.KINDS[each.kind],
            amount=labels.yuan(each.amount_fen),
            has_amount=each.kind is ConsequenceKind.BONUS,
        )
        for each in some
    ]
