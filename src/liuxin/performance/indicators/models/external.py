"""Tables of external measures: what each means, and whom it is for."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Position
from liuxin.engines.measurement.external import ExternalKind
from liuxin.engines.measurement.words import Direction, Unit
from liuxin.performance.indicators.words import About

MOST_PLACES = 6


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class ExternalMeasure(models.Model):
    """A measure whose readings come from elsewhere. Its positions say whom it is for; none is everybody."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    definition_zh = models.CharField(max_length=1000, blank=True)
    definition_en = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=200)
    unit = models.CharField(max_length=16)
    direction = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=16, default=About.PERSON.value)
    places = models.PositiveSmallIntegerField(default=1)
    least_sample = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """Integrity. Which units and directions there are is the engine's to say, and a rule holds it."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="external_measure_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="external_measure_has_name"),
            models.CheckConstraint(
                condition=~Q(definition_zh="", definition_en=""), name="external_measure_has_definition"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="external_measure_has_source"),
            models.CheckConstraint(condition=Q(kind__in=_values(ExternalKind)), name="external_measure_known_kind"),
            models.CheckConstraint(condition=Q(about__in=_values(About)), name="external_measure_known_about"),
            models.CheckConstraint(
                condition=~Q(kind=ExternalKind.SHARE.value) | Q(unit=Unit.PERCENT.value),
                name="external_measure_share_in_percent",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[Direction.HIGHER.value, Direction.LOWER.value, Direction.BAND.value])
                | Q(direction=Direction.NONE.value),
                name="external_measure_known_direction",
            ),
            models.CheckConstraint(condition=Q(places__lte=MOST_PLACES), name="external_measure_places_in_reason"),
            models.CheckConstraint(condition=Q(least_sample__gte=1), name="external_measure_sample_in_reason"),
        )

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class ExternalMeasurePosition(models.Model):
    """A position that an external measure is for."""

    measure = models.ForeignKey(ExternalMeasure, on_delete=models.CASCADE, related_name="concerned")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("measure", "position"), name="external_measure_position_once"),)

    def __str__(self) -> str:
        """Give both keys."""
        return f"{self.measure_id}: {self.position_id}"
