"""What is done with improvement plans: opened where the gap is sure, written with the person, signed by both."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history.words import Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from liuxin.kernel.text import Bilingual
from liuxin.performance.agreement import actions as agreements
from liuxin.performance.agreement import queries as agreed
from liuxin.performance.agreement.words import NewLine, NewParty
from liuxin.performance.indicators.rules import AT_FLOOR
from liuxin.performance.outcomes import permissions, queries, rules
from liuxin.performance.outcomes.actions.held import PLANS, require_unchanged, standing_of, tell
from liuxin.performance.outcomes.models import ImprovementPlan, PlanCheck, PlanGoal, PlanSupport
from liuxin.performance.outcomes.queries.ground import current_results, holds, score_of
from liuxin.performance.outcomes.words import NewPlan, PlanState, PlanView
from liuxin.performance.plan import queries as plan

KIND = "improvement_plan"


def open_improvement_plan(
    *, cycle_id: int, person_id: int, pattern: str, reason: str, by: Actor, at: datetime, floor: float = AT_FLOOR
) -> int:
    """Open a plan for somebody whose whole interval is under the floor, once the manager's part is done.

    The one who supports it is the manager of the person, or else whoever opens it.
    """
    said, known = rules.check_reason(reason), rules.plan_pattern(pattern)
    standing = standing_of(by, at)
    who = next((each for each in plan.participants(cycle_id) if each.person == person_id), None)
    if who is None:
        raise NotFoundError("outcomes.not_in_cycle", person=person_id)
    if not permissions.may_open_plan(standing, person_id, who.department) or standing.person_id is None:
        raise NotAllowedError("outcomes.may_not_open_plan")
    result = current_results(cycle_id).get(person_id)
    lacking = holds(plan.cycle(cycle_id), [person_id])[person_id]
    score = rules.check_start(None if result is None else score_of(result.total), floor, lacking)
    columns = {
        "cycle_id": cycle_id,
        "department_id": who.department,
        "person_id": person_id,
        "supporter_id": who.manager or standing.person_id,
        "pattern": known.code,
        "card_id": None if result is None else result.card,
        "points": score.points,
        "low": score.low,
        "high": score.high,
        "floor": floor,
        "reason": said,
        "opened_by_id": standing.person_id,
        "opened_at": at,
        "changed_at": at,
    }
    with transaction.atomic():
        key = _create(columns)
        told: dict[str, Plain] = {"person": person_id, "cycle": cycle_id, "pattern": known.code}
        tell([("outcomes.plan_opened", told)], PLANS, key, by, at)
    return key


def write_plan(*, plan_id: int, new: NewPlan, expect: datetime, by: Actor, at: datetime) -> None:
    """Write what a plan holds, as it was last changed at `expect`, and put it to both to be signed.

    Whoever of the two writes it, the other's signature of an older text counts no more.
    """
    standing = standing_of(by, at)
    rules.plan_pattern(new.pattern)
    rules.check_content(new)
    queries.check_measure(new.measure)
    with transaction.atomic():
        row, found = held_plan(plan_id, at)
        if not permissions.may_write_plan(standing, found):
            raise NotAllowedError("outcomes.may_not_write_plan")
        rules.check_plan_state(found.line.state, PlanState.DRAFT, PlanState.PROPOSED)
        require_unchanged(row.changed_at, expect)
        _write_content(row, new)
        row.changed_at, row.state = at, PlanState.PROPOSED.value
        _put_to_both(row, new, by, at)
        row.save()
        told = {"person": row.person_id, "goals": len(new.goals), "checks": len(new.check_dates)}
        tell([("outcomes.plan_written", told)], PLANS, row.pk, by, at)


def held_plan(plan_id: int, at: datetime) -> tuple[ImprovementPlan, PlanView]:
    """Lock the row of a plan and give it with its view."""
    row = ImprovementPlan.objects.select_for_update().filter(pk=plan_id).first()
    if row is None:
        raise NotFoundError("outcomes.no_such_plan", plan=plan_id)
    return row, queries.view_of(row, at)


def _create(columns: dict[str, object]) -> int:
    try:
        with transaction.atomic():
            return ImprovementPlan.objects.create(**columns).pk
    except IntegrityError as error:
        raise ConflictError("outcomes.plan_there_already", person=columns["person_id"]) from error


def _write_content(row: ImprovementPlan, new: NewPlan) -> None:
    row.pattern, row.measure = new.pattern, new.measure
    row.starts_on, row.ends_on = new.starts_on, new.ends_on
    for old in (row.goals, row.support, row.checks):
        old.all().delete()
    PlanGoal.objects.bulk_create(
        PlanGoal(plan=row, order=order, text=each.text.strip(), standard=each.standard.strip())
        for order, each in enumerate(new.goals, start=1)
    )
    PlanSupport.objects.bulk_create(
        PlanSupport(plan=row, order=order, text=each.text.strip(), owner_id=each.owner, due_on=each.due_on)
        for order, each in enumerate(new.support, start=1)
    )
    PlanCheck.objects.bulk_create(
        PlanCheck(plan=row, number=number, due_on=day) for number, day in enumerate(new.check_dates, start=1)
    )


def _put_to_both(row: ImprovementPlan, new: NewPlan, by: Actor, at: datetime) -> None:
    lines = _lines(row, new)
    if row.agreement_id is not None:
        latest = agreed.states([row.agreement_id])[row.agreement_id].version
        row.agreed_version = agreements.propose(agreement_id=row.agreement_id, lines=lines, expect=latest, by=by, at=at)
        return
    row.agreed_version = 1
    row.agreement_id = agreements.open_agreement(
        kind=KIND,
        subject=str(row.pk),
        title=Bilingual("绩效改进计划", "Improvement plan"),
        lines=lines,
        parties=[NewParty(row.person_id, "person"), NewParty(row.supporter_id, "manager")],
        by=by,
        at=at,
    )


def _lines(row: ImprovementPlan, new: NewPlan) -> list[NewLine]:
    names = organisation.names({each.owner for each in new.support})
    gap = f"{row.points:.1f} ({row.low:.1f} – {row.high:.1f}) < {row.floor:g}"
    told = [("gap", Bilingual("差距", "Gap"), gap)]
    for order, goal in enumerate(new.goals, start=1):
        label = Bilingual(f"目标 {order}", f"Goal {order}")
        told.append((f"goal{order}", label, f"{goal.text.strip()}\n{goal.standard.strip()}"))
    for order, each in enumerate(new.support, start=1):
        label = Bilingual(f"支持 {order}", f"Support {order}")
        who = names[each.owner].text if each.owner in names else Bilingual("", "")
        told.append((f"support{order}", label, f"{each.text.strip()}\n{_who_and_when(who, each.due_on)}"))
    told += [
        ("time", Bilingual("起止", "From and until"), f"{new.starts_on} – {new.ends_on}"),
        ("checks", Bilingual("检查日", "Checks"), ", ".join(map(str, new.check_dates))),
    ]
    if new.measure:
        told.append(
            ("measure", Bilingual("衡量", "Measured by"), queries.measure_name(new.measure).one_below_the_other)
        )
    return [NewLine(key, label, text) for key, label, text in told]


def _who_and_when(who: Bilingual, due_on: date) -> str:
    zh, en = (f"{who.zh or who.en}，{due_on}", f"{who.en or who.zh}, {due_on}")
    return Bilingual(zh, en).one_below_the_other if who.zh and who.en else en
