"""Reads of letters that took a case up again and may only thank."""

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, HandOver, WroteAgain
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.rules import thanking as rules
from liuxin.desk.cases.words import Act
from liuxin.desk.organisation.words import Standing


def taken_up_by(row: Case) -> WroteAgain | None:
    """Give the letter that took up a closed case, while the case is as it opened it."""
    if row.reopenings == 0:
        return None
    again = WroteAgain.objects.filter(case=row, resolution=row.reopenings - 1).first()
    if again is None or not again.before or not rules.fits(row.status, row.status_since, taken_up_at=again.at):
        return None
    return again


def resolved_by(again: WroteAgain) -> int | None:
    """Give who held the case when it was resolved, before the letter took it up again."""
    resolved_at = rules.read(again.before)["resolved_at"]
    points = HandOver.objects.filter(case=again.case_id, at__lte=resolved_at).order_by("-seq")
    return points.values_list("holder", flat=True).first()


def may_only_thank(standing: Standing, code: str) -> bool:
    """Tell whether somebody may say of the letter that took a case up again that it only thanks.

    Nobody says so of a case that he resolved himself: his own numbers would be the better for it.
    """
    row = Case.objects.filter(code=code).first()
    if row is None or not permissions.MAY[Act.CLOSE](standing, hands_of(row, standing)):
        return False
    again = taken_up_by(row)
    return again is not None and standing.person_id != resolved_by(again)
