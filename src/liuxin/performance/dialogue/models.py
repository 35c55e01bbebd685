"""Tables of the talk that goes on all year. What was noted stays as it was noted."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.dialogue.words import HEARTS, IncidentKind, StepKind

_HEARTS = sorted(HEARTS)


class CheckIn(models.Model):
    """A short talk with somebody of one's line, and when the next one is meant to be."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    note = models.TextField()
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(person=F("manager")), name="check_in_of_two"),
            models.CheckConstraint(condition=~Q(note=""), name="check_in_has_note"),
        )

    def __str__(self) -> str:
        return f"{self.manager_id} – {self.person_id}"


class Incident(models.Model):
    """A critical incident as it was noted, and the answer of whom it is about."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    heart = models.CharField(max_length=16)
    what = models.TextField()
    effect = models.TextField(blank=True)
    case = models.CharField(max_length=40, blank=True)
    happened_at = models.DateTimeField(db_index=True)
    noted_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=sorted(IncidentKind)), name="incident_known_kind"),
            models.CheckConstraint(condition=Q(heart__in=_HEARTS), name="incident_known_heart"),
            models.CheckConstraint(condition=~Q(what=""), name="incident_says_what"),
            models.CheckConstraint(condition=Q(happened_at__lte=F("noted_at")), name="incident_noted_after"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="incident_reply_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Praise(models.Model):
    """Thanks to somebody else, naming a heart."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    heart = models.CharField(max_length=16)
    text = models.TextField()
    case = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(person=F("by")), name="praise_of_somebody_else"),
            models.CheckConstraint(condition=Q(heart__in=_HEARTS), name="praise_known_heart"),
            models.CheckConstraint(condition=~Q(text=""), name="praise_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.heart} {self.person_id}"


class Obstacle(models.Model):
    """What stands in somebody's way, and who owes its clearing now. Cleared is what whoever raised it confirmed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    case = models.CharField(max_length=40, blank=True)
    raised_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(default=0)
    at_top = models.BooleanField(default=False)

    class Meta:
        """Integrity, and the index that makes it cheap to ask whether anything is overdue."""

        constraints = (
            models.CheckConstraint(condition=~Q(person=F("owner")), name="obstacle_owed_by_another"),
            models.CheckConstraint(condition=~Q(what=""), name="obstacle_says_what"),
            models.CheckConstraint(condition=Q(due_at__gt=F("raised_at")), name="obstacle_due_after_raised"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | Q(cleared_at__gte=F("raised_at")),
                name="obstacle_cleared_after_raised",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(cleared_at__isnull=False, confirmed_at__gte=F("cleared_at")),
                name="obstacle_confirmed_after_cleared",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",), condition=Q(cleared_at__isnull=True, at_top=False), name="obstacle_running"
            ),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} → {self.owner_id}"


class ObstacleStep(models.Model):
    """What happened to an obstacle after it was raised; nobody's deed where Liuxin handed it on."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(kind__in=sorted(StepKind)), name="obstacle_step_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=StepKind.ESCALATED, by__isnull=True, to__isnull=False)
                | (~Q(kind=StepKind.ESCALATED) & Q(by__isnull=False, to__isnull=True)),
                name="obstacle_step_has_hand",
            ),
        )

    def __str__(self) -> str:
        return f"{self.obstacle_id} {self.kind}"
