"""What is done with a talk: goals and notes before, held once, what each side says of it after, refused, lapsed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import actions as evaluation
from liuxin.performance.feedback import permissions, rules
from liuxin.performance.feedback.actions.acknowledging import open_record
from liuxin.performance.feedback.actions.common import (
    TALK,
    held,
    me,
    on_behalf,
    record,
    standing_of,
    told,
    working_days_after,
)
from liuxin.performance.feedback.models import AgreedAction, Note, Talk, TalkGoal
from liuxin.performance.feedback.queries.appealing import result_now
from liuxin.performance.feedback.queries.talks import talk as read
from liuxin.performance.feedback.words import (
    FILE_WITHIN,
    AppealLevel,
    Check,
    NewAction,
    NewGoal,
    NewNote,
    NoteKind,
    TalkLine,
    TalkState,
)

MOST_GOALS, LONGEST = 5, 4000


def set_goals(*, talk_id: int, overall: str, goals: Sequence[NewGoal], by: Actor, at: datetime) -> None:
    """Write the overall goal of a talk and the goals of this one, before it is held. The manager does."""
    said = [NewGoal(goal.text.strip()[:LONGEST], goal.cites, goal.key) for goal in goals if goal.text.strip()]
    if not said:
        raise BadInputError("feedback.goal_needed", field="goal1")
    if len(said) > MOST_GOALS:
        raise RuleBrokenError("feedback.too_many_goals", field="goal1", most=MOST_GOALS)
    with transaction.atomic():
        row, line = _prepared(standing_of(by, at), talk_id)
        row.goals.all().delete()
        TalkGoal.objects.bulk_create(
            TalkGoal(talk=row, order=order, text=goal.text, cites=goal.cites.value, key=goal.key)
            for order, goal in enumerate(said, start=1)
        )
        row.overall_goal = overall.strip()[:LONGEST]
        row.save(update_fields=["overall_goal"])
        record([told(TALK, "feedback.goals_set", line.id, {"count": len(said)}, at)], by, at)


def write_note(*, talk_id: int, note: NewNote, by: Actor, at: datetime) -> None:
    """Keep what one side prepares, one note a question; or that the person disagrees with something, in writing."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.is_one_of_both(asks, line):
            raise NotAllowedError("feedback.not_at_the_table")
        _require_open(line)
        if note.kind is NoteKind.PREPARED:
            _keep_prepared(row, note, asks, at)
            return
        if note.kind is not NoteKind.DISAGREEMENT or not permissions.is_person(asks, line):
            raise NotAllowedError("feedback.only_the_person_disagrees")
        text = _text(note.text, "disagreement")
        row.notes.create(by_id=me(asks), kind=note.kind.value, question=note.question, text=text, at=at)
        record([told(TALK, "feedback.disagreed_before", line.id, {}, at)], by, at)


def hold_talk(
    *, talk_id: int, notes: Sequence[NewNote], actions: Sequence[NewAction], own_cause: str, by: Actor, at: datetime
) -> int:
    """Keep that a talk was held, with its notes and what was agreed, and give the agreement on which both answer.

    Only its manager, only once, and not before the time on which both agreed.
    """
    asks = standing_of(by, at)
    cause = rules.check_own_cause(own_cause)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.is_manager(asks, line):
            raise NotAllowedError("feedback.not_the_manager")
        _check_holdable(line, at)
        row.state, row.held_at, row.own_cause = TalkState.HELD.value, at, cause.value
        _over(row, at)
        _keep_record(row, notes, actions, asks, at)
        row.save()
        row.agreement_id = open_record(read(asks, line.id), by=by, at=at)
        row.save(update_fields=["agreement"])
        evaluation.mark_talked(result_ids=[result_now(row)], by=on_behalf(by), at=at)
        record([told(TALK, "talk.held", line.id, {"actions": len(actions)}, at)], by, at)
    return row.agreement_id


def check_goals(*, talk_id: int, checks: Mapping[int, Check], by: Actor, at: datetime) -> None:
    """Say of each goal of a talk that was held how far it was reached; each side for itself."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.is_one_of_both(asks, line):
            raise NotAllowedError("feedback.not_at_the_table")
        if line.state is not TalkState.HELD:
            raise RuleBrokenError("feedback.not_held_yet")
        side = "person_check" if permissions.is_person(asks, line) else "manager_check"
        goals = {goal.pk: goal for goal in row.goals.all()}
        if set(checks) != set(goals):
            raise BadInputError("feedback.every_goal", field="goals")
        for key, check in checks.items():
            setattr(goals[key], side, check.value)
        TalkGoal.objects.bulk_update(goals.values(), [side])
        counts = {f"{check}": sum(said is check for said in checks.values()) for check in Check}
        record([told(TALK, "feedback.goals_checked", line.id, {"side": side.partition("_")[0], **counts}, at)], by, at)


def finish_action(*, action_id: int, by: Actor, at: datetime) -> None:
    """Keep that something agreed in a talk is done. Either of both may."""
    asks = standing_of(by, at)
    with transaction.atomic():
        action = AgreedAction.objects.filter(pk=action_id).first()
        if action is None:
            raise NotFoundError("feedback.no_such_action")
        _row, line = held(asks, action.talk_id)
        if not permissions.is_one_of_both(asks, line):
            raise NotAllowedError("feedback.not_at_the_table")
        if action.done_at is not None:
            raise RuleBrokenError("feedback.action_done")
        action.done_at = at
        action.save(update_fields=["done_at"])
        record([told(TALK, "feedback.action_done", line.id, {"action": action.pk}, at)], by, at)


def refuse_talk(*, talk_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Refuse the talk about one's own result, with a reason; the result may still be appealed."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.is_person(asks, line):
            raise NotAllowedError("feedback.only_the_person_refuses")
        _end_without(_End(row, line, TalkState.REFUSED, reason), by, at)


def lapse_talk(*, talk_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Give a talk up that could not take place until its round was over, with a reason."""
    asks = standing_of(by, at)
    with transaction.atomic():
        row, line = held(asks, talk_id)
        if not permissions.may_lapse(asks, line, row.round.department_id):
            raise NotAllowedError("feedback.may_not_lapse")
        if at < line.due_at:
            raise RuleBrokenError("feedback.round_not_over", until=line.due_at)
        _end_without(_End(row, line, TalkState.LAPSED, reason), by, at)


@dataclass(frozen=True, slots=True)
class _End:
    """A talk that ends without being held."""

    row: Talk
    line: TalkLine
    state: TalkState
    reason: str


def _end_without(end: _End, by: Actor, at: datetime) -> None:
    _require_open(end.line)
    end.row.state, end.row.reason = end.state.value, _text(end.reason, "reason")
    _over(end.row, at)
    end.row.save()
    evaluation.mark_talked(result_ids=[result_now(end.row)], by=on_behalf(by), at=at)
    record([told(TALK, f"feedback.talk_{end.state}", end.line.id, {}, at)], by, at)


def _over(row: Talk, at: datetime) -> None:
    row.over_at, row.appeal_until = at, working_days_after(at, FILE_WITHIN[AppealLevel.FIRST])


def _check_holdable(line: TalkLine, at: datetime) -> None:
    if line.state is TalkState.HELD:
        raise RuleBrokenError("feedback.held_already")
    if not line.is_open:
        raise RuleBrokenError("feedback.talk_is_over")
    if line.state is not TalkState.SLOT_AGREED or line.start is None:
        raise RuleBrokenError("feedback.no_time_agreed")
    if at < line.start:
        raise RuleBrokenError("feedback.before_its_time", start=line.start)


def _keep_record(
    row: Talk, notes: Sequence[NewNote], actions: Sequence[NewAction], asks: Standing, at: datetime
) -> None:
    said = [note for note in notes if note.text.strip()]
    if not said:
        raise BadInputError("feedback.notes_needed", field="said")
    Note.objects.bulk_create(
        Note(talk=row, by_id=me(asks), kind=note.kind.value, question=note.question,
             text=note.text.strip()[:LONGEST], at=at)
        for note in said
    )  # fmt: skip
    for action in actions:
        if action.owner not in {row.person_id, row.manager_id}:
            raise BadInputError("feedback.action_owner", field="owner")
        if action.due_on < at.date():
            raise BadInputError("feedback.action_due", field="due_on")
    AgreedAction.objects.bulk_create(
        AgreedAction(talk=row, order=order, text=_text(action.text, "action"), owner_id=action.owner,
                     due_on=action.due_on)
        for order, action in enumerate(actions, start=1)
    )  # fmt: skip


def _keep_prepared(row: Talk, note: NewNote, asks: Standing, at: datetime) -> None:
    """Write over what one prepared for a question; nothing written takes it back. Private notes leave no event."""
    kept = row.notes.filter(by=asks.person_id, kind=note.kind.value, question=note.question)
    text = note.text.strip()[:LONGEST]
    if not text:
        kept.delete()
    elif not kept.update(text=text, at=at):
        row.notes.create(by_id=me(asks), kind=note.kind.value, question=note.question, text=text, at=at)


def _prepared(asks: Standing, talk_id: int) -> tuple[Talk, TalkLine]:
    row, line = held(asks, talk_id)
    if not permissions.may_prepare(asks, line):
        raise NotAllowedError("feedback.not_the_manager")
    _require_open(line)
    return row, line


def _require_open(line: TalkLine) -> None:
    if not line.is_open:
        raise RuleBrokenError("feedback.talk_is_over")


def _text(text: str, field: str) -> str:
    said = text.strip()
    if not said:
        raise BadInputError("feedback.words_needed", field=field)
    return said[:LONGEST]
