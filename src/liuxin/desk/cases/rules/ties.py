"""What may be tied to what; when two cases look like the same matter."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from liuxin.desk.cases.words import DEEPEST, UNDO_DAYS, Status
from liuxin.engines.language.likeness import Likeness, likeness
from liuxin.kernel.errors import RuleBrokenError


def check_merge(*, case: Status, into: Status, same: bool, chained: bool) -> None:
    """Refuse to merge a case into itself, into one that is over, one that is over, or one that others live on in."""
    if same:
        raise RuleBrokenError("cases.merge_itself", field="into")
    if case is Status.CLOSED:
        raise RuleBrokenError("cases.merge_closed", field="into")
    if into is Status.CLOSED:
        raise RuleBrokenError("cases.merge_into_closed", field="into")
    if chained:
        raise RuleBrokenError("cases.merge_chain", field="into")


def undo_until(merged_at: datetime, *, version: int, now_version: int) -> datetime | None:
    """Give until when a merge can be taken back; None once something was done with the merged case since."""
    return merged_at + timedelta(days=UNDO_DAYS) if version == now_version else None


def check_whole(case: int, whole: int, wholes: Mapping[int, int], *, below: int) -> None:
    """Refuse a circle and more than so many cases within one another.

    `wholes` tells of every case above in what it lies; `below` is how deep the parts of the case reach.
    """
    above, at = 1, whole
    while True:
        if at == case:
            raise RuleBrokenError("cases.part_circle", field="whole")
        if at not in wholes:
            break
        at, above = wholes[at], above + 1
    if above + 1 + below > DEEPEST:
        raise RuleBrokenError("cases.part_too_deep", field="whole", deepest=DEEPEST)


def words_alike(one: str, other: str) -> Likeness:
    """Hold what two cases are about against one another."""
    return likeness(one, other)
