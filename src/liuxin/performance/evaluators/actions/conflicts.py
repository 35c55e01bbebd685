"""Conflicts of interest: declared before each round, decided by HR; who stands aside has no form."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liuxin.desk.history.words import Plain
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluators import permissions, queries, rules
from liuxin.performance.evaluators.actions import recording
from liuxin.performance.evaluators.actions.assignments import drop
from liuxin.performance.evaluators.models import Assignment, Declaration
from liuxin.performance.evaluators.words import Decision, NewConflict, State

ASIDE = "evaluators.note.stands_aside"
"""The reason of an assignment whose rater stands aside: a code of the wording, and no word of the conflict."""


def declare(*, cycle_id: int, conflicts: Sequence[NewConflict] = (), by: Actor, at: datetime) -> None:
    """Declare before a round that one has no conflict of interest, or with whom: on these HR decides.

    One may declare again while the round lasts, about somebody else. Raises
    `RuleBrokenError("evaluators.rates_nobody")`.
    """
    person = by.person_id
    if person is None:
        raise NotAllowedError("evaluators.only_people_declare")
    with transaction.atomic():
        ratees = {each.ratee for each in queries.ratees_of(person, cycle_id)} - {person}
        if not ratees:
            raise RuleBrokenError("evaluators.rates_nobody")
        held = queries.own_declarations(person, cycle_id)
        rules.check_conflicts(conflicts, ratees, [each.about for each in held if each.about is not None])
        if not conflicts and any(each.about is None for each in held):
            raise RuleBrokenError("evaluators.declared_already")
        new = [
            Declaration(
                cycle_id=cycle_id,
                rater_id=person,
                has_conflict=True,
                about_id=each.about,
                text=each.text.strip(),
                declared_at=at,
            )
            for each in conflicts
        ]
        nothing = Declaration(cycle_id=cycle_id, rater_id=person, has_conflict=False, declared_at=at)
        Declaration.objects.bulk_create(new or [nothing])
        # About whom, and what was said, is for HR alone: the record is open to more people.
        recording.of_cycle(cycle_id, "declared", {"conflicts": len(new)}, by, at)


def decide_conflict(*, declaration_id: int, decision: Decision, by: Actor, at: datetime) -> None:
    """Decide whether a rater with a conflict rates all the same, or stands aside and has no form."""
    standing = organisation.standing(by, at)
    with transaction.atomic():
        row = Declaration.objects.select_for_update().filter(pk=declaration_id, has_conflict=True).first()
        if row is None or row.about_id is None:
            raise NotFoundError("evaluators.no_such_conflict")
        rated = Assignment.objects.select_for_update().filter(cycle=row.cycle_id, ratee=row.about_id)
        departments = frozenset(rated.values_list("department", flat=True))
        if not permissions.may_decide_conflict(standing, departments, row.rater_id, row.about_id):
            raise NotAllowedError("evaluators.may_not_decide_conflict")
        rules.check_undecided(None if row.decision is None else Decision(row.decision))
        row.decision, row.decided_by_id, row.decided_at = decision.value, standing.person_id, at
        row.save(update_fields=["decision", "decided_by", "decided_at"])
        if decision is Decision.STANDS_ASIDE:
            live = rated.filter(rater=row.rater_id).exclude(state=State.DROPPED)
            drop(list(live), ASIDE, by, at)
        payload: dict[str, Plain] = {"declaration": row.pk, "decision": decision.value}
        recording.of_cycle(row.cycle_id, "conflict_decided", payload, by, at)
