"""Tables of mailboxes, of what is attached, and of letters that wait for a person."""

from django.db import models
from django.db.models import Q

from liuxin.desk.communication.words.post import HeldEnd, HeldWhy, Security
from liuxin.desk.files.words import Refusal


class Mailbox(models.Model):
    """An address that letters come to and leave from. Passwords lie here sealed with the key of the server.

    `last_uid` is the last letter taken in under this `uid_validity`; both change with the letter, in one transaction.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=254, unique=True)
    entrance = models.CharField(max_length=64)
    folder = models.CharField(max_length=120, default="INBOX")
    per_hour = models.PositiveIntegerField(default=30)
    is_open = models.BooleanField(default=True)

    in_host = models.CharField(max_length=200, blank=True)
    in_port = models.PositiveIntegerField(default=0)
    in_security = models.CharField(max_length=16, default=Security.SSL.value)
    in_user = models.CharField(max_length=200, blank=True)
    in_secret = models.TextField(blank=True)
    out_host = models.CharField(max_length=200, blank=True)
    out_port = models.PositiveIntegerField(default=0)
    out_security = models.CharField(max_length=16, default=Security.STARTTLS.value)
    out_user = models.CharField(max_length=200, blank=True)
    out_secret = models.TextField(blank=True)

    uid_validity = models.PositiveBigIntegerField(null=True, blank=True)
    last_uid = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code="") & ~Q(name="") & ~Q(address=""), name="mailbox_has_names"),
            models.CheckConstraint(
                condition=Q(in_security__in=[word.value for word in Security])
                & Q(out_security__in=[word.value for word in Security]),
                name="mailbox_known_security",
            ),
            models.CheckConstraint(
                condition=Q(in_port__lte=65_535, out_port__lte=65_535, per_hour__gte=1), name="mailbox_ports_and_rate"
            ),
        )

    def __str__(self) -> str:
        return self.address


class Attachment(models.Model):
    """A file of a message, under its name there; or the line that one was refused, and why."""

    message = models.ForeignKey("communication.Message", on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    refused = models.CharField(max_length=24, blank=True)
    limit = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Integrity: either it is there, or it says why not."""

        constraints = (
            models.CheckConstraint(
                condition=Q(file__isnull=False, refused="")
                | Q(file__isnull=True, refused__in=[word.value for word in Refusal]),
                name="attachment_is_there_or_says_why",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="attachment_has_name"),
        )

    def __str__(self) -> str:
        return self.name


class HeldLetter(models.Model):
    """A letter that no machine may decide about: it is kept whole until a person lets it in or drops it."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="held")
    whole = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    external = models.CharField(max_length=255, unique=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=16)
    at = models.DateTimeField()
    ended = models.CharField(max_length=16, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(why__in=[word.value for word in HeldWhy]), name="held_known_why"),
            models.CheckConstraint(
                condition=Q(ended="", ended_at__isnull=True)
                | Q(ended__in=[word.value for word in HeldEnd], ended_at__isnull=False),
                name="held_ends_with_a_time",
            ),
        )
        indexes = (models.Index(fields=("-id",), name="held_waiting", condition=Q(ended="")),)

    def __str__(self) -> str:
        return f"#{self.pk} {self.why}"
