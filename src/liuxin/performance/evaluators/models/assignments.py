"""Tables of who rates whom, and of declared conflicts of interest."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.customers.models import Customer
from liuxin.desk.organisation.models import Department, Person
from liuxin.performance.evaluators.words import Decision, Kind, Reason, State
from liuxin.performance.plan.models import Cycle


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class Assignment(models.Model):
    """Somebody who is to rate somebody in a cycle: a person, or a customer who was served.

    `department` is the ratee's in the cycle. What was dropped stays, so that the next proposal does not bring it back.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    ratee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=24)
    cases = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=16, default=State.PROPOSED.value)
    note = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=_values(Kind)), name="assignment_known_kind"),
            models.CheckConstraint(condition=Q(reason__in=_values(Reason)), name="assignment_known_reason"),
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="assignment_known_state"),
            models.CheckConstraint(
                condition=Q(kind=Kind.RECIPIENT.value, customer__isnull=False, rater__isnull=True)
                | (~Q(kind=Kind.RECIPIENT.value) & Q(customer__isnull=True, rater__isnull=False)),
                name="assignment_one_rater",
            ),
            models.CheckConstraint(
                condition=Q(rater__isnull=True)
                | Q(kind=Kind.SELF.value, rater=F("ratee"))
                | (~Q(kind=Kind.SELF.value) & ~Q(rater=F("ratee"))),
                name="assignment_only_self_rates_oneself",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PROPOSED.value, decided_at__isnull=True)
                | (~Q(state=State.PROPOSED.value) & Q(decided_at__isnull=False)),
                name="assignment_decision_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONFIRMED.value) | Q(decided_by__isnull=False),
                name="assignment_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=(~Q(state=State.DROPPED.value) & ~Q(reason=Reason.ADDED.value)) | ~Q(note=""),
                name="assignment_change_has_reason",
            ),
            models.UniqueConstraint(
                fields=("cycle", "ratee", "rater"), condition=Q(rater__isnull=False), name="assignment_rater_once"
            ),
            models.UniqueConstraint(
                fields=("cycle", "ratee", "customer"),
                condition=Q(customer__isnull=False),
                name="assignment_customer_once",
            ),
        )
        indexes = (
            models.Index(fields=("cycle", "rater"), name="assignment_of_rater"),
            models.Index(fields=("cycle", "department", "state"), name="assignment_of_department"),
        )

    def __str__(self) -> str:
        """Give the cycle and the kind."""
        return f"{self.cycle_id} {self.kind}"


class Declaration(models.Model):
    """A rater's word before a round: no conflict of interest, or one about a person, on which HR decides."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    has_conflict = models.BooleanField()
    about = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField()
    decision = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001  # undecided is not a decision
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: who decides is neither the rater nor the person concerned."""

        constraints = (
            models.CheckConstraint(
                condition=Q(has_conflict=False, about__isnull=True, text="", decision__isnull=True)
                | (Q(has_conflict=True, about__isnull=False) & ~Q(text="")),
                name="declaration_conflict_is_told",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(decision__in=_values(Decision), decided_by__isnull=False, decided_at__isnull=False),
                name="declaration_decision_is_told",
            ),
            models.CheckConstraint(
                condition=Q(about__isnull=True) | ~Q(about=F("rater")), name="declaration_about_another"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("rater")) & ~Q(decided_by=F("about"))),
                name="declaration_decided_by_a_third",
            ),
            models.UniqueConstraint(
                fields=("cycle", "rater"), condition=Q(has_conflict=False), name="declaration_none_once"
            ),
            models.UniqueConstraint(
                fields=("cycle", "rater", "about"), condition=Q(has_conflict=True), name="declaration_conflict_once"
            ),
        )

    def __str__(self) -> str:
        """Give cycle and rater."""
        return f"{self.cycle_id} {self.rater_id}"
