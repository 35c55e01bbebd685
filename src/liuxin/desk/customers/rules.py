"""Rules of customers."""

from liuxin.desk.customers.words import CustomerKind, MoveReason, SiteKind, StageName
from liuxin.kernel.errors import BadInputError, RuleBrokenError

_INSIDE: dict[SiteKind, frozenset[SiteKind]] = {
    SiteKind.PROJECT: frozenset(),
    SiteKind.BUILDING: frozenset({SiteKind.PROJECT}),
    SiteKind.UNIT: frozenset({SiteKind.PROJECT, SiteKind.BUILDING}),
}


def check_site_inside(kind: SiteKind, parent: SiteKind | None) -> None:
    """Refuse a site in one that cannot hold it; kinds go strictly down, so a circle cannot be built."""
    if parent is not None and parent not in _INSIDE[kind]:
        raise RuleBrokenError("customers.site_not_inside", field="parent", kind=kind.value, parent=parent.value)


def check_stage_fits(kind: CustomerKind) -> None:
    """Refuse a stage for anyone but an external customer: only they have a life cycle."""
    if kind is not CustomerKind.EXTERNAL:
        raise RuleBrokenError("customers.no_life_cycle", field="stage", kind=kind.value)


def reason_of_move(origin: StageName | None, to: StageName, *, correction: bool = False) -> MoveReason:
    """Say what a move is, from the order of the two stages; a move to the same stage is refused."""
    if origin is None:
        return MoveReason.FIRST
    if origin.code == to.code:
        raise RuleBrokenError("customers.same_stage", field="stage", stage=to.code)
    if correction:
        return MoveReason.CORRECTION
    return MoveReason.PROGRESS if to.order > origin.order else MoveReason.STEP_BACK


def checked_text(value: str, *, field: str, longest: int, required: bool = True) -> str:
    """Give the text without outer white space, or name the field that is empty or too long."""
    text = value.strip()
    if required and not text:
        raise BadInputError("customers.text_missing", field=field)
    if len(text) > longest:
        raise BadInputError("customers.text_too_long", field=field, longest=longest, length=len(text))
    return text
