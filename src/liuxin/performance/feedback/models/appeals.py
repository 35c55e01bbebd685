"""Tables of appeals and of those who decide them."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.evaluation.models import Result
from liuxin.performance.feedback.models.rounds import Talk, values
from liuxin.performance.feedback.words import AppealLevel, AppealOutcome, Grounds

_DECIDED = [each.value for each in AppealOutcome if each not in {AppealOutcome.OPEN, AppealOutcome.SILENCE}]


class Appeal(models.Model):
    """An appeal against a result at one level. `manager` is whom it is about: never the one who decides it."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="appeals")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    appellant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=16)
    grounds = models.CharField(max_length=32)
    text = models.TextField()
    filed_at = models.DateTimeField()
    by_itself = models.BooleanField(default=False)
    named_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField()
    outcome = models.CharField(max_length=32, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    points_before = models.FloatField(null=True)
    points_after = models.FloatField(null=True)
    corrected = models.OneToOneField(Result, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("talk", "level"), name="appeal_once_a_level"),
            models.CheckConstraint(condition=Q(level__in=values(AppealLevel)), name="appeal_known_level"),
            models.CheckConstraint(condition=Q(grounds__in=values(Grounds)), name="appeal_known_grounds"),
            models.CheckConstraint(condition=~Q(text=""), name="appeal_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | Q(outcome=AppealOutcome.SILENCE.value, decided_at__isnull=False, decided_by__isnull=True)
                | Q(outcome__in=_DECIDED, decided_at__isnull=False, decided_by__isnull=False) & ~Q(reasons=""),
                name="appeal_outcome_fits",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("appellant")) & ~Q(decided_by=F("manager")),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(points_before__isnull=True)
                | Q(points_after__isnull=True)
                | Q(points_after__gte=F("points_before")),
                name="appeal_never_worse",
            ),
        )

    def __str__(self) -> str:
        """Give talk and level."""
        return f"{self.talk_id} {self.level}"


class AppealDecider(models.Model):
    """Somebody named to decide an appeal; the first of a panel writes the decision."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="deciders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    named_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("appeal", "person"), name="appeal_decider_once"),
            models.UniqueConstraint(fields=("appeal", "order"), name="appeal_decider_one_per_place"),
        )

    def __str__(self) -> str:
        """Give appeal and person."""
        return f"{self.appeal_id} {self.person_id}"
