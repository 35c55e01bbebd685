"""Tables of what raters are told of their own way of rating; written once, with the first scoring that holds it."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.engines.ratings.rater_effects import Verdict
from liuxin.performance.plan.models import Cycle


class RaterFeedback(models.Model):
    """What somebody is told of his own way of rating in a cycle: once as a manager, once for all anonymous kinds.

    It names no form and nobody who was rated. `kinds` has a plus between the kinds as which he rated. Until he has read
    it or the days that are his alone are over, nobody else is told.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    rater = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    known = models.BooleanField()
    kinds = models.CharField(max_length=100)
    ratings = models.PositiveIntegerField()
    ratees = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        indexes = (models.Index(fields=("cycle", "department"), name="rater_feedback_of_department"),)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "rater", "known"), name="rater_feedback_once"),
            models.CheckConstraint(condition=Q(ratings__gte=F("ratees"), ratees__gte=1), name="rater_feedback_of_some"),
        )

    def __str__(self) -> str:
        """Name the key: whose it is, is nobody's to read."""
        return f"#{self.pk}"


class FeedbackRead(models.Model):
    """That a rater has read what he is told of himself, and when."""

    feedback = models.OneToOneField(RaterFeedback, on_delete=models.PROTECT, related_name="read")
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the key."""
        return f"#{self.feedback_id}"


class RaterTendency(models.Model):
    """One effect in the ratings of somebody: a value with its interval and threshold, or why it cannot be told."""

    feedback = models.ForeignKey(RaterFeedback, on_delete=models.PROTECT, related_name="tendencies")
    effect = models.CharField(max_length=32)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    threshold = models.FloatField(null=True)
    verdict = models.CharField(max_length=16)
    reason = models.CharField(max_length=32, blank=True)
    n = models.PositiveIntegerField()
    needs = models.PositiveIntegerField()

    class Meta:
        """Integrity: what cannot be told has a reason and no value."""

        constraints = (
            models.UniqueConstraint(fields=("feedback", "effect"), name="rater_tendency_once"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.CANNOT_TELL.value, value__isnull=True) & ~Q(reason="")
                | Q(verdict__in=[Verdict.FOUND.value, Verdict.NOT_FOUND.value], value__isnull=False, reason=""),
                name="rater_tendency_or_why_not",
            ),
        )

    def __str__(self) -> str:
        """Name the effect and the verdict."""
        return f"{self.effect}: {self.verdict}"
