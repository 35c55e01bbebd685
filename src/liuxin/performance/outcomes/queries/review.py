"""The review of the system after a cycle: figures from the record of the rooms below; open to all, naming nobody."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.rules import told_table
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.feedback.words import UPHELD, AppealOutcome, TalkState
from liuxin.performance.outcomes import permissions, rules
from liuxin.performance.outcomes.models import Consequence, Review
from liuxin.performance.outcomes.models import ReviewDecision as ReviewDecisionRow
from liuxin.performance.outcomes.queries.effects import effects
from liuxin.performance.outcomes.queries.ground import LIUXIN, current_results
from liuxin.performance.outcomes.queries.plans import plans_of_cycle
from liuxin.performance.outcomes.queries.sets_judged import judged, objections
from liuxin.performance.outcomes.words import ConsequenceKind, Figure, FigureCode, ReviewDecision, ReviewView
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import Phase, PhaseState, TaskState

ENDED = frozenset({TalkState.HELD, TalkState.REFUSED, TalkState.LAPSED})


def review(standing: Standing, cycle_id: int, at: datetime) -> ReviewView:
    """Give the review of a cycle: its figures as frozen when it was closed, as the record says now before that."""
    if not permissions.may_read(standing):
        raise NotAllowedError("outcomes.may_not_read")
    plan.cycle(cycle_id)
    row = Review.objects.filter(cycle=cycle_id).first()
    if row is None:
        return ReviewView(cycle_id, figures(cycle_id, at), (), None, None)
    live = row.closed_at is None
    found = figures(cycle_id, at) if live else _frozen(row)
    decisions = tuple(map(_decision, row.decisions.order_by("at", "pk")))
    return ReviewView(cycle_id, found, decisions, row.closed_at, row.closed_by_id)


def figures(cycle_id: int, at: datetime) -> tuple[Figure, ...]:
    """Compute every figure from the record."""
    today = at.astimezone(ZoneInfo(organisation.zone())).date()
    return (
        *_sets(cycle_id, at),
        *_forms(cycle_id),
        *_agreement(cycle_id, at),
        *_appeals(cycle_id),
        *_lateness(cycle_id, today),
        *_talks(cycle_id),
        _applied(cycle_id),
        _effects(cycle_id, at),
    )


def _sets(cycle_id: int, at: datetime) -> Iterator[Figure]:
    yield from objections(cycle_id)
    lines = judged(cycle_id, at)
    told = [each for each in lines if each.verdict != "cannot_tell"]
    for code, verdict in ((FigureCode.TOO_TIGHT, rules.TOO_TIGHT), (FigureCode.TOO_LOOSE, rules.TOO_LOOSE)):
        yield rules.count(code, (each.verdict == verdict for each in told), "outcomes.missing.too_few_results")


def _forms(cycle_id: int) -> Iterator[Figure]:
    """Give how many forms of each kind of evaluator were answered."""
    counted: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found = evaluation.answered_by_kind(cycle_id, plan.cycle(cycle_id).departments)
    for (_department, kind), (done, whole) in found.items():
        counted[kind.value] = (counted[kind.value][0] + done, counted[kind.value][1] + whole)
    if not counted:
        yield Figure(FigureCode.FORMS_ANSWERED, None, None, "outcomes.missing.no_forms")
    for word, (done, whole) in sorted(counted.items()):
        yield Figure(f"{FigureCode.FORMS_ANSWERED}.{word}", done, whole)


def _agreement(cycle_id: int, at: datetime) -> Iterator[Figure]:
    """Give how far raters agree, for each rated indicator, once no form can come in any more.

    Earlier the figure would move with each form, and whoever watched it could tell what was rated.
    """
    ways = plan.phases(cycle_id).values()
    steps = [step for way in ways for step in way.steps if step.phase is Phase.EVALUATION]
    if not steps or any(step.state is not PhaseState.DONE for step in steps):
        yield Figure(FigureCode.RATERS_AGREE, None, None, "outcomes.missing.forms_open")
        return
    found = evaluation.judged(cycle_id, at).of
    hearts = sorted({each.heart for some in found.values() for each in some})
    if not hearts:
        yield Figure(FigureCode.RATERS_AGREE, None, None, "outcomes.missing.no_forms")
    for heart in hearts:
        table = told_table({person: [each for each in some if each.heart == heart] for person, some in found.items()})
        yield rules.agreement(heart, table.ratees, table.raters, table.levels)


def _appeals(cycle_id: int) -> Iterator[Figure]:
    talks = {each.id: each for each in feedback.talks(LIUXIN, cycle_id)}
    found = [each for each in feedback.appeals(LIUXIN) if each.talk in talks]
    people = {each.appellant for each in found}
    results = current_results(cycle_id)
    filed = (person in people for person in results)
    yield rules.count(FigureCode.APPEALS_FILED, filed, "outcomes.missing.no_results")
    decided = [each for each in found if each.outcome not in {AppealOutcome.OPEN, AppealOutcome.SILENCE}]
    upheld = (each.outcome in UPHELD for each in decided)
    yield rules.count(FigureCode.APPEALS_UPHELD, upheld, "outcomes.missing.no_appeal_decided")


def _lateness(cycle_id: int, today: date) -> Iterator[Figure]:
    zone = ZoneInfo(organisation.zone())
    steps = [step for each in plan.phases(cycle_id).values() for step in each.steps]
    phases = [
        rules.was_late(step.due_on, None if step.done_at is None else step.done_at.astimezone(zone).date(), today)
        for step in steps
    ]
    known = (late for late in phases if late is not None)
    yield rules.count(FigureCode.LATE_PHASES, known, "outcomes.missing.nothing_due")
    tasks = [each for each in plan.tasks(LIUXIN, cycle_id) if each.due_on and each.state is not TaskState.DROPPED]
    late = [
        rules.was_late(each.due_on, None if each.done_at is None else each.done_at.astimezone(zone).date(), today)
        for each in tasks
        if each.due_on
    ]
    yield rules.count(FigureCode.LATE_TASKS, (one for one in late if one is not None), "outcomes.missing.no_tasks")


def _talks(cycle_id: int) -> Iterator[Figure]:
    states = [each.state for each in feedback.talks(LIUXIN, cycle_id)]
    held = (state is TalkState.HELD for state in states)
    yield rules.count(FigureCode.TALKS_HELD, held, "outcomes.missing.no_talks")
    lapsed = (state in {TalkState.LAPSED, TalkState.REFUSED} for state in states)
    yield rules.count(FigureCode.TALKS_LAPSED, lapsed, "outcomes.missing.no_talks")


def _applied(cycle_id: int) -> Figure:
    kinds = Consequence.objects.filter(cycle=cycle_id).values_list("kind", flat=True)
    people = current_results(cycle_id)
    if not people:
        return Figure(FigureCode.RULES_APPLIED, None, None, "outcomes.missing.no_results")
    told = [kind for kind in kinds if kind != ConsequenceKind.NO_RULE]
    return Figure(FigureCode.RULES_APPLIED, len(told), len(people))


def _effects(cycle_id: int, at: datetime) -> Figure:
    rows = plans_of_cycle(cycle_id)
    better, told = rules.better(effects(rows, at).values())
    if not told:
        missing = "outcomes.missing.no_plans" if not rows else "outcomes.missing.no_effect_yet"
        return Figure(FigureCode.PLANS_BETTER, None, None, missing)
    return Figure(FigureCode.PLANS_BETTER, better, told)


def _frozen(row: Review) -> tuple[Figure, ...]:
    rows = row.figures.order_by("order").values_list("code", "value", "whole", "missing", "low", "high")
    return tuple(Figure(*each) for each in rows)


def _decision(row: ReviewDecisionRow) -> ReviewDecision:
    return ReviewDecision(row.pk, row.figure, row.text, row.by_id, row.at)
