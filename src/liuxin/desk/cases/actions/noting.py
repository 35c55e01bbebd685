"""Notes for colleagues, and whom they name."""

from datetime import datetime

from django.db import transaction

from liuxin.desk.cases.actions.hands import add_helper
from liuxin.desk.cases.actions.index import index_notes
from liuxin.desk.cases.actions.stepping import event, find
from liuxin.desk.cases.models import Case, Mention, Note
from liuxin.desk.cases.queries.answering import may_see_it
from liuxin.desk.cases.rules import checks, mentions
from liuxin.desk.cases.words import Act
from liuxin.desk.cases.words.answering import NOTE_DRAFT
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import About
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import RuleBrokenError


@transaction.atomic
def note(*, case: str, text: str, ask_help: bool = False, by: Actor, at: datetime) -> tuple[str, ...]:
    """Write something down that colleagues read and the customer does not; no step, so it collides with nobody.

    Whoever is named after an @ is told. A note that names somebody who may not see the case is refused: they could
    not read it. With `ask_help` they are asked to lend a hand, too: whoever helps sees the case. Gives what stands
    after an @ and is nobody's name, so that the writer need not believe that somebody was told.
    """
    row = find(case, Act.NOTE, by=by, at=at)
    words = checks.text(text, field="text", longest=8000)
    people, unknown = _named(row, words, at, helping=ask_help)
    made = Note.objects.create(case=row, person_id=by.person_id, at=at, text=words)
    index_notes(rows=[made], by=by, at=at)
    Mention.objects.bulk_create(Mention(note=made, person_id=person) for person in people)
    told = [event("case.mentioned", row.code, at, {"person": person}) for person in people]
    history.record([event("case.noted", row.code, at, {}), *told], by=by, at=at)
    for person in people if ask_help else ():
        if person != row.holder_id and not row.helpers.filter(person=person, end__isnull=True).exists():
            add_helper(case=case, person=person, by=by, at=at)
    communication.drop_draft(about=About(NOTE_DRAFT, row.code), by=by, at=at)
    if people:
        params: dict[str, int | str] = {"case": row.code, "note": made.pk}
        communication.notify(
            people=people, code="case.mentioned", params=params, subject=f"case:{row.code}", by=by, at=at
        )
    return unknown


def _named(row: Case, text: str, at: datetime, *, helping: bool) -> tuple[tuple[int, ...], tuple[str, ...]]:
    wanted = mentions.candidates(text)
    if not wanted:
        return (), ()
    called = organisation.people_called(wanted)
    known: dict[str, int] = {}
    barred: set[int] = set()
    for person in called:
        sees = may_see_it(row, person.id, at, helping=helping)
        barred |= set() if sees else {person.id}
        for name in filter(None, (person.zh, person.en)):
            if sees or name not in known:
                known[name] = person.id
    named = mentions.named(text, known)
    names = [person.text for person in called if person.id in barred and person.id in named]
    if names:
        raise RuleBrokenError("cases.mention_may_not_see", field="text", names=names)
    return named, mentions.nobody(text, known)
