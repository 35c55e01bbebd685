"""What is done with a rule set on trial: tried on the record, and decided where the rule leaves it to people."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.outcomes import permissions, queries, rules
from liuxin.performance.outcomes.actions.held import RULES, locked, person_of, require_writer, standing_of, tell
from liuxin.performance.outcomes.models import Decision, Trial, TrialLine
from liuxin.performance.outcomes.queries.ground import digest, grounds
from liuxin.performance.outcomes.queries.trials import lines_of
from liuxin.performance.outcomes.words import Ground, RuleSetView, RuleState, Score, Side, Split
from liuxin.performance.plan import queries as plan

BATCH = 500


def try_rule_set(*, rule_set_id: int, by: Actor, at: datetime) -> int:
    """Try a rule set on the results of its cycle as they stand and keep what came of it; gives the key of the trial.

    Results that are not final may be tried on. What people decided before stays where nothing that it rested on has
    changed. Raises `RuleBrokenError("outcomes.floor_above_everyone")`.
    """
    standing = standing_of(by, at)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        author = require_writer(standing, row.department_id)
        rules.check_state(found.state, RuleState.DRAFT, RuleState.TRIED)
        ground = grounds(row.cycle_id, row.department_id, found.terms, at)
        people = [each.candidate for each in ground]
        done = rules.split(people, found.terms)
        made = Trial.objects.create(
            rule_set=row,
            number=row.trials.count() + 1,
            at=at,
            by_id=author,
            inputs_sha256=digest(found.terms, ground),
            people=len(people),
            not_final=sum(not each.is_final for each in people if each.has_result),
        )
        _write_lines(made, ground, done, found)
        _keep_decisions(made, found)
        row.state = RuleState.TRIED.value
        row.save(update_fields=["state"])
        told = {"trial": made.number, "people": made.people, "not_final": made.not_final}
        tell([("outcomes.rule_tried", told)], RULES, row.pk, by, at)
    return made.pk


def decide_case(*, rule_set_id: int, person_id: int, takes_part: bool, reason: str, by: Actor, at: datetime) -> None:
    """Decide about one person whom the rule leaves to people: by name, with a reason; a later one takes its place.

    Raises `NotAllowedError("outcomes.decides_about_oneself")`, `("outcomes.decides_as_manager")`,
    `RuleBrokenError("outcomes.manager_first")` where something would be withheld and no plan may stand beside it.
    """
    standing = standing_of(by, at)
    said = rules.check_reason(reason)
    with transaction.atomic():
        row, found = locked(rule_set_id)
        line = TrialLine.objects.filter(trial=found.trial, person=person_id).first()
        if line is None or not permissions.may_see_case(standing, found, line.department_id):
            raise NotFoundError("outcomes.no_such_case", person=person_id)
        if not permissions.may_decide(standing, found, line.department_id):
            raise NotAllowedError("outcomes.may_not_decide")
        rules.check_state(found.state, RuleState.TRIED)
        decider = person_of(standing)
        rules.check_decider(decider, person_id, line.manager_id)
        rules.check_choice(Side(line.side), takes_part=takes_part)
        choice = {"takes_part": takes_part, "reason": said, "by_id": decider, "at": at}
        Decision.objects.update_or_create(line=line, defaults=choice)
        told = {"person": person_id, "takes_part": takes_part}
        tell([("outcomes.case_decided", told)], RULES, row.pk, by, at)


def require_ready(found: RuleSetView, at: datetime) -> tuple[Trial, Sequence[Ground], Split]:
    """Give the last trial with its ground and the pool as decided, once nothing stands in the way of applying it.

    The record must be as it was when it was tried, every result final, and everybody decided about whom the rule
    leaves to people.
    """
    if found.trial is None:
        raise RuleBrokenError("outcomes.not_tried")
    made = Trial.objects.get(pk=found.trial)
    departments = plan.cycle(found.cycle).departments if found.department is None else (found.department,)
    for department in departments:
        plan.require_phase(found.cycle, department, 6)
    now = grounds(found.cycle, found.department, found.terms, at)
    rules.check_final([each.candidate for each in now])
    if digest(found.terms, now) != made.inputs_sha256:
        raise RuleBrokenError("outcomes.record_changed")
    ground = [each for _row, each, _decision in lines_of(made.pk)]
    people = [each.candidate for each in ground]
    done = rules.split(people, found.terms)
    waiting = rules.undecided(people, dict(done.sides))
    if waiting:
        raise RuleBrokenError("outcomes.cases_undecided", count=len(waiting))
    return made, ground, done


def _write_lines(made: Trial, ground: Sequence[Ground], done: Split, found: RuleSetView) -> None:
    people = [each.candidate for each in ground]
    without = rules.without_rule(people, found.terms.pool_fen)
    last = queries.last_amounts(plan.cycle(found.cycle).period.start, [each.person for each in people])
    rows = (
        TrialLine(
            trial=made,
            person_id=each.person,
            **_place(each),
            **_points(each.candidate.score),
            side=done.sides[each.person].value,
            by_rule_fen=done.amounts.get(each.person, 0),
            without_fen=without.get(each.person, 0),
            last_fen=last.get(each.person),
        )
        for each in ground
    )
    TrialLine.objects.bulk_create(rows, batch_size=BATCH)


def _place(each: Ground) -> dict[str, object]:
    candidate = each.candidate
    return {
        "department_id": each.department,
        "position_id": each.position,
        "manager_id": each.manager,
        "card_id": each.card,
        "tenure_days": each.tenure_days,
        "has_result": candidate.has_result,
        "is_final": candidate.is_final,
        "base": candidate.base,
        "presence": candidate.presence,
        "presence_assumed": candidate.presence_assumed,
        "holds": " ".join(candidate.holds),
    }


def _points(score: Score | None) -> dict[str, float | None]:
    if score is None:
        return {"points": None, "low": None, "high": None}
    return {"points": score.points, "low": score.low, "high": score.high}


def _keep_decisions(made: Trial, found: RuleSetView) -> None:
    """Carry over what people decided in the last trial where side, score and what was lacking are as they were."""
    if found.trial is None:
        return
    old = {row.person_id: (row, decision) for row, _ground, decision in lines_of(found.trial) if decision}
    new = TrialLine.objects.filter(trial=made, person__in=old)
    Decision.objects.bulk_create(
        Decision(line=line, takes_part=each.takes_part, reason=each.reason, by_id=each.by_id, at=each.at)
        for line in new
        for row, each in [old[line.person_id]]
        if _rests_on(line) == _rests_on(row)
    )


def _rests_on(line: TrialLine) -> tuple[object, ...]:
    return (line.side, line.points, line.low, line.high, line.holds, line.card_id)
