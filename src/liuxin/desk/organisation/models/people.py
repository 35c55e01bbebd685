"""People, their positions, and what they are to teams, to managers and to the organisation over time."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models.structure import Department, Team
from liuxin.desk.organisation.words import DEPARTMENT_ROLES, Role


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gt=F("start")), name=name)


class Position(models.Model):
    """A post that several people may hold; indicator sets hang on it."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="position_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="position_has_name"),
        )

    def __str__(self) -> str:
        """Give the Chinese name, else the English one."""
        return self.name_zh or self.name_en


class Person(models.Model):
    """Somebody who works or worked here; signs in only through an account.

    `source_label` is the name exactly as an import recorded it; a made-up name never replaces it. A placeholder stands
    for nobody (it carries a duty that the source did not name), a system person for an automatic actor.
    `name_key` sorts Chinese names by sound, which no collation does on both databases.
    """

    staff_number = models.CharField(max_length=64, blank=True)
    name_key = models.CharField(max_length=400, blank=True, db_index=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=64, blank=True)
    source_label = models.CharField(max_length=200, blank=True)
    name_is_made_up = models.BooleanField(default=False)
    is_placeholder = models.BooleanField(default=False)
    is_system = models.BooleanField(default=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    left_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: a name and a number until erased, then neither."""

        constraints = (
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(staff_number=""), name="person_has_staff_number"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(name_zh="", name_en=""), name="person_has_name"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(staff_number="", name_key="", name_zh="", name_en="", source_label=""),
                name="person_erased_is_empty",
            ),
            models.CheckConstraint(condition=~Q(is_placeholder=True, is_system=True), name="person_one_nature"),
            models.UniqueConstraint(
                fields=("staff_number",), condition=~Q(staff_number=""), name="person_one_per_staff_number"
            ),
            models.UniqueConstraint(
                fields=("source", "source_label"), condition=~Q(source_label=""), name="person_one_per_source_label"
            ),
        )

    def __str__(self) -> str:
        """Give the Chinese name, else the English one, else the key."""
        return self.name_zh or self.name_en or f"#{self.pk}"


class Membership(models.Model):
    """A person's time in a team; two times of the same person in the same team never overlap."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            _ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(
                fields=("person", "team"), condition=Q(end__isnull=True), name="membership_one_open"
            ),
            models.UniqueConstraint(fields=("person", "team", "start"), name="membership_one_start"),
        )

    def __str__(self) -> str:
        """Name person and team by key."""
        return f"{self.person_id} ∈ {self.team_id}"


class ReportingLine(models.Model):
    """Whom a person reported to from `start` up to `end`: one manager at a time, never in a circle."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lines_up")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lines_down")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            _ends_after_start("reporting_line_ends_after_start"),
            models.CheckConstraint(condition=~Q(person=F("manager")), name="reporting_line_not_to_oneself"),
            models.UniqueConstraint(
                fields=("person",), condition=Q(end__isnull=True), name="reporting_line_one_current"
            ),
            models.UniqueConstraint(fields=("person", "start"), name="reporting_line_one_start"),
        )

    def __str__(self) -> str:
        """Name person and manager by key."""
        return f"{self.person_id} → {self.manager_id}"


class RoleGrant(models.Model):
    """A role that a person holds from `start` up to `end`, for one department and below, or everywhere."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            _ends_after_start("role_grant_ends_after_start"),
            models.CheckConstraint(condition=Q(role__in=sorted(Role)), name="role_grant_known_role"),
            models.CheckConstraint(
                condition=Q(department__isnull=True) | Q(role__in=sorted(DEPARTMENT_ROLES)),
                name="role_grant_department_role",
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(end__isnull=True, department__isnull=True),
                name="role_grant_one_open_everywhere",
            ),
            models.UniqueConstraint(
                fields=("person", "role", "department"),
                condition=Q(end__isnull=True, department__isnull=False),
                name="role_grant_one_open_in_department",
            ),
        )

    def __str__(self) -> str:
        """Name person and role."""
        return f"{self.person_id} {self.role}"
