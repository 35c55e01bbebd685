"""What waits for somebody in outcomes, and how far the last phase is. The number of statements is constant."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.period import Period
from liuxin.kernel.waiting import PhaseProgress, Waiting
from liuxin.performance.outcomes import permissions
from liuxin.performance.outcomes.models import Consequence, ImprovementPlan, Review, Trial, TrialLine
from liuxin.performance.outcomes.queries.ground import current_results
from liuxin.performance.outcomes.queries.plans import plan_states
from liuxin.performance.outcomes.queries.rules_of import rule_sets
from liuxin.performance.outcomes.words import PlanState, RuleSetView, RuleState, Side
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.models import CyclePhase
from liuxin.performance.plan.words import CycleView, PhaseState

LISTED = [side.value for side in Side if side.is_listed]


def waiting(standing: Standing, at: datetime) -> tuple[Waiting, ...]:
    """Give all that waits here for somebody: open cases, rules to be applied, plans and their checks, the review."""
    del at  # everything here waits until it is done, whatever the time
    if standing.person_id is None:
        return ()
    return (*_rules(standing), *_plans(standing.person_id), *_reviews(standing))


def phase_progress(standing: Standing, cycle_id: int) -> dict[int, PhaseProgress]:
    """Tell for each department of a cycle how many of its results have led to something, and what else is missing."""
    if standing.is_anonymous:
        return {}
    cycle = plan.cycle(cycle_id)
    results = Counter(each.department for each in current_results(cycle_id).values())
    done = _done(cycle_id)
    unwritten = _unwritten(cycle_id)
    return {
        department: _progress(cycle, results[department], done[department], unwritten[department])
        for department in cycle.departments
    }


def _progress(cycle: CycleView, people: int, done: int, unwritten: tuple[int, ...]) -> PhaseProgress:
    missing = []
    if not cycle.is_pilot and people and done < people:
        missing.append("outcomes.missing.rule_not_applied")
    if unwritten:
        missing.append("outcomes.missing.plan_not_signed")
    return PhaseProgress(people if cycle.is_pilot else min(done, people), people, unwritten, tuple(missing))


def _done(cycle_id: int) -> Counter[int]:
    rows = Consequence.objects.filter(cycle=cycle_id, line__has_result=True)
    return Counter(rows.values_list("line__department", flat=True))


def _unwritten(cycle_id: int) -> defaultdict[int, tuple[int, ...]]:
    """Give by department those who support a plan that is not signed by both."""
    rows = list(ImprovementPlan.objects.filter(cycle=cycle_id).order_by("supporter"))
    states = plan_states(rows)
    found: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for row in rows:
        if states[row.pk] in {PlanState.DRAFT, PlanState.PROPOSED}:
            found[row.department_id] += (row.supporter_id,)
    return found


def _rules(standing: Standing) -> Iterator[Waiting]:
    found = [each for each in rule_sets(standing) if each.state in {RuleState.TRIED, RuleState.APPROVED}]
    open_cases = _open_cases([each.trial for each in found if each.trial is not None])
    for each in found:
        key = {"rule_set": each.id}
        params = {"name": each.name, "version": each.version}
        cases = _mine(standing, each, open_cases[each.trial or 0])
        if each.state is RuleState.TRIED and cases:
            yield Waiting("outcomes.waits.cases", "outcomes:rule", key, params | {"count": cases})
        if each.state is RuleState.APPROVED and each.author == standing.person_id:
            yield Waiting("outcomes.waits.apply", "outcomes:apply", key, params)


def _mine(standing: Standing, rule: RuleSetView, cases: Counter[int]) -> int:
    return sum(size for key, size in cases.items() if permissions.may_decide(standing, rule, key))


def _open_cases(trials: list[int]) -> defaultdict[int, Counter[int]]:
    rows = TrialLine.objects.filter(trial__in=trials, side__in=LISTED, decision__isnull=True)
    newer = Trial.objects.filter(rule_set=OuterRef("trial__rule_set"), number__gt=OuterRef("trial__number"))
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for trial, department in rows.filter(~Exists(newer)).values_list("trial", "department"):
        found[trial][department] += 1
    return found


def _plans(person: int) -> Iterator[Waiting]:
    zone = organisation.zone()
    mine = ImprovementPlan.objects.filter(Q(supporter=person) | Q(person=person)).exclude(state=PlanState.ENDED)
    rows = list(mine.prefetch_related("checks").order_by("opened_at", "pk"))
    states = plan_states(rows)
    for row in rows:
        key = {"plan": row.pk}
        if states[row.pk] is PlanState.DRAFT:
            yield Waiting("outcomes.waits.plan", "outcomes:plan", key)
        due = sorted(check.due_on for check in row.checks.all() if check.done_at is None)
        if states[row.pk] is PlanState.RUNNING and row.supporter_id == person and due:
            end = Period.of_days(due[0], due[0], zone).end
            yield Waiting("outcomes.waits.check", "outcomes:plan", key, {"due": due[0]}, end)


def _reviews(standing: Standing) -> Iterator[Waiting]:
    if not permissions.may_review(standing):
        return
    closed = dict(Review.objects.values_list("cycle", "closed_at"))
    cycles = plan.cycles()
    followed = {each.carry_from for each in cycles}
    running = set(CyclePhase.objects.exclude(state=PhaseState.DONE).values_list("cycle", flat=True))
    for each in cycles:
        key, params = {"cycle": each.id}, {"name": each.name}
        if closed.get(each.id) is None:
            if each.id not in running:
                yield Waiting("outcomes.waits.review", "outcomes:review", key, params)
        elif each.id not in followed:
            yield Waiting("outcomes.waits.next", "outcomes:next", key, params)
