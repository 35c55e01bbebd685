"""The table of segments."""

from django.db import models
from django.db.models import Q


class Segment(models.Model):
    """A saved rule over the customer's record; who is in it follows from the record at every look."""

    code = models.CharField(max_length=32, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    rule = models.JSONField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="segment_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="segment_has_name"),
        )

    def __str__(self) -> str:
        return self.name_zh or self.name_en
