"""Reads of letters that took a case up again and may only thank."""

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case, WroteAgain
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


def may_only_thank(standing: Standing, code: str) -> bool:
    """Tell whether somebody may say of the letter that took a case up again that it only thanks."""
    row = Case.objects.filter(code=code).first()
    return row is not None and permissions.MAY[Act.CLOSE](standing, hands_of(row, standing)) and bool(taken_up_by(row))
