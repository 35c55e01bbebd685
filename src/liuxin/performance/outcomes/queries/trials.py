"""Reads of trials: what was kept, and all that follows from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import LiuxinError, NotFoundError
from liuxin.performance.outcomes import permissions, rules
from liuxin.performance.outcomes.models import Decision, Trial, TrialLine
from liuxin.performance.outcomes.queries import ground as grounds
from liuxin.performance.outcomes.queries.rules_of import rule_set
from liuxin.performance.outcomes.words import (
    Candidate,
    DecisionView,
    Ground,
    Hold,
    RuleSetView,
    Score,
    Selections,
    Side,
    Split,
    TrialLineView,
    TrialView,
)

YEAR = 365
STEPS = (-5.0, -1.0, 1.0, 5.0)
NEW, LONG_HERE = 0, 1


def trial(standing: Standing, rule_set_id: int, at: datetime) -> TrialView:
    """Give the last trial of a rule set as the decisions so far make it, and whether the record still is as it was.

    Raises `NotFoundError("outcomes.no_trial")` where there is none or the standing may not see it.
    """
    found = rule_set(standing, rule_set_id)
    if found.trial is None or not permissions.may_see_trial(standing, found):
        raise NotFoundError("outcomes.no_trial", rule=rule_set_id)
    row = Trial.objects.get(pk=found.trial)
    now = grounds.grounds(found.cycle, found.department, found.terms, at)
    return _view(row, found, is_fresh=row.inputs_sha256 == grounds.digest(found.terms, now))


def lines_of(trial_id: int) -> list[tuple[TrialLine, Ground, Decision | None]]:
    """Give the lines of a trial with the ground that each was computed from. One statement."""
    rows = TrialLine.objects.filter(trial=trial_id).select_related("decision").order_by("person")
    return [(row, ground_of(row), getattr(row, "decision", None)) for row in rows]


def ground_of(row: TrialLine) -> Ground:
    """Give the ground of a line that was read."""
    decision = getattr(row, "decision", None)
    candidate = Candidate(
        person=row.person_id,
        score=score_of(row),
        base=row.base,
        presence=row.presence,
        has_result=row.has_result,
        presence_assumed=row.presence_assumed,
        is_final=row.is_final,
        holds=tuple(Hold(code) for code in row.holds.split()),
        takes_part=None if decision is None else decision.takes_part,
    )
    return Ground(row.department_id, row.position_id, row.manager_id, row.card_id, row.tenure_days, candidate)


def score_of(row: TrialLine) -> Score | None:
    """Give the score of a line that was read."""
    if row.points is None or row.low is None or row.high is None:
        return None
    return Score(row.points, row.low, row.high)


def _view(row: Trial, found: RuleSetView, *, is_fresh: bool) -> TrialView:
    rows = lines_of(row.pk)
    people = [ground.candidate for _row, ground, _decision in rows]
    done = _split(people, found)
    without = {line.person_id: line.without_fen for line, _ground, _decision in rows if line.base is not None}
    last = {line.person_id: line.last_fen for line, _ground, _decision in rows if line.last_fen is not None}
    amounts = {each.person: done.amounts.get(each.person, 0) for each in people}
    return TrialView(
        id=row.pk,
        at=row.at,
        by=row.by_id,
        people=row.people,
        not_final=row.not_final,
        is_fresh=is_fresh,
        lines=tuple(_line(*each, done) for each in rows),
        width=done.width,
        cost_fen=sum(amounts.values()),
        against_none=rules.moved(amounts, without),
        against_last=rules.moved(amounts, last) if last else None,
        spread=rules.spread(amounts, without),
        balance=rules.balance(done, people, without),
        selections=_selections([ground for _row, ground, _decision in rows], amounts, without),
        floors=rules.other_floors(people, found.terms.floor, STEPS),
        undecided=len(rules.undecided(people, dict(done.sides))),
    )


def _split(people: Sequence[Candidate], found: RuleSetView) -> Split:
    """Share the pool as the decisions so far make it; where they leave nobody, nobody gets anything."""
    try:
        return rules.split(people, found.terms)
    except LiuxinError:
        return Split({}, {each.person: rules.side(each, found.terms.floor) for each in people}, 0.0, {})


def _tenures(found: Sequence[Ground]) -> dict[int, int]:
    return {
        each.person: NEW if each.tenure_days < YEAR else LONG_HERE for each in found if each.tenure_days is not None
    }


def _selections(
    found: Sequence[Ground], amounts: Mapping[int, int], without: Mapping[int, int]
) -> tuple[Selections, ...]:
    """Hold the groups of each kind against the one that fares best, as far as the record knows who is in which."""
    kinds = {
        "department": {each.person: each.department for each in found},
        "position": {each.person: each.position for each in found if each.position is not None},
        "manager": {each.person: each.manager for each in found if each.manager is not None},
        "tenure": _tenures(found),
    }
    return tuple(rules.selections(kind, groups, amounts, without) for kind, groups in kinds.items() if groups)


def _line(row: TrialLine, ground: Ground, decision: Decision | None, done: Split) -> TrialLineView:
    return TrialLineView(
        id=row.pk,
        person=row.person_id,
        ground=ground,
        side=Side(row.side),
        by_rule_fen=row.by_rule_fen,
        amount_fen=done.amounts.get(row.person_id, 0),
        without_fen=row.without_fen,
        last_fen=row.last_fen,
        decision=None if decision is None else decision_of(decision),
    )


def decision_of(row: Decision) -> DecisionView:
    """Give a decision that was read."""
    return DecisionView(row.takes_part, row.reason, row.by_id, row.at)
