"""Notices go out by e-mail: at once or together, in the reader's language; the room decides whose and when."""

import logging
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from liuxin.desk.communication import actions, queries
from liuxin.desk.communication.words import NoticeMail
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.wording import formats
from liuxin.interfaces.wording.catalogue import sentence
from liuxin.interfaces.wording.notices import said
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError

LOG = logging.getLogger("liuxin.notices")
USUAL = "zh-hans"


def mail(*, by: Actor, at: datetime) -> int:
    """Post what is due, one letter a person in a transaction of its own, and give how many letters.

    One that fails hinders no other, and is due again in the next round.
    """
    mails = queries.notice_mails(at)
    if not mails:
        return 0
    languages = organisation.languages_of(one.person for one in mails)
    zone = organisation.zone()
    return sum(_post(one, languages.get(one.person) or USUAL, zone, by=by, at=at) for one in mails)


def _post(one: NoticeMail, language: str, zone: str, *, by: Actor, at: datetime) -> bool:
    lines = [(said(each.code, each.subject, each.params, language), each.at) for each in one.notices]
    subject = lines[0][0] if len(lines) == 1 else sentence("notice.mail_subject", language, count=len(lines))
    told = "\n".join(f"· {words}  ({formats.date_time(when, zone)})" for words, when in lines)
    pages = {"list": _address("notices:list"), "mine": _address("notices:mine")}
    text = sentence("notice.mail", language, told=told, **pages)
    try:
        return actions.mail_notices(mail=one, subject=subject, text=text, by=by, at=at)
    except LiuxinError:
        LOG.exception("Notices of person %s could not be posted; it is tried again", one.person)
        return False


def _address(view: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse(view)
