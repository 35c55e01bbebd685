"""Rules of routing as rows."""

from django.db import models
from django.db.models import Q

from liuxin.desk.cases.words import Channel, Distribution, Kind, ServiceStage
from liuxin.desk.customers.words import CustomerKind


class RoutingRule(models.Model):
    """Which cases go to which team, and how they go on there; empty conditions ask for nothing.

    `place` orders the rules; one may be the default, which asks for nothing. A rule is retired, never deleted: events
    name it. `last_given` is who got a case by it last, so that the turn goes on from there.
    """

    name = models.CharField(max_length=120)
    place = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    is_on = models.BooleanField(default=True)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    customer_kind = models.CharField(max_length=16, blank=True)
    service_stage = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=16, blank=True)
    channel = models.CharField(max_length=16, blank=True)
    category = models.CharField(max_length=120, blank=True)
    site = models.ForeignKey("customers.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    most_waiting = models.PositiveIntegerField(null=True, blank=True)

    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, related_name="+")
    distribution = models.CharField(max_length=16)
    skill = models.CharField(max_length=64, blank=True)
    speaks = models.BooleanField(default=False)
    last_given = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="routing_rule_has_name"),
            models.CheckConstraint(
                condition=Q(customer_kind__in=["", *(word.value for word in CustomerKind)]),
                name="routing_rule_known_customer_kind",
            ),
            models.CheckConstraint(
                condition=Q(service_stage__in=["", *(word.value for word in ServiceStage)]),
                name="routing_rule_known_stage",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *(word.value for word in Kind)]), name="routing_rule_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *(word.value for word in Channel)]), name="routing_rule_known_channel"
            ),
            models.CheckConstraint(condition=Q(language__in=["", "zh", "en"]), name="routing_rule_known_language"),
            models.CheckConstraint(
                condition=Q(distribution__in=[word.value for word in Distribution]),
                name="routing_rule_known_distribution",
            ),
            models.CheckConstraint(
                condition=Q(is_default=False)
                | Q(
                    customer_kind="",
                    service_stage="",
                    kind="",
                    channel="",
                    category="",
                    site__isnull=True,
                    language="",
                    most_waiting__isnull=True,
                    is_on=True,
                ),
                name="routing_rule_default_asks_nothing",
            ),
            models.UniqueConstraint(
                fields=("is_default",),
                condition=Q(is_default=True, retired_at__isnull=True),
                name="routing_rule_one_default",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}. {self.name}"
