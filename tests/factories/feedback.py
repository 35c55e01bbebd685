"""Rounds, talks and appeals in every state, made by the room's own actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from liuxin.desk.history.models import Event
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.performance.evaluators.words import Kind
from liuxin.performance.feedback import actions, queries
from liuxin.performance.feedback.models import (
    AgreedAction,
    Appeal,
    AppealDecider,
    Note,
    Point,
    Round,
    Shift,
    SlotOffer,
    Talk,
    TalkGoal,
)
from liuxin.performance.feedback.words import Grounds, NewAction, NewNote, NoteKind, TalkView
from tests.factories.evaluation import AT, make_results
from tests.factories.evaluators import assigned
from tests.factories.indicators import example
from tests.factories.organisation import Calendar, make_calendar, make_department, make_person, make_team
from tests.factories.plan import MadeCycle, advance, make_cycle
from tests.factories.work import MARCH

SHANGHAI = ZoneInfo("Asia/Shanghai")
FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}
SHORT = {"promises_kept": 65.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}
FIRST, LAST = date(2016, 6, 2), date(2016, 6, 10)
AFTER_ROUND = datetime(2016, 6, 10, 16, tzinfo=UTC)
PLACE = "静室 302"

__all__ = [
    "AFTER_ROUND",
    "AT",
    "FIRST",
    "FULL",
    "LAST",
    "MARCH",
    "PLACE",
    "SHORT",
    "AgreedAction",
    "Appeal",
    "AppealDecider",
    "Event",
    "Made",
    "Note",
    "Point",
    "Round",
    "Shift",
    "SlotOffer",
    "Talk",
    "TalkGoal",
]


@dataclass(frozen=True, slots=True)
class Made:
    """A department in phase 5 with results, and its round of talks; the first person is the one talked with."""

    cycle: MadeCycle
    round: int
    results: Mapping[int, int]

    @property
    def person(self) -> int:
        """Whom the first talk is about."""
        return self.cycle.place.people[0]

    @property
    def lead(self) -> int:
        """Who leads the talks of the people."""
        return self.cycle.place.lead

    @property
    def hr(self) -> int:
        """HR of the whole organisation."""
        return self.cycle.hr

    def talk(self, person: int | None = None) -> int:
        """Give the key of the talk with a person, the first unless named."""
        return Talk.objects.get(round=self.round, person=person or self.person).pk

    def view(self, *, by: int | None = None, person: int | None = None) -> TalkView:
        """Read a talk as somebody, as its manager unless named."""
        return queries.talk(organisation.standing(Actor.person(by or self.lead), AT), self.talk(person))


def local(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    """Give an instant of 2016 in Shanghai."""
    return datetime(2016, month, day, hour, minute, tzinfo=SHANGHAI)


def in_phase_five(
    people: int = 3, *, values: Mapping[str, float | None] | None = None, departments: int = 1, rated: bool = False
) -> tuple[MadeCycle, dict[int, int]]:
    """Make a cycle in phase 5 whose people have provisional results for March.

    With `rated` the second person of the first department is a peer who rates the first.
    """
    if not Calendar.objects.filter(code="default").exists():
        make_calendar("default")
    made = make_cycle(people, departments=departments, phase=3, period=MARCH)
    if rated:
        assigned(made, made.place.people[0], Kind.PEER, rater=made.place.people[1])
    for place in made.places:
        advance(made.id, place.department, 5)
    results: dict[int, int] = {}
    for place in made.places:
        scores = dict.fromkeys(place.people, values or FULL)
        seats = dict.fromkeys(place.people, place.department)
        results |= make_results(made.id, seats, scores, set_id=example(position_id=place.position), period=MARCH)
    return made, results


def planned(people: int = 3, *, values: Mapping[str, float | None] | None = None, publish: bool = True) -> Made:
    """Plan the round of a department, and publish it unless told otherwise."""
    cycle, results = in_phase_five(people, values=values)
    return with_round(cycle, results, publish=publish)


def with_round(cycle: MadeCycle, results: Mapping[int, int], *, publish: bool = True, place: int = 0) -> Made:
    """Plan the round of one department of a cycle."""
    key = actions.plan_round(
        cycle_id=cycle.id,
        department=cycle.places[place].department,
        purpose="每个人都知道自己的分从哪里来",
        place=PLACE,
        start_on=FIRST,
        end_on=LAST,
        by=Actor.person(cycle.hr),
        at=AT,
    )
    if publish:
        actions.publish_round(round_id=key, by=Actor.person(cycle.hr), at=AT)
    return Made(cycle, key, results)


def agreed(made: Made, start: datetime | None = None, *, person: int | None = None, minutes: int = 40) -> None:
    """Let the manager offer a time and the person accept it."""
    about = person or made.person
    start = start or local(3, 10)
    offer = actions.offer_slot(
        talk_id=made.talk(about),
        start=start,
        end=start + timedelta(minutes=minutes),
        place=PLACE,
        by=Actor.person(made.lead),
        at=AT,
    )
    actions.accept_slot(offer_id=offer, by=Actor.person(about), at=AT)


def held(made: Made, *, at: datetime | None = None, person: int | None = None, own_cause: str = "") -> int:
    """Let a talk be held at its time, with one action of each; gives the agreement."""
    about = person or made.person
    if Talk.objects.get(pk=made.talk(about)).start is None:
        agreed(made, person=about)
    when = at or local(3, 11)
    return actions.hold_talk(
        talk_id=made.talk(about),
        notes=[NewNote(NoteKind.SAID, "三件投诉当日未回访")],
        actions=[
            NewAction("投诉当日回访", about, date(2016, 7, 1)),
            NewAction("备件申请一个工作日内答复", made.lead, date(2016, 7, 1)),
        ],
        own_cause=own_cause,
        by=Actor.person(made.lead),
        at=when,
    )


def appealed(made: Made, *, at: datetime | None = None, grounds: Grounds = Grounds.WRONG_FACT) -> int:
    """Let the person appeal against the result."""
    return actions.file_appeal(
        talk_id=made.talk(),
        grounds=grounds,
        text="三月七日的两件工单不是我经手的",
        by=Actor.person(made.person),
        at=at or local(6, 10),
    )


def outsider() -> int:
    """Make somebody of another department who took no part in anything."""
    return make_person(teams=(make_team(department=make_department()),))


def named(made: Made, appeal: int, *people: int, at: datetime | None = None) -> None:
    """Let HR name who decides."""
    actions.name_deciders(appeal_id=appeal, people=people, by=Actor.person(made.hr), at=at or local(6, 11))
