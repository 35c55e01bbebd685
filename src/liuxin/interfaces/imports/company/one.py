"""One whole cycle of one department, told step by step: what `liuxin demo-cycle` plays."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.interfaces.imports.company import cycles
from liuxin.interfaces.imports.company.calendar import at_ten, shown_quarter
from liuxin.interfaces.imports.company.fill import DEMO, today_of
from liuxin.interfaces.imports.company.plays import (
    agreeing,
    feeding_back,
    planning,
    rating,
    rewarding,
    talking,
    training,
)
from liuxin.interfaces.imports.company.plays.stage import Stage, stage_of
from liuxin.interfaces.imports.company.staff import staff
from liuxin.interfaces.imports.simulator import Scenario, World, writing
from liuxin.performance.agreement import queries as agreement
from liuxin.performance.evaluation import queries as evaluation
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.feedback import queries as feedback
from liuxin.performance.feedback.words import TalkState
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.outcomes import queries as outcomes
from liuxin.performance.plan import queries as plan

Tell = Callable[[str, Mapping[str, object]], None]
PEOPLE, MONTHS, CASES = 24, 13, 1.0


def play(*, at: datetime, catch_up: Callable[[], object], tell: Tell) -> int:
    """Simulate a small company and play a cycle through all six phases; gives the key of the next cycle."""
    today = today_of(at)
    world = World.make(Scenario.up_to(today, months=MONTHS, people=PEOPLE, cases_per_person_day=CASES))
    written = writing.write(world, by=DEMO, at=at)
    people = staff(world, written.keys, by=DEMO, at=at - timedelta(days=400))
    catch_up()
    tell("company", {"people": PEOPLE, "cases": written.cases.created})
    quarter = shown_quarter(today).before
    objectives = cycles.load_strategy(people, quarter)
    people = replace(people, departments=people.projects[:1])
    cycle = cycles.open_first(people, quarter)
    cycles.mark_leavers(cycle, people)
    stage = stage_of(cycle, people.departments[0], people, catch_up)
    tell("opened", {"people": len(plan.participants(cycle)), "objectives": len(objectives)})
    opened, after = at_ten(quarter.first + timedelta(days=2)), at_ten(quarter.after.first)
    rule = rewarding.publish(stage, opened)
    _plan(stage, objectives, opened, tell)
    _evaluate(stage, opened, after, tell)
    _use(stage, rule, after, tell)
    made = cycles.open_next(cycle, people, quarter.after, today)
    tell("carried", {"lessons": len(plan.lessons(made))})
    return made


def _plan(stage: Stage, objectives: Mapping[str, int], at: datetime, tell: Tell) -> None:
    root = planning.aims_of_all(stage, objectives, at)
    planning.play(stage, root, objectives, at + timedelta(days=1))
    goals = plan.goals(_hr(stage, at), stage.cycle)
    tell("planned", {"goals": len(goals), "countered": sum(goal.latest > 1 for goal in goals)})
    agreeing.play([stage], at + timedelta(days=9))
    agreed = indicators.agreed_sets(stage.cycle)
    states = agreement.states([each.agreement for each in agreed.values() if each.agreement is not None])
    tell("agreed", {"sets": len(agreed), "signed": sum(each.signed for each in states.values())})


def _evaluate(stage: Stage, at: datetime, after: datetime, tell: Tell) -> None:
    training.play(stage, at + timedelta(days=20))
    tell("trained", {"raters": len(training.raters(stage, after)), "forms": len(evaluators.confirmed(stage.cycle))})
    talking.play(stage, at + timedelta(days=40))
    rating.play(stage, after + timedelta(days=1))
    results = evaluation.results(_hr(stage, after), stage.cycle)
    scored = [each.total.points for each in results if each.total.points is not None]
    tell("scored", {"results": len(results), "totals": len(scored)})


def _use(stage: Stage, rule: int, after: datetime, tell: Tell) -> None:
    feeding_back.play(stage, after + timedelta(days=15), until=after + timedelta(days=25))
    talks = feedback.talks(_hr(stage, after), stage.cycle)
    final = [each for each in evaluation.results(_hr(stage, after), stage.cycle) if each.state is ResultState.FINAL]
    held = sum(each.state is TalkState.HELD for each in talks)
    tell("talked", {"held": held, "talks": len(talks), "final": len(final)})
    end = after + timedelta(days=43)
    rewarding.play(stage, rule, end)
    told = outcomes.consequences(_hr(stage, end), end, cycle_id=stage.cycle)
    plans = outcomes.plans(_hr(stage, end), end, cycle_id=stage.cycle)
    tell("applied", {"letters": len(told), "plans": len(plans)})
    rewarding.review([stage], end + timedelta(days=9))


def _hr(stage: Stage, at: datetime) -> Standing:
    return organisation.standing(stage.hr, at)
