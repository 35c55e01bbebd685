"""Records drawn at random: everything that can happen to cases, in any order, also what should not."""

from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from liuxin.engines.measurement.schemas import HEARTS
from tests.facts.stories import SYSTEM, CaseEvent, numbered, opened, when

HOUR = 3600
PEOPLE = (None, 1, 2, 3, SYSTEM)
TEAMS = (None, 7, 8)
FLAGS = (None, True, False)
SCORES = (None, 1, 3, 5)
# Mostly the hours of some days; now and then a year off, before the opening, or beyond the calendar.
USUAL = tuple(when(7, 8) + hour * HOUR for hour in range(61))
ODD = (when(1), when(7) - 366 * 86_400, when(7) + 366 * 86_400, when(7) + 900 * 86_400)
DUES = (None, *USUAL[::7], *ODD)
MAY_TELL: Final[dict[str, dict[str, tuple[Any, ...]]]] = {
    "case.handed_over": {"holder": PEOPLE, "team": TEAMS, "accountable": PEOPLE, "seq": (0, 2, 5)},
    "case.waiting": {},
    "case.resumed": {"due": DUES},
    "case.resolved": {"seq": (1,)},
    "case.reopened": {"due": DUES},
    "case.closed": {"outcome": ("answered", ""), "recorded": FLAGS},
    "case.promise_judged": {"kept": FLAGS, "basis": ("recorded", "computed")},
    "case.classified": {"priority": (1, 2), "category": ("lift", "")},
    "case.escalated": {"required": FLAGS},
    "case.confirmed": {"settled": (True, False)},
    "case.complained": {"person": PEOPLE, "team": TEAMS},
    "case.next_planned": {"person": PEOPLE, "due": DUES},
    "case.next_done": {},
    "message.sent": {"person": PEOPLE, "automatic": FLAGS, "message": (None, 1, 2)},
    "message.undelivered": {"person": PEOPLE, "message": (None, 1, 2)},
    "case.response_due": {"target": ("first", "next"), "since": (None, *USUAL[::9], *ODD), "due": DUES},
    "message.received": {},
    "survey.asked": {},
    "survey.answered": dict.fromkeys(("overall", *HEARTS), SCORES),
    "review.recorded": {"person": PEOPLE, "random": FLAGS, **dict.fromkeys(HEARTS, SCORES)},
    "case.noted": {},
}
"""What an event may tell, and which values it may have."""

OPENING: Final[dict[str, tuple[Any, ...]]] = {
    "holder": PEOPLE,
    "team": TEAMS,
    "calendar": ("office", "office", "always", "nobody-knows-it", None),
    "due": DUES,
    "product": ("lift-3", None),
    "priority": (None, 2),
    "category": (None, "paint"),
    "kind": (None, "fault"),
    "site": (4,),
    "source": ("",),
}
OFTEN = ("case.handed_over", "case.waiting", "case.resumed", "case.resolved", "case.reopened", "message.sent")
CODES = (*MAY_TELL, *OFTEN, *OFTEN)


def _some_of(values: dict[str, tuple[Any, ...]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(each) for name, each in values.items()})


TIMES = st.one_of(st.sampled_from(USUAL), st.sampled_from(ODD))


@st.composite
def steps(draw: st.DrawFn) -> CaseEvent:
    """Draw an event that is no opening."""
    code = draw(st.sampled_from(CODES))
    return CaseEvent(0, code, "", draw(TIMES), draw(_some_of(MAY_TELL[code])))


@st.composite
def records(draw: st.DrawFn, most: int = 4) -> list[CaseEvent]:
    """Draw a record of a few cases, their events mixed up; one case in some has no opening."""
    told: list[CaseEvent] = []
    for number in range(draw(st.integers(0, most))):
        at = draw(st.one_of(st.just(when(7, 9)), TIMES))
        first = [] if draw(st.integers(0, 9)) == 0 else [opened(at, **draw(_some_of(OPENING)))]
        some = [*first, *draw(st.lists(steps(), max_size=14))]
        told.extend(each._replace(case=f"C{number * 7 % 5}") for each in some)
    order = draw(st.permutations(range(len(told)))) if draw(st.booleans()) else range(len(told))
    return numbered(told[place] for place in order)


def crowd(seed: int, cases: int) -> list[CaseEvent]:
    """Give a record of many cases, their events mixed up, the same for the same seed."""
    random = Random(seed)
    told: list[CaseEvent] = []
    for number in range(cases):
        first = [opened(_at(random), **_told(random, OPENING)) for _ in range(random.choice((0, *[1] * 20, 2)))]
        codes = [random.choice(CODES) for _ in range(random.randint(0, 14))]
        some = [*first, *(CaseEvent(0, code, "", _at(random), _told(random, MAY_TELL[code])) for code in codes)]
        told.extend(each._replace(case=f"C{number * 7919 % 100_003:06}") for each in some)
    random.shuffle(told)
    return numbered(told)


def _at(random: Random) -> int:
    return random.choice(USUAL if random.random() < 0.9 else ODD)


def _told(random: Random, values: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    return {name: random.choice(each) for name, each in values.items() if random.random() < 0.7}
