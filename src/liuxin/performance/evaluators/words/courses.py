"""Words of courses: texts as blocks, quizzes, and how one was answered."""

from dataclasses import dataclass
from enum import StrEnum

from liuxin.kernel.text import Bilingual


class Shape(StrEnum):
    """What a block of a text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    NUMBERED = "numbered"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `strong` where it is stressed."""

    text: str
    strong: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph (one line), a list (a line an item) or a table (rows of cells, the head first).

    Plain text throughout: whoever shows it escapes it, and nothing in a text can become markup.
    """

    shape: Shape
    level: int = 0
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()


CourseText = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class QuizOption:
    """One of the answers to choose from."""

    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question of a quiz, with the code of the right answer and why it is right."""

    code: str
    stem: Bilingual
    options: tuple[QuizOption, ...]
    key: str
    rationale: Bilingual


@dataclass(frozen=True, slots=True)
class Course:
    """A course: text in both languages and a quiz; passed with `need` right answers."""

    code: str
    version: int
    minutes: int
    title: Bilingual
    pass_mark: float
    zh: CourseText
    en: CourseText
    quiz: tuple[QuizItem, ...]

    def text(self, language: str) -> CourseText:
        """Give the text in a language."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """What somebody chose for a question."""

    item: str
    option: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An answered quiz: the options in the order of the questions, how many were right, whether that is enough."""

    options: tuple[str, ...]
    right: int
    of: int
    passed: bool
