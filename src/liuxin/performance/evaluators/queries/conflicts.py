"""Reads of declared conflicts of interest: heard by HR, and by the rater who declared."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from liuxin.desk.organisation.words import Standing
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from liuxin.performance.evaluators import permissions
from liuxin.performance.evaluators.models import Assignment, Declaration
from liuxin.performance.evaluators.words import Decision, DeclarationView


def declarations(standing: Standing, cycle_id: int | None = None) -> tuple[DeclarationView, ...]:
    """Give the declared conflicts that the standing may hear, undecided ones first. One statement.

    Never one's own, and none about oneself. Raises `NotAllowedError("evaluators.may_not_hear_conflicts")`.
    """
    if not permissions.hears_conflicts(standing):
        raise NotAllowedError("evaluators.may_not_hear_conflicts")
    rows = _heard(standing)
    if cycle_id is not None:
        rows = rows.filter(cycle=cycle_id)
    return tuple(map(_view, rows.order_by(F("decided_at").asc(nulls_first=True), "declared_at", "pk")))


def declaration(standing: Standing, declaration_id: int) -> DeclarationView:
    """Give a declared conflict that the standing may hear, or raise `NotFoundError("evaluators.no_such_conflict")`."""
    found = None
    if permissions.hears_conflicts(standing):
        found = _heard(standing).filter(pk=declaration_id).first()
    if found is None:
        raise NotFoundError("evaluators.no_such_conflict")
    return _view(found)


def own_declarations(person: int, cycle_id: int) -> tuple[DeclarationView, ...]:
    """Give what a person declared in a cycle. One statement."""
    return tuple(map(_view, Declaration.objects.filter(rater=person, cycle=cycle_id).order_by("declared_at", "pk")))


def _heard(standing: Standing) -> QuerySet[Declaration]:
    rows = Declaration.objects.filter(has_conflict=True)
    if not standing.hr_everywhere:
        rated = Assignment.objects.filter(cycle=OuterRef("cycle"), ratee=OuterRef("about"))
        rows = rows.filter(Exists(rated.filter(department__in=standing.hr_departments)))
    return rows.exclude(Q(rater=standing.person_id) | Q(about=standing.person_id))


def _view(row: Declaration) -> DeclarationView:
    return DeclarationView(
        id=row.pk,
        cycle=row.cycle_id,
        rater=row.rater_id,
        about=row.about_id,
        text=row.text,
        decision=None if row.decision is None else Decision(row.decision),
        decided_by=row.decided_by_id,
        declared_at=row.declared_at,
    )
