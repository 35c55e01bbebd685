"""Tables of the strategy and of the environment."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.engines.measurement.words import Direction
from liuxin.performance.plan.words import ObjectiveState, Perspective, Quadrant, TextKind


def values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class StrategyText(models.Model):
    """What the organisation says of itself, in one version; a version is never rewritten."""

    kind = models.CharField(max_length=16)
    version = models.PositiveIntegerField()
    zh = models.TextField(blank=True)
    en = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("kind", "version"), name="strategy_text_one_per_version"),
            models.CheckConstraint(condition=Q(kind__in=values(TextKind)), name="strategy_text_known_kind"),
            models.CheckConstraint(condition=~Q(zh="", en=""), name="strategy_text_says_something"),
        )

    def __str__(self) -> str:
        """Give kind and version."""
        return f"{self.kind} v{self.version}"


class Objective(models.Model):
    """What the organisation wants to reach, how it is measured, and by when."""

    code = models.CharField(max_length=64, unique=True)
    title_zh = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    perspective = models.CharField(max_length=16)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=100, blank=True)
    unit_zh = models.CharField(max_length=200, blank=True)
    unit_en = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=16, default=Direction.HIGHER.value)
    baseline = models.FloatField(null=True)
    target = models.FloatField(null=True)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=16, default=ObjectiveState.ACTIVE.value)
    is_example = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="objective_has_code"),
            models.CheckConstraint(condition=~Q(title_zh="", title_en=""), name="objective_has_title"),
            models.CheckConstraint(condition=Q(perspective__in=values(Perspective)), name="objective_known_side"),
            models.CheckConstraint(
                condition=Q(direction__in=[Direction.HIGHER.value, Direction.LOWER.value]),
                name="objective_known_direction",
            ),
            models.CheckConstraint(condition=Q(state__in=values(ObjectiveState)), name="objective_known_state"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="objective_ends_after_start"),
        )

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class Environment(models.Model):
    """A line of what is strong, weak, promising or threatening, inside and outside; without a department for all."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    quadrant = models.CharField(max_length=1)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, related_name="environment")
    is_example = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(quadrant__in=values(Quadrant)), name="environment_known_quadrant"),
            models.CheckConstraint(condition=~Q(text_zh="", text_en=""), name="environment_says_something"),
        )

    def __str__(self) -> str:
        """Give quadrant and key."""
        return f"{self.quadrant} #{self.pk}"
