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


def check_stage_fits(kind: CustomerKind, stage: StageName) -> None:
    """Refuse a stage of the life cycle of another kind of customer."""
    if stage.kind is not kind:
        raise RuleBrokenError("customers.stage_of_other_kind", field="stage", kind=kind.value, stage=stage.code)
    if stage.retired:
        raise RuleBrokenError("customers.stage_retired", field="stage", stage=stage.code)


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


def check_house(kind: CustomerKind, *, department: int | None, person: int | None) -> None:
    """Refuse a department or person of the organisation for anyone but an internal customer, and both at once."""
    if (department is not None or person is not None) and kind is not CustomerKind.INTERNAL:
        raise RuleBrokenError("customers.house_is_internal", field="department", kind=kind.value)
    if department is not None and person is not None:
        raise RuleBrokenError("customers.one_of_the_house", field="person")
