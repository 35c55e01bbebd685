"""Reads of surveys. Sheets are read by the rooms that opened them; a link shows its own sheet to its own browser."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from liuxin.desk.surveys import rules
from liuxin.desk.surveys.models import Answer, Link, Question, Questionnaire, Sheet
from liuxin.desk.surveys.words import (
    LEVELS,
    AnswerRow,
    LinkState,
    LinkView,
    NewAnswer,
    NewQuestion,
    QuestionnaireView,
    QuestionView,
    Seen,
    SheetLine,
    SheetState,
    SheetView,
)
from liuxin.kernel.errors import NotFoundError
from liuxin.kernel.text import Bilingual

CONTENT = Path(__file__).parent / "content"
IN_ONE_LIST = 500


@cache
def shipped(code: str) -> tuple[Bilingual, tuple[NewQuestion, ...], bool]:
    """Give name, questions and whether a note is asked for at the ends, of a questionnaire that comes with Liuxin."""
    content = yaml.safe_load((CONTENT / f"{code}.yaml").read_text(encoding="utf-8"))
    return _text(content["name"]), tuple(map(_shipped, content["questions"])), content["note_at_ends"]


def _shipped(row: Mapping[str, Any]) -> NewQuestion:
    anchors = {level: _text(text) for level, text in row["anchors"].items()}
    return NewQuestion(
        code=row["code"],
        group=row.get("group", row["code"]),
        name=_text(row["name"]),
        text=_text(row["text"]),
        anchors=anchors,
        must=row.get("must", True),
        levels=tuple(sorted(anchors)) if row.get("few") else LEVELS,
    )


def _text(pair: Mapping[str, str]) -> Bilingual:
    return Bilingual(pair["zh"], pair["en"])


def questionnaire(questionnaire_id: int) -> QuestionnaireView:
    """Give a questionnaire with its questions. Raises `NotFoundError("surveys.no_such_questionnaire")`."""
    found = _questionnaires().filter(pk=questionnaire_id).first()
    if found is None:
        raise NotFoundError("surveys.no_such_questionnaire")
    return _questionnaire(found)


def questionnaire_coded(code: str) -> QuestionnaireView | None:
    """Give the latest version of a questionnaire, if it was ever published."""
    found = _questionnaires().filter(code=code).order_by("-version").first()
    return _questionnaire(found) if found else None


def sheet(sheet_id: int) -> SheetView:
    """Give a sheet with its answers. Raises `NotFoundError("surveys.no_such_sheet")`."""
    found = sheets([sheet_id]).get(sheet_id)
    if found is None:
        raise NotFoundError("surveys.no_such_sheet")
    return found


def sheets(sheet_ids: Collection[int]) -> dict[int, SheetView]:
    """Give sheets with their answers by key; five statements, however many there are."""
    rows = Sheet.objects.filter(pk__in=sheet_ids).prefetch_related("answers").order_by("pk")
    asked = {row.pk: _questionnaire(row) for row in _questionnaires().filter(sheets__in=sheet_ids).distinct()}
    return {row.pk: _sheet(row, asked[row.questionnaire_id]) for row in rows}


def lines_of(purpose: str) -> list[SheetLine]:
    """Give every sheet of a purpose without its answers, in one statement."""
    columns = ("pk", "subject", "group", "respondent", "state", "submitted_on")
    return [SheetLine._make(row) for row in Sheet.objects.filter(purpose=purpose).order_by("pk").values_list(*columns)]


def answers_of(purpose: str, subjects: Collection[str] | None = None) -> list[AnswerRow]:
    """Give the answers of all handed-in sheets of a purpose, or of some subjects, in one statement."""
    found = Answer.objects.filter(sheet__purpose=purpose, sheet__state=SheetState.SUBMITTED)
    if subjects is not None and len(subjects) <= IN_ONE_LIST:
        found = found.filter(sheet__subject__in=subjects)
    columns = ("sheet", "sheet__subject", "sheet__group", "sheet__respondent", "question__code", "seen", "level")
    rows = map(AnswerRow._make, found.order_by("sheet", "question__order").values_list(*columns))
    wanted = None if subjects is None else frozenset(subjects)
    return [row for row in rows if wanted is None or row.subject in wanted]


def given_of(sheet_ids: Collection[int]) -> dict[int, dict[str, NewAnswer]]:
    """Give the answers of handed-in sheets by the code of the question, with their notes: one statement."""
    found: dict[int, dict[str, NewAnswer]] = {key: {} for key in sheet_ids}
    rows = Answer.objects.filter(sheet__in=found, sheet__state=SheetState.SUBMITTED)
    for key, code, seen, level, note in rows.values_list("sheet", "question__code", "seen", "level", "note"):
        found[key][code] = NewAnswer(Seen(seen), level, note)
    return found


def by_link(token: str, secret: str, at: datetime) -> LinkView:
    """Tell what a link is to a browser that holds this secret ("" for none), and show its sheet where it may be seen.

    Whoever handed it in learns that from the same browser; any other browser learns only that it was answered.
    """
    link = Link.objects.filter(digest=rules.digest(token)).select_related("sheet").first()
    if link is None:
        return LinkView(LinkState.UNKNOWN)
    state = link_state(link, secret, at)
    shown = sheet(link.sheet_id) if state in {LinkState.FRESH, LinkState.YOURS} else None
    return LinkView(state, shown, link.expires_at)


def sheet_of_link(token: str) -> SheetView:
    """Give the sheet of a link, whatever the link is now, to the room that issued it."""
    key = Link.objects.filter(digest=rules.digest(token)).values_list("sheet", flat=True).first()
    if key is None:
        raise NotFoundError("surveys.link_unknown")
    return sheet(key)


def link_state(link: Link, secret: str, at: datetime) -> LinkState:
    """Tell what a link is, in the order in which it matters: answered, taken back, too late, somebody else's."""
    if link.used_on is not None or link.sheet.state == SheetState.SUBMITTED:
        return LinkState.USED
    if link.revoked_on is not None or link.sheet.state == SheetState.WITHDRAWN:
        return LinkState.REVOKED
    if at >= link.expires_at:
        return LinkState.EXPIRED
    if link.bound_digest is None:
        return LinkState.FRESH
    return LinkState.YOURS if rules.digest(secret) == link.bound_digest else LinkState.ELSEWHERE


def _questionnaires() -> QuerySet[Questionnaire]:
    return Questionnaire.objects.prefetch_related("questions__anchors")


def _questionnaire(row: Questionnaire) -> QuestionnaireView:
    questions = sorted(row.questions.all(), key=lambda one: one.order)
    name = Bilingual(row.name_zh, row.name_en)
    return QuestionnaireView(row.pk, row.code, row.version, name, row.note_at_ends, tuple(map(_question, questions)))


def _question(row: Question) -> QuestionView:
    return QuestionView(
        id=row.pk,
        code=row.code,
        group=row.group,
        order=row.order,
        name=Bilingual(row.name_zh, row.name_en),
        text=Bilingual(row.text_zh, row.text_en),
        anchors={one.level: Bilingual(one.text_zh, one.text_en) for one in sorted(row.anchors.all(), key=_level)},
        must=row.must,
    )


def _level(anchor: Any) -> int:
    return int(anchor.level)


def _asked_of(row: Sheet, whole: QuestionnaireView) -> QuestionnaireView:
    """Give the questions that are on the sheet, in its order."""
    if not row.asked:
        return whole
    by_code = {one.code: one for one in whole.questions}
    return replace(whole, questions=tuple(by_code[code] for code in row.asked.split() if code in by_code))


def _sheet(row: Sheet, asked: QuestionnaireView) -> SheetView:
    codes = {one.id: one.code for one in asked.questions}
    answers = {codes[one.question_id]: NewAnswer(Seen(one.seen), one.level, one.note) for one in row.answers.all()}
    return SheetView(
        id=row.pk,
        questionnaire=_asked_of(row, asked),
        purpose=row.purpose,
        subject=row.subject,
        group=row.group,
        respondent=row.respondent,
        about=Bilingual(row.about_zh, row.about_en),
        state=SheetState(row.state),
        submitted_on=row.submitted_on,
        confidential=row.confidential,
        answers={code: answers[code] for code in codes.values() if code in answers},
    )
