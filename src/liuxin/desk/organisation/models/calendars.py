"""Working calendars as data."""

from django.db import models
from django.db.models import Q


class Calendar(models.Model):
    """Opening hours, days off and make-up working days of one place; business time is compiled from `spec`."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    zone = models.CharField(max_length=64)
    spec = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(code="") & ~Q(zone=""), name="calendar_has_code_and_zone"),)

    def __str__(self) -> str:
        """Give the code."""
        return self.code
