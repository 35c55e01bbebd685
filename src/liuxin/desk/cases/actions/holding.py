"""Letters leave or are taken back, and with each the step that it takes with it: one press is done or undone whole."""

from datetime import datetime
from typing import Any

from django.db import transaction

from liuxin.desk.cases import rules
from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.ending import keep_asked, proposed, resolve, wrote_since
from liuxin.desk.cases.actions.index import index_messages, index_notes
from liuxin.desk.cases.actions.messages import move_on, thread_for_reply
from liuxin.desk.cases.actions.returning import came_back
from liuxin.desk.cases.actions.stepping import Fields, event, locked, take_step
from liuxin.desk.cases.models import Case, CaseThread, HeldStep, Note
from liuxin.desk.cases.queries.state import state_of
from liuxin.desk.cases.words import Act, Outcome, Seen, Step, StepKind
from liuxin.desk.cases.words.answering import NOTE_DRAFT
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication import queries as threads
from liuxin.desk.communication.words import About, Released
from liuxin.desk.history import actions as history
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError

NOT_TAKEN = "case.step_not_taken"


@transaction.atomic
def resolve_by_letter(
    *,
    case: Seen,
    outcome: Outcome,
    outcome_text: str,
    confirm_by: datetime | None,
    letter: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Resolve a case as `resolve` does, but only when the letter that tells its customer leaves; gives the letter.

    A case without a customer is resolved at once: there is nothing to take back, and no letter, 0.
    """
    row = locked(case, Act.RESOLVE, by=by, at=at)
    if row.customer_id is None:
        resolve(case=case, outcome=outcome, outcome_text=outcome_text, confirm_by=confirm_by, by=by, at=at)
        return 0
    fields = proposed(row, outcome, outcome_text, confirm_by, at)
    thread = thread_for_reply(row, None, by=by, at=at)
    text = letter or outcome_text.strip()
    message = communication.write(thread=thread, text=text, about=About("case", row.code), by=by, at=at)
    hold(row, StepKind.RESOLVED, fields, message=message, by=by, at=at)
    return message


def hold(row: Case, kind: StepKind, fields: Fields, *, message: int, done: str = "", by: Actor, at: datetime) -> None:
    """Keep a step of a locked case with the letter that it goes with; what could not be taken now is refused now."""
    if HeldStep.objects.filter(case=row).exists():
        raise ConflictError("cases.step_is_held", case=row.code)
    rules.advance(state_of(row), Step(kind=kind, at=at, by=by))
    words = {"outcome": "proposed_outcome", "told": "proposed_text"}
    kept: dict[str, Any] = {name: fields.values.get(column, "") for name, column in words.items()}
    kept |= {"next_action": fields.values["next_action"], "due": fields.values["next_due"]}
    HeldStep.objects.create(case=row, message_id=message, kind=kind.value, done=done, **kept)


@transaction.atomic
def take_back(*, message: int, by: Actor, at: datetime) -> str:
    """Take back what one wrote before it has gone out, with the step that it would have taken; give its text.

    What was done stays as the draft of a note, unless one has begun another.
    """
    text = communication.take_back(message=message, by=by, at=at)
    held = HeldStep.objects.select_related("case").filter(message=message).first()
    if held is not None:
        about = About(NOTE_DRAFT, held.case.code)
        if held.done and threads.draft_of(about, by.person_id or 0) is None:
            communication.save_draft(about=about, text=held.done, by=by, at=at)
        held.delete()
    return text


@transaction.atomic
def release(*, by: Actor, at: datetime) -> tuple[Released, ...]:
    """Let go what can no longer be taken back, each letter with its step."""
    if not organisation.standing(by, at).is_system:
        raise NotAllowedError("cases.not_allowed", act="release")
    gone = communication.release_due(by=by, at=at)
    index_messages(keys=[one.message for one in gone], by=by, at=at)
    _judge([one for one in gone if one.author is not None and not one.automatic], by=by, at=at)
    for message in threads.lost_messages([one.message for one in gone]):
        came_back(message, by=by, at=at)
    return gone


def _judge(replies: list[Released], *, by: Actor, at: datetime) -> None:
    """End the clocks that wait for a word of a person, at the time when it was written, and take the steps held."""
    cases = dict(CaseThread.objects.filter(thread__in=[one.thread for one in replies]).values_list("thread", "case"))
    held = {one.message_id: one for one in HeldStep.objects.filter(message__in=[one.message for one in replies])}
    for one in replies:
        row = Case.objects.select_for_update(of=("self",)).filter(pk=cases.get(one.thread, 0)).first()
        if row is not None:
            by_author = Actor.person(one.author or 0)
            promising.message_sent(row, by=by_author, at=one.at, human=True, message=one.message)
        if one.message in held:
            _let_go(held[one.message], one, by=by, at=at)


def _let_go(held: HeldStep, letter: Released, *, by: Actor, at: datetime) -> None:
    """Take the step of a letter that has left; where a colleague was faster it is not taken, and its author is told."""
    row = Case.objects.select_for_update(of=("self",)).get(pk=held.case_id)
    author = Actor.person(letter.author or 0)
    held.delete()
    if held.done:
        note = Note.objects.create(case=row, person_id=letter.author, at=letter.at, text=held.done)
        index_notes(rows=[note], by=author, at=at)
        history.record([event("case.noted", row.code, letter.at, {})], by=author, at=at)
    try:
        with transaction.atomic():
            _take(row, held, by=author, at=max(letter.at, row.last_at))
    except LiuxinError:
        told: dict[str, int | str] = {"case": row.code, "step": held.kind}
        people, subject = [letter.author or 0], f"case:{row.code}"
        communication.notify(people=people, code=NOT_TAKEN, params=told, subject=subject, by=by, at=at)
        return
    if wrote_since(row, letter.at):
        move_on(Case.objects.get(pk=row.pk), by=by, at=at)


def _take(row: Case, held: HeldStep, *, by: Actor, at: datetime) -> None:
    """Take a step as it was held, at the time when its letter was written: whoever pressed was allowed to."""
    kind = StepKind(held.kind)
    fields = Fields({"next_action": held.next_action, "next_due": held.due})
    if kind is StepKind.RESOLVED:
        fields = proposed(row, Outcome(held.outcome), held.told, held.due, at)
    take_step(row, Step(kind=kind, at=at, by=by), fields, by=by, at=at)
    if kind is StepKind.RESOLVED and row.customer_id is not None:
        keep_asked(row, number=1, by=by, at=at)
