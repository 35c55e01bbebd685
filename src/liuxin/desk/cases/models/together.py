"""What was done with many cases at once, so that it can be undone; and views that somebody saved."""

from django.db import models
from django.db.models import Q

from liuxin.desk.cases.words import Deed


class TogetherDone(models.Model):
    """A deed for many cases. `before` holds, by code, the version that it left and what was before."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=16)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(deed__in=[deed.value for deed in Deed]), name="together_known_deed"),
        )

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%Y-%m-%d %H:%M}"


class SavedView(models.Model):
    """A filter with an order under a name: one's own, or shared with a team. `asked` is what the list is asked for."""

    owner = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    asked = models.JSONField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
            models.UniqueConstraint(
                fields=("owner", "name"), condition=Q(retired_at__isnull=True), name="saved_view_one_name_each"
            ),
        )

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view with which the list opens for somebody."""

    person = models.OneToOneField("organisation.Person", on_delete=models.PROTECT, related_name="+")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} {self.view_id}"
