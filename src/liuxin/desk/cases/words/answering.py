"""Words of answering: who else is at it, what is kept for next time, what is done together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.states import Outcome
from liuxin.desk.communication.words import Medium, Message, NewAttachment
from liuxin.desk.organisation.words import PersonName, TeamName


class Scope(StrEnum):
    """Whose a template or macro is."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class MacroDeed(StrEnum):
    """What a macro can do."""

    REPLY = "reply"
    NOTE = "note"
    CLASSIFY = "classify"
    WAIT = "wait"
    PLAN = "plan"
    TRANSFER = "transfer"
    RESOLVE = "resolve"


class Variable(StrEnum):
    """What a template may leave open."""

    CUSTOMER = "customer"
    CASE = "case"
    TITLE = "title"
    AGENT = "agent"
    TEAM = "team"
    DUE = "due"
    TODAY = "today"


class After(StrEnum):
    """What becomes of a case once the answer is written."""

    KEEP = "keep"
    WAIT = "wait"
    RESOLVE = "resolve"


NOTE_DRAFT = "case.note"
"""Under this kind the draft of a note is kept, beside that of an answer."""
TALKED = (Medium.PHONE, Medium.COUNTER)
"""The ways of talking that are written down afterwards."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was sent: `read_to` is the latest message that stood on the page.

    `thread` is where it goes, None for the latest; `template` what it was made of; `token` what its form bore.
    """

    text: str
    read_to: int
    thread: int | None = None
    template: int | None = None
    token: str = ""
    attachments: tuple[NewAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Next:
    """What is done with the case in the same deed: `due` is until when one waits or asks whether it holds."""

    after: After = After.KEEP
    next_action: str = ""
    due: datetime | None = None
    done: str = ""
    told: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk on the phone or at the counter: who began it, with whom, what was said."""

    medium: Medium
    incoming: bool
    person: str
    text: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else at the same case: since when the page was seen, or when they last typed."""

    person: PersonName
    at: datetime
    writes: bool


@dataclass(frozen=True, slots=True)
class AtWork:
    """What a reader of a case needs to know of the others and of oneself; who never looked has read to nowhere."""

    others: tuple[Other, ...]
    read_to: int | None


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template with the words of its latest version."""

    id: int
    name: str
    scope: Scope
    owner: int | None
    team: TeamName | None
    text_zh: str
    text_en: str
    version: int
    used: int
    may_change: bool

    def text(self, language: str) -> str:
        """Give the words in a language; the other one's where it has none."""
        own, other = (self.text_zh, self.text_en) if language.startswith("zh") else (self.text_en, self.text_zh)
        return own or other


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template as it was written."""

    name: str
    scope: Scope
    team: int | None
    text_zh: str
    text_en: str


@dataclass(frozen=True, slots=True)
class MacroStepView:
    """One deed of a macro."""

    deed: MacroDeed
    template: int | None = None
    team: int | None = None
    text: str = ""
    hours: int | None = None
    priority: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class MacroView:
    """A macro."""

    id: int
    name: str
    scope: Scope
    owner: int | None
    team: TeamName | None
    steps: tuple[MacroStepView, ...]
    used: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class MacroLeft:
    """What a macro did besides a letter that was taken back: it stands. An answer among it is another letter."""

    name: str
    deeds: tuple[MacroDeed, ...]


@dataclass(frozen=True, slots=True)
class NewMacro:
    """A macro as it was put together."""

    name: str
    scope: Scope
    team: int | None
    steps: tuple[MacroStepView, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A message that somebody wrote since one's page was opened."""

    message: Message
    author: PersonName | None
