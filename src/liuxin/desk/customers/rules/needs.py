"""The way of a need: what may be done in which state, and where it leads."""

from datetime import date
from enum import StrEnum

from liuxin.desk.customers.words import NeedState
from liuxin.kernel.errors import BadInputError, RuleBrokenError


class Deed(StrEnum):
    """What is done with a need."""

    MATCH = "match"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    CHECK = "check"
    DROP = "drop"
    PLAN = "plan"


_OPEN = frozenset(state for state in NeedState if state.is_open)
_FROM: dict[Deed, frozenset[NeedState]] = {
    Deed.MATCH: frozenset({NeedState.RECORDED, NeedState.MATCHED}),
    Deed.OFFER: frozenset({NeedState.MATCHED}),
    Deed.ACCEPT: frozenset({NeedState.OFFERED}),
    Deed.DECLINE: frozenset({NeedState.OFFERED}),
    Deed.CHECK: frozenset({NeedState.ACCEPTED}),
    Deed.DROP: _OPEN - {NeedState.OFFERED},
    Deed.PLAN: _OPEN,
}


def possible(state: NeedState) -> frozenset[Deed]:
    """Give what may be done with a need in a state."""
    return frozenset(deed for deed, states in _FROM.items() if state in states)


def check_possible(deed: Deed, state: NeedState) -> None:
    """Refuse what cannot be done in a state."""
    if state not in _FROM[deed]:
        raise RuleBrokenError("customers.need_not_so_far", deed=deed.value, state=state.value)


def checked_due(due: date | None, *, today: date) -> date:
    """Give the day of the next step: there is one, and it is not over."""
    if due is None:
        raise BadInputError("customers.need_without_day", field="next_due")
    if due < today:
        raise BadInputError("customers.need_day_over", field="next_due", due=due)
    return due
