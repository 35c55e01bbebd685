"""Tables of the survey after a resolution: the rule, and who was asked."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.cases.words.surveying import SurveyWay


class SurveyRule(models.Model):
    """When customers are asked: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    enabled = models.BooleanField(default=False)
    since = models.DateTimeField(null=True, blank=True)
    delay_hours = models.PositiveSmallIntegerField()
    rest_days = models.PositiveSmallIntegerField()
    remind_days = models.PositiveSmallIntegerField()
    open_days = models.PositiveSmallIntegerField()
    from_hour = models.PositiveSmallIntegerField()
    to_hour = models.PositiveSmallIntegerField()
    hearts = models.PositiveSmallIntegerField()
    low_at = models.PositiveSmallIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="survey_rule_is_one"),
            models.CheckConstraint(
                condition=Q(enabled=False) | Q(since__isnull=False), name="survey_rule_knows_since_when"
            ),
            models.CheckConstraint(
                condition=Q(to_hour__gt=F("from_hour")) & Q(to_hour__lte=24) & Q(hearts__lte=2) & Q(low_at__lte=4),
                name="survey_rule_in_range",
            ),
        )

    def __str__(self) -> str:
        return "on" if self.enabled else "off"


class Asking(models.Model):
    """A resolution that its customer was asked about: once, and reminded once at most.

    `resolver` and `team` are who held the case when it was resolved; the answers lie on the sheet.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="askings", db_index=False)
    resolution = models.PositiveSmallIntegerField()
    sheet = models.OneToOneField("surveys.Sheet", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+", db_index=False)
    resolver = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey(
        "organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    way = models.CharField(max_length=16)
    hearts = models.CharField(max_length=100, blank=True)
    resolved_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    overall = models.PositiveSmallIntegerField(null=True, blank=True)
    resolved = models.PositiveSmallIntegerField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: one for each resolution; an overall answer exactly where it was answered."""

        constraints = (
            models.UniqueConstraint(fields=("case", "resolution"), name="asking_one_per_resolution"),
            models.CheckConstraint(condition=Q(resolution__gte=1), name="asking_resolution_from_one"),
            models.CheckConstraint(condition=Q(way__in=[one.value for one in SurveyWay]), name="asking_known_way"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, overall__isnull=True)
                | Q(answered_at__isnull=False, overall__isnull=False, overall__gte=1, overall__lte=5),
                name="asking_overall_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True) | Q(answered_at__isnull=False), name="asking_looked_at_answered"
            ),
        )
        indexes = (
            models.Index(fields=("customer", "asked_at"), name="asking_by_customer"),
            models.Index(fields=("team", "asked_at"), name="asking_by_team"),
            models.Index(
                fields=("asked_at",),
                condition=Q(answered_at__isnull=True, reminded_at__isnull=True),
                name="asking_to_remind",
            ),
            models.Index(
                fields=("answered_at",),
                condition=Q(answered_at__isnull=False, looked_at__isnull=True),
                name="asking_to_look_at",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.resolution}"
