"""Customers are asked whether a resolution holds: the letter that asks, and the round that asks once more."""

import logging
import re
from datetime import datetime

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import ToAsk
from liuxin.desk.files import actions as files
from liuxin.interfaces.jobs import links
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

HOME_LANGUAGE = "zh-hans"
TEXT, LINK = "<text>", "<link>"
LOG = logging.getLogger("liuxin.asking")


def letter(case: str, text: str) -> str:
    """Give the letter that tells a customer what was done and asks whether it is settled, in their language."""
    asked = queries.letter_about(case)
    return _letter("portal.letter_resolved", asked, text) if asked else text


def without_question(case: str, text: str) -> str:
    """Give what somebody wrote without the question that went with it: taken back, it is asked anew or not at all."""
    asked = queries.letter_about(case)
    if asked is None:
        return text
    _, _, question = _said("portal.letter_resolved", asked, text=TEXT, link=LINK).partition(TEXT)
    question = re.escape(question).replace(LINK, r"\S+")
    return re.sub(rf"{question}\s*\Z", "", text)


def ask_again(*, by: Actor, at: datetime) -> None:
    """Ask silent customers a second time, tell who has to decide, and throw away what visits left behind.

    One that fails hinders no other.
    """
    for asked in queries.cases_to_ask(at):
        text = _letter("portal.letter_again", asked, asked.outcome_text)
        try:
            actions.ask_again(case=asked.code, letter=text, by=by, at=at)
        except LiuxinError:
            LOG.exception("The customer of %s could not be asked", asked.code)
    actions.tell_to_decide(by=by, at=at)
    actions.forget_visits(by=by, at=at)
    files.sweep_aside(by=by, at=at)


def _letter(code: str, asked: ToAsk, text: str) -> str:
    return _said(code, asked, text=text, link=links.address(asked.code, asked.customer))


def _said(code: str, asked: ToAsk, *, text: str, link: str) -> str:
    language = asked.language.value if asked.language else HOME_LANGUAGE
    return sentence(code, language, case=asked.code, title=asked.title, text=text, link=link)
