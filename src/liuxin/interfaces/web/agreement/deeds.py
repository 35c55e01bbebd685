"""What may be done with an agreement from its panel: each reads its fields and calls one action."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError
from liuxin.performance.agreement import actions

Fields = Mapping[str, str]
Deed = Callable[[int, Fields, Actor, datetime], str]


def _text(fields: Fields) -> tuple[int, str]:
    """Read which text was answered; a page that names none has shown none."""
    return _number(fields, "version"), fields.get("sha256", "")


def _number(fields: Fields, name: str) -> int:
    text = fields.get(name, "").strip()
    return int(text) if text.isdecimal() else 0


def _sign(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    version, sha256 = _text(fields)
    binds = actions.sign(agreement_id=agreement, version=version, sha256=sha256, by=by, at=at)
    return _("Signed. All have signed: it binds now.") if binds else _("Signed.")


def _object(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    version, sha256 = _text(fields)
    actions.object_to(
        agreement_id=agreement, version=version, sha256=sha256, reason=fields.get("reason", ""), by=by, at=at
    )
    return _("Your disagreement and its reason are on record.")


def _refuse(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    version, sha256 = _text(fields)
    actions.refuse(
        agreement_id=agreement, version=version, sha256=sha256, reason=fields.get("reason", ""), by=by, at=at
    )
    return _("Your refusal and its reason are on record.")


def _abstain(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    version, sha256 = _text(fields)
    actions.abstain(agreement_id=agreement, version=version, sha256=sha256, by=by, at=at)
    return _("You abstain; that is on record.")


def _comment(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    version = _number(fields, "version")
    actions.comment(agreement_id=agreement, version=version, text=fields.get("text", ""), by=by, at=at)
    return _("Your comment is sent.")


def _vote(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    del fields
    agreed = actions.close_vote(agreement_id=agreement, by=by, at=at)
    if agreed:
        return _("The vote is closed: the share was reached, it binds now.")
    return _("The vote is closed: the share was not reached.")


def _decide(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    chosen = _number(fields, "version")
    actions.decide(agreement_id=agreement, version=chosen, reason=fields.get("why", ""), by=by, at=at)
    return _("Decided; the reason stands beside it.")


def _withdraw(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    actions.withdraw(agreement_id=agreement, reason=fields.get("withdrawal", ""), by=by, at=at)
    return _("Withdrawn. What was said stays on record.")


def _release(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    person = _number(fields, "person")
    actions.release_party(agreement_id=agreement, person=person, reason=fields.get("release", ""), by=by, at=at)
    return _("The signature of the leaver is done without.")


def _deputy(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    number = fields.get("deputy", "").strip()
    deputy = organisation.person_numbered(number) if number else None
    if number and deputy is None:
        raise BadInputError("agreement.no_such_number", field="deputy", number=number)
    actions.name_deputy(agreement_id=agreement, person=_number(fields, "person"), deputy=deputy, by=by, at=at)
    return _("The deputy is named.") if deputy else _("There is no deputy any more.")


def _deadline(agreement: int, fields: Fields, by: Actor, at: datetime) -> str:
    actions.move_deadline(agreement_id=agreement, deadline=end_of_day(fields.get("deadline", "")), by=by, at=at)
    return _("The time limit is moved.")


def end_of_day(text: str) -> datetime:
    """Read a day as its last minute in the zone of the organisation."""
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError as error:
        raise BadInputError("agreement.no_day", field="deadline") from error
    return datetime.combine(day, time(23, 59), ZoneInfo(organisation.zone()))


DEEDS: Mapping[str, Deed] = {
    "sign": _sign,
    "object": _object,
    "refuse": _refuse,
    "abstain": _abstain,
    "comment": _comment,
    "vote": _vote,
    "decide": _decide,
    "withdraw": _withdraw,
    "release": _release,
    "deputy": _deputy,
    "deadline": _deadline,
}
