"""Which threads belong to which case, and by which entrances customers come in."""

from django.db import models
from django.db.models import Q

from liuxin.desk.cases.words import Channel, Kind, ServiceStage


class CaseThread(models.Model):
    """A thread of a case. A thread belongs to one case, a case may have several: e-mail, portal, phone."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="threads")
    thread = models.OneToOneField("communication.Thread", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id} {self.thread_id}"


class Entrance(models.Model):
    """A way in that is open to customers, such as a mailbox or a form: to whose queue its cases come, and as what.

    `minutes` of business time are given for the first next action where no promise gives any; `frame_sites` are the
    sites, one a line, that may show the form in a frame.
    """

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    channel = models.CharField(max_length=16)
    team = models.ForeignKey("organisation.Team", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    service_stage = models.CharField(max_length=16)
    priority = models.PositiveSmallIntegerField(default=3)
    minutes = models.PositiveIntegerField(default=480)
    is_open = models.BooleanField(default=True)
    frame_sites = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name_zh="") & ~Q(name_en=""), name="entrance_has_code_and_names"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[word.value for word in Channel])
                & Q(kind__in=[word.value for word in Kind])
                & Q(service_stage__in=[word.value for word in ServiceStage]),
                name="entrance_known_words",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=4, minutes__gte=1), name="entrance_priority_and_time"
            ),
        )

    def __str__(self) -> str:
        return self.code
