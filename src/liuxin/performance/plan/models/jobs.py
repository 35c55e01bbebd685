"""Tables of duties and job analyses."""

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Department, Person, Position
from liuxin.kernel.quantities import WHOLE


class Duty(models.Model):
    """What a department is there for."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=64)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    order = models.PositiveIntegerField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("department", "code"), name="duty_one_per_code"),
            models.CheckConstraint(condition=~Q(code=""), name="duty_has_code"),
            models.CheckConstraint(condition=~Q(text_zh="", text_en=""), name="duty_says_something"),
        )

    def __str__(self) -> str:
        """Give department and code."""
        return f"{self.department_id} {self.code}"


class JobAnalysis(models.Model):
    """What a position is for, in one version; a version is never rewritten, so its shares add to 100 from the start."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    purpose_zh = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    duties_zh = models.TextField(blank=True)
    duties_en = models.TextField(blank=True)
    skills_zh = models.TextField(blank=True)
    skills_en = models.TextField(blank=True)
    conditions_zh = models.TextField(blank=True)
    conditions_en = models.TextField(blank=True)
    works_with_zh = models.TextField(blank=True)
    works_with_en = models.TextField(blank=True)
    share_total = models.DecimalField(max_digits=6, decimal_places=2)
    is_example = models.BooleanField(default=False)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("position", "version"), name="job_analysis_one_per_version"),
            models.CheckConstraint(condition=~Q(purpose_zh="", purpose_en=""), name="job_analysis_has_purpose"),
            models.CheckConstraint(condition=Q(share_total=WHOLE), name="job_analysis_shares_hundred"),
        )

    def __str__(self) -> str:
        """Give position and version."""
        return f"{self.position_id} v{self.version}"


class JobTask(models.Model):
    """A task of a job and the share of the working time that it takes."""

    analysis = models.ForeignKey(JobAnalysis, on_delete=models.CASCADE, related_name="tasks")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="tasks")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("analysis", "code"), name="job_task_one_per_code"),
            models.UniqueConstraint(fields=("analysis", "order"), name="job_task_one_per_place"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=WHOLE), name="job_task_share_in_whole"),
            models.CheckConstraint(condition=~Q(text_zh="", text_en=""), name="job_task_says_something"),
        )

    def __str__(self) -> str:
        """Give the code and the share."""
        return f"{self.code} {self.share}%"
