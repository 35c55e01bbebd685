"""Tables of notices: one row a person, whatever is told; what each person chose."""

from django.db import models
from django.db.models import Q

from liuxin.desk.communication.words.notices import NoticeGroup, Way


class Notice(models.Model):
    """What a person is told. `key` makes it the same one; `mail_at` is when it goes out by e-mail, if it does."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    params = models.TextField()
    key = models.CharField(max_length=64)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity: nothing twice; nothing goes out that was not to go out."""

        constraints = (
            models.UniqueConstraint(fields=("person", "key"), name="notice_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(subject=""), name="notice_says_something"),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(mail_at__isnull=False), name="notice_mailed_was_due"
            ),
        )
        indexes = (
            models.Index(fields=("person", "-id"), name="notice_by_person"),
            models.Index(fields=("person",), condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=("mail_at",), condition=Q(mail_at__isnull=False, mailed_at__isnull=True), name="notice_to_mail"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.code} {self.subject}"


class NoticePlan(models.Model):
    """How a person wants to hear: where to, when the daily digest comes, which hours are quiet."""

    person = models.OneToOneField("organisation.Person", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    digest_hour = models.PositiveSmallIntegerField()
    quiet_from = models.PositiveSmallIntegerField()
    quiet_to = models.PositiveSmallIntegerField()
    urgent_any_time = models.BooleanField(default=False)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(digest_hour__lt=24, quiet_from__lt=24, quiet_to__lt=24), name="notice_plan_hours_of_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id}"


class NoticeWay(models.Model):
    """The way that a person chose for a group."""

    plan = models.ForeignKey(NoticePlan, on_delete=models.PROTECT, related_name="ways")
    group = models.CharField(max_length=16)
    way = models.CharField(max_length=16)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("plan", "group"), name="notice_way_one_a_group"),
            models.CheckConstraint(
                condition=Q(group__in=[one.value for one in NoticeGroup]), name="notice_way_known_group"
            ),
            models.CheckConstraint(condition=Q(way__in=[one.value for one in Way]), name="notice_way_known"),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.way}"
