"""Questionnaires, sheets and links, made by the room's own actions."""

from datetime import timedelta

from liuxin.desk.surveys import actions
from liuxin.desk.surveys.models import Answer, Link, Question, Questionnaire, Sheet
from liuxin.desk.surveys.words import NewAnswer, NewSheet, Seen, respondent
from liuxin.kernel.actor import Actor, ActorKind
from liuxin.kernel.text import Bilingual
from tests.factories.organisation import NOW, SYSTEM

HEARTS = ("care", "love", "sincerity", "attention", "dedication", "perseverance")
CUSTOMER = Actor(ActorKind.CUSTOMER, "", via="web")
ABOUT = Bilingual("陈晓", "Chen Xiao")
PURPOSE = "evaluation.1"
__all__ = ["ABOUT", "CUSTOMER", "HEARTS", "PURPOSE", "Answer", "Link", "Question", "Questionnaire", "Sheet"]


def six_hearts() -> int:
    """Publish the form of the six hearts and give its key."""
    return actions.publish_six_hearts(by=SYSTEM, at=NOW)


def open_sheet(
    respondent: str = "r1",
    *,
    subject: str = "5",
    group: str = "peer",
    purpose: str = PURPOSE,
    confidential: bool = True,
) -> int:
    """Open a sheet of the six hearts and give its key."""
    new = NewSheet(subject, group, respondent, ABOUT, confidential=confidential)
    return actions.open_sheets(questionnaire_id=six_hearts(), purpose=purpose, wanted=[new], by=SYSTEM, at=NOW)[0]


def issue(sheet: int, *, days: int = 14) -> str:
    """Issue the link of a sheet and give its token."""
    return actions.issue_links(sheet_ids=[sheet], expires_at=NOW + timedelta(days=days), by=SYSTEM, at=NOW)[sheet]


def levels(*given: int | None) -> dict[str, NewAnswer]:
    """Answer the six hearts in order; None is "not seen"."""
    pairs = zip(HEARTS, given, strict=False)
    return {code: NewAnswer(Seen.SEEN, one) if one else NewAnswer(Seen.NOT_SEEN) for code, one in pairs}


def answered(pseudonym: str = "r1", *given: int | None, subject: str = "5", group: str = "peer") -> int:
    """Open a sheet, answer it and hand it in; fours unless told otherwise."""
    sheet = open_sheet(pseudonym, subject=subject, group=group)
    answers = levels(*(given or (4, 4, 4, 4, 4, 4)))
    actions.save_answers(sheet_id=sheet, answers=answers, submit=True, by=respondent(pseudonym), at=NOW)
    return sheet
