"""Departments as a tree, teams, and who leads a team when."""

from django.db import models
from django.db.models import F, Q


class Department(models.Model):
    """A part of the organisation. `path` holds the keys from the root down to itself, such as `/1/4/`."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    name_is_made_up = models.BooleanField(default=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=700, unique=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="department_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="department_has_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="department_not_its_own_parent"
            ),
        )

    def __str__(self) -> str:
        """Give the Chinese name, else the English one."""
        return self.name_zh or self.name_en


class Team(models.Model):
    """People who share a queue of cases. `source_label` is the name exactly as the source recorded it."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    name_is_made_up = models.BooleanField(default=False)
    source = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="team_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="team_has_name"),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="team_one_per_source_label"
            ),
        )

    def __str__(self) -> str:
        """Give the Chinese name, else the English one."""
        return self.name_zh or self.name_en


class TeamLead(models.Model):
    """Who led a team from `start` up to `end`; two leads of a team never overlap."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="leads")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="leads")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="team_lead_ends_after_start"
            ),
            models.UniqueConstraint(fields=("team",), condition=Q(end__isnull=True), name="team_one_current_lead"),
            models.UniqueConstraint(fields=("team", "start"), name="team_lead_one_start"),
        )

    def __str__(self) -> str:
        """Name team and person by key."""
        return f"{self.team_id} ← {self.person_id}"
