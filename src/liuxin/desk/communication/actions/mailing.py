"""Notices go out by e-mail."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.communication.actions.post import post
from liuxin.desk.communication.models import Notice
from liuxin.desk.communication.words import About, NoticeMail
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError


@transaction.atomic
def mail_notices(*, mail: NoticeMail, subject: str, text: str, by: Actor, at: datetime) -> bool:
    """Post one letter with these notices: mark and letter are there together or not at all, so that none goes twice.

    Gives False where another worker posted them, or some were read meanwhile. Whoever took the address away gets no
    letter; the notices stay in the page.
    """
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("communication.not_allowed")
    keys = [one.id for one in mail.notices]
    waiting = Notice.objects.select_for_update().filter(pk__in=keys, mailed_at__isnull=True, read_at__isnull=True)
    if len(waiting) != len(keys):
        return False
    Notice.objects.filter(pk__in=keys).update(mailed_at=at)
    if not mail.email:
        return False
    post(to=mail.email, subject=subject, text=text, about=About("notice", f"person:{mail.person}"), by=by, at=at)
    return True
