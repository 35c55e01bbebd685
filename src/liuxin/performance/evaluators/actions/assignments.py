"""Who rates whom: proposed from the record as one set, then confirmed, added to and thinned by people."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.facts import queries as facts
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluators import permissions, queries, rules
from liuxin.performance.evaluators.actions import recording
from liuxin.performance.evaluators.models import Assignment, Declaration
from liuxin.performance.evaluators.words import Decision, Kind, Place, Proposed, Reason, State
from liuxin.performance.plan import queries as plan
from liuxin.performance.plan.words import ParticipantView, Phase

BATCH = 1000


def propose_assignments(*, cycle_id: int, department: int, by: Actor, at: datetime) -> int:
    """Propose who rates the participants of a department, from reporting lines and cases; gives how many are new.

    Proposals that nobody has confirmed are made anew; what was confirmed, added or dropped stays. Whoever calls it has
    brought the facts up to the seal.
    """
    if not permissions.may_run(organisation.standing(by, at), department):
        raise NotAllowedError("evaluators.may_not_run")
    cycle = plan.cycle(cycle_id)
    found = facts.current()
    rules.check_facts(facts_seq=found.seq, sealed_seq=history.head().seq)
    places = _places(plan.participants(cycle_id), department, at)
    people = [place.person for place in places if place.is_rated]
    wanted = rules.propose(places, queries.together(cycle.period, people, found))
    with transaction.atomic():
        plan.require_phase(cycle_id, department, Phase.EVALUATORS)
        Assignment.objects.filter(cycle=cycle_id, department=department, state=State.PROPOSED).delete()
        new = _unknown(cycle_id, department, wanted)
        Assignment.objects.bulk_create((_row(cycle_id, department, each, at) for each in new), batch_size=BATCH)
        counts = Counter(each.kind.value for each in new)
        recording.of_cycle(cycle_id, "assignments_proposed", {"department": department, **counts}, by, at)
    return len(new)


def confirm_assignments(*, assignment_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Confirm proposals; those confirmed already stay so. Gives how many are confirmed now.

    Refuses all of them where one was dropped or its rater has left, and hides those that one may not know of.
    """
    standing = organisation.standing(by, at)
    with transaction.atomic():
        rows = _held(assignment_ids)
        _require_all(standing, rows, assignment_ids)
        rules.check_may_confirm({State(row.state) for row in rows})
        new = [row for row in rows if row.state == State.PROPOSED]
        _require_present(new, at)
        for cycle, department in sorted({(row.cycle_id, row.department_id) for row in new}):
            plan.require_phase(cycle, department, Phase.EVALUATORS)
        Assignment.objects.filter(pk__in=[row.pk for row in new]).update(
            state=State.CONFIRMED.value, decided_by=by.person_id, decided_at=at
        )
        for cycle, number in sorted(Counter(row.cycle_id for row in new).items()):
            recording.of_cycle(cycle, "assignments_confirmed", {"n": number}, by, at)
    return len(new)


def add_assignment(
    *,
    cycle_id: int,
    ratee: int,
    kind: Kind,
    reason: str,
    by: Actor,
    at: datetime,
    rater: int | None = None,
    customer: int | None = None,
) -> int:
    """Let somebody rate whom nobody proposed, or take back that it was dropped; gives the key. It is confirmed at once.

    Raises `ConflictError("evaluators.rates_already")` where the same two are there already.
    """
    rules.check_added(kind=kind, ratee=ratee, rater=rater, customer=customer)
    note = rules.check_reason(reason)
    place = _place_of(cycle_id, ratee, at)
    if not permissions.may_decide(organisation.standing(by, at), place.department, ratee):
        raise NotAllowedError("evaluators.may_not_decide")
    with transaction.atomic():
        plan.require_phase(cycle_id, place.department, Phase.EVALUATORS)
        _require_free(cycle_id, ratee, rater)
        added = Proposed(ratee, kind, Reason.ADDED, rater=rater, customer=customer)
        row = _dropped(cycle_id, added) or _row(cycle_id, place.department, added, at)
        row.kind, row.reason, row.note, row.cases = kind.value, Reason.ADDED.value, note, None
        row.state, row.decided_by_id, row.decided_at = State.CONFIRMED.value, by.person_id, at
        _save(row)
        _require_present([row], at)
        recording.of_assignments([(cycle_id, row.pk)], "assignment_added", by, at)
    return row.pk


def drop_assignment(*, assignment_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Let somebody not rate after all; the reason stays, and the next proposal does not bring it back."""
    note = rules.check_reason(reason)
    standing = organisation.standing(by, at)
    with transaction.atomic():
        rows = _held([assignment_id])
        _require_all(standing, rows, [assignment_id])
        [row] = rows
        if row.state == State.DROPPED:
            raise RuleBrokenError("evaluators.was_dropped")
        drop(rows, note, by, at)


def drop(rows: Collection[Assignment], note: str, by: Actor, at: datetime) -> None:
    """Drop assignments that the caller holds and may drop."""
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.DROPPED.value, note=note, decided_by=by.person_id, decided_at=at
    )
    recording.of_assignments([(row.cycle_id, row.pk) for row in rows], "assignment_dropped", by, at)


def _places(people: Iterable[ParticipantView], department: int, at: datetime) -> list[Place]:
    return [
        Place(each.person, each.department, each.manager, is_rated=each.department == department)
        for each in people
        if each.left_at is None or each.left_at > at
    ]


def _place_of(cycle_id: int, ratee: int, at: datetime) -> ParticipantView:
    found = next((each for each in plan.participants(cycle_id) if each.person == ratee), None)
    if found is None or (found.left_at is not None and found.left_at <= at):
        raise RuleBrokenError("evaluators.not_a_participant", field="ratee")
    return found


def _unknown(cycle_id: int, department: int, wanted: Iterable[Proposed]) -> list[Proposed]:
    """Leave out what somebody has decided on already, in whatever role."""
    held = Assignment.objects.filter(cycle=cycle_id, department=department)
    known = set(held.values_list("ratee", "rater", "customer"))
    return [each for each in wanted if (each.ratee, each.rater, each.customer) not in known]


def _row(cycle_id: int, department: int, each: Proposed, at: datetime) -> Assignment:
    return Assignment(
        cycle_id=cycle_id,
        department_id=department,
        ratee_id=each.ratee,
        kind=each.kind.value,
        rater_id=each.rater,
        customer_id=each.customer,
        reason=each.reason.value,
        cases=each.cases,
        proposed_at=at,
    )


def _held(assignment_ids: Collection[int]) -> list[Assignment]:
    rows = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=set(assignment_ids))
    return list(queries.with_raters(rows).order_by("pk"))


def _require_all(standing: Standing, rows: Collection[Assignment], wanted: Collection[int]) -> None:
    """Refuse what is not there, or of which one may not know, in the same words; then what one may not decide."""
    known = [row for row in rows if permissions.may_know(standing, row.ratee_id, Kind(row.kind))]
    if len(known) < len(set(wanted)):
        raise NotFoundError("evaluators.no_such_assignment")
    if not all(permissions.may_decide(standing, row.department_id, row.ratee_id) for row in rows):
        raise NotAllowedError("evaluators.may_not_decide")


def _require_present(rows: Collection[Assignment], at: datetime) -> None:
    left = queries.raters_left(rows, at)
    if left:
        raise RuleBrokenError("evaluators.rater_left", field="rater")


def _require_free(cycle_id: int, ratee: int, rater: int | None) -> None:
    aside = Declaration.objects.filter(
        cycle=cycle_id, rater=rater, about=ratee, decision=Decision.STANDS_ASIDE, rater__isnull=False
    )
    if aside.exists():
        raise RuleBrokenError("evaluators.stands_aside", field="rater")


def _dropped(cycle_id: int, added: Proposed) -> Assignment | None:
    rows = Assignment.objects.filter(cycle=cycle_id, ratee=added.ratee, state=State.DROPPED)
    return rows.filter(rater=added.rater, customer=added.customer).first()


def _save(row: Assignment) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ConflictError("evaluators.rates_already", field="rater") from error
