"""Tables of the review of a cycle: its decisions, and its figures frozen when it was closed."""

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.plan.models import Cycle


class Review(models.Model):
    """The review of the system after a cycle."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="review_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        """Name the cycle."""
        return f"review of {self.cycle_id}"


class ReviewFigure(models.Model):
    """A figure of a review as it stood when the review was closed, or what was missing."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=32)
    value = models.IntegerField(null=True)
    whole = models.IntegerField(null=True)
    missing = models.CharField(max_length=64, blank=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        """Integrity: a figure, or why there is none."""

        constraints = (
            models.UniqueConstraint(fields=("review", "code"), name="review_figure_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | Q(value__isnull=True) & ~Q(missing=""),
                name="review_figure_or_why_not",
            ),
        )

    def __str__(self) -> str:
        """Name the figure."""
        return f"{self.code}: {self.value}"


class ReviewDecision(models.Model):
    """What was decided about the system: a figure may be named that it answers to."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="decisions")
    figure = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(text=""), name="review_decision_says_something"),)

    def __str__(self) -> str:
        """Give the text."""
        return self.text
