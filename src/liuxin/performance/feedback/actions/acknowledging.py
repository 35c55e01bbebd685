"""The record of a talk as a text that both answer: they sign it, or have received it and disagree with a reason."""

from collections.abc import Iterator
from datetime import datetime

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreement
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.agreement.words import NewLine, NewParty
from liuxin.performance.feedback.actions.common import standing_of
from liuxin.performance.feedback.queries.content import content
from liuxin.performance.feedback.queries.talks import talk as read
from liuxin.performance.feedback.words import NoteKind, OwnCause, TalkView

KIND = "talk"
TITLE = Bilingual("面谈记录", "Record of a talk")
_NOTES = {
    NoteKind.SAID: Bilingual("要点", "What was said"),
    NoteKind.CORRECTED: Bilingual("当场更正", "Corrected on the spot"),
    NoteKind.BOTH_VIEWS: Bilingual("双方看法", "Both views"),
    NoteKind.DISAGREEMENT: Bilingual("谈前的不同意见", "Disagreement before the talk"),
}
_CAUSES = {
    OwnCause.LEFT_OPEN: Bilingual("未定", "left open"),
    OwnCause.SKILL: Bilingual("技能", "skill"),
    OwnCause.KNOWLEDGE: Bilingual("知识", "knowledge"),
    OwnCause.WILL: Bilingual("意愿", "will"),
    OwnCause.NONE: Bilingual("没有", "none"),
}


def open_record(talk: TalkView, *, by: Actor, at: datetime) -> int:
    """Put the record before both; to have received it and to disagree is an answer too."""
    line = talk.line
    return agreement.open_agreement(
        kind=KIND,
        subject=str(line.id),
        title=TITLE,
        lines=tuple(_lines(talk)),
        parties=(NewParty(line.person, "person"), NewParty(line.manager, "lead")),
        by=by,
        at=at,
    )


def acknowledge(*, talk_id: int, agrees: bool, reason: str, by: Actor, at: datetime) -> None:
    """Answer the record of a talk as it stands: sign it, or say that one has received it and disagrees."""
    talk = read(standing_of(by, at), talk_id)
    if talk.line.agreement is None:
        raise RuleBrokenError("feedback.not_held_yet")
    latest = agreements.agreement(standing_of(by, at), talk.line.agreement, at).latest
    key, number, digest = talk.line.agreement, latest.number, latest.sha256
    if agrees:
        agreement.sign(agreement_id=key, version=number, sha256=digest, by=by, at=at)
    elif reason.strip():
        agreement.object_to(agreement_id=key, version=number, sha256=digest, reason=reason, by=by, at=at)
    else:
        raise BadInputError("feedback.reasons_needed", field="reason")


def _lines(talk: TalkView) -> Iterator[NewLine]:
    for number, goal in enumerate(talk.goals, start=1):
        yield NewLine(f"goal.{number}", Bilingual("本次目标", "Goal of this talk"), _goal(goal.text))
    shown = [note for note in talk.notes if note.kind in _NOTES]
    for number, note in enumerate(shown, start=1):
        yield NewLine(f"note.{number}", _NOTES[note.kind], note.text)
    yield NewLine(
        "own_cause", Bilingual("本人的部分", "The person's own part"), _CAUSES[talk.own_cause].one_below_the_other
    )
    for number, action in enumerate(talk.actions, start=1):
        text = f"{action.text} · {action.due_on:%Y-%m-%d}"
        side = "本人" if action.owner == talk.line.person else "主谈人"
        label = Bilingual(f"行动（{side}）", "Action (person)" if side == "本人" else "Action (manager)")
        yield NewLine(f"action.{number}", label, text)


def _goal(text: str) -> str:
    """Give a goal as it was written; the aim of a class as it is shipped stands there in both languages."""
    aims = {each.aim.zh: each.aim for each in content().classes.values()}
    return aims[text].one_below_the_other if text in aims else text
