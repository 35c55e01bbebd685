"""Words of talks and appeals, in the language of the page."""

from collections.abc import Mapping

from django.utils.translation import get_language, pgettext_lazy

from liuxin.interfaces.web.insight import shown
from liuxin.interfaces.wording.catalogue import sentence, sentence_of
from liuxin.kernel.errors import LiuxinError
from liuxin.performance.feedback import queries
from liuxin.performance.feedback.words import (
    AppealLevel,
    AppealOutcome,
    Check,
    Grounds,
    Level,
    NoteKind,
    OwnCause,
    TalkClass,
    TalkState,
)

STATES: Mapping[TalkState, object] = {
    TalkState.PLANNED: pgettext_lazy("talk", "no time agreed yet"),
    TalkState.SLOT_AGREED: pgettext_lazy("talk", "time agreed"),
    TalkState.HELD: pgettext_lazy("talk", "held"),
    TalkState.REFUSED: pgettext_lazy("talk", "refused"),
    TalkState.LAPSED: pgettext_lazy("talk", "lapsed"),
}
TAGS: Mapping[TalkState, str] = {
    TalkState.PLANNED: "",
    TalkState.SLOT_AGREED: "tag-link",
    TalkState.HELD: "tag-good",
    TalkState.REFUSED: "tag-warn",
    TalkState.LAPSED: "tag-warn",
}
CHECKS: Mapping[Check, object] = {
    Check.REACHED: pgettext_lazy("talk", "reached"),
    Check.PARTLY: pgettext_lazy("talk", "partly"),
    Check.NOT_REACHED: pgettext_lazy("talk", "not reached"),
}
CAUSES: Mapping[OwnCause, object] = {
    OwnCause.LEFT_OPEN: pgettext_lazy("talk", "left open"),
    OwnCause.SKILL: pgettext_lazy("talk", "skill"),
    OwnCause.KNOWLEDGE: pgettext_lazy("talk", "knowledge"),
    OwnCause.WILL: pgettext_lazy("talk", "will"),
    OwnCause.NONE: pgettext_lazy("talk", "no part of the person's own"),
}
NOTES: Mapping[NoteKind, object] = {
    NoteKind.PREPARED: pgettext_lazy("talk", "prepared"),
    NoteKind.DISAGREEMENT: pgettext_lazy("talk", "disagrees before the talk"),
    NoteKind.SAID: pgettext_lazy("talk", "what was said"),
    NoteKind.CORRECTED: pgettext_lazy("talk", "corrected on the spot"),
    NoteKind.BOTH_VIEWS: pgettext_lazy("talk", "both views"),
}
LEVELS: Mapping[AppealLevel, object] = {
    AppealLevel.FIRST: pgettext_lazy("appeal", "first review"),
    AppealLevel.FINAL: pgettext_lazy("appeal", "final review"),
}
GROUNDS: Mapping[Grounds, object] = {
    Grounds.WRONG_FACT: pgettext_lazy("appeal", "a fact is wrong"),
    Grounds.WRONG_ATTRIBUTION: pgettext_lazy("appeal", "it was not my doing"),
    Grounds.RULE_MISAPPLIED: pgettext_lazy("appeal", "a rule was misapplied"),
    Grounds.RULE_NOT_AGREED: pgettext_lazy("appeal", "a rule was never agreed on"),
    Grounds.PROCEDURE_BROKEN: pgettext_lazy("appeal", "the procedure was not kept"),
    Grounds.CONFLICT_OF_INTEREST: pgettext_lazy("appeal", "a rater had a conflict of interest"),
    Grounds.OBSTACLE_NOT_CLEARED: pgettext_lazy("appeal", "an obstacle was not cleared"),
    Grounds.NEW_EVIDENCE: pgettext_lazy("appeal", "there is new evidence"),
    Grounds.DISPROPORTION: pgettext_lazy("appeal", "it is out of proportion"),
}
OUTCOMES: Mapping[AppealOutcome, object] = {
    AppealOutcome.OPEN: pgettext_lazy("appeal", "not decided yet"),
    AppealOutcome.UPHELD_IN_FULL: pgettext_lazy("appeal", "upheld"),
    AppealOutcome.UPHELD_IN_PART: pgettext_lazy("appeal", "upheld in part"),
    AppealOutcome.DISMISSED: pgettext_lazy("appeal", "dismissed"),
    AppealOutcome.SILENCE: pgettext_lazy("appeal", "no answer in time: gone up by itself"),
}
OUTCOME_TAGS: Mapping[AppealOutcome, str] = {
    AppealOutcome.OPEN: "tag-warn",
    AppealOutcome.UPHELD_IN_FULL: "tag-good",
    AppealOutcome.UPHELD_IN_PART: "tag-good",
    AppealOutcome.DISMISSED: "",
    AppealOutcome.SILENCE: "tag-warn",
}
UNKNOWN = pgettext_lazy("talk", "cannot be told")


def language() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


def said(error: LiuxinError) -> str:
    """Give the sentence of an error."""
    return sentence_of(error, language())


def told(code: str, **params: object) -> str:
    """Give a sentence of the record."""
    return sentence(code, language(), **params)


def class_name(code: TalkClass) -> str:
    """Name a class of talk."""
    return str(UNKNOWN) if code is TalkClass.UNKNOWN else shown.text(queries.class_text(code).name)


def level_name(level: Level) -> str:
    """Name a level."""
    return shown.text(queries.content().levels[level])
