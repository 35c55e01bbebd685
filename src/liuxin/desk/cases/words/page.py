"""All that the page of a case shows first."""

from collections.abc import Mapping
from dataclasses import dataclass

from liuxin.desk.cases.words.answering import AtWork
from liuxin.desk.cases.words.talking import Conversation
from liuxin.desk.cases.words.views import CaseView
from liuxin.desk.communication.words import Draft


@dataclass(frozen=True, slots=True)
class WholeCase:
    """A case, what was written on it, who else is at it, one's own drafts by kind, and the mark of how it stands.

    `macros` are keys and names of those that one may use.
    """

    view: CaseView
    said: Conversation
    work: AtWork
    drafts: Mapping[str, Draft]
    mark: str
    macros: tuple[tuple[int, str], ...]
