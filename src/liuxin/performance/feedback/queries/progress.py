"""How far phase 5 is, what waits for whom, and what the talks of a cycle leave for the next one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.kernel.text import Bilingual
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.feedback.models import AgreedAction, Appeal, AppealDecider, Round, SlotOffer, Talk
from liuxin.performance.feedback.queries.talks import line_of, open_actions
from liuxin.performance.feedback.queries.visible import talks_visible
from liuxin.performance.feedback.words import (
    OPEN,
    UPHELD,
    Lesson,
    OfferState,
    TalkLine,
    TalkState,
)
from liuxin.performance.plan import queries as plan

SYSTEM = Standing(is_system=True)
SOON = 14


def phase_progress(standing: Standing, cycle_id: int, at: datetime) -> dict[int, PhaseProgress]:
    """Give, by department, how many results are final of all that there are, and whose talks are late.

    A constant number of statements. That there is progress is open to all who work here.
    """
    if standing.is_anonymous:
        return {}
    results = evaluation.results(SYSTEM, cycle_id)
    planned = set(Round.objects.filter(cycle=cycle_id, published_at__isnull=False).values_list("department", flat=True))
    late: defaultdict[int, set[int]] = defaultdict(set)
    rows = Talk.objects.filter(round__cycle=cycle_id, state__in=[state.value for state in OPEN], due_at__lte=at)
    for department, manager in rows.values_list("round__department", "manager"):
        late[department].add(manager)
    found = {}
    for department in plan.cycle(cycle_id).departments:
        states = [each.state for each in results if each.department == department]
        found[department] = PhaseProgress(
            done=sum(state is ResultState.FINAL for state in states),
            all=len(states),
            late=tuple(sorted(late[department])),
            missing=_missing(bool(states), department in planned),
        )
    return found


def _missing(scored: bool, planned: bool) -> tuple[str, ...]:  # noqa: FBT001 - two facts of one department
    if not scored:
        return ("feedback.missing.results",)
    return () if planned else ("feedback.missing.round",)


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give all that waits for somebody here. A constant number of statements."""
    me = standing.person_id
    if me is None:
        return ()
    rows = talks_visible(standing).filter(round__published_at__isnull=False)
    own = [row for row in rows.select_related("person", "manager") if me in {row.person_id, row.manager_id}]
    mine = sorted(map(line_of, own), key=lambda line: (line.due_at, line.id))
    others = {row.pk: _other(me, row) for row in own}
    return (
        *_talks(me, mine, others, at),
        *_answers(me, mine, others),
        *_actions(me),
        *_decisions(me),
        *_to_name(standing),
    )


def _other(me: int, row: Talk) -> Bilingual:
    other = row.manager if row.person_id == me else row.person
    return Bilingual(other.name_zh, other.name_en)


def _talks(me: int, mine: list[TalkLine], others: Mapping[int, Bilingual], at: datetime) -> Iterator[Waiting]:
    open_ = [line for line in mine if line.is_open]
    offers = SlotOffer.objects.filter(talk__in=[line.id for line in open_], state=OfferState.OFFERED)
    offered = set(offers.exclude(offered_by=me).values_list("talk", flat=True))
    for line in open_:
        key, told = {"talk": line.id}, {"person": others[line.id], "day": line.planned_on}
        if line.id in offered:
            yield Waiting("feedback.waits.offer", "feedback:slot", key, told, line.due_at)
        elif line.manager == me and line.state is TalkState.PLANNED:
            yield Waiting("feedback.waits.prepare", "feedback:talk", key, told, line.due_at)
        elif line.manager == me and line.start is not None and line.start <= at:
            yield Waiting("feedback.waits.hold", "feedback:hold", key, told, line.due_at)


def _answers(me: int, mine: list[TalkLine], others: Mapping[int, Bilingual]) -> Iterator[Waiting]:
    """Give talks that were held and whose goals one has not checked; signatures wait in their own room."""
    held = [line for line in mine if line.state is TalkState.HELD]
    checked = defaultdict(set)
    for talk, person, manager in _goal_checks([line.id for line in held]):
        checked[talk].add((bool(person), bool(manager)))
    for line in held:
        own = 0 if line.person == me else 1
        if any(not said[own] for said in checked[line.id]):
            yield Waiting("feedback.waits.check", "feedback:talk", {"talk": line.id}, {"person": others[line.id]})


def _goal_checks(talks: list[int]) -> list[tuple[int, str, str]]:
    rows = Talk.objects.filter(pk__in=talks, goals__isnull=False)
    return list(rows.values_list("pk", "goals__person_check", "goals__manager_check"))


def _actions(me: int) -> Iterator[Waiting]:
    zone = organisation.zone()
    for row in AgreedAction.objects.filter(owner=me, done_at__isnull=True).order_by("due_on", "pk"):
        due = Period.of_days(row.due_on, row.due_on, zone).end
        yield Waiting("feedback.waits.action", "feedback:talk", {"talk": row.talk_id}, {"action": row.text}, due)


def _decisions(me: int) -> Iterator[Waiting]:
    rows = AppealDecider.objects.filter(person=me, order=1, appeal__outcome="").select_related("appeal")
    for row in rows.order_by("appeal__decide_by", "pk"):
        yield Waiting("feedback.waits.decide", "feedback:appeal", {"appeal": row.appeal_id}, {}, row.appeal.decide_by)


def _to_name(standing: Standing) -> Iterator[Waiting]:
    """Give the appeals for which HR has named nobody."""
    rows = Appeal.objects.filter(outcome="", named_at__isnull=True).exclude(appellant=standing.person_id)
    if not standing.hr_everywhere:
        rows = rows.filter(talk__round__department__in=standing.hr_departments)
    for row in rows.order_by("decide_by", "pk"):
        yield Waiting("feedback.waits.name", "feedback:appeal", {"appeal": row.pk}, {}, row.decide_by)


def carry(cycle_id: int) -> tuple[Lesson, ...]:
    """Give what the talks of a cycle leave for the next: agreed and not done, appeals upheld, talks not held.

    Whether records were agreed to is told as well. Ids, codes and numbers only.
    """
    talks = list(Talk.objects.filter(round__cycle=cycle_id))
    actions = len(open_actions(cycle_id))
    upheld = Appeal.objects.filter(talk__round__cycle=cycle_id, outcome__in=[outcome.value for outcome in UPHELD])
    grounds: defaultdict[str, int] = defaultdict(int)
    for ground in upheld.values_list("grounds", flat=True):
        grounds[ground] += 1
    not_held = sum(talk.state in {TalkState.REFUSED, TalkState.LAPSED} for talk in talks)
    states = agreements.states(talk.agreement_id for talk in talks if talk.agreement_id is not None)
    objected = sum(bool(state.objections) for state in states.values())
    counted = (
        ("feedback.carry.actions", {"count": actions}, actions),
        ("feedback.carry.not_held", {"count": not_held, "all": len(talks)}, not_held),
        ("feedback.carry.disagreed", {"count": objected, "all": len(states)}, objected),
    )
    plain = [Lesson(code, params) for code, params, count in counted if count]
    return (*plain, *(Lesson(f"feedback.carry.upheld.{code}", {"count": n}) for code, n in sorted(grounds.items())))
