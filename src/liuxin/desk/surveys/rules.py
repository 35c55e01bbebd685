"""Rules of surveys: what a questionnaire must be, what an answer may be, when a sheet may be handed in."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from liuxin.desk.surveys.words import LEVELS, LinkState, NewAnswer, NewQuestion, Seen, SheetState
from liuxin.kernel.errors import BadInputError, ConflictError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual

NOTE_LENGTH = 2000


def content_digest(name: Bilingual, questions: Sequence[NewQuestion], *, note_at_ends: bool) -> str:
    """Give what tells two versions of a questionnaire apart: every word of it, and the order."""
    told = [
        [one.code, one.group, _pair(one.name), _pair(one.text), _anchors(one), one.must] for one in questions
    ]  # fmt: skip
    text = json.dumps([_pair(name), note_at_ends, told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _pair(text: Bilingual) -> list[str]:
    return [text.zh, text.en]


def _anchors(question: NewQuestion) -> list[list[str]]:
    return [_pair(question.anchors[level]) for level in sorted(question.anchors)]


def check_questions(questions: Sequence[NewQuestion]) -> None:
    """Refuse a questionnaire without questions, with one twice, or with a level or a language that says nothing."""
    if not questions:
        raise BadInputError("surveys.no_questions", field="questions")
    seen: set[str] = set()
    for one in questions:
        if one.code in seen:
            raise BadInputError("surveys.question_twice", field="questions", question=one.code)
        seen.add(one.code)
        if tuple(sorted(one.anchors)) != one.levels or not set(one.levels) <= set(LEVELS):
            raise BadInputError("surveys.anchors_incomplete", field="questions", question=one.code)
        texts = [one.name, one.text, *one.anchors.values()]
        if not all(text.zh.strip() and text.en.strip() for text in texts):
            raise BadInputError("surveys.text_missing", field="questions", question=one.code)


def check_answers(answers: Mapping[str, NewAnswer], codes: Iterable[str]) -> None:
    """Refuse an answer to no question, a level without having seen, seeing without a level, too long a note."""
    known = frozenset(codes)
    for code, answer in answers.items():
        if code not in known:
            raise BadInputError("surveys.no_such_question", field=code, question=code)
        if answer.seen is Seen.SEEN and answer.level not in LEVELS:
            raise BadInputError("surveys.level_outside", field=code)
        if answer.seen is not Seen.SEEN and answer.level is not None:
            raise BadInputError("surveys.level_unseen", field=code)
        if len(answer.note) > NOTE_LENGTH:
            raise BadInputError("surveys.note_too_long", field=code, longest=NOTE_LENGTH, length=len(answer.note))


def check_levels(answers: Mapping[str, NewAnswer], levels: Mapping[str, Collection[int]]) -> None:
    """Refuse a level that the question does not have."""
    for code, answer in answers.items():
        if answer.level is not None and answer.level not in levels.get(code, ()):
            raise BadInputError("surveys.level_outside", field=code)


def check_asked(asked: Sequence[str], codes: Iterable[str]) -> None:
    """Refuse a sheet that asks what the questionnaire does not hold."""
    unknown = sorted(set(asked) - set(codes))
    if unknown:
        raise BadInputError("surveys.no_such_question", field="asked", question=unknown[0])


def check_open(state: str) -> None:
    """Refuse to change a sheet that was handed in or taken back."""
    if state == SheetState.SUBMITTED:
        raise RuleBrokenError("surveys.already_answered")
    if state == SheetState.WITHDRAWN:
        raise RuleBrokenError("surveys.withdrawn")


def check_all_answered(missing: Sequence[str]) -> None:
    """Refuse to hand in what is not complete, naming the first question that waits."""
    if missing:
        raise BadInputError("surveys.unanswered", field=missing[0], count=len(missing))


def digest(secret: str) -> str:
    """Give what is kept of a token or of the secret of a browser: whoever reads the database cannot use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_answerable(state: LinkState) -> None:
    """Refuse to answer by a link that is not one's own, with the reason."""
    if state is LinkState.UNKNOWN:
        raise NotFoundError("surveys.link_unknown")
    if state is LinkState.ELSEWHERE:
        raise ConflictError("surveys.link_elsewhere")
    if state is LinkState.USED:
        raise RuleBrokenError("surveys.link_used")
    if state is LinkState.EXPIRED:
        raise RuleBrokenError("surveys.link_expired")
    if state is LinkState.REVOKED:
        raise RuleBrokenError("surveys.link_revoked")
    if state is LinkState.FRESH:
        raise RuleBrokenError("surveys.link_fresh")


def check_begins(state: LinkState) -> None:
    """Refuse to begin by a link that is not fresh, with the reason."""
    if state is LinkState.YOURS:
        raise ConflictError("surveys.link_elsewhere")
    if state is not LinkState.FRESH:
        check_answerable(state)


def day_of(at: datetime) -> datetime:
    """Cut an instant to its day in UTC: the time of a confidential deed would tell whose it was."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
