"""Customers are asked how it was, and reminded once: the clock, the link and the words; the desk decides who."""

import logging
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import DueSurvey, Letter
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

LOG = logging.getLogger("liuxin.surveying")
LANGUAGES = ("zh-hans", "en")


def ask(*, by: Actor, at: datetime) -> int:
    """Ask whoever is due and remind whoever is silent, each in a transaction of its own; gives how many letters.

    One that fails hinders no other, and is due again in the next round.
    """
    return sum(_one(due, by=by, at=at) for due in (*queries.surveys_due(at), *queries.reminders_due(at)))


def token_of(due: DueSurvey) -> str:
    """Sign the link: the same resolution has the same one, so that a reminder leads to where the first letter led."""
    return queries.survey_token(settings.SECRET_KEY.encode(), due.case, due.resolution)


def _one(due: DueSurvey, *, by: Actor, at: datetime) -> bool:
    token = token_of(due)
    letter = _letter(due, settings.PUBLIC_ADDRESS + reverse("satisfaction:answer", args=[token]))
    try:
        if due.reminder:
            return actions.remind_customer(due=due, letter=letter, by=by, at=at)
        return actions.ask_customer(due=due, token=token, letter=letter, by=by, at=at)
    except LiuxinError:
        LOG.exception("The survey about %s could not be sent; it is tried again", due.case)
        return False


def _letter(due: DueSurvey, link: str) -> Letter:
    """Write in the customer's language; in both where it is not known."""
    languages = (due.language,) if due.language in LANGUAGES else LANGUAGES
    kind = "reminder" if due.reminder else "letter"
    subject = " · ".join(sentence(f"satisfaction.{kind}_subject", one, case=due.case) for one in languages)
    values = {"name": due.name, "title": due.title, "case": due.case, "link": link}
    text = "\n\n".join(sentence(f"satisfaction.{kind}", one, **values) for one in languages)
    return Letter(subject, text)
