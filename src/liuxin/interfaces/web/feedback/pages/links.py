"""Where evidence leads: to pages of other rooms, as far as there are such pages and they are open to the reader.

Each room says itself what is open, once for all sentences; nothing of that is decided here.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from liuxin.desk.organisation.words import Standing
from liuxin.insight import queries as insight
from liuxin.performance.dialogue import queries as dialogue
from liuxin.performance.feedback.words import Cited, TalkView
from liuxin.performance.plan import queries as plan

CARD = frozenset({Cited.CARD, Cited.LINE, Cited.HEARTS})


@dataclass(frozen=True, slots=True)
class Links:
    """What evidence of one talk is open to one reader; `period` is the code of the card's span."""

    person: int
    goals: frozenset[int]
    obstacles: frozenset[int]
    card: bool
    period: str

    def is_closed(self, cites: Cited, key: str) -> bool:
        """Tell whether there is evidence that the reader may not open."""
        if cites is Cited.GOAL:
            return int(key) not in self.goals
        if cites is Cited.OBSTACLE:
            return int(key) not in self.obstacles
        return cites in CARD and not self.card

    def evidence(self, cites: Cited, key: str) -> str:
        """Give the address of what a sentence rests on; empty where there is none or it is closed."""
        if cites is Cited.NOTHING or self.is_closed(cites, key):
            return ""
        if cites is Cited.GOAL:
            return address("plan:goal", goal=key)
        if cites is Cited.JOB:
            return address("plan:job", position=key)
        if cites is Cited.OBSTACLE:
            return address("dialogue:obstacle", obstacle=key) or address("dialogue:person", person=self.person)
        card = address("insight:scorecard", person=self.person)
        return f"{card}?period={self.period}" if card and self.period else card


def links(asks: Standing, talk: TalkView, at: datetime) -> Links:
    """Ask each room what of a talk's evidence is open to the reader."""
    card = insight.card_of_cycle(asks, person_id=talk.line.person, cycle_id=talk.cycle, at=at)
    return Links(
        person=talk.line.person,
        goals=plan.goals_open(asks, _keys(talk, Cited.GOAL)),
        obstacles=dialogue.obstacles_open(asks, _keys(talk, Cited.OBSTACLE), at),
        card=card is not None,
        period=card or "",
    )


def _keys(talk: TalkView, cites: Cited) -> frozenset[int]:
    return frozenset(int(point.key) for point in talk.points if point.cites is cites)


def address(view: str, **kwargs: object) -> str:
    """Give the address of a page, or nothing while there is no such page."""
    try:
        return reverse(view, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""
