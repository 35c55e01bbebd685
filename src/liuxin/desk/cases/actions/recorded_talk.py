"""What was written on cases that came in with an import: the texts, beside the events that were recorded with them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.cases.actions.index import index_messages
from liuxin.desk.cases.models import Case, CaseThread
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as told
from liuxin.desk.communication.words import About, Medium, NewThread, Recorded
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError

MEDIA = {medium.value: medium for medium in Medium}


@transaction.atomic
def record_talk(*, messages: Sequence[Recorded], by: Actor, at: datetime) -> int:
    """Keep the texts of messages on the cases that they are about, one thread a case, and give how many were told.

    Only an import may; again, it keeps nothing twice. Raises `NotFoundError("cases.no_such_case")`.
    """
    rows = {row.code: row for row in Case.objects.filter(code__in={each.about.code for each in messages})}
    for each in messages:
        if each.about.code not in rows:
            raise NotFoundError("cases.no_such_case", case=each.about.code)
    held = dict(CaseThread.objects.filter(case__in=rows.values()).values_list("case__code", "thread"))
    new = {About("case", code): _thread(row) for code, row in rows.items() if code not in held}
    made = communication.record_threads(wanted=new, by=by, at=at)
    links = [CaseThread(case=rows[about.code], thread_id=key) for about, key in made.items()]
    CaseThread.objects.bulk_create(links, batch_size=500)
    threads = made | {About("case", code): key for code, key in held.items()}
    count = communication.record_messages(messages=messages, threads=threads, by=by, at=at)
    index_messages(keys=[each.id for each in told.messages(threads.values())], by=by, at=at)
    return count


def _thread(row: Case) -> NewThread:
    return NewThread(MEDIA.get(row.channel, Medium.PORTAL), row.title, customer=row.customer_id)
