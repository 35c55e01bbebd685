"""The shipped content of talks: classes with aims and questions, the outline, phrases to avoid, checks of wording."""

from dataclasses import dataclass

from liuxin.kernel.text import Bilingual
from liuxin.performance.feedback.words.talks import Level, TalkClass


@dataclass(frozen=True, slots=True)
class ClassText:
    """What a class of talk is for and how it is led; `aims` are by level."""

    code: TalkClass
    name: Bilingual
    decided_by: Bilingual
    minutes: int
    aim: Bilingual
    tone: Bilingual
    opening: Bilingual
    questions: tuple[Bilingual, ...]
    closing: Bilingual
    aims: dict[Level, Bilingual]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One of the four questions, and how each side prepares it."""

    number: int
    code: str
    name: Bilingual
    manager: Bilingual
    person: Bilingual


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outline with its minutes."""

    code: str
    label: Bilingual
    minutes: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to avoid, why, and what to say instead."""

    phrase: Bilingual
    why: Bilingual
    instead: Bilingual


@dataclass(frozen=True, slots=True)
class WordingCheck:
    """Patterns of wording that is worth a second look, with advice."""

    code: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    advice: Bilingual


@dataclass(frozen=True, slots=True)
class Hint:
    """A place in a text that is worth a second look: hints never block."""

    code: str
    found: str
    start: int
    end: int
    advice: Bilingual


@dataclass(frozen=True, slots=True)
class Content:
    """All of it."""

    overall_goal: Bilingual
    sub_goal: Bilingual
    levels: dict[Level, Bilingual]
    classes: dict[TalkClass, ClassText]
    questions: tuple[QuestionText, ...]
    sections: tuple[Section, ...]
    recording: tuple[Bilingual, ...]
    plan: tuple[Section, ...]
    phrases: tuple[Phrase, ...]
    checks: tuple[WordingCheck, ...]
