"""Tables of threads, messages and drafts."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from liuxin.desk.communication.words import Direction, Medium, MessageState


class Thread(models.Model):
    """Messages that answer one another, by one way and with one address."""

    key = models.CharField(max_length=32, unique=True)
    medium = models.CharField(max_length=16)
    subject = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=254, blank=True)
    address_name = models.CharField(max_length=200, blank=True)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mailbox = models.ForeignKey("communication.Mailbox", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(medium__in=[word.value for word in Medium]), name="thread_known_medium"),
            models.CheckConstraint(condition=~Q(key=""), name="thread_has_key"),
        )

    def __str__(self) -> str:
        return self.key


class Message(models.Model):
    """A message of a thread. `external` is what its source knows it by, or a key of ours.

    `world_id` is what other letters call it by. `whole` is the letter as it came.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    direction = models.CharField(max_length=8)
    state = models.CharField(max_length=16)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    author = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    external = models.CharField(max_length=255)
    world_id = models.CharField(max_length=255, blank=True)
    remarks = models.CharField(max_length=255, blank=True)
    whole = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    about_kind = models.CharField(max_length=32)
    about_code = models.CharField(max_length=64)

    class Meta:
        """Integrity: what came in is received; what is ours waits, is released or was taken back."""

        constraints = (
            models.UniqueConstraint(fields=("direction", "external"), name="message_once"),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN.value, state=MessageState.RECEIVED.value)
                | Q(
                    direction=Direction.OUT.value,
                    release_at__isnull=False,
                    state__in=[
                        MessageState.PENDING.value,
                        MessageState.RELEASED.value,
                        MessageState.TAKEN_BACK.value,
                    ],
                ),
                name="message_state_fits_direction",
            ),
            models.CheckConstraint(condition=~Q(external=""), name="message_is_known_by_something"),
        )
        indexes = (
            models.Index(fields=("thread", "at", "id"), name="message_by_thread"),
            models.Index(
                fields=("release_at", "id"), name="message_pending", condition=Q(state=MessageState.PENDING.value)
            ),
            models.Index(fields=("world_id",), name="message_by_world_id", condition=~Q(world_id="")),
            models.Index(
                Lower("sender_address"), "at", name="message_by_sender", condition=Q(direction=Direction.IN.value)
            ),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.direction}"


class Draft(models.Model):
    """What one person began to write about something; it is that person's alone."""

    about_kind = models.CharField(max_length=32)
    about_code = models.CharField(max_length=64)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("about_kind", "about_code", "person"), name="draft_one_per_person"),
            models.CheckConstraint(condition=~Q(text=""), name="draft_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.about_code} {self.person_id}"
