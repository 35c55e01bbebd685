"""Rules of the survey after a resolution: when it is asked, which hearts, what its link is."""

import base64
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from liuxin.desk.cases.words.surveying import HEARTS, MOST_HEARTS, UNSETTLED, SurveyTerms, Tally
from liuxin.desk.surveys.words import LEVELS
from liuxin.engines.intervals import student_t
from liuxin.kernel.errors import BadInputError

TOKEN_BYTES = 24
DAY = timedelta(days=1)
FEWEST = 2
"""With fewer a mean has no spread, and so no interval."""
RANGES = {
    "delay_hours": range(24 * 14 + 1),
    "rest_days": range(366),
    "remind_days": range(31),
    "open_days": range(1, 91),
    "from_hour": range(24),
    "to_hour": range(1, 25),
    "hearts": range(MOST_HEARTS + 1),
    "low_at": range(1, 5),
}


def check_terms(terms: SurveyTerms) -> None:
    """Refuse a rule that no day could follow, naming the field."""
    for name, allowed in RANGES.items():
        if getattr(terms, name) not in allowed:
            raise BadInputError("cases.survey_number", field=name, least=allowed[0], most=allowed[-1])
    if terms.to_hour <= terms.from_hour:
        raise BadInputError("cases.survey_hours", field="to_hour")
    if terms.remind_days >= terms.open_days:
        raise BadInputError("cases.survey_reminder_too_late", field="remind_days")


def is_daytime(at: datetime, terms: SurveyTerms, zone: str) -> bool:
    """Tell whether somebody may be asked now."""
    hour = at.astimezone(ZoneInfo(zone)).hour
    return terms.from_hour <= hour < terms.to_hour


def asked_not_before(resolved_at: datetime, terms: SurveyTerms, zone: str) -> datetime:
    """Give when a resolution is asked about: the delay, then the next hour of the day at which one may ask."""
    local = (resolved_at + timedelta(hours=terms.delay_hours)).astimezone(ZoneInfo(zone))
    opens = datetime.combine(local.date(), time(terms.from_hour), local.tzinfo)
    if local < opens:
        return opens
    return local if local.hour < terms.to_hour else opens + DAY


def pick_hearts(before: Iterable[str], wanted: int, chance: Random) -> tuple[str, ...]:
    """Give the hearts to ask, by chance among those that this customer was asked least: so all six come round."""
    asked = Counter(before)
    order = list(HEARTS)
    chance.shuffle(order)
    chosen = sorted(order, key=lambda heart: asked[heart])[: min(wanted, MOST_HEARTS)]
    chance.shuffle(chosen)
    return tuple(chosen)


def tally(answers: Iterable[tuple[int | None, int | None]]) -> Tally:
    """Sum up (overall, settled) of whoever was asked; who did not answer has None, and counts as neither."""
    asked = list(answers)
    told = [overall for overall, _ in asked if overall is not None]
    unsettled = sum(settled == UNSETTLED for overall, settled in asked if overall is not None)
    if not told:
        return Tally(len(asked), 0)
    size = len(told)
    mean = sum(told) / size
    if size < FEWEST:
        return Tally(len(asked), size, mean, unsettled=unsettled)
    low, high = student_t([sum(told)], [sum(each * each for each in told)], [size])
    least, most = max(float(low[0]), float(LEVELS[0])), min(float(high[0]), float(LEVELS[-1]))
    return Tally(len(asked), size, mean, least, most, unsettled)


def token(key: bytes, case: str, resolution: int) -> str:
    """Sign the link of a survey: it can be made again for a reminder, and by nobody without the key."""
    mac = hmac.new(key, f"survey:{case}:{resolution}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:TOKEN_BYTES]).decode().rstrip("=")
