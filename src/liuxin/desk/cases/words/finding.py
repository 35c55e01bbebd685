"""What a search gives: cases, what was written about them, customers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuxin.desk.cases.words.views import CaseLine
from liuxin.desk.customers.words import CustomerName
from liuxin.desk.search.words import Source
from liuxin.engines.language.tokens import Word


class SearchGroup(StrEnum):
    """What is looked through; `all` shows the best few of each of the others."""

    ALL = "all"
    CASES = "cases"
    TEXTS = "texts"
    CUSTOMERS = "customers"


class SearchSort(StrEnum):
    """The best first, or the newest."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for. `after` is where the page before ended; `not_closed` leaves out what is over."""

    text: str
    group: SearchGroup = SearchGroup.ALL
    sort: SearchSort = SearchSort.BEST
    not_closed: bool = False
    after: int = 0


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case in which the words stand, with the outcome that they may stand in."""

    line: CaseLine
    outcome_text: str


@dataclass(frozen=True, slots=True)
class TextHit:
    """A message or a note in which the words stand."""

    line: CaseLine
    source: Source
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer whom the words lead to, with how to reach them and where."""

    name: CustomerName
    contacts: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits of one kind; `count` stops at `most`. `on` is where the next page starts, 0 for none.

    `best_of` is how many of the newest were put in order, where there are more than that.
    """

    rows: tuple[CaseHit | TextHit | CustomerHit, ...] = ()
    count: int = 0
    most: int = 0
    on: int = 0
    best_of: int = 0

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > self.most


@dataclass(frozen=True, slots=True)
class SearchResult:
    """All that a search gives; `words` is how it was read, empty where nothing can be looked for."""

    words: tuple[Word, ...] = ()
    cases: Hits = field(default_factory=Hits)
    texts: Hits = field(default_factory=Hits)
    customers: Hits = field(default_factory=Hits)

    @property
    def count(self) -> int:
        """How many there are, each kind counted as far as it is."""
        return self.cases.count + self.texts.count + self.customers.count
