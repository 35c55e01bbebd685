"""Tables of places of service."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.customers.words import SiteKind


class Site(models.Model):
    """A project, a building in it, a unit in that. A closed one takes no new cases and keeps its history."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    source = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in SiteKind]), name="site_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="site_has_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(kind=SiteKind.PROJECT.value), name="site_project_is_outermost"
            ),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="site_not_in_itself"),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="site_one_per_source_label"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Residence(models.Model):
    """A customer has a site from `start` to `end` (None: still)."""

    customer = models.ForeignKey("Customer", on_delete=models.PROTECT, related_name="residences")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="residences")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="residence_runs_on"),
            models.UniqueConstraint(
                fields=("customer", "site"), condition=Q(end__isnull=True), name="residence_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id} @ {self.site_id}"
