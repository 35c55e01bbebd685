"""Rounds, talks and appeals in every state, made by the room's own actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from liuxin.desk.history.models import Event
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.period import Period
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
from liuxin.performance.feedback.words import (
    AppealLevel,
    Grounds,
    Level,
    NewAction,
    NewNote,
    NoteKind,
    TalkClass,
    TalkState,
    TalkView,
)
from tests.factories import indicators
from tests.factories.evaluation import (
    AT,
    Freeze,
    FrozenTotal,
    RatedCell,
    RatedGroup,
    RatedPart,
    Result,
    ResultStep,
    make_results,
)
from tests.factories.evaluators import assigned
from tests.factories.organisation import Calendar, Person, make_calendar, make_department, make_person, make_team
from tests.factories.plan import MadeCycle, advance, make_cycle
from tests.factories.work import MARCH

SHANGHAI = ZoneInfo("Asia/Shanghai")
FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}
SHORT = {"promises_kept": 65.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}
VOTING = 2
LINES = (
    indicators.line(weight="50"),
    indicators.line("reopened_within_14_days", "30", indicators.REOPENED),
    indicators.line("cases_resolved", "20", indicators.SOLVED),
)
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
    people: int = 3,
    *,
    values: Mapping[str, float | None] | None = None,
    before: Mapping[int, Callable[[MadeCycle], object]] = MappingProxyType({}),
    voted: bool = False,
    of_head: bool = False,
) -> tuple[MadeCycle, dict[int, int]]:
    """Make a cycle in phase 5 whose people have provisional results for March; `before` is done in earlier phases.

    With `voted` the set is an agreed one, so that a result may be scored again; with `of_head` the head has one too.
    """
    if not Calendar.objects.filter(code="default").exists():
        make_calendar("default")
    made = make_cycle(people, phase=1, period=MARCH)
    chosen = 0
    for phase in range(1, 5):
        if phase == VOTING and voted:
            chosen = indicators.agreed(made, *LINES)
        if phase in before:
            before[phase](made)
        advance(made.id, made.department, phase + 1)
    place = made.place
    scores, seats = dict.fromkeys(place.people, values or FULL), dict.fromkeys(place.people, place.department)
    chosen = chosen or indicators.example(*LINES, position_id=place.position)
    found = make_results(made.id, seats, scores, set_id=chosen, period=MARCH)
    if of_head:
        position = Person.objects.get(pk=place.head).position_id or 0
        own = indicators.example(*LINES, position_id=position)
        found |= make_results(made.id, {place.head: place.department}, {place.head: FULL}, set_id=own, period=MARCH)
    return made, found


def rated_by_a_peer(made: MadeCycle) -> None:
    """Let the second person of the department rate the first."""
    assigned(made, made.place.people[0], Kind.PEER, rater=made.place.people[1])


def sealed_ratings(made: Made, levels: Mapping[str, float], *, raters: int = 3, kinds: str = "peer") -> None:
    """Let the first person have been rated by so many of a kind, who are told together."""
    mean = sum(levels.values()) / len(levels)
    part = RatedPart.objects.create(
        cycle_id=made.cycle.id, person_id=made.person, value=mean, raters=raters, sealed_at=AT
    )
    group = RatedGroup.objects.create(part=part, order=1, kinds=kinds, raters=raters, weight=100, level=mean)
    for heart, level in levels.items():
        RatedCell.objects.create(group=group, heart=heart, raters=raters, level=level)


def planned(
    people: int = 3,
    *,
    values: Mapping[str, float | None] | None = None,
    publish: bool = True,
    voted: bool = False,
    of_head: bool = False,
) -> Made:
    """Plan the round of a department, and publish it unless told otherwise."""
    cycle, results = in_phase_five(people, values=values, voted=voted, of_head=of_head)
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


def rated_self(made: Made, level: float) -> None:
    """Let the first person, who was rated by others, have rated oneself."""
    part = RatedPart.objects.get(person=made.person)
    group = RatedGroup.objects.create(part=part, order=2, kinds="self", raters=1, weight=0, level=level)
    RatedCell.objects.create(group=group, heart="care", known=True, raters=1, level=level)


def bare_result(cycle: int, department: int, person: int, set_id: int, period: Period) -> int:
    """Make a provisional result on a bare card, for where nothing is read from the card."""
    span = {"period_start": period.start, "period_end": period.end}
    actor = {"actor_kind": "system", "actor_id": "tests", "at": AT}
    freeze = Freeze.objects.create(set_id=set_id, manifest_id="m1", seq=1, as_of=1, **span, **actor)
    card = FrozenTotal.objects.create(
        freeze=freeze, person_id=person, set_id=set_id, points=100.0, low=95.0, high=105.0, covered=100.0, **span
    )
    made = Result.objects.create(
        cycle_id=cycle, person_id=person, department_id=department, card=card, version=1, **actor
    )
    ResultStep.objects.create(result=made, state="provisional", **actor)
    return made.pk


def bare_round(cycle: int, department: int) -> int:
    """Make a published round without talks, for where only its being there matters."""
    made = Round.objects.create(
        cycle_id=cycle, department_id=department, start_on=FIRST, end_on=LAST, made_at=AT, published_at=AT, place=PLACE
    )
    return made.pk


def bare_talk(round_id: int, result: int, *, person: int, manager: int, state: TalkState, order: int) -> int:
    """Make a talk in a state without going the way there; what was held has a goal, an action and an appeal."""
    over = state is TalkState.HELD
    timed = state is not TalkState.PLANNED
    made = Talk.objects.create(
        round_id=round_id, result_id=result, person_id=person, manager_id=manager, order=order, state=state.value,
        code=TalkClass.ON_TRACK.value, why="feedback.class.on_track", why_params={"total": 100.0},
        level=Level.AGENT.value, minutes=35, planned_on=FIRST, due_at=AFTER_ROUND, place=PLACE if timed else "",
        start=local(3, 10) if timed else None, end=local(3, 11) if timed else None,
        held_at=local(3, 11) if over else None, over_at=local(3, 11) if over else None,
        appeal_until=local(15, 0) if over else None,
    )  # fmt: skip
    TalkGoal.objects.create(talk=made, order=1, text="看清差距", cites="card")
    if over:
        AgreedAction.objects.create(talk=made, order=1, text="当日回访", owner_id=person, due_on=LAST)
    else:
        SlotOffer.objects.create(
            talk=made, start=local(6, 10), end=local(6, 11), place=PLACE, offered_by_id=manager, offered_at=AT
        )
    return made.pk


def bare_appeal(talk: int, *, decider: int | None = None, level: AppealLevel = AppealLevel.FIRST) -> int:
    """Make an appeal about a talk that was held; with somebody named, that one decides."""
    about = Talk.objects.get(pk=talk)
    made = Appeal.objects.create(
        talk=about, result_id=about.result_id, appellant_id=about.person_id, manager_id=about.manager_id,
        level=level.value, grounds=Grounds.WRONG_FACT.value, text="两件工单不是我的",
        filed_at=local(6, 10), decide_by=local(21, 0),
    )  # fmt: skip
    if decider is not None and decider not in {about.person_id, about.manager_id}:
        AppealDecider.objects.create(appeal=made, person_id=decider, order=1, named_at=local(6, 11))
    return made.pk
